use ecs_dsl::arn;

fn main() {
    let account = "123456789012";
    let _ = arn!(format!("arn:aws:iam::{account}:role/web"));
    let _ = arn!();
}
