use ecs_dsl::schedule;

fn main() {
    let _ = schedule!("cron(60 24 ? * 0 *)");
}
