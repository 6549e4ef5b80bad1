//! Containers, ports, health, logs and volumes apart.

use serde_json::{Value, json};

use super::{Row, anywhere, below, ec2, fargate, row, run, windows};

fn awsvpc() -> Value {
    super::changed(ec2(), &json!({ "networkMode": "awsvpc" }))
}

fn host() -> Value {
    super::changed(ec2(), &json!({ "networkMode": "host", "containerDefinitions[0].portMappings": null }))
}

fn managed() -> Value {
    super::changed(
        ec2(),
        &json!({ "requiresCompatibilities": ["MANAGED_INSTANCES"], "networkMode": "awsvpc" }),
    )
}

fn external() -> Value {
    super::changed(ec2(), &json!({ "requiresCompatibilities": ["EXTERNAL"] }))
}

/// A container whose logs go to a router.
fn routed() -> Value {
    super::changed(
        ec2(),
        &json!({
            "containerDefinitions[0].logConfiguration": { "logDriver": "awsfirelens" },
            "containerDefinitions[1].firelensConfiguration": { "type": "fluentbit" },
        }),
    )
}

/// The same on Fargate.
fn fargate_routed() -> Value {
    let changes = json!({
        "requiresCompatibilities": ["FARGATE"],
        "networkMode": "awsvpc",
        "cpu": "512",
        "memory": "1024",
    });
    super::changed(routed(), &changes)
}

/// Changes members of the first container.
fn first(changes: Value) -> Value {
    below("containerDefinitions[0]", changes)
}

/// Changes members of the first container's Linux parameters.
fn linux(changes: Value) -> Value {
    below("containerDefinitions[0].linuxParameters", changes)
}

fn gpu(value: Value) -> Value {
    first(json!({ "resourceRequirements": [value] }))
}

fn names_and_images() -> Vec<Row> {
    let image = |image: &str| first(json!({ "image": image }));
    let digest = |text: &str| format!("nginx@{text}");
    let bad = &[("ECS0202", "containerDefinitions[0].image")];
    let hex = "0".repeat(64);
    vec![
        row("CD-001 CD-002", fargate, first(json!({ "name": "a".repeat(255) })), &[]),
        row(
            "CD-001",
            fargate,
            first(json!({ "name": "a".repeat(256) })),
            &[("ECS0201", "containerDefinitions[0].name")],
        ),
        row(
            "CD-001",
            fargate,
            first(json!({ "name": "web.1" })),
            &[("ECS0201", "containerDefinitions[0].name")],
        ),
        row(
            "CD-002",
            fargate,
            first(json!({ "name": null })),
            &[("ECS0201", "containerDefinitions[0].name")],
        ),
        row("CD-002", fargate, first(json!({ "image": null })), bad),
        row("CD-003", fargate, image(&format!("{}:1", "a".repeat(253))), &[]),
        row("CD-003", fargate, image(&format!("{}:1", "a".repeat(254))), bad),
        row("CD-003", fargate, image("nginx: 1"), bad),
        row("CD-004", fargate, image(&format!("{}@sha256:{hex}", "a".repeat(255))), &[]),
        row("CD-004", fargate, image(&format!("{}@sha256:{hex}", "a".repeat(256))), bad),
        row("CD-005", fargate, image(&digest(&format!("sha256:{hex}"))), &[]),
        row("CD-005", fargate, image(&digest(&format!("sha256:{}", &hex[1..]))), bad),
        row("CD-005", fargate, image(&digest(&format!("sha512:{hex}"))), bad),
        row("CD-005", fargate, image("{{ image }}"), &[]),
    ]
}

