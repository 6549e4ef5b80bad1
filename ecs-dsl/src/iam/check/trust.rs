//! Trust policies: who may take on a role, and how.

use super::{Path, has_variable, member};
use crate::diagnostic::Finding;
use crate::diagnostic::code::iam as codes;
use crate::iam::policy::{Effect, OneOrMany, Principal, PrincipalMap, Statement};
use ecs_dsl_facts::iam::{glob, service_principal};

/// What a trust policy may allow: the ways to take on a role, and what goes with them.
const ACTIONS: &[&str] = &[
    "sts:AssumeRole",
    "sts:AssumeRoleWithWebIdentity",
    "sts:AssumeRoleWithSAML",
    "sts:TagSession",
    "sts:SetSourceIdentity",
    "sts:SetContext",
];

/// Those of the actions that an identity provider's users take the role on by.
const FEDERATED_ACTIONS: &[&str] = &["sts:AssumeRoleWithWebIdentity", "sts:AssumeRoleWithSAML"];

/// The services whose requests carry the account and resource that they act for.
const DEPUTIES: &[&str] = &[service_principal::ECS_TASKS];

pub(super) fn check(at: &str, statement: &Statement, findings: &mut Vec<Finding>) {
    for (name, values) in [("Resource", &statement.resource), ("NotResource", &statement.not_resource)] {
        if values.is_some() {
            findings.push(Finding::new(
                &codes::TRUST_WITH_RESOURCE,
                format!("{at}.{name}"),
                format!("a trust policy has {name}"),
                format!("leave {name} out"),
            ));
        }
    }
    let actions_fit = check_actions(at, statement, findings);
    match (&statement.principal, &statement.not_principal) {
        (None, None) => findings.push(Finding::new(
            &codes::TRUST_WITHOUT_PRINCIPAL,
            at,
            "a trust policy's statement names nobody",
            "add Principal, such as `{ \"Service\": \"ecs-tasks.amazonaws.com\" }`",
        )),
        (Some(Principal::Named(map)), _) => {
            let at = format!("{at}.Principal");
            check_names(&at, map, findings);
            if actions_fit {
                check_ways(&at, map, statement, findings);
            }
        }
        (_, Some(Principal::Named(map))) => check_names(&format!("{at}.NotPrincipal"), map, findings),
        _ => {}
    }
    if statement.effect == Effect::Allow && statement.condition.as_ref().is_none_or(|of| of.is_empty()) {
        check_unconditional(at, statement, findings);
    }
    check_deputy(at, statement, findings);
}

/// Returns whether a statement lets a service take on the role.
pub(super) fn lets_in(statement: &Statement, service: &str) -> bool {
    let named = match &statement.principal {
        Some(Principal::Everyone) => true,
        Some(Principal::Named(map)) => {
            map.service.iter().flatten().any(|name| name == service || has_variable(name))
        }
        None => false,
    };
    let assumes = statement.action.iter().flatten().any(|action| glob::matches(action, "sts:AssumeRole"));
    statement.effect == Effect::Allow && named && assumes
}

fn check_actions(at: &str, statement: &Statement, findings: &mut Vec<Finding>) -> bool {
    let mut fit = true;
    for (path, action) in member(at, "Action", &statement.action) {
        // A wildcard must not reach beyond STS; within it, IAM takes one that stands for a way in.
        let is_sts = action.get(..4).is_some_and(|prefix| prefix.eq_ignore_ascii_case("sts:"));
        if has_variable(action) || (is_sts && ACTIONS.iter().any(|known| glob::matches(action, known))) {
            continue;
        }
        fit = false;
        let meant = ecs_dsl_facts::nearest(action, ACTIONS.iter().copied());
        findings.push(Finding::new(
            &codes::TRUST_ACTION,
            path,
            format!("a trust policy cannot allow `{action}`"),
            format!("write `{}`", meant.unwrap_or("sts:AssumeRole")),
        ));
    }
    fit
}

fn check_names(at: &str, map: &PrincipalMap, findings: &mut Vec<Finding>) {
    for (path, name) in member(at, "Service", &map.service) {
        findings.extend(check_service(path, name));
    }
    for (path, name) in member(at, "AWS", &map.aws) {
        if !is_aws_principal(name) {
            findings.push(Finding::new(
                &codes::PRINCIPAL_FORM,
                path,
                format!("`{name}` is no account, user, role or session"),
                "write an account id of 12 digits, or the whole ARN of a user or a role",
            ));
        }
    }
    for (path, name) in member(at, "Federated", &map.federated) {
        let is_provider = arn_resource(name, "iam").is_some_and(|resource| {
            resource.starts_with("oidc-provider/") || resource.starts_with("saml-provider/")
        });
        let is_web = name.contains('.') && !name.contains(':') && !name.contains('*');
        if !has_variable(name) && !is_provider && !is_web {
            findings.push(Finding::new(
                &codes::PRINCIPAL_FORM,
                path,
                format!("`{name}` is no identity provider"),
                "write the ARN of an OIDC or SAML provider, or a name such as `cognito-identity.amazonaws.com`",
            ));
        }
    }
}

