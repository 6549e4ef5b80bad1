//! The member trees of the API's requests, read from their text form.
//!
//! One request is a heading and an indented tree, a member a line:
//!
//! ```text
//! ## RegisterTaskDefinitionRequest
//! RegisterTaskDefinitionRequest: {RegisterTaskDefinitionRequest}
//!   family!: string
//!   containerDefinitions[]!: {ContainerDefinition}
//!     links: [string]
//!     dockerLabels: map<string,string>
//! ```
//!
//! `!` marks a required member, `[]` or `[…]` a list, `enum[a|b]` the known values.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::shared::shared;

/// A member of a structure, with all that can be reached through it.
#[derive(Debug)]
pub struct Member {
    /// The name on the wire.
    pub name: String,
    /// The structure's name, or the simple type: `string`, `integer`, `map<string,string>`.
    pub shape: String,
    /// Whether the member holds a list of these.
    pub is_list: bool,
    /// Whether the model marks the member as required.
    pub is_required: bool,
    /// The values that the model knows; empty if it is no enum.
    pub values: Vec<String>,
    /// The members of the structure; empty for simple types.
    pub members: Vec<Member>,
}

/// Returns the tree of one request, by its name in the model (`CreateServiceRequest`).
///
/// `None` where the trees are not beside the workspace; a message says so.
///
/// # Panics
/// If the text is there but lacks the request: the test that asks would otherwise test nothing.
pub fn request(name: &str) -> Option<Vec<Member>> {
    let text = std::fs::read_to_string(shared("ecs-shapes.txt")?).expect("the shapes are readable text");
    let tree = parse(&text, name);
    assert!(!tree.is_empty(), "the shapes have no tree named {name}");
    Some(tree)
}

/// Returns the paths of all members that a document does not set, in the tree's order.
///
/// A path is written `containerDefinitions[].image`. A member of a list's structure counts as set when
/// any element sets it, so that a union may be spread over several elements.
pub fn unset(tree: &[Member], document: &Value) -> Vec<String> {
    let mut missing = Vec::new();
    collect_unset(tree, &[document], "", &mut missing);
    missing
}

/// Returns the paths of all members, each with the values it knows if it is an enum.
pub fn paths(tree: &[Member]) -> Vec<(String, &[String])> {
    fn collect<'t>(tree: &'t [Member], prefix: &str, into: &mut Vec<(String, &'t [String])>) {
        for member in tree {
            let path = member.path(prefix);
            collect(&member.members, &format!("{path}."), into);
            into.push((path, &member.values));
        }
    }
    let mut all = Vec::new();
    collect(tree, "", &mut all);
    all
}

/// Returns the paths of all members with whether each is required, outer ones first.
pub fn requirements(tree: &[Member]) -> Vec<(String, bool)> {
    fn collect(tree: &[Member], prefix: &str, into: &mut Vec<(String, bool)>) {
        for member in tree {
            let path = member.path(prefix);
            into.push((path.clone(), member.is_required));
            collect(&member.members, &format!("{path}."), into);
        }
    }
    let mut all = Vec::new();
    collect(tree, "", &mut all);
    all
}

/// Takes a member out of a document wherever it is set, by a path such as `containerDefinitions[].image`.
pub fn remove(document: &mut Value, path: &str) {
    let Some((step, rest)) = path.split_once('.') else {
        if let Some(members) = document.as_object_mut() {
            members.remove(path.trim_end_matches("[]"));
        }
        return;
    };
    match document.get_mut(step.trim_end_matches("[]")) {
        Some(Value::Array(elements)) => elements.iter_mut().for_each(|element| remove(element, rest)),
        Some(inner) => remove(inner, rest),
        None => {}
    }
}

/// Returns where an enum of the tree and an enum of the library know different values.
///
/// `known` pairs the path of each enum member with the values the library has for it. An enum of the
/// tree that is not named there is reported as well, and so is a path that the tree does not have.
pub fn enum_differences(tree: &[Member], known: &[(&str, &[&str])]) -> Vec<String> {
    let mut differences = Vec::new();
    let mut seen = BTreeSet::new();
    for (path, values) in paths(tree).iter().filter(|(_, values)| !values.is_empty()) {
        let Some((name, ours)) = known.iter().find(|(name, _)| name == path) else {
            differences.push(format!("{path}: not compared"));
            continue;
        };
        seen.insert(*name);
        let theirs: BTreeSet<&str> = values.iter().map(String::as_str).collect();
        let ours: BTreeSet<&str> = ours.iter().copied().collect();
        if theirs != ours {
            differences.push(format!("{path}: the model has {theirs:?}, the library {ours:?}"));
        }
    }
    let unseen = known.iter().filter(|(name, _)| !seen.contains(name));
    differences.extend(unseen.map(|(name, _)| format!("{name}: no enum in the model")));
    differences
}