fn sizes() -> Vec<Row> {
    vec![
        row("CD-007", ec2, first(json!({ "cpu": 2 })), &[]),
        row("CD-007", ec2, first(json!({ "cpu": 0 })), &[]),
        row("CD-007", ec2, first(json!({ "cpu": 262_144 })), &[]),
        row("CD-007", ec2, first(json!({ "cpu": 1 })), &[("ECS0203", "containerDefinitions[0].cpu")]),
        row("CD-007", ec2, first(json!({ "cpu": 262_145 })), &[("ECS0203", "containerDefinitions[0].cpu")]),
        row("CD-008 CD-009", ec2, first(json!({ "memory": 7, "memoryReservation": 6 })), &[]),
        row(
            "CD-008",
            ec2,
            first(json!({ "memory": 5, "memoryReservation": null })),
            &[("ECS0204", "containerDefinitions[0].memory")],
        ),
        row(
            "CD-009",
            ec2,
            first(json!({ "memoryReservation": 5 })),
            &[("ECS0204", "containerDefinitions[0].memoryReservation")],
        ),
        row("CD-010", ec2, first(json!({ "memory": 257 })), &[]),
        row(
            "CD-010",
            ec2,
            first(json!({ "memory": 256 })),
            &[("ECS0205", "containerDefinitions[0].memoryReservation")],
        ),
        row(
            "CD-010",
            ec2,
            first(json!({ "memory": 128 })),
            &[("ECS0205", "containerDefinitions[0].memoryReservation")],
        ),
        row("CD-035 CD-037", fargate, first(json!({ "startTimeout": 2, "stopTimeout": 120 })), &[]),
        row(
            "CD-035",
            fargate,
            first(json!({ "startTimeout": 1 })),
            &[("ECS0216", "containerDefinitions[0].startTimeout")],
        ),
        row(
            "CD-035",
            fargate,
            first(json!({ "startTimeout": 121 })),
            &[("ECS0216", "containerDefinitions[0].startTimeout")],
        ),
        row(
            "CD-037",
            fargate,
            first(json!({ "stopTimeout": 121 })),
            &[("ECS0216", "containerDefinitions[0].stopTimeout")],
        ),
        row("CD-037", ec2, first(json!({ "stopTimeout": 600 })), &[]),
        row(
            "CD-060 CD-061",
            fargate,
            first(
                json!({ "restartPolicy": { "enabled": true, "restartAttemptPeriod": 60, "ignoredExitCodes": vec![1; 50] } }),
            ),
            &[],
        ),
        row(
            "CD-060",
            fargate,
            first(json!({ "restartPolicy": { "enabled": true, "ignoredExitCodes": vec![1; 51] } })),
            &[("ECS0227", "containerDefinitions[0].restartPolicy.ignoredExitCodes")],
        ),
        row(
            "CD-061",
            fargate,
            first(json!({ "restartPolicy": { "enabled": true, "restartAttemptPeriod": 59 } })),
            &[("ECS0227", "containerDefinitions[0].restartPolicy.restartAttemptPeriod")],
        ),
        row(
            "CD-061",
            fargate,
            first(json!({ "restartPolicy": { "enabled": true, "restartAttemptPeriod": 1801 } })),
            &[("ECS0227", "containerDefinitions[0].restartPolicy.restartAttemptPeriod")],
        ),
        row("CD-039", fargate, first(json!({ "versionConsistency": "disabled" })), &[]),
        row(
            "CD-039",
            fargate,
            first(json!({ "versionConsistency": "off" })),
            &[("ECS0001", "containerDefinitions[0].versionConsistency")],
        ),
    ]
}

