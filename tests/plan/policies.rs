//! Policies by what they say.

use std::path::Path;

use ecs_dsl::plan::members;
use ecs_dsl_tests::shared::shared;
use serde_json::{Value, json};

fn role(document: &Value) -> Value {
    json!({ "Policies": [{ "PolicyName": "p", "PolicyDocument": document }] })
}

/// Writes a policy the other way: lists for single values and single values for lists of one, turned round.
fn another_way(value: &Value, key: &str) -> Value {
    const LISTS: &[&str] = &["Action", "NotAction", "Resource", "NotResource"];
    match value {
        Value::Array(items) if LISTS.contains(&key) && items.len() == 1 => items[0].clone(),
        Value::Array(items) if LISTS.contains(&key) || key == "Statement" => {
            items.iter().rev().map(|item| another_way(item, "")).collect()
        }
        Value::String(_) if LISTS.contains(&key) => json!([value]),
        Value::Object(members) => {
            members.iter().map(|(key, member)| (key.clone(), another_way(member, key))).collect()
        }
        other => other.clone(),
    }
}

fn documents() -> Vec<(String, Value)> {
    let Some(folder) = shared("corpus/policies") else { return Vec::new() };
    let read = |path: &Path| -> Option<(String, Value)> {
        let document: Value = serde_json::from_str(&std::fs::read_to_string(path).ok()?).ok()?;
        document["Statement"].is_array().then(|| (path.display().to_string(), document))
    };
    let files = std::fs::read_dir(folder).expect("the folder can be read");
    files.filter_map(|file| read(&file.expect("an entry").path())).collect()
}

#[test]
fn a_policy_written_another_way_is_the_same() {
    let documents = documents();
    for (path, document) in &documents {
        let other = another_way(document, "");
        let found = members("iam:role", &role(&json!(document.to_string())), &role(&other));
        assert!(found.is_empty(), "{path}: {found:#?}");
    }
    assert!(documents.len() > 30 || shared("corpus").is_none(), "{}", documents.len());
}

#[test]
fn a_statement_that_allows_one_action_more_is_shown_by_it() {
    for (path, document) in documents() {
        let mut changed = document.clone();
        let Some(action) = changed["Statement"][0].get_mut("Action") else { continue };
        *action = match action.take() {
            Value::Array(mut items) => {
                items.push(json!("new:Action"));
                items.into()
            }
            single => json!([single, "new:Action"]),
        };
        let found = members("iam:role", &role(&changed), &role(&document));
        assert_eq!(found.len(), 1, "{path}: {found:#?}");
        assert_eq!(found[0].new, Some(json!("new:Action")), "{path}");
    }
}
