//! The task's volumes: handles that containers mount.

use std::rc::{Rc, Weak};

use super::{TaskDef, TaskState};
use crate::api::ecs::{
    self, DockerVolumeConfiguration, EfsAuthorizationConfig, EfsAuthorizationConfigIam, EfsTransitEncryption,
    EfsVolumeConfiguration, FsxWindowsFileServerAuthorizationConfig, FsxWindowsFileServerVolumeConfiguration,
    HostVolumeProperties, S3FilesVolumeConfiguration,
};
use crate::resource::Shared;
use crate::resource::container::Secret;
use crate::resource::launch::{DockerVolumes, EbsVolumes, HostAccess, InVpc, Launch};
use crate::source::SourceLine;

/// A volume of a task definition, for its containers to mount.
#[derive(Debug, Clone)]
pub struct Volume {
    pub(crate) name: String,
    pub(crate) task: Weak<Shared<TaskState>>,
}

/// A volume that a service attaches to each task: an EBS volume of its own.
#[derive(Debug, Clone)]
pub struct EbsVolume(pub(crate) Volume);

/// What a container can mount: a [`Volume`] or an [`EbsVolume`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a volume",
    label = "a volume of the task is expected",
    note = "make one with a method of the task, such as `let data = task.volume(\"data\");`, and hand over `&data`"
)]
pub trait Mountable {
    #[doc(hidden)]
    fn volume(&self) -> &Volume;
}

impl Mountable for Volume {
    fn volume(&self) -> &Volume {
        self
    }
}

impl Mountable for EbsVolume {
    fn volume(&self) -> &Volume {
        &self.0
    }
}

/// An EFS file system, and how the task reaches it.
///
/// AWS: [`EFSVolumeConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EFSVolumeConfiguration.html)
#[derive(Debug, Clone, PartialEq)]
pub struct EfsVolume(EfsVolumeConfiguration);

impl EfsVolume {
    /// Takes a file system by its id, `fs-…`, encrypted on the way.
    pub fn new(file_system_id: impl Into<String>) -> Self {
        Self(EfsVolumeConfiguration {
            file_system_id: file_system_id.into(),
            transit_encryption: Some(EfsTransitEncryption::Enabled),
            ..EfsVolumeConfiguration::default()
        })
    }

    /// Mounts a folder of the file system as the root. Default: `/`; with an access point it is the access point's. AWS: `rootDirectory`.
    #[must_use]
    pub fn root_directory(mut self, path: impl Into<String>) -> Self {
        self.0.root_directory = Some(path.into());
        self
    }

    /// Enters through an access point, `fsap-…`, which fixes user and folder. AWS: `authorizationConfig.accessPointId`.
    #[must_use]
    pub fn access_point(mut self, id: impl Into<String>) -> Self {
        self.0.authorization_config.get_or_insert_default().access_point_id = Some(id.into());
        self
    }

    /// Lets IAM decide by the task role, which is given the right to mount and write. AWS: `authorizationConfig.iam`.
    #[must_use]
    pub fn iam(mut self) -> Self {
        self.0.authorization_config.get_or_insert(EfsAuthorizationConfig::default()).iam =
            Some(EfsAuthorizationConfigIam::Enabled);
        self
    }

    /// Sends file data unencrypted; AWS advises against it. AWS: `transitEncryption`.
    #[must_use]
    pub fn unencrypted(mut self) -> Self {
        self.0.transit_encryption = Some(EfsTransitEncryption::Disabled);
        self
    }

    /// Sets the port for encrypted data. Default: chosen by the mount helper. AWS: `transitEncryptionPort`.
    #[must_use]
    pub fn transit_encryption_port(mut self, port: u16) -> Self {
        self.0.transit_encryption_port = Some(port.into());
        self
    }
}

/// An S3 bucket seen as a file system. AWS: `S3FilesVolumeConfiguration`.
#[derive(Debug, Clone, PartialEq)]
pub struct S3FilesVolume(S3FilesVolumeConfiguration);

impl S3FilesVolume {
    /// Takes a file system by its ARN; the task needs a task role.
    pub fn new(file_system_arn: impl Into<String>) -> Self {
        Self(S3FilesVolumeConfiguration {
            file_system_arn: file_system_arn.into(),
            ..S3FilesVolumeConfiguration::default()
        })
    }

    /// Mounts a folder as the root. Default: `/`; with an access point it is the access point's. AWS: `rootDirectory`.
    #[must_use]
    pub fn root_directory(mut self, path: impl Into<String>) -> Self {
        self.0.root_directory = Some(path.into());
        self
    }

    /// Enters through an access point, by its ARN. AWS: `accessPointArn`.
    #[must_use]
    pub fn access_point(mut self, arn: impl Into<String>) -> Self {
        self.0.access_point_arn = Some(arn.into());
        self
    }
}

