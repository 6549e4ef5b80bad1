//! Clusters and capacity providers: every member is there, and comes out as it went in.

use ecs_dsl::api::ecs::*;
use ecs_dsl_tests::shapes;
use serde_json::json;

use crate::document::{fixture, strict_round_trip};
use crate::requirements::requires_what_the_model_requires;

#[test]
fn create_cluster_has_every_member() {
    let document = fixture("create-cluster");
    assert_eq!(strict_round_trip::<CreateCluster>(&document), Ok(document.clone()));

    let Some(tree) = shapes::request("CreateClusterRequest") else { return };
    assert_eq!(shapes::unset(&tree, &document), Vec::<String>::new());
    let enums: &[(&str, &[&str])] = &[
        ("settings[].name", ClusterSettingName::VALUES),
        ("configuration.executeCommandConfiguration.logging", ExecuteCommandLogging::VALUES),
    ];
    assert_eq!(shapes::enum_differences(&tree, enums), Vec::<String>::new());
}

#[test]
fn update_cluster_takes_what_a_creation_takes_but_for_name_tags_and_providers() {
    let mut document = fixture("create-cluster");
    let members = document.as_object_mut().expect("a creation is an object");
    for create_only in ["clusterName", "tags", "capacityProviders", "defaultCapacityProviderStrategy"] {
        assert!(members.remove(create_only).is_some(), "{create_only}");
    }
    members.insert("cluster".to_owned(), json!("prod"));
    assert_eq!(strict_round_trip::<UpdateCluster>(&document), Ok(document));
}

#[test]
fn put_cluster_capacity_providers_has_every_member() {
    let document = fixture("put-cluster-capacity-providers");
    assert_eq!(strict_round_trip::<PutClusterCapacityProviders>(&document), Ok(document.clone()));

    let Some(tree) = shapes::request("PutClusterCapacityProvidersRequest") else { return };
    assert_eq!(shapes::unset(&tree, &document), Vec::<String>::new());
}

#[test]
fn an_empty_strategy_is_sent() {
    let put = PutClusterCapacityProviders { cluster: "prod".to_owned(), ..Default::default() };
    let written = serde_json::to_value(&put).expect("the request is written");
    let expected = json!({"cluster": "prod", "capacityProviders": [], "defaultCapacityProviderStrategy": []});
    assert_eq!(written, expected);
}

#[test]
fn create_capacity_provider_has_every_member() {
    let document = fixture("create-capacity-provider");
    assert_eq!(strict_round_trip::<CreateCapacityProvider>(&document), Ok(document.clone()));

    let Some(tree) = shapes::request("CreateCapacityProviderRequest") else { return };
    assert_eq!(shapes::unset(&tree, &document), Vec::<String>::new());
    let requirements = "managedInstancesProvider.instanceLaunchTemplate.instanceRequirements.";
    let requirements: Vec<(String, &[&str])> = [
        ("cpuManufacturers[]", CpuManufacturer::VALUES),
        ("instanceGenerations[]", InstanceGeneration::VALUES),
        ("bareMetal", BareMetal::VALUES),
        ("burstablePerformance", BurstablePerformance::VALUES),
        ("localStorage", LocalStorage::VALUES),
        ("localStorageTypes[]", LocalStorageType::VALUES),
        ("acceleratorTypes[]", AcceleratorType::VALUES),
        ("acceleratorManufacturers[]", AcceleratorManufacturer::VALUES),
        ("acceleratorNames[]", AcceleratorName::VALUES),
    ]
    .map(|(member, values)| (format!("{requirements}{member}"), values))
    .into();
    let mut enums: Vec<(&str, &[&str])> = vec![
        ("autoScalingGroupProvider.managedScaling.status", ManagedScalingStatus::VALUES),
        ("autoScalingGroupProvider.managedTerminationProtection", ManagedTerminationProtection::VALUES),
        ("autoScalingGroupProvider.managedDraining", ManagedDraining::VALUES),
        (
            "managedInstancesProvider.instanceLaunchTemplate.monitoring",
            ManagedInstancesMonitoringOptions::VALUES,
        ),
        ("managedInstancesProvider.instanceLaunchTemplate.capacityOptionType", CapacityOptionType::VALUES),
        (
            "managedInstancesProvider.instanceLaunchTemplate.capacityReservations.reservationPreference",
            CapacityReservationPreference::VALUES,
        ),
        ("managedInstancesProvider.propagateTags", PropagateMiTags::VALUES),
        ("managedInstancesProvider.autoRepairConfiguration.actionsStatus", AutoRepairActionsStatus::VALUES),
    ];
    enums.extend(requirements.iter().map(|(member, values)| (member.as_str(), *values)));
    assert_eq!(shapes::enum_differences(&tree, &enums), Vec::<String>::new());
}

#[test]
fn update_capacity_provider_takes_all_but_what_is_fixed_at_creation() {
    let mut document = fixture("create-capacity-provider");
    document["autoScalingGroupProvider"]
        .as_object_mut()
        .and_then(|provider| provider.remove("autoScalingGroupArn"))
        .expect("the fixture names a group");
    let template = document["managedInstancesProvider"]["instanceLaunchTemplate"]
        .as_object_mut()
        .expect("the fixture has a launch template");
    for create_only in ["capacityOptionType", "fipsEnabled", "nitroEnclavesEnabled"] {
        assert!(template.remove(create_only).is_some(), "{create_only}");
    }
    document.as_object_mut().and_then(|request| request.remove("tags")).expect("the fixture has tags");
    assert_eq!(strict_round_trip::<UpdateCapacityProvider>(&document), Ok(document));
}

#[test]
fn values_unknown_to_us_are_kept() {
    let document = json!({
        "clusterName": "prod",
        "settings": [{"name": "crystalBall", "value": "enabled"}],
        "configuration": {"executeCommandConfiguration": {"logging": "SOMETIMES"}},
    });
    let create: CreateCluster = serde_json::from_value(document.clone()).expect("the creation is read");
    let names: Vec<_> = create.settings.iter().flatten().filter_map(|setting| setting.name.clone()).collect();
    assert_eq!(names, [ClusterSettingName::Unknown("crystalBall".to_owned())]);
    assert_eq!(serde_json::to_value(&create).expect("the creation is written"), document);
}

#[test]
fn members_required_by_the_model_and_no_others_are_required() {
    requires_what_the_model_requires::<CreateCluster>("CreateClusterRequest", "create-cluster");
    requires_what_the_model_requires::<PutClusterCapacityProviders>(
        "PutClusterCapacityProvidersRequest",
        "put-cluster-capacity-providers",
    );
    requires_what_the_model_requires::<CreateCapacityProvider>(
        "CreateCapacityProviderRequest",
        "create-capacity-provider",
    );
}
