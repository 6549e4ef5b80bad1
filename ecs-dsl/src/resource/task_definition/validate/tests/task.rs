//! The task as a whole.

use serde_json::{Value, json};

use super::{Row, anywhere, ec2, external, fargate, first, managed, row, run, windows};

/// A container that is not essential, for each index.
fn containers(count: usize) -> Value {
    let one = &fargate()["containerDefinitions"][1];
    (0..count)
        .map(|index| super::changed(one.clone(), &json!({ "name": format!("c{index}"), "essential": true })))
        .collect()
}

fn meshed() -> Value {
    super::changed(
        fargate(),
        &json!({ "proxyConfiguration": {
            "type": "APPMESH",
            "containerName": "helper",
            "properties": [
                { "name": "IgnoredUID", "value": "1337" },
                { "name": "AppPorts", "value": "8080" },
                { "name": "ProxyIngressPort", "value": "15000" },
                { "name": "ProxyEgressPort", "value": "15001" },
                { "name": "EgressIgnoredPorts", "value": "" },
                { "name": "EgressIgnoredIPs", "value": "169.254.170.2" },
            ],
        } }),
    )
}

fn accelerated() -> Value {
    super::changed(
        ec2(),
        &json!({
            "inferenceAccelerators": [{ "deviceName": "a", "deviceType": "eia1.medium" }],
            "containerDefinitions[0].resourceRequirements": [{ "type": "InferenceAccelerator", "value": "a" }],
        }),
    )
}

