//! Attributes of container instances.

use serde::{Deserialize, Serialize};

use crate::api::open_enum::open_enum;

/// A property of a container instance, had or asked for.
///
/// AWS: [`Attribute`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Attribute.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Attribute {
    /// The name, such as `ecs.capability.execution-role-awslogs`. AWS: `Attribute.name`.
    pub name: String,
    /// The value, if it has one. AWS: `Attribute.value`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// What kind of thing has it. AWS: `Attribute.targetType`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_type: Option<TargetType>,
    /// The id or ARN of the thing that has it. AWS: `Attribute.targetId`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_id: Option<String>,
}

open_enum! {
    /// What has an attribute.
    ///
    /// AWS: `Attribute.targetType`
    pub enum TargetType {
        /// A container instance.
        ContainerInstance = "container-instance",
    }
}
