//! The stack that the benchmarks synthesize and deploy: one service, as often as is asked for.

use ecs_dsl::prelude::*;

/// How many services, and where.
#[derive(Debug, Clone)]
pub struct Fleet {
    /// How many services there are.
    pub services: u32,
    /// The Region of the stack.
    pub region: String,
    /// The subnet of every service: an emulator may want one that it knows.
    pub subnet: String,
    /// The security group of every service.
    pub security_group: String,
    /// Whether the services state how they are deployed: moto forgets what they state.
    pub circuit_breaker: bool,
}

impl Default for Fleet {
    fn default() -> Self {
        Self {
            services: 1,
            region: "eu-central-1".to_owned(),
            subnet: "subnet-0a11aa22bb33cc44d".to_owned(),
            security_group: "sg-0a11aa22bb33cc44d".to_owned(),
            circuit_breaker: true,
        }
    }
}

impl Fleet {
    /// Returns the stack: a cluster, and for each service a task definition, two roles (one of them
    /// derived) and a log group of its own.
    pub fn stack(&self, env: &Env) -> Stack {
        let cluster = Cluster::new("bench").container_insights(ContainerInsights::Enabled);
        let mut stack = Stack::new("bench", env).region(&self.region).add(&cluster);
        for number in 0..self.services {
            let name = format!("service-{number:05}");
            let logs = LogGroup::new(format!("/bench/{name}")).retention(Retention::ONE_MONTH);
            let role =
                TaskRole::new(&name).allow_on(["s3:GetObject"], [format!("arn:aws:s3:::bench-{number}/*")]);
            let task = TaskDef::fargate(&name, FargateSize::new(CpuUnits::new(512), Mib::gb(1)))
                .task_role(&role)
                .logs(Logs::cloudwatch(&logs));
            let web = task
                .container(
                    "web",
                    format!("111122223333.dkr.ecr.{}.amazonaws.com/{name}:1.0.{number}", self.region),
                )
                .env("NAME", &name)
                .env("LOG_LEVEL", "info")
                .secret("TOKEN", Secret::ssm_parameter(format!("/bench/{name}/token")))
                .user("1000")
                .readonly_root_filesystem();
            let http = web.port(8080);
            let group = format!(
                "arn:aws:elasticloadbalancing:{}:111122223333:targetgroup/{name}/{number:016x}",
                self.region
            );
            let network = Network::private([&*self.subnet], [&*self.security_group]);
            let mut service =
                Service::fargate(&name, &cluster, &task, network).desired_count(2).target(group, &http);
            service = if self.circuit_breaker {
                service.deployment(Deployment::rolling().circuit_breaker(CircuitBreaker::rollback()))
            } else {
                service.allow("SEC0205", "no task runs where this is deployed")
            };
            stack = stack.add((&logs, &role, &task, &service));
        }
        stack
    }
}
