//! Texts and numbers that nobody writes, in every member: whatever is found, nothing panics.

use serde_json::{Map, Value, json};

use super::validate;
use crate::api::ecs::{Compatibility, RegisterTaskDefinition};
use crate::check::Alone;

/// The document that has every member which the rules look at, each of its kind.
fn everything() -> Value {
    const CHANGES: &str = r#"{
        "ephemeralStorage.sizeInGiB": 50,
        "pidMode": "task",
        "ipcMode": "none",
        "runtimePlatform": { "operatingSystemFamily": "LINUX", "cpuArchitecture": "X86_64" },
        "placementConstraints": [{ "type": "memberOf", "expression": "a" }],
        "trustedExecutionConfiguration": { "isolationMode": "SHARED", "attestationPolicy": "e30=" },
        "inferenceAccelerators": [{ "deviceName": "a", "deviceType": "b" }],
        "proxyConfiguration": { "type": "APPMESH", "containerName": "web", "properties": [{ "name": "a", "value": "b" }] },
        "tags": [{ "key": "a", "value": "b" }],
        "volumes[1]": { "name": "efs", "efsVolumeConfiguration": { "fileSystemId": "fs-1", "rootDirectory": "/",
            "transitEncryptionPort": 1, "authorizationConfig": { "accessPointId": "fsap-1", "iam": "ENABLED" } } },
        "volumes[2]": { "name": "s3", "s3filesVolumeConfiguration": { "fileSystemArn": "arn:aws:s3files:a:b:c" } },
        "volumes[3]": { "name": "fsx", "fsxWindowsFileServerVolumeConfiguration": { "fileSystemId": "fs-1",
            "rootDirectory": "a", "authorizationConfig": { "credentialsParameter": "a", "domain": "a.b" } } },
        "volumes[4]": { "name": "docker", "dockerVolumeConfiguration": { "scope": "task", "driver": "local" } },
        "volumes[5]": { "name": "host", "host": { "sourcePath": "C:\\a" } },
        "containerDefinitions[0].cpu": 1,
        "containerDefinitions[0].memory": 6,
        "containerDefinitions[0].environment": [{ "name": "A", "value": "http://localhost:80" }],
        "containerDefinitions[0].environmentFiles": [{ "type": "s3", "value": "arn:aws:s3:::bucket/a.env" }],
        "containerDefinitions[0].secrets": [{ "name": "B", "valueFrom": "arn:aws:ssm:eu-west-1:123456789012:parameter/a" }],
        "containerDefinitions[0].repositoryCredentials": { "credentialsParameter": "a" },
        "containerDefinitions[0].links": ["helper:alias"],
        "containerDefinitions[0].dependsOn": [{ "containerName": "helper", "condition": "START" }],
        "containerDefinitions[0].volumesFrom": [{ "sourceContainer": "helper" }],
        "containerDefinitions[0].startTimeout": 2,
        "containerDefinitions[0].ulimits": [{ "name": "nofile", "softLimit": 1, "hardLimit": 2 }],
        "containerDefinitions[0].systemControls": [{ "namespace": "net.a", "value": "1" }],
        "containerDefinitions[0].dockerSecurityOptions": ["label:a"],
        "containerDefinitions[0].credentialSpecs": ["credentialspec:arn:aws:s3:::bucket/a"],
        "containerDefinitions[0].restartPolicy": { "enabled": true, "restartAttemptPeriod": 60, "ignoredExitCodes": [1] },
        "containerDefinitions[0].resourceRequirements": [{ "type": "GPU", "value": "1" },
            { "type": "GPU", "sharingStrategy": { "nvidiaMps": { "memory": 1, "maxComputePercent": 1 } } },
            { "type": "InferenceAccelerator", "value": "a" }, { "type": "NeuronDevice", "value": "ALL" }],
        "containerDefinitions[0].linuxParameters": { "maxSwap": 1, "swappiness": 1, "capabilities": { "add": ["ALL"] },
            "devices": [{ "hostPath": "/a", "permissions": ["read"] }],
            "tmpfs": [{ "containerPath": "/a", "size": 1, "mountOptions": ["rw"] }] },
        "containerDefinitions[0].portMappings[1]": { "containerPortRange": "1-2", "appProtocol": "http", "hostPort": 0 },
        "containerDefinitions[0].healthCheck": { "command": ["CMD", "a"], "interval": 5, "timeout": 2, "retries": 1, "startPeriod": 0 },
        "containerDefinitions[0].logConfiguration.options.mode": "blocking",
        "containerDefinitions[0].logConfiguration.options.max-buffer-size": "1m",
        "containerDefinitions[1].firelensConfiguration": { "type": "fluentbit", "options": { "config-file-type": "file" } },
        "containerDefinitions[1].logConfiguration": { "logDriver": "awsfirelens",
            "options": { "Name": "es", "Host": "a", "log-driver-buffer-limit": "1" } }
    }"#;
    super::changed(super::ec2(), &serde_json::from_str(CHANGES).unwrap())
}

/// Puts each awkward value in the place of each leaf in turn.
fn variants(value: &Value, texts: &[String], numbers: &[i32]) -> Vec<Value> {
    match value {
        Value::String(_) => texts.iter().map(|text| json!(text)).collect(),
        Value::Number(_) => numbers.iter().map(|number| json!(number)).collect(),
        Value::Array(items) => {
            let with = |index: usize, variant: Value| {
                let mut items = items.clone();
                items[index] = variant;
                Value::Array(items)
            };
            let inner = items.iter().enumerate().flat_map(|(index, item)| {
                variants(item, texts, numbers).into_iter().map(move |variant| (index, variant))
            });
            inner.map(|(index, variant)| with(index, variant)).chain([json!([])]).collect()
        }
        Value::Object(members) => {
            let with = |key: &str, variant: Value| {
                let mut members: Map<String, Value> = members.clone();
                members.insert(key.to_owned(), variant);
                Value::Object(members)
            };
            let inner = members.iter().flat_map(|(key, member)| {
                variants(member, texts, numbers).into_iter().map(move |variant| (key, variant))
            });
            inner.map(|(key, variant)| with(key, variant)).collect()
        }
        Value::Bool(_) | Value::Null => Vec::new(),
    }
}

#[test]
fn no_value_makes_a_rule_panic() {
    let mut texts: Vec<String> = [
        "",
        "é",
        "aws€",
        "€:€",
        "::",
        "1-",
        "${",
        "{a}",
        "<€>",
        "XXXX€",
        "@€",
        "arn:",
        "arn:aws:iam::€:role/",
        "localhost:99999999999",
        "a://:b@",
        "99999999999999999999",
        "1e309m",
        "€ vCPU",
        "€\u{0}",
    ]
    .map(str::to_owned)
    .into();
    texts.push("é".repeat(600));
    let numbers = [i32::MIN, -1, 0, 1, 65_536, i32::MAX];
    let mut read = 0;
    for document in variants(&everything(), &texts, &numbers) {
        let mut request: RegisterTaskDefinition = serde_json::from_value(document).unwrap();
        for launch in [Compatibility::Ec2, Compatibility::Fargate, Compatibility::ManagedInstances] {
            request.requires_compatibilities = Some(vec![launch]);
            validate(&request, &Alone, &mut Vec::new());
            read += 1;
        }
    }
    assert!(read > 5_000, "{read}");
}
