use ecs_dsl::iam_action;

fn main() {
    let _ = iam_action!("s3:GetObjct");
    let _ = iam_action!("dynamdb:GetItem");
    let _ = iam_action!("GetObject");
    let _ = iam_action!("s3:Gett*");
}
