//! A service's part in a Service Connect namespace.

use std::collections::BTreeSet;

use ecs_dsl_facts::arn::ArnKind;
use ecs_dsl_facts::names;

use super::basics::{check_arn, check_region};
use super::ports::check_port_name;
use super::setting::Setting;
use crate::api::ecs::{
    CreateService, NetworkMode, ServiceConnectAccessLoggingFormat, ServiceConnectConfiguration,
    ServiceConnectIncludeQueryParameters, ServiceConnectLogLevel, ServiceConnectService,
    TimeoutConfiguration,
};
use crate::check::limits::{arn_of, at_most, given, named, within};
use crate::check::value::{check_known, has_token};
use crate::diagnostic::Finding;
use crate::diagnostic::code::service_connect as codes;
use crate::resource::task_definition::validate::check_service_connect_log;

const MEMBER: &str = "serviceConnectConfiguration";

pub(super) fn check(request: &CreateService, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let Some(connect) = &request.service_connect_configuration else { return };
    if !connect.enabled {
        return;
    }
    if let Some(mode @ (NetworkMode::Host | NetworkMode::None)) = setting.network_mode() {
        let what = format!("Service Connect is on, and the tasks' network mode is {mode}");
        let fix = "give the task definition the network mode awsvpc or bridge";
        findings.push(Finding::new(&codes::NETWORK_MODE, MEMBER, what, fix));
    }
    check_namespace(connect, setting, findings);
    for (index, service) in connect.services.iter().flatten().enumerate() {
        check_service(service, &format!("{MEMBER}.services[{index}]"), setting, findings);
    }
    if let Some(log) = &connect.log_configuration {
        let member = format!("{MEMBER}.logConfiguration");
        check_service_connect_log(log, setting.compatibility(), &member, findings);
    }
    check_logs(connect, findings);
    check_proxy_settings(connect, findings);
}

fn check_namespace(
    connect: &ServiceConnectConfiguration,
    setting: &Setting<'_>,
    findings: &mut Vec<Finding>,
) {
    let member = format!("{MEMBER}.namespace");
    if let Some(namespace) = given(&connect.namespace) {
        check_namespace_form(namespace, &member, findings);
        check_region(&member, namespace, setting, findings);
    } else if let Some(cluster) = setting.cluster
        && cluster.service_connect_defaults.as_ref().is_none_or(|defaults| defaults.namespace.is_empty())
    {
        let what =
            format!("neither the service nor the cluster `{}` names a namespace", setting.cluster_name);
        let fix = "add namespace, or serviceConnectDefaults to the cluster";
        let in_code =
            "give the service's part `.namespace(…)`, or the cluster `.service_connect_namespace(…)`";
        findings.push(Finding::new(&codes::NO_NAMESPACE, member, what, fix).in_code(in_code));
    }
}

/// Checks the form of a namespace: a name, or the ARN of a Cloud Map namespace.
pub(crate) fn check_namespace_form(namespace: &str, member: &str, findings: &mut Vec<Finding>) {
    match namespace.starts_with("arn:") {
        true => arn_of(&codes::NAME_FORM, member, Some(namespace), &[ArnKind::CloudMapNamespace], findings),
        false => named(&codes::NAME_FORM, member, namespace, &names::NAMESPACE, findings),
    }
}

fn check_service(
    service: &ServiceConnectService,
    at: &str,
    setting: &Setting<'_>,
    findings: &mut Vec<Finding>,
) {
    let member = format!("{at}.portName");
    let port = setting.task.and_then(|task| check_port_name(&service.port_name, &member, task, findings));
    if let Some(name) = given(&service.discovery_name) {
        named(&codes::NAME_FORM, format!("{at}.discoveryName"), name, &names::DISCOVERY, findings);
    }
    check_aliases(service, at, findings);
    let member = format!("{at}.ingressPortOverride");
    within(&codes::PORT_RANGE, member, service.ingress_port_override, 0..=65_535, "", findings);
    if let Some(timeout) = &service.timeout {
        // Without an application protocol the proxy sees bytes, not requests.
        let is_tcp = port.is_some_and(|port| port.app_protocol.is_none());
        check_timeout(timeout, is_tcp, &format!("{at}.timeout"), findings);
    }
    if let Some(tls) = &service.tls {
        let authority = tls.issuer_certificate_authority.aws_pca_authority_arn.as_deref();
        let member = format!("{at}.tls.issuerCertificateAuthority.awsPcaAuthorityArn");
        check_arn(&member, authority, &[ArnKind::CertificateAuthority], setting, findings);
        check_arn(&format!("{at}.tls.roleArn"), given(&tls.role_arn), &[ArnKind::Role], setting, findings);
    }
}

