//! What a service should be: its create request, with every handle turned into the name it stands for.

use std::rc::Rc;

use super::builder::{Attached, ServiceState, TaskSource};
use super::roles::{EBS, Feature, HOOKS, LOAD_BALANCERS, SERVICE_CONNECT_TLS, VPC_LATTICE};
use super::service_connect::{EndpointState, ServiceConnect};
use super::{Ebs, LatticeTarget, TargetGroup, TrafficShift};
use crate::api::ecs::{
    AdvancedConfiguration, CapacityProviderStrategyItem, CreateService, DeploymentController,
    GatewayConnector, LoadBalancer, ServiceConnectConfiguration, ServiceConnectService,
    ServiceConnectTlsCertificateAuthority, ServiceConnectTlsConfiguration,
    ServiceManagedEbsVolumeConfiguration, ServiceVolumeConfiguration, Tag, VpcLatticeAdvancedConfiguration,
    VpcLatticeConfiguration,
};
use crate::assembly::Build;
use crate::check::{Index, Surroundings};
use crate::diagnostic::Finding;
use crate::diagnostic::code::structure;
use crate::iam::derive::Requirements;
use crate::resource::basics::as_any;
use crate::resource::container::ContainerShared;
use crate::resource::role::RoleRef;
use crate::resource::{Buildable, Call, Desired, Node, Reference, Shared};

impl Buildable for Shared<ServiceState> {
    fn node(&self) -> &Node {
        &self.node
    }

    fn require(self: Rc<Self>, requirements: &mut Requirements) {
        self.require_roles(requirements);
    }

    fn build(&self, build: &mut Build<'_>) -> Box<dyn Desired> {
        let state = self.state.borrow();
        let mut request = state.request.clone();
        request.cluster = Some(state.cluster.0.resolve(build, state.cluster.1, "cluster"));
        request.task_definition = Some(match &state.task {
            TaskSource::Existing(name) => name.clone(),
            TaskSource::Own(task, line) => {
                let reference = Reference::new(task.clone(), *line);
                build.attribute(&reference, "arn", "taskDefinition")
            }
        });
        let capacity: Vec<CapacityProviderStrategyItem> = state
            .capacity
            .iter()
            .enumerate()
            .map(|(index, item)| item.resolve(build, &format!("capacityProviderStrategy[{index}]")))
            .collect();
        request.capacity_provider_strategy = optional(capacity);
        let mut parts = Parts { service: self, state: &state, build };
        parts.load_balancers(&mut request);
        parts.lattice(&mut request);
        parts.connectors(&mut request);
        parts.registries(&mut request);
        parts.volumes(&mut request);
        parts.deployment(&mut request);
        if let Some(connect) = &state.service_connect {
            request.service_connect_configuration = Some(parts.service_connect(connect));
        }
        if state.autoscaled {
            build.leave_to_others("desiredCount");
        }
        let tags = build.tags(&state.tags);
        request.tags = Some(tags.into_iter().map(|(key, value)| Tag::new(key, value)).collect());
        let request = build.customized(request, &state.customizations);
        Box::new(DesiredService { request })
    }
}

fn optional<T>(list: Vec<T>) -> Option<Vec<T>> {
    (!list.is_empty()).then_some(list)
}

/// The parts of a service that refer to something else.
struct Parts<'a, 'b, 'c> {
    service: &'a Shared<ServiceState>,
    state: &'a ServiceState,
    build: &'b mut Build<'c>,
}

