//! Putting a service back to an older revision: after a deployment, and in the middle of one.

use std::sync::Arc;
use std::time::Duration;

use ecs_dsl::App;
use ecs_dsl::apply::{Failure, Options, Setting, Silent};
use ecs_dsl::aws::{CallGate, EcsOperation, StopSwitch};
use ecs_dsl::operate::rollback::Prepared;
use ecs_dsl::prelude::*;
use ecs_dsl::simulator::{Settings, Simulator, TaskFate, TaskFault};
use serde_json::{Value, json};

use crate::rig::{Goal, connect, converge, go, go_with, manifest, run};

pub(crate) fn program(version: u32) -> App {
    let cluster = Cluster::new("shop");
    let logs = LogGroup::new("/shop");
    let role = TaskRole::new("shop-web").allow_on(["s3:GetObject"], ["arn:aws:s3:::shop/*"]);
    let task = TaskDef::fargate("shop-web", FargateSize::new(CpuUnits::new(256), Mib::new(512)))
        .task_role(&role)
        .logs(Logs::cloudwatch(&logs));
    let image = format!("111122223333.dkr.ecr.us-east-1.amazonaws.com/web:{version}");
    let _ = task.container("web", image).user("1000").env("DATABASE_PASSWORD", format!("secret-{version}"));
    let network = Network::private(["subnet-0a11aa22bb33cc44d"], ["sg-0c11aa22bb33cc44d"]);
    let service = Service::fargate("shop-web", &cluster, &task, network)
        .desired_count(2)
        .deployment(Deployment::rolling().circuit_breaker(CircuitBreaker::rollback()));
    let stack = Stack::new("shop", &Env::new()).region("us-east-1");
    App::new().stack(stack.add((&cluster, &logs, &role)).add((&task, &service)))
}

pub(crate) async fn deployed(versions: u32) -> Simulator {
    let simulator = Simulator::start(Settings::default()).expect("a free port");
    for version in 1..=versions {
        let wanted = manifest(&program(version));
        assert!(go(simulator.access(), &wanted, Goal::Deploy, Arc::default()).await.is_success());
    }
    simulator
}

async fn prepared(simulator: &Simulator, to: Option<&str>) -> Result<Option<Prepared>, Failure> {
    prepared_with(simulator, &program(9), to, Options::default()).await
}

pub(crate) async fn prepared_with(
    simulator: &Simulator,
    app: &App,
    to: Option<&str>,
    options: Options,
) -> Result<Option<Prepared>, Failure> {
    let stop = Arc::new(StopSwitch::new());
    let gate: Arc<dyn CallGate> = stop.clone();
    let (aws, account) = connect(simulator.access().gate(gate)).await;
    let setting = Setting {
        aws,
        account,
        manifest: manifest(app),
        plan_options: Default::default(),
        stop,
        listener: Arc::new(Silent),
    };
    Prepared::new(setting, options, "service/shop-web", to).await
}

pub(crate) async fn runs(simulator: &Simulator) -> String {
    let (aws, _) = connect(simulator.access()).await;
    let body = json!({ "cluster": "shop", "services": ["shop-web"] });
    let answer = aws.ecs.call(EcsOperation::DescribeServices, &body).await.expect("it is there");
    let service = &answer["services"][0];
    assert_eq!(service["deployments"][0]["rolloutState"], "COMPLETED", "{service:#}");
    let arn = service["deployments"][0]["taskDefinition"].as_str().expect("an ARN").to_owned();
    arn.rsplit('/').next().expect("a name").to_owned()
}

#[test]
fn the_revision_before_is_put_back_and_the_code_still_wants_the_newer_one() {
    run(async {
        let simulator = deployed(3).await;
        let back = prepared(&simulator, None).await.expect("allowed").expect("there is one before");
        assert_eq!((back.from(), back.to()), ("shop-web:3", "shop-web:2"));
        let plan = back.plan();
        let members: Vec<(&str, bool)> =
            plan.resources[0].members.iter().map(|change| (change.member.as_str(), change.hidden)).collect();
        assert_eq!(
            members,
            [
                ("taskDefinition", false),
                ("taskDefinition.containerDefinitions[web].environment[DATABASE_PASSWORD]", true),
                ("taskDefinition.containerDefinitions[web].image", false),
            ]
        );
        back.apply().await.expect("it runs as it did");
        assert_eq!(runs(&simulator).await, "shop-web:2");

        // Back is never forth: the next one is older still, and then there is none.
        let further = prepared(&simulator, None).await.expect("allowed").expect("there is one before");
        assert_eq!(further.to(), "shop-web:1");
        further.apply().await.expect("it runs as it did");
        let none = prepared(&simulator, None).await.expect_err("there is no older one");
        assert!(none.to_string().contains("ran no revision before shop-web:1\n  fix: name one"), "{none}");

        // The next deploy goes the way again.
        converge(&simulator, &manifest(&program(3)), Goal::Deploy, "a rollback").await;
        assert_eq!(runs(&simulator).await, "shop-web:3");
    });
}

