//! What a file holds: requests, or policies, each with where it stands in the file.

use std::collections::BTreeMap;

use serde_json::Value;

use super::policy::Purpose;
use crate::api::ecs::{
    CapacityProvider, Cluster, ClusterServiceConnectDefaults, CreateCapacityProvider, CreateCluster,
    CreateManagedInstancesProviderConfiguration, CreateService, ManagedInstancesProvider,
    PutClusterCapacityProviders, RegisterTaskDefinition, RunTask, SchedulingStrategy, Service, Tag,
    TaskDefinition,
};
use crate::api::iam::CreateRole;
use crate::api::logs::{CreateLogGroup, PutRetentionPolicy};
use crate::diagnostic::Finding;
use crate::diagnostic::code::tag;
use crate::iam::policy::PolicyDocument;
use crate::resource::Desired;
use crate::resource::capacity_provider::DesiredCapacityProvider;
use crate::resource::cluster::{DesiredCapacityProviders, DesiredCluster};
use crate::resource::log_group::DesiredLogGroup;
use crate::resource::role::DesiredRole;
use crate::resource::run_task::DesiredRun;
use crate::resource::service::DesiredService;
use crate::resource::service::validate::cluster_name;
use crate::resource::task_definition::DesiredTaskDefinition;

/// One thing of a file that rules are about.
pub(super) struct Part {
    /// The path of the request in the file: empty where it is the whole file.
    pub(super) path: String,
    pub(super) content: Content,
    /// What answers call otherwise than requests: the request's member, then the answer's.
    pub(super) renamed: &'static [(&'static str, &'static str)],
    /// Whether AWS described it: then it has what AWS alone can write.
    pub(super) is_described: bool,
}

/// What the rules look at.
pub(super) enum Content {
    Resource { name: String, desired: Box<dyn Desired> },
    Policy { purpose: Purpose, document: Box<PolicyDocument> },
}

impl Part {
    fn resource(name: impl Into<String>, desired: impl Desired) -> Self {
        let content = Content::Resource { name: name.into(), desired: Box::new(desired) };
        Self { path: String::new(), content, renamed: &[], is_described: false }
    }

    /// Returns the part as one that stands below a member of the file.
    pub(super) fn below(mut self, path: impl Into<String>) -> Self {
        self.path = path.into();
        self
    }

    /// Returns what the rules of a kind of resource look at, where it is one.
    pub(super) fn desired(&self) -> Option<&dyn Desired> {
        match &self.content {
            Content::Resource { desired, .. } => Some(desired.as_ref()),
            Content::Policy { .. } => None,
        }
    }

    /// Returns what tells a service from every other of the account and region: its cluster and its name.
    pub(super) fn identity(&self) -> Option<(&str, &str)> {
        let service = &self.desired()?.as_any().downcast_ref::<DesiredService>()?.request;
        Some((cluster_name(service), service.service_name.as_str()))
    }

    /// Returns the part as one that AWS described.
    fn described(mut self) -> Self {
        self.is_described = true;
        self
    }

    /// Leaves out what is wrong only with a request: AWS tags what it makes with tags of its own.
    pub(super) fn leave_out_what_aws_may(&self, findings: &mut Vec<Finding>) {
        if self.is_described {
            findings.retain(|finding| finding.code.id != tag::RESERVED.id);
        }
    }

    fn renamed(mut self, renamed: &'static [(&'static str, &'static str)]) -> Self {
        self.renamed = renamed;
        self
    }

    /// Returns the path in the file of a member of the request.
    pub(super) fn path_of(&self, member: &str) -> String {
        let renamed = self.renamed.iter().find(|(request, _)| {
            member.strip_prefix(request).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
        });
        let member = match renamed {
            Some((request, answer)) => format!("{answer}{}", &member[request.len()..]),
            None => member.to_owned(),
        };
        crate::source::join(&self.path, &member)
    }
}

impl From<RegisterTaskDefinition> for Part {
    fn from(request: RegisterTaskDefinition) -> Self {
        Self::resource(request.family.clone(), DesiredTaskDefinition { request })
    }
}

impl From<CreateService> for Part {
    fn from(request: CreateService) -> Self {
        Self::resource(request.service_name.clone(), DesiredService { request })
    }
}

impl From<CreateCluster> for Part {
    fn from(request: CreateCluster) -> Self {
        let name = request.cluster_name.clone().unwrap_or_else(|| "default".to_owned());
        Self::resource(name, DesiredCluster { request })
    }
}

impl From<PutClusterCapacityProviders> for Part {
    fn from(request: PutClusterCapacityProviders) -> Self {
        Self::resource(request.cluster.clone(), DesiredCapacityProviders { request })
    }
}

impl From<CreateCapacityProvider> for Part {
    fn from(request: CreateCapacityProvider) -> Self {
        Self::resource(request.name.clone(), DesiredCapacityProvider { request })
    }
}

impl From<RunTask> for Part {
    fn from(request: RunTask) -> Self {
        Self::resource(request.task_definition.clone(), DesiredRun { request })
    }
}

impl From<PolicyDocument> for Part {
    fn from(document: PolicyDocument) -> Self {
        let content = Content::Policy { purpose: Purpose::of(&document), document: Box::new(document) };
        Self { path: String::new(), content, renamed: &[], is_described: false }
    }
}

