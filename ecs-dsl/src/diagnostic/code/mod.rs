//! The table of diagnostic codes: stable, never reused, never renumbered.
//!
//! One file a family. A code's row holds what does not depend on the values at hand; the rule that
//! reports it adds those.

pub mod advice;
pub mod allowance;
pub mod capacity_provider;
pub mod cluster;
pub mod container;
pub mod deployment;
pub mod ebs;
pub mod file;
pub mod health_and_logs;
pub mod iam;
pub mod load_balancing;
pub mod log_group;
pub mod port;
pub mod role;
pub mod run_task;
pub mod security_of_services;
pub mod security_of_tasks;
pub mod service;
pub mod service_connect;
pub mod structure;
pub mod tag;
pub mod task_definition;
pub mod value;
pub mod volume;

use super::Severity;

/// A row of the table of codes.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// The stable id, such as `ECS0107`.
    pub id: &'static str,
    /// How bad it is by default.
    pub severity: Severity,
    /// One line that says what the rule is.
    pub summary: &'static str,
    /// Why AWS has the rule, in a sentence.
    pub why: &'static str,
    /// The AWS operation and member it is about.
    pub aws: &'static str,
    /// An example that breaks the rule.
    pub wrong: &'static str,
    /// The same example, mended.
    pub right: &'static str,
    /// The ids of the rulebook's rules that this code enforces.
    pub rules: &'static [&'static str],
}

/// Every family of codes, in the order in which `explain --list` prints them.
#[rustfmt::skip] // One a line, so that families can be added side by side.
pub static FAMILIES: &[&[&Code]] = &[
    structure::CODES,
    allowance::CODES,
    file::CODES,
    value::CODES,
    task_definition::CODES,
    container::CODES,
    port::CODES,
    health_and_logs::CODES,
    volume::CODES,
    tag::CODES,
    service::CODES,
    load_balancing::CODES,
    deployment::CODES,
    service_connect::CODES,
    ebs::CODES,
    cluster::CODES,
    capacity_provider::CODES,
    run_task::CODES,
    iam::CODES,
    role::CODES,
    log_group::CODES,
    security_of_tasks::CODES,
    security_of_services::CODES,
    advice::CODES,
];

/// Returns every code.
pub fn all() -> impl Iterator<Item = &'static Code> {
    FAMILIES.iter().flat_map(|family| family.iter().copied())
}

/// Returns the code with this id, in any letter case.
pub fn find(id: &str) -> Option<&'static Code> {
    all().find(|code| code.id.eq_ignore_ascii_case(id))
}

/// Returns the code whose id is nearest to one that does not exist.
pub fn nearest(id: &str) -> Option<&'static Code> {
    ecs_dsl_facts::nearest(&id.to_ascii_uppercase(), all().map(|code| code.id)).and_then(find)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    #[test]
    fn ids_are_unique_and_every_row_is_filled() {
        let mut seen = BTreeSet::new();
        for code in super::all() {
            assert!(seen.insert(code.id), "{} stands twice in the table", code.id);
            for (name, text) in [("summary", code.summary), ("why", code.why), ("right", code.right)] {
                assert!(!text.is_empty(), "{} has no {name}", code.id);
            }
        }
    }
}
