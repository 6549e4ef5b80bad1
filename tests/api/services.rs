//! Services and task sets: every member is there, and documents come out as they went in.

use ecs_dsl::api::ecs::*;
use ecs_dsl::api::reading::{ReadFault, read_strict};
use ecs_dsl_tests::shapes;
use serde_json::json;

use crate::document::{corpus, fixture, notes, strict_round_trip};
use crate::requirements::requires_what_the_model_requires;

/// What is an enum in `deploymentConfiguration` and the other parts that requests share.
const DEPLOYMENT_CONFIGURATION: &[(&str, &[&str])] = &[
    ("deploymentConfiguration.deploymentCircuitBreaker.thresholdConfiguration.type", ThresholdType::VALUES),
    ("deploymentConfiguration.strategy", DeploymentStrategy::VALUES),
    ("deploymentConfiguration.lifecycleHooks[].targetType", DeploymentLifecycleHookTargetType::VALUES),
    ("deploymentConfiguration.lifecycleHooks[].lifecycleStages[]", DeploymentLifecycleHookStage::VALUES),
    (
        "deploymentConfiguration.lifecycleHooks[].timeoutConfiguration.action",
        DeploymentLifecycleHookAction::VALUES,
    ),
    (
        "deploymentConfiguration.earlySuccessCriteria.sourceServiceRevisionCleanup",
        SourceServiceRevisionCleanup::VALUES,
    ),
];

const SERVICE: &[(&str, &[&str])] = &[
    ("availabilityZoneRebalancing", AvailabilityZoneRebalancing::VALUES),
    ("placementConstraints[].type", PlacementConstraintType::VALUES),
    ("placementStrategy[].type", PlacementStrategyType::VALUES),
    ("networkConfiguration.awsvpcConfiguration.assignPublicIp", AssignPublicIp::VALUES),
    ("deploymentController.type", DeploymentControllerType::VALUES),
    ("propagateTags", PropagateTags::VALUES),
    ("serviceConnectConfiguration.logConfiguration.logDriver", LogDriver::VALUES),
    ("serviceConnectConfiguration.accessLogConfiguration.format", ServiceConnectAccessLoggingFormat::VALUES),
    (
        "serviceConnectConfiguration.accessLogConfiguration.includeQueryParameters",
        ServiceConnectIncludeQueryParameters::VALUES,
    ),
    ("serviceConnectConfiguration.containerConfigurations[].logLevel", ServiceConnectLogLevel::VALUES),
    ("volumeConfigurations[].managedEBSVolume.tagSpecifications[].resourceType", EbsResourceType::VALUES),
    ("volumeConfigurations[].managedEBSVolume.tagSpecifications[].propagateTags", PropagateTags::VALUES),
    ("volumeConfigurations[].managedEBSVolume.filesystemType", TaskFilesystemType::VALUES),
    ("gatewayConnectors[].healthCheck.healthCheckProtocol", GatewayConnectorHealthCheckProtocol::VALUES),
    ("gatewayConnectors[].filters.accessTypes[]", GatewayAccessType::VALUES),
];

const CREATE_ONLY: &[(&str, &[&str])] =
    &[("launchType", LaunchType::VALUES), ("schedulingStrategy", SchedulingStrategy::VALUES)];

#[test]
fn create_service_has_every_member() {
    let document = fixture("create-service");
    assert_eq!(strict_round_trip::<CreateService>(&document), Ok(document.clone()));

    let Some(tree) = shapes::request("CreateServiceRequest") else { return };
    assert_eq!(shapes::unset(&tree, &document), Vec::<String>::new());
    let enums = [DEPLOYMENT_CONFIGURATION, SERVICE, CREATE_ONLY].concat();
    assert_eq!(shapes::enum_differences(&tree, &enums), Vec::<String>::new());
}

#[test]
fn update_service_has_every_member() {
    let document = fixture("update-service");
    assert_eq!(strict_round_trip::<UpdateService>(&document), Ok(document.clone()));

    let Some(tree) = shapes::request("UpdateServiceRequest") else { return };
    assert_eq!(shapes::unset(&tree, &document), Vec::<String>::new());
    let enums = [DEPLOYMENT_CONFIGURATION, SERVICE].concat();
    assert_eq!(shapes::enum_differences(&tree, &enums), Vec::<String>::new());
}

#[test]
fn create_task_set_has_every_member() {
    let document = fixture("create-task-set");
    assert_eq!(strict_round_trip::<CreateTaskSet>(&document), Ok(document.clone()));

    let Some(tree) = shapes::request("CreateTaskSetRequest") else { return };
    assert_eq!(shapes::unset(&tree, &document), Vec::<String>::new());
    let enums: &[(&str, &[&str])] = &[
        ("networkConfiguration.awsvpcConfiguration.assignPublicIp", AssignPublicIp::VALUES),
        ("launchType", LaunchType::VALUES),
        ("scale.unit", ScaleUnit::VALUES),
    ];
    assert_eq!(shapes::enum_differences(&tree, enums), Vec::<String>::new());
}