fn others() -> Vec<Row> {
    let waits = |on: &str, condition: &str| json!({ "containerDefinitions[0].dependsOn": [{ "containerName": on, "condition": condition }] });
    let back = |condition: &str| json!({ "containerDefinitions[1].dependsOn": [{ "containerName": "web", "condition": condition }] });
    vec![
        row("CD-013", ec2, first(json!({ "links": ["helper"] })), &[]),
        row("CD-013", anywhere, first(json!({ "links": ["helper"] })), &[]),
        row(
            "CD-013",
            fargate,
            first(json!({ "links": ["helper"] })),
            &[("ECS0206", "containerDefinitions[0].links")],
        ),
        row(
            "CD-013",
            host,
            first(json!({ "links": ["helper"] })),
            &[("ECS0206", "containerDefinitions[0].links")],
        ),
        row(
            "CD-014",
            windows,
            first(json!({ "links": ["helper"] })),
            &[("ECS0206", "containerDefinitions[0].links")],
        ),
        row("CD-014", windows, first(json!({ "links": [] })), &[]),
        row("CD-015", ec2, first(json!({ "links": ["helper:the-helper"] })), &[]),
        row(
            "CD-015",
            ec2,
            first(json!({ "links": ["helper:the helper"] })),
            &[("ECS0207", "containerDefinitions[0].links[0]")],
        ),
        row(
            "CD-015",
            ec2,
            first(json!({ "links": ["helper:"] })),
            &[("ECS0207", "containerDefinitions[0].links[0]")],
        ),
        row(
            "CD-030",
            ec2,
            first(json!({ "links": ["other"] })),
            &[("ECS0208", "containerDefinitions[0].links[0]")],
        ),
        row("CD-029 CD-030", fargate, waits("helper", "START"), &[]),
        row(
            "CD-029",
            fargate,
            waits("helper", "STARTED"),
            &[("ECS0001", "containerDefinitions[0].dependsOn[0].condition")],
        ),
        row(
            "CD-030",
            fargate,
            waits("helpr", "START"),
            &[("ECS0208", "containerDefinitions[0].dependsOn[0].containerName")],
        ),
        row("CD-031", fargate, waits("helper", "SUCCESS"), &[]),
        row("CD-031", fargate, waits("helper", "COMPLETE"), &[]),
        row(
            "CD-031",
            fargate,
            back("SUCCESS"),
            &[("ECS0213", "containerDefinitions[1].dependsOn[0].condition")],
        ),
        row(
            "CD-031",
            fargate,
            back("COMPLETE"),
            &[("ECS0213", "containerDefinitions[1].dependsOn[0].condition")],
        ),
        row("CD-032 HC-008", fargate, back("HEALTHY"), &[]),
        row(
            "CD-032 HC-008",
            fargate,
            waits("helper", "HEALTHY"),
            &[("ECS0214", "containerDefinitions[0].dependsOn[0].condition")],
        ),
        row("CD-033", fargate, back("START"), &[]),
        row(
            "CD-033",
            fargate,
            waits("web", "START"),
            &[("ECS0215", "containerDefinitions[0].dependsOn[0].containerName")],
        ),
        row(
            "CD-033",
            fargate,
            json!({
                "containerDefinitions[0].dependsOn": [{ "containerName": "helper", "condition": "START" }],
                "containerDefinitions[1].dependsOn": [{ "containerName": "web", "condition": "START" }],
            }),
            &[("ECS0215", "containerDefinitions[1].dependsOn[0].containerName")],
        ),
        row("CD-062", fargate, first(json!({ "volumesFrom": [{ "sourceContainer": "helper" }] })), &[]),
        row(
            "CD-062",
            fargate,
            first(json!({ "volumesFrom": [{ "sourceContainer": "other" }] })),
            &[("ECS0208", "containerDefinitions[0].volumesFrom[0].sourceContainer")],
        ),
        row(
            "CD-062",
            fargate,
            first(json!({ "volumesFrom": [{ "sourceContainer": "web" }] })),
            &[("ECS0208", "containerDefinitions[0].volumesFrom[0].sourceContainer")],
        ),
    ]
}

fn environment() -> Vec<Row> {
    let file = |value: &str| first(json!({ "environmentFiles": [{ "type": "s3", "value": value }] }));
    let secret = |value: &str| first(json!({ "secrets": [{ "name": "A", "valueFrom": value }] }));
    let credentials =
        |value: &str| first(json!({ "repositoryCredentials": { "credentialsParameter": value } }));
    let bad_file = &[("ECS0209", "containerDefinitions[0].environmentFiles[0].value")];
    let bad_secret = &[("ECS0212", "containerDefinitions[0].secrets[0].valueFrom")];
    let bad_credentials =
        &[("ECS0212", "containerDefinitions[0].repositoryCredentials.credentialsParameter")];
    let one = json!({ "type": "s3", "value": "arn:aws:s3:::bucket/a.env" });
    vec![
        row("CD-017", fargate, first(json!({ "environmentFiles": vec![one.clone(); 10] })), &[]),
        row(
            "CD-017",
            fargate,
            first(json!({ "environmentFiles": vec![one; 11] })),
            &[("ECS0209", "containerDefinitions[0].environmentFiles")],
        ),
        row("CD-018 CD-019", fargate, file("arn:aws:s3:::bucket/folder/web.env"), &[]),
        row("CD-018", fargate, file("arn:aws:s3:::bucket/web.txt"), bad_file),
        row("CD-018", fargate, file("s3://bucket/web.env"), bad_file),
        row("CD-018", fargate, file("arn:aws:s3:::bucket"), bad_file),
        row(
            "CD-019",
            fargate,
            first(json!({ "environmentFiles": [{ "type": "S3", "value": "arn:aws:s3:::bucket/a.env" }] })),
            &[("ECS0001", "containerDefinitions[0].environmentFiles[0].type")],
        ),
        row(
            "CD-023",
            fargate,
            first(json!({ "environment": [{ "name": "A", "value": "1" }, { "name": "a", "value": "2" }] })),
            &[],
        ),
        row(
            "CD-023",
            fargate,
            first(json!({ "environment": [{ "name": "A", "value": "1" }, { "name": "A", "value": "2" }] })),
            &[("ECS0210", "containerDefinitions[0].environment[1].name")],
        ),
        row(
            "CD-023",
            fargate,
            first(
                json!({ "environment": [{ "name": "A", "value": "1" }], "secrets": [{ "name": "A", "valueFrom": "a" }] }),
            ),
            &[("ECS0211", "containerDefinitions[0].secrets[0].name")],
        ),
        row(
            "CD-023",
            fargate,
            first(
                json!({ "secrets": [{ "name": "A", "valueFrom": "a" }, { "name": "A", "valueFrom": "b" }] }),
            ),
            &[("ECS0211", "containerDefinitions[0].secrets[1].name")],
        ),
        row(
            "CD-024 CD-025",
            fargate,
            secret("arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf"),
            &[],
        ),
        row(
            "CD-025",
            fargate,
            secret("arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf:user::"),
            &[],
        ),
        row("CD-025", fargate, secret("arn:aws:ssm:eu-west-1:123456789012:parameter/db/user"), &[]),
        row("CD-025", fargate, secret("arn:aws:s3:::bucket/user"), bad_secret),
        row("CD-025", fargate, secret("arn:aws:secretsmanager:eu-west-1:123456789012:db-AbCdEf"), bad_secret),
        row("CD-025", fargate, secret("arn:aws:ssm:eu-west-1:12345678901:parameter/db"), bad_secret),
        row("CD-026", fargate, secret("/db/user"), &[]),
        row("CD-026", fargate, secret("db user"), bad_secret),
        row("CD-024", fargate, secret(""), bad_secret),
        row(
            "CD-024",
            fargate,
            first(json!({ "secrets": [{ "name": "", "valueFrom": "a" }] })),
            &[("ECS0212", "containerDefinitions[0].secrets[0].name")],
        ),
        row(
            "CD-027",
            fargate,
            credentials("arn:aws:secretsmanager:eu-west-1:123456789012:secret:hub-AbCdEf"),
            &[],
        ),
        row("CD-027", fargate, credentials("hub"), &[]),
        row("CD-027", fargate, credentials(""), bad_credentials),
        row(
            "CD-027",
            fargate,
            credentials("arn:aws:ssm:eu-west-1:123456789012:parameter/hub"),
            bad_credentials,
        ),
        row(
            "LC-018",
            fargate,
            first(json!({ "logConfiguration.secretOptions": [{ "name": "x", "valueFrom": "a" }] })),
            &[],
        ),
        row(
            "LC-018",
            fargate,
            first(json!({ "logConfiguration.secretOptions": [{ "name": "x", "valueFrom": "" }] })),
            &[("ECS0212", "containerDefinitions[0].logConfiguration.secretOptions[0].valueFrom")],
        ),
    ]
}

