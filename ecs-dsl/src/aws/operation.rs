//! The operations that a deployer calls, and what calling each one does.

use std::fmt;

use super::rates::RateClass;

/// A service of AWS that this library calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Service {
    /// Amazon ECS.
    Ecs,
    /// AWS Identity and Access Management.
    Iam,
    /// CloudWatch Logs.
    Logs,
    /// Security Token Service.
    Sts,
    /// The Resource Groups Tagging API.
    Tagging,
}

impl Service {
    /// Returns the name that IAM policies use for the service's actions, as `ecs` in `ecs:RunTask`.
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Ecs => "ecs",
            Self::Iam => "iam",
            Self::Logs => "logs",
            Self::Sts => "sts",
            Self::Tagging => "tag",
        }
    }
}

impl fmt::Display for Service {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.prefix())
    }
}

/// What a call does to the other side, which decides whether it may be repeated blindly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Nothing: it looks.
    Reads,
    /// It brings about a state: doing it twice leaves what doing it once leaves.
    Settles,
    /// It adds something each time. After a lost answer, look before doing it again; a client token
    /// in the request makes it [`Effect::Settles`].
    Adds,
    /// It takes back what the run put there for its own sake. Done also once the user has stopped the
    /// run, as nothing new begins by it.
    Releases,
}

macro_rules! ecs_operations {
    ($( $variant:ident $method:ident $rate:ident $effect:ident $subject:literal )+) => {
        /// An operation of the ECS API.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "each is the operation of that name in AWS's API reference")]
        pub enum EcsOperation {
            $( $variant, )+
        }

        impl EcsOperation {
            /// Every operation of the table.
            pub const ALL: &'static [Self] = &[$( Self::$variant, )+];

            /// Returns the operation's name, as in `X-Amz-Target` and in `ecs:` actions.
            pub fn name(self) -> &'static str {
                match self { $( Self::$variant => stringify!($variant), )+ }
            }

            /// Returns the limit that AWS counts the operation under.
            pub fn rate_class(self) -> RateClass {
                match self { $( Self::$variant => RateClass::$rate, )+ }
            }

            /// Returns what the operation does, for a request without a client token.
            pub fn effect(self) -> Effect {
                match self { $( Self::$variant => Effect::$effect, )+ }
            }

            /// Returns the member of the request that names what it is about.
            pub(super) fn subject_member(self) -> &'static str {
                match self { $( Self::$variant => $subject, )+ }
            }
        }

        /// Runs `$then!(method)` for the operation: the SDK has a type of its own for each.
        macro_rules! with_ecs_method {
            ($operation:expr, $then:ident) => {
                match $operation {
                    $( $crate::aws::EcsOperation::$variant => $then!($method), )+
                }
            };
        }
    };
}

ecs_operations! {
    CreateCluster create_cluster ClusterWrite Settles "clusterName"
    UpdateCluster update_cluster ClusterWrite Settles "cluster"
    UpdateClusterSettings update_cluster_settings ClusterWrite Settles "cluster"
    PutClusterCapacityProviders put_cluster_capacity_providers ClusterWrite Settles "cluster"
    DescribeClusters describe_clusters ClusterRead Reads "clusters"
    ListClusters list_clusters ClusterRead Reads ""
    DeleteCluster delete_cluster ClusterWrite Settles "cluster"

    CreateCapacityProvider create_capacity_provider ClusterWrite Settles "name"
    UpdateCapacityProvider update_capacity_provider ClusterWrite Settles "name"
    DescribeCapacityProviders describe_capacity_providers ClusterRead Reads "capacityProviders"
    DeleteCapacityProvider delete_capacity_provider ClusterWrite Settles "capacityProvider"

    RegisterTaskDefinition register_task_definition TaskDefinitionWrite Adds "family"
    DescribeTaskDefinition describe_task_definition TaskDefinitionRead Reads "taskDefinition"
    ListTaskDefinitions list_task_definitions TaskDefinitionRead Reads "familyPrefix"
    ListTaskDefinitionFamilies list_task_definition_families TaskDefinitionRead Reads "familyPrefix"
    DeregisterTaskDefinition deregister_task_definition TaskDefinitionWrite Settles "taskDefinition"
    DeleteTaskDefinitions delete_task_definitions TaskDefinitionWrite Settles "taskDefinitions"

    CreateService create_service ServiceWrite Adds "serviceName"
    UpdateService update_service ServiceWrite Settles "service"
    DescribeServices describe_services ServiceRead Reads "services"
    ListServices list_services ServiceRead Reads "cluster"
    ListServicesByNamespace list_services_by_namespace ServiceRead Reads "namespace"
    DeleteService delete_service ServiceWrite Settles "service"

    ListServiceDeployments list_service_deployments ServiceRead Reads "service"
    DescribeServiceDeployments describe_service_deployments ServiceRead Reads "serviceDeploymentArns"
    StopServiceDeployment stop_service_deployment ServiceWrite Settles "serviceDeploymentArn"
    ContinueServiceDeployment continue_service_deployment ServiceWrite Settles "serviceDeploymentArn"
    DescribeServiceRevisions describe_service_revisions ServiceRead Reads "serviceRevisionArns"

    CreateTaskSet create_task_set ServiceWrite Adds "service"
    UpdateTaskSet update_task_set ServiceWrite Settles "taskSet"
    UpdateServicePrimaryTaskSet update_service_primary_task_set ServiceWrite Settles "service"
    DescribeTaskSets describe_task_sets ServiceRead Reads "service"
    DeleteTaskSet delete_task_set ServiceWrite Settles "taskSet"

    RunTask run_task RunTask Adds "taskDefinition"
    StartTask start_task RunTask Adds "taskDefinition"
    StopTask stop_task ServiceWrite Settles "task"
    DescribeTasks describe_tasks ServiceRead Reads "tasks"
    ListTasks list_tasks ServiceRead Reads "cluster"
    GetTaskProtection get_task_protection ServiceRead Reads "cluster"
    UpdateTaskProtection update_task_protection ServiceWrite Settles "cluster"
    ExecuteCommand execute_command ServiceWrite Adds "task"

    ListContainerInstances list_container_instances ClusterRead Reads "cluster"
    DescribeContainerInstances describe_container_instances ClusterRead Reads "cluster"

    TagResource tag_resource ClusterWrite Settles "resourceArn"
    UntagResource untag_resource ClusterWrite Settles "resourceArn"
    ListTagsForResource list_tags_for_resource ClusterRead Reads "resourceArn"

    ListAccountSettings list_account_settings ClusterRead Reads "name"
    PutAccountSetting put_account_setting ClusterWrite Settles "name"
    PutAccountSettingDefault put_account_setting_default ClusterWrite Settles "name"
    DeleteAccountSetting delete_account_setting ClusterWrite Settles "name"
}

pub(super) use with_ecs_method;

impl fmt::Display for EcsOperation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}
