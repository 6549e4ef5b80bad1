//! What accelerators (GPUs, FPGAs, inference chips) an instance type must have.

use serde::{Deserialize, Serialize};

use crate::api::open_enum::open_enum;

/// A range of numbers of accelerators.
///
/// AWS: [`AcceleratorCountRequest`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AcceleratorCountRequest.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AcceleratorCount {
    /// The least number.
    ///
    /// Default: no limit.
    /// AWS: `AcceleratorCountRequest.min`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<i32>,
    /// The greatest number; 0 leaves out types with accelerators.
    ///
    /// Default: no limit.
    /// AWS: `AcceleratorCountRequest.max`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<i32>,
}

/// A range of memory of all accelerators together, in MiB.
///
/// AWS: [`AcceleratorTotalMemoryMiBRequest`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AcceleratorTotalMemoryMiBRequest.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AcceleratorTotalMemoryMib {
    /// The least memory.
    ///
    /// Default: no limit.
    /// AWS: `AcceleratorTotalMemoryMiBRequest.min`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<i32>,
    /// The greatest memory.
    ///
    /// Default: no limit.
    /// AWS: `AcceleratorTotalMemoryMiBRequest.max`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<i32>,
}

open_enum! {
    /// The kinds of accelerators.
    ///
    /// AWS: `InstanceRequirementsRequest.acceleratorTypes`
    pub enum AcceleratorType {
        /// Graphics processors.
        Gpu = "gpu",
        /// Field-programmable gate arrays.
        Fpga = "fpga",
        /// Inference chips.
        Inference = "inference",
    }
}

open_enum! {
    /// The makers of accelerators.
    ///
    /// AWS: `InstanceRequirementsRequest.acceleratorManufacturers`
    pub enum AcceleratorManufacturer {
        /// AWS.
        AmazonWebServices = "amazon-web-services",
        /// AMD.
        Amd = "amd",
        /// NVIDIA.
        Nvidia = "nvidia",
        /// Xilinx.
        Xilinx = "xilinx",
        /// Habana.
        Habana = "habana",
    }
}

open_enum! {
    /// The models of accelerators.
    ///
    /// AWS: `InstanceRequirementsRequest.acceleratorNames`
    pub enum AcceleratorName {
        /// NVIDIA A100.
        A100 = "a100",
        /// AWS Inferentia.
        Inferentia = "inferentia",
        /// NVIDIA K520.
        K520 = "k520",
        /// NVIDIA K80.
        K80 = "k80",
        /// NVIDIA M60.
        M60 = "m60",
        /// AMD Radeon Pro V520.
        RadeonProV520 = "radeon-pro-v520",
        /// NVIDIA T4.
        T4 = "t4",
        /// Xilinx VU9P.
        Vu9p = "vu9p",
        /// NVIDIA V100.
        V100 = "v100",
        /// NVIDIA A10G.
        A10g = "a10g",
        /// NVIDIA H100.
        H100 = "h100",
        /// NVIDIA T4G.
        T4g = "t4g",
        /// NVIDIA L40S.
        L40s = "l40s",
        /// NVIDIA L4.
        L4 = "l4",
    }
}
