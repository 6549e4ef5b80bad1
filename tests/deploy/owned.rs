//! What a stack owns is found again when it left the code, wherever it lives.

use ecs_dsl::aws::{RoleRequest, Service as AwsService};
use ecs_dsl::plan::Action;
use ecs_dsl::prelude::*;
use ecs_dsl::simulator::{Fault, FaultAction, Settings};

use crate::rig::{Goal, attempt, connect, converge, inventory, planned, ready, run, start, world_of_others};

fn with_role(role: Option<&TaskRole>) -> App {
    let cluster = Cluster::new("shop").container_insights(ContainerInsights::Enabled);
    let task = TaskDef::fargate("shop-web", FargateSize::new(CpuUnits::new(256), Mib::new(512)));
    let task = match role {
        Some(role) => task.task_role(role),
        None => task,
    };
    let _ = task.container("web", "public.ecr.aws/nginx/nginx:1.29").user("1000");
    App::new().stack(Stack::new("shop", &Env::new()).region("us-east-1").add((&cluster, &task)).add(role))
}

#[test]
fn a_role_at_a_path_of_its_own_is_deleted_when_it_left_the_code() {
    run(async {
        let simulator = start(&world_of_others(Settings::default()).await);
        let role = TaskRole::new("shop-web").path("/apps/").description("what the site may do");
        converge(&simulator, &ready(&with_role(Some(&role))), Goal::Deploy, "the creation").await;
        let without = ready(&with_role(None));
        let plan = planned(&simulator, &without, Goal::Deploy).await;
        assert_eq!(plan.resource("role/shop-web").map(|role| role.action), Some(Action::Delete));
        converge(&simulator, &without, Goal::Deploy, "the role left the code").await;
        assert!(!inventory(&simulator).iter().any(|arn| arn.ends_with(":role/apps/shop-web")));
        converge(&simulator, &without, Goal::Destroy, "the end").await;
    });
}

#[test]
fn an_adopted_role_is_found_at_the_path_that_it_always_had() {
    run(async {
        let simulator = start(&world_of_others(Settings::default()).await);
        let aws = connect(simulator.access()).await;
        let role = TaskRole::new("legacy").path("/");
        let with = ready(&with_role(Some(&role)));
        let trust = with.manifests()[0].resources["role/legacy"].request["AssumeRolePolicyDocument"].as_str();
        let request = RoleRequest {
            name: "legacy".to_owned(),
            trust_policy: serde_json::from_str(trust.expect("a policy")).expect("JSON"),
            ..RoleRequest::default()
        };
        aws.iam.create_role(&request).await.expect("allowed");
        let adopting = || attempt(&simulator).adopt();
        let plan = adopting().plan(&with).await.expect("a quiet world").remove(0);
        assert_eq!(plan.resource("role/legacy").map(|role| role.action), Some(Action::Adopt));
        assert!(adopting().deploy(&with).await.expect("a quiet world").is_success());
        converge(&simulator, &with, Goal::Deploy, "the adoption").await;
        converge(&simulator, &ready(&with_role(None)), Goal::Deploy, "the role left the code").await;
        assert!(!inventory(&simulator).iter().any(|arn| arn.ends_with(":role/legacy")));
    });
}

#[test]
fn who_may_not_list_the_account_s_roles_is_told_what_was_not_looked_for() {
    run(async {
        let simulator = start(&world_of_others(Settings::default()).await);
        let role = TaskRole::new("shop-web").path("/apps/");
        let with = ready(&with_role(Some(&role)));
        let denied = FaultAction::Refuse { code: "AccessDenied".to_owned(), message: "no".to_owned() };
        let denied = Fault::new(denied).service(AwsService::Iam).operation("GetAccountAuthorizationDetails");
        simulator.add_fault(denied);
        converge(&simulator, &with, Goal::Deploy, "the creation").await;
        let plan = planned(&simulator, &ready(&with_role(None)), Goal::Deploy).await;
        assert!(plan.resource("role/shop-web").is_none());
        assert!(plan.notes[0].contains("iam:GetAccountAuthorizationDetails"), "{:?}", plan.notes);
    });
}
