//! Revisions of task definitions: which go and which stay, and images that others deploy.

use ecs_dsl::aws::EcsOperation;
use ecs_dsl::plan::Action;
use ecs_dsl::prelude::*;
use ecs_dsl::simulator::{TaskFate, TaskFault};
use serde_json::json;

use crate::rig::{Goal, Rig, manifest, run};

const TASK: &str = "task-definition/shop-web";
const SERVICE: &str = "service/shop-web";

/// A service whose container has this much to say, and what else is to be said of the task.
fn program(
    level: u32,
    task: fn(TaskDef<Fargate>) -> TaskDef<Fargate>,
    container: fn(Container<Fargate>) -> Container<Fargate>,
) -> App {
    let cluster = Cluster::new("shop").container_insights(ContainerInsights::Enabled);
    let web = task(TaskDef::fargate("shop-web", FargateSize::new(CpuUnits::new(256), Mib::new(512))));
    let _ = container(web.container("web", "public.ecr.aws/shop/web:1").env("LEVEL", level).user("1000"));
    let network = Network::private(["subnet-0a11aa22bb33cc44d"], ["sg-0c11aa22bb33cc44d"]);
    let service = Service::fargate("shop-web", &cluster, &web, network)
        .deployment(Deployment::rolling().circuit_breaker(CircuitBreaker::rollback()));
    App::new().stack(Stack::new("shop", &Env::new()).region("us-east-1").add((&cluster, &web, &service)))
}

/// The numbers of a family's revisions that can still be used.
async fn active(rig: &Rig, family: &str) -> Vec<u64> {
    let body = json!({ "familyPrefix": family, "status": "ACTIVE" });
    let answer = rig.ecs(EcsOperation::ListTaskDefinitions, body).await;
    let arns = answer["taskDefinitionArns"].as_array().expect("a list").iter();
    arns.map(|arn| arn.as_str().and_then(|arn| arn.rsplit_once(':')?.1.parse().ok()).expect("a revision"))
        .collect()
}

#[test]
fn destroy_takes_every_revision_that_the_stack_registered_and_no_other() {
    run(async {
        let rig = Rig::start().await;
        for level in 1..=3 {
            let wanted = manifest(&program(level, |task| task, |web| web));
            rig.converge(&wanted, Goal::Deploy, "a new level").await;
        }
        // Somebody else registers in the same family.
        let foreign = json!({ "family": "shop-web", "containerDefinitions": [{ "name": "a", "image": "a", "memory": 64 }] });
        rig.ecs(EcsOperation::RegisterTaskDefinition, foreign).await;
        assert_eq!(active(&rig, "shop-web").await, [1, 2, 3, 4]);
        let wanted = manifest(&program(3, |task| task, |web| web));
        rig.converge(&wanted, Goal::Destroy, "the end").await;
        assert_eq!(active(&rig, "shop-web").await, [4]);
    });
}

#[test]
fn all_revisions_stay_unless_the_code_says_how_many() {
    run(async {
        let rig = Rig::start().await;
        for level in 1..=4 {
            let wanted = manifest(&program(level, |task| task, |web| web));
            rig.converge(&wanted, Goal::Deploy, "a new level").await;
        }
        assert_eq!(active(&rig, "shop-web").await, [1, 2, 3, 4]);
        // The number alone is a change too: what is too many goes without a new revision.
        let keeps = manifest(&program(4, |task| task.keep_revisions(2), |web| web));
        let plan = rig.plan(&keeps, Goal::Deploy).await;
        let changes: Vec<_> = plan.changes().map(|one| (one.address.as_str(), one.action)).collect();
        assert_eq!(changes, [("task-definition/shop-web:1", Action::Delete)]);
        assert!(plan.marks().is_empty(), "{:?}", plan.marks());
        rig.converge(&keeps, Goal::Deploy, "fewer revisions").await;
        assert_eq!(active(&rig, "shop-web").await, [2, 3, 4]);
        for level in 5..=6 {
            let wanted = manifest(&program(level, |task| task.keep_revisions(2), |web| web));
            let plan = rig.plan(&wanted, Goal::Deploy).await;
            let gone =
                plan.resources.iter().find(|one| one.action == Action::Delete).expect("one is too many");
            assert!(gone.after.contains(SERVICE), "{gone:#?}");
            rig.converge(&wanted, Goal::Deploy, "a new level").await;
        }
        assert_eq!(active(&rig, "shop-web").await, [4, 5, 6]);
    });
}

#[test]
fn with_none_to_be_kept_the_old_revision_goes_when_the_service_has_moved() {
    run(async {
        let rig = Rig::start().await;
        for level in 1..=3 {
            let wanted = manifest(&program(level, |task| task.keep_revisions(0), |web| web));
            let plan = rig.plan(&wanted, Goal::Deploy).await;
            for gone in plan.resources.iter().filter(|one| one.action == Action::Delete) {
                assert!(gone.after.contains(SERVICE), "{gone:#?}");
            }
            rig.converge(&wanted, Goal::Deploy, "a new level").await;
        }
        assert_eq!(active(&rig, "shop-web").await, [3]);
    });
}

