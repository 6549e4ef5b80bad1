//! Every row of every table of the normal form: what it says is no difference is none, what it does
//! not say is one.

use ecs_dsl::kind::{Kind, Plain, Row, Rule};
use ecs_dsl::plan::members;
use ecs_dsl::resource::{KINDS, of_kind};
use serde_json::{Value, json};

/// Puts a value at a member's path into a document; elements of lists get the names that their row asks for.
fn put(kind: &dyn Kind, document: &mut Value, path: &str, value: Value) {
    let mut at = document;
    let mut member = String::new();
    for step in path.split('.') {
        let (name, in_list) = step.strip_suffix("[]").map_or((step, false), |name| (name, true));
        member = if member.is_empty() { name.to_owned() } else { format!("{member}.{name}") };
        at = &mut at[name];
        if in_list {
            if !at.is_array() {
                *at = json!([element(kind, &member, 1)]);
            }
            at = &mut at[0];
            member.push_str("[]");
        }
    }
    *at = value;
}

/// Makes an element of a list, by the members that name it.
fn element(kind: &dyn Kind, list: &str, number: i64) -> Value {
    let keyed = kind.normal().iter().filter(|row| row.member == list).find_map(|row| match row.rule {
        Rule::Keyed(keys) => Some(keys),
        _ => None,
    });
    let mut element = json!({});
    match keyed {
        Some(keys) => {
            for (key, default) in keys.iter().filter(|(key, _)| !key.contains('.')) {
                element[*key] = if default.is_empty() { json!(number) } else { json!(default) };
            }
        }
        None => element["name"] = json!(format!("element {number}")),
    }
    element
}

fn with(kind: &dyn Kind, row: &Row, value: Value) -> Value {
    let mut document = json!({});
    put(kind, &mut document, row.member, value);
    document
}

/// A document in which the member's parents are, and not the member.
fn without(kind: &dyn Kind, row: &Row) -> Value {
    match row.member.rsplit_once('.') {
        Some((parent, _))
            if kind.normal().iter().any(|row| row.member == parent && matches!(row.rule, Rule::Kept)) =>
        {
            let mut document = json!({});
            put(kind, &mut document, parent, json!({}));
            document
        }
        Some((parent, _)) if parent.contains("[]") => {
            let mut document = json!({});
            let list = parent.rfind("[]").expect("it was found just now");
            put(kind, &mut document, &parent[..list], json!([element(kind, &parent[..list], 1)]));
            document
        }
        _ => json!({}),
    }
}

#[track_caller]
fn same(kind: &dyn Kind, row: &Row, wanted: &Value, live: &Value) {
    let found = members(kind.kind(), wanted, live);
    assert!(found.is_empty(), "{} {}: {wanted} against {live}: {found:?}", kind.kind(), row.member);
}

#[track_caller]
fn differs(kind: &dyn Kind, row: &Row, wanted: &Value, live: &Value) {
    let found = members(kind.kind(), wanted, live);
    assert!(!found.is_empty(), "{} {}: {wanted} against {live}", kind.kind(), row.member);
}

fn another(plain: Plain) -> Value {
    match plain {
        Plain::Bool(value) => json!(!value),
        Plain::Number(value) => json!(value + 7),
        Plain::Text(_) => json!("ANOTHER"),
    }
}

