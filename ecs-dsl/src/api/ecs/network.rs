//! Where the network interfaces of `awsvpc` tasks are placed.

use serde::{Deserialize, Serialize};

use crate::api::open_enum::open_enum;

/// The network of a task or service.
///
/// Required where the task definition's network mode is `awsvpc`, and refused for the other modes.
/// AWS: [`NetworkConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_NetworkConfiguration.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NetworkConfiguration {
    /// The subnets and security groups of the tasks' network interfaces.
    ///
    /// AWS: `NetworkConfiguration.awsvpcConfiguration`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub awsvpc_configuration: Option<AwsVpcConfiguration>,
}

/// The subnets, security groups and public address of `awsvpc` tasks.
///
/// Every subnet and security group lies in one VPC.
/// AWS: [`AwsVpcConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AwsVpcConfiguration {
    /// The subnets that tasks are spread over.
    ///
    /// Limit: 16.
    /// AWS: `AwsVpcConfiguration.subnets`
    pub subnets: Vec<String>,
    /// The security groups of the network interfaces.
    ///
    /// Default: the VPC's default group. Limit: 5.
    /// AWS: `AwsVpcConfiguration.securityGroups`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub security_groups: Option<Vec<String>>,
    /// Whether an interface gets a public address.
    ///
    /// Default: `DISABLED`. Only Fargate tasks get one.
    /// AWS: `AwsVpcConfiguration.assignPublicIp`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assign_public_ip: Option<AssignPublicIp>,
}

open_enum! {
    /// Whether a task's network interface gets a public IP address.
    ///
    /// AWS: `AwsVpcConfiguration.assignPublicIp`
    pub enum AssignPublicIp {
        /// The interface gets a public address, which a public subnet needs to reach registries
        /// without NAT.
        Enabled = "ENABLED",
        /// The interface has private addresses only; the default.
        Disabled = "DISABLED",
    }
}