fn collect_unset(tree: &[Member], objects: &[&Value], prefix: &str, missing: &mut Vec<String>) {
    for member in tree {
        let path = member.path(prefix);
        let found: Vec<&Value> = objects.iter().filter_map(|object| object.get(&member.name)).collect();
        let found: Vec<&Value> = if member.is_list {
            found.into_iter().filter_map(Value::as_array).flatten().collect()
        } else {
            found
        };
        if found.is_empty() {
            missing.push(path);
        } else {
            collect_unset(&member.members, &found, &format!("{path}."), missing);
        }
    }
}

impl Member {
    fn path(&self, prefix: &str) -> String {
        format!("{prefix}{}{}", self.name, if self.is_list { "[]" } else { "" })
    }
}

/// Parses the tree under the heading of one request; empty if there is none.
fn parse(text: &str, name: &str) -> Vec<Member> {
    let heading = format!("## {name}");
    let lines: Vec<&str> = text
        .lines()
        .skip_while(|line| *line != heading)
        .skip(2)
        .take_while(|line| line.starts_with(' '))
        .collect();
    members(&mut lines.as_slice(), 2)
}

/// Takes the members at one depth, and what is below each of them, from the front of the lines.
fn members(lines: &mut &[&str], depth: usize) -> Vec<Member> {
    let mut found = Vec::new();
    while let Some((line, rest)) = lines.split_first() {
        if line.len() - line.trim_start().len() != depth {
            break;
        }
        *lines = rest;
        let mut member = member(line.trim_start());
        member.members = members(lines, depth + 2);
        found.push(member);
    }
    found
}

fn member(line: &str) -> Member {
    let (name, rest) = line.split_once(": ").unwrap_or_else(|| panic!("a member has a type: {line}"));
    let (name, is_required) = name.strip_suffix('!').map_or((name, false), |name| (name, true));
    let (name, is_list_of_structures) = name.strip_suffix("[]").map_or((name, false), |name| (name, true));
    let (shape, traits) = rest.split_once(' ').unwrap_or((rest, ""));
    let values = traits.strip_prefix("enum[").and_then(|values| values.split_once(']'));
    let values = values.map(|(values, _)| values.split('|').map(str::to_owned).collect());
    Member {
        name: name.to_owned(),
        is_list: is_list_of_structures || shape.starts_with('['),
        is_required,
        shape: shape.trim_matches(['{', '}', '[', ']']).to_owned(),
        values: values.unwrap_or_default(),
        members: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const TEXT: &str = "\
## AskRequest
AskRequest: {AskRequest}
  family!: string
  containers[]!: {Container}
    name: string min=1 max=64
    links: [string] enum[a|b] min=0
    labels: map<string,string>
  mode: string enum[host|task]

## OtherRequest
OtherRequest: {OtherRequest}
  cluster: string
";

    #[test]
    fn reads_a_tree() {
        let tree = parse(TEXT, "AskRequest");
        let names: Vec<String> = paths(&tree).into_iter().map(|(path, _)| path).collect();
        assert_eq!(
            names,
            [
                "family",
                "containers[].name",
                "containers[].links[]",
                "containers[].labels",
                "containers[]",
                "mode"
            ]
        );
        assert!(tree[0].is_required && tree[1].is_required && !tree[2].is_required);
        assert_eq!(tree[1].shape, "Container");
        assert_eq!(tree[1].members[1].values, ["a", "b"]);
        assert_eq!(parse(TEXT, "OtherRequest").len(), 1);
        assert!(parse(TEXT, "Ask").is_empty());
    }

    #[test]
    fn names_what_a_document_does_not_set() {
        let tree = parse(TEXT, "AskRequest");
        let document = json!({"containers": [{"name": "a"}, {"links": []}], "mode": "host"});
        assert_eq!(unset(&tree, &document), ["family", "containers[].links[]", "containers[].labels"]);
    }

    #[test]
    fn takes_members_out_wherever_they_are() {
        let mut document =
            json!({"family": "f", "containers": [{"name": "a", "links": ["x"]}, {"name": "b"}]});
        remove(&mut document, "containers[].name");
        remove(&mut document, "containers[].links[]");
        remove(&mut document, "mode.absent");
        assert_eq!(document, json!({"family": "f", "containers": [{}, {}]}));
        remove(&mut document, "containers[]");
        assert_eq!(document, json!({"family": "f"}));
        let tree = parse(TEXT, "AskRequest");
        let required: Vec<String> =
            requirements(&tree).into_iter().filter(|(_, required)| *required).map(|(path, _)| path).collect();
        assert_eq!(required, ["family", "containers[]"]);
    }

    #[test]
    fn names_enums_that_differ() {
        let tree = parse(TEXT, "AskRequest");
        let known: &[(&str, &[&str])] = &[("mode", &["host"]), ("gone", &["x"])];
        let differences = enum_differences(&tree, known);
        assert_eq!(differences.len(), 3, "{differences:?}");
        assert!(differences[0].starts_with("containers[].links[]: not compared"));
        assert!(differences[1].starts_with("mode: "));
        assert!(differences[2].starts_with("gone: "));
    }
}