fn check_aliases(service: &ServiceConnectService, at: &str, findings: &mut Vec<Finding>) {
    let member = format!("{at}.clientAliases");
    let aliases = service.client_aliases.as_deref().unwrap_or_default();
    at_most(&codes::TOO_MANY_ALIASES, member.as_str(), aliases.len(), 1, "client aliases", findings);
    if aliases.is_empty() {
        let what = format!("clients have no port at which they reach `{}`", service.port_name);
        findings.push(Finding::new(&codes::NO_ALIAS, member.as_str(), what, "add an alias with a port"));
    }
    for (number, alias) in aliases.iter().enumerate() {
        let at = format!("{member}[{number}]");
        within(&codes::PORT_RANGE, format!("{at}.port"), Some(alias.port), 0..=65_535, "", findings);
        if let Some(name) = given(&alias.dns_name) {
            named(&codes::NAME_FORM, format!("{at}.dnsName"), name, &names::DNS_ALIAS, findings);
        }
    }
}

fn check_timeout(timeout: &TimeoutConfiguration, is_tcp: bool, at: &str, findings: &mut Vec<Finding>) {
    let (idle, request) = (timeout.idle_timeout_seconds, timeout.per_request_timeout_seconds);
    let member = format!("{at}.perRequestTimeoutSeconds");
    within(&codes::PORT_RANGE, format!("{at}.idleTimeoutSeconds"), idle, 0..=i32::MAX, "seconds", findings);
    within(&codes::PORT_RANGE, member.as_str(), request, 0..=i32::MAX, "seconds", findings);
    let Some(request) = request.filter(|seconds| *seconds >= 0) else { return };
    if is_tcp {
        let what = "requests have a timeout, and the port no application protocol";
        let fix = "leave perRequestTimeoutSeconds out, or give the port mapping an appProtocol";
        let in_code =
            "leave `.request_timeout(…)` out, or give the port `.app_protocol(ApplicationProtocol::Http)`";
        findings.push(Finding::new(&codes::TCP_REQUEST_TIMEOUT, member, what, fix).in_code(in_code));
    } else if let Some(idle) = idle.filter(|idle| *idle > 0)
        && idle < request
    {
        let what = format!("idle connections close after {idle} seconds, requests may take {request}");
        let fix = format!("raise idleTimeoutSeconds to {request} or more");
        let member = format!("{at}.idleTimeoutSeconds");
        let in_code = format!("raise it to `.idle_timeout(Seconds::new({request}))` or more");
        findings.push(Finding::new(&codes::IDLE_BEFORE_REQUEST, member, what, fix).in_code(in_code));
    }
}

fn check_logs(connect: &ServiceConnectConfiguration, findings: &mut Vec<Finding>) {
    let Some(access) = &connect.access_log_configuration else { return };
    let at = format!("{MEMBER}.accessLogConfiguration");
    let formats = ServiceConnectAccessLoggingFormat::VALUES;
    check_known(&format!("{at}.format"), access.format.as_str(), formats, findings);
    if connect.log_configuration.is_none() {
        let what = "access logs are on, and it is not said where the proxy logs to";
        let fix = "add serviceConnectConfiguration.logConfiguration";
        let finding = Finding::new(&codes::ACCESS_LOG, at.as_str(), what, fix);
        findings.push(finding.in_code("add `.logs(Logs::cloudwatch(&group))`"));
    }
    let Some(parameters) = &access.include_query_parameters else { return };
    let member = format!("{at}.includeQueryParameters");
    let values = ServiceConnectIncludeQueryParameters::VALUES;
    check_known(&member, parameters.as_str(), values, findings);
    if *parameters == ServiceConnectIncludeQueryParameters::Enabled {
        let what = "access logs keep the queries of requests";
        let finding = Finding::new(&codes::QUERY_PARAMETERS, member, what, "write `DISABLED`");
        findings.push(finding.in_code("write `.access_log(format, false)`"));
    }
}

fn check_proxy_settings(connect: &ServiceConnectConfiguration, findings: &mut Vec<Finding>) {
    let mut seen = BTreeSet::new();
    for (index, entry) in connect.container_configurations.iter().flatten().enumerate() {
        let at = format!("{MEMBER}.containerConfigurations[{index}]");
        let Some(level) = &entry.log_level else {
            let what = "an entry has no setting";
            let fix = "add logLevel, or leave the entry out";
            findings.push(Finding::new(&codes::CONTAINER_SETTING, at, what, fix));
            continue;
        };
        let member = format!("{at}.logLevel");
        if !has_token(level.as_str()) {
            check_known(&member, level.as_str(), ServiceConnectLogLevel::VALUES, findings);
        }
        if !seen.insert("logLevel") {
            let what = "the log level is set twice";
            findings.push(Finding::new(&codes::CONTAINER_SETTING, member, what, "keep one of the two"));
        }
    }
}
