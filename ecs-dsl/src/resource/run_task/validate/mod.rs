//! The rules of runs.

mod overrides;
#[cfg(test)]
mod tests;

use crate::api::ecs::RunTask;
use crate::check::Surroundings;
use crate::check::limits::{given, within};
use crate::check::value::has_token;
use crate::diagnostic::Finding;
use crate::diagnostic::code::{run_task as codes, service as service_codes};
use crate::resource::service::validate::setting::Setting;
use crate::resource::service::validate::{basics, capacity, exec, network, placement, volumes};
use crate::resource::tags;

/// Checks a run, and how it fits the resources around it.
pub(crate) fn validate(request: &RunTask, around: &dyn Surroundings, findings: &mut Vec<Finding>) {
    let setting = Setting::of_run(request, around);
    if request.task_definition.is_empty() {
        let what = "the run does not say which task definition it starts";
        let fix = "add taskDefinition: a family, `family:revision` or an ARN";
        findings.push(Finding::new(&service_codes::TASK_DEFINITION_MISSING, "taskDefinition", what, fix));
    }
    let task = Some(request.task_definition.as_str()).filter(|task| !task.is_empty());
    basics::check_references(request.cluster.as_deref(), task, &setting, findings);
    within(&codes::COUNT, "count", request.count, 1..=10, "tasks", findings);
    basics::check_token(request.client_token.as_deref(), 64, findings);
    check_started_by(request, findings);
    capacity::check_launch(&setting, findings);
    capacity::check_strategy(&setting, findings);
    capacity::check_platform(&setting, request.enable_execute_command == Some(true), findings);
    network::check(request.network_configuration.as_ref(), false, &setting, findings);
    placement::check(
        request.placement_constraints.as_deref().unwrap_or_default(),
        request.placement_strategy.as_deref().unwrap_or_default(),
        &setting,
        findings,
    );
    volumes::check_run(request.volume_configurations.as_deref().unwrap_or_default(), &setting, findings);
    if request.enable_execute_command == Some(true) {
        exec::check(&setting, findings);
    }
    if let Some(from) = &request.propagate_tags {
        volumes::check_propagation(from, false, "propagateTags", findings);
    }
    overrides::check(request, &setting, around, findings);
    tags::check(request.tags.as_deref(), "tags", findings);
}

fn check_started_by(request: &RunTask, findings: &mut Vec<Finding>) {
    let Some(mark) = given(&request.started_by).filter(|mark| !has_token(mark)) else { return };
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '/' | '_');
    let (what, fix) = if let Some(c) = mark.chars().find(|c| !allowed(*c)) {
        (format!("{c:?} cannot stand in `{mark}`"), "use letters, digits, `-`, `/` and `_`")
    } else if mark.len() > 128 {
        (format!("the mark has {} characters", mark.len()), "shorten it to 128 characters")
    } else {
        return;
    };
    findings.push(Finding::new(&codes::STARTED_BY, "startedBy", what, fix));
}
