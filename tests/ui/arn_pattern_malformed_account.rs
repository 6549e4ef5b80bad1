use ecs_dsl::arn_pattern;

fn main() {
    let _ = arn_pattern!("arn:aws:ecs:eu-west-1:1234:cluster/*");
}
