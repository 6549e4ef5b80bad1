//! What Managed Instances are launched with: network, storage, and how they are paid.

use serde::{Deserialize, Serialize};

use super::InstanceRequirements;
use crate::api::open_enum::open_enum;

/// What Managed Instances are launched with.
///
/// AWS: [`InstanceLaunchTemplate`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_InstanceLaunchTemplate.html)
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InstanceLaunchTemplate {
    /// The instance profile of the instances, as an ARN.
    ///
    /// AWS: `InstanceLaunchTemplate.ec2InstanceProfileArn`
    pub ec2_instance_profile_arn: String,
    /// The subnets and security groups of the instances.
    ///
    /// AWS: `InstanceLaunchTemplate.networkConfiguration`
    pub network_configuration: ManagedInstancesNetworkConfiguration,
    /// The data volume of the instances. AWS: `InstanceLaunchTemplate.storageConfiguration`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub storage_configuration: Option<ManagedInstancesStorageConfiguration>,
    /// Whether the instances' own disks are used.
    ///
    /// AWS: `InstanceLaunchTemplate.localStorageConfiguration`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub local_storage_configuration: Option<ManagedInstancesLocalStorageConfiguration>,
    /// How finely CloudWatch measures the instances.
    ///
    /// Default: `BASIC`.
    /// AWS: `InstanceLaunchTemplate.monitoring`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub monitoring: Option<ManagedInstancesMonitoringOptions>,
    /// How the instances are paid.
    ///
    /// Default: `ON_DEMAND`. It cannot be changed later.
    /// AWS: `InstanceLaunchTemplate.capacityOptionType`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_option_type: Option<CapacityOptionType>,
    /// Whether the instances' tags can be read from their metadata.
    ///
    /// Default: true, and then tag keys are of letters, digits and `-_+=,.@:` alone.
    /// AWS: `InstanceLaunchTemplate.instanceMetadataTagsPropagation`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_metadata_tags_propagation: Option<bool>,
    /// Which instance types will do.
    ///
    /// Default: chosen by ECS from the tasks.
    /// AWS: `InstanceLaunchTemplate.instanceRequirements`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_requirements: Option<InstanceRequirements>,
    /// Whether the instances use cryptography validated under FIPS 140.
    ///
    /// Default: true in the GovCloud Regions, else false.
    /// AWS: `InstanceLaunchTemplate.fipsEnabled`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fips_enabled: Option<bool>,
    /// The reservations to use, with `RESERVED`.
    ///
    /// AWS: `InstanceLaunchTemplate.capacityReservations`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_reservations: Option<CapacityReservation>,
    /// Whether the instances can run Nitro Enclaves.
    ///
    /// Default: false. Not together with local storage.
    /// AWS: `InstanceLaunchTemplate.nitroEnclavesEnabled`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nitro_enclaves_enabled: Option<bool>,
}

/// What can be changed about the launch of Managed Instances.
///
/// An absent member leaves things as they are. How the instances are paid cannot be changed.
/// AWS: [`InstanceLaunchTemplateUpdate`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_InstanceLaunchTemplateUpdate.html)
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InstanceLaunchTemplateUpdate {
    /// The instance profile of the instances, as an ARN.
    ///
    /// AWS: `InstanceLaunchTemplateUpdate.ec2InstanceProfileArn`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ec2_instance_profile_arn: Option<String>,
    /// The subnets and security groups of the instances.
    ///
    /// AWS: `InstanceLaunchTemplateUpdate.networkConfiguration`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_configuration: Option<ManagedInstancesNetworkConfiguration>,
    /// The data volume of the instances. AWS: `InstanceLaunchTemplateUpdate.storageConfiguration`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub storage_configuration: Option<ManagedInstancesStorageConfiguration>,
    /// Whether the instances' tags can be read from their metadata.
    ///
    /// AWS: `InstanceLaunchTemplateUpdate.instanceMetadataTagsPropagation`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_metadata_tags_propagation: Option<bool>,
    /// Whether the instances' own disks are used.
    ///
    /// AWS: `InstanceLaunchTemplateUpdate.localStorageConfiguration`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub local_storage_configuration: Option<ManagedInstancesLocalStorageConfiguration>,
    /// How finely CloudWatch measures the instances.
    ///
    /// AWS: `InstanceLaunchTemplateUpdate.monitoring`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub monitoring: Option<ManagedInstancesMonitoringOptions>,
    /// Which instance types will do. AWS: `InstanceLaunchTemplateUpdate.instanceRequirements`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_requirements: Option<InstanceRequirements>,
    /// The reservations to use, with `RESERVED`.
    ///
    /// AWS: `InstanceLaunchTemplateUpdate.capacityReservations`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_reservations: Option<CapacityReservation>,
}

