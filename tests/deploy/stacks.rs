//! Several stacks in one run: at the same time where they may, one after the other where they must.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use ecs_dsl::App;
use ecs_dsl::apply::Event;
use ecs_dsl::aws::{Call, CallError, CallGate, Stop};
use ecs_dsl::prelude::*;
use ecs_dsl::simulator::{Fault, FaultAction, Settings, Simulator};

use crate::stage::{Goal, attempt, go, go_as, nothing_to_do, ready, run};

/// A stack with a cluster of its own, and a service in it.
fn on_its_own(name: &str) -> Stack {
    let cluster = Cluster::new(name);
    let service = service(name, &cluster);
    Stack::new(name, &Env::new()).region("us-east-1").add(&cluster).add((&service.0, &service.1))
}

fn service(name: &str, cluster: &Cluster) -> (TaskDef<Fargate>, Service<Fargate>) {
    let task = TaskDef::fargate(name, FargateSize::new(CpuUnits::new(256), Mib::new(512)));
    let _ = task.container("it", "111122223333.dkr.ecr.us-east-1.amazonaws.com/it:1").user("1000");
    let network = Network::private(["subnet-0a11aa22bb33cc44d"], ["sg-0c11aa22bb33cc44d"]);
    let service = Service::fargate(name, cluster, &task, network).desired_count(1);
    (task, service)
}

/// A stack with a cluster, one with a service in it, and one that has nothing to do with either.
fn base_and_others() -> App {
    let cluster = Cluster::new("base");
    let stack = |name: &str| Stack::new(name, &Env::new()).region("us-east-1");
    let web = service("web", &cluster);
    App::new()
        .stack(stack("web").add((&web.0, &web.1)))
        .stack(stack("base").add(&cluster))
        .stack(on_its_own("blog"))
}

fn simulator() -> Simulator {
    Simulator::start(Settings::default()).expect("a free port")
}

#[test]
fn stacks_that_do_not_need_each_other_take_no_longer_than_one() {
    run(async {
        let took = async |names: &[&str]| {
            let app = names.iter().fold(App::new(), |app, name| app.stack(on_its_own(name)));
            let (simulator, program) = (simulator(), ready(&app));
            let came = go(&simulator, &program, Goal::Deploy).await;
            assert!(came.is_success(), "{came:#?}");
            nothing_to_do(&simulator, &program, Goal::Deploy, "a deploy of several stacks").await;
            let gone = go(&simulator, &program, Goal::Destroy).await;
            assert!(gone.is_success(), "{gone:#?}");
            (came.ran().took, gone.ran().took)
        };
        // By the simulated clock: rollouts and drains are minutes.
        let (one, three) = (took(&["a"]).await, took(&["a", "b", "c"]).await);
        assert!(one.0 > Duration::from_secs(20) && one.1 > Duration::from_secs(5), "{one:?}");
        assert!(three.0 < one.0 * 3 / 2 && three.1 < one.1 * 3 / 2, "one: {one:?}, three: {three:?}");
    });
}

#[test]
fn a_stack_comes_after_those_it_needs_and_goes_before_them() {
    run(async {
        let (simulator, program) = (simulator(), ready(&base_and_others()));
        let places = |events: &[Event]| {
            let place = |begun: bool, address: &str| {
                let found = events.iter().position(|event| match event {
                    Event::Begun { address: one, .. } => begun && one == address,
                    Event::Done { address: one, .. } => !begun && one == address,
                    _ => false,
                });
                found.unwrap_or_else(|| panic!("{address}: {events:#?}"))
            };
            let of = |address: &str| (place(true, address), place(false, address));
            (of("cluster/base"), of("service/web"))
        };
        let came = go(&simulator, &program, Goal::Deploy).await;
        assert!(came.is_success(), "{came:#?}");
        let (base, web) = places(&came.ran().events);
        assert!(base.1 < web.0, "the cluster is there before the service is begun");
        let gone = go(&simulator, &program, Goal::Destroy).await;
        assert!(gone.is_success(), "{gone:#?}");
        let (base, web) = places(&gone.ran().events);
        assert!(web.1 < base.0, "the service is gone before the cluster goes");
    });
}

#[test]
fn a_failure_holds_up_those_alone_that_need_the_stack() {
    run(async {
        let (simulator, program) = (simulator(), ready(&base_and_others()));
        let message = "not allowed".to_owned();
        let refusal = FaultAction::Refuse { code: "AccessDeniedException".to_owned(), message };
        simulator.add_fault(Fault::new(refusal).operation("CreateCluster").about("base"));
        let came = go(&simulator, &program, Goal::Deploy).await;
        assert!(!came.is_success(), "{came:#?}");
        let outcomes = &came.ran().outcomes;
        let of = |name: &str| &outcomes.iter().find(|(stack, _)| stack == name).expect("it is meant").1;
        assert!(of("base").as_ref().is_some_and(|outcome| !outcome.is_success()), "{outcomes:#?}");
        assert!(of("web").is_none(), "{outcomes:#?}");
        assert!(of("blog").as_ref().is_some_and(|outcome| outcome.is_success()), "{outcomes:#?}");
        simulator.clear_faults();
        assert!(
            go(&simulator, &program, Goal::Deploy).await.is_success(),
            "the rest is done by the next run"
        );
    });
}

/// Counts how many log groups are being made.
#[derive(Debug, Default)]
struct AtOnce {
    now: AtomicUsize,
    most: AtomicUsize,
}

impl CallGate for AtOnce {
    fn before(&self, call: &Call<'_>) -> Result<(), Stop> {
        if call.operation == "CreateLogGroup" {
            let now = self.now.fetch_add(1, Ordering::SeqCst) + 1;
            self.most.fetch_max(now, Ordering::SeqCst);
        }
        Ok(())
    }

    fn after(&self, call: &Call<'_>, _: Result<(), &CallError>, _: Duration) -> Result<(), Stop> {
        if call.operation == "CreateLogGroup" {
            self.now.fetch_sub(1, Ordering::SeqCst);
        }
        Ok(())
    }
}

#[test]
fn several_stacks_change_no_more_at_a_time_than_one() {
    run(async {
        let stack = |name: &str| {
            let groups: Vec<LogGroup> = (0..8).map(|each| LogGroup::new(format!("/{name}/{each}"))).collect();
            Stack::new(name, &Env::new()).region("us-east-1").add(groups.as_slice())
        };
        let app = ["a", "b", "c"].iter().fold(App::new(), |app, name| app.stack(stack(name)));
        let simulator = simulator();
        simulator
            .add_fault(Fault::new(FaultAction::Delay(Duration::from_secs(30))).operation("CreateLogGroup"));
        let gate = Arc::new(AtOnce::default());
        let came = go_as(attempt(&simulator).gate(gate.clone()), &ready(&app), Goal::Deploy).await;
        assert!(came.is_success(), "{came:#?}");
        assert_eq!(
            gate.most.load(Ordering::SeqCst),
            10,
            "more than one stack has, and no more than one may have"
        );
    });
}
