use ecs_dsl::contract::Secret;

fn main() {
    let password = Secret::new("hunter2".to_owned());
    println!("{password}");
}
