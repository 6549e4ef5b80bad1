//! What a container has of its host: mounts, kernel parameters, devices, GPUs; and the log router beside it.

use serde_json::{Value, json};

use super::{
    Row, awsvpc, below, ec2, external, fargate, fargate_routed, first, host, managed, routed, row, run,
    windows,
};

/// Changes members of the first container's Linux parameters.
fn linux(changes: Value) -> Value {
    below("containerDefinitions[0].linuxParameters", changes)
}

fn gpu(value: Value) -> Value {
    first(json!({ "resourceRequirements": [value] }))
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
    [places(), kernel(), resources(), routers()].into_iter().flatten().collect()
}

#[test]
fn of_the_host() {
    run(&rows());
}
