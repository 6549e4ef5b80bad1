use ecs_dsl::prelude::*;

fn main() {
    let task = TaskDef::fargate("web", fargate!(1 vCPU, 2 GB));
    let _ = task.container("web", "web:1").command("npm start");
    let _ = Network::private("subnet-0a11aa22bb33cc44d", ["sg-0c11aa22bb33cc44d"]);
}
