use ecs_dsl::name;

fn main() {
    let _ = name!(family, "shop web");
    let _ = name!(port, "HTTP");
    let _ = name!(capacity_provider, "ecs-spot");
}
