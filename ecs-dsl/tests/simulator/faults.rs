//! What goes wrong between us and AWS.

use std::sync::Arc;
use std::time::Duration;

use ecs_dsl::aws::{
    Access, Aws, Call, CallErrorKind, CallGate, EcsOperation, RateClass, RateLimits, RoleRequest, Service,
    Stop, StopSwitch,
};
use ecs_dsl::simulator::{
    Clock, EffectDone, Fault, FaultAction, Nth, Refusal, Settings, Simulator, Timings, Validator, World,
};
use serde_json::{Value, json};

use crate::{deployed, ecs, run, service, started, try_ecs, web};

#[test]
fn throttling_is_retried_by_the_sdk() {
    run(async {
        let (simulator, aws) = started(Settings::default()).await;
        simulator.add_fault(Fault::new(FaultAction::Throttle).nth(Nth::First(3)));
        ecs(&aws, EcsOperation::RegisterTaskDefinition, web("web:1")).await;
        assert_eq!(simulator.calls().len(), 4);

        simulator.add_fault(Fault::new(FaultAction::Throttle).service(Service::Iam));
        let error = aws.iam.list_roles("/").await.expect_err("throttled for ever");
        assert_eq!((error.kind(), error.code()), (&CallErrorKind::Throttled, Some("Throttling")));
        assert!(error.patience().is_some() && !error.may_have_had_effect());
    });
}

#[test]
fn a_fault_inside_aws_is_retried_only_where_that_is_harmless() {
    run(async {
        for status in [500, 503] {
            let (simulator, aws) = started(Settings::default()).await;
            let fault = FaultAction::ServerError { status, done: EffectDone::Yes };
            simulator.add_fault(Fault::new(fault).nth(Nth::Only(1)));
            ecs(&aws, EcsOperation::CreateCluster, json!({ "clusterName": "main" })).await;
            assert_eq!(simulator.calls().len(), 2);

            simulator.clear_faults();
            let fault = FaultAction::ServerError { status, done: EffectDone::Yes };
            simulator.add_fault(Fault::new(fault).operation("RegisterTaskDefinition").nth(Nth::Only(1)));
            let error = try_ecs(&aws, EcsOperation::RegisterTaskDefinition, web("web:1")).await;
            let error = error.expect_err("not repeated, or there would be two revisions");
            assert_eq!(error.kind(), &CallErrorKind::ServerFault);
            assert!(error.may_have_had_effect());
            let list = ecs(&aws, EcsOperation::ListTaskDefinitions, json!({})).await;
            assert_eq!(list["taskDefinitionArns"].as_array().map(Vec::len), Some(1));
        }
    });
}

#[test]
fn a_cut_connection_is_told_from_a_refused_one() {
    run(async {
        for done in [EffectDone::No, EffectDone::Yes] {
            let (simulator, aws) = started(Settings::default()).await;
            let fault = Fault::new(FaultAction::Cut { done }).operation("RegisterTaskDefinition");
            simulator.add_fault(fault.nth(Nth::Only(1)));
            let error = try_ecs(&aws, EcsOperation::RegisterTaskDefinition, web("web:1")).await;
            let error = error.expect_err("the answer was lost");
            assert_eq!(error.kind(), &CallErrorKind::ConnectionCut, "{error:?}");
            let list = ecs(&aws, EcsOperation::ListTaskDefinitions, json!({})).await;
            let expected = usize::from(done == EffectDone::Yes);
            assert_eq!(list["taskDefinitionArns"].as_array().map(Vec::len), Some(expected));
        }
        let access = Access::standard().endpoint("http://127.0.0.1:9").region("us-east-1").test_credentials();
        let aws = Aws::open(access.attempts(1)).await.expect("a Region");
        let error = try_ecs(&aws, EcsOperation::ListClusters, json!({})).await.expect_err("nobody is there");
        assert_eq!(error.kind(), &CallErrorKind::Unreachable, "{error:?}");
        assert!(!error.may_have_had_effect());
    });
}

#[test]
fn a_slow_answer_times_out() {
    run(async {
        let simulator = Simulator::of(World::new(Settings::default()), Clock::scaled(1.0)).expect("a port");
        simulator.add_fault(Fault::new(FaultAction::Delay(Duration::from_secs(3600))));
        let access = simulator.access().attempts(1).attempt_timeout(Duration::from_millis(20));
        let aws = Aws::open(access).await.expect("a Region");
        let error = try_ecs(&aws, EcsOperation::ListClusters, json!({})).await.expect_err("an hour late");
        assert_eq!(error.kind(), &CallErrorKind::TimedOut);
        assert!(error.may_have_had_effect());
    });
}

#[test]
fn a_stale_read_shows_the_world_as_it_was() {
    run(async {
        let (simulator, aws) = deployed(Settings::default(), json!({})).await;
        let fault = Fault::new(FaultAction::Stale(Duration::from_secs(5))).operation("DescribeServices");
        simulator.add_fault(fault);
        service(&aws).await;
        let body = json!({ "cluster": "main", "service": "web", "desiredCount": 5 });
        ecs(&aws, EcsOperation::UpdateService, body).await;
        assert_eq!(service(&aws).await["desiredCount"], 2);
        aws.time().sleep(Duration::from_secs(6)).await;
        assert_eq!(service(&aws).await["desiredCount"], 5);
    });
}