/// Rows whose rule is a function of its own, with what is equal and what is not.
fn cases() -> Vec<(&'static str, &'static str, Value, Value, bool)> {
    let td = "ecs:task-definition";
    let service = "ecs:service";
    let port = |root: Value, port: Value| {
        let mut document = root;
        document["containerDefinitions"] = json!([{ "name": "web", "portMappings": [port] }]);
        document
    };
    let awsvpc = || json!({ "networkMode": "awsvpc" });
    let bridge = || json!({ "networkMode": "bridge" });
    let fargate = |more: Value| {
        let mut document = json!({ "requiresCompatibilities": ["FARGATE"] });
        document.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        document
    };
    let volume = |inner: Value| json!({ "volumes": [inner] });
    let trust = |statement: Value| json!({ "AssumeRolePolicyDocument": { "Version": "2012-10-17", "Statement": statement } });
    let policy = |document: Value| json!({ "Policies": [{ "PolicyName": "p", "PolicyDocument": document }] });
    let targets = |one: &str, other: &str| {
        json!({ "loadBalancers": [{ "containerName": "web", "containerPort": 80, "targetGroupArn": one,
            "advancedConfiguration": { "alternateTargetGroupArn": other } }] })
    };
    let association = "ecs:cluster-capacity-providers";
    vec![
        (td, "cpu", json!({ "cpu": "1 vCPU" }), json!({ "cpu": "1024" }), true),
        (td, "cpu", json!({ "cpu": ".5 vcpu" }), json!({ "cpu": "512" }), true),
        (td, "cpu", json!({ "cpu": "1 vCPU" }), json!({ "cpu": "2048" }), false),
        (td, "memory", json!({ "memory": "2 GB" }), json!({ "memory": "2048" }), true),
        (td, "memory", json!({ "memory": "2GB" }), json!({ "memory": "2048" }), true),
        (td, "memory", json!({ "memory": "2 GB" }), json!({ "memory": "4096" }), false),
        (td, "networkMode", json!({}), bridge(), true),
        (td, "networkMode", json!({}), awsvpc(), false),
        (td, "networkMode", fargate(json!({})), fargate(awsvpc()), true),
        (
            td,
            "ephemeralStorage.sizeInGiB",
            fargate(json!({})),
            fargate(json!({ "ephemeralStorage": { "sizeInGiB": 20 } })),
            true,
        ),
        (
            td,
            "ephemeralStorage.sizeInGiB",
            fargate(json!({})),
            fargate(json!({ "ephemeralStorage": { "sizeInGiB": 21 } })),
            false,
        ),
        (
            td,
            "runtimePlatform.operatingSystemFamily",
            fargate(json!({})),
            fargate(json!({ "runtimePlatform": { "operatingSystemFamily": "LINUX" } })),
            true,
        ),
        (
            td,
            "runtimePlatform.cpuArchitecture",
            fargate(json!({})),
            fargate(json!({ "runtimePlatform": { "cpuArchitecture": "X86_64" } })),
            true,
        ),
        (
            td,
            "runtimePlatform.cpuArchitecture",
            fargate(json!({})),
            fargate(json!({ "runtimePlatform": { "cpuArchitecture": "ARM64" } })),
            false,
        ),
        (
            td,
            "containerDefinitions[].portMappings[].hostPort",
            port(awsvpc(), json!({ "containerPort": 80 })),
            port(awsvpc(), json!({ "containerPort": 80, "hostPort": 80 })),
            true,
        ),
        (
            td,
            "containerDefinitions[].portMappings[].hostPort",
            port(bridge(), json!({ "containerPort": 80 })),
            port(bridge(), json!({ "containerPort": 80, "hostPort": 0 })),
            true,
        ),
        (
            td,
            "containerDefinitions[].portMappings[].hostPort",
            port(bridge(), json!({ "containerPort": 80 })),
            port(bridge(), json!({ "containerPort": 80, "hostPort": 80 })),
            false,
        ),
        (
            td,
            "volumes[].dockerVolumeConfiguration",
            volume(json!({ "name": "v", "dockerVolumeConfiguration": {} })),
            volume(json!({ "name": "v", "dockerVolumeConfiguration": { "scope": "task" } })),
            true,
        ),
        (
            td,
            "volumes[].dockerVolumeConfiguration",
            volume(json!({ "name": "v", "dockerVolumeConfiguration": {} })),
            volume(json!({ "name": "v", "host": {} })),
            false,
        ),
        (
            service,
            "cluster",
            json!({ "cluster": "arn:aws:ecs:eu-west-1:1:cluster/c" }),
            json!({ "cluster": "c" }),
            true,
        ),
        (service, "cluster", json!({ "cluster": "d" }), json!({ "cluster": "c" }), false),
        (service, "role", json!({ "role": "r" }), json!({ "role": "arn:aws:iam::1:role/r" }), true),
        (service, "role", json!({ "role": "q" }), json!({ "role": "arn:aws:iam::1:role/r" }), false),
        (
            service,
            "taskDefinition",
            json!({ "taskDefinition": "web" }),
            json!({ "taskDefinition": "arn:aws:ecs:eu-west-1:1:task-definition/web:7" }),
            true,
        ),
        (
            service,
            "taskDefinition",
            json!({ "taskDefinition": "web:7" }),
            json!({ "taskDefinition": "arn:aws:ecs:eu-west-1:1:task-definition/web:7" }),
            true,
        ),
        (
            service,
            "taskDefinition",
            json!({ "taskDefinition": "web:8" }),
            json!({ "taskDefinition": "arn:aws:ecs:eu-west-1:1:task-definition/web:7" }),
            false,
        ),
        (
            service,
            "taskDefinition",
            json!({ "taskDefinition": "we" }),
            json!({ "taskDefinition": "arn:aws:ecs:eu-west-1:1:task-definition/web:7" }),
            false,
        ),
        (
            service,
            "deploymentConfiguration.maximumPercent",
            json!({}),
            json!({ "deploymentConfiguration": { "maximumPercent": 200 } }),
            true,
        ),
        (
            service,
            "deploymentConfiguration.maximumPercent",
            json!({ "schedulingStrategy": "DAEMON" }),
            json!({ "schedulingStrategy": "DAEMON", "deploymentConfiguration": { "maximumPercent": 100 } }),
            true,
        ),
        (
            service,
            "deploymentConfiguration.maximumPercent",
            json!({}),
            json!({ "deploymentConfiguration": { "maximumPercent": 100 } }),
            false,
        ),
        (
            service,
            "deploymentConfiguration.minimumHealthyPercent",
            json!({}),
            json!({ "deploymentConfiguration": { "minimumHealthyPercent": 100 } }),
            true,
        ),
        (
            service,
            "deploymentConfiguration.minimumHealthyPercent",
            json!({ "schedulingStrategy": "DAEMON" }),
            json!({ "schedulingStrategy": "DAEMON", "deploymentConfiguration": { "minimumHealthyPercent": 0 } }),
            true,
        ),
        (
            service,
            "deploymentConfiguration.minimumHealthyPercent",
            json!({}),
            json!({ "deploymentConfiguration": { "minimumHealthyPercent": 50 } }),
            false,
        ),
        (
            service,
            "monitoring.metricConfigurations",
            json!({}),
            json!({ "monitoring": { "metricConfigurations": [
                { "metricNames": ["MemoryUtilization", "CPUUtilization"], "resolutionSeconds": 60 },
            ] } }),
            true,
        ),
        (
            service,
            "monitoring.metricConfigurations",
            json!({ "monitoring": { "metricConfigurations": [
                { "metricNames": ["MemoryUtilization", "CPUUtilization"], "resolutionSeconds": 20 },
            ] } }),
            json!({ "monitoring": { "metricConfigurations": [
                { "metricNames": ["CPUUtilization"], "resolutionSeconds": 20 },
                { "metricNames": ["MemoryUtilization"], "resolutionSeconds": 20 },
            ] } }),
            true,
        ),
        (
            service,
            "monitoring.metricConfigurations",
            json!({}),
            json!({ "monitoring": { "metricConfigurations": [
                { "metricNames": ["CPUUtilization"], "resolutionSeconds": 20 },
            ] } }),
            false,
        ),
        (
            "logs:log-group",
            "retentionInDays",
            json!({ "logGroupClass": "DELIVERY" }),
            json!({ "logGroupClass": "DELIVERY", "retentionInDays": 2 }),
            true,
        ),
        ("logs:log-group", "retentionInDays", json!({}), json!({ "retentionInDays": 2 }), false),
        (service, "launchType", json!({}), json!({ "launchType": "EC2" }), true),
        (service, "launchType", json!({ "launchType": "FARGATE" }), json!({ "launchType": "EC2" }), false),
        (
            service,
            "capacityProviderStrategy",
            json!({}),
            json!({ "capacityProviderStrategy": [{ "capacityProvider": "FARGATE", "weight": 1 }] }),
            true,
        ),
        (
            service,
            "capacityProviderStrategy",
            json!({ "launchType": "FARGATE" }),
            json!({ "capacityProviderStrategy": [{ "capacityProvider": "FARGATE", "weight": 1 }] }),
            false,
        ),
        (
            service,
            "capacityProviderStrategy[].weight",
            json!({ "capacityProviderStrategy": [{ "capacityProvider": "FARGATE" }] }),
            json!({ "capacityProviderStrategy": [{ "capacityProvider": "FARGATE", "weight": 1, "base": 0 }] }),
            true,
        ),
        (
            service,
            "capacityProviderStrategy[].weight",
            json!({ "capacityProviderStrategy": [{ "capacityProvider": "FARGATE" }] }),
            json!({ "capacityProviderStrategy": [{ "capacityProvider": "FARGATE", "weight": 5 }] }),
            false,
        ),
        (service, "loadBalancers", targets("blue", "green"), targets("green", "blue"), true),
        (service, "loadBalancers", targets("blue", "green"), targets("green", "red"), false),
        (
            service,
            "volumeConfigurations[].managedEBSVolume",
            json!({ "volumeConfigurations": [{ "name": "v", "managedEBSVolume": {} }] }),
            json!({ "volumeConfigurations": [{ "name": "v", "managedEBSVolume": { "volumeType": "gp3" } }] }),
            true,
        ),
        (
            service,
            "volumeConfigurations[].managedEBSVolume",
            json!({ "volumeConfigurations": [{ "name": "v", "managedEBSVolume": {} }] }),
            json!({ "volumeConfigurations": [{ "name": "v" }] }),
            false,
        ),
        (
            service,
            "serviceConnectConfiguration.namespace",
            json!({ "serviceConnectConfiguration": { "enabled": true, "namespace": "n" } }),
            json!({ "serviceConnectConfiguration": { "enabled": true, "namespace": "arn:aws:servicediscovery:eu-west-1:1:namespace/ns-1" } }),
            true,
        ),
        (
            service,
            "serviceConnectConfiguration.namespace",
            json!({ "serviceConnectConfiguration": { "enabled": true, "namespace": "n" } }),
            json!({ "serviceConnectConfiguration": { "enabled": true, "namespace": "m" } }),
            false,
        ),
        (
            "ecs:cluster",
            "settings",
            json!({}),
            json!({ "settings": [{ "name": "containerInsights", "value": "disabled" }] }),
            true,
        ),
        (
            "ecs:cluster",
            "settings",
            json!({}),
            json!({ "settings": [{ "name": "containerInsights", "value": "enabled" }] }),
            false,
        ),
        (
            "ecs:cluster",
            "serviceConnectDefaults.namespace",
            json!({ "serviceConnectDefaults": { "namespace": "n" } }),
            json!({ "serviceConnectDefaults": { "namespace": "arn:aws:servicediscovery:eu-west-1:1:namespace/ns-1" } }),
            true,
        ),
        (
            "ecs:cluster",
            "serviceConnectDefaults.namespace",
            json!({ "serviceConnectDefaults": { "namespace": "n" } }),
            json!({}),
            false,
        ),
        (
            association,
            "cluster",
            json!({ "cluster": "arn:aws:ecs:eu-west-1:1:cluster/c" }),
            json!({ "cluster": "c" }),
            true,
        ),
        (
            "ecs:capacity-provider",
            "cluster",
            json!({ "cluster": "arn:aws:ecs:eu-west-1:1:cluster/c" }),
            json!({ "cluster": "c" }),
            true,
        ),
        (
            "ecs:capacity-provider",
            "autoScalingGroupProvider.autoScalingGroupArn",
            json!({ "autoScalingGroupProvider": { "autoScalingGroupArn": "g" } }),
            json!({ "autoScalingGroupProvider": { "autoScalingGroupArn": "arn:aws:autoscaling:eu-west-1:1:autoScalingGroup:id:autoScalingGroupName/g" } }),
            true,
        ),
        (
            "ecs:capacity-provider",
            "autoScalingGroupProvider.autoScalingGroupArn",
            json!({ "autoScalingGroupProvider": { "autoScalingGroupArn": "g" } }),
            json!({ "autoScalingGroupProvider": { "autoScalingGroupArn": "h" } }),
            false,
        ),
        (
            "ecs:capacity-provider",
            "autoScalingGroupProvider.managedScaling",
            json!({ "autoScalingGroupProvider": { "autoScalingGroupArn": "g", "managedScaling": {} } }),
            json!({ "autoScalingGroupProvider": { "autoScalingGroupArn": "g", "managedScaling": { "status": "ENABLED", "targetCapacity": 100 } } }),
            true,
        ),
        (
            "iam:role",
            "AssumeRolePolicyDocument",
            json!({ "AssumeRolePolicyDocument": "{\"Version\":\"2012-10-17\",\"Statement\":[]}" }),
            json!({ "AssumeRolePolicyDocument": "%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%5D%7D" }),
            true,
        ),
        (
            "iam:role",
            "AssumeRolePolicyDocument",
            trust(json!({ "Effect": "Allow", "Principal": { "AWS": "111122223333" } })),
            trust(json!([{ "Effect": "Allow", "Principal": { "AWS": ["arn:aws:iam::111122223333:root"] } }])),
            true,
        ),
        (
            "iam:role",
            "AssumeRolePolicyDocument",
            trust(json!({ "Effect": "Allow", "Principal": { "AWS": "111122223333" } })),
            trust(json!({ "Effect": "Allow", "Principal": { "AWS": "444455556666" } })),
            false,
        ),
        (
            "iam:role",
            "Policies[].PolicyDocument",
            policy(
                json!({ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": ["a:B", "a:C"], "Resource": "*" } }),
            ),
            policy(
                json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Resource": ["*"], "Action": ["a:C", "a:B"] }] }),
            ),
            true,
        ),
        (
            "iam:role",
            "Policies[].PolicyDocument",
            policy(
                json!({ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "a:B", "Resource": "*" } }),
            ),
            policy(
                json!({ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "a:B", "Resource": "x" } }),
            ),
            false,
        ),
    ]
}

