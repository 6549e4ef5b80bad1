//! The container's user and what it may do to the kernel and the host.

use super::Container;
use crate::api::ecs::{Device, LinuxParameters, SystemControl, Tmpfs};
use crate::resource::IntoTexts;
use crate::resource::launch::{HostAccess, Launch};
use crate::units::Mib;

impl<L: Launch> Container<L> {
    /// Sets the user: `user`, `uid`, `user:group`, `uid:gid`, `user:gid` or `uid:group`. AWS: `user`.
    #[track_caller]
    pub fn user(self, user: impl Into<String>) -> Self {
        self.set("user", |definition| definition.user = Some(user.into()))
    }

    /// Makes the root file system read-only; ECS Exec then does not work in the container. AWS: `readonlyRootFilesystem`.
    #[track_caller]
    pub fn readonly_root_filesystem(self) -> Self {
        self.set("readonlyRootFilesystem", |definition| definition.readonly_root_filesystem = Some(true))
    }

    /// Runs a small init process that passes signals on and reaps children. AWS: `linuxParameters.initProcessEnabled`.
    #[track_caller]
    pub fn init_process(self) -> Self {
        self.linux("linuxParameters.initProcessEnabled", |linux| linux.init_process_enabled = Some(true))
    }

    /// Adds kernel capabilities, without the prefix `CAP_`; on Fargate only `SYS_PTRACE`. AWS: `linuxParameters.capabilities.add`.
    #[track_caller]
    pub fn add_capabilities(self, names: impl IntoTexts) -> Self {
        let names = names.into_texts();
        self.linux("linuxParameters.capabilities.add", |linux| {
            let capabilities = linux.capabilities.get_or_insert_default();
            capabilities.add.get_or_insert_default().extend(names);
        })
    }

    /// Drops kernel capabilities, without the prefix `CAP_`; `ALL` drops every one. AWS: `linuxParameters.capabilities.drop`.
    #[track_caller]
    pub fn drop_capabilities(self, names: impl IntoTexts) -> Self {
        let names = names.into_texts();
        self.linux("linuxParameters.capabilities.drop", |linux| {
            let capabilities = linux.capabilities.get_or_insert_default();
            capabilities.drop.get_or_insert_default().extend(names);
        })
    }

    /// Mounts a file system in memory. AWS: `linuxParameters.tmpfs`.
    #[track_caller]
    pub fn tmpfs(self, path: impl Into<String>, size: Mib, mount_options: impl IntoTexts) -> Self {
        let options = mount_options.into_texts();
        let mount = Tmpfs {
            container_path: path.into(),
            size: size.get(),
            mount_options: (!options.is_empty()).then_some(options),
        };
        self.linux("linuxParameters.tmpfs", |linux| linux.tmpfs.get_or_insert_default().push(mount))
    }

    /// Sets a kernel parameter, such as `net.core.somaxconn`. AWS: `systemControls`.
    #[track_caller]
    pub fn system_control(self, namespace: impl Into<String>, value: impl Into<String>) -> Self {
        let control = SystemControl { namespace: Some(namespace.into()), value: Some(value.into()) };
        self.push("systemControls", |definition| &mut definition.system_controls, control)
    }

    /// Gives the container the host's full rights. AWS: `privileged`.
    #[track_caller]
    pub fn privileged(self) -> Self
    where
        L: HostAccess,
    {
        self.set("privileged", |definition| definition.privileged = Some(true))
    }

    /// Lets the container use a device of the host. AWS: `linuxParameters.devices`.
    #[track_caller]
    pub fn device(self, device: Device) -> Self
    where
        L: HostAccess,
    {
        self.linux("linuxParameters.devices", |linux| linux.devices.get_or_insert_default().push(device))
    }

    /// Sets the size of `/dev/shm`. AWS: `linuxParameters.sharedMemorySize`.
    #[track_caller]
    pub fn shared_memory(self, size: Mib) -> Self
    where
        L: HostAccess,
    {
        self.linux("linuxParameters.sharedMemorySize", |linux| linux.shared_memory_size = Some(size.get()))
    }

    /// Sets how much the container may swap, and how readily: 0 (hardly) to 100. AWS: `linuxParameters.maxSwap`, `swappiness`.
    #[track_caller]
    pub fn swap(self, max: Mib, swappiness: Option<i32>) -> Self
    where
        L: HostAccess,
    {
        self.linux("linuxParameters.maxSwap", |linux| {
            linux.max_swap = Some(max.get());
            linux.swappiness = swappiness;
        })
    }

    /// Adds a Docker security option: `no-new-privileges`, `apparmor:PROFILE`, `label:VALUE` or `credentialspec:PATH`.
    ///
    /// AWS: `dockerSecurityOptions`.
    #[track_caller]
    pub fn docker_security_option(self, option: impl Into<String>) -> Self
    where
        L: HostAccess,
    {
        self.push(
            "dockerSecurityOptions",
            |definition| &mut definition.docker_security_options,
            option.into(),
        )
    }

    /// Gives a Windows container its Active Directory identity: `credentialspec:ARN` or `credentialspecdomainless:ARN`.
    ///
    /// Limit: one. AWS: `credentialSpecs`.
    #[track_caller]
    pub fn credential_spec(self, spec: impl Into<String>) -> Self {
        self.push("credentialSpecs", |definition| &mut definition.credential_specs, spec.into())
    }

    #[track_caller]
    fn linux(self, member: &'static str, change: impl FnOnce(&mut LinuxParameters)) -> Self {
        self.set(member, |definition| change(definition.linux_parameters.get_or_insert_default()))
    }
}
