//! A service that still stops its tasks when the next run begins.

use std::sync::Arc;

use ecs_dsl::aws::CallLog;
use ecs_dsl::plan::Action;
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
