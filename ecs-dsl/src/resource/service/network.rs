//! The subnets and security groups of tasks in a VPC.

use crate::api::ecs::{AssignPublicIp, AwsVpcConfiguration, NetworkConfiguration};

/// Where in a VPC tasks get their network interface.
///
/// Limits: 1 to 16 subnets and at most 5 security groups, all of one VPC.
/// AWS: [`AwsVpcConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html)
#[derive(Debug, Clone, PartialEq)]
pub struct Network(AwsVpcConfiguration);

impl Network {
    /// Takes subnets whose tasks get no public address; they reach the outside through NAT or endpoints.
    pub fn private<S, G>(
        subnets: impl IntoIterator<Item = S>,
        security_groups: impl IntoIterator<Item = G>,
    ) -> Self
    where
        S: Into<String>,
        G: Into<String>,
    {
        Self::of(subnets, security_groups, AssignPublicIp::Disabled)
    }

    /// Takes subnets whose tasks get a public address each; only Fargate tasks can.
    pub fn public<S, G>(
        subnets: impl IntoIterator<Item = S>,
        security_groups: impl IntoIterator<Item = G>,
    ) -> Self
    where
        S: Into<String>,
        G: Into<String>,
    {
        Self::of(subnets, security_groups, AssignPublicIp::Enabled)
    }

    fn of<S, G>(
        subnets: impl IntoIterator<Item = S>,
        security_groups: impl IntoIterator<Item = G>,
        assign_public_ip: AssignPublicIp,
    ) -> Self
    where
        S: Into<String>,
        G: Into<String>,
    {
        let groups: Vec<String> = security_groups.into_iter().map(Into::into).collect();
        Self(AwsVpcConfiguration {
            subnets: subnets.into_iter().map(Into::into).collect(),
            // Without a group of its own a task gets the VPC's default group; an empty list is no group.
            security_groups: (!groups.is_empty()).then_some(groups),
            assign_public_ip: Some(assign_public_ip),
        })
    }

    pub(crate) fn into_wire(self) -> NetworkConfiguration {
        NetworkConfiguration { awsvpc_configuration: Some(self.0) }
    }
}