#[test]
fn an_update_carries_over_every_member_of_the_creation_that_it_takes() {
    let creation = fixture("create-service");
    let create: CreateService = serde_json::from_value(creation.clone()).expect("the creation is read");
    let update = serde_json::to_value(UpdateService::from_create(create)).expect("the update is written");
    let update = update.as_object().expect("an update is an object");

    // That the fixture has every member of an update is shown above, by name.
    let all_members = fixture("update-service");
    for name in all_members.as_object().expect("an update is an object").keys() {
        match name.as_str() {
            "forceNewDeployment" => assert_eq!(update.get(name), None),
            "service" => assert_eq!(update.get(name), creation.get("serviceName")),
            _ => {
                assert_ne!(creation.get(name), None, "{name}: the creation should have it");
                assert_eq!(update.get(name), creation.get(name), "{name}");
            }
        }
    }
    let known = |name: &&String| all_members.get(name.as_str()).is_some();
    assert!(update.keys().all(|name| known(&name)), "only members of an update: {:?}", update.keys());
}

#[test]
fn an_update_adds_nothing_to_an_empty_creation() {
    let create = CreateService { service_name: "web".to_owned(), ..CreateService::default() };
    let update = serde_json::to_value(UpdateService::from_create(create)).expect("the update is written");
    assert_eq!(update, json!({"service": "web"}));
}

#[test]
fn empty_lists_are_not_absent_ones() {
    let document = json!({"service": "web", "loadBalancers": [], "placementStrategy": []});
    assert_eq!(strict_round_trip::<UpdateService>(&document), Ok(document));
}

#[test]
fn foreign_services_come_out_as_they_went_in() {
    for (name, document) in corpus("services") {
        assert_eq!(strict_round_trip::<CreateService>(&document), Ok(document), "{name}");
    }
}

#[test]
fn values_unknown_to_us_are_kept() {
    let document = json!({
        "serviceName": "web",
        "launchType": "MOON",
        "deploymentController": {"type": "ORACLE"},
        "deploymentConfiguration": {"strategy": "SIDEWAYS", "lifecycleHooks": [{"lifecycleStages": ["NAP"]}]},
    });
    let create: CreateService = serde_json::from_value(document.clone()).expect("the creation is read");
    assert_eq!(create.launch_type, Some(LaunchType::Unknown("MOON".to_owned())));
    assert_eq!(serde_json::to_value(&create).expect("the creation is written"), document);
}

#[test]
fn invalid_services_are_refused_for_the_members_that_the_model_has_not() {
    let notes = notes("services/invalid");
    for (name, document) in corpus("services/invalid") {
        // The other reasons are about the length of a value, which is a rule's matter.
        let unknown = notes[&name].split("; ").filter_map(|reason| {
            let rest = reason.strip_prefix("Unknown parameter in input: \"")?;
            rest.split('"').next()
        });
        let expected: Vec<&str> = unknown.collect();
        let errors = match read_strict::<CreateService>(&document.to_string()) {
            Ok(_) => Vec::new(),
            Err(errors) => errors,
        };
        assert!(
            errors.iter().all(|error| matches!(error.fault, ReadFault::Unknown { .. })),
            "{name}: {errors:?}"
        );
        let found: Vec<&str> = errors.iter().map(|error| error.path.as_str()).collect();
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn members_required_by_the_model_and_no_others_are_required() {
    requires_what_the_model_requires::<CreateService>("CreateServiceRequest", "create-service");
    requires_what_the_model_requires::<UpdateService>("UpdateServiceRequest", "update-service");
    requires_what_the_model_requires::<CreateTaskSet>("CreateTaskSetRequest", "create-task-set");
}

#[test]
fn required_members_are_required() {
    for (document, missing) in [
        (json!({}), "serviceName"),
        (json!({"serviceName": "web", "deploymentController": {}}), "type"),
        (json!({"serviceName": "web", "networkConfiguration": {"awsvpcConfiguration": {}}}), "subnets"),
        (json!({"serviceName": "web", "capacityProviderStrategy": [{"weight": 1}]}), "capacityProvider"),
        (json!({"serviceName": "web", "serviceConnectConfiguration": {}}), "enabled"),
    ] {
        let refusal = serde_json::from_value::<CreateService>(document.clone()).map(|_| ()).unwrap_err();
        assert!(refusal.to_string().contains(&format!("`{missing}`")), "{document}: {refusal}");
    }
}

#[test]
fn hook_details_take_any_json() {
    for details in [json!({"a": [1, null, {"b": false}]}), json!("text"), json!([1.5])] {
        let document = json!({"hookDetails": details});
        assert_eq!(strict_round_trip::<DeploymentLifecycleHook>(&document), Ok(document));
    }
}

#[test]
fn tags_are_changed_by_calls_of_their_own() {
    let arn = "arn:aws:ecs:eu-west-1:123456789012:service/prod/web";
    let tag = json!({"resourceArn": arn, "tags": [{"key": "team", "value": "core"}]});
    assert_eq!(strict_round_trip::<TagResource>(&tag), Ok(tag));
    let untag = json!({"resourceArn": arn, "tagKeys": ["team"]});
    assert_eq!(strict_round_trip::<UntagResource>(&untag), Ok(untag));
}
