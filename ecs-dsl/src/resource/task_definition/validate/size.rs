//! CPU and memory: of the task, and of its containers within it.

use ecs_dsl_facts::fargate::{self, Half, Os};
use ecs_dsl_facts::fault::Fault;
use ecs_dsl_facts::quantity::{cpu_units, cpu_words, memory_mib, memory_words};

use super::{Container, Task};
use crate::api::ecs::Compatibility;
use crate::check::value::{fault, has_token};
use crate::diagnostic::Finding;
use crate::diagnostic::code::{container as container_codes, task_definition as codes};

/// The range of a task's CPU outside Fargate, in CPU units.
const TASK_CPU: std::ops::RangeInclusive<i32> = 128..=196_608;
/// The shares that the Linux kernel counts.
const SHARES: std::ops::RangeInclusive<i32> = 2..=262_144;
/// The least memory of a container, in MiB.
const LEAST_MEMORY: i32 = 6;

/// A member of the task's size: absent, not to be judged (a token, or reported), or an amount.
enum Amount {
    Absent,
    Unclear,
    Known(i32),
}

impl Amount {
    fn read(
        member: &str,
        text: Option<&str>,
        parse: fn(&str) -> Result<i32, Fault>,
        findings: &mut Vec<Finding>,
    ) -> Self {
        match text {
            None | Some("") => Self::Absent,
            Some(text) if has_token(text) => Self::Unclear,
            Some(text) => match parse(text) {
                Ok(amount) => Self::Known(amount),
                Err(wrong) => {
                    findings.push(fault(&codes::SIZE_FORM, member, wrong));
                    Self::Unclear
                }
            },
        }
    }
}

pub(super) fn check(task: &Task<'_>, findings: &mut Vec<Finding>) {
    let cpu = Amount::read("cpu", task.request.cpu.as_deref(), cpu_units, findings);
    let memory = Amount::read("memory", task.request.memory.as_deref(), memory_mib, findings);
    let on_fargate = task.is_for(Compatibility::Fargate);
    if on_fargate {
        check_fargate(task, &cpu, &memory, findings);
    } else if let Amount::Known(units) = cpu
        && !TASK_CPU.contains(&units)
    {
        let what = format!("{} of a task are not offered", cpu_words(units));
        let fix = "ask for 128 to 196608 CPU units, or leave `cpu` out and let the containers' count";
        let in_code = "ask for 128 to 196608 CPU units, or leave `.cpu(…)` out and let the containers' count";
        findings.push(Finding::new(&codes::CPU_RANGE, "cpu", what, fix).in_code(in_code));
    }
    let on_instances = !on_fargate && !task.launch_types().is_empty();
    if task.windows && on_instances {
        for (member, amount) in [("cpu", &cpu), ("memory", &memory)] {
            if !matches!(amount, Amount::Absent) {
                let what = format!("`{member}` of a Windows task on instances is ignored");
                let fix = format!("set `{member}` on the containers");
                findings.push(Finding::new(&codes::WINDOWS_SIZE, member, what, fix));
            }
        }
    }
    for container in task.containers() {
        check_container(&container, findings);
        if on_instances && matches!(memory, Amount::Absent) {
            check_memory_given(&container, findings);
        }
    }
    // What is ignored is not summed up against.
    if task.windows && !on_fargate {
        return;
    }
    if let Amount::Known(mib) = memory {
        check_memory_sum(task, mib, findings);
    }
    if let Amount::Known(units) = cpu
        && on_fargate
    {
        check_cpu_sum(task, units, findings);
    }
}

fn check_fargate(task: &Task<'_>, cpu: &Amount, memory: &Amount, findings: &mut Vec<Finding>) {
    for (member, amount, example) in [("cpu", cpu, "`256`"), ("memory", memory, "`512`")] {
        if matches!(amount, Amount::Absent) {
            let what = format!("the Fargate task has no `{member}`");
            let fix = format!("give the task a size of Fargate's table, such as {example} for `{member}`");
            findings.push(Finding::new(&codes::SIZE_MISSING, member, what, fix));
        }
    }
    let os = if task.windows { Os::Windows } else { Os::Linux };
    if let (Amount::Known(units), Amount::Known(mib)) = (cpu, memory)
        && let Err(wrong) = fargate::check(*units, *mib, os)
    {
        let member = match wrong.half {
            Half::Cpu => "cpu",
            Half::Memory => "memory",
        };
        findings.push(Finding::new(&codes::FARGATE_SIZE, member, wrong.what, wrong.fix).because(wrong.why));
    }
}

