//! Policies by what they say: one form for documents that mean the same, and whether one allows more.

use serde_json::{Map, Value, json};

use crate::iam::policy::{action_covers, resource_covers};

/// Returns a policy document in one form: JSON instead of a string, lists instead of
/// single values, sorted.
///
/// IAM keeps what a document says and not how it is written: it URL-encodes it, takes single values for
/// lists of one, and writes an account as the ARN of its root.
pub(crate) fn canonical(document: &Value) -> Option<Value> {
    let parsed = match document {
        Value::String(text) if text.starts_with('%') => serde_json::from_str(&percent_decoded(text)).ok()?,
        Value::String(text) => serde_json::from_str(text).ok()?,
        Value::Object(_) => document.clone(),
        _ => return None,
    };
    let Value::Object(mut members) = parsed else { return None };
    members.entry("Version").or_insert("2008-10-17".into());
    let statements = match members.remove("Statement") {
        Some(Value::Array(statements)) => statements,
        Some(statement) => vec![statement],
        None => Vec::new(),
    };
    let mut statements: Vec<Value> = statements.into_iter().map(statement).collect();
    statements.sort_by_cached_key(Value::to_string);
    members.insert("Statement".to_owned(), statements.into());
    Some(members.into())
}

fn statement(statement: Value) -> Value {
    let Value::Object(members) = statement else { return statement };
    let sorted = members.into_iter().map(|(key, value)| {
        let value = match key.as_str() {
            "Action" | "NotAction" | "Resource" | "NotResource" => list(value, |text| text),
            "Principal" | "NotPrincipal" => nested(value, &|value| list(value, account)),
            "Condition" => nested(value, &|value| nested(value, &|value| list(value, |text| text))),
            _ => value,
        };
        (key, value)
    });
    Value::Object(sorted.collect::<Map<_, _>>())
}

fn nested(value: Value, of: &dyn Fn(Value) -> Value) -> Value {
    match value {
        Value::Object(members) => members.into_iter().map(|(key, value)| (key, of(value))).collect(),
        other => other,
    }
}

/// A single value or a list as a sorted list of strings.
fn list(value: Value, rewrite: fn(String) -> String) -> Value {
    let items = match value {
        Value::Array(items) => items,
        single => vec![single],
    };
    let text = |value: Value| match value {
        Value::String(text) => rewrite(text),
        other => other.to_string(),
    };
    let mut items: Vec<String> = items.into_iter().map(text).collect();
    items.sort();
    items.dedup();
    items.into()
}

/// An account's root stands for the account.
fn account(principal: String) -> String {
    let mut parts = principal.split(':');
    match (parts.next(), parts.nth(1), parts.nth(1), parts.next(), parts.next()) {
        (Some("arn"), Some("iam"), Some(account), Some("root"), None) => account.to_owned(),
        _ => principal,
    }
}

/// Undoes URL-encoding; what is not encoded rightly stays as it is.
fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let pair = text.get(at + 1..at + 3).and_then(|pair| u8::from_str_radix(pair, 16).ok());
        match (bytes[at], pair) {
            (b'%', Some(byte)) => {
                decoded.push(byte);
                at += 3;
            }
            (byte, _) => {
                decoded.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

/// Whether the new role may do something, or be assumed by someone, that the old one may not.
///
/// In doubt the answer is yes: it is what a person is asked about.
pub(crate) fn broadens(new: &Value, old: Option<&Value>) -> bool {
    let none = json!({});
    let old = old.unwrap_or(&none);
    let statements = |role: &Value| -> Vec<Value> {
        let policies = role["Policies"].as_array().into_iter().flatten();
        let documents = policies.filter_map(|policy| canonical(&policy["PolicyDocument"]));
        documents.flat_map(|document| document["Statement"].as_array().cloned().unwrap_or_default()).collect()
    };
    let trust = |role: &Value| -> Vec<Value> {
        let document = canonical(&role["AssumeRolePolicyDocument"]);
        document.and_then(|document| document["Statement"].as_array().cloned()).unwrap_or_default()
    };
    let arns = |role: &Value| role["ManagedPolicyArns"].as_array().cloned().unwrap_or_default();
    let attached = arns(old);
    let boundary = |role: &Value| role["PermissionsBoundary"].as_str().unwrap_or_default().to_owned();
    let boundary_moves = !boundary(old).is_empty() && boundary(old) != boundary(new);
    allows_more(&statements(new), &statements(old))
        || allows_more(&trust(new), &trust(old))
        || arns(new).iter().any(|arn| !attached.contains(arn))
        || boundary_moves
}

fn allows_more(new: &[Value], old: &[Value]) -> bool {
    let allows = |statement: &&Value| statement["Effect"] == "Allow";
    let more = new.iter().filter(allows).any(|statement| !is_covered(statement, old));
    let denied = old.iter().filter(|statement| statement["Effect"] == "Deny");
    more || denied.into_iter().any(|statement| !new.contains(statement))
}

fn is_covered(new: &Value, old: &[Value]) -> bool {
    let pairs = |statement: &Value, member: &str| -> Vec<String> {
        let items = statement[member].as_array().into_iter().flatten();
        items.filter_map(|item| item.as_str().map(str::to_owned)).collect()
    };
    if old.iter().any(|statement| without_sid(statement) == without_sid(new)) {
        return true;
    }
    let (actions, mut resources) = (pairs(new, "Action"), pairs(new, "Resource"));
    if actions.is_empty() || !new["NotAction"].is_null() || !new["NotResource"].is_null() {
        return false;
    }
    if resources.is_empty() {
        // A trust policy has no resources: it is about the role that it stands in.
        resources.push(String::new());
    }
    actions.iter().all(|action| {
        resources.iter().all(|resource| {
            old.iter().filter(|statement| statement["Effect"] == "Allow").any(|statement| {
                let condition = &statement["Condition"];
                let (held_actions, held) = (pairs(statement, "Action"), pairs(statement, "Resource"));
                (condition.is_null() || *condition == new["Condition"])
                    && statement["NotPrincipal"] == new["NotPrincipal"]
                    && principals_within(&new["Principal"], &statement["Principal"])
                    && held_actions.iter().any(|held| action_covers(held, action))
                    && (resource.is_empty() && held.is_empty()
                        || held.iter().any(|held| resource_covers(held, resource)))
            })
        })
    })
}

fn without_sid(statement: &Value) -> Value {
    let mut statement = statement.clone();
    if let Value::Object(members) = &mut statement {
        members.remove("Sid");
    }
    statement
}

fn principals_within(new: &Value, old: &Value) -> bool {
    if new == old {
        return true;
    }
    let (Value::Object(new), Value::Object(old)) = (new, old) else { return false };
    new.iter().all(|(kind, names)| {
        let held = old.get(kind).and_then(Value::as_array);
        let names = names.as_array().into_iter().flatten();
        names.into_iter().all(|name| held.is_some_and(|held| held.contains(name)))
    })
}
