//! Clusters: where services and tasks run, and the capacity they may take.

mod builder;
mod desired;
mod exec_logging;
#[doc(hidden)]
pub mod lifecycle;
mod reference;
pub(crate) mod validate;

pub(crate) use builder::ClusterState;
pub use builder::{Cluster, ContainerInsights};
pub use desired::{DesiredCapacityProviders, DesiredCluster};
pub use exec_logging::ExecLogging;
pub use reference::{ClusterRef, ExistingCluster, IntoCluster};

/// The prefix of a cluster's address.
pub(crate) const KIND: &str = "cluster";
