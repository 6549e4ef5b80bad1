use ecs_dsl::arn;

fn main() {
    let _ = arn!("arn:aws:ecs:eu-west:12345678901:cluster/shop");
}
