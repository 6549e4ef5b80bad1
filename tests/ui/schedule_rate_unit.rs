use ecs_dsl::schedule;

fn main() {
    let _ = schedule!("rate(1 minutes)");
    let _ = schedule!("rate(30 seconds)");
}