#[test]
fn every_case_is_as_its_row_says() {
    for (kind, member, wanted, live, equal) in cases() {
        let found = members(kind, &wanted, &live);
        assert_eq!(found.is_empty(), equal, "{kind} {member}: {wanted} against {live}: {found:?}");
    }
}

#[test]
fn every_row_does_what_it_says() {
    let cases = cases();
    let mut rows = 0;
    for kind in KINDS.iter().copied() {
        for row in kind.normal() {
            rows += 1;
            let case = |equal| {
                cases.iter().any(|case| case.0 == kind.kind() && case.1 == row.member && case.4 == equal)
            };
            // What is inside a policy's string is looked at by the cases of the policy.
            if row.member.contains("Document.Statement") {
                continue;
            }
            match row.rule {
                Rule::OutputOnly => same(kind, row, &json!({}), &with(kind, row, json!("told by AWS"))),
                Rule::Default(plain) => {
                    let (bare, default) = (without(kind, row), with(kind, row, plain.value()));
                    same(kind, row, &bare, &default);
                    same(kind, row, &default, &bare);
                    let other = with(kind, row, another(plain));
                    differs(kind, row, &other, &default);
                }
                Rule::Keyed(_) | Rule::Pairs(..) | Rule::Set => order_means_nothing(kind, row),
                Rule::Map => {
                    let (some, none) = (with(kind, row, json!({ "a.b": "" })), without(kind, row));
                    differs(kind, row, &some, &none);
                    same(kind, row, &some, &some);
                }
                Rule::AwsChooses => {
                    let value = match row.member {
                        "networkConfiguration.awsvpcConfiguration.securityGroups" => json!(["sg-1"]),
                        member if member.ends_with("managedScaling") => json!({ "targetCapacity": 50 }),
                        _ => json!("chosen"),
                    };
                    let chosen = with(kind, row, value);
                    same(kind, row, &without(kind, row), &chosen);
                    differs(kind, row, &chosen, &without(kind, row));
                }
                Rule::Rewrite(_)
                | Rule::DefaultBy(_)
                | Rule::Kept
                | Rule::Same(_)
                | Rule::AwsChoosesWhen(_) => {
                    assert!(case(true), "no case for {} {}", kind.kind(), row.member);
                }
            }
        }
    }
    assert!(rows > 200, "{rows} rows");
}

