use ecs_dsl::fargate;

fn main() {
    let _ = fargate!(0.25 vCPU, 4 GB);
    let _ = fargate!(1024, 1024);
}
