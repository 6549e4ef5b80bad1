use serde_json::{Value, json};

use super::{GROUP, beside, fargate, task};
use crate::check::rows::{Beside, Row, check, rows};
use crate::resource::service::validate::validate;

const ROLE: &str = "arn:aws:iam::123456789012:role/ecs";

fn with_volume(windows: bool) -> Beside {
    let mut web = task("web", "FARGATE", "awsvpc");
    web["volumes"] = json!([{ "name": "data", "configuredAtLaunch": true }, { "name": "scratch" }]);
    if windows {
        web["runtimePlatform"] = json!({ "operatingSystemFamily": "WINDOWS_SERVER_2022_CORE" });
    }
    beside().task(web)
}

fn base(ebs: Value) -> Value {
    let mut base = fargate();
    base["volumeConfigurations"] = json!([{ "name": "data", "managedEBSVolume": ebs }]);
    base
}

/// One volume and what is found, by the last part of the member.
fn volume(more: Value, expected: &str) {
    let mut ebs = json!({ "roleArn": ROLE, "sizeInGiB": 200 });
    for (name, value) in more.as_object().unwrap() {
        ebs[name] = value.clone();
    }
    let mut found: Vec<String> = Vec::new();
    let mut findings = Vec::new();
    let request = serde_json::from_value(base(ebs)).unwrap();
    validate(&request, &with_volume(false), &mut findings);
    for finding in crate::check::rows::found(&findings) {
        found.push(finding.replace("volumeConfigurations[0].managedEBSVolume.", ""));
    }
    assert_eq!(found.join(" | "), expected, "{more}");
}

#[test]
fn names() {
    let rows: Vec<Row> = rows! {
        "EB-001": {} => [];
        "EB-001": { "volumeConfigurations[0].name" = "dat" } => ["ECS1101 volumeConfigurations[0].name"];
        "EB-001": { "volumeConfigurations[0].name" = "scratch" }
            => ["ECS1101 volumeConfigurations[0].name", "ECS1101 volumeConfigurations"];
        "EB-001": { "volumeConfigurations[0].name" = "${x/y.name}" } => [];
        "VO-005": { "volumeConfigurations" = null } => ["ECS1101 volumeConfigurations"];
        "EB-003": { "volumeConfigurations[0].managedEBSVolume" = null } => ["ECS1102 volumeConfigurations[0]"];
    };
    check(&base(json!({ "roleArn": ROLE, "sizeInGiB": 20 })), &with_volume(false), validate, rows);
}

#[test]
fn sizes_types_and_rates() {
    let whole = "volumeConfigurations[0].managedEBSVolume";
    // EB-002, EB-003
    volume(json!({ "roleArn": "" }), "ECS1102 roleArn");
    volume(json!({ "roleArn": GROUP }), "ECS0706 roleArn");
    volume(json!({ "sizeInGiB": null, "snapshotId": "snap-1" }), "");
    volume(json!({ "sizeInGiB": null }), &format!("ECS1102 {whole}"));
    // EB-004
    for (name, low, high) in [
        ("gp2", 1, 16_384),
        ("gp3", 1, 16_384),
        ("io1", 4, 16_384),
        ("io2", 4, 16_384),
        ("st1", 125, 16_384),
        ("sc1", 125, 16_384),
    ] {
        let iops = if name.starts_with("io") { json!(100) } else { json!(null) };
        for (size, expected) in
            [(low, ""), (low - 1, "ECS1103 sizeInGiB"), (high, ""), (high + 1, "ECS1103 sizeInGiB")]
        {
            volume(json!({ "volumeType": name, "sizeInGiB": size, "iops": iops }), expected);
        }
    }
    // EB-006, EB-007
    volume(json!({ "volumeType": "gp4" }), "ECS1104 volumeType");
    volume(json!({ "volumeType": "${x/y.type}" }), "");
    volume(json!({ "volumeType": "standard" }), "ECS1104 volumeType");
    // EB-008, EB-009, EB-010
    for (name, low, high) in [("gp3", 3_000, 16_000), ("io1", 100, 64_000), ("io2", 100, 256_000)] {
        for (iops, expected) in [(low, ""), (low - 1, "ECS1105 iops"), (high, ""), (high + 1, "ECS1105 iops")]
        {
            volume(json!({ "volumeType": name, "iops": iops }), expected);
        }
    }
    volume(json!({ "volumeType": "io2" }), "ECS1105 iops");
    volume(json!({ "volumeType": "st1", "iops": 500 }), "ECS1105 iops");
    // EB-011, EB-012
    volume(json!({ "throughput": 1_000 }), "");
    volume(json!({ "throughput": 1_001 }), "ECS1106 throughput");
    volume(json!({ "volumeType": "gp2", "throughput": 125 }), "ECS1106 throughput");
    volume(json!({ "snapshotId": "snap-1", "volumeInitializationRate": 100 }), "");
    volume(json!({ "volumeInitializationRate": 100 }), "ECS1107 volumeInitializationRate");
}