/// Where members are not offered.
fn places() -> Vec<Row> {
    let on_windows: &[(&'static str, Value)] = &[
        ("CD-042", json!({ "user": "1000" })),
        ("CD-043", json!({ "disableNetworking": true })),
        ("CD-045", json!({ "readonlyRootFilesystem": true })),
        ("CD-046", json!({ "dnsServers": ["10.0.0.2"] })),
        ("CD-047", json!({ "dnsSearchDomains": ["example.com"] })),
        ("CD-048", json!({ "extraHosts": [{ "hostname": "a", "ipAddress": "10.0.0.1" }] })),
        ("CD-058", json!({ "ulimits": [{ "name": "nofile", "softLimit": 1, "hardLimit": 1 }] })),
        ("CD-066", json!({ "systemControls": [{ "namespace": "net.core.somaxconn", "value": "1" }] })),
        ("CD-088", json!({ "linuxParameters": { "initProcessEnabled": true } })),
        ("CD-044", json!({ "privileged": true })),
    ];
    let found: &[&'static [(&'static str, &'static str)]] = &[
        &[("ECS0220", "containerDefinitions[0].user")],
        &[("ECS0220", "containerDefinitions[0].disableNetworking")],
        &[("ECS0220", "containerDefinitions[0].readonlyRootFilesystem")],
        &[("ECS0220", "containerDefinitions[0].dnsServers")],
        &[("ECS0220", "containerDefinitions[0].dnsSearchDomains")],
        &[("ECS0220", "containerDefinitions[0].extraHosts")],
        &[("ECS0220", "containerDefinitions[0].ulimits")],
        &[("ECS0220", "containerDefinitions[0].systemControls")],
        &[("ECS0220", "containerDefinitions[0].linuxParameters")],
        &[("ECS0220", "containerDefinitions[0].privileged")],
    ];
    let mut rows = Vec::new();
    for ((rule, changes), found) in on_windows.iter().zip(found) {
        rows.push(row(rule, windows, first(changes.clone()), found));
        if *rule != "CD-044" {
            rows.push(row(rule, ec2, first(changes.clone()), &[]));
        }
    }
    let ulimit = |name: &str| first(json!({ "ulimits": [{ "name": name, "softLimit": 1, "hardLimit": 1 }] }));
    rows.extend([
        row("CD-044 TD-018", fargate, first(json!({ "privileged": false })), &[]),
        row("CD-044 TD-018", fargate, first(json!({ "privileged": true })), &[("ECS0221", "containerDefinitions[0].privileged")]),
        row("CD-050", fargate, first(json!({ "dockerSecurityOptions": ["no-new-privileges"] })), &[("ECS0221", "containerDefinitions[0].dockerSecurityOptions")]),
        row("CD-050", fargate, first(json!({ "dockerSecurityOptions": [] })), &[]),
        row("CD-083", fargate, gpu(json!({ "type": "GPU", "value": "1" })), &[("ECS0221", "containerDefinitions[0].resourceRequirements[0]")]),
        row("CD-083", ec2, gpu(json!({ "type": "GPU", "value": "1" })), &[]),
        row("CD-089", fargate, linux(json!({ "devices": [{ "hostPath": "/dev/fuse" }] })), &[("ECS0221", "containerDefinitions[0].linuxParameters.devices")]),
        row("CD-091", fargate, linux(json!({ "sharedMemorySize": 64 })), &[("ECS0221", "containerDefinitions[0].linuxParameters.sharedMemorySize")]),
        row("CD-096", fargate, linux(json!({ "maxSwap": 64 })), &[("ECS0221", "containerDefinitions[0].linuxParameters.maxSwap")]),
        row("CD-098", fargate, linux(json!({ "swappiness": 60 })), &[("ECS0221", "containerDefinitions[0].linuxParameters.swappiness")]),
        row("CD-089 CD-091 CD-096 CD-098", ec2, linux(json!({ "devices": [{ "hostPath": "/dev/fuse" }], "sharedMemorySize": 64, "maxSwap": 64, "swappiness": 60 })), &[]),
        row("CD-093", fargate, linux(json!({ "tmpfs": [{ "containerPath": "/tmp", "size": 64 }] })), &[]),
        row("CD-057", fargate, ulimit("nofile"), &[]),
        row("CD-057", fargate, ulimit("nproc"), &[("ECS0222", "containerDefinitions[0].ulimits[0]")]),
        row("CD-057", ec2, ulimit("nproc"), &[]),
        row("CD-100", fargate, linux(json!({ "capabilities.add": ["SYS_PTRACE"] })), &[]),
        row("CD-100", fargate, linux(json!({ "capabilities.add": ["NET_ADMIN"] })), &[("ECS0223", "containerDefinitions[0].linuxParameters.capabilities.add[0]")]),
        row("CD-100", fargate, linux(json!({ "capabilities.drop": ["ALL"] })), &[]),
        row("CD-040", fargate, first(json!({ "hostname": "web" })), &[("ECS0217", "containerDefinitions[0].hostname")]),
        row("CD-040", ec2, first(json!({ "hostname": "web" })), &[]),
        row("CD-048", fargate, first(json!({ "extraHosts": [{ "hostname": "a", "ipAddress": "10.0.0.1" }] })), &[("ECS0217", "containerDefinitions[0].extraHosts")]),
        row("CD-046", awsvpc, first(json!({ "dnsServers": ["10.0.0.2"] })), &[("ECS0218", "containerDefinitions[0].dnsServers")]),
        row("CD-047", awsvpc, first(json!({ "dnsSearchDomains": ["example.com"] })), &[("ECS0218", "containerDefinitions[0].dnsSearchDomains")]),
    ]);
    rows
}

fn kernel() -> Vec<Row> {
    let user = |user: &str| first(json!({ "user": user }));
    let bad_user = &[("ECS0219", "containerDefinitions[0].user")];
    let option = |option: &str| first(json!({ "dockerSecurityOptions": [option] }));
    let bad_option = &[("ECS0224", "containerDefinitions[0].dockerSecurityOptions[0]")];
    let spec = |spec: &str| first(json!({ "credentialSpecs": [spec] }));
    let bad_spec = &[("ECS0225", "containerDefinitions[0].credentialSpecs[0]")];
    let ulimit = |soft: i32, hard: i32| {
        first(json!({ "ulimits": [{ "name": "nofile", "softLimit": soft, "hardLimit": hard }] }))
    };
    let bad_ulimit = &[("ECS0226", "containerDefinitions[0].ulimits[0].softLimit")];
    let control = |name: &str| first(json!({ "systemControls": [{ "namespace": name, "value": "1" }] }));
    let bad_control = &[("ECS0228", "containerDefinitions[0].systemControls[0].namespace")];
    let host_control = &[("ECS0229", "containerDefinitions[0].systemControls[0].namespace")];
    let both = |name: &str| {
        json!({
            "containerDefinitions[0].systemControls": [{ "namespace": name, "value": "1" }],
            "containerDefinitions[1].systemControls": [{ "namespace": name, "value": "2" }],
        })
    };
    let shared_control = &[("ECS0230", "containerDefinitions[1].systemControls[0].namespace")];
    let ipc = |mut changes: Value, mode: &str| {
        changes["ipcMode"] = json!(mode);
        changes
    };
    let tmpfs = |path: &str, size: i32, option: &str| {
        linux(json!({ "tmpfs": [{ "containerPath": path, "size": size, "mountOptions": [option] }] }))
    };
    vec![
        row("CD-041", fargate, user("app:app"), &[]),
        row("CD-041", fargate, user("1000:app"), &[]),
        row("CD-041", fargate, user("app:"), bad_user),
        row("CD-041", fargate, user("-1"), bad_user),
        row("CD-041", fargate, user("a:b:c"), bad_user),
        row("CD-041", fargate, user("my user"), bad_user),
        row("CD-051", ec2, option("no-new-privileges"), &[]),
        row("CD-051", ec2, option("apparmor:web"), &[]),
        row("CD-051", ec2, option("label:type:web"), &[]),
        row("CD-051", ec2, option("credentialspec:file://web.json"), &[]),
        row("CD-051", ec2, option("seccomp=unconfined"), bad_option),
        row("CD-051", ec2, option("apparmor:"), bad_option),
        row("CD-052 CD-053", fargate, spec("credentialspec:arn:aws:s3:::specs/web.json"), &[]),
        row(
            "CD-052",
            fargate,
            first(
                json!({ "credentialSpecs": ["credentialspec:arn:aws:s3:::specs/a.json", "credentialspec:arn:aws:s3:::specs/b.json"] }),
            ),
            &[("ECS0225", "containerDefinitions[0].credentialSpecs")],
        ),
        row(
            "CD-053",
            fargate,
            spec("credentialspecdomainless:arn:aws:ssm:eu-west-1:123456789012:parameter/web"),
            &[],
        ),
        row("CD-053", fargate, spec("arn:aws:s3:::specs/web.json"), bad_spec),
        row("CD-053", fargate, spec("credentialspec:web.json"), bad_spec),
        row(
            "CD-055",
            ec2,
            first(json!({ "ulimits": [{ "name": "files", "softLimit": 1, "hardLimit": 1 }] })),
            &[("ECS0001", "containerDefinitions[0].ulimits[0].name")],
        ),
        row("CD-055 CD-056", fargate, ulimit(1024, 1024), &[]),
        row("CD-056", fargate, ulimit(-1, -1), &[]),
        row("CD-056", fargate, ulimit(1025, 1024), bad_ulimit),
        row("CD-056", fargate, ulimit(-1, 1024), bad_ulimit),
        row("CD-068", fargate, control("net.core.somaxconn"), &[]),
        row("CD-068", ec2, control("kernel.shmmax"), &[]),
        row("CD-068", ec2, control("fs.mqueue.msg_max"), &[]),
        row("CD-068", fargate, control("vm.max_map_count"), bad_control),
        row("CD-068", fargate, control("kernel.hostname"), bad_control),
        row("CD-069", host, control("net.core.somaxconn"), host_control),
        row("CD-069", host, control("kernel.shmmax"), &[]),
        row("CD-071 TD-044", ec2, ipc(control("kernel.shmmax"), "none"), &[]),
        row(
            "CD-071 TD-044",
            ec2,
            ipc(control("kernel.shmmax"), "host"),
            &[("ECS0229", "containerDefinitions[0].systemControls[0].namespace"), ("SEC0107", "ipcMode")],
        ),
        row("CD-070", fargate, both("net.core.somaxconn"), shared_control),
        row("CD-070 TD-045", ec2, both("net.core.somaxconn"), &[]),
        row("TD-045", ec2, ipc(both("kernel.shmmax"), "task"), shared_control),
        row(
            "CD-090",
            ec2,
            linux(json!({ "devices": [{ "hostPath": "/dev/fuse", "permissions": ["read", "mknod"] }] })),
            &[],
        ),
        row(
            "CD-090",
            ec2,
            linux(json!({ "devices": [{ "hostPath": "/dev/fuse", "permissions": ["exec"] }] })),
            &[("ECS0001", "containerDefinitions[0].linuxParameters.devices[0].permissions[0]")],
        ),
        row("CD-092 CD-094", fargate, tmpfs("/tmp", 1, "mode=1777"), &[]),
        row(
            "CD-092",
            fargate,
            tmpfs("tmp", 1, "rw"),
            &[("ECS0236", "containerDefinitions[0].linuxParameters.tmpfs[0].containerPath")],
        ),
        row(
            "CD-092",
            fargate,
            tmpfs("/tmp", 0, "rw"),
            &[("ECS0236", "containerDefinitions[0].linuxParameters.tmpfs[0].size")],
        ),
        row(
            "CD-094",
            fargate,
            tmpfs("/tmp", 1, "noexe"),
            &[("ECS0236", "containerDefinitions[0].linuxParameters.tmpfs[0].mountOptions[0]")],
        ),
        row("CD-095 CD-097", ec2, linux(json!({ "maxSwap": 0, "swappiness": 100 })), &[]),
        row(
            "CD-095",
            ec2,
            linux(json!({ "maxSwap": -1 })),
            &[("ECS0237", "containerDefinitions[0].linuxParameters.maxSwap")],
        ),
        row(
            "CD-097",
            ec2,
            linux(json!({ "maxSwap": 0, "swappiness": 101 })),
            &[("ECS0237", "containerDefinitions[0].linuxParameters.swappiness")],
        ),
        row(
            "CD-097",
            ec2,
            linux(json!({ "swappiness": 60 })),
            &[("ECS0238", "containerDefinitions[0].linuxParameters.swappiness")],
        ),
        row("CD-101", ec2, linux(json!({ "capabilities": { "add": ["NET_ADMIN"], "drop": ["ALL"] } })), &[]),
        row(
            "CD-101",
            ec2,
            linux(json!({ "capabilities.add": ["CAP_NET_ADMIN"] })),
            &[("ECS0239", "containerDefinitions[0].linuxParameters.capabilities.add[0]")],
        ),
        row(
            "CD-101",
            fargate,
            linux(json!({ "capabilities.drop": ["NET_RAWW"] })),
            &[("ECS0239", "containerDefinitions[0].linuxParameters.capabilities.drop[0]")],
        ),
        row("CD-102", ec2, linux(json!({ "capabilities.add": [] })), &[]),
        row("CD-102", ec2, linux(json!({ "capabilities.drop": ["NET_RAW"] })), &[]),
        row(
            "CD-102",
            ec2,
            first(
                json!({ "privileged": true, "linuxParameters": { "capabilities": { "drop": ["NET_RAW"] } } }),
            ),
            &[
                ("ECS0240", "containerDefinitions[0].linuxParameters.capabilities"),
                ("SEC0102", "containerDefinitions[0].privileged"),
            ],
        ),
    ]
}

fn resources() -> Vec<Row> {
    let value = &[("ECS0231", "containerDefinitions[0].resourceRequirements[0].value")];
    let whole = &[("ECS0231", "containerDefinitions[0].resourceRequirements[0]")];
    let share = |memory: i32, percent: i32| json!({ "type": "GPU", "sharingStrategy": { "nvidiaMps": { "memory": memory, "maxComputePercent": percent } } });
    vec![
        row("CD-072 CD-073 CD-074", ec2, gpu(json!({ "type": "GPU", "value": "ALL" })), &[]),
        row(
            "CD-072",
            ec2,
            gpu(json!({ "type": "gpu", "value": "1" })),
            &[("ECS0001", "containerDefinitions[0].resourceRequirements[0].type")],
        ),
        row("CD-073", ec2, gpu(json!({ "type": "GPU" })), whole),
        row("CD-073", ec2, gpu(json!({ "type": "InferenceAccelerator" })), value),
        row("CD-074", ec2, gpu(json!({ "type": "GPU", "value": "0" })), value),
        row("CD-074", ec2, gpu(json!({ "type": "GPU", "value": "0.5" })), value),
        row("CD-075 CD-077 CD-079 CD-080", ec2, gpu(share(1, 100)), &[]),
        row(
            "CD-075",
            ec2,
            gpu(json!({ "type": "GPU", "value": "1", "sharingStrategy": { "nvidiaMps": { "memory": 1 } } })),
            whole,
        ),
        row(
            "CD-076",
            ec2,
            json!({ "containerDefinitions[0].resourceRequirements": [share(1, 1)], "containerDefinitions[1].resourceRequirements": [share(1, 1)] }),
            &[],
        ),
        row(
            "CD-076",
            ec2,
            json!({ "containerDefinitions[0].resourceRequirements": [{ "type": "GPU", "value": "1" }], "containerDefinitions[1].resourceRequirements": [share(1, 1)] }),
            &[("ECS0232", "containerDefinitions[1].resourceRequirements[0]")],
        ),
        row(
            "CD-077",
            ec2,
            gpu(json!({ "type": "GPU", "sharingStrategy": {} })),
            &[("ECS0231", "containerDefinitions[0].resourceRequirements[0].sharingStrategy")],
        ),
        row(
            "CD-077",
            managed,
            gpu(
                json!({ "type": "NeuronDevice", "value": "ALL", "sharingStrategy": { "nvidiaMps": { "memory": 1 } } }),
            ),
            &[("ECS0231", "containerDefinitions[0].resourceRequirements[0].sharingStrategy")],
        ),
        row("CD-078", managed, gpu(share(1, 1)), &[]),
        row(
            "CD-078",
            external,
            gpu(share(1, 1)),
            &[("ECS0233", "containerDefinitions[0].resourceRequirements[0].sharingStrategy")],
        ),
        row(
            "CD-079",
            ec2,
            gpu(share(0, 1)),
            &[(
                "ECS0231",
                "containerDefinitions[0].resourceRequirements[0].sharingStrategy.nvidiaMps.memory",
            )],
        ),
        row(
            "CD-080",
            ec2,
            gpu(share(1, 0)),
            &[(
                "ECS0231",
                "containerDefinitions[0].resourceRequirements[0].sharingStrategy.nvidiaMps.maxComputePercent",
            )],
        ),
        row(
            "CD-080",
            ec2,
            gpu(share(1, 101)),
            &[(
                "ECS0231",
                "containerDefinitions[0].resourceRequirements[0].sharingStrategy.nvidiaMps.maxComputePercent",
            )],
        ),
        row("CD-081", managed, gpu(json!({ "type": "NeuronDevice", "value": "ALL" })), &[]),
        row("CD-081", managed, gpu(json!({ "type": "NeuronDevice", "value": "1" })), value),
        row(
            "CD-081",
            ec2,
            gpu(json!({ "type": "NeuronDevice", "value": "ALL" })),
            &[("ECS0233", "containerDefinitions[0].resourceRequirements[0]")],
        ),
        row(
            "CD-081",
            managed,
            json!({ "containerDefinitions[0].resourceRequirements": [{ "type": "NeuronDevice", "value": "ALL" }], "containerDefinitions[1].resourceRequirements": [{ "type": "NeuronDevice", "value": "ALL" }] }),
            &[("ECS0233", "containerDefinitions[1].resourceRequirements")],
        ),
    ]
}

fn routers() -> Vec<Row> {
    let option = |key: &str, value: &str| json!({ "containerDefinitions[1].firelensConfiguration.options": { key: value } });
    vec![
        row("CD-084 CD-087", routed, json!({}), &[]),
        row(
            "CD-084",
            routed,
            json!({ "containerDefinitions[1].firelensConfiguration.type": "logstash" }),
            &[("ECS0001", "containerDefinitions[1].firelensConfiguration.type")],
        ),
        row("CD-085 CD-086", routed, option("config-file-type", "s3"), &[]),
        row("CD-085", routed, option("enable-ecs-log-metadata", "true"), &[]),
        row(
            "CD-085",
            routed,
            option("enable-ecs-log-metadata", "yes"),
            &[("ECS0234", "containerDefinitions[1].firelensConfiguration.options.enable-ecs-log-metadata")],
        ),
        row(
            "CD-085",
            routed,
            option("config-file", "/x.conf"),
            &[("ECS0234", "containerDefinitions[1].firelensConfiguration.options.config-file")],
        ),
        row(
            "CD-085",
            routed,
            option("config-file-type", "ssm"),
            &[("ECS0234", "containerDefinitions[1].firelensConfiguration.options.config-file-type")],
        ),
        row("CD-086", fargate_routed, option("config-file-type", "file"), &[]),
        row(
            "CD-086",
            fargate_routed,
            option("config-file-type", "s3"),
            &[("ECS0234", "containerDefinitions[1].firelensConfiguration.options.config-file-type")],
        ),
        row(
            "CD-087",
            routed,
            json!({ "containerDefinitions[1].firelensConfiguration": null }),
            &[("ECS0235", "containerDefinitions[0].logConfiguration.logDriver")],
        ),
        row(
            "CD-087",
            routed,
            json!({ "containerDefinitions[0].firelensConfiguration": { "type": "fluentd" } }),
            &[("ECS0235", "containerDefinitions[1].firelensConfiguration")],
        ),
    ]
}

pub(super) fn rows() -> Vec<Row> {
    [names_and_images(), sizes(), others(), environment(), places(), kernel(), resources(), routers()]
        .into_iter()
        .flatten()
        .collect()
}

#[test]
fn container() {
    run(&rows());
}
