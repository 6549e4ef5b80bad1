use ecs_dsl::prelude::*;

fn main() {
    let group = LogGroup::new("/web");
    let task = TaskDef::fargate("web", "1 vCPU, 2 GB").logs(&group);
    let _ = task.container("web", "web:1").mount("data", "/data");
    let cluster = Cluster::new("main").capacity_provider("FARGATE_SPOT");
    let _ = RunTask::ec2("job", &cluster, ExistingTaskDef::latest("job")).capacity_provider("instances", 1);
    let _ = Stack::new("shop", &Env::new()).add(cluster).add((&task, group));
}
