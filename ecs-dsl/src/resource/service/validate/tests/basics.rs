use serde_json::json;

use super::{CLUSTER_ARN, GROUP, beside, ec2, fargate, on_ec2, on_fargate, task};
use crate::check::rows::{check, rows};
use crate::resource::service::validate::validate;

const ROLE: &str = "arn:aws:iam::123456789012:role/ecs/service";

#[test]
fn names_references_and_counts() {
    let (longest, too_long) = ("n".repeat(255), "n".repeat(256));
    let other_region = "arn:aws:ecs:us-east-1:123456789012:cluster/main";
    on_fargate(rows! {
        "base": {} => [];
        "SV-001": { "serviceName" = longest } => [];
        "SV-001": { "serviceName" = too_long } => ["ECS0701 serviceName"];
        "SV-001": { "serviceName" = "web app" } => ["ECS0701 serviceName"];
        "SV-001": { "serviceName" = "" } => ["ECS0701 serviceName"];
        "SV-003": { "cluster" = null } => [];
        "SV-003": { "cluster" = CLUSTER_ARN } => [];
        "SV-003": { "cluster" = "my cluster" } => ["ECS0704 cluster"];
        "SV-003": { "cluster" = GROUP } => ["ECS0704 cluster"];
        "SC-002": { "cluster" = other_region } => ["ECS0705 cluster"];
        "SV-004": { "taskDefinition" = "web:7" } => [];
        "SV-004": { "taskDefinition" = "${task-definition/web.arn}" } => [];
        "SV-004": { "taskDefinition" = "web:0" } => ["ECS0704 taskDefinition"];
        "SV-004": { "taskDefinition" = "web:latest" } => ["ECS0704 taskDefinition"];
        "SV-004": { "taskDefinition" = "web app" } => ["ECS0704 taskDefinition"];
        "SV-005": { "taskDefinition" = null } => ["ECS0703 taskDefinition"];
        "SV-005": { "taskDefinition" = "" } => ["ECS0703 taskDefinition"];
        "SV-005": { "taskDefinition" = null, "networkConfiguration" = null, "deploymentConfiguration" = null,
                    "deploymentController.type" = "EXTERNAL" } => [];
        "SV-007": { "desiredCount" = null } => ["ECS0707 desiredCount"];
        "SV-009": { "desiredCount" = 0 } => [];
        "SV-009": { "desiredCount" = (-1) } => ["ECS0707 desiredCount"];
    });
    let (token, long_token) = ("t".repeat(36), "t".repeat(37));
    on_fargate(rows! {
        "SV-010": { "clientToken" = token } => [];
        "SV-010": { "clientToken" = long_token } => ["ECS0709 clientToken"];
        "SV-010": { "clientToken" = "a b" } => ["ECS0709 clientToken"];
        "SV-010": { "clientToken" = "é" } => ["ECS0709 clientToken"];
        "SV-021": { "clientToken" = "", "role" = "" } => ["ECS0710 clientToken", "ECS0710 role"];
    });
}