fn check_service(path: Path<'_>, name: &str) -> Option<Finding> {
    if has_variable(name) || service_principal::is_known(name) {
        return None;
    }
    let meant = service_principal::nearest_known(name);
    let formed = service_principal::is_formed(name);
    let (code, what) = match meant.is_some() || !formed {
        true => (&codes::UNKNOWN_PRINCIPAL, format!("there is no service principal `{name}`")),
        false => (&codes::UNRECOGNIZED_PRINCIPAL, format!("the service principal `{name}` is not known")),
    };
    let fix = match meant {
        Some(meant) => format!("write `{meant}`"),
        None => "look the name up in the service's documentation; for tasks it is `ecs-tasks.amazonaws.com`"
            .to_owned(),
    };
    Some(Finding::new(code, path, what, fix))
}

fn is_aws_principal(name: &str) -> bool {
    let is_account = |text: &str| text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
    // What is left of a user or role that was deleted: its unique id.
    let is_unique_id = |text: &str| {
        (16..=128).contains(&text.len())
            && (text.starts_with("AIDA") || text.starts_with("AROA"))
            && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
    };
    if name == "*" || has_variable(name) || is_account(name) || is_unique_id(name) {
        return true;
    }
    let named = |resource: &str, kinds: &[&str]| {
        kinds.iter().any(|kind| resource.strip_prefix(kind).is_some_and(|name| !name.is_empty()))
    };
    !glob::is_open(name)
        && (arn_resource(name, "iam").is_some_and(|of| of == "root" || named(of, &["user/", "role/"]))
            || arn_resource(name, "sts").is_some_and(|of| named(of, &["assumed-role/", "federated-user/"])))
}

/// Returns the last part of an ARN of a service that has no regions.
fn arn_resource<'a>(arn: &'a str, service: &str) -> Option<&'a str> {
    let parts: Vec<&str> = arn.splitn(6, ':').collect();
    match parts.as_slice() {
        ["arn", partition, of, "", account, resource]
            if partition.starts_with("aws") && *of == service && !account.is_empty() =>
        {
            Some(resource)
        }
        _ => None,
    }
}

/// Checks that each kind of principal has an action by which it can take on the role.
fn check_ways(at: &str, map: &PrincipalMap, statement: &Statement, findings: &mut Vec<Finding>) {
    let Some(written) = &statement.action else { return };
    // Statements that let a session be tagged go beside another that lets it in.
    let stands_for = |action: &String, known: &[&str]| known.iter().any(|known| glob::matches(action, known));
    let ways =
        |known: &[&str]| written.iter().any(|action| has_variable(action) || stands_for(action, known));
    let federated = ways(FEDERATED_ACTIONS);
    let plain = ways(&["sts:AssumeRole"]);
    if !federated && !plain {
        return;
    }
    let kinds: [(&str, &Option<OneOrMany<String>>, bool, &str); 3] = [
        ("Service", &map.service, plain, "sts:AssumeRole"),
        ("AWS", &map.aws, plain, "sts:AssumeRole"),
        ("Federated", &map.federated, federated, "sts:AssumeRoleWithWebIdentity"),
    ];
    for (kind, names, has_way, action) in kinds {
        if has_way || names.as_ref().is_none_or(|names| names.is_empty()) {
            continue;
        }
        let action = match names.iter().flatten().all(|name| name.contains(":saml-provider/")) {
            true if kind == "Federated" => "sts:AssumeRoleWithSAML",
            _ => action,
        };
        findings.push(Finding::new(
            &codes::TRUST_ACTION_PRINCIPAL,
            format!("{at}.{kind}"),
            format!("a principal of the kind {kind} cannot take on the role by the statement's actions"),
            format!("add the action `{action}`"),
        ));
    }
}

fn check_unconditional(at: &str, statement: &Statement, findings: &mut Vec<Finding>) {
    let open = match &statement.principal {
        Some(Principal::Everyone) => Some(format!("{at}.Principal")),
        Some(Principal::Named(map)) => member(&format!("{at}.Principal"), "AWS", &map.aws)
            .find(|(_, name)| *name == "*")
            .map(|(path, _)| path.into()),
        None => statement.not_principal.as_ref().map(|_| format!("{at}.NotPrincipal")),
    };
    if let Some(path) = open {
        findings.push(Finding::new(
            &codes::OPEN_TRUST,
            path,
            "everyone with an AWS account may take on the role",
            "name the accounts or roles, or add a condition on `aws:PrincipalOrgID`",
        ));
    }
}

fn check_deputy(at: &str, statement: &Statement, findings: &mut Vec<Finding>) {
    let Some(Principal::Named(map)) = &statement.principal else { return };
    let asks = statement.condition.as_ref().is_some_and(|condition| {
        condition.iter().any(|(_, key, _)| {
            ["aws:SourceAccount", "aws:SourceArn", "aws:SourceOrgID", "aws:SourceOrgPaths"]
                .iter()
                .any(|known| known.eq_ignore_ascii_case(key))
        })
    });
    if statement.effect != Effect::Allow || asks {
        return;
    }
    for (path, name) in member(&format!("{at}.Principal"), "Service", &map.service) {
        if DEPUTIES.contains(&name) {
            findings.push(Finding::new(
                &codes::CONFUSED_DEPUTY,
                path,
                format!("`{name}` may take on the role for any account"),
                "add conditions: StringEquals `aws:SourceAccount` your account, ArnLike `aws:SourceArn` `arn:aws:ecs:REGION:ACCOUNT:*`",
            ));
        }
    }
}