#[test]
fn a_refusal_of_permission_names_what_to_allow() {
    run(async {
        let (simulator, aws) = started(Settings::default()).await;
        let message = "User: arn:aws:iam::1:user/ci is not authorized to perform: ecs:CreateCluster on \
                       resource: arn:aws:ecs:us-east-1:1:cluster/main";
        let code = "AccessDeniedException".to_owned();
        simulator.add_fault(Fault::new(FaultAction::Refuse { code, message: message.to_owned() }));
        let error = try_ecs(&aws, EcsOperation::CreateCluster, json!({ "clusterName": "main" })).await;
        let fix = error.expect_err("not allowed").fix().expect("there is something to do");
        assert_eq!(
            fix,
            "allow ecs:CreateCluster on arn:aws:ecs:us-east-1:1:cluster/main in a policy of \
             arn:aws:iam::1:user/ci"
        );
    });
}

#[test]
fn a_new_role_is_not_known_to_ecs_for_a_while() {
    run(async {
        let settings =
            Settings { timings: Timings { role_known: 30_000, ..Timings::default() }, ..Settings::default() };
        let (_simulator, aws) = started(settings).await;
        let request = RoleRequest {
            name: "pull".to_owned(),
            trust_policy: json!({
                "Statement": [{
                    "Effect": "Allow",
                    "Action": "sts:AssumeRole",
                    "Principal": { "Service": "ecs-tasks.amazonaws.com" },
                }],
            }),
            ..RoleRequest::default()
        };
        let role = aws.iam.create_role(&request).await.expect("a new role");
        let mut definition = web("web:1");
        definition["executionRoleArn"] = json!(role.arn);
        let register = || try_ecs(&aws, EcsOperation::RegisterTaskDefinition, definition.clone());
        let error = register().await.expect_err("too early");
        assert_eq!(error.kind(), &CallErrorKind::CannotAssumeRole { role: Some(role.arn.clone()) });
        assert_eq!(error.patience(), Some(Duration::from_secs(120)));
        aws.time().sleep(Duration::from_secs(30)).await;
        register().await.expect("it is known by now");
    });
}

#[test]
fn rates_are_kept_on_our_side_and_enforced_on_the_other() {
    run(async {
        let rates = RateLimits::none().with(RateClass::TaskDefinitionWrite, 2.0, 1.0);
        let settings = Settings { rates: rates.clone(), ..Settings::default() };
        let (simulator, aws) = started(settings).await;
        let begun = aws.time().now();
        for _ in 0..6 {
            ecs(&aws, EcsOperation::RegisterTaskDefinition, web("web:1")).await;
        }
        assert_eq!(simulator.calls().len(), 6, "nothing was throttled");
        // Of a burst a tenth is left to others who call, so one of these two is given at once.
        assert_eq!((aws.time().now() - begun).as_secs(), 5);

        let hasty = Aws::open(simulator.access().rates(RateLimits::none()).attempts(1)).await;
        let hasty = hasty.expect("a Region");
        ecs(&hasty, EcsOperation::RegisterTaskDefinition, web("web:1")).await;
        let error = try_ecs(&hasty, EcsOperation::RegisterTaskDefinition, web("web:1")).await;
        assert_eq!(error.expect_err("too fast, and nothing is left").kind(), &CallErrorKind::Throttled);
    });
}

#[derive(Debug)]
struct NoLatest;

impl Validator for NoLatest {
    fn validate(&self, _: &World, _: Service, operation: &str, request: &Value) -> Result<(), Refusal> {
        if operation == "RegisterTaskDefinition" && request.to_string().contains(":latest") {
            return Err(Refusal::new("ClientException", "pin the image"));
        }
        Ok(())
    }
}

#[test]
fn a_validator_refuses_before_anything_is_done() {
    run(async {
        let (simulator, aws) = started(Settings::default()).await;
        simulator.with_world(|world| world.set_validator(Arc::new(NoLatest)));
        let error = try_ecs(&aws, EcsOperation::RegisterTaskDefinition, web("web:latest")).await;
        assert_eq!(error.expect_err("refused").message(), "pin the image");
        let made = ecs(&aws, EcsOperation::RegisterTaskDefinition, web("web:1")).await;
        assert_eq!(made["taskDefinition"]["revision"], 1);
    });
}

#[derive(Debug)]
struct DiesAfter(u64);

impl CallGate for DiesAfter {
    fn after(
        &self,
        call: &Call<'_>,
        _: Result<(), &ecs_dsl::aws::CallError>,
        _: Duration,
    ) -> Result<(), Stop> {
        if call.number == self.0 { Err(Stop) } else { Ok(()) }
    }
}

#[test]
fn gates_stop_calls_before_and_after_their_effect() {
    run(async {
        let simulator = Simulator::start(Settings::default()).expect("a free port");
        let switch = Arc::new(StopSwitch::new());
        let access = simulator.access().gate(switch.clone()).gate(Arc::new(DiesAfter(1)));
        let aws = Aws::open(access).await.expect("a Region");
        let create = |name: &str| try_ecs(&aws, EcsOperation::CreateCluster, json!({ "clusterName": name }));
        let lost = create("one").await.expect_err("its answer is lost");
        assert_eq!(lost.kind(), &CallErrorKind::Stopped { had_effect: true });
        create("two").await.expect("only the first answer was lost");
        switch.stop();
        let kept = create("three").await.expect_err("no new changes");
        assert_eq!(kept.kind(), &CallErrorKind::Stopped { had_effect: false });
        let list = ecs(&aws, EcsOperation::ListClusters, json!({})).await;
        assert_eq!(list["clusterArns"].as_array().map(Vec::len), Some(2));
    });
}
