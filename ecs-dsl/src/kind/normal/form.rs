//! From JSON to normal form, by a kind's table.

use std::collections::BTreeMap;

use serde::ser::{Serialize, Serializer};
use serde_json::{Map, Value};

use super::{Around, Row, Rule};

/// A value in normal form.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Form {
    /// A plain value, or a list whose order means something.
    Leaf(Value),
    /// An object's members.
    Members(BTreeMap<String, Form>),
    /// A list or map by the names of its elements.
    Items(BTreeMap<String, Form>),
    /// A list whose order means nothing, sorted.
    Set(Vec<Value>),
    /// A value that is the same as absence, as it was written: what the default is may depend on other
    /// members, which need not be the same on the other side.
    Default(Value),
}

impl Form {
    /// Returns the form as JSON, for showing and digesting: elements of a list by name, and nothing
    /// that is the same as absence.
    pub(crate) fn to_value(&self) -> Value {
        match self {
            Self::Leaf(value) | Self::Default(value) => value.clone(),
            Self::Members(members) => {
                let members = members.iter().filter(|(_, form)| !form.is_void());
                Value::Object(
                    members.map(|(key, form)| (key.clone(), form.to_value())).collect::<Map<_, _>>(),
                )
            }
            Self::Items(items) => {
                let items = items.iter().map(|(key, form)| (key.clone(), form.to_value()));
                Value::Object(items.collect::<Map<_, _>>())
            }
            Self::Set(items) => Value::Array(items.clone()),
        }
    }

    /// Whether it is the same as absence: a default, or an object of nothing else. An object without
    /// members is none: it is only there because it means something.
    pub(crate) fn is_void(&self) -> bool {
        match self {
            Self::Default(_) => true,
            Self::Members(members) => !members.is_empty() && members.values().all(Self::is_void),
            _ => false,
        }
    }
}

/// Written as [`Form::to_value`] has it, without making the value.
impl Serialize for Form {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Leaf(value) | Self::Default(value) => value.serialize(serializer),
            Self::Members(members) => {
                serializer.collect_map(members.iter().filter(|(_, form)| !form.is_void()))
            }
            Self::Items(items) => serializer.collect_map(items),
            Self::Set(items) => items.serialize(serializer),
        }
    }
}

/// The rows of a kind, by member.
pub(crate) struct Table<'a>(BTreeMap<&'a str, Vec<Rule>>);

impl<'a> Table<'a> {
    pub(crate) fn new(rows: &'a [Row]) -> Self {
        let mut table: BTreeMap<&str, Vec<Rule>> = BTreeMap::new();
        for row in rows {
            table.entry(row.member).or_default().push(row.rule);
        }
        Self(table)
    }

    /// Returns the rules for one member.
    pub(crate) fn rules(&self, member: &str) -> &[Rule] {
        self.0.get(member).map_or(&[], Vec::as_slice)
    }
}

/// Brings a document into normal form by the rows of its kind.
pub(crate) fn normal(document: &Value, table: &Table<'_>) -> Form {
    let walk = Walk { root: document, table };
    walk.form(document, &mut String::new(), document).unwrap_or_else(|| Form::Members(BTreeMap::new()))
}

/// What the path of a list gets for that of its elements.
const ELEMENT: &str = "[]";

/// One document on its way to normal form.
struct Walk<'a> {
    root: &'a Value,
    table: &'a Table<'a>,
}

