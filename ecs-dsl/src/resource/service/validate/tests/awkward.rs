use serde_json::{Value, json};

use super::{GROUP, task};
use crate::check::rows::{Beside, survive};
use crate::resource::{capacity_provider, cluster, run_task, service};

const ROLE: &str = "arn:aws:iam::123456789012:role/ecs";

/// A service with every member that a rule looks at.
fn whole_service() -> Value {
    json!({
        "cluster": "main", "serviceName": "web", "taskDefinition": "web", "desiredCount": 2, "clientToken": "t",
        "launchType": "FARGATE", "platformVersion": "1.4.0", "role": "r", "schedulingStrategy": "REPLICA",
        "availabilityZoneRebalancing": "ENABLED", "enableECSManagedTags": true, "propagateTags": "SERVICE",
        "enableExecuteCommand": true, "healthCheckGracePeriodSeconds": 60,
        "capacityProviderStrategy": [{ "capacityProvider": "FARGATE", "weight": 1, "base": 1 }],
        "placementConstraints": [{ "type": "memberOf", "expression": "x" }],
        "placementStrategy": [{ "type": "spread", "field": "host" }],
        "networkConfiguration": {
            "awsvpcConfiguration": { "subnets": ["subnet-1"], "securityGroups": ["sg-1"], "assignPublicIp": "ENABLED" }
        },
        "deploymentController": { "type": "ECS" },
        "deploymentConfiguration": {
            "strategy": "BLUE_GREEN", "bakeTimeInMinutes": 5, "maximumPercent": 200, "minimumHealthyPercent": 100,
            "deploymentCircuitBreaker": {
                "enable": true, "rollback": true, "thresholdConfiguration": { "type": "COUNT", "value": 3 },
            },
            "alarms": { "alarmNames": ["a"], "enable": true, "rollback": true },
            "linearConfiguration": { "stepPercent": 10.0, "stepBakeTimeInMinutes": 5 },
            "canaryConfiguration": { "canaryPercent": 10.0, "canaryBakeTimeInMinutes": 5 },
            "earlySuccessCriteria": {
                "enable": true, "healthyPercent": 100, "sourceServiceRevisionCleanup": "DEFERRED",
            },
            "lifecycleHooks": [{
                "targetType": "AWS_LAMBDA", "hookTargetArn": "arn:aws:lambda:eu-west-1:123456789012:function:f",
                "roleArn": ROLE, "lifecycleStages": ["POST_SCALE_UP"], "hookDetails": {},
                "timeoutConfiguration": { "timeoutInMinutes": 5, "action": "ROLLBACK" },
            }],
        },
        "loadBalancers": [{
            "targetGroupArn": GROUP, "loadBalancerName": "", "containerName": "web", "containerPort": 80,
            "advancedConfiguration": {
                "alternateTargetGroupArn": GROUP, "productionListenerRule": GROUP, "testListenerRule": GROUP,
                "roleArn": ROLE,
            },
        }],
        "serviceRegistries": [{ "registryArn": GROUP, "port": 80, "containerName": "web", "containerPort": 80 }],
        "vpcLatticeConfigurations": [{ "roleArn": ROLE, "targetGroupArn": GROUP, "portName": "http" }],
        "gatewayConnectors": [{
            "portName": "http", "deregistrationDelay": { "timeoutSeconds": 5 },
            "filters": { "accessTypes": ["PUBLIC"] }, "healthCheck": { "healthCheckProtocol": "HTTP" },
        }],
        "monitoring": { "metricConfigurations": [{ "metricNames": ["CPUUtilization"], "resolutionSeconds": 20 }] },
        "serviceConnectConfiguration": {
            "enabled": true, "namespace": "shop",
            "services": [{
                "portName": "http", "discoveryName": "web", "ingressPortOverride": 1,
                "clientAliases": [{ "port": 80, "dnsName": "web" }],
                "timeout": { "idleTimeoutSeconds": 1, "perRequestTimeoutSeconds": 1 },
                "tls": { "issuerCertificateAuthority": { "awsPcaAuthorityArn": GROUP }, "roleArn": ROLE },
            }],
            "logConfiguration": { "logDriver": "awslogs", "options": { "mode": "blocking" } },
            "accessLogConfiguration": { "format": "TEXT", "includeQueryParameters": "DISABLED" },
            "containerConfigurations": [{ "logLevel": "debug" }],
        },
        "volumeConfigurations": [{ "name": "data", "managedEBSVolume": volume() }],
        "tags": [{ "key": "a", "value": "b" }],
    })
}

