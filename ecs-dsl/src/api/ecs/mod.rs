//! Amazon ECS, API version 2014-11-13 (JSON 1.1).

mod capacity_strategy;
mod ebs;
mod launch_type;
mod network;
mod placement;
mod tag;

pub use capacity_strategy::CapacityProviderStrategyItem;
pub use ebs::{
    EbsResourceType, EbsTagSpecification, ServiceManagedEbsVolumeConfiguration, ServiceVolumeConfiguration,
    TaskFilesystemType,
};
pub use launch_type::LaunchType;
pub use network::{AssignPublicIp, AwsVpcConfiguration, NetworkConfiguration};
pub use placement::{PlacementConstraint, PlacementConstraintType, PlacementStrategy, PlacementStrategyType};
pub use tag::{PropagateTags, Tag};
