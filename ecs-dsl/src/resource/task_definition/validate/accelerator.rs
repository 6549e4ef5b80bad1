//! GPUs, Neuron devices and inference accelerators.

use std::collections::BTreeSet;

use ecs_dsl_facts::nearest;

use super::{Container, Task};
use crate::api::ecs::{Compatibility, ResourceRequirement, ResourceType};
use crate::check::limits::within;
use crate::check::value::{check_known, has_token};
use crate::diagnostic::Finding;
use crate::diagnostic::code::{container as codes, task_definition as task_codes};

pub(super) fn check_task(task: &Task<'_>, findings: &mut Vec<Finding>) {
    check_accelerators(task, findings);
    check_gpus(task, findings);
    let neuron = task.containers().filter(|container| {
        let mut requirements = container.definition.resource_requirements.iter().flatten();
        requirements.any(|requirement| requirement.r#type == ResourceType::NeuronDevice)
    });
    for container in neuron.skip(1) {
        let what = format!("{container} asks for Neuron devices, as another container of the task does");
        let fix = "let one container of the task use them";
        findings.push(Finding::new(&codes::RESOURCE_PLACE, container.at("resourceRequirements"), what, fix));
    }
}

fn check_accelerators(task: &Task<'_>, findings: &mut Vec<Finding>) {
    let mut accelerators = super::items("inferenceAccelerators", &task.request.inference_accelerators);
    let asked: BTreeSet<&str> = task
        .request
        .container_definitions
        .iter()
        .flat_map(|container| container.resource_requirements.iter().flatten())
        .filter(|requirement| requirement.r#type == ResourceType::InferenceAccelerator)
        .filter_map(|requirement| requirement.value.as_deref())
        .collect();
    let mut any = false;
    for (path, accelerator) in &mut accelerators {
        any = true;
        let name = accelerator.device_name.as_str();
        if name.is_empty() || accelerator.device_type.is_empty() {
            let member = if name.is_empty() { "deviceName" } else { "deviceType" };
            let what = format!("an inference accelerator has no `{member}`");
            findings.push(Finding::new(
                &task_codes::ACCELERATOR,
                format!("{path}.{member}"),
                what,
                "give it one",
            ));
        } else if !asked.contains(name) {
            let what = format!("no container asks for the inference accelerator `{name}`");
            let fix = format!(
                "give a container a resource requirement of type InferenceAccelerator and value `{name}`"
            );
            findings.push(Finding::new(&task_codes::ACCELERATOR, format!("{path}.deviceName"), what, fix));
        }
    }
    if any {
        let what = "the task asks for Elastic Inference accelerators";
        let fix = "use GPU or Inferentia instances";
        findings.push(Finding::new(&task_codes::ACCELERATOR_GONE, "inferenceAccelerators", what, fix));
    }
}

/// Checks that the containers of a task all share GPUs, or none does.
fn check_gpus(task: &Task<'_>, findings: &mut Vec<Finding>) {
    let mut first = None;
    for container in task.containers() {
        for (path, requirement) in items(&container) {
            if requirement.r#type != ResourceType::Gpu || contradicts_itself(requirement) {
                continue;
            }
            let shares = requirement.sharing_strategy.is_some();
            if *first.get_or_insert(shares) != shares {
                let (this, others) =
                    if shares { ("a share", "whole ones") } else { ("whole ones", "a share") };
                let what =
                    format!("{container} asks for {this} of GPUs, and a container before it for {others}");
                let what = what.replace("whole ones of GPUs", "whole GPUs");
                let fix = "let every container of the task ask in the same way";
                findings.push(Finding::new(&codes::GPU_MIX, path, what, fix));
                return;
            }
        }
    }
}

fn items<'a>(container: &Container<'a>) -> impl Iterator<Item = (String, &'a ResourceRequirement)> {
    super::items(container.list("resourceRequirements"), &container.definition.resource_requirements)
}

fn contradicts_itself(requirement: &ResourceRequirement) -> bool {
    requirement.value.is_some() == requirement.sharing_strategy.is_some()
}

pub(super) fn check(container: &Container<'_>, findings: &mut Vec<Finding>) {
    for (path, requirement) in items(container) {
        check_known(&format!("{path}.type"), requirement.r#type.as_str(), ResourceType::VALUES, findings);
        match requirement.r#type {
            ResourceType::Gpu => check_gpu(container, &path, requirement, findings),
            ResourceType::NeuronDevice => check_neuron(container, &path, requirement, findings),
            ResourceType::InferenceAccelerator => check_inference(container, &path, requirement, findings),
            ResourceType::Unknown(_) => continue,
        }
        if requirement.sharing_strategy.is_some() && requirement.r#type != ResourceType::Gpu {
            let what = format!("{container} shares a resource of type {}", requirement.r#type);
            let fix = "leave `sharingStrategy` out; GPUs alone are shared";
            findings.push(Finding::new(&codes::RESOURCE_VALUE, format!("{path}.sharingStrategy"), what, fix));
        }
    }
}

