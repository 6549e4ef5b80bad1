//! A service that still stops its tasks when the next run begins.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use ecs_dsl::assembly::Manifest;
use ecs_dsl::aws::{Call, CallError, CallGate, CallLog, Stop};
use ecs_dsl::plan::Action;
use ecs_dsl::prelude::*;
use ecs_dsl::simulator::{Settings, Simulator};

use crate::rig::{Goal, Killer, connect, converge, go, inventory, manifest, planned, run};
use crate::stack::{Version, program};

#[test]
fn what_the_tasks_of_a_draining_service_need_outlives_them() {
    run(async {
        let simulator = Simulator::start(Settings::default()).expect("a free port");
        let nothing = inventory(&simulator);
        let first = manifest(&program(Version::First));
        assert!(go(simulator.access(), &first, Goal::Deploy, Arc::default()).await.is_success());

        let calls = Arc::new(CallLog::new());
        let undisturbed = Simulator::of(simulator.with_world(|world| world.clone()), simulator.clock());
        let undisturbed = undisturbed.expect("a free port");
        assert!(
            go(undisturbed.access().gate(calls.clone()), &first, Goal::Destroy, Arc::default())
                .await
                .is_success()
        );
        let deletion = calls.calls().iter().position(|call| call.starts_with("ecs:DeleteService"));
        let at = deletion.expect("services are deleted") as u64 + 1;
        let killer = Arc::new(Killer { at, after_effect: true });
        assert!(
            !go(simulator.access().gate(killer), &first, Goal::Destroy, Arc::default()).await.is_success()
        );

        let (aws, account) = connect(simulator.access()).await;
        let (plan, live) = planned(&aws, &account, &first, Goal::Destroy).await.expect("a quiet world");
        let mut draining = live.resources.iter().filter(|(_, one)| one.status.as_deref() == Some("DRAINING"));
        let (service, _) = draining.next().expect("the tasks take their time to stop");
        assert_eq!(plan.resource(service).map(|one| one.action), Some(Action::Delete), "it is waited for");
        let name = service.strip_prefix("service/").expect("a service");
        for address in [format!("role/{name}"), format!("role/{name}-execution"), "cluster/shop".to_owned()] {
            let mut before: Vec<&str> = vec![&address];
            let mut found = false;
            // A role goes after its task definition, which goes after the service.
            while let Some(one) = before.pop() {
                found |= one == service;
                before.extend(
                    plan.resource(one).into_iter().flat_map(|one| one.after.iter().map(String::as_str)),
                );
            }
            assert!(found, "{address} does not wait for {service}: {:#?}", plan.resource(&address));
        }
        converge(&simulator, &first, Goal::Destroy, "a destroy that died while a service drained").await;
        assert_eq!(inventory(&simulator), nothing);
    });
}

/// Writes down what is taken away while tasks still run that may need it.
#[derive(Debug)]
struct Early {
    simulator: Arc<Simulator>,
    calls: Mutex<Vec<String>>,
}

impl CallGate for Early {
    fn before(&self, call: &Call<'_>) -> Result<(), Stop> {
        let call = call.to_string();
        let takes_away =
            ["iam:Delete", "logs:Delete", "ecs:Deregister"].iter().any(|one| call.starts_with(one));
        let left = || self.simulator.with_world(|world| world.leftovers());
        if takes_away && left().iter().any(|arn| arn.contains(":task/")) {
            self.calls.lock().expect("no panic").push(call);
        }
        Ok(())
    }

    fn after(&self, _: &Call<'_>, _: Result<(), &CallError>, _: Duration) -> Result<(), Stop> {
        Ok(())
    }
}

/// A task definition with a role and a log group of their own, and who runs it, if anybody still does.
fn web(logs: &str, service: bool, by_hand: bool) -> Manifest {
    let cluster = Cluster::new("shop");
    let role = TaskRole::new("shop-site").allow_on(["s3:GetObject"], ["arn:aws:s3:::shop/*"]);
    let logs = LogGroup::new(logs);
    let task = TaskDef::fargate("shop-web", FargateSize::new(CpuUnits::new(256), Mib::new(512)))
        .task_role(&role)
        .logs(Logs::cloudwatch(&logs));
    let task = if by_hand { task } else { task.retain() };
    let _ = task.container("web", "111122223333.dkr.ecr.us-east-1.amazonaws.com/web:1");
    let network = || Network::private(["subnet-0a11aa22bb33cc44d"], ["sg-0c11aa22bb33cc44d"]);
    let mut stack = Stack::new("shop", &Env::new()).region("us-east-1").add(&cluster);
    if service || by_hand {
        stack = stack.add((&role, &logs, &task));
    }
    if service {
        stack = stack.add(&Service::fargate("shop-web", &cluster, &task, network()).desired_count(2));
    }
    if by_hand {
        stack = stack.add(&RunTask::fargate("shop-web", &cluster, &task, network()));
    }
    manifest(&App::new().stack(stack))
}

#[test]
fn what_the_tasks_of_a_deleted_service_need_goes_after_them_whatever_becomes_of_its_revision() {
    for (what, before, after) in [
        (
            "the task definition stays, with other logs",
            web("/shop/old", true, true),
            web("/shop/new", false, true),
        ),
        ("the task definition is released", web("/shop/old", true, false), web("/shop/old", false, false)),
    ] {
        run(async {
            let simulator = Arc::new(Simulator::start(Settings::default()).expect("a free port"));
            assert!(
                go(simulator.access(), &before, Goal::Deploy, Arc::default()).await.is_success(),
                "{what}"
            );
            let early = Arc::new(Early { simulator: Arc::clone(&simulator), calls: Mutex::default() });
            let access = simulator.access().gate(early.clone());
            let came = go(access, &after, Goal::Deploy, Arc::default()).await;
            assert!(came.is_success(), "{what}: {came:#?}");
            assert_eq!(*early.calls.lock().expect("no panic"), [""; 0], "{what}");
            converge(&simulator, &after, Goal::Deploy, what).await;
            let left = inventory(&simulator);
            assert!(!left.iter().any(|arn| arn.contains("/shop/old")), "{what}: {left:?}");
        });
    }
}
