//! Where the proxy of Service Connect logs: a container that ECS adds to the task, with a log like any other's.

use super::{Task, logging, secret};
use crate::api::ecs::{Compatibility, ContainerDefinition, LogConfiguration, RegisterTaskDefinition};
use crate::diagnostic::Finding;

/// What ECS calls the proxy's container, with an id after it.
const PROXY: &str = "ecs-service-connect";

/// Checks the proxy's log configuration, which stands at `member` of a service, by the rules of containers.
pub(crate) fn check_service_connect_log(
    log: &LogConfiguration,
    runs_on: Option<Compatibility>,
    member: &str,
    findings: &mut Vec<Finding>,
) {
    let proxy = ContainerDefinition {
        name: Some(PROXY.to_owned()),
        log_configuration: Some(log.clone()),
        ..ContainerDefinition::default()
    };
    let request = RegisterTaskDefinition {
        container_definitions: vec![proxy],
        requires_compatibilities: runs_on.map(|launch| vec![launch]),
        ..RegisterTaskDefinition::default()
    };
    let task = Task::new(&request);
    let mut found = Vec::new();
    for container in task.containers() {
        logging::check(&container, &mut found);
        secret::check(&container, &mut found);
        let path = container.at("logConfiguration");
        findings.extend(found.drain(..).map(|mut finding| {
            if let Some(rest) = finding.member.strip_prefix(&path) {
                finding.member = format!("{member}{rest}");
            }
            finding
        }));
    }
}
