use ecs_dsl::duration;

fn main() {
    let _ = duration!(30m1h);
}
