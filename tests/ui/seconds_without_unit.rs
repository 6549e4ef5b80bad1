use ecs_dsl::seconds;

fn main() {
    let _ = seconds!(30);
    let _ = seconds!(5min);
    let _ = seconds!(1500ms);
}
