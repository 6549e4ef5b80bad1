//! Variables and files of variables.

use std::collections::BTreeSet;

use ecs_dsl_facts::arn::{self, ArnKind};
use ecs_dsl_facts::fault::Fault;

use super::Container;
use crate::api::ecs::EnvironmentFileType;
use crate::check::value::{check_known, fault_in, has_token};
use crate::diagnostic::Finding;
use crate::diagnostic::code::container as codes;

/// The most files of variables of a container.
const MAX_FILES: usize = 10;

pub(super) fn check(container: &Container<'_>, findings: &mut Vec<Finding>) {
    check_variables(container, findings);
    check_files(container, findings);
}

fn check_variables(container: &Container<'_>, findings: &mut Vec<Finding>) {
    let mut variables = BTreeSet::new();
    for (path, variable) in super::items(container.list("environment"), &container.definition.environment) {
        let Some(name) = variable.name.as_deref() else { continue };
        check_name(container, &path, name, findings);
        if !variables.insert(name) {
            let what = format!("{container} sets `{name}` twice");
            let fix = "keep one of the two";
            findings.push(Finding::new(&codes::VARIABLE_TWICE, format!("{path}.name"), what, fix));
        }
    }
    let mut secrets = BTreeSet::new();
    for (path, secret) in super::items(container.list("secrets"), &container.definition.secrets) {
        let name = secret.name.as_str();
        if !name.is_empty() {
            check_name(container, &path, name, findings);
        }
        let (what, fix) = if !secrets.insert(name) {
            (format!("{container} has two secrets for `{name}`"), "keep one of the two")
        } else if variables.contains(name) {
            (
                format!("{container} sets `{name}` as a secret and as a plain variable"),
                "take it out of the plain variables",
            )
        } else {
            continue;
        };
        findings.push(Finding::new(&codes::SECRET_TWICE, format!("{path}.name"), what, fix));
    }
}

/// Checks a variable's name: a program finds it by what stands before the first `=`.
fn check_name(container: &Container<'_>, path: &str, name: &str, findings: &mut Vec<Finding>) {
    let (what, fix) = match name.split_once('=') {
        None if name.is_empty() => {
            (format!("a variable of {container} has no name"), "give it one".to_owned())
        }
        Some((before, _)) if !has_token(name) => (
            format!("the variable `{name}` of {container} has a `=` in its name"),
            match before {
                "" => "leave the `=` out".to_owned(),
                before => format!("write `{before}`, and put the rest into the value"),
            },
        ),
        _ => return,
    };
    findings.push(Finding::new(&codes::VARIABLE_NAME, format!("{path}.name"), what, fix));
}

fn check_files(container: &Container<'_>, findings: &mut Vec<Finding>) {
    let count = container.definition.environment_files.as_ref().map_or(0, Vec::len);
    if count > MAX_FILES {
        let what = format!("{container} has {count} files of variables");
        let fix = "keep at most 10";
        findings.push(Finding::new(&codes::ENVIRONMENT_FILE, container.at("environmentFiles"), what, fix));
    }
    for (path, file) in
        super::items(container.list("environmentFiles"), &container.definition.environment_files)
    {
        check_known(&format!("{path}.type"), file.r#type.as_str(), EnvironmentFileType::VALUES, findings);
        if has_token(&file.value) {
            continue;
        }
        let wrong = match arn::parse_as(&file.value, ArnKind::S3Object) {
            Err(faults) => faults.first().clone(),
            Ok(_) if !file.value.ends_with(".env") => Fault::new(
                0..0,
                format!("the file of variables `{}` does not end in .env", file.value),
                "ECS reads files of variables whose names end in .env",
                "rename the object, so that its key ends in .env",
            ),
            Ok(_) => continue,
        };
        findings.push(fault_in(&codes::ENVIRONMENT_FILE, format!("{path}.value"), &file.value, wrong));
    }
}