impl<L: Launch> TaskDef<L> {
    #[track_caller]
    fn add_volume(&self, volume: ecs::Volume) -> Volume {
        let name = volume.name.clone().unwrap_or_default();
        let index = self.0.state.borrow().definition.volumes.as_ref().map_or(0, Vec::len);
        self.0.set(format!("volumes[{index}]"), SourceLine::caller(), |state| {
            state.definition.volumes.get_or_insert_default().push(volume);
        });
        Volume { name, task: Rc::downgrade(&self.0) }
    }

    /// Adds an empty volume that lives with the task and is shared by the containers that mount it.
    ///
    /// The name has up to 255 letters, digits, `-` and `_`. AWS: `volumes`.
    #[track_caller]
    pub fn volume(&self, name: impl Into<String>) -> Volume {
        self.add_volume(ecs::Volume { name: Some(name.into()), ..ecs::Volume::default() })
    }

    /// Adds a path of the host as a volume. AWS: `volumes.host.sourcePath`.
    #[track_caller]
    pub fn host_volume(&self, name: impl Into<String>, source_path: impl Into<String>) -> Volume
    where
        L: HostAccess,
    {
        let host = HostVolumeProperties { source_path: Some(source_path.into()) };
        self.add_volume(ecs::Volume { name: Some(name.into()), host: Some(host), ..ecs::Volume::default() })
    }

    /// Adds a volume of a Docker volume driver. AWS: `volumes.dockerVolumeConfiguration`.
    #[track_caller]
    pub fn docker_volume(&self, name: impl Into<String>, configuration: DockerVolumeConfiguration) -> Volume
    where
        L: DockerVolumes,
    {
        self.add_volume(ecs::Volume {
            name: Some(name.into()),
            docker_volume_configuration: Some(configuration),
            ..ecs::Volume::default()
        })
    }

    /// Adds an EFS file system. AWS: `volumes.efsVolumeConfiguration`.
    #[track_caller]
    pub fn efs_volume(&self, name: impl Into<String>, file_system: EfsVolume) -> Volume
    where
        L: InVpc,
    {
        self.add_volume(ecs::Volume {
            name: Some(name.into()),
            efs_volume_configuration: Some(file_system.0),
            ..ecs::Volume::default()
        })
    }

    /// Adds an S3 Files file system. AWS: `volumes.s3filesVolumeConfiguration`.
    #[track_caller]
    pub fn s3_files_volume(&self, name: impl Into<String>, file_system: S3FilesVolume) -> Volume
    where
        L: InVpc,
    {
        self.add_volume(ecs::Volume {
            name: Some(name.into()),
            s3files_volume_configuration: Some(file_system.0),
            ..ecs::Volume::default()
        })
    }

    /// Adds an FSx for Windows file share, with the secret of an Active Directory user of its domain.
    ///
    /// AWS: `volumes.fsxWindowsFileServerVolumeConfiguration`.
    #[track_caller]
    pub fn fsx_windows_volume(
        &self,
        name: impl Into<String>,
        file_system_id: impl Into<String>,
        root_directory: impl Into<String>,
        credentials: Secret,
        domain: impl Into<String>,
    ) -> Volume
    where
        L: InVpc,
    {
        if let Some(misuse) = credentials.misuse() {
            let mut state = self.0.state.borrow_mut();
            let index = state.definition.volumes.as_ref().map_or(0, Vec::len);
            let within = "fsxWindowsFileServerVolumeConfiguration.authorizationConfig.credentialsParameter";
            state.misused.push((format!("volumes[{index}].{within}"), misuse));
        }
        if let Some(key) = credentials.kms_key() {
            let key = (credentials.value_from(), key.to_owned());
            self.0.state.borrow_mut().keys.push(key);
        }
        let authorization_config = FsxWindowsFileServerAuthorizationConfig {
            credentials_parameter: credentials.value_from(),
            domain: domain.into(),
        };
        self.add_volume(ecs::Volume {
            name: Some(name.into()),
            fsx_windows_file_server_volume_configuration: Some(FsxWindowsFileServerVolumeConfiguration {
                file_system_id: file_system_id.into(),
                root_directory: root_directory.into(),
                authorization_config,
            }),
            ..ecs::Volume::default()
        })
    }

    /// Adds a volume that each service or run attaches: see [`Service::ebs_volume`](crate::Service::ebs_volume).
    ///
    /// Limit: one a task definition. AWS: `volumes.configuredAtLaunch`.
    #[track_caller]
    pub fn ebs_volume(&self, name: impl Into<String>) -> EbsVolume
    where
        L: EbsVolumes,
    {
        let volume = ecs::Volume {
            name: Some(name.into()),
            configured_at_launch: Some(true),
            ..ecs::Volume::default()
        };
        EbsVolume(self.add_volume(volume))
    }
}
