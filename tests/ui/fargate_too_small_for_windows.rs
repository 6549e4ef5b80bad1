use ecs_dsl::fargate;

fn main() {
    let _ = fargate!(0.5 vCPU, 2 GB, windows);
}
