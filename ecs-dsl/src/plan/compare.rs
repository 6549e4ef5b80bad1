//! Two normal forms against each other: which members differ, with old and new value.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::kind::normal::{Form, Table, normal};
use crate::kind::{MemberChange, Row, Rule, is_open};

/// What the wanted side is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Against {
    /// What AWS describes: where the code leaves a choice to AWS, any choice is right.
    Live,
    /// What another manifest asks for: each word counts.
    Manifest,
}

/// Compares what is wanted with what there is.
pub(crate) fn compare(
    wanted: &Value,
    live: &Value,
    rows: &[Row],
    against: Against,
    untold: &BTreeSet<String>,
) -> Vec<MemberChange> {
    if wanted == live {
        return Vec::new();
    }
    let table = Table::new(rows);
    let (new, old) = (normal(wanted, &table), normal(live, &table));
    let mut compare = Compare { wanted, table: &table, against, untold, changes: Vec::new() };
    compare.forms(Some(&new), Some(&old), "", "");
    let mut changes = compare.changes;
    for change in &mut changes {
        super::hidden::hide(change);
    }
    changes
}

struct Compare<'a> {
    wanted: &'a Value,
    table: &'a Table<'a>,
    against: Against,
    untold: &'a BTreeSet<String>,
    changes: Vec<MemberChange>,
}

impl Compare<'_> {
    /// `path` names elements, `member` is the same way with `[]` for them.
    fn forms(&mut self, new: Option<&Form>, old: Option<&Form>, path: &str, member: &str) {
        if new == old || self.untold.contains(member) || self.left_open(new, member) {
            return;
        }
        match (new, old) {
            // A value that is the default on one side may be the same value without being it on the other.
            (Some(Form::Default(default)), Some(other)) | (Some(other), Some(Form::Default(default)))
                if other.to_value() == *default => {}
            (Some(Form::Members(new)), Some(Form::Members(old))) => {
                for key in keys(new, old) {
                    let join = |to: &str| if to.is_empty() { key.clone() } else { format!("{to}.{key}") };
                    self.forms(new.get(key), old.get(key), &join(path), &join(member));
                }
            }
            // An object that only one side has is shown by its members; an element of a list, such as
            // a container, is shown whole.
            (Some(Form::Members(only)), None) if !only.is_empty() && !path.ends_with(']') => {
                self.forms(new, Some(&Form::Members(BTreeMap::new())), path, member);
            }
            (None, Some(Form::Members(only))) if !only.is_empty() && !path.ends_with(']') => {
                self.forms(Some(&Form::Members(BTreeMap::new())), old, path, member);
            }
            (Some(Form::Items(_)) | None, Some(Form::Items(_)) | None) => {
                let none = BTreeMap::new();
                let (new, old) = (items(new).unwrap_or(&none), items(old).unwrap_or(&none));
                for key in keys(new, old) {
                    let (path, member) = (format!("{path}[{key}]"), format!("{member}[]"));
                    self.forms(new.get(key), old.get(key), &path, &member);
                }
            }
            (Some(Form::Set(_)) | None, Some(Form::Set(_)) | None) => {
                let (new, old) = (set(new), set(old));
                for gone in old.iter().filter(|item| !new.contains(item)) {
                    self.push(format!("{path}[]"), None, Some(gone.clone()));
                }
                for added in new.iter().filter(|item| !old.contains(item)) {
                    self.push(format!("{path}[]"), Some(added.clone()), None);
                }
            }
            (new, old) => {
                if let (Some(Form::Leaf(Value::String(new))), Some(Form::Leaf(Value::String(old)))) =
                    (new, old)
                    && self
                        .table
                        .rules(member)
                        .iter()
                        .any(|rule| matches!(rule, Rule::Same(same) if same(new, old)))
                {
                    return;
                }
                let void = |form: Option<&Form>| !path.ends_with(']') && form.is_none_or(Form::is_void);
                if !void(new) || !void(old) {
                    self.push(path.to_owned(), new.map(Form::to_value), old.map(Form::to_value));
                }
            }
        }
    }

    /// Whether the code leaves the member to AWS, whatever AWS made of it.
    fn left_open(&self, new: Option<&Form>, member: &str) -> bool {
        new.is_none()
            && self.against == Against::Live
            && self.table.rules(member).iter().any(|rule| match rule {
                Rule::AwsChooses => true,
                Rule::AwsChoosesWhen(when) => when(self.wanted),
                _ => false,
            })
    }

    fn push(&mut self, member: String, new: Option<Value>, old: Option<Value>) {
        let known_after_apply = new.as_ref().is_some_and(is_open);
        self.changes.push(MemberChange { member, old, new, known_after_apply, hidden: false });
    }
}

fn keys<'a>(new: &'a BTreeMap<String, Form>, old: &'a BTreeMap<String, Form>) -> BTreeSet<&'a String> {
    new.keys().chain(old.keys()).collect()
}

fn items(form: Option<&Form>) -> Option<&BTreeMap<String, Form>> {
    match form {
        Some(Form::Items(items)) => Some(items),
        _ => None,
    }
}

fn set(form: Option<&Form>) -> &[Value] {
    match form {
        Some(Form::Set(items)) => items,
        _ => &[],
    }
}
