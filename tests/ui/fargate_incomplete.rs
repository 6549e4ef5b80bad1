use ecs_dsl::fargate;

fn main() {
    let _ = fargate!(1 vCPU);
    let _ = fargate!();
    let memory = 4096;
    let _ = fargate!(1 vCPU, memory);
}
