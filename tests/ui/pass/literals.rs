//! Literals are constants where their types allow it, and work through the prelude.

use std::time::Duration;

use ecs_dsl::prelude::*;

const SIZE: FargateSize = fargate!(1 vCPU, 4 GB);
const GRACE: Seconds = seconds!(1m30s);
const PAUSE: Duration = duration!(250ms);
const FAMILY: &str = name!(family, "shop-web");
static ROLE: Arn = arn!("arn:aws:iam::123456789012:role/web");
static IMAGE: Image = image!("123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop/web:1.4");
static READ: [IamAction; 2] = actions!["s3:GetObject", "s3:List*"];

fn main() {
    let task = TaskDef::fargate(FAMILY, SIZE);
    let web = task.container("web", &IMAGE);
    let _ = (GRACE, PAUSE, web, Statement::allow(READ.clone()).on(&String::from(&ROLE)));
    let _ = schedule!(r"rate(5 minutes)");
}