#[test]
fn a_revision_that_the_service_fell_back_to_stays() {
    run(async {
        let rig = Rig::start().await;
        let good = manifest(&program(1, |task| task.keep_revisions(0), |web| web));
        rig.converge(&good, Goal::Deploy, "the first").await;
        rig.simulator.add_task_fault(TaskFault::of_revision("shop-web", 2, TaskFate::exits(1)));
        let bad = manifest(&program(2, |task| task.keep_revisions(0), |web| web));
        let outcome = rig.go(&bad, Goal::Deploy).await;
        assert!(!outcome.is_success());
        assert_eq!(active(&rig, "shop-web").await, [1, 2]);
    });
}

/// What a pipeline does: registers the revision that runs with another image, and moves the service to
/// it. Tags come along or not.
async fn release(rig: &Rig, image: &str, tags: bool) {
    let service = json!({ "cluster": "shop", "services": ["shop-web"] });
    let service = rig.ecs(EcsOperation::DescribeServices, service).await["services"][0].take();
    let body = json!({ "taskDefinition": service["taskDefinition"], "include": ["TAGS"] });
    let answer = rig.ecs(EcsOperation::DescribeTaskDefinition, body).await;
    let mut registration = answer["taskDefinition"].clone();
    let members = registration.as_object_mut().expect("an object");
    for told in [
        "taskDefinitionArn",
        "revision",
        "status",
        "requiresAttributes",
        "compatibilities",
        "registeredAt",
        "registeredBy",
    ] {
        members.remove(told);
    }
    if tags {
        members.insert("tags".to_owned(), answer["tags"].clone());
    }
    registration["containerDefinitions"][0]["image"] = json!(image);
    let made = rig.ecs(EcsOperation::RegisterTaskDefinition, registration).await;
    let to = &made["taskDefinition"]["taskDefinitionArn"];
    let body = json!({ "cluster": "shop", "service": "shop-web", "taskDefinition": to });
    rig.ecs(EcsOperation::UpdateService, body).await;
    rig.wait(600).await;
}

/// The image that the service runs, and at which revision.
async fn running(rig: &Rig) -> (String, u64) {
    let service = json!({ "cluster": "shop", "services": ["shop-web"] });
    let service = rig.ecs(EcsOperation::DescribeServices, service).await["services"][0].take();
    let body = json!({ "taskDefinition": service["taskDefinition"] });
    let answer = rig.ecs(EcsOperation::DescribeTaskDefinition, body).await;
    let definition = &answer["taskDefinition"];
    let image = definition["containerDefinitions"][0]["image"].as_str().expect("an image");
    (image.to_owned(), definition["revision"].as_u64().expect("a number"))
}

#[test]
fn an_image_that_others_deploy_is_left_alone() {
    run(async {
        for tags in [false, true] {
            let rig = Rig::start().await;
            let wanted = |level| manifest(&program(level, |task| task, |web| web.unmanaged_image()));
            rig.converge(&wanted(1), Goal::Deploy, "the creation").await;
            assert_eq!(running(&rig).await, ("public.ecr.aws/shop/web:1".to_owned(), 1));

            release(&rig, "public.ecr.aws/shop/web:2", tags).await;
            let plan = rig.plan(&wanted(1), Goal::Deploy).await;
            assert!(plan.is_empty(), "tags {tags}: {:#?}", plan.changes().collect::<Vec<_>>());
            rig.converge(&wanted(1), Goal::Deploy, "a release").await;
            assert_eq!(running(&rig).await, ("public.ecr.aws/shop/web:2".to_owned(), 2));

            // Another member makes a revision, with the image that runs.
            let plan = rig.plan(&wanted(2), Goal::Deploy).await;
            let members: Vec<_> =
                plan.changes().flat_map(|one| &one.members).map(|one| one.member.as_str()).collect();
            assert_eq!(members, ["containerDefinitions[web].environment[LEVEL]", "taskDefinition"]);
            rig.converge(&wanted(2), Goal::Deploy, "another member").await;
            assert_eq!(running(&rig).await, ("public.ecr.aws/shop/web:2".to_owned(), 3));

            // Going back is a release like any other: the service runs an older revision.
            let back = json!({ "cluster": "shop", "service": "shop-web", "taskDefinition": "shop-web:2" });
            rig.ecs(EcsOperation::UpdateService, back).await;
            let plan = rig.plan(&wanted(1), Goal::Deploy).await;
            let changes: Vec<_> = plan.changes().collect();
            assert!(changes.is_empty(), "tags {tags}: {changes:#?}");
        }
    });
}

#[test]
fn a_family_of_others_is_not_taken_for_the_stack_s_because_its_image_is_left_open() {
    run(async {
        let rig = Rig::start().await;
        let foreign = json!({ "family": "shop-web", "containerDefinitions": [{ "name": "a", "image": "a", "memory": 64 }] });
        rig.ecs(EcsOperation::RegisterTaskDefinition, foreign).await;
        let wanted = manifest(&program(1, |task| task, |web| web.unmanaged_image()));
        let plan = rig.plan(&wanted, Goal::Deploy).await;
        assert!(plan.resource(TASK).is_some_and(|task| task.blocked.is_some()));
    });
}
