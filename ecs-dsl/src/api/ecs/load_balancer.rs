//! The load balancers that a service's tasks register with.

use serde::{Deserialize, Serialize};

/// A target group, or a Classic Load Balancer, and the container port that it sends traffic to.
///
/// An Application or Network Load Balancer is named by its target group, a Classic one by its own
/// name; never both. Several target groups need the service-linked role. Classic ones take no
/// `awsvpc` tasks.
/// AWS: [`LoadBalancer`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LoadBalancer {
    /// The target group's ARN.
    ///
    /// Its target type is `ip` for `awsvpc` tasks, else `instance`, and a listener must use it
    /// before the service is created.
    /// AWS: `LoadBalancer.targetGroupArn`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_group_arn: Option<String>,
    /// The name of a Classic Load Balancer. AWS: `LoadBalancer.loadBalancerName`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub load_balancer_name: Option<String>,
    /// The container that receives the traffic, as the task definition names it.
    ///
    /// AWS: `LoadBalancer.containerName`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_name: Option<String>,
    /// The port of that container, one of its port mappings. AWS: `LoadBalancer.containerPort`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container_port: Option<i32>,
    /// What a deployment needs to shift traffic to new tasks step by step.
    ///
    /// AWS: `LoadBalancer.advancedConfiguration`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub advanced_configuration: Option<AdvancedConfiguration>,
}

/// The second target group and the listener rules between which a deployment shifts traffic.
///
/// Used by the deployment strategies `BLUE_GREEN`, `LINEAR` and `CANARY`.
/// AWS: [`AdvancedConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AdvancedConfiguration.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AdvancedConfiguration {
    /// The target group of the other side.
    ///
    /// The two change roles with each deployment.
    /// AWS: `AdvancedConfiguration.alternateTargetGroupArn`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alternate_target_group_arn: Option<String>,
    /// The listener rule, or for Network Load Balancers the listener, that carries production
    /// traffic, as an ARN.
    ///
    /// AWS: `AdvancedConfiguration.productionListenerRule`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub production_listener_rule: Option<String>,
    /// The listener rule or listener for test traffic, as an ARN.
    ///
    /// Without one there is no test traffic.
    /// AWS: `AdvancedConfiguration.testListenerRule`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub test_listener_rule: Option<String>,
    /// The ECS infrastructure role that may change the listeners and target groups, as an ARN.
    ///
    /// AWS: `AdvancedConfiguration.roleArn`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role_arn: Option<String>,
}
