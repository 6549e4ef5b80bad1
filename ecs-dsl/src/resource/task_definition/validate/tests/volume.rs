//! Volumes, and where containers mount them.

use serde_json::{Value, json};

use super::{Row, below, ec2, fargate, row, run, windows};

/// A task with an EFS volume that IAM guards behind an access point.
fn efs() -> Value {
    super::changed(
        fargate(),
        &json!({ "volumes[0].efsVolumeConfiguration": {
            "fileSystemId": "fs-0123456789abcdef0",
            "transitEncryption": "ENABLED",
            "authorizationConfig": { "accessPointId": "fsap-0123456789abcdef0", "iam": "ENABLED" },
        } }),
    )
}

fn s3_files() -> Value {
    super::changed(
        fargate(),
        &json!({ "volumes[0].s3filesVolumeConfiguration": {
            "fileSystemArn": "arn:aws:s3files:eu-west-1:123456789012:file-system/fs-0123456789abcdef0",
            "accessPointArn": "arn:aws:s3files:eu-west-1:123456789012:file-system/fs-0123456789abcdef0/access-point/fsap-1",
        } }),
    )
}

fn fsx() -> Value {
    super::changed(
        windows(),
        &json!({ "volumes[0].fsxWindowsFileServerVolumeConfiguration": {
            "fileSystemId": "fs-0123456789abcdef0",
            "rootDirectory": "share",
            "authorizationConfig": {
                "credentialsParameter": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:ad-AbCdEf",
                "domain": "corp.example.com",
            },
        } }),
    )
}

fn of_efs(changes: Value) -> Value {
    below("volumes[0].efsVolumeConfiguration", changes)
}

fn of_s3(changes: Value) -> Value {
    below("volumes[0].s3filesVolumeConfiguration", changes)
}

fn of_fsx(changes: Value) -> Value {
    below("volumes[0].fsxWindowsFileServerVolumeConfiguration", changes)
}

fn docker(configuration: Value) -> Value {
    json!({ "volumes[0].dockerVolumeConfiguration": configuration })
}

fn mounts(source: &str, path: &str) -> Value {
    json!({
        "volumes[0].host": { "sourcePath": source },
        "containerDefinitions[0].mountPoints[0].containerPath": path,
    })
}

/// The first volume mounted at each of these paths.
fn at_paths(paths: &[&str]) -> Value {
    let mounts: Vec<Value> =
        paths.iter().map(|path| json!({ "sourceVolume": "data", "containerPath": path })).collect();
    json!({ "containerDefinitions[0].mountPoints": mounts })
}

