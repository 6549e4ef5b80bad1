//! What a container may use: CPU, memory, GPUs, open files.

use super::Container;
use crate::api::ecs::{
    NvidiaMpsAllocation, ResourceRequirement, ResourceType, SharingStrategy, Ulimit, UlimitName,
};
use crate::resource::launch::{Gpus, Launch, ManagedInstances};
use crate::units::{CpuUnits, Mib, Percent};

impl<L: Launch> Container<L> {
    /// Reserves CPU for the container. Limit: all containers together, the task's CPU. AWS: `cpu`.
    #[track_caller]
    pub fn cpu(self, units: CpuUnits) -> Self {
        self.set("cpu", |definition| definition.cpu = Some(units.get()))
    }

    /// Sets the memory at which the container is killed.
    ///
    /// Limit: at least 6 MiB, and all containers together at most the task's memory. AWS: `memory`.
    #[track_caller]
    pub fn memory(self, memory: Mib) -> Self {
        self.set("memory", |definition| definition.memory = Some(memory.get()))
    }

    /// Reserves memory that the container always has; it may use more up to [`memory`](Self::memory).
    ///
    /// Limit: at least 6 MiB, and less than `memory`. AWS: `memoryReservation`.
    #[track_caller]
    pub fn memory_reservation(self, memory: Mib) -> Self {
        self.set("memoryReservation", |definition| definition.memory_reservation = Some(memory.get()))
    }

    /// Sets a resource limit of the kernel; on Fargate only `Nofile`. AWS: `ulimits`.
    #[track_caller]
    pub fn ulimit(self, name: UlimitName, soft_limit: i32, hard_limit: i32) -> Self {
        let limit = Ulimit { name, soft_limit, hard_limit };
        self.push("ulimits", |definition| &mut definition.ulimits, limit)
    }

    /// Gives the container whole GPUs of the instance. AWS: `resourceRequirements`, type `GPU`.
    #[track_caller]
    pub fn gpus(self, count: u32) -> Self
    where
        L: Gpus,
    {
        self.require(ResourceType::Gpu, Some(count.to_string()), None)
    }

    /// Gives the container a share of a GPU under NVIDIA MPS: memory, and compute in per cent (1 to 100).
    ///
    /// AWS: `resourceRequirements.sharingStrategy.nvidiaMps`.
    #[track_caller]
    pub fn gpu_share(self, memory: Mib, max_compute: Option<Percent>) -> Self
    where
        L: Gpus,
    {
        let allocation =
            NvidiaMpsAllocation { memory: memory.get(), max_compute_percent: max_compute.map(Percent::get) };
        let sharing = SharingStrategy { nvidia_mps: Some(allocation) };
        self.require(ResourceType::Gpu, None, Some(sharing))
    }

    #[track_caller]
    fn require(
        self,
        r#type: ResourceType,
        value: Option<String>,
        sharing_strategy: Option<SharingStrategy>,
    ) -> Self {
        let requirement = ResourceRequirement { r#type, value, sharing_strategy };
        self.push("resourceRequirements", |definition| &mut definition.resource_requirements, requirement)
    }
}

impl Container<ManagedInstances> {
    /// Gives the container all Neuron devices of the instance. Limit: one container a task.
    ///
    /// AWS: `resourceRequirements`, type `NeuronDevice`.
    #[track_caller]
    pub fn neuron_devices(self) -> Self {
        self.require(ResourceType::NeuronDevice, Some("ALL".to_owned()), None)
    }
}
