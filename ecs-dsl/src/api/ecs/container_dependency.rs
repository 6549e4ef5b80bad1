//! The order in which the containers of a task start.

use serde::{Deserialize, Serialize};

use crate::api::open_enum::open_enum;

/// What another container of the task must have reached before this one starts.
///
/// When the task stops, the order is the reverse.
/// AWS: [`ContainerDependency`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html)
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContainerDependency {
    /// The name of the other container. AWS: `ContainerDependency.containerName`.
    pub container_name: String,
    /// What the other container must have reached. AWS: `ContainerDependency.condition`.
    pub condition: ContainerCondition,
}

impl ContainerDependency {
    /// Makes the dependency on a container and the condition that it must have reached.
    pub fn new(container_name: impl Into<String>, condition: ContainerCondition) -> Self {
        Self { container_name: container_name.into(), condition }
    }
}

open_enum! {
    /// What a container that others wait for must have reached.
    ///
    /// AWS: `ContainerDependency.condition`
    pub enum ContainerCondition {
        /// It has started.
        Start = "START",
        /// It has run to its end, whatever the exit code; it cannot be essential.
        Complete = "COMPLETE",
        /// It has run to its end with exit code 0; it cannot be essential.
        Success = "SUCCESS",
        /// Its health check, which it must have, has passed.
        Healthy = "HEALTHY",
    }
}