impl Parts<'_, '_, '_> {
    fn load_balancers(&mut self, request: &mut CreateService) {
        for (index, attached) in self.state.targets.iter().enumerate() {
            let member = format!("loadBalancers[{index}]");
            self.check_container(&attached.container, &member);
            let balancer = self.load_balancer(attached, &member);
            request.load_balancers.get_or_insert_default().push(balancer);
        }
    }

    fn load_balancer(&mut self, attached: &Attached<TargetGroup>, member: &str) -> LoadBalancer {
        let TargetGroup { arn, shift } = &attached.what;
        let advanced_configuration = shift.as_ref().map(|shift| AdvancedConfiguration {
            alternate_target_group_arn: Some(shift.alternate.clone()),
            production_listener_rule: Some(shift.production.clone()),
            test_listener_rule: shift.test.clone(),
            role_arn: self.role(LOAD_BALANCERS, shift.role.as_ref(), member),
        });
        LoadBalancer {
            target_group_arn: Some(arn.clone()),
            load_balancer_name: None,
            container_name: Some(attached.container.name.clone()),
            container_port: Some(attached.port),
            advanced_configuration,
        }
    }

    fn lattice(&mut self, request: &mut CreateService) {
        for (index, attached) in self.state.lattice.iter().enumerate() {
            let member = format!("vpcLatticeConfigurations[{index}]");
            self.check_container(&attached.container, &member);
            let LatticeTarget { arn, shift, role } = &attached.what;
            let advanced = |shift: &TrafficShift| VpcLatticeAdvancedConfiguration {
                alternate_target_group_arn: Some(shift.alternate.clone()),
                production_listener_rule: Some(shift.production.clone()),
                test_listener_rule: shift.test.clone(),
            };
            let configuration = VpcLatticeConfiguration {
                role_arn: self.role(VPC_LATTICE, role.as_ref(), &member).unwrap_or_default(),
                target_group_arn: arn.clone(),
                port_name: self.port_name(attached),
                advanced_configuration: shift.as_ref().map(advanced),
            };
            request.vpc_lattice_configurations.get_or_insert_default().push(configuration);
        }
    }

    fn connectors(&mut self, request: &mut CreateService) {
        for (index, attached) in self.state.connectors.iter().enumerate() {
            self.check_container(&attached.container, &format!("gatewayConnectors[{index}]"));
            let connector = GatewayConnector { port_name: self.port_name(attached), ..attached.what.clone() };
            request.gateway_connectors.get_or_insert_default().push(connector);
        }
    }

    fn registries(&mut self, request: &mut CreateService) {
        for (index, (registry, container)) in self.state.registries.iter().enumerate() {
            if let Some(container) = container {
                self.check_container(container, &format!("serviceRegistries[{index}]"));
            }
            request.service_registries.get_or_insert_default().push(registry.clone());
        }
    }

    fn volumes(&mut self, request: &mut CreateService) {
        for (index, (volume, ebs)) in self.state.volumes.iter().enumerate() {
            let member = format!("volumeConfigurations[{index}]");
            let own = self.state.task.own();
            if !own.is_some_and(|task| std::rc::Weak::ptr_eq(&Rc::downgrade(task), &volume.task)) {
                let what = format!("volume `{}` is of another task definition", volume.name);
                self.report_foreign(&member, what);
            }
            let role_arn = self.role(EBS, ebs.role.as_ref(), &member).unwrap_or_default();
            let configuration = ServiceVolumeConfiguration {
                name: volume.name.clone(),
                managed_ebs_volume: Some(managed_volume(ebs, role_arn)),
            };
            request.volume_configurations.get_or_insert_default().push(configuration);
        }
    }

    fn deployment(&mut self, request: &mut CreateService) {
        let Some(deployment) = &self.state.deployment else { return };
        let mut configuration = deployment.configuration.clone();
        for (index, hook) in deployment.hooks.iter().enumerate() {
            let member = format!("deploymentConfiguration.lifecycleHooks[{index}]");
            self.build.record(member.clone(), hook.line);
            let mut wire = hook.hook.clone();
            if wire.hook_target_arn.is_some() {
                wire.role_arn = self.role(HOOKS, hook.role.as_ref(), &member);
            }
            configuration.lifecycle_hooks.get_or_insert_default().push(wire);
        }
        request.deployment_controller =
            deployment.controller.clone().map(|r#type| DeploymentController { r#type });
        request.deployment_configuration = (configuration != Default::default()).then_some(configuration);
    }

    fn service_connect(&mut self, connect: &ServiceConnect) -> ServiceConnectConfiguration {
        let mut services = Vec::new();
        for (index, endpoint) in connect.endpoints.iter().enumerate() {
            let member = format!("serviceConnectConfiguration.services[{index}]");
            self.build.record(member.clone(), endpoint.line);
            self.check_container(&endpoint.container, &member);
            services.push(self.endpoint(endpoint, &member));
        }
        if let Some(reference) =
            connect.logs.as_ref().and_then(|logs| logs.group.as_ref()?.reference().cloned())
        {
            self.build.depend(&reference, "serviceConnectConfiguration.logConfiguration");
        }
        ServiceConnectConfiguration {
            enabled: true,
            namespace: connect.namespace.clone(),
            services: optional(services),
            log_configuration: connect.log_configuration(self.build.scope().region()),
            access_log_configuration: connect.access_log.clone(),
            container_configurations: optional(connect.container_configurations.clone()),
        }
    }

    fn endpoint(&mut self, state: &EndpointState, member: &str) -> ServiceConnectService {
        let endpoint = &state.endpoint;
        let tls = endpoint.tls.as_ref().map(|tls| ServiceConnectTlsConfiguration {
            issuer_certificate_authority: ServiceConnectTlsCertificateAuthority {
                aws_pca_authority_arn: Some(tls.authority.clone()),
            },
            kms_key: tls.kms_key.clone(),
            role_arn: self.role(SERVICE_CONNECT_TLS, tls.role.as_ref(), member),
        });
        ServiceConnectService {
            port_name: current_name(&state.container, state.port)
                .or(state.port_name.clone())
                .unwrap_or_default(),
            discovery_name: endpoint.discovery_name.clone(),
            client_aliases: Some(vec![endpoint.alias.clone()]),
            ingress_port_override: endpoint.ingress_port,
            timeout: endpoint.timeout.clone(),
            tls,
        }
    }

    fn port_name<T>(&self, attached: &Attached<T>) -> String {
        current_name(&attached.container, attached.port).or(attached.port_name.clone()).unwrap_or_default()
    }

    /// Returns the ARN of the role that a feature uses: the one given, else the one derived for it.
    fn role(&mut self, feature: Feature, given: Option<&RoleRef>, member: &str) -> Option<String> {
        let derived = self.state.derived_roles.get(feature.name);
        let derived = derived.map(|role| RoleRef::Own(role.clone(), self.service.node.line()));
        given.cloned().or(derived).map(|role| self.build.role_arn(&role, member))
    }

    fn check_container(&mut self, container: &ContainerShared, member: &str) {
        if !self.state.task.has(container) {
            let what = format!(
                "container `{}` is not of the task definition that service `{}` runs",
                container.name,
                self.service.node.address().id()
            );
            self.report_foreign(member, what);
        }
    }

    fn report_foreign(&mut self, member: &str, what: String) {
        let fix = "use a handle made by the task definition that was given to the service";
        self.build.report(Finding::new(&structure::FOREIGN_HANDLE, member, what, fix));
    }
}

