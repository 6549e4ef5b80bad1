//! What a file with stacks needs, in one `use`.
//!
//! A name of the file's own, or one that it imports by itself, wins over one that comes from here.

pub use crate::api::ecs::{
    ApplicationProtocol, ContainerCondition, CpuArchitecture, DeploymentLifecycleHookAction,
    DeploymentLifecycleHookStage, NetworkMode, OsFamily, PropagateTags, UlimitName,
};
pub use crate::app::{App, Stack};
pub use crate::arn::Arn;
pub use crate::declare::{Stack, TaskDef, TaskDefOf};
pub use crate::env::Env;
pub use crate::iam::IamAction;
pub use crate::iam::policy::{PolicyDocument, Statement};
pub use crate::image::Image;
pub use crate::resource::capacity_provider::{CapacityProvider, FargateCapacity, ManagedScaling};
pub use crate::resource::cluster::{Cluster, ContainerInsights, ExecLogging};
pub use crate::resource::container::{Container, Firelens, HealthCheck, Logs, Port, Secret};
pub use crate::resource::launch::{Ec2, External, Fargate, ManagedInstances};
pub use crate::resource::log_group::{LogGroup, LogGroupClass, Retention};
pub use crate::resource::role::{ExecutionRole, InfrastructureRole, TaskRole};
pub use crate::resource::run_task::{ContainerOverride, RunTask};
pub use crate::resource::service::{
    CircuitBreaker, Deployment, Ebs, Endpoint, Hook, LatticeTarget, Network, Service, ServiceConnect,
    TargetGroup, Tls, TrafficShift,
};
pub use crate::resource::task_definition::{EfsVolume, ExistingTaskDef, MemberOf, TaskDef};
pub use crate::units::{CpuUnits, FargateSize, Gib, Mib, Minutes, Percent, Seconds};
pub use crate::{actions, arn, arn_pattern, duration, fargate, iam_action, image, name, schedule, seconds};
