//! Infrastructure as code for Amazon ECS, written in Rust.
//!
//! A program hands its stacks to [`cli::main`]; the verbs of the command line do the rest. Data flows one way:
//! builders ([`TaskDef`](struct@TaskDef), [`Service`], …) → requests in the API's own shapes ([`api`]) → the manifest
//! ([`assembly`]), which the rules look at ([`check`]) and `synth` prints; with a look at AWS further to the
//! [`plan`], which `diff` shows and `deploy` applies.
//!
//! What else a program may use: [`snapshot`] and [`plan::between`] in tests of its manifests, and with the
//! feature `deploy` `rehearsal` in tests of its upgrades. How AWS is read and changed is the verbs' own; it
//! is public for this workspace's tests alone, not shown here, and may change at any time.
//!
//! ```
//! use ecs_dsl::prelude::*;
//!
//! fn shop(env: &Env) -> Stack {
//!     let cluster = Cluster::new("shop");
//!     let task = TaskDef::fargate("shop-web", FargateSize::new(CpuUnits::vcpu(1), Mib::gb(2)));
//!     let web = task.container("web", "public.ecr.aws/nginx/nginx:1.29");
//!     let http = web.port(80);
//!     let service = Service::fargate(
//!         "web",
//!         &cluster,
//!         &task,
//!         Network::private(["subnet-0a1b2c3d4e5f60718"], ["sg-0a1b2c3d4e5f60718"]),
//!     )
//!     .desired_count(2)
//!     .target("arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/web/0123456789abcdef", &http);
//!     Stack::new("shop", env).region("eu-central-1").add((&cluster, &task, &service))
//! }
//!
//! let app = App::new().stack(shop(&Env::new()));
//! let (assembly, diagnostics) = ecs_dsl::assembly::assemble(&app);
//! assert!(diagnostics.is_empty());
//! assert!(assembly.stacks[0].to_json().contains("\"serviceName\": \"web\""));
//! ```

/// The examples of the README are compiled and run with the documentation's own.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;

pub mod address;
pub mod api;
pub mod app;
#[cfg(feature = "deploy")]
#[doc(hidden)]
pub mod apply;
pub mod arn;
pub mod assembly;
#[cfg(feature = "deploy")]
#[doc(hidden)]
pub mod aws;
pub mod check;
pub mod cli;
pub mod declare;
pub mod diagnostic;
pub mod env;
mod graph;
pub mod iam;
pub mod image;
pub mod import;
#[doc(hidden)]
pub mod kind;
pub mod literal;
#[cfg(feature = "deploy")]
#[doc(hidden)]
pub mod live;
#[cfg(feature = "deploy")]
#[doc(hidden)]
pub mod operate;
pub mod plan;
pub mod prelude;
#[cfg(feature = "deploy")]
pub mod rehearsal;
mod report;
pub mod resource;
pub mod schedule;
mod scope;
#[cfg(feature = "deploy")]
pub mod simulator;
pub mod snapshot;
pub mod source;
pub mod units;

pub use app::{App, Stack};
#[doc(inline)]
pub use declare::{Stack, TaskDef, TaskDefOf};
pub use ecs_dsl_env as contract;
pub use ecs_dsl_facts::{Fault, Faults};
pub use env::Env;
pub use resource::capacity_provider::{CapacityProvider, FargateCapacity};
pub use resource::cluster::Cluster;
pub use resource::container::{Container, Secret};
pub use resource::log_group::LogGroup;
pub use resource::role::{ExecutionRole, InfrastructureRole, TaskRole};
pub use resource::run_task::RunTask;
pub use resource::service::Service;
pub use resource::task_definition::{ExistingTaskDef, TaskDef};
// The macro alone: with the type of its values, whose variants are called `String` and `Array`, the compiler
// would write `std::string::String` in every message about a stack.
/// Writes JSON where AWS leaves the form open, such as in the details of a deployment hook.
#[doc(no_inline)]
pub use serde_json::json;
