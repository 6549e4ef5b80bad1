//! The rules of services, alone and among the resources around them.
//!
//! A topic a file. What a run of tasks has in common with a service (capacity, network, placement,
//! volumes, ECS Exec) takes the members alone, so that the rules of runs use it too.

pub(crate) mod basics;
pub(crate) mod capacity;
mod daemon;
mod deployment;
pub(crate) mod exec;
mod hooks;
mod load_balancing;
pub(crate) mod network;
pub(crate) mod placement;
mod ports;
mod registries;
mod security;
pub(crate) mod service_connect;
pub(crate) mod setting;
mod together;
pub(crate) mod volumes;

#[cfg(test)]
mod tests;

use crate::api::ecs::CreateService;
use crate::check::Surroundings;
use crate::diagnostic::Finding;
use crate::resource::role::validate as roles;
use crate::resource::tags;
use setting::Setting;

pub(crate) use together::{cluster_name, together};

/// Checks a service, and how it fits the resources around it.
///
/// What several services have to do with each other is [`together`]'s to check.
pub(crate) fn validate(request: &CreateService, around: &dyn Surroundings, findings: &mut Vec<Finding>) {
    let setting = Setting::of_service(request, around);
    basics::check(request, &setting, findings);
    capacity::check_launch(&setting, findings);
    capacity::check_strategy(&setting, findings);
    capacity::check_platform(&setting, request.enable_execute_command == Some(true), findings);
    daemon::check(request, &setting, findings);
    network::check(
        request.network_configuration.as_ref(),
        basics::has_task_sets(request),
        &setting,
        findings,
    );
    placement::check(
        request.placement_constraints.as_deref().unwrap_or_default(),
        request.placement_strategy.as_deref().unwrap_or_default(),
        &setting,
        findings,
    );
    load_balancing::check(request, &setting, findings);
    registries::check(request, &setting, findings);
    deployment::check(request, &setting, findings);
    service_connect::check(request, &setting, findings);
    volumes::check_service(request, &setting, findings);
    if request.enable_execute_command == Some(true) {
        exec::check(&setting, findings);
    }
    tags::check(request.tags.as_deref(), "tags", findings);
    roles::check_service(request, around, findings);
    security::check(request, &setting, findings);
}
