//! The Cloud Map service that a service's tasks register in.

use ecs_dsl_facts::arn::ArnKind;

use super::basics::check_arn;
use super::ports::check_target;
use super::setting::Setting;
use crate::api::ecs::{CreateService, NetworkMode, ServiceRegistry};
use crate::check::limits::{at_most, given};
use crate::diagnostic::Finding;
use crate::diagnostic::code::service as codes;

pub(super) fn check(request: &CreateService, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let registries = request.service_registries.as_deref().unwrap_or_default();
    at_most(&codes::REGISTRIES, "serviceRegistries", registries.len(), 1, "service registries", findings);
    for (index, registry) in registries.iter().enumerate() {
        let at = format!("serviceRegistries[{index}]");
        let arn = given(&registry.registry_arn);
        check_arn(&format!("{at}.registryArn"), arn, &[ArnKind::CloudMapService], setting, findings);
        check_registry(registry, arn, &at, setting, findings);
    }
}

fn check_registry(
    registry: &ServiceRegistry,
    arn: Option<&str>,
    at: &str,
    setting: &Setting<'_>,
    findings: &mut Vec<Finding>,
) {
    let mut report = |member: String, what: &str, fix: &str| {
        findings.push(Finding::new(&codes::REGISTRY_TARGET, member, what, fix));
    };
    if arn.is_none() {
        report(at.to_owned(), "the registry names no Cloud Map service", "add registryArn");
    }
    let container = given(&registry.container_name);
    let port = registry.container_port;
    let outside_vpc = matches!(setting.network_mode(), Some(NetworkMode::Bridge | NetworkMode::Host));
    match (container, port) {
        (Some(container), Some(number)) => {
            if registry.port.is_some() {
                let fix = "keep port, or containerName and containerPort";
                report(format!("{at}.port"), "port stands beside containerName and containerPort", fix);
            }
            if let Some(task) = setting.task {
                check_target(container, number, at, task, findings);
            }
        }
        (None, None) if outside_vpc => {
            let what =
                "the tasks share their instance's address, and it is not said which port is registered";
            report(at.to_owned(), what, "add containerName and containerPort");
        }
        (None, None) => {}
        (Some(_), None) => {
            report(
                format!("{at}.containerName"),
                "containerName stands without containerPort",
                "add containerPort",
            );
        }
        (None, Some(_)) => {
            report(
                format!("{at}.containerPort"),
                "containerPort stands without containerName",
                "add containerName",
            );
        }
    }
}
