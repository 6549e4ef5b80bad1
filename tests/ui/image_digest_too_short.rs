use ecs_dsl::image;

fn main() {
    let _ = image!("nginx@sha256:0123456789abcdef");
}
