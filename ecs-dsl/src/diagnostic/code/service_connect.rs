//! ECS10 codes: Service Connect.

use super::Code;
use crate::diagnostic::Severity::{Error, Warning};

/// Service Connect has no namespace.
pub static NO_NAMESPACE: Code = Code {
    id: "ECS1001",
    severity: Error,
    summary: "Service Connect has no namespace",
    why: "a service that names none takes the cluster's default, and the cluster has none",
    aws: "ServiceConnectConfiguration, member namespace; CreateCluster, member serviceConnectDefaults",
    wrong: "ServiceConnect::client()   // in a cluster without a default",
    right: r#"Cluster::new("main").service_connect_namespace("shop")"#,
    rules: &["SC-002"],
};

/// A namespace, discovery name or client alias has a form that ECS does not take.
pub static NAME_FORM: Code = Code {
    id: "ECS1002",
    severity: Error,
    summary: "A namespace, discovery name or client alias has a form that ECS does not take",
    why: "these become names in Cloud Map and in the tasks' DNS",
    aws: "ServiceConnectConfiguration, members namespace, discoveryName and dnsName",
    wrong: r#"{ "discoveryName": "Web" }"#,
    right: r#"{ "discoveryName": "web" }"#,
    rules: &["SC-002", "SC-004", "SC-007", "CL-010"],
};

/// A Service Connect service has several client aliases.
pub static TOO_MANY_ALIASES: Code = Code {
    id: "ECS1003",
    severity: Error,
    summary: "A Service Connect service has several client aliases",
    why: "ECS takes one alias a port",
    aws: "ServiceConnectService, member clientAliases",
    wrong: r#""clientAliases": [{ "port": 80 }, { "port": 8080 }]"#,
    right: r#""clientAliases": [{ "port": 80 }]"#,
    rules: &["SC-005"],
};

/// A Service Connect service has no client alias.
pub static NO_ALIAS: Code = Code {
    id: "ECS1004",
    severity: Warning,
    summary: "A Service Connect service has no client alias",
    why: "clients connect to the alias's port; without one the port is registered, and no client of the namespace reaches it",
    aws: "ServiceConnectService, member clientAliases",
    wrong: r#"{ "portName": "http" }"#,
    right: r#"{ "portName": "http", "clientAliases": [{ "port": 80 }] }"#,
    rules: &["SC-005"],
};

/// A port or timeout of Service Connect is outside its limits.
pub static PORT_RANGE: Code = Code {
    id: "ECS1005",
    severity: Error,
    summary: "A port or timeout of Service Connect is outside its limits",
    why: "ports are 0 to 65535, timeouts 0 to 2147483647 seconds",
    aws: "ServiceConnectService, members clientAliases, ingressPortOverride and timeout",
    wrong: r#"{ "port": 70000 }"#,
    right: r#"{ "port": 8080 }"#,
    rules: &["SC-006", "SC-009", "SC-010", "SC-011"],
};

/// A request timeout is set for a port that has no requests.
pub static TCP_REQUEST_TIMEOUT: Code = Code {
    id: "ECS1006",
    severity: Error,
    summary: "A request timeout is set for a port that has no requests",
    why: "the proxy tells requests apart only where the port mapping's appProtocol is http, http2 or grpc",
    aws: "TimeoutConfiguration, member perRequestTimeoutSeconds; PortMapping, member appProtocol",
    wrong: r#""perRequestTimeoutSeconds": 15 for a port without appProtocol"#,
    right: r#""appProtocol": "http" in the port mapping"#,
    rules: &["SC-011"],
};

/// Idle connections are closed before a request may time out.
pub static IDLE_BEFORE_REQUEST: Code = Code {
    id: "ECS1007",
    severity: Warning,
    summary: "Idle connections are closed before a request may time out",
    why: "the proxy closes a connection after the idle timeout although a slow request is still allowed",
    aws: "TimeoutConfiguration, members idleTimeoutSeconds and perRequestTimeoutSeconds",
    wrong: r#""idleTimeoutSeconds": 10, "perRequestTimeoutSeconds": 60"#,
    right: r#""idleTimeoutSeconds": 300, "perRequestTimeoutSeconds": 60"#,
    rules: &["SC-012"],
};

/// Access logs have nowhere to go.
pub static ACCESS_LOG: Code = Code {
    id: "ECS1008",
    severity: Error,
    summary: "Access logs have nowhere to go",
    why: "the proxy writes access logs where its own log goes, so it needs a logConfiguration",
    aws: "ServiceConnectConfiguration, members accessLogConfiguration and logConfiguration",
    wrong: r#"{ "enabled": true, "accessLogConfiguration": { "format": "JSON" } }"#,
    right: r#"{ "enabled": true, "accessLogConfiguration": { "format": "JSON" }, "logConfiguration": { … } }"#,
    rules: &["SC-016"],
};

/// Access logs keep query parameters.
pub static QUERY_PARAMETERS: Code = Code {
    id: "ECS1009",
    severity: Warning,
    summary: "Access logs keep query parameters",
    why: "queries often carry tokens and personal data, which then lie in the log",
    aws: "ServiceConnectAccessLogConfiguration, member includeQueryParameters",
    wrong: r#""includeQueryParameters": "ENABLED""#,
    right: r#""includeQueryParameters": "DISABLED""#,
    rules: &["SC-017"],
};

/// A setting of the Service Connect proxy stands twice, or an entry has none.
pub static CONTAINER_SETTING: Code = Code {
    id: "ECS1010",
    severity: Error,
    summary: "A setting of the Service Connect proxy stands twice, or an entry has none",
    why: "each entry of the list carries one setting, and each setting is given once",
    aws: "ServiceConnectConfiguration, member containerConfigurations",
    wrong: r#"[{ "logLevel": "debug" }, { "logLevel": "info" }]"#,
    right: r#"[{ "logLevel": "debug" }]"#,
    rules: &["SC-018"],
};

/// Two endpoints of a namespace have the same name.
pub static SAME_ENDPOINT: Code = Code {
    id: "ECS1011",
    severity: Error,
    summary: "Two endpoints of a namespace have the same name",
    why: "a discovery name, and an alias's name with its port, lead to one service of the namespace",
    aws: "ServiceConnectService, members discoveryName and clientAliases",
    wrong: r#"two services with "discoveryName": "api" in one namespace"#,
    right: r#""discoveryName": "api" and "discoveryName": "admin-api""#,
    rules: &["SC-004", "SC-008"],
};

/// Service Connect is on for tasks whose network mode does not carry it.
pub static NETWORK_MODE: Code = Code {
    id: "ECS1012",
    severity: Error,
    summary: "Service Connect is on for tasks whose network mode does not carry it",
    why: "the proxy needs a network of the task's own: awsvpc or bridge",
    aws: "CreateService, member serviceConnectConfiguration; RegisterTaskDefinition, member networkMode",
    wrong: "service.service_connect(connect)   // with the network mode host",
    right: "the network mode awsvpc",
    rules: &[],
};

/// Every code of the family.
pub static CODES: &[&Code] = &[
    &NO_NAMESPACE,
    &NAME_FORM,
    &TOO_MANY_ALIASES,
    &NO_ALIAS,
    &PORT_RANGE,
    &TCP_REQUEST_TIMEOUT,
    &IDLE_BEFORE_REQUEST,
    &ACCESS_LOG,
    &QUERY_PARAMETERS,
    &CONTAINER_SETTING,
    &SAME_ENDPOINT,
    &NETWORK_MODE,
];
