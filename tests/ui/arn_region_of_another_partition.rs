use ecs_dsl::arn;

fn main() {
    let _ = arn!("arn:aws:secretsmanager:cn-north-1:123456789012:secret:db-AbCdEf");
}
