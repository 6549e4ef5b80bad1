//! One row a limit: just inside, just outside.

use serde_json::json;

use super::{validate, validate_association};
use crate::check::rows::{Beside, check, rows};

#[test]
fn names_settings_and_keys() {
    let (longest, too_long) = ("n".repeat(255), "n".repeat(256));
    let base = json!({ "clusterName": "main" });
    let key = |id: &str| format!("arn:aws:kms:eu-west-1:123456789012:key/{id}");
    let (one, many) =
        (key("01234567-89ab-cdef-0123-456789abcdef"), key("mrk-0123456789abcdef0123456789abcdef"));
    check(
        &base,
        &Beside::default(),
        validate,
        rows! {
            "CL-001": {} => [];
            "CL-001": { "clusterName" = null } => [];
            "CL-001": { "clusterName" = longest } => [];
            "CL-001": { "clusterName" = too_long } => ["ECS1201 clusterName"];
            "CL-001": { "clusterName" = "my cluster" } => ["ECS1201 clusterName"];
            "CL-002": { "settings" = [{ "name": "containerInsights", "value": "enabled" }] } => [];
            "CL-002": { "settings" = [{ "name": "insights", "value": "enabled" }] } => ["ECS0001 settings[0].name"];
            "CL-002": { "settings" = [{}] } => ["ECS1202 settings[0]"];
            "CL-003": { "settings" = [{ "name": "containerInsights", "value": "enhanced" }] } => [];
            "CL-003": { "settings" = [{ "name": "containerInsights", "value": "on" }] } => ["ECS1202 settings[0].value"];
            "CL-003": { "settings" = [{ "name": "containerInsights" }] } => ["ECS1202 settings[0].value"];
            "CL-003": { "settings" = [{ "name": "containerInsights", "value": "disabled" }] }
                => ["SEC0203 settings[0].value"];
            "CL-007": { "configuration.managedStorageConfiguration.kmsKeyId" = one } => [];
            "CL-007": { "configuration.managedStorageConfiguration.kmsKeyId" = many }
                => ["ECS1205 configuration.managedStorageConfiguration.kmsKeyId"];
            "CL-007": { "configuration.managedStorageConfiguration.fargateEphemeralStorageKmsKeyId" = many }
                => ["ECS1205 configuration.managedStorageConfiguration.fargateEphemeralStorageKmsKeyId"];
            "TG-002": { "tags" = [{ "key": "", "value": "a" }] } => ["ECS0602 tags[0].key"];
        },
    );
    check(
        &base,
        &Beside::default().production(),
        validate,
        rows! {
            "CL-003": {} => ["SEC0203 settings"];
            "CL-003": { "settings" = [{ "name": "containerInsights", "value": "enabled" }] } => [];
        },
    );
}

#[test]
fn exec_logs() {
    let at = json!({ "clusterName": "main", "configuration": { "executeCommandConfiguration": {} } });
    check(
        &at,
        &Beside::default(),
        validate,
        rows! {
            "CL-004": { "configuration.executeCommandConfiguration.logging" = "NONE" } => [];
            "CL-004": { "configuration.executeCommandConfiguration.logging" = "OFF" }
                => ["ECS0001 configuration.executeCommandConfiguration.logging"];
            "CL-005": { "configuration.executeCommandConfiguration.logging" = "OVERRIDE" }
                => ["ECS1203 configuration.executeCommandConfiguration.logConfiguration"];
            "CL-005": { "configuration.executeCommandConfiguration" = { "logging": "OVERRIDE", "logConfiguration": {} } }
                => ["ECS1203 configuration.executeCommandConfiguration.logConfiguration"];
            "CL-005": { "configuration.executeCommandConfiguration" = { "logging": "OVERRIDE", "logConfiguration": { "s3BucketName": "logs" } } }
                => [];
            "CL-005": { "configuration.executeCommandConfiguration" = { "logging": "DEFAULT", "logConfiguration": { "cloudWatchLogGroupName": "/ecs" } } }
                => ["ECS1204 configuration.executeCommandConfiguration.logConfiguration"];
        },
    );
}

#[test]
fn capacity_providers() {
    let around = Beside::default()
        .provider(json!({ "name": "group", "autoScalingGroupProvider": { "autoScalingGroupArn": "g" } }))
        .provider(json!({ "name": "mine", "cluster": "main" }))
        .provider(json!({ "name": "theirs", "cluster": "arn:aws:ecs:eu-west-1:123456789012:cluster/other" }));
    let base = json!({ "clusterName": "main" });
    let rows = || {
        rows! {
            "CL-008": { "capacityProviders" = ["FARGATE", "FARGATE_SPOT", "elsewhere", "${x/y.name}"] } => [];
            "CL-008": { "capacityProviders" = ["FARGATE-SPOT"] } => ["ECS1206 capacityProviders[0]"];
            "CL-008": { "capacityProviders" = ["mine", "theirs"] } => ["ECS1206 capacityProviders[1]"];
            "CL-009": { "capacityProviders" = ["FARGATE"], "defaultCapacityProviderStrategy" = [{ "capacityProvider": "FARGATE" }] }
                => [];
            "CL-009": { "capacityProviders" = ["FARGATE"], "defaultCapacityProviderStrategy" = [{ "capacityProvider": "FARGATE_SPOT" }] }
                => ["ECS0741 defaultCapacityProviderStrategy[0].capacityProvider"];
            "SV-057": { "capacityProviders" = ["FARGATE"], "defaultCapacityProviderStrategy" = [{ "capacityProvider": "FARGATE", "weight": 1001 }] }
                => ["ECS0738 defaultCapacityProviderStrategy[0].weight"];
            "SV-062": { "capacityProviders" = ["FARGATE", "group"],
                        "defaultCapacityProviderStrategy" = [{ "capacityProvider": "FARGATE", "weight": 1 }, { "capacityProvider": "group", "weight": 1 }] }
                => ["ECS0742 defaultCapacityProviderStrategy[1].capacityProvider"];
        }
    };
    check(&base, &around, validate, rows());
    let base = json!({ "cluster": "main", "capacityProviders": [], "defaultCapacityProviderStrategy": [] });
    check(&base, &around, validate_association, rows());
}

#[test]
fn namespaces() {
    let (longest, too_long) = ("n".repeat(1024), "n".repeat(1025));
    let arn = "arn:aws:servicediscovery:eu-west-1:123456789012:namespace/ns-1";
    check(
        &json!({ "clusterName": "main" }),
        &Beside::default(),
        validate,
        rows! {
            "CL-010": { "serviceConnectDefaults.namespace" = arn } => [];
            "CL-011": { "serviceConnectDefaults.namespace" = longest } => ["ECS1207 serviceConnectDefaults.namespace"];
            "CL-010": { "serviceConnectDefaults.namespace" = too_long } => ["ECS1002 serviceConnectDefaults.namespace"];
            "CL-010": { "serviceConnectDefaults.namespace" = "a<b" } => ["ECS1002 serviceConnectDefaults.namespace"];
            "CL-010": { "serviceConnectDefaults.namespace" = "${x/y.arn}" } => [];
        },
    );
}
