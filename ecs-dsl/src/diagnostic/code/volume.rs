//! ECS05 codes: volumes, and where containers mount them.

use super::Code;
use crate::diagnostic::Severity::{Error, Warning};

/// A volume has no name, or one that ECS does not take.
pub static VOLUME_NAME: Code = Code {
    id: "ECS0501",
    severity: Error,
    summary: "A volume has no name, or one that ECS does not take",
    why: "containers mount a volume by its name, which has up to 255 letters, digits, `-` and `_`",
    aws: "Volume, member name",
    wrong: r#"task.volume("my data")"#,
    right: r#"task.volume("my-data")"#,
    rules: &["VO-001", "VO-002"],
};

/// A volume is of two kinds.
pub static VOLUME_KINDS: Code = Code {
    id: "ECS0502",
    severity: Error,
    summary: "A volume is of several kinds at once",
    why: "a volume is a path of the host, a Docker volume, one file system, or is attached at launch: one of these",
    aws: "Volume, member host, dockerVolumeConfiguration, efsVolumeConfiguration, s3filesVolumeConfiguration, fsxWindowsFileServerVolumeConfiguration, configuredAtLaunch",
    wrong: r#"{ "name": "data", "host": { "sourcePath": "/data" }, "efsVolumeConfiguration": { … } }"#,
    right: r#"{ "name": "data", "efsVolumeConfiguration": { … } }"#,
    rules: &["VO-003"],
};

/// Two volumes are attached at launch.
pub static AT_LAUNCH_TWICE: Code = Code {
    id: "ECS0503",
    severity: Error,
    summary: "More than one volume is attached at launch",
    why: "a service or run attaches one EBS volume to each task",
    aws: "Volume, member configuredAtLaunch",
    wrong: r#"task.ebs_volume("a"); task.ebs_volume("b");"#,
    right: r#"task.ebs_volume("a"); task.efs_volume("b", EfsVolume::new("fs-0123456789abcdef0"));"#,
    rules: &["VO-004"],
};

/// A volume needs a host that Fargate has not.
pub static VOLUME_NOT_ON_FARGATE: Code = Code {
    id: "ECS0504",
    severity: Error,
    summary: "A Fargate task definition has a volume of a host",
    why: "a Fargate task sees no host's paths and no Docker volume drivers",
    aws: "Volume, member host and dockerVolumeConfiguration",
    wrong: r#"{ "requiresCompatibilities": ["FARGATE"], "volumes": [{ "name": "data", "host": { "sourcePath": "/data" } }], … }"#,
    right: r#"{ "requiresCompatibilities": ["FARGATE"], "volumes": [{ "name": "data" }], … }"#,
    rules: &["VO-006", "VO-007"],
};

/// A Docker volume is provisioned or driven in a way that does not exist.
pub static DOCKER_VOLUME: Code = Code {
    id: "ECS0505",
    severity: Error,
    summary: "A Docker volume is provisioned where it cannot be, or has a driver that Windows has not",
    why: "only a shared volume can be provisioned when it is missing, since one of the task always is; Windows has the driver local alone",
    aws: "DockerVolumeConfiguration, members autoprovision and driver",
    wrong: r#"{ "scope": "task", "autoprovision": true }"#,
    right: r#"{ "scope": "shared", "autoprovision": true }"#,
    rules: &["VO-009", "VO-010"],
};

/// An EFS volume needs encryption and has none.
pub static EFS_ENCRYPTION: Code = Code {
    id: "ECS0506",
    severity: Error,
    summary: "An EFS volume with IAM or an access point is not encrypted on the way",
    why: "IAM authorization and access points go through the mount helper's TLS",
    aws: "EFSVolumeConfiguration, member transitEncryption",
    wrong: r#"EfsVolume::new("fs-0123456789abcdef0").iam().unencrypted()"#,
    right: r#"EfsVolume::new("fs-0123456789abcdef0").iam()"#,
    rules: &["VO-014", "VO-015"],
};

/// A volume names a folder beside an access point.
pub static ROOT_DIRECTORY: Code = Code {
    id: "ECS0507",
    severity: Error,
    summary: "A volume names a root directory beside an access point",
    why: "an access point decides which folder is the root, so rootDirectory is left out or /",
    aws: "EFSVolumeConfiguration and S3FilesVolumeConfiguration, member rootDirectory",
    wrong: r#"EfsVolume::new(id).access_point("fsap-0123456789abcdef0").root_directory("/media")"#,
    right: r#"EfsVolume::new(id).access_point("fsap-0123456789abcdef0")"#,
    rules: &["VO-012", "VO-020"],
};

