//! Where `check` points when a declaration is wrong: at the key that says it.

use ecs_dsl::diagnostic::Place;
use ecs_dsl::prelude::*;
use ecs_dsl::{App, Env, assembly};

#[derive(TaskDef)]
#[task_def(
    args(role: &TaskRole),
    family = "web",
    fargate(cpu = "1 vCPU", memory = "4 GB"),
    task_role = role,
)]
struct Web {
    #[container(image = "public.ecr.aws/nginx/nginx:1.29")]
    web: Container,
}

/// The line and column of the key `task_role` above.
const TASK_ROLE: (u32, u32) = (12, 5);

#[test]
fn a_rule_points_at_the_key() {
    let web = Web::task_def(&TaskRole::new("in-no-stack"));
    let stack = Stack::new("shop", &Env::new()).region("eu-west-1").add(&web);
    let (_, diagnostics) = assembly::assemble(&App::new().stack(stack));
    let [diagnostic] = diagnostics.as_slice() else { panic!("{diagnostics:?}") };
    assert_eq!(diagnostic.code.id, "STK0102");
    let Place::Code(place) = &diagnostic.place else { panic!("{diagnostic:?}") };
    assert_eq!((place.line(), place.column()), TASK_ROLE);
}