/// The network of Managed Instances.
///
/// Every subnet lies in one VPC.
/// AWS: [`ManagedInstancesNetworkConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ManagedInstancesNetworkConfiguration.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ManagedInstancesNetworkConfiguration {
    /// The subnets that instances are launched in.
    ///
    /// At least one is needed.
    /// AWS: `ManagedInstancesNetworkConfiguration.subnets`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subnets: Option<Vec<String>>,
    /// The security groups of the instances.
    ///
    /// Default: the VPC's default group.
    /// AWS: `ManagedInstancesNetworkConfiguration.securityGroups`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub security_groups: Option<Vec<String>>,
}

/// The data volume of Managed Instances.
///
/// AWS: [`ManagedInstancesStorageConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ManagedInstancesStorageConfiguration.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ManagedInstancesStorageConfiguration {
    /// The volume's size in GiB.
    ///
    /// Limit: at least 1.
    /// AWS: `ManagedInstancesStorageConfiguration.storageSizeGiB`
    #[serde(rename = "storageSizeGiB", skip_serializing_if = "Option::is_none")]
    pub storage_size_gib: Option<i32>,
}

/// Whether Managed Instances use their own disks.
///
/// AWS: [`ManagedInstancesLocalStorageConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ManagedInstancesLocalStorageConfiguration.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ManagedInstancesLocalStorageConfiguration {
    /// Whether tasks' data lies on the instance's own disks instead of an EBS volume.
    ///
    /// Default: false.
    /// AWS: `ManagedInstancesLocalStorageConfiguration.useLocalStorage`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub use_local_storage: Option<bool>,
}

open_enum! {
    /// How finely CloudWatch measures Managed Instances.
    ///
    /// AWS: `InstanceLaunchTemplate.monitoring`
    pub enum ManagedInstancesMonitoringOptions {
        /// Every five minutes; the default.
        Basic = "BASIC",
        /// Every minute, for a fee.
        Detailed = "DETAILED",
    }
}

open_enum! {
    /// How Managed Instances are paid.
    ///
    /// AWS: `InstanceLaunchTemplate.capacityOptionType`
    pub enum CapacityOptionType {
        /// By the second at the full price; the default.
        OnDemand = "ON_DEMAND",
        /// Cheaper, and ended when EC2 needs the capacity.
        Spot = "SPOT",
        /// Through capacity reservations.
        Reserved = "RESERVED",
    }
}

/// The capacity reservations that instances are launched in.
///
/// AWS: [`CapacityReservationRequest`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityReservationRequest.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CapacityReservation {
    /// The resource group that holds the reservations, as an ARN.
    ///
    /// AWS: `CapacityReservationRequest.reservationGroupArn`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reservation_group_arn: Option<String>,
    /// Whether reservations must, may, or must not be used.
    ///
    /// AWS: `CapacityReservationRequest.reservationPreference`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reservation_preference: Option<CapacityReservationPreference>,
}

open_enum! {
    /// Whether capacity reservations are used.
    ///
    /// AWS: `CapacityReservationRequest.reservationPreference`
    pub enum CapacityReservationPreference {
        /// Instances are launched in reservations alone.
        ReservationsOnly = "RESERVATIONS_ONLY",
        /// Instances are launched in reservations while there is room, then on demand.
        ReservationsFirst = "RESERVATIONS_FIRST",
        /// Reservations are not used.
        ReservationsExcluded = "RESERVATIONS_EXCLUDED",
    }
}
