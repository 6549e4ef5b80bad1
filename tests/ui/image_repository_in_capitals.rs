use ecs_dsl::image;

fn main() {
    let _ = image!("ghcr.io/Team/WebApp:1.4");
}
