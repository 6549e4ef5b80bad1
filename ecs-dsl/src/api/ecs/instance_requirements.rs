//! Which EC2 instance types may serve as Managed Instances.

use serde::{Deserialize, Serialize};

use super::{
    AcceleratorCount, AcceleratorManufacturer, AcceleratorName, AcceleratorTotalMemoryMib, AcceleratorType,
    BaselineEbsBandwidthMbps, MemoryGibPerVCpu, MemoryMib, NetworkBandwidthGbps, NetworkInterfaceCount,
    TotalLocalStorageGb, VCpuCountRange,
};
use crate::api::open_enum::open_enum;

/// What an instance type must have to be launched.
///
/// `allowedInstanceTypes` and `excludedInstanceTypes` exclude each other, and so do the two limits
/// on Spot prices.
/// AWS: [`InstanceRequirementsRequest`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_InstanceRequirementsRequest.html)
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InstanceRequirements {
    /// The number of vCPUs. AWS: `InstanceRequirementsRequest.vCpuCount`.
    #[serde(rename = "vCpuCount")]
    pub vcpu_count: VCpuCountRange,
    /// The memory. AWS: `InstanceRequirementsRequest.memoryMiB`.
    #[serde(rename = "memoryMiB")]
    pub memory_mib: MemoryMib,
    /// The makers of the processor.
    ///
    /// Default: any.
    /// AWS: `InstanceRequirementsRequest.cpuManufacturers`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu_manufacturers: Option<Vec<CpuManufacturer>>,
    /// The memory for each vCPU.
    ///
    /// Default: any.
    /// AWS: `InstanceRequirementsRequest.memoryGiBPerVCpu`
    #[serde(rename = "memoryGiBPerVCpu", skip_serializing_if = "Option::is_none")]
    pub memory_gib_per_vcpu: Option<MemoryGibPerVCpu>,
    /// Types to leave out; `*` stands for any characters, as in `m5.*`.
    ///
    /// Limit: 400.
    /// AWS: `InstanceRequirementsRequest.excludedInstanceTypes`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub excluded_instance_types: Option<Vec<String>>,
    /// The generations of types.
    ///
    /// Default: any.
    /// AWS: `InstanceRequirementsRequest.instanceGenerations`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_generations: Option<Vec<InstanceGeneration>>,
    /// How much dearer than the cheapest fitting type a Spot instance may be, in percent.
    ///
    /// AWS: `InstanceRequirementsRequest.spotMaxPricePercentageOverLowestPrice`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spot_max_price_percentage_over_lowest_price: Option<i32>,
    /// How much dearer than the cheapest fitting type an On-Demand instance may be, in percent.
    ///
    /// AWS: `InstanceRequirementsRequest.onDemandMaxPricePercentageOverLowestPrice`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_demand_max_price_percentage_over_lowest_price: Option<i32>,
    /// Whether bare metal types are used. AWS: `InstanceRequirementsRequest.bareMetal`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bare_metal: Option<BareMetal>,
    /// Whether burstable types (T family) are used.
    ///
    /// AWS: `InstanceRequirementsRequest.burstablePerformance`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub burstable_performance: Option<BurstablePerformance>,
    /// Whether a type must be able to hibernate.
    ///
    /// Default: false.
    /// AWS: `InstanceRequirementsRequest.requireHibernateSupport`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub require_hibernate_support: Option<bool>,
    /// The number of network interfaces.
    ///
    /// Default: any.
    /// AWS: `InstanceRequirementsRequest.networkInterfaceCount`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_interface_count: Option<NetworkInterfaceCount>,
    /// Whether types with disks of their own are used.
    ///
    /// AWS: `InstanceRequirementsRequest.localStorage`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub local_storage: Option<LocalStorage>,
    /// The kinds of those disks.
    ///
    /// Default: any.
    /// AWS: `InstanceRequirementsRequest.localStorageTypes`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub local_storage_types: Option<Vec<LocalStorageType>>,
    /// The size of those disks together.
    ///
    /// Default: any.
    /// AWS: `InstanceRequirementsRequest.totalLocalStorageGB`
    #[serde(rename = "totalLocalStorageGB", skip_serializing_if = "Option::is_none")]
    pub total_local_storage_gb: Option<TotalLocalStorageGb>,
    /// The steady bandwidth to EBS.
    ///
    /// Default: any.
    /// AWS: `InstanceRequirementsRequest.baselineEbsBandwidthMbps`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline_ebs_bandwidth_mbps: Option<BaselineEbsBandwidthMbps>,
    /// The kinds of accelerators.
    ///
    /// Default: any.
    /// AWS: `InstanceRequirementsRequest.acceleratorTypes`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accelerator_types: Option<Vec<AcceleratorType>>,
    /// The number of accelerators.
    ///
    /// Default: any.
    /// AWS: `InstanceRequirementsRequest.acceleratorCount`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accelerator_count: Option<AcceleratorCount>,
    /// The makers of the accelerators.
    ///
    /// Default: any.
    /// AWS: `InstanceRequirementsRequest.acceleratorManufacturers`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accelerator_manufacturers: Option<Vec<AcceleratorManufacturer>>,
    /// The models of the accelerators.
    ///
    /// Default: any.
    /// AWS: `InstanceRequirementsRequest.acceleratorNames`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accelerator_names: Option<Vec<AcceleratorName>>,
    /// The memory of the accelerators together.
    ///
    /// Default: any.
    /// AWS: `InstanceRequirementsRequest.acceleratorTotalMemoryMiB`
    #[serde(rename = "acceleratorTotalMemoryMiB", skip_serializing_if = "Option::is_none")]
    pub accelerator_total_memory_mib: Option<AcceleratorTotalMemoryMib>,
    /// The bandwidth of the network.
    ///
    /// Default: any.
    /// AWS: `InstanceRequirementsRequest.networkBandwidthGbps`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_bandwidth_gbps: Option<NetworkBandwidthGbps>,
    /// The only types to use; `*` stands for any characters, as in `m5.*`.
    ///
    /// Limit: 400.
    /// AWS: `InstanceRequirementsRequest.allowedInstanceTypes`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allowed_instance_types: Option<Vec<String>>,
    /// What a Spot instance may cost, in percent of the best On-Demand price.
    ///
    /// AWS: `InstanceRequirementsRequest.maxSpotPriceAsPercentageOfOptimalOnDemandPrice`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_spot_price_as_percentage_of_optimal_on_demand_price: Option<i32>,
}