impl Walk<'_> {
    /// `member` is the value's path; it is given back as it was.
    fn form(&self, value: &Value, member: &mut String, parent: &Value) -> Option<Form> {
        let rules = self.table.rules(member);
        if value.is_null() || rules.iter().any(|rule| matches!(rule, Rule::OutputOnly)) {
            return None;
        }
        let rewritten = rules.iter().find_map(|rule| match rule {
            Rule::Rewrite(rewrite) => rewrite(value),
            _ => None,
        });
        let value = rewritten.as_ref().unwrap_or(value);
        let form = match value {
            Value::Object(members) => self.object(members, value, member, rules),
            Value::Array(items) => self.list(items, value, member, rules),
            Value::String(text) if text.is_empty() => None,
            plain => Some(Form::Leaf(plain_number(plain))),
        }?;
        let around = Around { root: self.root, parent };
        let is_default = rules.iter().any(|rule| match (rule, &form) {
            (Rule::Default(default), Form::Leaf(value)) => default.equals(value),
            (Rule::DefaultBy(default), Form::Leaf(value)) => default(around).as_ref() == Some(value),
            (Rule::DefaultBy(default), Form::Set(items)) => {
                default(around).and_then(|value| value.as_array().map(|wanted| wanted == items)) == Some(true)
            }
            _ => false,
        });
        Some(match form {
            Form::Leaf(value) if is_default => Form::Default(value),
            Form::Set(items) if is_default => Form::Default(Value::Array(items)),
            form => form,
        })
    }

    fn object(
        &self,
        members: &Map<String, Value>,
        value: &Value,
        member: &mut String,
        rules: &[Rule],
    ) -> Option<Form> {
        if rules.iter().any(|rule| matches!(rule, Rule::Map)) {
            let items: BTreeMap<_, _> = members
                .iter()
                .filter(|(_, value)| !value.is_null())
                .map(|(key, value)| (key.clone(), Form::Leaf(plain_number(value))))
                .collect();
            return (!items.is_empty()).then_some(Form::Items(items));
        }
        let mut members: BTreeMap<_, _> = members
            .iter()
            .filter_map(|(key, inner)| {
                let length = member.len();
                if length > 0 {
                    member.push('.');
                }
                member.push_str(key);
                let form = self.form(inner, member, value);
                member.truncate(length);
                Some((key.clone(), form?))
            })
            .collect();
        let kept = rules.iter().any(|rule| matches!(rule, Rule::Kept));
        if kept && members.values().all(Form::is_void) {
            members.clear();
        }
        (!members.is_empty() || kept).then_some(Form::Members(members))
    }

    fn list(&self, items: &[Value], value: &Value, member: &mut String, rules: &[Rule]) -> Option<Form> {
        let items: Vec<&Value> = items.iter().filter(|item| !item.is_null()).collect();
        let kept = rules.iter().any(|rule| matches!(rule, Rule::Kept));
        if items.is_empty() && !kept {
            return None;
        }
        for rule in rules {
            match rule {
                Rule::Keyed(key) => return Some(self.keyed(&items, value, member, key)),
                Rule::Pairs(name, held) => return Some(pairs(&items, name, held)),
                Rule::Set => {
                    let mut set: Vec<Value> = items.into_iter().map(plain_number).collect();
                    set.sort_by_cached_key(Value::to_string);
                    set.dedup();
                    return Some(Form::Set(set));
                }
                _ => {}
            }
        }
        // A list in order is one value, but what stands in it is brought into form too.
        member.push_str(ELEMENT);
        let inner = items.into_iter().filter_map(|item| self.form(item, member, value));
        let whole: Vec<Value> = inner.filter(|form| !form.is_void()).map(|form| form.to_value()).collect();
        member.truncate(member.len() - ELEMENT.len());
        (!whole.is_empty() || kept).then_some(Form::Leaf(Value::Array(whole)))
    }

    fn keyed(&self, items: &[&Value], list: &Value, member: &mut String, key: &[(&str, &str)]) -> Form {
        member.push_str(ELEMENT);
        let mut named = BTreeMap::new();
        for item in items {
            let parts: Vec<String> = key
                .iter()
                .map(|(part, default)| match item.pointer(&format!("/{}", part.replace('.', "/"))) {
                    Some(Value::String(text)) if !text.is_empty() => text.clone(),
                    Some(value @ (Value::Number(_) | Value::Bool(_))) => value.to_string(),
                    _ => (*default).to_owned(),
                })
                .filter(|part| !part.is_empty())
                .collect();
            let form = self.form(item, member, list).unwrap_or_else(|| Form::Members(BTreeMap::new()));
            insert(&mut named, parts.join("/"), form);
        }
        member.truncate(member.len() - ELEMENT.len());
        Form::Items(named)
    }
}

fn pairs(items: &[&Value], name: &str, held: &str) -> Form {
    let mut named = BTreeMap::new();
    for item in items {
        let key = item[name].as_str().unwrap_or_default().to_owned();
        let value = if item[held].is_null() { Value::from("") } else { plain_number(&item[held]) };
        insert(&mut named, key, Form::Leaf(value));
    }
    Form::Items(named)
}

/// Puts an element under its name; one whose name is taken gets a number, so that neither is lost.
fn insert(named: &mut BTreeMap<String, Form>, key: String, form: Form) {
    let mut free = key.clone();
    let mut number = 1;
    while named.contains_key(&free) {
        number += 1;
        free = format!("{key}#{number}");
    }
    named.insert(free, form);
}

/// `10.0` and `10` are one number, and so are those inside lists and objects.
fn plain_number(value: &Value) -> Value {
    match value {
        Value::Number(number) => match number.as_f64() {
            Some(float) if number.is_f64() && float.fract() == 0.0 && float.abs() < 9e15 => {
                Value::from(float as i64)
            }
            _ => value.clone(),
        },
        Value::Array(items) => items.iter().map(plain_number).collect(),
        Value::Object(members) => {
            Value::Object(members.iter().map(|(key, value)| (key.clone(), plain_number(value))).collect())
        }
        other => other.clone(),
    }
}
