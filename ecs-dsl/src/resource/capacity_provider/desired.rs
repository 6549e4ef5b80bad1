//! What a capacity provider should be, and the roles that managed instances need.

use std::rc::Rc;

use super::CapacityProviderState;
use super::managed_instances::{InstanceProfileRef, ManagedInstancesState};
use crate::api::ecs::{CreateCapacityProvider, Tag};
use crate::assembly::Build;
use crate::check::{Index, Surroundings};
use crate::diagnostic::Finding;
use crate::iam::derive::{Because, NotedStatement, Requirements};
use crate::iam::policy::Statement;
use crate::resource::basics::as_any;
use crate::resource::instance_profile::InstanceProfileState;
use crate::resource::role::{Infrastructure, Instance, RoleRef, derived, derived_name};
use crate::resource::{Buildable, Call, Desired, Node, Reference, Shared};

const INFRASTRUCTURE_POLICY: &str = "AmazonECSInfrastructureRolePolicyForManagedInstances";
/// The inline policy that lets ECS give its instances their role.
const PASS_POLICY: &str = "pass-instance-role";
const INSTANCE_POLICY: &str = "AmazonECSInstanceRolePolicyForManagedInstances";

impl Buildable for Shared<CapacityProviderState> {
    fn node(&self) -> &Node {
        &self.node
    }

    fn require(self: Rc<Self>, requirements: &mut Requirements) {
        let mut state = self.state.borrow_mut();
        let Some(managed) = &mut state.managed_instances else { return };
        let (name, line) = (self.node.address().id(), self.node.line());
        let because = || Because { line, what: format!("managed instances of capacity provider `{name}`") };
        let infrastructure = match &managed.role {
            Some(RoleRef::Own(role, _)) => Some(role.clone()),
            Some(RoleRef::Existing(_)) => None,
            None => {
                let role = managed.derived_role.get_or_insert_with(|| {
                    let description = format!("What ECS needs to manage the instances of {name}");
                    derived::<Infrastructure>(name, "infrastructure", description, line)
                });
                requirements.derive_for(&self.node, role.clone());
                Some(role.clone())
            }
        };
        if let Some(role) = &infrastructure {
            let arn = requirements.scope().aws_policy(INFRASTRUCTURE_POLICY);
            requirements.managed_policy(&role.node, arn, because());
        }
        if let InstanceProfileRef::Derived = managed.profile {
            let profile = managed.derived_profile.get_or_insert_with(|| {
                let description = format!("What the instances of {name} may do");
                let role = derived::<Instance>(name, "instance", description, line);
                InstanceProfileState::shared(derived_name(name, "instance"), role, line)
            });
            let role = profile.state.borrow().role.clone();
            // AWS's own policy passes roles named `ecsInstanceRole…` alone.
            let pass = Statement::allow(["iam:PassRole"])
                .on(role.derived_arn(&requirements.scope()))
                .condition("StringLike", "iam:PassedToService", "ec2.*");
            let statement = NotedStatement { statement: pass, because: because() };
            match (&infrastructure, &managed.role) {
                (Some(own), _) => requirements.statement(&own.node, PASS_POLICY, statement),
                (None, Some(RoleRef::Existing(arn))) => requirements.existing(arn, statement),
                (None, _) => {}
            }
            let arn = requirements.scope().aws_policy(INSTANCE_POLICY);
            requirements.managed_policy(&role.node, arn, because());
            requirements.derive_for(&self.node, role);
            requirements.derive_for(&self.node, profile.clone());
        }
    }

    fn build(&self, build: &mut Build<'_>) -> Box<dyn Desired> {
        let state = self.state.borrow();
        let mut request = state.request.clone();
        if let Some(managed) = &state.managed_instances {
            self.managed_instances(managed, &mut request, build);
        }
        let tags = build.tags(&state.tags);
        request.tags = Some(tags.into_iter().map(|(key, value)| Tag::new(key, value)).collect());
        let request = build.customized(request, &state.customizations);
        Box::new(DesiredCapacityProvider { request })
    }
}

impl Shared<CapacityProviderState> {
    fn managed_instances(
        &self,
        managed: &ManagedInstancesState,
        request: &mut CreateCapacityProvider,
        build: &mut Build<'_>,
    ) {
        let (cluster, line) = &managed.cluster;
        request.cluster = Some(cluster.resolve_alone(build, *line, "cluster"));
        let Some(provider) = &mut request.managed_instances_provider else { return };
        let derived = managed.derived_role.as_ref().map(|role| RoleRef::Own(role.clone(), self.node.line()));
        if let Some(role) = managed.role.clone().or(derived) {
            provider.infrastructure_role_arn =
                build.role_arn(&role, "managedInstancesProvider.infrastructureRoleArn");
        }
        let member = "managedInstancesProvider.instanceLaunchTemplate.ec2InstanceProfileArn";
        provider.instance_launch_template.ec2_instance_profile_arn = match &managed.profile {
            InstanceProfileRef::Existing(arn) => arn.clone(),
            InstanceProfileRef::Derived => match &managed.derived_profile {
                Some(profile) => {
                    let reference = Reference::new(profile.clone(), self.node.line());
                    let token = build.attribute(&reference, "arn", member);
                    profile.plain_arn(build.scope()).unwrap_or(token)
                }
                None => String::new(),
            },
        };
    }
}

/// What a capacity provider should be.
#[derive(Debug, Clone, PartialEq)]
pub struct DesiredCapacityProvider {
    /// The create request.
    pub request: CreateCapacityProvider,
}

impl Desired for DesiredCapacityProvider {
    fn kind(&self) -> &'static str {
        "ecs:capacity-provider"
    }

    fn calls(&self) -> Vec<Call<'_>> {
        vec![Call { service: "ecs", operation: "CreateCapacityProvider", request: &self.request }]
    }

    fn validate(&self, around: &dyn Surroundings, findings: &mut Vec<Finding>) {
        super::validate::validate(&self.request, around, findings);
    }

    fn announce<'a>(&'a self, index: &mut Index<'a>) {
        index.capacity_provider(&self.request);
    }

    as_any!();
}
