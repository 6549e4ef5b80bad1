//! ECS12 codes: clusters.

use super::Code;
use crate::diagnostic::Severity::{Error, Hint, Warning};

/// A cluster's name has a form that ECS does not take.
pub static NAME: Code = Code {
    id: "ECS1201",
    severity: Error,
    summary: "A cluster's name has a form that ECS does not take",
    why: "the name is part of ARNs: 1 to 255 letters, digits, `-` and `_`",
    aws: "CreateCluster, member clusterName",
    wrong: r#"Cluster::new("my cluster")"#,
    right: r#"Cluster::new("my-cluster")"#,
    rules: &["CL-001"],
};

/// A cluster's setting has a value that ECS does not know.
pub static SETTING: Code = Code {
    id: "ECS1202",
    severity: Error,
    summary: "A cluster's setting has a value that ECS does not know",
    why: "Container Insights are enhanced, enabled or disabled",
    aws: "ClusterSetting, member value",
    wrong: r#"{ "name": "containerInsights", "value": "on" }"#,
    right: r#"Cluster::new("main").container_insights(ContainerInsights::Enhanced)"#,
    rules: &["CL-003"],
};

/// The log of ECS Exec is to go elsewhere, and it is not said where.
pub static EXEC_LOG: Code = Code {
    id: "ECS1203",
    severity: Error,
    summary: "The log of ECS Exec is to go elsewhere, and it is not said where",
    why: "with the logging OVERRIDE the log goes to a log group or bucket of logConfiguration",
    aws: "ExecuteCommandConfiguration, members logging and logConfiguration",
    wrong: r#"{ "logging": "OVERRIDE" }"#,
    right: r#"{ "logging": "OVERRIDE", "logConfiguration": { "cloudWatchLogGroupName": "/ecs/exec" } }"#,
    rules: &["CL-005"],
};

/// A cluster has a log for ECS Exec that is not used.
pub static EXEC_LOG_UNUSED: Code = Code {
    id: "ECS1204",
    severity: Warning,
    summary: "A cluster has a log for ECS Exec that is not used",
    why: "logConfiguration counts only with the logging OVERRIDE",
    aws: "ExecuteCommandConfiguration, members logging and logConfiguration",
    wrong: r#"{ "logging": "NONE", "logConfiguration": { … } }"#,
    right: r#"{ "logging": "OVERRIDE", "logConfiguration": { … } }"#,
    rules: &["CL-005"],
};

/// A cluster's storage key is a multi-Region key.
pub static KEY: Code = Code {
    id: "ECS1205",
    severity: Error,
    summary: "A cluster's storage key is a multi-Region key",
    why: "ECS takes single-Region keys for the storage that it manages",
    aws: "ManagedStorageConfiguration, members kmsKeyId and fargateEphemeralStorageKmsKeyId",
    wrong: r#""kmsKeyId": "arn:aws:kms:…:key/mrk-…""#,
    right: r#""kmsKeyId": "arn:aws:kms:…:key/01234567-…""#,
    rules: &["CL-007"],
};

/// A cluster's capacity provider cannot be associated with it.
pub static PROVIDER: Code = Code {
    id: "ECS1206",
    severity: Error,
    summary: "A cluster's capacity provider cannot be associated with it",
    why: "a cluster has FARGATE, FARGATE_SPOT and providers of the account; a provider of Managed Instances lives in the cluster that it was made for",
    aws: "CreateCluster, member capacityProviders",
    wrong: r#""capacityProviders": ["FARGATE-SPOT"]"#,
    right: r#""capacityProviders": ["FARGATE_SPOT"]"#,
    rules: &["CL-008"],
};

/// A cluster's namespace may be made by ECS, and nobody deletes it.
pub static NEW_NAMESPACE: Code = Code {
    id: "ECS1207",
    severity: Hint,
    summary: "A cluster's namespace may be made by ECS, and nobody deletes it",
    why: "ECS makes an HTTP namespace of a name that it does not find in Cloud Map, and leaves it when the cluster is deleted",
    aws: "ClusterServiceConnectDefaultsRequest, member namespace",
    wrong: r#""serviceConnectDefaults": { "namespace": "shop" }"#,
    right: r#""serviceConnectDefaults": { "namespace": "arn:aws:servicediscovery:…:namespace/ns-…" }"#,
    rules: &["CL-011"],
};

/// Every code of the family.
pub static CODES: &[&Code] = &[&NAME, &SETTING, &EXEC_LOG, &EXEC_LOG_UNUSED, &KEY, &PROVIDER, &NEW_NAMESPACE];
