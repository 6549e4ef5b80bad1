//! Launch types, and what tasks of each can have: as the builders' type parameters have it.

use crate::api::ecs::{Compatibility, LaunchType};

/// Where tasks run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Launch {
    Fargate,
    Ec2,
    External,
    ManagedInstances,
}

impl Launch {
    /// Returns the name of the type.
    pub(super) fn type_name(self) -> &'static str {
        match self {
            Self::Fargate => "Fargate",
            Self::Ec2 => "Ec2",
            Self::External => "External",
            Self::ManagedInstances => "ManagedInstances",
        }
    }

    /// Returns the name of the constructors.
    pub(super) fn constructor(self) -> &'static str {
        match self {
            Self::Fargate => "fargate",
            Self::Ec2 => "ec2",
            Self::External => "external",
            Self::ManagedInstances => "managed_instances",
        }
    }

    pub(super) fn compatibility(self) -> Compatibility {
        match self {
            Self::Fargate => Compatibility::Fargate,
            Self::Ec2 => Compatibility::Ec2,
            Self::External => Compatibility::External,
            Self::ManagedInstances => Compatibility::ManagedInstances,
        }
    }

    pub(super) fn of_launch_type(launch: &LaunchType) -> Option<Self> {
        Self::named(launch.as_str())
    }

    pub(super) fn named(text: &str) -> Option<Self> {
        let all = [Self::Fargate, Self::Ec2, Self::External, Self::ManagedInstances];
        all.into_iter().find(|launch| launch.compatibility().as_str() == text)
    }

    pub(super) fn has_host(self) -> bool {
        self != Self::Fargate
    }

    /// Links, Docker's volumes, placement and daemons.
    pub(super) fn has_docker(self) -> bool {
        matches!(self, Self::Ec2 | Self::External)
    }

    pub(super) fn is_in_vpc(self) -> bool {
        self != Self::External
    }
}
