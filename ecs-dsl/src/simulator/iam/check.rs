//! What IAM refuses of names, paths and documents.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Refusal;

pub(super) fn name(kind: &str, name: &str, longest: usize) -> Result<(), Refusal> {
    let fits = |c: char| c.is_ascii_alphanumeric() || "+=,.@_-".contains(c);
    if name.is_empty() || name.len() > longest || !name.chars().all(fits) {
        let message = format!(
            "The specified value for {kind} is invalid. It must contain only alphanumeric characters \
             and/or the following: +=,.@_- and be at most {longest} characters long"
        );
        return Err(Refusal::new("ValidationError", message));
    }
    Ok(())
}

pub(super) fn path(path: &str) -> Result<(), Refusal> {
    let printable = path.chars().all(|c| ('\u{21}'..='\u{7e}').contains(&c));
    if path == "/" || (path.len() <= 512 && path.starts_with('/') && path.ends_with('/') && printable) {
        return Ok(());
    }
    let message = "The specified value for path is invalid. It must begin and end with / and contain only \
                   alphanumeric characters and/or / characters.";
    Err(Refusal::new("ValidationError", message))
}

pub(super) fn tags(input: &Value) -> Result<BTreeMap<String, String>, Refusal> {
    let mut tags = BTreeMap::new();
    for tag in input.as_array().into_iter().flatten() {
        let key = tag["Key"].as_str().unwrap_or_default();
        let value = tag["Value"].as_str().unwrap_or_default();
        if key.is_empty() || key.len() > 128 || value.len() > 256 || key.starts_with("aws:") {
            return Err(Refusal::new("InvalidInput", format!("Invalid tag {key}")));
        }
        if tags.insert(key.to_owned(), value.to_owned()).is_some() {
            let message = "Duplicate tag keys found. Please note that Tag keys are case insensitive.";
            return Err(Refusal::new("InvalidInput", message));
        }
    }
    if tags.len() > 50 {
        return Err(Refusal::new("LimitExceeded", "The number of tags has reached the maximum limit."));
    }
    Ok(tags)
}

/// Checks that a document is a policy at all: its statements are for IAM itself to understand.
pub(super) fn document(document: &str, with_principal: bool) -> Result<(), Refusal> {
    let malformed = |message: &str| Err(Refusal::new("MalformedPolicyDocument", message));
    let Ok(policy) = serde_json::from_str::<Value>(document) else {
        return malformed("This policy contains invalid Json");
    };
    let statements = statements(&policy);
    if statements.is_empty() {
        return malformed("Syntax errors in policy.");
    }
    for statement in statements {
        if !matches!(statement["Effect"].as_str(), Some("Allow" | "Deny")) {
            return malformed("Missing required field Effect");
        }
        let has =
            |member: &str, opposite: &str| !statement[member].is_null() || !statement[opposite].is_null();
        if !has("Action", "NotAction") {
            return malformed("Missing required field Action");
        }
        if with_principal && !has("Principal", "NotPrincipal") {
            return malformed("Missing required field Principal");
        }
        if with_principal && has("Resource", "NotResource") {
            return malformed("Has prohibited field Resource");
        }
        if !with_principal && has("Principal", "NotPrincipal") {
            return malformed("Policy document should not specify a principal.");
        }
        if !with_principal && !has("Resource", "NotResource") {
            return malformed("Policy statement must contain resources.");
        }
    }
    Ok(())
}

fn statements(policy: &Value) -> Vec<&Value> {
    match &policy["Statement"] {
        Value::Array(statements) => statements.iter().collect(),
        statement @ Value::Object(_) => vec![statement],
        _ => Vec::new(),
    }
}

/// Returns whether a trust policy lets a service assume the role. Conditions are taken to hold.
pub(super) fn trusts(document: &str, principal: &str) -> bool {
    let Ok(policy) = serde_json::from_str::<Value>(document) else { return false };
    statements(&policy).into_iter().any(|statement| {
        let names = |value: &Value| match value {
            Value::String(name) => name == principal || name == "*",
            Value::Array(names) => names.iter().any(|name| name == principal || name == "*"),
            _ => false,
        };
        let principals = &statement["Principal"];
        statement["Effect"] == "Allow" && (names(&principals["Service"]) || principals == "*")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trust_policy_needs_a_principal_and_no_resource() {
        let code = |text: &str| document(text, true).err().map(|refusal| refusal.code().to_owned());
        let good =
            r#"{"Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"a"}}}"#;
        assert_eq!(code(good), None);
        assert!(trusts(good, "a") && !trusts(good, "b"));
        let bare = r#"{"Statement":[{"Effect":"Allow","Action":"sts:AssumeRole"}]}"#;
        assert_eq!(code(bare).as_deref(), Some("MalformedPolicyDocument"));
        assert_eq!(code("{").as_deref(), Some("MalformedPolicyDocument"));
    }

    #[test]
    fn names_and_paths_have_their_limits() {
        assert!(name("roleName", &"a".repeat(64), 64).is_ok());
        assert!(name("roleName", &"a".repeat(65), 64).is_err());
        assert!(name("roleName", "a b", 64).is_err());
        assert!(path("/ecs-dsl/web/").is_ok());
        assert!(path("/ecs-dsl/web").is_err());
    }
}
