//! The subnets and security groups of tasks in a VPC.

use crate::api::ecs::{AssignPublicIp, AwsVpcConfiguration, NetworkConfiguration};
use crate::resource::{IntoTexts, Node};
use crate::source::SourceLine;

/// Where in a VPC tasks get their network interface.
///
/// Limits: 1 to 16 subnets and at most 5 security groups, all of one VPC.
/// AWS: [`AwsVpcConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html)
#[derive(Debug, Clone)]
pub struct Network {
    vpc: AwsVpcConfiguration,
    line: SourceLine,
}

/// Two networks are the same wherever they were written.
impl PartialEq for Network {
    fn eq(&self, other: &Self) -> bool {
        self.vpc == other.vpc
    }
}

impl Network {
    /// Takes subnets whose tasks get no public address; they reach the outside through NAT or endpoints.
    #[track_caller]
    pub fn private(subnets: impl IntoTexts, security_groups: impl IntoTexts) -> Self {
        Self::of(subnets.into_texts(), security_groups.into_texts(), AssignPublicIp::Disabled)
    }

    /// Takes subnets whose tasks get a public address each; only Fargate tasks can.
    #[track_caller]
    pub fn public(subnets: impl IntoTexts, security_groups: impl IntoTexts) -> Self {
        Self::of(subnets.into_texts(), security_groups.into_texts(), AssignPublicIp::Enabled)
    }

    #[track_caller]
    fn of(subnets: Vec<String>, groups: Vec<String>, assign_public_ip: AssignPublicIp) -> Self {
        let vpc = AwsVpcConfiguration {
            subnets,
            // Without a group of its own a task gets the VPC's default group; an empty list is no group.
            security_groups: (!groups.is_empty()).then_some(groups),
            assign_public_ip: Some(assign_public_ip),
        };
        Self { vpc, line: SourceLine::caller() }
    }

    /// Returns the member, and records on its resource who gave it and where the network itself was written.
    pub(crate) fn into_wire(self, node: &Node, line: SourceLine) -> Option<NetworkConfiguration> {
        node.record("networkConfiguration", line);
        node.record("networkConfiguration.awsvpcConfiguration", self.line);
        Some(NetworkConfiguration { awsvpc_configuration: Some(self.vpc) })
    }
}
