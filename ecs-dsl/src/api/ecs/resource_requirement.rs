//! GPUs and other devices that a container gets.

use serde::{Deserialize, Serialize};

use crate::api::open_enum::open_enum;

/// A device that a container needs, not offered by Fargate.
///
/// AWS: [`ResourceRequirement`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ResourceRequirement.html)
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ResourceRequirement {
    /// How much of it, or which one.
    ///
    /// For `GPU` a number of physical GPUs or `ALL`, unless there is a sharing strategy; for
    /// `NeuronDevice` `ALL`; for `InferenceAccelerator` the `deviceName` of one of the task's.
    /// AWS: `ResourceRequirement.value`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The kind of device. AWS: `ResourceRequirement.type`.
    pub r#type: ResourceType,
    /// How the container shares a GPU with others, in place of a value.
    ///
    /// Default: each GPU is the container's alone. Every container of the task that needs a GPU does it
    /// the same way. Not for external instances.
    /// AWS: `ResourceRequirement.sharingStrategy`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sharing_strategy: Option<SharingStrategy>,
}

impl ResourceRequirement {
    /// Makes the requirement of a kind of device, and how much of it or which one.
    pub fn new(kind: ResourceType, value: impl Into<String>) -> Self {
        Self { value: Some(value.into()), r#type: kind, sharing_strategy: None }
    }

    /// Makes the requirement of a part of a GPU.
    pub fn shared_gpu(strategy: SharingStrategy) -> Self {
        Self { value: None, r#type: ResourceType::Gpu, sharing_strategy: Some(strategy) }
    }
}

open_enum! {
    /// The kinds of device that a container can need.
    ///
    /// AWS: `ResourceRequirement.type`
    pub enum ResourceType {
        /// A GPU of a container instance.
        Gpu = "GPU",
        /// An Elastic Inference accelerator, which AWS has ceased to offer.
        InferenceAccelerator = "InferenceAccelerator",
        /// AWS Neuron devices, on Managed Instances; for one container of a task.
        NeuronDevice = "NeuronDevice",
    }
}

/// How containers share a GPU. Exactly one member is set.
///
/// AWS: [`SharingStrategy`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_SharingStrategy.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SharingStrategy {
    /// Sharing by NVIDIA's Multi-Process Service. AWS: `SharingStrategy.nvidiaMps`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nvidia_mps: Option<NvidiaMpsAllocation>,
}

/// A container's part of a GPU under NVIDIA's Multi-Process Service.
///
/// AWS: [`NvidiaMpsAllocation`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_NvidiaMpsAllocation.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NvidiaMpsAllocation {
    /// The memory of one GPU that the container gets, and no more.
    ///
    /// Unit: MiB. Limit: at least 1.
    /// AWS: `NvidiaMpsAllocation.memory`
    pub memory: i32,
    /// The most of the GPU's computing that the container may use.
    ///
    /// Unit: percent. Default: that of the instance's MPS server, 100 if nothing was set. Limit: 1 to
    /// 100.
    /// AWS: `NvidiaMpsAllocation.maxComputePercent`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_compute_percent: Option<i32>,
}
