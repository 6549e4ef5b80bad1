//! Rows for the tests of rules: a request with some members changed, and what is found in it.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::Surroundings;
use crate::api::ecs::{CreateCapacityProvider, CreateCluster, CreateService, RegisterTaskDefinition};
use crate::api::iam::CreateRole;
use crate::diagnostic::Finding;
use crate::iam::policy::PolicyDocument;

/// A row: the rule it is about, the members that differ from the base, what is found as `CODE member`.
pub(crate) type Row = (&'static str, Vec<(&'static str, Value)>, Vec<&'static str>);

/// Writes rows as `"SV-001": { "serviceName" = "a b" } => ["ECS0701 serviceName"];`.
macro_rules! rows {
    ($( $rule:literal: { $($path:literal = $value:tt),* $(,)? } => [$($found:literal),* $(,)?]; )*) => {
        vec![$( ($rule, vec![$( ($path, serde_json::json!($value)) ),*], vec![$($found),*]) ),*]
    };
}
pub(crate) use rows;

/// Runs the rules over each row and compares all that they find.
pub(crate) fn check<T: DeserializeOwned>(
    base: &Value,
    around: &Beside,
    validate: fn(&T, &dyn Surroundings, &mut Vec<Finding>),
    rows: Vec<Row>,
) {
    for (rule, changes, expected) in rows {
        let document = changed(base, &changes);
        let request: T = serde_json::from_value(document).unwrap_or_else(|error| panic!("{rule}: {error}"));
        let mut findings = Vec::new();
        validate(&request, around, &mut findings);
        assert_eq!(found(&findings), expected, "{rule}: {changes:?}");
        for finding in &findings {
            assert!(!finding.what.is_empty() && !finding.fix.is_empty(), "{rule}");
        }
    }
}

/// Puts awkward values in each member of a request, one at a time, and shows that no rule panics.
///
/// Values that the member's type does not take are left out; returns how many were tried.
pub(crate) fn survive<T: DeserializeOwned>(
    base: &Value,
    around: &Beside,
    validate: fn(&T, &dyn Surroundings, &mut Vec<Finding>),
) -> usize {
    let awkward = [
        json!(null),
        json!(""),
        json!("é報\u{0}"),
        json!("x".repeat(300)),
        json!("${a/b.c}"),
        json!("arn:"),
        json!("arn:aws:iam::1:role/x"),
        json!("-:/"),
        json!(i32::MIN),
        json!(i32::MAX),
        json!(-1.5e300),
        json!([]),
        json!([""]),
        json!({}),
        json!([{}]),
        json!(true),
    ];
    let mut paths = Vec::new();
    walk(base, String::new(), &mut paths);
    let mut tried = 0;
    for path in &paths {
        for value in &awkward {
            let document = changed(base, &[(path.as_str(), value.clone())]);
            if let Ok(request) = serde_json::from_value(document) {
                validate(&request, around, &mut Vec::new());
                tried += 1;
            }
        }
    }
    tried
}

fn walk(value: &Value, path: String, paths: &mut Vec<String>) {
    if !path.is_empty() {
        paths.push(path.clone());
    }
    let children: Vec<(String, &Value)> = match value {
        Value::Object(members) => {
            members.iter().map(|(name, child)| (crate::source::join(&path, name), child)).collect()
        }
        Value::Array(items) => {
            items.iter().enumerate().map(|(index, child)| (format!("{path}[{index}]"), child)).collect()
        }
        _ => Vec::new(),
    };
    for (path, child) in children {
        walk(child, path, paths);
    }
}

/// Returns what was found as `CODE member`, or the code alone for the whole request.
pub(crate) fn found(findings: &[Finding]) -> Vec<String> {
    findings
        .iter()
        .map(|finding| format!("{} {}", finding.code.id, finding.member).trim_end().to_owned())
        .collect()
}

/// Returns the base with members replaced; `null` takes one away, and what is not there is made.
pub(crate) fn changed(base: &Value, changes: &[(&str, Value)]) -> Value {
    let mut document = base.clone();
    for (path, value) in changes {
        let mut at = &mut document;
        let steps: Vec<&str> = path.split(['.', '[']).map(|step| step.trim_end_matches(']')).collect();
        let (last, before) = steps.split_last().unwrap();
        for (number, step) in before.iter().enumerate() {
            let next_is_index = steps[number + 1].parse::<usize>().is_ok();
            at = child(at, step);
            if at.is_null() {
                *at = if next_is_index { json!([]) } else { json!({}) };
            }
        }
        match (value, last.parse::<usize>()) {
            (Value::Null, Err(_)) => drop(at.as_object_mut().unwrap().remove(*last)),
            _ => *child(at, last) = value.clone(),
        }
    }
    document
}

