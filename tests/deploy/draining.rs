//! A service that still stops its tasks when the next run begins.

use ecs_dsl::aws::EcsOperation;
use ecs_dsl::plan::Action;
use ecs_dsl::simulator::{Settings, Simulator};
use serde_json::json;

use crate::rig::{Goal, attempt, connect, go, go_as, inventory, nothing_to_do, planned, ready, run};
use crate::stack::{Version, program};
use crate::survival::Point;
use crate::survival::kills::Killer;

#[test]
fn what_the_tasks_of_a_draining_service_need_outlives_them() {
    run(async {
        let simulator = Simulator::start(Settings::default()).expect("a free port");
        let nothing = inventory(&simulator);
        let first = ready(&program(Version::First));
        assert!(go(&simulator, &first, Goal::Deploy).await.is_success());

        let point = Point { operation: "DeleteService".to_owned(), nth: 1 };
        let killed = attempt(&simulator).gate(Killer::at(&point, true));
        assert!(!go_as(killed, &first, Goal::Destroy).await.is_success());

        let plan = planned(&simulator, &first, Goal::Destroy).await;
        let aws = connect(simulator.access()).await;
        let body = json!({ "cluster": "shop", "services": ["shop-site", "shop-worker"] });
        let live = aws.ecs.call(EcsOperation::DescribeServices, &body).await.expect("a quiet world");
        let mut draining =
            live["services"].as_array().into_iter().flatten().filter(|one| one["status"] == "DRAINING");
        let name = draining.next().and_then(|one| one["serviceName"].as_str());
        let name = name.expect("the tasks take their time to stop");
        let service = &format!("service/{name}");
        assert_eq!(plan.resource(service).map(|one| one.action), Some(Action::Delete), "it is waited for");
        for address in [format!("role/{name}"), format!("role/{name}-execution"), "cluster/shop".to_owned()] {
            let mut before: Vec<&str> = vec![&address];
            let mut found = false;
            // A role goes after its task definition, which goes after the service.
            while let Some(one) = before.pop() {
                found |= one == *service;
                before.extend(
                    plan.resource(one).into_iter().flat_map(|one| one.after.iter().map(String::as_str)),
                );
            }
            assert!(found, "{address} does not wait for {service}: {:#?}", plan.resource(&address));
        }
        let came = go_as(attempt(&simulator).take_over(), &first, Goal::Destroy).await;
        assert!(came.is_success(), "{came:#?}");
        nothing_to_do(&simulator, &first, Goal::Destroy, "a destroy that died while a service drained").await;
        assert_eq!(inventory(&simulator), nothing);
    });
}