impl From<(CreateRole, PolicyDocument)> for Part {
    /// The trust policy comes beside the request, which has it as a string.
    fn from((create, trust): (CreateRole, PolicyDocument)) -> Self {
        let desired = DesiredRole {
            create,
            trust,
            policies: Vec::new(),
            attachments: Vec::new(),
            documents: Vec::new(),
            notes: Vec::new(),
            managed: BTreeMap::new(),
        };
        Self::resource(desired.create.role_name.clone(), desired)
    }
}

impl From<CreateLogGroup> for Part {
    fn from(create: CreateLogGroup) -> Self {
        Self::resource(create.log_group_name.clone(), DesiredLogGroup { create, retention: None })
    }
}

impl From<PutRetentionPolicy> for Part {
    /// The retention of a log group that another file, or something else, creates.
    fn from(retention: PutRetentionPolicy) -> Self {
        let name = retention.log_group_name.clone();
        let create = CreateLogGroup { log_group_name: name.clone(), ..CreateLogGroup::default() };
        Self::resource(name, DesiredLogGroup { create, retention: Some(retention) })
    }
}

impl From<(TaskDefinition, Option<Vec<Tag>>)> for Part {
    /// The tags stand beside the task definition in an answer, so nothing can be placed in them.
    fn from((described, _tags): (TaskDefinition, Option<Vec<Tag>>)) -> Self {
        Self::from(RegisterTaskDefinition::from(described)).described()
    }
}

impl From<Service> for Part {
    fn from(described: Service) -> Self {
        let is_daemon = described.scheduling_strategy == Some(SchedulingStrategy::Daemon);
        // The role is left out: an answer names the service-linked one, which a request must not.
        let request = CreateService {
            cluster: described.cluster_arn,
            service_name: described.service_name.unwrap_or_default(),
            task_definition: described.task_definition,
            availability_zone_rebalancing: described.availability_zone_rebalancing,
            load_balancers: filled(described.load_balancers),
            service_registries: filled(described.service_registries),
            // AWS counts the instances of a daemon, for which a request must not have a count.
            desired_count: described.desired_count.filter(|_| !is_daemon),
            launch_type: described.launch_type,
            capacity_provider_strategy: filled(described.capacity_provider_strategy),
            platform_version: described.platform_version,
            deployment_configuration: described.deployment_configuration,
            placement_constraints: filled(described.placement_constraints),
            placement_strategy: filled(described.placement_strategy),
            network_configuration: described.network_configuration,
            health_check_grace_period_seconds: described
                .health_check_grace_period_seconds
                // AWS answers 0 for services that state none.
                .filter(|seconds| *seconds != 0),
            scheduling_strategy: described.scheduling_strategy,
            deployment_controller: described.deployment_controller,
            tags: described.tags,
            enable_ecs_managed_tags: described.enable_ecs_managed_tags,
            propagate_tags: described.propagate_tags,
            enable_execute_command: described.enable_execute_command,
            ..CreateService::default()
        };
        Self::from(request).described().renamed(&[("cluster", "clusterArn")])
    }
}

/// Returns a list unless it is empty: answers have empty lists for what a request left out.
fn filled<T>(list: Option<Vec<T>>) -> Option<Vec<T>> {
    list.filter(|list| !list.is_empty())
}

impl From<Cluster> for Part {
    fn from(described: Cluster) -> Self {
        let namespace = described.service_connect_defaults.and_then(|defaults| defaults.namespace);
        Self::from(CreateCluster {
            cluster_name: described.cluster_name,
            tags: described.tags,
            settings: described.settings,
            configuration: described.configuration,
            capacity_providers: described.capacity_providers,
            default_capacity_provider_strategy: filled(described.default_capacity_provider_strategy),
            service_connect_defaults: namespace.map(|namespace| ClusterServiceConnectDefaults { namespace }),
        })
        .described()
    }
}

impl From<CapacityProvider> for Part {
    fn from(described: CapacityProvider) -> Self {
        let managed = |it: ManagedInstancesProvider| CreateManagedInstancesProviderConfiguration {
            infrastructure_role_arn: it.infrastructure_role_arn.unwrap_or_default(),
            instance_launch_template: it.instance_launch_template.unwrap_or_default(),
            propagate_tags: it.propagate_tags,
            infrastructure_optimization: it.infrastructure_optimization,
            auto_repair_configuration: it.auto_repair_configuration,
        };
        Self::from(CreateCapacityProvider {
            name: described.name.unwrap_or_default(),
            cluster: described.cluster,
            auto_scaling_group_provider: described.auto_scaling_group_provider,
            managed_instances_provider: described.managed_instances_provider.map(managed),
            tags: described.tags,
        })
        .described()
    }
}

/// The policies that IAM answers with, which hold the document below a member.
#[derive(serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct PolicyAnswer {
    pub(super) policy_document: Option<PolicyDocument>,
    pub(super) policy_version: Option<PolicyVersion>,
    #[serde(rename = "Policy")]
    pub(super) _policy: Option<Value>,
}

/// A version of a managed policy.
#[derive(serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct PolicyVersion {
    pub(super) document: PolicyDocument,
}
