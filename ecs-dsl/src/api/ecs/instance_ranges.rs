//! The ranges within which an instance type's numbers must lie.

use serde::{Deserialize, Serialize};

/// A range of numbers of vCPUs.
///
/// AWS: [`VCpuCountRangeRequest`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_VCpuCountRangeRequest.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VCpuCountRange {
    /// The least number. AWS: `VCpuCountRangeRequest.min`.
    pub min: i32,
    /// The greatest number.
    ///
    /// Default: no limit.
    /// AWS: `VCpuCountRangeRequest.max`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<i32>,
}

/// A range of memory sizes, in MiB.
///
/// AWS: [`MemoryMiBRequest`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_MemoryMiBRequest.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MemoryMib {
    /// The least memory. AWS: `MemoryMiBRequest.min`.
    pub min: i32,
    /// The greatest memory.
    ///
    /// Default: no limit.
    /// AWS: `MemoryMiBRequest.max`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<i32>,
}

/// A range of memory for each vCPU, in GiB.
///
/// AWS: [`MemoryGiBPerVCpuRequest`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_MemoryGiBPerVCpuRequest.html)
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MemoryGibPerVCpu {
    /// The least memory for each vCPU.
    ///
    /// Default: no limit.
    /// AWS: `MemoryGiBPerVCpuRequest.min`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<f64>,
    /// The greatest memory for each vCPU.
    ///
    /// Default: no limit.
    /// AWS: `MemoryGiBPerVCpuRequest.max`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
}

/// A range of numbers of network interfaces.
///
/// AWS: [`NetworkInterfaceCountRequest`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_NetworkInterfaceCountRequest.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NetworkInterfaceCount {
    /// The least number.
    ///
    /// Default: no limit.
    /// AWS: `NetworkInterfaceCountRequest.min`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<i32>,
    /// The greatest number.
    ///
    /// Default: no limit.
    /// AWS: `NetworkInterfaceCountRequest.max`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<i32>,
}

/// A range of sizes of all local disks together, in GB.
///
/// AWS: [`TotalLocalStorageGBRequest`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TotalLocalStorageGBRequest.html)
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TotalLocalStorageGb {
    /// The least size.
    ///
    /// Default: no limit.
    /// AWS: `TotalLocalStorageGBRequest.min`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<f64>,
    /// The greatest size.
    ///
    /// Default: no limit.
    /// AWS: `TotalLocalStorageGBRequest.max`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
}

/// A range of steady bandwidths to EBS, in Mbit/s.
///
/// AWS: [`BaselineEbsBandwidthMbpsRequest`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_BaselineEbsBandwidthMbpsRequest.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BaselineEbsBandwidthMbps {
    /// The least bandwidth.
    ///
    /// Default: no limit.
    /// AWS: `BaselineEbsBandwidthMbpsRequest.min`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<i32>,
    /// The greatest bandwidth.
    ///
    /// Default: no limit.
    /// AWS: `BaselineEbsBandwidthMbpsRequest.max`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<i32>,
}

/// A range of network bandwidths, in Gbit/s.
///
/// AWS: [`NetworkBandwidthGbpsRequest`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_NetworkBandwidthGbpsRequest.html)
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NetworkBandwidthGbps {
    /// The least bandwidth.
    ///
    /// Default: no limit.
    /// AWS: `NetworkBandwidthGbpsRequest.min`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<f64>,
    /// The greatest bandwidth.
    ///
    /// Default: no limit.
    /// AWS: `NetworkBandwidthGbpsRequest.max`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
}
