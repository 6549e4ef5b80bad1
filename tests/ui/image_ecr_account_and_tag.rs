use ecs_dsl::image;

fn main() {
    let _ = image!("12345678901.dkr.ecr.eu-west-1.amazonaws.com/shop/web:");
}
