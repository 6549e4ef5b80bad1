//! Policies of roles, as the builders of policies say them.

use serde_json::Value;

use super::code::{Chain, Expr, call, string, strings};
use crate::iam::policy::{
    ConditionValue, Effect, OneOrMany, PolicyDocument, Principal, PrincipalMap, Statement,
};
use crate::resource::role::policy;

/// Reads a policy out of the text in which a request has it, or in which IAM encoded it.
pub(super) fn read_policy(value: &Value) -> Option<PolicyDocument> {
    let text = value.as_str()?;
    let read: PolicyDocument =
        serde_json::from_str(text).ok().or_else(|| serde_json::from_value(policy::canonical(value)?).ok())?;
    has_builders(&read).then_some(read)
}

/// Returns a policy document as its builder.
pub(super) fn document(policy: &PolicyDocument) -> Expr {
    let mut chain = Chain::new(call("PolicyDocument::new", []));
    match &policy.version {
        Some(version) if version == PolicyDocument::VERSION => {}
        Some(version) => chain.call("version", [string(version)]),
        None => chain.call("without_version", []),
    }
    if let Some(id) = &policy.id {
        chain.call("id", [string(id)]);
    }
    for one in policy.statements.iter() {
        chain.call("statement", [statement(one)]);
    }
    chain.into()
}

/// Returns a list of texts, or the only one that stands without a list.
fn texts(list: &OneOrMany<String>) -> Expr {
    match list {
        OneOrMany::One(one) => string(one),
        OneOrMany::Many(many) => strings(many),
    }
}

fn statement(of: &Statement) -> Expr {
    let Statement {
        sid,
        effect,
        principal,
        not_principal,
        action,
        not_action,
        resource,
        not_resource,
        condition,
    } = of;
    let denies = *effect == Effect::Deny;
    let (method, actions) = match (action, not_action) {
        (None, Some(others)) => (if denies { "deny_all_except" } else { "allow_all_except" }, texts(others)),
        (actions, _) => {
            let none = OneOrMany::default();
            (if denies { "deny" } else { "allow" }, texts(actions.as_ref().unwrap_or(&none)))
        }
    };
    let mut chain = Chain::new(call(&format!("Statement::{method}"), [actions]));
    match (resource, not_resource) {
        (Some(OneOrMany::One(all)), _) if all == "*" => chain.call("on_everything", []),
        (Some(resources), _) => chain.call("on", [texts(resources)]),
        (None, Some(others)) => chain.call("on_all_except", [texts(others)]),
        // The principal completes it.
        (None, None) => {}
    }
    if let Some(principal) = principal {
        chain.call("by", [self::principal(principal)]);
    }
    if let Some(others) = not_principal {
        chain.call("by_all_except", [self::principal(others)]);
    }
    if let Some(sid) = sid {
        chain.call("sid", [string(sid)]);
    }
    for (operator, key, values) in condition.iter().flat_map(crate::iam::policy::Condition::iter) {
        let text = |value: &ConditionValue| match value {
            ConditionValue::Text(text) => text.clone(),
            ConditionValue::Bool(value) => value.to_string(),
            ConditionValue::Number(number) => number.to_string(),
        };
        let values = match values {
            OneOrMany::One(one) => string(text(one)),
            OneOrMany::Many(many) => strings(many.iter().map(text)),
        };
        chain.call("condition", [string(operator), string(key), values]);
    }
    chain.into()
}

fn principal(principal: &Principal) -> Expr {
    let Principal::Named(map) = principal else { return Expr::plain("Principal::Everyone") };
    let PrincipalMap { aws, service, federated, canonical_user } = map;
    let kinds =
        [("service", service), ("aws", aws), ("federated", federated), ("canonical_user", canonical_user)];
    let named = kinds.into_iter().filter_map(|(kind, names)| {
        names.as_ref().map(|names| call(&format!("Principal::{kind}"), [texts(names)]))
    });
    let mut named: Vec<Expr> = named.collect();
    match named.len() {
        1 => named.remove(0),
        _ => call("Principal::all", [Expr::Array(named)]),
    }
}

/// Whether the builders of policies have words for all of a document: a statement without a resource and
/// without a principal, or with both sides of a pair, is none that IAM takes.
fn has_builders(policy: &PolicyDocument) -> bool {
    let whole = |it: &Statement| {
        let acts = it.principal.is_some() || it.not_principal.is_some();
        matches!(it.effect, Effect::Allow | Effect::Deny)
            && it.action.is_some() != it.not_action.is_some()
            && !(it.principal.is_some() && it.not_principal.is_some())
            && !(it.resource.is_some() && it.not_resource.is_some())
            && (acts || it.resource.is_some() || it.not_resource.is_some())
    };
    policy.statements.iter().all(whole)
}