pub(super) fn rows() -> Vec<Row> {
    let nameless = |member: &str, value: Value| json!({ "volumes[1]": { member: value } });
    vec![
        row("VO-001 VO-002", fargate, json!({ "volumes[1].name": "a".repeat(255) }), &[]),
        row(
            "VO-001",
            fargate,
            json!({ "volumes[1].name": "a".repeat(256) }),
            &[("ECS0501", "volumes[1].name")],
        ),
        row("VO-001", fargate, json!({ "volumes[1].name": "my data" }), &[("ECS0501", "volumes[1].name")]),
        row(
            "VO-002",
            fargate,
            nameless("configuredAtLaunch", json!(true)),
            &[("ECS0501", "volumes[1].name")],
        ),
        row(
            "VO-002",
            fargate,
            nameless(
                "efsVolumeConfiguration",
                json!({ "fileSystemId": "fs-1", "transitEncryption": "ENABLED" }),
            ),
            &[("ECS0501", "volumes[1].name")],
        ),
        row("VO-003", ec2, json!({ "volumes[0].host": {}, "volumes[0].dockerVolumeConfiguration": {} }), &[]),
        row(
            "VO-003",
            ec2,
            json!({ "volumes[0].host": { "sourcePath": "/x" }, "volumes[0].dockerVolumeConfiguration": {} }),
            &[("ECS0502", "volumes[0]")],
        ),
        row("VO-003", efs, json!({ "volumes[0].configuredAtLaunch": true }), &[("ECS0502", "volumes[0]")]),
        row(
            "VO-004",
            fargate,
            json!({ "volumes[0].configuredAtLaunch": true, "volumes[1]": { "name": "b", "configuredAtLaunch": false } }),
            &[],
        ),
        row(
            "VO-004",
            fargate,
            json!({ "volumes[0].configuredAtLaunch": true, "volumes[1]": { "name": "b", "configuredAtLaunch": true } }),
            &[("ECS0503", "volumes[1].configuredAtLaunch")],
        ),
        row("VO-006", fargate, json!({ "volumes[0].host": {} }), &[]),
        row(
            "VO-006",
            fargate,
            json!({ "volumes[0].host.sourcePath": "/x" }),
            &[("ECS0504", "volumes[0].host.sourcePath")],
        ),
        row("VO-006", ec2, json!({ "volumes[0].host.sourcePath": "/x" }), &[]),
        row(
            "VO-007",
            fargate,
            docker(json!({ "driver": "local" })),
            &[("ECS0504", "volumes[0].dockerVolumeConfiguration")],
        ),
        row("VO-007", ec2, docker(json!({ "driver": "local" })), &[]),
        row("VO-008", ec2, docker(json!({ "scope": "shared" })), &[]),
        row(
            "VO-008",
            ec2,
            docker(json!({ "scope": "global" })),
            &[("ECS0001", "volumes[0].dockerVolumeConfiguration.scope")],
        ),
        row("VO-009", ec2, docker(json!({ "scope": "shared", "autoprovision": true })), &[]),
        row(
            "VO-009",
            ec2,
            docker(json!({ "scope": "task", "autoprovision": true })),
            &[("ECS0505", "volumes[0].dockerVolumeConfiguration.autoprovision")],
        ),
        row(
            "VO-009",
            ec2,
            docker(json!({ "autoprovision": true })),
            &[("ECS0505", "volumes[0].dockerVolumeConfiguration.autoprovision")],
        ),
        row("VO-010", windows, docker(json!({ "driver": "local" })), &[]),
        row(
            "VO-010",
            windows,
            docker(json!({ "driver": "rexray" })),
            &[("ECS0505", "volumes[0].dockerVolumeConfiguration.driver")],
        ),
        row("VO-011 VO-013 VO-014 VO-015 VO-016", efs, json!({}), &[]),
        row(
            "VO-011",
            efs,
            of_efs(json!({ "fileSystemId": "" })),
            &[("ECS0510", "volumes[0].efsVolumeConfiguration.fileSystemId")],
        ),
        row("VO-012", efs, of_efs(json!({ "rootDirectory": "/" })), &[]),
        row(
            "VO-012",
            efs,
            of_efs(json!({ "rootDirectory": "/media" })),
            &[("ECS0507", "volumes[0].efsVolumeConfiguration.rootDirectory")],
        ),
        row("VO-012", efs, of_efs(json!({ "rootDirectory": "/media", "authorizationConfig": null })), &[]),
        row(
            "VO-013",
            efs,
            of_efs(json!({ "transitEncryption": "enabled" })),
            &[("ECS0001", "volumes[0].efsVolumeConfiguration.transitEncryption")],
        ),
        row(
            "VO-014",
            efs,
            of_efs(json!({ "transitEncryption": "DISABLED", "authorizationConfig.accessPointId": null })),
            &[("ECS0506", "volumes[0].efsVolumeConfiguration.transitEncryption")],
        ),
        row(
            "VO-015",
            efs,
            of_efs(json!({ "transitEncryption": null, "authorizationConfig.iam": null })),
            &[("ECS0506", "volumes[0].efsVolumeConfiguration.transitEncryption")],
        ),
        row(
            "VO-016",
            efs,
            of_efs(json!({ "authorizationConfig.iam": "YES" })),
            &[("ECS0001", "volumes[0].efsVolumeConfiguration.authorizationConfig.iam")],
        ),
        row(
            "VO-016",
            efs,
            json!({ "taskRoleArn": null }),
            &[("ECS0508", "volumes[0].efsVolumeConfiguration.authorizationConfig.iam")],
        ),
        row("VO-017", efs, of_efs(json!({ "transitEncryptionPort": 65_535 })), &[]),
        row(
            "VO-017",
            efs,
            of_efs(json!({ "transitEncryptionPort": 65_536 })),
            &[("ECS0510", "volumes[0].efsVolumeConfiguration.transitEncryptionPort")],
        ),
        row("VO-018 VO-019 VO-020", s3_files, json!({}), &[]),
        row(
            "VO-018",
            s3_files,
            of_s3(json!({ "fileSystemArn": "fs-0123456789abcdef0" })),
            &[("ECS0510", "volumes[0].s3filesVolumeConfiguration.fileSystemArn")],
        ),
        row(
            "VO-019",
            s3_files,
            json!({ "taskRoleArn": null }),
            &[("ECS0509", "volumes[0].s3filesVolumeConfiguration")],
        ),
        row(
            "VO-020",
            s3_files,
            of_s3(json!({ "rootDirectory": "/media" })),
            &[("ECS0507", "volumes[0].s3filesVolumeConfiguration.rootDirectory")],
        ),
        row("VO-021 VO-022", fsx, json!({}), &[]),
        row(
            "VO-021",
            fsx,
            of_fsx(json!({ "fileSystemId": "" })),
            &[("ECS0510", "volumes[0].fsxWindowsFileServerVolumeConfiguration.fileSystemId")],
        ),
        row(
            "VO-021",
            fsx,
            of_fsx(json!({ "rootDirectory": "" })),
            &[("ECS0510", "volumes[0].fsxWindowsFileServerVolumeConfiguration.rootDirectory")],
        ),
        row(
            "VO-022",
            fsx,
            of_fsx(json!({ "authorizationConfig.domain": "corp" })),
            &[("ECS0510", "volumes[0].fsxWindowsFileServerVolumeConfiguration.authorizationConfig.domain")],
        ),
        row(
            "VO-022",
            fsx,
            of_fsx(json!({ "authorizationConfig.credentialsParameter": "ad" })),
            &[(
                "ECS0212",
                "volumes[0].fsxWindowsFileServerVolumeConfiguration.authorizationConfig.credentialsParameter",
            )],
        ),
        row("", fargate, json!({ "volumes": [{ "name": "data" }, { "name": "logs" }] }), &[]),
        row(
            "",
            fargate,
            json!({ "volumes": [{ "name": "data" }, { "name": "data" }] }),
            &[("ECS0513", "volumes[1].name")],
        ),
        row("", fargate, at_paths(&["/data", "/data/inner", "/"]), &[]),
        row("", fargate, at_paths(&["C:\\data", "\\data", "${PLACE}"]), &[]),
        row(
            "",
            fargate,
            at_paths(&["/data", "/data/"]),
            &[("ECS0514", "containerDefinitions[0].mountPoints[1].containerPath")],
        ),
        row(
            "",
            fargate,
            at_paths(&["rel/p"]),
            &[("ECS0514", "containerDefinitions[0].mountPoints[0].containerPath")],
        ),
        row(
            "VO-011",
            efs,
            of_efs(json!({ "fileSystemId": "fs-xyz" })),
            &[("ECS0510", "volumes[0].efsVolumeConfiguration.fileSystemId")],
        ),
        row("VO-011", efs, of_efs(json!({ "fileSystemId": "fs-12345678" })), &[]),
        row("CD-063", fargate, json!({}), &[]),
        row(
            "CD-063",
            fargate,
            json!({ "containerDefinitions[0].mountPoints[0].sourceVolume": "dta" }),
            &[("ECS0511", "containerDefinitions[0].mountPoints[0].sourceVolume")],
        ),
        row(
            "CD-063",
            fargate,
            json!({ "volumes": [] }),
            &[("ECS0511", "containerDefinitions[0].mountPoints[0].sourceVolume")],
        ),
        row("CD-065", windows, mounts("C:\\data", "c:\\data"), &[]),
        row(
            "CD-065",
            windows,
            mounts("D:\\data", "C:\\data"),
            &[("ECS0512", "containerDefinitions[0].mountPoints[0].containerPath")],
        ),
    ]
}

#[test]
fn volume() {
    run(&rows());
}