#[test]
fn values_tags_and_metrics() {
    let metrics = |names: serde_json::Value, seconds: i32| json!([{ "metricNames": names, "resolutionSeconds": seconds }]);
    let (cpu, cpus) = (json!(["CPUUtilization"]), json!(vec!["CPUUtilization"; 6]));
    let (good, fast, wrong) =
        (metrics(cpu.clone(), 20), metrics(cpu.clone(), 21), metrics(json!(["CPU"]), 60));
    let (slow, none, many) = (metrics(cpu, 60), metrics(json!([]), 60), metrics(cpus, 60));
    on_fargate(rows! {
        "SV-029": { "schedulingStrategy" = "REPLICA" } => [];
        "SV-029": { "schedulingStrategy" = "replica" } => ["ECS0001 schedulingStrategy"];
        "SV-046": { "propagateTags" = "NONE" } => [];
        "SV-046": { "propagateTags" = "TASK" } => ["ECS0001 propagateTags"];
        "SV-049": { "availabilityZoneRebalancing" = "ENABLED" } => [];
        "SV-049": { "availabilityZoneRebalancing" = "ON" } => ["ECS0001 availabilityZoneRebalancing"];
        "DP-001": { "deploymentController.type" = "ECS" } => [];
        "DP-001": { "deploymentController.type" = "CODEDEPLOY" } => ["ECS0001 deploymentController.type"];
        "SV-045": { "enableECSManagedTags" = true } => ["ECS0731 enableECSManagedTags"];
        "SV-045": { "enableECSManagedTags" = true, "propagateTags" = "NONE" } => [];
        "TG-002": { "tags" = [{ "key": "", "value": "web" }] } => ["ECS0602 tags[0].key"];
        "SV-064": { "monitoring.metricConfigurations" = good } => [];
        "SV-065": { "monitoring.metricConfigurations" = slow } => [];
        "SV-065": { "monitoring.metricConfigurations" = fast }
            => ["ECS0744 monitoring.metricConfigurations[0].resolutionSeconds"];
        "SV-064": { "monitoring.metricConfigurations" = wrong }
            => ["ECS0744 monitoring.metricConfigurations[0].metricNames[0]"];
        "SV-064": { "monitoring.metricConfigurations" = none }
            => ["ECS0744 monitoring.metricConfigurations[0].metricNames"];
        "SV-064": { "monitoring.metricConfigurations" = many }
            => ["ECS0744 monitoring.metricConfigurations[0].metricNames"];
        "SV-050": { "availabilityZoneRebalancing" = "ENABLED", "deploymentConfiguration.maximumPercent" = 100,
                    "deploymentConfiguration.minimumHealthyPercent" = 50 }
            => ["ECS0732 availabilityZoneRebalancing"];
        "SV-050": { "availabilityZoneRebalancing" = "ENABLED", "deploymentConfiguration.maximumPercent" = 101,
                    "deploymentConfiguration.minimumHealthyPercent" = 50 } => [];
    });
}

