//! The roles that a service asks for: Exec on the task role, and infrastructure roles for what ECS manages.

use std::rc::Rc;

use super::ServiceState;
use crate::api::ecs::DeploymentLifecycleHookTargetType;
use crate::iam::derive::{Because, NotedStatement, Requirements, exec};
use crate::iam::policy::Statement;
use crate::resource::Shared;
use crate::resource::role::{Infrastructure, RoleRef, RoleState, derived};
use crate::source::SourceLine;

/// A feature of a service that ECS manages with an infrastructure role.
#[derive(Clone, Copy)]
pub(super) struct Feature {
    /// The end of the derived role's name.
    pub(super) name: &'static str,
    /// The AWS managed policy that the role gets.
    policy: Option<&'static str>,
    what: &'static str,
}

pub(super) const EBS: Feature = Feature {
    name: "ebs",
    policy: Some("service-role/AmazonECSInfrastructureRolePolicyForVolumes"),
    what: "EBS volumes",
};
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
        for (feature, given, line, statement) in uses {
            let what = format!("{} of service `{}`", feature.what, self.node.address().id());
            if let (Some(RoleRef::Existing(arn)), Some(statement)) = (&given, &statement) {
                requirements.existing(arn, NotedStatement::new(statement.clone(), line, what.clone()));
            }
            let Some(role) = self.infrastructure_role(feature, given, requirements, line) else { continue };
            if let Some(policy) = feature.policy {
                let arn = requirements.scope().aws_policy(policy);
                requirements.managed_policy(&role.node, arn, Because { line, what: what.clone() });
            }
            if let Some(statement) = statement {
                requirements.statement(&role.node, feature.name, NotedStatement::new(statement, line, what));
            }
        }
    }

    /// Lists what needs an infrastructure role: the feature, the role given for it, the line, and a
    /// statement where no managed policy has it.
    fn features(&self) -> Vec<(Feature, Option<RoleRef>, SourceLine, Option<Statement>)> {
        let state = self.state.borrow();
        let line_of = |member: &str| self.node.trace().line_of(member);
        let mut features = Vec::new();
        for (index, attached) in state.targets.iter().enumerate() {
            if let Some(shift) = &attached.what.shift {
                let line = line_of(&format!("loadBalancers[{index}]"));
                features.push((LOAD_BALANCERS, shift.role.clone(), line, None));
            }
        }
        for (index, (_, ebs)) in state.volumes.iter().enumerate() {
            let line = line_of(&format!("volumeConfigurations[{index}]"));
            features.push((EBS, ebs.role.clone(), line, None));
        }
        for (index, attached) in state.lattice.iter().enumerate() {
            let line = line_of(&format!("vpcLatticeConfigurations[{index}]"));
            features.push((VPC_LATTICE, attached.what.role.clone(), line, None));
        }
        for endpoint in state.service_connect.iter().flat_map(|connect| &connect.endpoints) {
            if let Some(tls) = &endpoint.endpoint.tls {
                features.push((SERVICE_CONNECT_TLS, tls.role.clone(), endpoint.line, None));
            }
        }
        for hook in state.deployment.iter().flat_map(|deployment| &deployment.hooks) {
            let lambda = hook.hook.target_type == Some(DeploymentLifecycleHookTargetType::AwsLambda);
            if let (true, Some(function)) = (lambda, &hook.hook.hook_target_arn) {
                let invoke = Statement::allow(["lambda:InvokeFunction"]).on(function.as_str());
                features.push((HOOKS, hook.role.clone(), hook.line, Some(invoke)));
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

    /// Returns the role to add permissions to: one of a stack that was given, else one derived now.
    fn infrastructure_role(
        &self,
        feature: Feature,
        given: Option<RoleRef>,
        requirements: &mut Requirements,
        line: SourceLine,
    ) -> Option<Rc<Shared<RoleState>>> {
        match given {
            Some(RoleRef::Own(role, _)) => Some(role),
            Some(RoleRef::Existing(_)) => None,
            None => {
                let service = self.node.address().id();
                let mut state = self.state.borrow_mut();
                let role = state.derived_roles.entry(feature.name).or_insert_with(|| {
                    let description = format!("What ECS needs for {} of {service}", feature.what);
                    derived::<Infrastructure>(service, feature.name, description, line)
                });
                requirements.derive_for(&self.node, role.clone());
                Some(role.clone())
            }
        }
    }
}