fn volume() -> Value {
    json!({
        "roleArn": ROLE, "sizeInGiB": 20, "snapshotId": "snap-1", "volumeType": "gp3", "iops": 3000,
        "throughput": 125, "volumeInitializationRate": 100, "kmsKeyId": "alias/ebs", "filesystemType": "xfs",
        "tagSpecifications": [{
            "resourceType": "volume", "propagateTags": "NONE", "tags": [{ "key": "a", "value": "b" }],
        }],
    })
}

fn around() -> Beside {
    let mut web = task("web", "FARGATE", "awsvpc");
    web["volumes"] = json!([{ "name": "data", "configuredAtLaunch": true }]);
    Beside::default().task(web).cluster(json!({ "clusterName": "main" })).region("eu-west-1").production()
}

#[test]
fn no_value_makes_a_rule_panic() {
    let around = around();
    let mut by_strategy = whole_service();
    by_strategy["launchType"] = json!(null);
    let mut on_instances = whole_service();
    on_instances["launchType"] = json!("EC2");
    on_instances["taskDefinition"] = json!("elsewhere");
    on_instances["deploymentConfiguration"]["strategy"] = json!("ROLLING");
    for base in [whole_service(), by_strategy, on_instances] {
        assert!(survive(&base, &around, service::validate::validate) > 400);
    }

    let mut run = json!({
        "cluster": "main", "taskDefinition": "web", "count": 1, "clientToken": "t", "startedBy": "me",
        "overrides": { "containerOverrides": [{ "name": "web" }] },
        "volumeConfigurations": [{ "name": "data", "managedEBSVolume": volume() }],
    });
    for shared in [
        "capacityProviderStrategy",
        "networkConfiguration",
        "platformVersion",
        "enableExecuteCommand",
        "tags",
    ] {
        run[shared] = whole_service()[shared].clone();
    }
    assert!(survive(&run, &around, run_task::validate::validate) > 100);

    let cluster = json!({
        "clusterName": "main", "settings": [{ "name": "containerInsights", "value": "enabled" }],
        "configuration": {
            "executeCommandConfiguration": {
                "logging": "OVERRIDE", "logConfiguration": { "cloudWatchLogGroupName": "l", "s3BucketName": "b" },
            },
            "managedStorageConfiguration": { "kmsKeyId": "k", "fargateEphemeralStorageKmsKeyId": "k" },
        },
        "capacityProviders": ["FARGATE"],
        "defaultCapacityProviderStrategy": [{ "capacityProvider": "FARGATE", "weight": 1, "base": 1 }],
        "serviceConnectDefaults": { "namespace": "shop" },
    });
    assert!(survive(&cluster, &around, cluster::validate::validate) > 40);

    let range = json!({ "min": 1, "max": 2 });
    let provider = json!({
        "name": "p", "cluster": "main",
        "autoScalingGroupProvider": null,
        "managedInstancesProvider": {
            "infrastructureRoleArn": ROLE, "propagateTags": "CAPACITY_PROVIDER",
            "infrastructureOptimization": { "scaleInAfter": 5 },
            "instanceLaunchTemplate": {
                "ec2InstanceProfileArn": ROLE,
                "networkConfiguration": { "subnets": ["subnet-1"], "securityGroups": ["sg-1"] },
                "storageConfiguration": { "storageSizeGiB": 1 },
                "instanceRequirements": { "vCpuCount": range, "memoryMiB": range, "networkBandwidthGbps": range },
            },
        },
        "tags": [{ "key": "a", "value": "b" }],
    });
    assert!(survive(&provider, &around, capacity_provider::validate::validate) > 40);
    let group = json!({
        "name": "p",
        "autoScalingGroupProvider": {
            "autoScalingGroupArn": "g", "managedDraining": "ENABLED", "managedTerminationProtection": "ENABLED",
            "managedScaling": { "targetCapacity": 1, "minimumScalingStepSize": 1, "maximumScalingStepSize": 1 },
        },
    });
    assert!(survive(&group, &around, capacity_provider::validate::validate) > 20);
}
