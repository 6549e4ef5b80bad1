use ecs_dsl::fargate;

fn main() {
    let _ = fargate!(3 vCPU, 8 GB);
}
