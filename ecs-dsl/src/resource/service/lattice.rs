//! VPC Lattice target groups.

use super::TrafficShift;
use crate::resource::role::{IntoInfrastructureRole, RoleRef};

/// A VPC Lattice target group that gets the service's tasks, by the name of one of their ports.
///
/// AWS: [`VpcLatticeConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_VpcLatticeConfiguration.html)
#[derive(Debug, Clone)]
pub struct LatticeTarget {
    pub(super) arn: String,
    pub(super) shift: Option<TrafficShift>,
    pub(super) role: Option<RoleRef>,
}

impl LatticeTarget {
    /// Takes a target group by its ARN.
    pub fn arn(arn: impl Into<String>) -> Self {
        Self { arn: arn.into(), shift: None, role: None }
    }

    /// Says between which groups traffic moves in a deployment. AWS: `advancedConfiguration`.
    #[must_use]
    pub fn shift(mut self, shift: TrafficShift) -> Self {
        self.shift = Some(shift);
        self
    }

    /// Sets the role with which ECS registers tasks. Default: one derived. AWS: `roleArn`.
    #[must_use]
    #[track_caller]
    pub fn infrastructure_role(mut self, role: impl IntoInfrastructureRole) -> Self {
        self.role = Some(role.into_infrastructure_role());
        self
    }
}
