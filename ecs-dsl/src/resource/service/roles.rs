//! The roles that a service asks for: Exec on the task role, and infrastructure roles for what ECS manages.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::ServiceState;
use crate::api::ecs::DeploymentLifecycleHookTargetType;
use crate::iam::derive::{Because, NotedStatement, Requirements, exec};
use crate::iam::policy::Statement;
use crate::resource::role::{Infrastructure, RoleRef, RoleState, derived};
use crate::resource::{Node, Shared};
use crate::source::SourceLine;

/// A feature of a service that ECS manages with an infrastructure role.
#[derive(Clone, Copy)]
pub(crate) struct Feature {
    /// The end of the derived role's name.
    pub(crate) name: &'static str,
    /// The AWS managed policy that the role gets.
    policy: Option<&'static str>,
    what: &'static str,
}

pub(super) const EBS: Feature = Feature {
    name: "ebs",
    policy: Some("service-role/AmazonECSInfrastructureRolePolicyForVolumes"),
    what: "EBS volumes",
};
/// A run and a service may have one name, so their roles differ by the feature's.
pub(crate) const EBS_OF_RUN: Feature = Feature { name: "run-ebs", ..EBS };
pub(super) const LOAD_BALANCERS: Feature = Feature {
    name: "load-balancers",
    policy: Some("AmazonECSInfrastructureRolePolicyForLoadBalancers"),
    what: "moving traffic between target groups",
};
pub(super) const SERVICE_CONNECT_TLS: Feature = Feature {
    name: "service-connect-tls",
    policy: Some("service-role/AmazonECSInfrastructureRolePolicyForServiceConnectTransportLayerSecurity"),
    what: "certificates for Service Connect",
};
pub(super) const VPC_LATTICE: Feature = Feature {
    name: "vpc-lattice",
    policy: Some("AmazonECSInfrastructureRolePolicyForVpcLattice"),
    what: "VPC Lattice targets",
};
pub(super) const HOOKS: Feature = Feature { name: "hooks", policy: None, what: "deployment hooks" };

impl Shared<ServiceState> {
    pub(super) fn require_roles(self: &Rc<Self>, requirements: &mut Requirements) {
        self.require_exec(requirements);
        let uses = self.features();
        let derived = &mut self.state.borrow_mut().derived_roles;
        for used in uses {
            require_infrastructure(&self.node, "service", used, derived, requirements);
        }
    }

    fn features(&self) -> Vec<InfrastructureUse> {
        let state = self.state.borrow();
        let line_of = |member: &str| self.node.trace().line_of(member);
        let mut features = Vec::new();
        let mut add = |feature, given: &Option<RoleRef>, line, statement| {
            features.push(InfrastructureUse { feature, given: given.clone(), line, statement });
        };
        for (index, attached) in state.targets.iter().enumerate() {
            if let Some(shift) = &attached.what.shift {
                let line = line_of(&format!("loadBalancers[{index}]"));
                add(LOAD_BALANCERS, &shift.role, line, None);
            }
        }
        for (index, (_, ebs)) in state.volumes.iter().enumerate() {
            let line = line_of(&format!("volumeConfigurations[{index}]"));
            add(EBS, &ebs.role, line, None);
        }
        for (index, attached) in state.lattice.iter().enumerate() {
            let line = line_of(&format!("vpcLatticeConfigurations[{index}]"));
            add(VPC_LATTICE, &attached.what.role, line, None);
        }
        for endpoint in state.service_connect.iter().flat_map(|connect| &connect.endpoints) {
            if let Some(tls) = &endpoint.endpoint.tls {
                add(SERVICE_CONNECT_TLS, &tls.role, endpoint.line, None);
            }
        }
        for hook in state.deployment.iter().flat_map(|deployment| &deployment.hooks) {
            let lambda = hook.hook.target_type == Some(DeploymentLifecycleHookTargetType::AwsLambda);
            if let (true, Some(function)) = (lambda, &hook.hook.hook_target_arn) {
                let invoke = Statement::allow(["lambda:InvokeFunction"]).on(function.as_str());
                add(HOOKS, &hook.role, hook.line, Some(invoke));
            }
        }
        features
    }

    fn require_exec(&self, requirements: &mut Requirements) {
        let state = self.state.borrow();
        let (Some(line), Some(task)) = (state.exec, state.task.own()) else { return };
        let what = format!("enable_execute_command of service `{}`", self.node.address().id());
        task.ask_task_role(requirements, exec::POLICY, exec::statement(line, what.clone()));
        if let Some(configuration) = state.cluster.0.exec_configuration() {
            for statement in exec::logging(&configuration, &requirements.scope(), line, &what) {
                task.ask_task_role(requirements, exec::LOGGING_POLICY, statement);
            }
        }
    }
}

/// A use of something that ECS manages with an infrastructure role.
pub(crate) struct InfrastructureUse {
    pub(crate) feature: Feature,
    /// The role that the user gave for it.
    pub(crate) given: Option<RoleRef>,
    pub(crate) line: SourceLine,
    /// What the role must allow, where no managed policy has it.
    pub(crate) statement: Option<Statement>,
}

/// Gives the role of a use what it needs: one of a stack that was given, else one derived now.
pub(crate) fn require_infrastructure(
    owner: &Node,
    noun: &str,
    used: InfrastructureUse,
    derived_roles: &mut BTreeMap<&'static str, Rc<Shared<RoleState>>>,
    requirements: &mut Requirements,
) {
    let InfrastructureUse { feature, given, line, statement } = used;
    let name = owner.address().id();
    let what = format!("{} of {noun} `{name}`", feature.what);
    let role = match given {
        Some(RoleRef::Own(role, _)) => role,
        Some(RoleRef::Existing(arn)) => {
            if let Some(statement) = statement {
                requirements.existing(&arn, NotedStatement::new(statement, line, what));
            }
            return;
        }
        None => {
            let role = derived_roles.entry(feature.name).or_insert_with(|| {
                let description = format!("What ECS needs for {} of {name}", feature.what);
                derived::<Infrastructure>(name, feature.name, description, line)
            });
            requirements.derive_for(owner, role.clone());
            role.clone()
        }
    };
    if let Some(policy) = feature.policy {
        let arn = requirements.scope().aws_policy(policy);
        requirements.managed_policy(&role.node, arn, Because { line, what: what.clone() });
    }
    if let Some(statement) = statement {
        requirements.statement(&role.node, feature.name, NotedStatement::new(statement, line, what));
    }
}