fn child<'a>(at: &'a mut Value, step: &str) -> &'a mut Value {
    match step.parse::<usize>() {
        Ok(index) => {
            let list = at.as_array_mut().unwrap();
            while list.len() <= index {
                list.push(Value::Null);
            }
            &mut list[index]
        }
        Err(_) => at.as_object_mut().unwrap().entry(step).or_insert(Value::Null),
    }
}

/// The resources beside the one that a row is about.
#[derive(Debug, Default)]
pub(crate) struct Beside {
    tasks: BTreeMap<String, RegisterTaskDefinition>,
    clusters: BTreeMap<String, CreateCluster>,
    providers: BTreeMap<String, CreateCapacityProvider>,
    associated: BTreeMap<String, Vec<String>>,
    roles: BTreeMap<String, (CreateRole, Vec<PolicyDocument>)>,
    region: Option<&'static str>,
    is_production: bool,
}

fn read<T: DeserializeOwned>(document: Value) -> T {
    serde_json::from_value(document).unwrap()
}

impl Beside {
    /// Adds a task definition under its family.
    pub(crate) fn task(mut self, document: Value) -> Self {
        let task: RegisterTaskDefinition = read(document);
        self.tasks.insert(task.family.clone(), task);
        self
    }

    pub(crate) fn cluster(mut self, document: Value) -> Self {
        let cluster: CreateCluster = read(document);
        self.clusters.insert(cluster.cluster_name.clone().unwrap(), cluster);
        self
    }

    pub(crate) fn provider(mut self, document: Value) -> Self {
        let provider: CreateCapacityProvider = read(document);
        self.providers.insert(provider.name.clone(), provider);
        self
    }

    pub(crate) fn associated(mut self, cluster: &str, providers: &[&str]) -> Self {
        let providers = providers.iter().map(|name| (*name).to_owned()).collect();
        self.associated.insert(cluster.to_owned(), providers);
        self
    }

    /// Adds a role that a service may take on, with one inline policy.
    pub(crate) fn role(mut self, reference: &str, principal: &str, statement: Value) -> Self {
        let trust = json!({
            "Version": "2012-10-17",
            "Statement": { "Effect": "Allow", "Principal": { "Service": principal }, "Action": "sts:AssumeRole" },
        });
        let role = CreateRole {
            role_name: reference.rsplit('/').next().unwrap().to_owned(),
            assume_role_policy_document: trust.to_string(),
            ..CreateRole::default()
        };
        let policy = read(json!({ "Version": "2012-10-17", "Statement": statement }));
        self.roles.insert(reference.to_owned(), (role, vec![policy]));
        self
    }

    pub(crate) fn region(mut self, region: &'static str) -> Self {
        self.region = Some(region);
        self
    }

    pub(crate) fn production(mut self) -> Self {
        self.is_production = true;
        self
    }
}

impl Surroundings for Beside {
    fn task_definition(&self, reference: &str) -> Option<&RegisterTaskDefinition> {
        self.tasks.get(reference)
    }

    fn cluster(&self, reference: &str) -> Option<&CreateCluster> {
        self.clusters.get(reference)
    }

    fn capacity_provider(&self, name: &str) -> Option<&CreateCapacityProvider> {
        self.providers.get(name)
    }

    fn associated_providers(&self, cluster: &str) -> Option<&[String]> {
        self.associated.get(cluster).map(Vec::as_slice)
    }

    fn role(&self, reference: &str) -> Option<(&CreateRole, &[PolicyDocument])> {
        self.roles.get(reference).map(|(role, policies)| (role, policies.as_slice()))
    }

    fn services(&self, _: &str) -> &[&CreateService] {
        &[]
    }

    fn runs_with_exec(&self, _: &str) -> bool {
        false
    }

    fn region(&self) -> Option<&str> {
        self.region
    }

    fn is_production(&self) -> bool {
        self.is_production
    }
}

#[test]
fn members_are_replaced_removed_and_made() {
    let base = json!({ "a": { "b": [1, 2] }, "c": 3 });
    for (path, value, expected) in [
        ("c", json!(4), json!({ "a": { "b": [1, 2] }, "c": 4 })),
        ("c", json!(null), json!({ "a": { "b": [1, 2] } })),
        ("a.b[1]", json!(5), json!({ "a": { "b": [1, 5] }, "c": 3 })),
        ("d[0].e", json!(6), json!({ "a": { "b": [1, 2] }, "c": 3, "d": [{ "e": 6 }] })),
    ] {
        assert_eq!(changed(&base, &[(path, value)]), expected, "{path}");
    }
}
