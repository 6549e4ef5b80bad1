//! Tokens: what only AWS knows, as `${kind/id.attribute}` in the strings of a request.

use std::collections::BTreeMap;

use serde_json::Value;

/// What tokens stand for, as far as it is known: `task-definition/web.arn` → its ARN.
pub type Known = BTreeMap<String, String>;

/// Returns the value with every token that is known replaced by what it stands for.
pub fn resolve(value: &Value, known: &Known) -> Value {
    match value {
        Value::String(text) => Value::from(resolve_text(text, known)),
        Value::Array(items) => items.iter().map(|item| resolve(item, known)).collect(),
        Value::Object(members) => {
            Value::Object(members.iter().map(|(key, value)| (key.clone(), resolve(value, known))).collect())
        }
        other => other.clone(),
    }
}

fn resolve_text(text: &str, known: &Known) -> String {
    let mut resolved = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("${") {
        let Some(length) = rest[start..].find('}') else { break };
        let token = &rest[start + 2..start + length];
        resolved.push_str(&rest[..start]);
        match known.get(token) {
            Some(value) => resolved.push_str(value),
            None => resolved.push_str(&rest[start..=start + length]),
        }
        rest = &rest[start + length + 1..];
    }
    resolved.push_str(rest);
    resolved
}

/// Returns the tokens in a value that stand for something that is not known yet, each once.
///
/// A policy variable such as `${aws:username}` is none: IAM itself resolves it.
pub fn open_tokens(value: &Value) -> Vec<String> {
    let mut tokens = Vec::new();
    collect(value, &mut tokens);
    tokens
}

/// Whether a value has such a token.
pub(crate) fn is_open(value: &Value) -> bool {
    !open_tokens(value).is_empty()
}

fn collect(value: &Value, tokens: &mut Vec<String>) {
    match value {
        Value::String(text) => {
            let mut rest = text.as_str();
            while let Some(start) = rest.find("${") {
                let Some(length) = rest[start..].find('}') else { break };
                let token = &rest[start + 2..start + length];
                let ours = token == "aws.account" || (token.contains('/') && token.contains('.'));
                if ours && !tokens.iter().any(|known| known == token) {
                    tokens.push(token.to_owned());
                }
                rest = &rest[start + length + 1..];
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, tokens)),
        Value::Object(members) => members.values().for_each(|member| collect(member, tokens)),
        _ => {}
    }
}
