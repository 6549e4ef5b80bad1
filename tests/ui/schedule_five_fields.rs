use ecs_dsl::schedule;

fn main() {
    let _ = schedule!("cron(0 3 * * *)");
}