#[test]
fn daemons() {
    let daemon = |more: &[(&'static str, serde_json::Value)]| {
        let mut changes = vec![("schedulingStrategy", json!("DAEMON")), ("desiredCount", json!(null))];
        changes.extend(more.iter().cloned());
        changes
    };
    let spread = json!([{ "type": "spread", "field": "host" }]);
    let volume = json!([{ "name": "data" }]);
    on_ec2(vec![
        ("SV-029", daemon(&[]), vec![]),
        ("SV-008", daemon(&[("desiredCount", json!(2))]), vec!["ECS0708 desiredCount"]),
        (
            "SV-031",
            daemon(&[("deploymentController", json!({ "type": "EXTERNAL" }))]),
            vec![
                "ECS0708 deploymentController.type",
                "ECS0901 deploymentConfiguration.deploymentCircuitBreaker",
            ],
        ),
        ("SV-032", daemon(&[("placementStrategy", spread)]), vec!["ECS0708 placementStrategy"]),
        ("SV-033, EB-017", daemon(&[("volumeConfigurations", volume)]), vec!["ECS0708 volumeConfigurations"]),
        (
            "SV-050",
            daemon(&[("availabilityZoneRebalancing", json!("ENABLED"))]),
            vec!["ECS0732 availabilityZoneRebalancing"],
        ),
    ]);
    on_fargate(vec![("SV-030", daemon(&[]), vec!["ECS0708 schedulingStrategy"])]);
}

#[test]
fn the_role_of_a_classic_service() {
    let classic = json!([{ "loadBalancerName": "web", "containerName": "web", "containerPort": 80 }]);
    let group = json!({ "targetGroupArn": GROUP, "containerName": "web", "containerPort": 80 });
    let other = GROUP.replace("web", "api");
    let second = json!({ "targetGroupArn": other, "containerName": "web", "containerPort": 80 });
    let (one, two) = (json!([group]), json!([group, second]));
    let registry = json!([{
        "registryArn": "arn:aws:servicediscovery:eu-west-1:123456789012:service/srv-1",
        "containerName": "web", "containerPort": 80,
    }]);
    on_ec2(rows! {
        "SV-017": { "role" = "ecsServiceRole", "loadBalancers" = classic } => [];
        "SV-018": { "role" = "ecsServiceRole" } => ["ECS0717 role"];
        "SV-020": { "role" = ROLE, "loadBalancers" = one } => [];
        "SV-020": { "role" = "/ecs/service", "loadBalancers" = one } => [];
        "SV-020": { "role" = "my role", "loadBalancers" = one } => ["ECS0718 role"];
        "SV-020": { "role" = GROUP, "loadBalancers" = one } => ["ECS0718 role"];
        "SV-019, LB-007": { "role" = ROLE, "loadBalancers" = two } => ["ECS0717 role"];
        "SV-019": { "role" = ROLE, "loadBalancers" = one, "serviceRegistries" = registry } => ["ECS0717 role"];
        "SV-050": { "loadBalancers" = classic, "availabilityZoneRebalancing" = "ENABLED" }
            => ["ECS0732 availabilityZoneRebalancing"];
    });
    on_fargate(rows! { "SV-019": { "role" = ROLE, "loadBalancers" = one } => ["ECS0717 role"]; });
}

#[test]
fn networks() {
    let ids = |prefix: &str, count: usize| -> Vec<String> {
        (0..count).map(|number| format!("{prefix}-{number}")).collect()
    };
    let (full, over) = (ids("subnet", 16), ids("subnet", 17));
    let (groups, more_groups) = (ids("sg", 5), ids("sg", 6));
    on_fargate(rows! {
        "SV-022": { "networkConfiguration" = null } => ["ECS0719 networkConfiguration"];
        "SV-022": { "networkConfiguration" = {} } => ["ECS0719 networkConfiguration.awsvpcConfiguration"];
        "TD-013": { "networkConfiguration" = null, "taskDefinition" = "elsewhere" }
            => ["ECS0719 networkConfiguration"];
        "SV-023": { "networkConfiguration.awsvpcConfiguration.subnets" = [] }
            => ["ECS0719 networkConfiguration.awsvpcConfiguration.subnets"];
        "SV-024": { "networkConfiguration.awsvpcConfiguration.subnets" = full } => [];
        "SV-024": { "networkConfiguration.awsvpcConfiguration.subnets" = over }
            => ["ECS0721 networkConfiguration.awsvpcConfiguration.subnets"];
        "SV-024": { "networkConfiguration.awsvpcConfiguration.subnets" = ["${vpc/main.subnet}"] } => [];
        "SV-024": { "networkConfiguration.awsvpcConfiguration.subnets" = ["sg-1"] }
            => ["ECS0722 networkConfiguration.awsvpcConfiguration.subnets[0]"];
        "SV-025": { "networkConfiguration.awsvpcConfiguration.securityGroups" = groups } => [];
        "SV-025": { "networkConfiguration.awsvpcConfiguration.securityGroups" = more_groups }
            => ["ECS0721 networkConfiguration.awsvpcConfiguration.securityGroups"];
        "SV-025": { "networkConfiguration.awsvpcConfiguration.securityGroups" = ["web"] }
            => ["ECS0722 networkConfiguration.awsvpcConfiguration.securityGroups[0]"];
        "SV-026": { "networkConfiguration.awsvpcConfiguration.assignPublicIp" = "DISABLED" } => [];
        "SV-026": { "networkConfiguration.awsvpcConfiguration.assignPublicIp" = "YES" }
            => ["ECS0001 networkConfiguration.awsvpcConfiguration.assignPublicIp"];
    });
    let vpc = json!({ "subnets": ["subnet-1"], "assignPublicIp": "ENABLED" });
    let around = beside().task(task("own", "EC2", "awsvpc"));
    check(
        &ec2(),
        &around,
        validate,
        rows! {
            "SV-022": { "networkConfiguration.awsvpcConfiguration.subnets" = ["subnet-1"] }
                => ["ECS0720 networkConfiguration"];
            "SV-022": { "taskDefinition" = "own" } => ["ECS0719 networkConfiguration"];
            "SV-027": { "taskDefinition" = "own", "networkConfiguration.awsvpcConfiguration" = vpc }
                => ["ECS0723 networkConfiguration.awsvpcConfiguration.assignPublicIp"];
        },
    );
}

#[test]
fn registries() {
    let arn = "arn:aws:servicediscovery:eu-west-1:123456789012:service/srv-1";
    let elsewhere = "arn:aws:servicediscovery:us-east-1:123456789012:service/srv-1";
    let second = json!({ "registryArn": arn });
    on_fargate(rows! {
        "SV-051": { "serviceRegistries[0].registryArn" = arn } => [];
        "SV-051": { "serviceRegistries" = [{ "registryArn": arn }, second] } => ["ECS0733 serviceRegistries"];
        "SV-054": { "serviceRegistries[0].registryArn" = GROUP } => ["ECS0706 serviceRegistries[0].registryArn"];
        "SC-002": { "serviceRegistries[0].registryArn" = elsewhere } => ["ECS0705 serviceRegistries[0].registryArn"];
        "SV-053": { "serviceRegistries" = [{ "registryArn": arn, "port": 80 }] } => [];
        "SV-053": { "serviceRegistries" = [{ "registryArn": arn, "containerName": "web", "containerPort": 80 }] }
            => [];
        "SV-053": { "serviceRegistries" = [{ "registryArn": arn, "port": 80, "containerName": "web", "containerPort": 80 }] }
            => ["ECS0734 serviceRegistries[0].port"];
        "SV-053": { "serviceRegistries" = [{ "registryArn": arn, "containerName": "app", "containerPort": 80 }] }
            => ["ECS0802 serviceRegistries[0].containerName"];
        "SV-053": { "serviceRegistries" = [{ "registryArn": arn, "containerName": "web" }] }
            => ["ECS0734 serviceRegistries[0].containerName"];
        "SV-054": { "serviceRegistries" = [{}] } => ["ECS0734 serviceRegistries[0]"];
    });
    on_ec2(rows! {
        "SV-052": { "serviceRegistries" = [{ "registryArn": arn, "containerName": "web", "containerPort": 80 }] }
            => [];
        "SV-052": { "serviceRegistries" = [{ "registryArn": arn }] } => ["ECS0734 serviceRegistries[0]"];
    });
}

#[test]
fn exec() {
    let agent = ["CreateControlChannel", "CreateDataChannel", "OpenControlChannel", "OpenDataChannel"]
        .map(|action| format!("ssmmessages:{action}"));
    let role = "arn:aws:iam::123456789012:role/app";
    let allow = |actions: serde_json::Value| json!({ "Effect": "Allow", "Action": actions, "Resource": "*" });
    let with =
        |role_statement: serde_json::Value| beside().role(role, "ecs-tasks.amazonaws.com", role_statement);
    let on =
        |expected: Vec<&'static str>| vec![("SV-048", vec![("enableExecuteCommand", json!(true))], expected)];
    check(&fargate(), &with(allow(json!(agent))), validate, on(vec![]));
    check(&fargate(), &with(allow(json!("ssmmessages:*"))), validate, on(vec![]));
    check(&fargate(), &with(allow(json!(agent[..3]))), validate, on(vec!["ECS0736 enableExecuteCommand"]));

    let mut without_role = task("web", "FARGATE", "awsvpc");
    without_role["taskRoleArn"] = json!(null);
    let around = beside().task(without_role);
    check(&fargate(), &around, validate, on(vec!["ECS0735 enableExecuteCommand"]));

    let mut readonly = task("web", "FARGATE", "awsvpc");
    readonly["containerDefinitions"][0]["readonlyRootFilesystem"] = json!(true);
    check(&fargate(), &beside().task(readonly.clone()), validate, on(vec!["ECS0737 enableExecuteCommand"]));
    readonly["containerDefinitions"][0]["mountPoints"] = json!([
        { "sourceVolume": "ssm", "containerPath": "/var/lib/amazon/" },
        { "sourceVolume": "log", "containerPath": "/var/log/amazon/ssm" },
    ]);
    check(&fargate(), &beside().task(readonly), validate, on(vec![]));
}
