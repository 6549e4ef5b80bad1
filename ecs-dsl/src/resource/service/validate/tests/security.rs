use serde_json::json;

use super::{beside, fargate, on_fargate};
use crate::check::rows::{check, rows};
use crate::resource::service::validate::validate;

#[test]
fn deployments_and_networks() {
    on_fargate(rows! {
        "SV-028": { "networkConfiguration.awsvpcConfiguration.assignPublicIp" = "ENABLED" }
            => ["SEC0201 networkConfiguration.awsvpcConfiguration.assignPublicIp"];
        "baseline": { "deploymentConfiguration" = null } => ["SEC0205 deploymentConfiguration"];
        "baseline": { "deploymentConfiguration.deploymentCircuitBreaker.enable" = false }
            => ["SEC0205 deploymentConfiguration.deploymentCircuitBreaker"];
        "baseline": { "deploymentConfiguration" = { "alarms": { "alarmNames": ["a"], "enable": true, "rollback": true } } }
            => [];
        "baseline": { "desiredCount" = 1, "deploymentConfiguration.minimumHealthyPercent" = 99 }
            => ["SEC0206 deploymentConfiguration.minimumHealthyPercent"];
        "baseline": { "desiredCount" = 1, "deploymentConfiguration.minimumHealthyPercent" = 100 } => [];
        "baseline": { "desiredCount" = 2, "deploymentConfiguration.minimumHealthyPercent" = 50 } => [];
    });
}

#[test]
fn spot_capacity() {
    let mut base = fargate();
    base["launchType"] = json!(null);
    let spot = |option: &str| {
        json!({
            "name": "managed", "cluster": "main",
            "managedInstancesProvider": {
                "infrastructureRoleArn": "",
                "instanceLaunchTemplate": {
                    "ec2InstanceProfileArn": "", "networkConfiguration": {}, "capacityOptionType": option,
                },
            },
        })
    };
    let rows = || {
        rows! {
            "baseline": { "capacityProviderStrategy" = [{ "capacityProvider": "FARGATE_SPOT" }] }
                => ["SEC0207 capacityProviderStrategy"];
            "baseline": { "capacityProviderStrategy" = [{ "capacityProvider": "FARGATE", "weight": 0 },
                                                      { "capacityProvider": "FARGATE_SPOT", "weight": 1 }] }
                => ["SEC0207 capacityProviderStrategy"];
            "baseline": { "capacityProviderStrategy" = [{ "capacityProvider": "FARGATE", "base": 1 },
                                                      { "capacityProvider": "FARGATE_SPOT", "weight": 1 }] }
                => [];
        }
    };
    check(&base, &beside(), validate, rows());
    base["taskDefinition"] = json!("elsewhere");
    base["capacityProviderStrategy"] = json!([{ "capacityProvider": "managed" }]);
    check(
        &base,
        &beside().provider(spot("SPOT")),
        validate,
        rows! {
            "baseline": {} => ["SEC0207 capacityProviderStrategy"];
        },
    );
    check(&base, &beside().provider(spot("ON_DEMAND")), validate, rows! { "baseline": {} => []; });
}

#[test]
fn exec_in_production() {
    let cluster = |logging: &str| {
        json!({
            "clusterName": "main",
            "configuration": { "executeCommandConfiguration": { "logging": logging } },
        })
    };
    let on = |expected: Vec<&'static str>| {
        vec![("baseline", vec![("enableExecuteCommand", json!(true))], expected)]
    };
    let unaudited = vec!["SEC0204 enableExecuteCommand"];
    check(&fargate(), &beside().cluster(cluster("DEFAULT")).production(), validate, on(unaudited));
    check(&fargate(), &beside().cluster(cluster("OVERRIDE")).production(), validate, on(vec![]));
    check(&fargate(), &beside().cluster(cluster("DEFAULT")), validate, on(vec![]));
    check(&fargate(), &beside().production(), validate, on(vec![]));
}
