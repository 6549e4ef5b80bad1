use ecs_dsl::fargate;

fn main() {
    let _ = fargate!(1 core, 4096 MB);
    let _ = fargate!(4 GB, 1 vCPU);
}