/// Rows of sizes: CPU, memory, and whether Fargate offers them.
fn sizes() -> Vec<Row> {
    let inside: &[(&'static str, &str, &str)] = &[
        ("TD-020 TD-021", "512", "1024"),
        ("TD-020 TD-021", ".5 vcpu", "1GB"),
        ("TD-020 TD-021", "0.5 vCPU", "1 GB"),
        ("TD-020 TD-021", "${stack:x/y.cpu}", "${stack:x/y.memory}"),
        ("TD-027", "256", "512"),
        ("TD-027", "256", "2048"),
        ("TD-028", "512", "1024"),
        ("TD-028", "512", "4096"),
        ("TD-029", "1024", "2048"),
        ("TD-029", "1024", "8192"),
        ("TD-030", "2048", "4096"),
        ("TD-030", "2048", "16384"),
        ("TD-031", "4096", "8192"),
        ("TD-031", "4096", "30720"),
        ("TD-032", "8192", "16384"),
        ("TD-032", "8192", "61440"),
        ("TD-033", "16384", "32768"),
        ("TD-033", "16384", "122880"),
        ("TD-034", "32768", "249856"),
    ];
    let outside: &[(&'static str, &str, &str)] = &[
        ("TD-027", "256", "256"),
        ("TD-027", "256", "3072"),
        ("TD-028", "512", "512"),
        ("TD-028", "512", "5120"),
        ("TD-029", "1024", "1024"),
        ("TD-029", "1024", "2560"),
        ("TD-030", "2048", "3072"),
        ("TD-030", "2048", "17408"),
        ("TD-031", "4096", "7168"),
        ("TD-031", "4096", "31744"),
        ("TD-032", "8192", "18432"),
        ("TD-032", "8192", "65536"),
        ("TD-033", "16384", "40000"),
        ("TD-033", "16384", "131072"),
        ("TD-034", "32768", "65536"),
    ];
    let size = |cpu: &str, memory: &str| json!({ "cpu": cpu, "memory": memory });
    let inside = inside.iter().map(|(rules, cpu, memory)| row(rules, fargate, size(cpu, memory), &[]));
    let found = &[("ECS0107", "memory")];
    let outside = outside.iter().map(|(rules, cpu, memory)| row(rules, fargate, size(cpu, memory), found));
    inside.chain(outside).collect()
}

pub(super) fn rows() -> Vec<Row> {
    let mut rows = sizes();
    rows.extend([
        row("TD-002", fargate, json!({ "family": "a".repeat(255) }), &[]),
        row("TD-002", fargate, json!({ "family": "A-b_9" }), &[]),
        row("TD-002", fargate, json!({ "family": "a".repeat(256) }), &[("ECS0101", "family")]),
        row("TD-002", fargate, json!({ "family": "" }), &[("ECS0101", "family")]),
        row("TD-002", fargate, json!({ "family": "web.1" }), &[("ECS0101", "family")]),
        row("TD-004", fargate, json!({ "containerDefinitions": [] }), &[("ECS0102", "containerDefinitions")]),
        row("TD-004", fargate, json!({ "containerDefinitions": containers(1) }), &[]),
        row("TD-005", meshed, json!({ "containerDefinitions": containers(10), "proxyConfiguration": null,
            "containerDefinitions[0].dependsOn": (1..10).map(|i| json!({ "containerName": format!("c{i}"), "condition": "START" })).collect::<Value>() }), &[]),
        row("TD-005", fargate, json!({ "containerDefinitions": containers(11) }), &[("ECS0102", "containerDefinitions")]),
        row("TD-006 CD-016", fargate, json!({ "containerDefinitions[0].essential": true }), &[]),
        row("TD-006 CD-016", fargate, json!({ "containerDefinitions[0].essential": false }), &[("ECS0103", "containerDefinitions")]),
        row("TD-007", fargate, json!({ "containerDefinitions[1].name": "Web" }), &[]),
        row("TD-007", fargate, json!({ "containerDefinitions[1].name": "web" }), &[("ECS0104", "containerDefinitions[1].name")]),
        row(
            "TD-007",
            fargate,
            json!({
                "containerDefinitions[1].name": "web",
                "containerDefinitions[1].volumesFrom": [{ "sourceContainer": "web" }],
                "containerDefinitions[1].dependsOn": [{ "containerName": "web", "condition": "HEALTHY" }],
            }),
            &[("ECS0104", "containerDefinitions[1].name")],
        ),
        row("TD-008", ec2, json!({ "networkMode": "awsvpc" }), &[]),
        row("TD-008", ec2, json!({ "networkMode": "vpc" }), &[("ECS0001", "networkMode")]),
        row("TD-008 TD-010", fargate, json!({ "networkMode": "vpc" }), &[("ECS0001", "networkMode")]),
        row("TD-009", ec2, json!({ "networkMode": null, "containerDefinitions[0].links": ["helper"] }), &[]),
        row("TD-010", fargate, json!({}), &[]),
        row("TD-010", fargate, json!({ "networkMode": "bridge" }), &[("ECS0105", "networkMode")]),
        row("TD-010", fargate, json!({ "networkMode": null }), &[("ECS0105", "networkMode")]),
        row("TD-010 TD-018", ec2, json!({ "requiresCompatibilities": ["EC2", "FARGATE"], "cpu": "512", "memory": "1 GB" }), &[("ECS0105", "networkMode")]),
        row("", external, json!({ "networkMode": "bridge" }), &[]),
        row("", external, json!({ "networkMode": "awsvpc" }), &[("ECS0105", "networkMode")]),
        row("", managed, json!({ "networkMode": "awsvpc" }), &[]),
        row("", managed, json!({ "networkMode": "bridge" }), &[("ECS0105", "networkMode")]),
        row("", fargate, first(json!({ "environment": [{ "name": "A", "value": "x".repeat(60_000) }] })), &[]),
        row("", fargate, first(json!({ "environment": [{ "name": "A", "value": "x".repeat(70_000) }] })), &[("ECS0130", "")]),
        row("TD-011", windows, json!({ "networkMode": "awsvpc" }), &[]),
        row("TD-011", windows, json!({ "networkMode": "bridge" }), &[("ECS0105", "networkMode")]),
        row("TD-015", ec2, json!({ "networkMode": "host" }), &[("ECS0127", "networkMode")]),
        row("TD-015", ec2, json!({ "networkMode": "host", "containerDefinitions[0].portMappings": [] }), &[]),
        row("TD-017", ec2, json!({ "requiresCompatibilities": ["EC2", "EXTERNAL"] }), &[]),
        row("TD-017", ec2, json!({ "requiresCompatibilities": ["EC2", "ec2"] }), &[("ECS0001", "requiresCompatibilities[1]")]),
        row("TD-020", fargate, json!({ "cpu": "1 core" }), &[("ECS0106", "cpu")]),
        row("TD-021", fargate, json!({ "memory": "1 GiB" }), &[("ECS0106", "memory")]),
        row("TD-022", fargate, json!({ "cpu": null }), &[("ECS0108", "cpu")]),
        row("TD-023", fargate, json!({ "memory": null }), &[("ECS0108", "memory")]),
        row("TD-022 TD-023", fargate, json!({}), &[]),
        row("TD-022 TD-023", anywhere, json!({}), &[]),
        row("TD-024", ec2, json!({ "cpu": "128" }), &[]),
        row("TD-024", external, json!({ "cpu": "192 vCPU" }), &[]),
        row("TD-024", ec2, json!({ "cpu": "127" }), &[("ECS0109", "cpu")]),
        row("TD-024", external, json!({ "cpu": "196609" }), &[("ECS0109", "cpu")]),
        row("TD-025", windows, json!({ "cpu": "1024" }), &[("ECS0110", "cpu")]),
        row("TD-025", windows, json!({ "memory": "2048" }), &[("ECS0110", "memory")]),
        row("TD-025", windows, json!({ "containerDefinitions[0].cpu": 1024 }), &[]),
        row("TD-026", windows, json!({ "requiresCompatibilities": ["FARGATE"], "networkMode": "awsvpc", "cpu": "1024", "memory": "2048" }), &[]),
        row("TD-026", windows, json!({ "requiresCompatibilities": ["FARGATE"], "networkMode": "awsvpc", "cpu": "512", "memory": "1024" }), &[("ECS0107", "cpu")]),
        row("TD-035 CD-012", fargate, json!({ "containerDefinitions[0].memory": 512, "containerDefinitions[1].memory": 512 }), &[]),
        row("TD-035 CD-012", fargate, json!({ "containerDefinitions[0].memory": 512, "containerDefinitions[1].memory": 513 }), &[("ECS0111", "memory")]),
        row("TD-035 CD-012", fargate, json!({ "containerDefinitions[0].memory": 1024, "containerDefinitions[0].memoryReservation": 512, "containerDefinitions[1].memory": 512 }), &[]),
        row("TD-035 CD-012", fargate, json!({ "containerDefinitions[0].memory": 1025 }), &[("ECS0111", "containerDefinitions[0].memory")]),
        row("TD-035", ec2, json!({ "memory": "256" }), &[("ECS0111", "memory")]),
        row("TD-036 CD-006", fargate, json!({ "containerDefinitions[0].cpu": 256, "containerDefinitions[1].cpu": 256 }), &[]),
        row("TD-036 CD-006", fargate, json!({ "containerDefinitions[0].cpu": 256, "containerDefinitions[1].cpu": 257 }), &[("ECS0112", "cpu")]),
        row("TD-036 CD-006", fargate, json!({ "containerDefinitions[0].cpu": i32::MAX, "containerDefinitions[1].cpu": i32::MAX }), &[("ECS0112", "cpu")]),
        row("TD-037 CD-011", ec2, json!({ "memory": "1 GB", "containerDefinitions[0].memoryReservation": null }), &[]),
        row("TD-037 CD-011", ec2, json!({ "containerDefinitions[0].memoryReservation": null }), &[("ECS0113", "containerDefinitions[0].memory")]),
        row("TD-037", anywhere, json!({ "containerDefinitions[0].memoryReservation": null }), &[]),
        row("TD-038", ec2, json!({ "pidMode": "task" }), &[]),
        row("TD-038", ec2, json!({ "pidMode": "shared" }), &[("ECS0001", "pidMode")]),
        row("TD-018 TD-039", fargate, json!({ "pidMode": "task" }), &[]),
        row("TD-018 TD-039", fargate, json!({ "pidMode": "host" }), &[("ECS0114", "pidMode")]),
        row("TD-040", windows, json!({ "pidMode": "task" }), &[("ECS0115", "pidMode")]),
        row("TD-040", windows, json!({}), &[]),
        row("TD-042", ec2, json!({ "ipcMode": "none" }), &[]),
        row("TD-042", ec2, json!({ "ipcMode": "private" }), &[("ECS0001", "ipcMode")]),
        row("TD-043", fargate, json!({ "ipcMode": "task" }), &[("ECS0114", "ipcMode")]),
        row("TD-043", windows, json!({ "ipcMode": "task" }), &[("ECS0115", "ipcMode")]),
        row("TD-043", ec2, json!({ "ipcMode": "task" }), &[]),
        row("TD-047", fargate, json!({ "placementConstraints": [] }), &[]),
        row("TD-047", fargate, json!({ "placementConstraints": [{ "type": "memberOf", "expression": "a" }] }), &[("ECS0114", "placementConstraints")]),
        row("TD-048", ec2, json!({ "placementConstraints": vec![json!({ "type": "memberOf", "expression": "a" }); 10] }), &[]),
        row("TD-048", ec2, json!({ "placementConstraints": vec![json!({ "type": "memberOf", "expression": "a" }); 11] }), &[("ECS0116", "placementConstraints")]),
        row("TD-049", ec2, json!({ "placementConstraints": [{ "type": "distinctInstance", "expression": "a" }] }), &[("ECS0001", "placementConstraints[0].type")]),
        row("TD-049", ec2, json!({ "placementConstraints": [{ "type": "memberOf", "expression": "a" }] }), &[]),
        row("TD-050", ec2, json!({ "placementConstraints": [{ "type": "memberOf" }] }), &[("ECS0116", "placementConstraints[0].expression")]),
        row("TD-050", ec2, json!({ "placementConstraints": [{ "type": "memberOf", "expression": "a".repeat(2000) }] }), &[]),
        row("TD-050", ec2, json!({ "placementConstraints": [{ "type": "memberOf", "expression": "a".repeat(2001) }] }), &[("ECS0116", "placementConstraints[0].expression")]),
        row("TD-052", fargate, json!({ "ephemeralStorage.sizeInGiB": 21 }), &[]),
        row("TD-052", fargate, json!({ "ephemeralStorage.sizeInGiB": 200 }), &[]),
        row("TD-052", fargate, json!({ "ephemeralStorage.sizeInGiB": 20 }), &[("ECS0117", "ephemeralStorage.sizeInGiB")]),
        row("TD-052", fargate, json!({ "ephemeralStorage.sizeInGiB": 201 }), &[("ECS0117", "ephemeralStorage.sizeInGiB")]),
        row("TD-053", anywhere, json!({ "ephemeralStorage.sizeInGiB": 50 }), &[]),
        row("TD-053", ec2, json!({ "ephemeralStorage.sizeInGiB": 50 }), &[("ECS0118", "ephemeralStorage")]),
        row("TD-054", fargate, json!({ "runtimePlatform.cpuArchitecture": "ARM64" }), &[]),
        row("TD-054", fargate, json!({ "runtimePlatform.cpuArchitecture": "arm64" }), &[("ECS0001", "runtimePlatform.cpuArchitecture")]),
        row("TD-055", windows, json!({ "runtimePlatform.cpuArchitecture": "ARM64" }), &[("ECS0119", "runtimePlatform.cpuArchitecture")]),
        row("TD-055", ec2, json!({ "runtimePlatform": { "cpuArchitecture": "ARM64", "operatingSystemFamily": "LINUX" } }), &[]),
        row("TD-056", fargate, json!({ "runtimePlatform.operatingSystemFamily": "LINUX" }), &[]),
        row("TD-056", fargate, json!({ "runtimePlatform.operatingSystemFamily": "Linux" }), &[("ECS0001", "runtimePlatform.operatingSystemFamily")]),
        row("TD-057", fargate, json!({ "taskRoleArn": "web" }), &[]),
        row("TD-057", fargate, json!({ "taskRoleArn": "arn:aws:iam::123456789012:role/teams/web" }), &[]),
        row("TD-057", fargate, json!({ "taskRoleArn": "${role/web.arn}" }), &[]),
        row("TD-057", fargate, json!({ "taskRoleArn": "arn:aws:iam::123456789012:user/web" }), &[("ECS0120", "taskRoleArn")]),
        row("TD-057", fargate, json!({ "taskRoleArn": "arn:aws:iam::XXXXXXXXXXXX:role/web" }), &[("ECS0002", "taskRoleArn")]),
        row("TD-058", fargate, json!({ "executionRoleArn": "arn:aws:iam::${aws.account}:role/x" }), &[]),
        row("TD-058", fargate, json!({ "executionRoleArn": "web-execution" }), &[("ECS0121", "executionRoleArn")]),
        row("TD-058", fargate, json!({ "executionRoleArn": "arn:aws:iam::1234:role/x" }), &[("ECS0120", "executionRoleArn")]),
        row("TD-059", fargate, json!({ "executionRoleArn": null }), &[("ECS0122", "containerDefinitions[0].logConfiguration")]),
        row("TD-059", ec2, json!({ "executionRoleArn": null }), &[]),
        row("TD-059", ec2, json!({ "executionRoleArn": null, "containerDefinitions[0].secrets": [{ "name": "A", "valueFrom": "a" }] }), &[("ECS0122", "containerDefinitions[0].secrets")]),
        row("TD-059", ec2, json!({ "executionRoleArn": "", "containerDefinitions[1].environmentFiles": [{ "type": "s3", "value": "arn:aws:s3:::bucket/a.env" }] }), &[("ECS0122", "containerDefinitions[1].environmentFiles")]),
        row("TD-061", meshed, json!({ "proxyConfiguration.type": "ENVOY" }), &[("ECS0001", "proxyConfiguration.type")]),
        row("TD-061 TD-062 TD-063 TD-064", meshed, json!({}), &[]),
        row("TD-062", meshed, json!({ "proxyConfiguration.containerName": "envoy" }), &[("ECS0129", "proxyConfiguration.containerName")]),
        row("TD-063", meshed, json!({ "proxyConfiguration.properties[1].name": "Ports" }), &[("ECS0123", "proxyConfiguration.properties")]),
        row("TD-063", meshed, json!({ "proxyConfiguration.properties[3].value": "" }), &[("ECS0123", "proxyConfiguration.properties")]),
        row("TD-063", meshed, json!({ "proxyConfiguration.properties[4].name": "Ports" }), &[("ECS0128", "proxyConfiguration.properties")]),
        row("TD-064", meshed, json!({ "proxyConfiguration.properties[0].name": "IgnoredGID" }), &[]),
        row("TD-064", meshed, json!({ "proxyConfiguration.properties[0].value": "" }), &[("ECS0123", "proxyConfiguration.properties")]),
        row("TD-066 TD-067 TD-068 CD-082", ec2, json!({ "inferenceAccelerators": [] }), &[]),
        row("TD-068", accelerated, json!({}), &[("ECS0125", "inferenceAccelerators")]),
        row("TD-066", accelerated, json!({ "inferenceAccelerators[0].deviceType": "" }), &[("ECS0124", "inferenceAccelerators[0].deviceType"), ("ECS0125", "inferenceAccelerators")]),
        row("TD-067", accelerated, json!({ "containerDefinitions[0].resourceRequirements": [] }), &[("ECS0124", "inferenceAccelerators[0].deviceName"), ("ECS0125", "inferenceAccelerators")]),
        row("CD-082", accelerated, json!({ "containerDefinitions[1].resourceRequirements": [{ "type": "InferenceAccelerator", "value": "b" }] }), &[("ECS0124", "containerDefinitions[1].resourceRequirements[0].value"), ("ECS0125", "inferenceAccelerators")]),
        row("TD-070", managed, json!({ "trustedExecutionConfiguration.isolationMode": "SHARED" }), &[]),
        row("TD-070", ec2, json!({ "trustedExecutionConfiguration.isolationMode": "SHARED" }), &[("ECS0126", "trustedExecutionConfiguration")]),
        row("TD-071", managed, json!({ "trustedExecutionConfiguration.isolationMode": "ISOLATED_SANDBOX" }), &[]),
        row("TD-071", managed, json!({ "trustedExecutionConfiguration.isolationMode": "ALONE" }), &[("ECS0001", "trustedExecutionConfiguration.isolationMode")]),
        row("TD-072", managed, json!({ "trustedExecutionConfiguration": { "isolationMode": "CONFIDENTIAL_SANDBOX", "attestationPolicy": "e30=" } }), &[]),
        row("TD-072", managed, json!({ "trustedExecutionConfiguration": { "isolationMode": "CONFIDENTIAL_SANDBOX" } }), &[("ECS0126", "trustedExecutionConfiguration.attestationPolicy")]),
        row("TD-072", managed, json!({ "trustedExecutionConfiguration": { "isolationMode": "CONFIDENTIAL_SANDBOX", "attestationPolicy": "{}" } }), &[("ECS0126", "trustedExecutionConfiguration.attestationPolicy")]),
    ]);
    rows
}

#[test]
fn task() {
    run(&rows());
}