#[test]
fn a_revision_may_be_named() {
    run(async {
        let simulator = deployed(3).await;
        for (to, expected) in [("1", "shop-web:1"), ("shop-web:2", "shop-web:2")] {
            let back = prepared(&simulator, Some(to)).await.expect("allowed").expect("it is another");
            assert_eq!(back.to(), expected);
        }
        assert!(prepared(&simulator, Some("3")).await.expect("allowed").is_none(), "it runs already");
        let unknown = prepared(&simulator, Some("8")).await.expect_err("there is none").to_string();
        assert!(unknown.contains("no ACTIVE revision `shop-web:8`"), "{unknown}");
        assert!(unknown.contains("fix: the newest ACTIVE ones of shop-web are 3, 2, 1"), "{unknown}");
        let no_revision = prepared(&simulator, Some("latest")).await.expect_err("no number").to_string();
        assert!(no_revision.contains("`latest` is no revision"), "{no_revision}");
    });
}

#[test]
fn a_deployment_under_way_is_stopped_and_undone_by_ecs() {
    run(async {
        let simulator = deployed(1).await;
        let second = manifest(&program(2));
        let unwatched = Options { wait: false, ..Options::default() };
        let came = go_with(simulator.access(), &second, Goal::Deploy, Arc::default(), unwatched).await;
        assert!(came.is_success(), "{came:#?}");
        simulator.forget_calls();
        let back = prepared(&simulator, None).await.expect("allowed").expect("one is under way");
        assert_eq!((back.from(), back.to()), ("shop-web:2", "shop-web:1"));
        assert!(back.how().contains("is stopped"), "{}", back.how());
        back.apply().await.expect("ECS puts it back");
        assert_eq!(runs(&simulator).await, "shop-web:1");
        let calls: Vec<String> = simulator.calls().into_iter().map(|call| call.operation).collect();
        assert!(calls.contains(&"StopServiceDeployment".to_owned()), "{calls:?}");
        assert!(!calls.contains(&"UpdateService".to_owned()), "{calls:?}");
        converge(&simulator, &second, Goal::Deploy, "a rollback under way").await;
    });
}

#[test]
fn a_first_deployment_has_nothing_to_go_back_to() {
    run(async {
        let simulator = Simulator::start(Settings::default()).expect("a free port");
        let unwatched = Options { wait: false, ..Options::default() };
        go_with(simulator.access(), &manifest(&program(1)), Goal::Deploy, Arc::default(), unwatched).await;
        let none = prepared(&simulator, None).await.expect_err("it is the first").to_string();
        assert!(none.contains("is the service's first: there is nothing to go back to\n  fix: "), "{none}");
    });
}

#[test]
fn what_dies_when_it_is_put_back_is_a_failure_with_its_reasons() {
    run(async {
        let simulator = deployed(2).await;
        simulator.add_task_fault(TaskFault::of_revision("shop-web", 1, TaskFate::CannotPull));
        let back = prepared(&simulator, None).await.expect("allowed").expect("there is one before");
        let failure = back.apply().await.expect_err("its image is gone").to_string();
        assert!(failure.contains("the registry has no such image or tag"), "{failure}");
        assert_eq!(runs_after(&simulator).await, "shop-web:2", "the circuit breaker keeps what ran");
    });
}

async fn runs_after(simulator: &Simulator) -> String {
    let (aws, _) = connect(simulator.access()).await;
    aws.time().sleep(Duration::from_secs(600)).await;
    runs(simulator).await
}

#[test]
fn an_older_revision_whose_role_or_log_group_is_gone_is_refused() {
    run(async {
        let simulator = deployed(2).await;
        let (aws, _) = connect(simulator.access()).await;
        for policy in aws.iam.list_role_policies("shop-web").await.expect("allowed") {
            aws.iam.delete_role_policy("shop-web", &policy).await.expect("allowed");
        }
        aws.iam.delete_role("shop-web").await.expect("allowed");
        aws.logs.delete_log_group("/shop").await.expect("allowed");
        let told = prepared(&simulator, None).await.expect_err("it could not start").to_string();
        assert!(
            told.contains("shop-web:1 needs what is gone: the role shop-web, the log group /shop"),
            "{told}"
        );
    });
}

#[test]
fn what_is_not_the_stacks_or_not_ecss_to_deploy_is_left_alone() {
    run(async {
        let simulator = deployed(2).await;
        let (aws, _) = connect(simulator.access()).await;
        let arn = {
            let body = json!({ "cluster": "shop", "services": ["shop-web"] });
            let answer = aws.ecs.call(EcsOperation::DescribeServices, &body).await.expect("it is there");
            answer["services"][0]["serviceArn"].clone()
        };
        let tag =
            |owner: &str| json!({ "resourceArn": arn, "tags": [{ "key": "ecs-dsl:stack", "value": owner }] });
        let call = |operation, body: Value| {
            let aws = aws.clone();
            async move { aws.ecs.call(operation, &body).await.expect("allowed") }
        };
        call(EcsOperation::TagResource, tag("other")).await;
        let told = prepared(&simulator, None).await.expect_err("it is another's").to_string();
        assert!(told.contains("the service shop-web belongs to stack `other`"), "{told}");
        call(EcsOperation::UntagResource, json!({ "resourceArn": arn, "tagKeys": ["ecs-dsl:stack"] })).await;
        let told = prepared(&simulator, None).await.expect_err("it is nobody's").to_string();
        assert!(
            told.contains("belongs to no stack\n  fix: bring it under this one: `deploy shop --adopt`"),
            "{told}"
        );
    });
}
