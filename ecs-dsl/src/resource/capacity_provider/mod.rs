//! Capacity providers: where tasks get their capacity from.

mod auto_scaling_group;
mod builder;
mod desired;
#[doc(hidden)]
pub mod lifecycle;
mod managed_instances;
mod reference;
pub(crate) mod validate;

pub use auto_scaling_group::ManagedScaling;
pub use builder::CapacityProvider;
pub(crate) use builder::CapacityProviderState;
pub use desired::DesiredCapacityProvider;
pub use managed_instances::InstanceProfileRef;
pub(crate) use reference::Weighted;
pub use reference::{
    CapacityProviderRef, ClusterCapacity, ExistingCapacityProvider, FargateCapacity, IntoCapacityProvider,
    IntoClusterCapacity,
};

/// The prefix of a capacity provider's address.
pub(crate) const KIND: &str = "capacity-provider";
