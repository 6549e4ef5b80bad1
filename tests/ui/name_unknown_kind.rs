use ecs_dsl::name;

fn main() {
    let _ = name!(familly, "web");
    let _ = name!("web");
}
