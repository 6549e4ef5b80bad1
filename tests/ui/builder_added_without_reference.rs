//! What can be handed to `Stack::add` is said where something else is.

use ecs_dsl::prelude::*;

fn stack(env: &Env) -> Stack {
    let cluster = Cluster::new("main");
    let task = TaskDef::fargate("web", FargateSize::new(CpuUnits::new(256), Mib::new(512)));
    let web = task.container("web", "nginx:1.29");
    Stack::new("web", env).add(cluster).add(vec![&task]).add(&web)
}

fn main() {}
