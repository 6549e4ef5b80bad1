use serde_json::{Value, json};

use super::{CLUSTER_ARN, GROUP, beside, fargate};
use crate::api::ecs::CreateService;
use crate::check::rows::{Beside, changed};
use crate::resource::service::validate::together;

/// What is found between two services: the number of the one that is about, the code and the member.
fn between(around: &Beside, first: &[(&str, Value)], second: &[(&str, Value)]) -> Vec<String> {
    let read = |changes: &[(&str, Value)]| -> CreateService {
        serde_json::from_value(changed(&fargate(), changes)).unwrap()
    };
    let (first, second) = (read(first), read(second));
    together(&[&first, &second], around)
        .iter()
        .map(|(index, finding)| format!("{index} {} {}", finding.code.id, finding.member))
        .collect()
}

#[test]
fn names_are_taken_once_in_a_cluster() {
    // SV-002
    let api = || ("serviceName", json!("api"));
    let around = beside();
    assert_eq!(between(&around, &[], &[api()]), [""; 0]);
    assert_eq!(between(&around, &[], &[]), ["1 ECS0702 serviceName"]);
    assert_eq!(between(&around, &[], &[("cluster", json!("other"))]), [""; 0]);
    assert_eq!(between(&around, &[], &[("cluster", json!(CLUSTER_ARN))]), ["1 ECS0702 serviceName"]);
    let default = [("cluster", json!(null))];
    assert_eq!(between(&around, &default, &[("cluster", json!("default"))]), ["1 ECS0702 serviceName"]);
}

#[test]
fn target_groups_have_one_service() {
    let target = |arn: &str| {
        let balancer = json!({ "targetGroupArn": arn, "containerName": "web", "containerPort": 80 });
        ("loadBalancers", json!([balancer]))
    };
    let twice = || ("loadBalancers", json!([target(GROUP).1[0], target(GROUP).1[0]]));
    let api = || ("serviceName", json!("api"));
    let around = beside();
    let other = GROUP.replace("web", "api");
    assert_eq!(between(&around, &[target(GROUP)], &[api(), target(&other)]), [""; 0]);
    let shared = between(&around, &[target(GROUP)], &[api(), target(GROUP)]);
    assert_eq!(shared, ["1 ECS0812 loadBalancers[0].targetGroupArn"]);
    assert_eq!(between(&around, &[twice()], &[api()]), ["0 ECS0812 loadBalancers[1].targetGroupArn"]);
}

#[test]
fn endpoints_are_found_once_in_a_namespace() {
    // SC-004, SC-008
    let offers = |namespace: Value, discovery: Value, alias: Value| {
        let service = json!({ "portName": "http", "discoveryName": discovery, "clientAliases": [alias] });
        let connect = json!({ "enabled": true, "namespace": namespace, "services": [service] });
        ("serviceConnectConfiguration", connect)
    };
    let port = || json!({ "port": 80 });
    let named = |name: &str, port: i32| json!({ "port": port, "dnsName": name });
    let api = || ("serviceName", json!("api"));
    let around = beside().cluster(json!({
        "clusterName": "main", "serviceConnectDefaults": { "namespace": "shop" },
    }));
    let web = || offers(json!("shop"), json!("web"), port());
    let taken = |member: &str| vec![format!("1 ECS1011 serviceConnectConfiguration.services[0].{member}")];
    let none: Vec<String> = Vec::new();
    assert_eq!(between(&around, &[web()], &[api(), offers(json!("shop"), json!("api"), port())]), none);
    assert_eq!(between(&around, &[web()], &[api(), offers(json!("other"), json!("web"), port())]), none);
    assert_eq!(between(&around, &[web()], &[api(), web()]), taken("discoveryName"));
    // The cluster's default namespace is the same one, and the port's name is the default discovery name.
    let implied = || offers(json!(null), json!(null), port());
    assert_eq!(
        between(&around, &[web()], &[api(), offers(json!(null), json!("web"), port())]),
        taken("discoveryName")
    );
    assert_eq!(between(&around, &[implied()], &[api(), implied()]), taken("portName"));
    let with = |discovery: &str, alias: Value| offers(json!("shop"), json!(discovery), alias);
    let first = || with("web", named("shop.internal", 80));
    assert_eq!(between(&around, &[first()], &[api(), with("api", named("shop.internal", 81))]), none);
    assert_eq!(
        between(&around, &[first()], &[api(), with("api", named("shop.internal", 80))]),
        taken("clientAliases[0]")
    );
}
