//! What a stack owns is found again when it left the code, wherever it lives.

use ecs_dsl::aws::{RoleRequest, Service as AwsService};
use ecs_dsl::plan::Action;
use ecs_dsl::prelude::*;
use ecs_dsl::simulator::{Fault, FaultAction};

use crate::rig::{Goal, Rig, manifest, run};

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
        let rig = Rig::start().await;
        let role = TaskRole::new("shop-web").path("/apps/").description("what the site may do");
        rig.converge(&manifest(&with_role(Some(&role))), Goal::Deploy, "the creation").await;
        let without = manifest(&with_role(None));
        let plan = rig.plan(&without, Goal::Deploy).await;
        assert_eq!(plan.resource("role/shop-web").map(|role| role.action), Some(Action::Delete));
        rig.converge(&without, Goal::Deploy, "the role left the code").await;
        assert!(!rig.inventory().iter().any(|arn| arn.ends_with(":role/apps/shop-web")));
        rig.converge(&without, Goal::Destroy, "the end").await;
    });
}

#[test]
fn an_adopted_role_is_found_at_the_path_that_it_always_had() {
    run(async {
        let mut rig = Rig::start().await;
        let role = TaskRole::new("legacy").path("/");
        let with = manifest(&with_role(Some(&role)));
        let trust = with.resources["role/legacy"].request["AssumeRolePolicyDocument"].as_str();
        let request = RoleRequest {
            name: "legacy".to_owned(),
            trust_policy: serde_json::from_str(trust.expect("a policy")).expect("JSON"),
            ..RoleRequest::default()
        };
        rig.aws.iam.create_role(&request).await.expect("allowed");
        rig.adopt(true);
        let plan = rig.plan(&with, Goal::Deploy).await;
        assert_eq!(plan.resource("role/legacy").map(|role| role.action), Some(Action::Adopt));
        assert!(rig.go(&with, Goal::Deploy).await.is_success());
        rig.adopt(false);
        rig.converge(&with, Goal::Deploy, "the adoption").await;
        rig.converge(&manifest(&with_role(None)), Goal::Deploy, "the role left the code").await;
        assert!(!rig.inventory().iter().any(|arn| arn.ends_with(":role/legacy")));
    });
}

#[test]
fn who_may_not_list_the_account_s_roles_is_told_what_was_not_looked_for() {
    run(async {
        let rig = Rig::start().await;
        let role = TaskRole::new("shop-web").path("/apps/");
        let with = manifest(&with_role(Some(&role)));
        let denied = FaultAction::Refuse { code: "AccessDenied".to_owned(), message: "no".to_owned() };
        let denied = Fault::new(denied).service(AwsService::Iam).operation("GetAccountAuthorizationDetails");
        rig.simulator.add_fault(denied);
        rig.converge(&with, Goal::Deploy, "the creation").await;
        let without = manifest(&with_role(None));
        let plan = rig.plan(&without, Goal::Deploy).await;
        assert!(plan.resource("role/shop-web").is_none());
        assert!(plan.notes[0].contains("iam:GetAccountAuthorizationDetails"), "{:?}", plan.notes);
    });
}