open_enum! {
    /// The makers of processors.
    ///
    /// AWS: `InstanceRequirementsRequest.cpuManufacturers`
    pub enum CpuManufacturer {
        /// Intel.
        Intel = "intel",
        /// AMD.
        Amd = "amd",
        /// AWS: Graviton.
        AmazonWebServices = "amazon-web-services",
    }
}

open_enum! {
    /// The generations of instance types.
    ///
    /// AWS: `InstanceRequirementsRequest.instanceGenerations`
    pub enum InstanceGeneration {
        /// Types that AWS recommends today.
        Current = "current",
        /// Older types.
        Previous = "previous",
    }
}

open_enum! {
    /// Whether bare metal types are used.
    ///
    /// AWS: `InstanceRequirementsRequest.bareMetal`
    pub enum BareMetal {
        /// They may be used.
        Included = "included",
        /// Nothing else is used.
        Required = "required",
        /// They are not used.
        Excluded = "excluded",
    }
}

open_enum! {
    /// Whether burstable types are used.
    ///
    /// AWS: `InstanceRequirementsRequest.burstablePerformance`
    pub enum BurstablePerformance {
        /// They may be used.
        Included = "included",
        /// Nothing else is used.
        Required = "required",
        /// They are not used.
        Excluded = "excluded",
    }
}

open_enum! {
    /// Whether types with disks of their own are used.
    ///
    /// AWS: `InstanceRequirementsRequest.localStorage`
    pub enum LocalStorage {
        /// They may be used.
        Included = "included",
        /// Nothing else is used.
        Required = "required",
        /// They are not used.
        Excluded = "excluded",
    }
}

open_enum! {
    /// The kinds of an instance's own disks.
    ///
    /// AWS: `InstanceRequirementsRequest.localStorageTypes`
    pub enum LocalStorageType {
        /// Hard disks.
        Hdd = "hdd",
        /// Solid-state disks.
        Ssd = "ssd",
    }
}