fn order_means_nothing(kind: &dyn Kind, row: &Row) {
    let make = |number: i64| match row.rule {
        Rule::Pairs(name, value) => json!({ name: format!("n{number}"), value: "v" }),
        Rule::Keyed(_) => element(kind, row.member, number),
        _ => json!(format!("item {number}")),
    };
    let (one, two, three) = (make(1), make(2), make(3));
    let there = with(kind, row, json!([one, two]));
    let turned = with(kind, row, json!([two, one]));
    same(kind, row, &there, &turned);
    differs(kind, row, &there, &with(kind, row, json!([two, three])));
    // Nothing is between an empty list and none, and null is as good as nothing.
    same(kind, row, &with(kind, row, json!([])), &without(kind, row));
    same(kind, row, &with(kind, row, json!([two, null, one])), &there);
}

#[test]
fn every_kind_of_the_manifest_has_a_table_and_every_row_a_reason() {
    for kind in KINDS {
        assert!(of_kind(kind.kind()).is_some());
        for row in kind.normal() {
            assert!(!row.reason.is_empty(), "{} {}", kind.kind(), row.member);
        }
    }
}

#[test]
fn a_live_resource_is_compared_by_every_member_of_its_request() {
    for (kind, fixture) in [
        ("ecs:task-definition", include_str!("../api/all-members/register-task-definition.json")),
        ("ecs:service", include_str!("../api/all-members/create-service.json")),
        ("ecs:cluster", include_str!("../api/all-members/create-cluster.json")),
        ("ecs:capacity-provider", include_str!("../api/all-members/create-capacity-provider.json")),
        (
            "ecs:cluster-capacity-providers",
            include_str!("../api/all-members/put-cluster-capacity-providers.json"),
        ),
    ] {
        let request: Value = serde_json::from_str(fixture).expect("the fixture is JSON");
        let kind = of_kind(kind).expect("the kind is known");
        for member in request.as_object().expect("an object").keys().filter(|member| *member != "clientToken")
        {
            assert!(kind.members().contains(&member.as_str()), "{} {member}", kind.kind());
        }
    }
}
