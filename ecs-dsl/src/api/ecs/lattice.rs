//! The VPC Lattice target groups that a service's tasks register with.

use serde::{Deserialize, Serialize};

/// A VPC Lattice target group, and the port that it sends traffic to.
///
/// AWS: [`VpcLatticeConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_VpcLatticeConfiguration.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VpcLatticeConfiguration {
    /// The ECS infrastructure role that registers the tasks, as an ARN.
    ///
    /// AWS: `VpcLatticeConfiguration.roleArn`
    pub role_arn: String,
    /// The Lattice target group's ARN. AWS: `VpcLatticeConfiguration.targetGroupArn`.
    pub target_group_arn: String,
    /// The name of a port mapping of the task definition. AWS: `VpcLatticeConfiguration.portName`.
    pub port_name: String,
    /// What a deployment needs to shift traffic step by step.
    ///
    /// AWS: `VpcLatticeConfiguration.advancedConfiguration`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub advanced_configuration: Option<VpcLatticeAdvancedConfiguration>,
}

/// The second Lattice target group and the listener rules between which a deployment shifts
/// traffic.
///
/// AWS: [`VpcLatticeAdvancedConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_VpcLatticeAdvancedConfiguration.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VpcLatticeAdvancedConfiguration {
    /// The target group of the other side.
    ///
    /// AWS: `VpcLatticeAdvancedConfiguration.alternateTargetGroupArn`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alternate_target_group_arn: Option<String>,
    /// The listener rule, or listener, that carries production traffic, as an ARN.
    ///
    /// AWS: `VpcLatticeAdvancedConfiguration.productionListenerRule`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub production_listener_rule: Option<String>,
    /// The listener rule, or listener, for test traffic, as an ARN.
    ///
    /// AWS: `VpcLatticeAdvancedConfiguration.testListenerRule`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub test_listener_rule: Option<String>,
}
