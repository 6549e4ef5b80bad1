//! Leaving out what says nothing: AWS's defaults, what AWS alone tells, and what is empty.

use serde_json::{Map, Value};

use crate::kind::normal::Table;
use crate::kind::{Around, Rule};

/// Returns a document without the members that mean the same when they are absent, by the rows of its kind.
///
/// Elements of lists stay where they are, so that paths mean the same before and after.
pub(super) fn pruned(document: &Value, table: &Table<'_>) -> Value {
    let walk = Walk { root: document, table };
    walk.value(document, "")
}

struct Walk<'a> {
    root: &'a Value,
    table: &'a Table<'a>,
}

impl Walk<'_> {
    fn value(&self, value: &Value, member: &str) -> Value {
        let rules = self.table.rules(member);
        match value {
            Value::Object(members) if !is_opaque(rules) => {
                let kept = members.iter().filter_map(|(key, inner)| {
                    let path = if member.is_empty() { key.clone() } else { format!("{member}.{key}") };
                    let inner = self.value(inner, &path);
                    (!self.says_nothing(&inner, &path, value)).then(|| (key.clone(), inner))
                });
                Value::Object(kept.collect::<Map<_, _>>())
            }
            Value::Array(items) if !is_opaque(rules) => {
                let path = format!("{member}[]");
                items.iter().filter(|item| !item.is_null()).map(|item| self.value(item, &path)).collect()
            }
            other => other.clone(),
        }
    }

    fn says_nothing(&self, value: &Value, member: &str, parent: &Value) -> bool {
        let rules = self.table.rules(member);
        let kept = rules.iter().any(|rule| matches!(rule, Rule::Kept));
        let around = Around { root: self.root, parent };
        let is_default = rules.iter().any(|rule| match rule {
            Rule::OutputOnly => true,
            Rule::Default(default) => default.equals(value),
            Rule::DefaultBy(default) => default(around).as_ref() == Some(value),
            _ => false,
        });
        let is_empty = match value {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            Value::Array(items) => items.is_empty() && !kept,
            Value::Object(members) => members.is_empty() && !kept,
            _ => false,
        };
        is_default || is_empty
    }
}

/// Whether what stands below is the user's own words: there an empty value is a value.
fn is_opaque(rules: &[Rule]) -> bool {
    rules.iter().any(|rule| matches!(rule, Rule::Map | Rule::Pairs(..) | Rule::Set))
}
