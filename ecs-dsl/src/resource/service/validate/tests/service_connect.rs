use serde_json::{Value, json};

use super::{GROUP, beside, ec2, fargate, task};
use crate::check::rows::{Row, check, rows};
use crate::resource::service::validate::validate;

const ROOT: &str = "serviceConnectConfiguration";

fn connected(mut base: Value) -> Value {
    base[ROOT] = json!({
        "enabled": true, "namespace": "shop",
        "services": [{ "portName": "http", "clientAliases": [{ "port": 80 }] }],
    });
    base
}

/// Rows whose paths stand below the port that the service offers.
fn on_port(rows: Vec<Row>) {
    check(&connected(fargate()), &beside(), validate, rows);
}

#[test]
fn namespaces() {
    let arn = "arn:aws:servicediscovery:eu-west-1:123456789012:namespace/ns-1";
    let elsewhere = "arn:aws:servicediscovery:us-east-1:123456789012:namespace/ns-1";
    on_port(rows! {
        "base": {} => [];
        "SC-002": { "serviceConnectConfiguration.namespace" = arn } => [];
        "SC-002": { "serviceConnectConfiguration.namespace" = null } => [];
        "SC-002": { "serviceConnectConfiguration.namespace" = "a/b" } => ["ECS1002 serviceConnectConfiguration.namespace"];
        "SC-002": { "serviceConnectConfiguration.namespace" = GROUP } => ["ECS1002 serviceConnectConfiguration.namespace"];
        "SC-002": { "serviceConnectConfiguration.namespace" = elsewhere }
            => ["ECS0705 serviceConnectConfiguration.namespace"];
        "SC-001": { "serviceConnectConfiguration" = { "enabled": false, "namespace": "a/b" } } => [];
    });
    let alone = beside().cluster(json!({ "clusterName": "main" }));
    check(
        &connected(fargate()),
        &alone,
        validate,
        rows! {
            "SC-002": { "serviceConnectConfiguration.namespace" = null } => ["ECS1001 serviceConnectConfiguration.namespace"];
        },
    );
    let default = json!({ "clusterName": "main", "serviceConnectDefaults": { "namespace": "shop" } });
    check(
        &connected(fargate()),
        &beside().cluster(default),
        validate,
        rows! {
            "SC-002": { "serviceConnectConfiguration.namespace" = null } => [];
        },
    );
    check(&connected(ec2()), &beside(), validate, rows! { "SC-009": {} => []; });
    let host = beside().task(task("node", "EC2", "host"));
    check(
        &connected(ec2()),
        &host,
        validate,
        rows! { "SC-009": {} => ["ECS1012 serviceConnectConfiguration"]; },
    );
}

#[test]
fn ports_and_aliases() {
    let (name, long_name) = ("n".repeat(64), "n".repeat(65));
    let (dns, long_dns) = ("d".repeat(127), "d".repeat(128));
    on_port(rows! {
        "SC-003, PM-011": { "serviceConnectConfiguration.services[0].portName" = "https" }
            => ["ECS0810 serviceConnectConfiguration.services[0].portName"];
        "SC-004": { "serviceConnectConfiguration.services[0].discoveryName" = name } => [];
        "SC-004": { "serviceConnectConfiguration.services[0].discoveryName" = long_name }
            => ["ECS1002 serviceConnectConfiguration.services[0].discoveryName"];
        "SC-004": { "serviceConnectConfiguration.services[0].discoveryName" = "-web" }
            => ["ECS1002 serviceConnectConfiguration.services[0].discoveryName"];
        "SC-005": { "serviceConnectConfiguration.services[0].clientAliases" = [{ "port": 80 }, { "port": 81 }] }
            => ["ECS1003 serviceConnectConfiguration.services[0].clientAliases"];
        "SC-005": { "serviceConnectConfiguration.services[0].clientAliases" = [] }
            => ["ECS1004 serviceConnectConfiguration.services[0].clientAliases"];
        "SC-006": { "serviceConnectConfiguration.services[0].clientAliases[0].port" = 65535 } => [];
        "SC-006": { "serviceConnectConfiguration.services[0].clientAliases[0].port" = 65536 }
            => ["ECS1005 serviceConnectConfiguration.services[0].clientAliases[0].port"];
        "SC-006": { "serviceConnectConfiguration.services[0].clientAliases[0].port" = (-1) }
            => ["ECS1005 serviceConnectConfiguration.services[0].clientAliases[0].port"];
        "SC-007": { "serviceConnectConfiguration.services[0].clientAliases[0].dnsName" = dns } => [];
        "SC-007": { "serviceConnectConfiguration.services[0].clientAliases[0].dnsName" = long_dns }
            => ["ECS1002 serviceConnectConfiguration.services[0].clientAliases[0].dnsName"];
        "SC-007": { "serviceConnectConfiguration.services[0].clientAliases[0].dnsName" = "Web.shop" }
            => ["ECS1002 serviceConnectConfiguration.services[0].clientAliases[0].dnsName"];
        "SC-009": { "serviceConnectConfiguration.services[0].ingressPortOverride" = 65535 } => [];
        "SC-009": { "serviceConnectConfiguration.services[0].ingressPortOverride" = 65536 }
            => ["ECS1005 serviceConnectConfiguration.services[0].ingressPortOverride"];
        "IA-027": { "serviceConnectConfiguration.services[0].tls" = { "issuerCertificateAuthority": { "awsPcaAuthorityArn": GROUP } } }
            => ["ECS0706 serviceConnectConfiguration.services[0].tls.issuerCertificateAuthority.awsPcaAuthorityArn"];
    });
}

