//! Policies that stand in files of their own: which of IAM's rules they are under.

use crate::diagnostic::Finding;
use crate::iam::check;
use crate::iam::policy::{PolicyDocument, Statement};

/// What a policy is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// What a role or user may do.
    Identity,
    /// Who may take on a role.
    Trust,
    /// Who may use a resource of another service, such as a bucket.
    Resource,
}

impl Purpose {
    /// Tells by the statements: only who is let in is named by principals, and only roles are assumed.
    pub(super) fn of(document: &PolicyDocument) -> Self {
        let names_principals = |it: &Statement| it.principal.is_some() || it.not_principal.is_some();
        if !document.statements.iter().any(names_principals) {
            return Self::Identity;
        }
        let names_resources = |it: &Statement| it.resource.is_some() || it.not_resource.is_some();
        if document.statements.iter().any(assumes) {
            Self::Trust
        } else if document.statements.iter().any(names_resources)
            || document.statements.iter().all(is_of_another_service)
        {
            Self::Resource
        } else {
            Self::Trust
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Identity => "policy",
            Self::Trust => "trust policy",
            Self::Resource => "resource policy",
        }
    }

    pub(super) fn check(self, document: &PolicyDocument) -> Vec<Finding> {
        match self {
            Self::Identity => check::inline_policy(document),
            Self::Trust => check::trust_policy(document),
            Self::Resource => check::resource_policy(document),
        }
    }
}

fn actions(statement: &Statement) -> impl Iterator<Item = &str> {
    statement.action.iter().flat_map(|actions| actions.iter()).map(String::as_str)
}

fn assumes(statement: &Statement) -> bool {
    actions(statement)
        .any(|action| action.get(..4).is_some_and(|service| service.eq_ignore_ascii_case("sts:")))
}

/// Returns whether a statement speaks of actions that exist, and so not of a mistyped `sts:AssumeRole`.
fn is_of_another_service(statement: &Statement) -> bool {
    let mut services =
        actions(statement).filter_map(|action| action.split_once(':')).map(|(service, _)| service);
    services.next().is_some_and(ecs_dsl_facts::iam::actions::is_service)
}
