use ecs_dsl::arn;

fn main() {
    let _ = arn!("arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web");
}
