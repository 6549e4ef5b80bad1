//! ECS11 codes: the EBS volumes that ECS makes for tasks.

use super::Code;
use crate::diagnostic::Severity::{Error, Warning};

/// The volumes of a service or run are not those that its task definition leaves open.
pub static VOLUME_NAME: Code = Code {
    id: "ECS1101",
    severity: Error,
    summary: "The volumes of a service or run are not those that its task definition leaves open",
    why: "ECS makes a volume for each name that the task definition has with configuredAtLaunch, and needs its configuration",
    aws: "CreateService and RunTask, member volumeConfigurations; Volume, member configuredAtLaunch",
    wrong: r#""volumeConfigurations": [{ "name": "data", … }] with the volume "db""#,
    right: "service.ebs_volume(&volume, Ebs::gp3(Gib::new(20)))",
    rules: &["EB-001", "VO-005"],
};

/// An EBS volume has neither a size nor a snapshot.
pub static SOURCE: Code = Code {
    id: "ECS1102",
    severity: Error,
    summary: "An EBS volume has neither a size nor a snapshot",
    why: "a new volume needs its size, a restored one its snapshot",
    aws: "ServiceManagedEBSVolumeConfiguration, members sizeInGiB and snapshotId",
    wrong: r#""managedEBSVolume": { "roleArn": "arn:…" }"#,
    right: r#""managedEBSVolume": { "roleArn": "arn:…", "sizeInGiB": 20 }"#,
    rules: &["EB-002", "EB-003"],
};

/// An EBS volume's size is outside the limits of its type.
pub static SIZE: Code = Code {
    id: "ECS1103",
    severity: Error,
    summary: "An EBS volume's size is outside the limits of its type",
    why: "gp2 and gp3 have 1 to 16384 GiB, io1 and io2 4 to 16384, st1 and sc1 125 to 16384, standard 1 to 1024",
    aws: "ServiceManagedEBSVolumeConfiguration, member sizeInGiB",
    wrong: r#""volumeType": "st1", "sizeInGiB": 100"#,
    right: r#""volumeType": "st1", "sizeInGiB": 125"#,
    rules: &["EB-004"],
};

/// An EBS volume's type is none that ECS makes here.
pub static TYPE: Code = Code {
    id: "ECS1104",
    severity: Error,
    summary: "An EBS volume's type is none that ECS makes here",
    why: "ECS makes gp2, gp3, io1, io2, st1, sc1 and standard volumes, and no standard ones on Fargate",
    aws: "ServiceManagedEBSVolumeConfiguration, member volumeType",
    wrong: r#""volumeType": "gp4""#,
    right: r#""volumeType": "gp3""#,
    rules: &["EB-006", "EB-007"],
};

/// An EBS volume's IOPS are missing, outside their limits, or not of its type.
pub static IOPS: Code = Code {
    id: "ECS1105",
    severity: Error,
    summary: "An EBS volume's IOPS are missing, outside their limits, or not of its type",
    why: "io1 and io2 need IOPS, 100 to 64000 and 100 to 256000; gp3 takes 3000 to 16000; st1, sc1 and standard take none",
    aws: "ServiceManagedEBSVolumeConfiguration, member iops",
    wrong: r#""volumeType": "io2""#,
    right: r#""volumeType": "io2", "iops": 5000"#,
    rules: &["EB-008", "EB-009", "EB-010"],
};

/// An EBS volume's throughput is outside its limits, or not of its type.
pub static THROUGHPUT: Code = Code {
    id: "ECS1106",
    severity: Error,
    summary: "An EBS volume's throughput is outside its limits, or not of its type",
    why: "only gp3 volumes have a throughput of their own, of at most 1000 MiB/s",
    aws: "ServiceManagedEBSVolumeConfiguration, member throughput",
    wrong: r#""volumeType": "gp2", "throughput": 250"#,
    right: r#""volumeType": "gp3", "throughput": 250"#,
    rules: &["EB-011"],
};

/// An EBS volume without a snapshot has an initialization rate.
pub static INITIALIZATION_RATE: Code = Code {
    id: "ECS1107",
    severity: Error,
    summary: "An EBS volume without a snapshot has an initialization rate",
    why: "the rate says how fast a snapshot is read; an empty volume has nothing to read",
    aws: "ServiceManagedEBSVolumeConfiguration, member volumeInitializationRate",
    wrong: r#""sizeInGiB": 20, "volumeInitializationRate": 200"#,
    right: r#""snapshotId": "snap-…", "volumeInitializationRate": 200"#,
    rules: &["EB-012"],
};

/// An EBS volume's file system is not one of the tasks' operating system.
pub static FILE_SYSTEM: Code = Code {
    id: "ECS1108",
    severity: Error,
    summary: "An EBS volume's file system is not one of the tasks' operating system",
    why: "Linux tasks have ext3, ext4 and xfs, Windows tasks ntfs",
    aws: "ServiceManagedEBSVolumeConfiguration, member filesystemType",
    wrong: r#""filesystemType": "ntfs" with Linux tasks"#,
    right: r#""filesystemType": "xfs""#,
    rules: &["EB-013"],
};

/// An EBS volume's KMS key has a form that no key has.
pub static KEY: Code = Code {
    id: "ECS1109",
    severity: Warning,
    summary: "An EBS volume's KMS key has a form that no key has",
    why: "the key is looked up only when a volume is made, so a mistyped one fails tasks later, not the call",
    aws: "ServiceManagedEBSVolumeConfiguration, member kmsKeyId",
    wrong: r#""kmsKeyId": "my key""#,
    right: r#""kmsKeyId": "alias/ebs""#,
    rules: &["EB-015"],
};

/// A run takes tags from a service.
pub static PROPAGATE_SERVICE: Code = Code {
    id: "ECS1110",
    severity: Error,
    summary: "A run takes tags from a service",
    why: "a task that is run by itself belongs to no service; ECS refuses SERVICE there",
    aws: "RunTask and EBSTagSpecification, member propagateTags",
    wrong: r#"{ "taskDefinition": "web", "propagateTags": "SERVICE" }"#,
    right: r#"{ "taskDefinition": "web", "propagateTags": "TASK_DEFINITION" }"#,
    rules: &["EB-016"],
};

/// Every code of the family.
pub static CODES: &[&Code] = &[
    &VOLUME_NAME,
    &SOURCE,
    &SIZE,
    &TYPE,
    &IOPS,
    &THROUGHPUT,
    &INITIALIZATION_RATE,
    &FILE_SYSTEM,
    &KEY,
    &PROPAGATE_SERVICE,
];