/// An EFS volume lets IAM decide by a role that is not there.
pub static EFS_ROLE: Code = Code {
    id: "ECS0508",
    severity: Warning,
    summary: "An EFS volume lets IAM decide, and the task has no role",
    why: "IAM authorization mounts the file system as the task role",
    aws: "EFSAuthorizationConfig, member iam; RegisterTaskDefinition, member taskRoleArn",
    wrong: r#"{ "volumes": [{ "efsVolumeConfiguration": { "authorizationConfig": { "iam": "ENABLED" }, … }, … }], … }"#,
    right: r#"{ "taskRoleArn": "arn:aws:iam::123456789012:role/web", "volumes": [{ "efsVolumeConfiguration": { "authorizationConfig": { "iam": "ENABLED" }, … }, … }], … }"#,
    rules: &["VO-016"],
};

/// An S3 Files volume has no role to be mounted with.
pub static S3_FILES_ROLE: Code = Code {
    id: "ECS0509",
    severity: Error,
    summary: "An S3 Files volume needs a task role, and the task has none",
    why: "ECS mounts S3 file systems as the task role",
    aws: "RegisterTaskDefinition, member taskRoleArn",
    wrong: r#"{ "volumes": [{ "name": "data", "s3filesVolumeConfiguration": { … } }], … }"#,
    right: r#"{ "taskRoleArn": "arn:aws:iam::123456789012:role/web", "volumes": [{ "name": "data", "s3filesVolumeConfiguration": { … } }], … }"#,
    rules: &["VO-019"],
};

/// A file system is named in a form that cannot be mounted.
pub static FILE_SYSTEM: Code = Code {
    id: "ECS0510",
    severity: Error,
    summary: "A volume names its file system, share or port in a form that cannot be mounted",
    why: "EFS and FSx file systems are named by id, S3 file systems by ARN, a share by its path and domain, and a port is 1 to 65535",
    aws: "EFSVolumeConfiguration, S3FilesVolumeConfiguration and FSxWindowsFileServerVolumeConfiguration",
    wrong: r#"{ "s3filesVolumeConfiguration": { "fileSystemArn": "fs-0123456789abcdef0" }, … }"#,
    right: r#"{ "s3filesVolumeConfiguration": { "fileSystemArn": "arn:aws:s3files:eu-west-1:123456789012:file-system/fs-0123456789abcdef0" }, … }"#,
    rules: &["VO-011", "VO-017", "VO-018", "VO-021", "VO-022"],
};

/// A container mounts a volume that the task does not have.
pub static UNKNOWN_VOLUME: Code = Code {
    id: "ECS0511",
    severity: Error,
    summary: "A container mounts a volume that the task definition does not have",
    why: "a mount point names a volume of the same task definition",
    aws: "MountPoint, member sourceVolume",
    wrong: r#"{ "mountPoints": [{ "sourceVolume": "dta", "containerPath": "/data" }], … }"#,
    right: r#"{ "mountPoints": [{ "sourceVolume": "data", "containerPath": "/data" }], … }"#,
    rules: &["CD-063"],
};

/// A Windows container mounts across drives.
pub static DRIVES: Code = Code {
    id: "ECS0512",
    severity: Error,
    summary: "A Windows container mounts a path of one drive on another",
    why: "Windows mounts a folder of the host at a path of the same drive letter",
    aws: "MountPoint, member containerPath",
    wrong: r#"{ "host": { "sourcePath": "D:\\data" } } mounted at C:\\data"#,
    right: r#"{ "host": { "sourcePath": "C:\\data" } } mounted at C:\\data"#,
    rules: &["CD-065"],
};

/// Two volumes of a task have one name.
pub static VOLUME_TWICE: Code = Code {
    id: "ECS0513",
    severity: Error,
    summary: "Two volumes of a task definition have the same name",
    why: "containers mount volumes by name, so which of the two is meant cannot be told",
    aws: "Volume, member name",
    wrong: r#"let data = task.volume("data"); let cache = task.volume("data");"#,
    right: r#"let data = task.volume("data"); let cache = task.volume("cache");"#,
    rules: &[],
};

/// A volume is mounted where it cannot be.
pub static MOUNT_PATH: Code = Code {
    id: "ECS0514",
    severity: Error,
    summary: "A volume is mounted at a path that is not whole, or taken by another",
    why: "the container runtime mounts at paths from the root, and at each of them once; with anything else the container does not start",
    aws: "MountPoint, member containerPath",
    wrong: r#"container.mount(&data, "var/data")"#,
    right: r#"container.mount(&data, "/var/data")"#,
    rules: &[],
};

/// Every code of the family.
pub static CODES: &[&Code] = &[
    &VOLUME_NAME,
    &VOLUME_KINDS,
    &AT_LAUNCH_TWICE,
    &VOLUME_NOT_ON_FARGATE,
    &DOCKER_VOLUME,
    &EFS_ENCRYPTION,
    &ROOT_DIRECTORY,
    &EFS_ROLE,
    &S3_FILES_ROLE,
    &FILE_SYSTEM,
    &UNKNOWN_VOLUME,
    &DRIVES,
    &VOLUME_TWICE,
    &MOUNT_PATH,
];
