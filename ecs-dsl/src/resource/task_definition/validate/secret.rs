//! References to secrets and parameters, wherever a task definition has them.

use ecs_dsl_facts::arn::{self, ArnKind};
use ecs_dsl_facts::fault::Fault;

use super::Container;
use crate::check::value::{fault_in, has_token};
use crate::diagnostic::Finding;
use crate::diagnostic::code::container as codes;

/// What a member takes besides full ARNs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Short {
    /// The name of a parameter, or of a secret, of the task's own Region.
    Name,
    /// Nothing.
    Never,
}

pub(super) fn check(container: &Container<'_>, findings: &mut Vec<Finding>) {
    let definition = container.definition;
    let options = definition.log_configuration.as_ref().map(|log| &log.secret_options);
    let lists = [("secrets", Some(&definition.secrets)), ("logConfiguration.secretOptions", options)];
    for (member, list) in lists {
        let Some(list) = list else { continue };
        for (path, secret) in super::items(container.list(member), list) {
            if secret.name.is_empty() {
                let what = format!("a secret of {container} has no name");
                let fix = "give it the name of the variable or option";
                findings.push(Finding::new(&codes::SECRET_REFERENCE, format!("{path}.name"), what, fix));
            }
            check_reference(&format!("{path}.valueFrom"), &secret.value_from, Short::Name, findings);
        }
    }
    if let Some(credentials) = &definition.repository_credentials {
        let member = container.at("repositoryCredentials.credentialsParameter");
        let parameter = &credentials.credentials_parameter;
        let before = findings.len();
        check_reference(&member, parameter, Short::Name, findings);
        if findings.len() == before && arn::parse(parameter).is_ok_and(|arn| arn.service == "ssm") {
            let what = format!("`{parameter}` is a parameter");
            let fix = "put the user name and password into a Secrets Manager secret, and give its ARN";
            let why = "registry credentials are read from Secrets Manager alone";
            findings.push(Finding::new(&codes::SECRET_REFERENCE, member, what, fix).because(why));
        }
    }
}

/// Checks what names a secret of Secrets Manager, or a parameter of Parameter Store.
pub(super) fn check_reference(member: &str, reference: &str, short: Short, findings: &mut Vec<Finding>) {
    if has_token(reference) {
        return;
    }
    let wrong = if reference.starts_with("arn:") {
        match arn_fault(reference) {
            Some(wrong) => wrong,
            None => return,
        }
    } else if short == Short::Name && is_name(reference) {
        return;
    } else {
        let what = match reference {
            "" => "the reference to a secret is empty".to_owned(),
            _ => format!("`{reference}` names no secret and no parameter"),
        };
        let why = match short {
            Short::Name => {
                "a full ARN is wanted, or the name of a parameter: letters, digits, `_`, `.`, `-` and `/`"
            }
            Short::Never => "a full ARN is wanted here",
        };
        Fault::new(0..reference.len(), what, why, "copy the secret's or parameter's full ARN")
    };
    findings.push(fault_in(&codes::SECRET_REFERENCE, member, reference, wrong));
}

fn arn_fault(reference: &str) -> Option<Fault> {
    let parsed = match service(reference) {
        Some("ssm") => arn::parse_as(reference, ArnKind::SsmParameter),
        Some("secretsmanager") => arn::parse_as(reference, ArnKind::Secret),
        Some(other) => {
            return Some(Fault::new(
                0..reference.len(),
                format!("`{reference}` is an ARN of the service `{other}`"),
                "secrets come from Secrets Manager or Parameter Store",
                "copy the ARN of the secret or parameter",
            ));
        }
        // Too short to have a service: its parts are missing.
        None => arn::parse(reference),
    };
    parsed.err().map(|faults| faults.first().clone())
}

fn service(reference: &str) -> Option<&str> {
    let mut parts = reference.splitn(6, ':');
    let service = parts.nth(2)?;
    // An ARN has six parts; one with fewer is broken off, and says so itself.
    parts.nth(2).map(|_| service)
}

fn is_name(reference: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-' | b'/');
    // Secrets may have these besides; parameters may carry a version or label after a colon.
    let also = |byte: u8| matches!(byte, b'+' | b'=' | b'@' | b':');
    (1..=2048).contains(&reference.len()) && reference.bytes().all(|byte| plain(byte) || also(byte))
}