fn check_gpu(
    container: &Container<'_>,
    path: &str,
    requirement: &ResourceRequirement,
    findings: &mut Vec<Finding>,
) {
    let mut add = |member: &str, what: String, fix: &str| {
        findings.push(Finding::new(&codes::RESOURCE_VALUE, format!("{path}{member}"), what, fix));
    };
    match (requirement.value.as_deref(), &requirement.sharing_strategy) {
        (None, None) => {
            add("", format!("{container} asks for a GPU without saying how many"), "give `value` a number")
        }
        (Some(_), Some(_)) => {
            let what = format!("{container} asks for whole GPUs and for a share of one");
            add("", what, "give `value`, or `sharingStrategy`, not both");
        }
        (Some(value), None) => {
            let is_count = value.parse::<u32>().is_ok_and(|count| count > 0);
            if !is_count && value != "ALL" && !has_token(value) {
                let what = format!("{container} asks for `{value}` GPUs");
                add(".value", what, "write a whole number from 1 up, or `ALL`");
            }
        }
        (None, Some(strategy)) => {
            let Some(mps) = &strategy.nvidia_mps else {
                let what = format!("{container} shares a GPU by no strategy");
                add(".sharingStrategy", what, "set `nvidiaMps`");
                return;
            };
            if mps.memory < 1 {
                let what = format!("{container} asks for {} MiB of a GPU's memory", mps.memory);
                add(".sharingStrategy.nvidiaMps.memory", what, "ask for 1 MiB or more");
            }
            let member = format!("{path}.sharingStrategy.nvidiaMps.maxComputePercent");
            within(&codes::RESOURCE_VALUE, member, mps.max_compute_percent, 1..=100, "percent", findings);
            if container.task.is_for(Compatibility::External) {
                let what = format!("{container} shares a GPU, and the task is for external instances");
                let fix = "ask for whole GPUs by `value`";
                findings.push(Finding::new(
                    &codes::RESOURCE_PLACE,
                    format!("{path}.sharingStrategy"),
                    what,
                    fix,
                ));
            }
        }
    }
}

fn check_neuron(
    container: &Container<'_>,
    path: &str,
    requirement: &ResourceRequirement,
    findings: &mut Vec<Finding>,
) {
    match requirement.value.as_deref() {
        Some("ALL") => {}
        Some(value) if has_token(value) => {}
        value => {
            let shown = value.map_or("no number of".to_owned(), |value| format!("`{value}`"));
            let what = format!("{container} asks for {shown} Neuron devices");
            findings.push(Finding::new(&codes::RESOURCE_VALUE, format!("{path}.value"), what, "write `ALL`"));
        }
    }
    let types = container.task.launch_types();
    if types.iter().any(|launch| *launch != Compatibility::ManagedInstances) {
        let what =
            format!("{container} asks for Neuron devices, and the task is not for Managed Instances alone");
        let fix = "make MANAGED_INSTANCES the task's only compatibility";
        findings.push(Finding::new(&codes::RESOURCE_PLACE, path, what, fix));
    }
}

fn check_inference(
    container: &Container<'_>,
    path: &str,
    requirement: &ResourceRequirement,
    findings: &mut Vec<Finding>,
) {
    let member = format!("{path}.value");
    let Some(value) = requirement.value.as_deref() else {
        let what = format!("{container} asks for an inference accelerator without naming it");
        let fix = "give `value` the device name of one of `inferenceAccelerators`";
        findings.push(Finding::new(&codes::RESOURCE_VALUE, member, what, fix));
        return;
    };
    let accelerators = container.task.request.inference_accelerators.as_deref().unwrap_or_default();
    let mut names = accelerators.iter().map(|accelerator| accelerator.device_name.as_str());
    if names.clone().any(|name| name == value) || has_token(value) {
        return;
    }
    let what =
        format!("{container} asks for the inference accelerator `{value}`, which the task does not have");
    let fix = match nearest(value, names.clone()).or_else(|| names.next()) {
        Some(name) => format!("write `{name}`"),
        None => format!("add `{value}` to `inferenceAccelerators`"),
    };
    findings.push(Finding::new(&task_codes::ACCELERATOR, member, what, fix));
}