/// A port may have been named after its handle was given away.
fn current_name(container: &ContainerShared, port: i32) -> Option<String> {
    let state = container.state.borrow();
    let mappings = state.definition.port_mappings.as_ref()?;
    mappings.iter().find(|mapping| mapping.container_port == Some(port))?.name.clone()
}

fn managed_volume(ebs: &Ebs, role_arn: String) -> ServiceManagedEbsVolumeConfiguration {
    ServiceManagedEbsVolumeConfiguration {
        encrypted: ebs.encrypted,
        kms_key_id: ebs.kms_key.clone(),
        volume_type: ebs.volume_type.clone(),
        size_in_gib: ebs.size,
        snapshot_id: ebs.snapshot.clone(),
        volume_initialization_rate: ebs.initialization_rate,
        iops: ebs.iops,
        throughput: ebs.throughput,
        tag_specifications: ebs.tag_specifications(),
        role_arn,
        filesystem_type: ebs.filesystem.clone(),
    }
}

/// What a service should be.
#[derive(Debug, Clone, PartialEq)]
pub struct DesiredService {
    /// The create request.
    pub request: CreateService,
}

impl Desired for DesiredService {
    fn kind(&self) -> &'static str {
        "ecs:service"
    }

    fn calls(&self) -> Vec<Call<'_>> {
        vec![Call { service: "ecs", operation: "CreateService", request: &self.request }]
    }

    fn validate(&self, around: &dyn Surroundings, findings: &mut Vec<Finding>) {
        super::validate::validate(&self.request, around, findings);
    }

    fn announce<'a>(&'a self, index: &mut Index<'a>) {
        index.service(&self.request);
    }

    as_any!();
}
