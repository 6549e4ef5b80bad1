//! Typical mistakes, each planted alone in a stack that is sound otherwise.
//!
//! The tests look at how each is reported; the comparison shows who else finds it.

mod role;
mod service;
mod task;

use ecs_dsl::prelude::*;

/// A mistake and the stack that has it.
#[derive(Debug, Clone, Copy)]
pub struct Mistake {
    /// A short name, for snapshots.
    pub name: &'static str,
    /// What is wrong, for the table in the README.
    pub what: &'static str,
    /// The code that reports it.
    pub code: &'static str,
    /// The program with the mistake.
    pub app: fn() -> App,
}

/// Returns all mistakes, grouped by where they are made.
pub fn all() -> Vec<Mistake> {
    [task::MISTAKES, service::MISTAKES, role::MISTAKES].concat()
}

/// The parts of a stack with nothing wrong in it: handles, through which a mistake is put in.
pub(crate) struct Parts {
    pub(crate) cluster: Cluster,
    pub(crate) logs: LogGroup,
    pub(crate) role: TaskRole,
    pub(crate) task: TaskDef<Fargate>,
    pub(crate) web: Container<Fargate>,
    pub(crate) http: Port<Fargate>,
    pub(crate) service: Service<Fargate>,
}

const IMAGE: &str = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/web:1.4.0";

/// Returns a container that no rule has anything to say about.
pub(crate) fn container(task: &TaskDef<Fargate>, name: &str) -> Container<Fargate> {
    task.container(name, IMAGE).user("1000").readonly_root_filesystem()
}

pub(crate) fn network() -> Network {
    Network::private(["subnet-0a11aa22bb33cc44d", "subnet-0b11aa22bb33cc44d"], ["sg-0a11aa22bb33cc44d"])
}

pub(crate) fn parts() -> Parts {
    parts_of(FargateSize::new(CpuUnits::new(512), Mib::gb(1)))
}

pub(crate) fn parts_of(size: FargateSize) -> Parts {
    let cluster = Cluster::new("web").container_insights(ContainerInsights::Enabled);
    let logs = LogGroup::new("/web").retention(Retention::ONE_MONTH);
    let role = TaskRole::new("web").allow_on(["s3:GetObject"], ["arn:aws:s3:::web-assets/*"]);
    let task = TaskDef::fargate("web", size).task_role(&role).logs(Logs::cloudwatch(&logs));
    let web = container(&task, "web");
    let http = web.port(8080);
    let service = Service::fargate("web", &cluster, &task, network())
        .desired_count(2)
        .target(
            "arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/web/0123456789abcdef",
            &http,
        )
        .deployment(Deployment::rolling().circuit_breaker(CircuitBreaker::rollback()));
    Parts { cluster, logs, role, task, web, http, service }
}

impl Parts {
    /// Returns the program that the parts make.
    pub(crate) fn app(self) -> App {
        let stack = Stack::new("shop", &Env::new()).region("eu-central-1");
        App::new().stack(stack.add((&self.cluster, &self.logs, &self.role)).add((&self.task, &self.service)))
    }
}

/// Returns the program without a mistake.
pub fn sound() -> App {
    parts().app()
}
