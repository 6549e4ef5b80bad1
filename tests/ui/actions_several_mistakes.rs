use ecs_dsl::actions;

fn main() {
    let _ = actions!["s3:GetObject", "s3:ListObjectsV2", "ecs:RunTsk", "s3:GetObject"];
    let _ = actions![];
}
