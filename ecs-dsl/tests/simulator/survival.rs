//! A world that outlives its process, and one that is busy.

use std::time::{Duration, Instant};

use ecs_dsl::aws::{Aws, EcsOperation, Time};
use ecs_dsl::simulator::{Clock, Settings, Simulator};
use serde_json::json;

use crate::{ecs, run, service, started, until_quiet, web, web_service};

#[test]
fn a_world_goes_on_where_its_file_left_it() {
    run(async {
        let folder = std::env::temp_dir().join(format!("ecs-dsl-world-{}", std::process::id()));
        let path = folder.join("deep").join("local.json");
        let open = || Simulator::open(&path, Settings::default(), Clock::jumping()).expect("a fresh file");
        let simulator = open();
        let aws = Aws::open(simulator.access()).await.expect("a Region");
        ecs(&aws, EcsOperation::CreateCluster, json!({ "clusterName": "main" })).await;
        ecs(&aws, EcsOperation::RegisterTaskDefinition, web("web:1")).await;
        ecs(&aws, EcsOperation::CreateService, web_service(json!({}))).await;
        aws.time().sleep(Duration::from_secs(5)).await;
        assert_eq!(service(&aws).await["pendingCount"], 2);
        let left = simulator.clock().now();
        simulator.save().expect("the folder can be written");
        let twice = Simulator::open(&path, Settings::default(), Clock::jumping()).expect_err("in use");
        assert!(twice.to_string().contains("in use by another command"), "{twice}");
        drop(simulator);

        let simulator = open();
        assert!(simulator.clock().now() >= left);
        let aws = Aws::open(simulator.access()).await.expect("a Region");
        assert_eq!(service(&aws).await["pendingCount"], 2);
        assert_eq!(until_quiet(&aws).await["runningCount"], 2);
        drop(simulator);

        std::fs::write(&path, "{").expect("the file can be written");
        let error = Simulator::open(&path, Settings::default(), Clock::jumping()).expect_err("damaged");
        assert!(error.to_string().contains("delete it to begin anew"), "{error}");
        std::fs::write(&path, r#"{ "format": "ecs-dsl-local/99" }"#).expect("the file can be written");
        let error = Simulator::open(&path, Settings::default(), Clock::jumping()).expect_err("too new");
        assert!(error.to_string().contains("ecs-dsl-local/99"), "{error}");
        std::fs::remove_dir_all(&folder).expect("the test's own folder");
    });
}

#[test]
fn a_hundred_services_are_no_burden() {
    run(async {
        let (_simulator, aws) = started(Settings::default()).await;
        ecs(&aws, EcsOperation::CreateCluster, json!({ "clusterName": "main" })).await;
        ecs(&aws, EcsOperation::RegisterTaskDefinition, web("web:1")).await;
        let begun = Instant::now();
        for number in 0..100 {
            let request = web_service(json!({ "serviceName": format!("web-{number}") }));
            ecs(&aws, EcsOperation::CreateService, request).await;
        }
        aws.time().sleep(Duration::from_secs(600)).await;
        let body = json!({ "cluster": "main", "services": ["web-0", "web-99"] });
        let live = ecs(&aws, EcsOperation::DescribeServices, body).await;
        for service in live["services"].as_array().expect("a list") {
            assert_eq!(service["deployments"][0]["rolloutState"], "COMPLETED");
        }
        // No limit on the clock here: the figure is for whoever reads the test's output.
        let took = begun.elapsed();
        assert!(took > Duration::ZERO);
    });
}