fn check_container(container: &Container<'_>, findings: &mut Vec<Finding>) {
    let definition = container.definition;
    let on_instances =
        container.task.is_for(Compatibility::Ec2) || container.task.is_for(Compatibility::External);
    if let Some(cpu) = definition.cpu
        // 0 is what ECS writes where nothing was said.
        && cpu != 0
        && !SHARES.contains(&cpu)
        && on_instances
        && !container.task.windows
    {
        let nearer = cpu.clamp(*SHARES.start(), *SHARES.end());
        let what = format!("{container} asks for {cpu} CPU shares");
        let fix = format!("ask for {nearer}, which is what it gets");
        findings.push(Finding::new(&container_codes::CPU_CLAMPED, container.at("cpu"), what, fix));
    }
    let limit = definition.memory;
    let reserved = definition.memory_reservation;
    for (member, value) in [("memory", limit), ("memoryReservation", reserved)] {
        if let Some(value) = value.filter(|value| *value < LEAST_MEMORY) {
            let what = format!("{container} has {value} MiB of `{member}`");
            let fix = "give it 6 MiB or more";
            findings.push(Finding::new(&container_codes::MEMORY_FLOOR, container.at(member), what, fix));
            return;
        }
    }
    if let (Some(limit), Some(reserved)) = (limit, reserved)
        && limit <= reserved
    {
        let what = format!("{container} reserves {reserved} MiB and is limited to {limit} MiB");
        let fix = if limit == reserved {
            "leave `memoryReservation` out, since it is the limit that is reserved then"
        } else {
            "make `memory` the larger, or leave one of them out"
        };
        let in_code = if limit == reserved {
            "leave `.memory_reservation(…)` out, since it is the limit that is reserved then"
        } else {
            "make `.memory(…)` the larger, or leave one of them out"
        };
        let member = container.at("memoryReservation");
        findings.push(Finding::new(&container_codes::MEMORY_ORDER, member, what, fix).in_code(in_code));
    }
}

fn check_memory_given(container: &Container<'_>, findings: &mut Vec<Finding>) {
    if container.definition.memory.is_none() && container.definition.memory_reservation.is_none() {
        let what = format!("neither the task nor {container} says how much memory it needs");
        let fix = "give the container `memory` or `memoryReservation`, or the task `memory`";
        let in_code = "give the container `.memory(…)` or `.memory_reservation(…)`, or the task `.memory(…)`";
        let finding = Finding::new(&codes::MEMORY_MISSING, container.at("memory"), what, fix);
        findings.push(finding.in_code(in_code));
    }
}

fn check_memory_sum(task: &Task<'_>, mib: i32, findings: &mut Vec<Finding>) {
    let mut sum = 0i64;
    for container in task.containers() {
        let definition = container.definition;
        if let Some(limit) = definition.memory.filter(|limit| *limit > mib) {
            let what = format!(
                "{container} may use {}, and the whole task has {}",
                memory_words(limit),
                memory_words(mib)
            );
            let fix = "lower the container's `memory`, or raise the task's";
            findings.push(Finding::new(&codes::MEMORY_SUM, container.at("memory"), what, fix));
            return;
        }
        sum += i64::from(definition.memory_reservation.or(definition.memory).unwrap_or(0).max(0));
    }
    if sum > i64::from(mib) {
        let what = format!("the containers reserve {sum} MiB together, and the task has {mib} MiB");
        let fix = "lower what the containers reserve, or raise the task's `memory`";
        findings.push(Finding::new(&codes::MEMORY_SUM, "memory", what, fix));
    }
}

fn check_cpu_sum(task: &Task<'_>, units: i32, findings: &mut Vec<Finding>) {
    let sum: i64 =
        task.containers().map(|container| i64::from(container.definition.cpu.unwrap_or(0).max(0))).sum();
    if sum > i64::from(units) {
        let what = format!("the containers reserve {sum} CPU units together, and the task has {units}");
        let fix = "lower the containers' `cpu`, leave it out, or raise the task's";
        findings.push(Finding::new(&codes::CPU_SUM, "cpu", what, fix));
    }
}