#[test]
fn file_systems_keys_and_tags() {
    // EB-013
    volume(json!({ "filesystemType": "ext4" }), "");
    volume(json!({ "filesystemType": "ntfs" }), "ECS1108 filesystemType");
    volume(json!({ "filesystemType": "zfs" }), "ECS0001 filesystemType");
    let windows = json!({ "roleArn": ROLE, "sizeInGiB": 20, "filesystemType": "ntfs" });
    check(
        &base(windows),
        &with_volume(true),
        validate,
        rows! {
            "EB-013": {} => [];
            "EB-013": { "volumeConfigurations[0].managedEBSVolume.filesystemType" = "xfs" }
                => ["ECS1108 volumeConfigurations[0].managedEBSVolume.filesystemType"];
        },
    );
    // EB-015
    for key in [
        "alias/ebs",
        "01234567-89ab-cdef-0123-456789abcdef",
        "mrk-0123456789abcdef0123456789abcdef",
        "arn:aws:kms:eu-west-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef",
        "arn:aws:kms:eu-west-1:123456789012:alias/ebs",
        "${key/data.arn}",
    ] {
        volume(json!({ "kmsKeyId": key }), "");
    }
    volume(json!({ "kmsKeyId": "my key" }), "ECS1109 kmsKeyId");
    volume(json!({ "kmsKeyId": "alias/" }), "ECS1109 kmsKeyId");
    // EB-016, TG-007, TG-008
    let tags = |kind: &str, from: &str, key: &str| json!({ "tagSpecifications": [{ "resourceType": kind, "propagateTags": from, "tags": [{ "key": key, "value": "" }] }] });
    volume(tags("volume", "SERVICE", "team"), "");
    volume(tags("volume", "TASK", "team"), "ECS0001 tagSpecifications[0].propagateTags");
    volume(tags("snapshot", "NONE", "team"), "ECS0001 tagSpecifications[0].resourceType");
    volume(tags("volume", "NONE", "AmazonECSManaged"), "ECS0606 tagSpecifications[0].tags[0].key");
}

#[test]
fn volumes_of_instances_may_be_magnetic() {
    let mut node = task("node", "EC2", "bridge");
    node["volumes"] = json!([{ "name": "data", "configuredAtLaunch": true }]);
    let mut service = super::ec2();
    service["volumeConfigurations"] = json!([{ "name": "data", "managedEBSVolume": { "roleArn": ROLE, "sizeInGiB": 1024, "volumeType": "standard" } }]);
    check(
        &service,
        &beside().task(node),
        validate,
        rows! {
            "EB-007": {} => [];
            "EB-004": { "volumeConfigurations[0].managedEBSVolume.sizeInGiB" = 1025 }
                => ["ECS1103 volumeConfigurations[0].managedEBSVolume.sizeInGiB"];
        },
    );
}
