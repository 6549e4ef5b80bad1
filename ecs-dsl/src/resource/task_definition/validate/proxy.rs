//! The App Mesh proxy of a task.

use ecs_dsl_facts::nearest;

use super::Task;
use crate::api::ecs::ProxyConfigurationType;
use crate::check::value::{check_known, has_token};
use crate::diagnostic::Finding;
use crate::diagnostic::code::task_definition as codes;

/// The properties without which a proxy's traffic rules cannot be written, and whether each may be empty.
const PROPERTIES: &[(&str, bool)] = &[
    ("AppPorts", false),
    ("ProxyIngressPort", false),
    ("ProxyEgressPort", false),
    ("EgressIgnoredPorts", true),
    ("EgressIgnoredIPs", true),
];

pub(super) fn check(task: &Task<'_>, findings: &mut Vec<Finding>) {
    let Some(proxy) = &task.request.proxy_configuration else { return };
    if let Some(kind) = &proxy.r#type {
        check_known("proxyConfiguration.type", kind.as_str(), ProxyConfigurationType::VALUES, findings);
    }
    let name = &proxy.container_name;
    if task.container(name).is_none() && !has_token(name) {
        let what = format!("the proxy is container `{name}`, which the task does not have");
        let fix = match nearest(name, task.by_name.keys().copied()) {
            Some(meant) => format!("write `{meant}`"),
            None => "name the container of the task that runs the proxy".to_owned(),
        };
        findings.push(Finding::new(&codes::PROXY_CONTAINER, "proxyConfiguration.containerName", what, fix));
    }
    let properties = proxy.properties.as_deref().unwrap_or_default();
    let value = |name: &str| {
        let found = properties.iter().find(|property| property.name.as_deref() == Some(name));
        found.map(|property| property.value.as_deref().unwrap_or(""))
    };
    let mut add = |code, what: String, fix: &str| {
        findings.push(Finding::new(code, "proxyConfiguration.properties", what, fix));
    };
    for (name, may_be_empty) in PROPERTIES {
        match value(name) {
            None if *may_be_empty => {
                let what = format!("the proxy has no property `{name}`");
                add(&codes::PROXY_LEAVES_OUT, what, "add it; its value may be empty");
            }
            None => add(&codes::PROXY_PROPERTY, format!("the proxy has no property `{name}`"), "add it"),
            Some("") if !may_be_empty => {
                let what = format!("the proxy's property `{name}` is empty");
                add(&codes::PROXY_PROPERTY, what, "give it a value");
            }
            Some(_) => {}
        }
    }
    let ids = [value("IgnoredUID"), value("IgnoredGID")];
    if ids.iter().all(|id| id.is_none_or(str::is_empty)) {
        let what = "the proxy has neither IgnoredUID nor IgnoredGID".to_owned();
        let fix = "give it one of them: the user or group that the proxy's container runs as, such as 1337";
        add(&codes::PROXY_PROPERTY, what, fix);
    }
}
