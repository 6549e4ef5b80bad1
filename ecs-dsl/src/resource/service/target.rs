//! Load balancers' target groups, and how traffic moves between two of them.

use crate::arn::Arn;
use crate::resource::role::{IntoInfrastructureRole, RoleRef};

/// A target group of an Application or Network Load Balancer that gets the service's tasks.
///
/// It must be attached to a listener before the service is created, and be of target type `ip` for
/// tasks with an interface of their own. AWS: `LoadBalancer`.
#[derive(Debug, Clone)]
pub struct TargetGroup {
    pub(super) arn: String,
    pub(super) shift: Option<TrafficShift>,
}

impl TargetGroup {
    /// Takes a target group by its ARN.
    pub fn arn(arn: impl Into<String>) -> Self {
        Self { arn: arn.into(), shift: None }
    }

    /// Says between which groups blue/green, linear and canary deployments move traffic. AWS: `advancedConfiguration`.
    #[must_use]
    pub fn shift(mut self, shift: TrafficShift) -> Self {
        self.shift = Some(shift);
        self
    }
}

impl From<&str> for TargetGroup {
    fn from(arn: &str) -> Self {
        Self::arn(arn)
    }
}

impl From<String> for TargetGroup {
    fn from(arn: String) -> Self {
        Self::arn(arn)
    }
}

impl From<Arn> for TargetGroup {
    fn from(arn: Arn) -> Self {
        Self::arn(arn)
    }
}

impl From<&Arn> for TargetGroup {
    fn from(arn: &Arn) -> Self {
        Self::arn(arn)
    }
}

/// How traffic moves from the old tasks to the new: the second target group and the rules that point at one.
///
/// ECS changes the rules with an infrastructure role, which is derived unless given.
#[derive(Debug, Clone)]
pub struct TrafficShift {
    pub(super) alternate: String,
    pub(super) production: String,
    pub(super) test: Option<String>,
    pub(super) role: Option<RoleRef>,
}

impl TrafficShift {
    /// Takes the alternate target group, and the listener rule (or a Network Load Balancer's listener) for production.
    ///
    /// AWS: `alternateTargetGroupArn`, `productionListenerRule`.
    pub fn new(
        alternate_target_group: impl Into<String>,
        production_listener_rule: impl Into<String>,
    ) -> Self {
        Self {
            alternate: alternate_target_group.into(),
            production: production_listener_rule.into(),
            test: None,
            role: None,
        }
    }

    /// Takes a rule under which the new tasks can be tried before production moves. AWS: `testListenerRule`.
    #[must_use]
    pub fn test_listener_rule(mut self, rule: impl Into<String>) -> Self {
        self.test = Some(rule.into());
        self
    }

    /// Sets the role with which ECS changes the rules. Default: one derived. AWS: `roleArn`.
    #[must_use]
    #[track_caller]
    pub fn infrastructure_role(mut self, role: impl IntoInfrastructureRole) -> Self {
        self.role = Some(role.into_infrastructure_role());
        self
    }
}