#[test]
fn timeouts() {
    on_port(rows! {
        "SC-010": { "serviceConnectConfiguration.services[0].timeout" = { "idleTimeoutSeconds": 0 } } => [];
        "SC-010": { "serviceConnectConfiguration.services[0].timeout" = { "idleTimeoutSeconds": (-1) } }
            => ["ECS1005 serviceConnectConfiguration.services[0].timeout.idleTimeoutSeconds"];
        "SC-011": { "serviceConnectConfiguration.services[0].timeout" = { "perRequestTimeoutSeconds": 15 } } => [];
        "SC-011": { "serviceConnectConfiguration.services[0].timeout" = { "perRequestTimeoutSeconds": (-1) } }
            => ["ECS1005 serviceConnectConfiguration.services[0].timeout.perRequestTimeoutSeconds"];
        "SC-012": { "serviceConnectConfiguration.services[0].timeout" = { "idleTimeoutSeconds": 15, "perRequestTimeoutSeconds": 15 } }
            => [];
        "SC-012": { "serviceConnectConfiguration.services[0].timeout" = { "idleTimeoutSeconds": 14, "perRequestTimeoutSeconds": 15 } }
            => ["ECS1007 serviceConnectConfiguration.services[0].timeout.idleTimeoutSeconds"];
        "SC-012": { "serviceConnectConfiguration.services[0].timeout" = { "idleTimeoutSeconds": 0, "perRequestTimeoutSeconds": 15 } }
            => [];
    });
    let mut bytes = task("web", "FARGATE", "awsvpc");
    bytes["containerDefinitions"][0]["portMappings"][0]["appProtocol"] = json!(null);
    check(
        &connected(fargate()),
        &beside().task(bytes),
        validate,
        rows! {
            "SC-011": { "serviceConnectConfiguration.services[0].timeout" = { "perRequestTimeoutSeconds": 15 } }
                => ["ECS1006 serviceConnectConfiguration.services[0].timeout.perRequestTimeoutSeconds"];
        },
    );
}

#[test]
fn logs_and_settings() {
    let logs = json!({
        "logDriver": "awslogs",
        "options": { "awslogs-group": "/ecs/web", "awslogs-region": "eu-west-1", "awslogs-stream-prefix": "proxy" },
    });
    let mut without_region = logs.clone();
    let syslog = json!({ "logDriver": "syslog" });
    let typo = json!({ "logDriver": "awslog" });
    without_region["options"].as_object_mut().unwrap().remove("awslogs-region");
    on_port(rows! {
        "SC-020": { "serviceConnectConfiguration.logConfiguration" = without_region }
            => ["ECS0412 serviceConnectConfiguration.logConfiguration.options"];
        "SC-020": { "serviceConnectConfiguration.logConfiguration" = syslog }
            => ["ECS0411 serviceConnectConfiguration.logConfiguration.logDriver"];
        "SC-020": { "serviceConnectConfiguration.logConfiguration" = typo }
            => ["ECS0001 serviceConnectConfiguration.logConfiguration.logDriver"];
        "SC-016": { "serviceConnectConfiguration.logConfiguration" = logs,
                    "serviceConnectConfiguration.accessLogConfiguration" = { "format": "JSON" } } => [];
        "SC-016": { "serviceConnectConfiguration.accessLogConfiguration" = { "format": "JSON" } }
            => ["ECS1008 serviceConnectConfiguration.accessLogConfiguration"];
        "SC-015": { "serviceConnectConfiguration.logConfiguration" = logs,
                    "serviceConnectConfiguration.accessLogConfiguration" = { "format": "XML" } }
            => ["ECS0001 serviceConnectConfiguration.accessLogConfiguration.format"];
        "SC-017": { "serviceConnectConfiguration.logConfiguration" = logs,
                    "serviceConnectConfiguration.accessLogConfiguration" = { "format": "TEXT", "includeQueryParameters": "ENABLED" } }
            => ["ECS1009 serviceConnectConfiguration.accessLogConfiguration.includeQueryParameters"];
        "SC-017": { "serviceConnectConfiguration.logConfiguration" = logs,
                    "serviceConnectConfiguration.accessLogConfiguration" = { "format": "TEXT", "includeQueryParameters": "YES" } }
            => ["ECS0001 serviceConnectConfiguration.accessLogConfiguration.includeQueryParameters"];
        "SC-018": { "serviceConnectConfiguration.containerConfigurations" = [{ "logLevel": "debug" }] } => [];
        "SC-018": { "serviceConnectConfiguration.containerConfigurations" = [{ "logLevel": "debug" }, { "logLevel": "info" }] }
            => ["ECS1010 serviceConnectConfiguration.containerConfigurations[1].logLevel"];
        "SC-018": { "serviceConnectConfiguration.containerConfigurations" = [{}] }
            => ["ECS1010 serviceConnectConfiguration.containerConfigurations[0]"];
        "SC-019": { "serviceConnectConfiguration.containerConfigurations" = [{ "logLevel": "warn" }] }
            => ["ECS0001 serviceConnectConfiguration.containerConfigurations[0].logLevel"];
    });
}
