//! Services: how many tasks run, where, and how they are reached and replaced.

mod builder;
mod deployment;
mod desired;
mod ebs;
mod lattice;
#[doc(hidden)]
pub mod lifecycle;
mod network;
mod reach;
mod roles;
mod service_connect;
mod target;
pub(crate) mod validate;

pub use builder::Service;
pub(crate) use builder::{ServiceState, TaskSource};
pub use deployment::{CircuitBreaker, Deployment, Hook};
pub use desired::DesiredService;
pub use ebs::Ebs;
pub use lattice::LatticeTarget;
pub use network::Network;
pub(crate) use roles::{EBS_OF_RUN, InfrastructureUse, require_infrastructure};
pub use service_connect::{Endpoint, ServiceConnect, Tls};
pub use target::{TargetGroup, TrafficShift};

/// The prefix of a service's address.
pub(crate) const KIND: &str = "service";
