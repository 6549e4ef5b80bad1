//! Tokens in the strings of a request, and putting what they stand for in their place.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::assembly::token::{is_token, next};

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
    while let Some((start, token)) = next(rest) {
        let end = start + token.len() + 3;
        resolved.push_str(&rest[..start]);
        match known.get(token) {
            Some(value) => resolved.push_str(value),
            None => resolved.push_str(&rest[start..end]),
        }
        rest = &rest[end..];
    }
    resolved.push_str(rest);
    resolved
}

/// Returns the tokens in a value that stand for something that is not known yet, each once.
///
/// A policy variable such as `${aws:username}` is none, as IAM itself resolves it; nor is what a shell will.
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
            while let Some((start, token)) = next(rest) {
                if is_token(token) && !tokens.iter().any(|known| known == token) {
                    tokens.push(token.to_owned());
                }
                rest = &rest[start + token.len() + 3..];
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, tokens)),
        Value::Object(members) => members.values().for_each(|member| collect(member, tokens)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_a_shell_resolves_is_left_to_it() {
        let request = json!({
            "command": ["sh", "-c", "cp ${FILE/.tmpl/.conf} /x && echo ${ROLE:-${role/web.arn}} ${aws.account}"],
        });
        assert_eq!(open_tokens(&request), ["role/web.arn", "aws.account"]);
        let known = Known::from([("role/web.arn".to_owned(), "arn:web".to_owned())]);
        let expected = "cp ${FILE/.tmpl/.conf} /x && echo ${ROLE:-arn:web} ${aws.account}";
        assert_eq!(resolve(&request, &known)["command"][2], expected);
    }
}
