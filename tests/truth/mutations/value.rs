//! Values of JSON documents, changed and left out one at a time.

use serde_json::{Value, json};

/// What is done to a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mutation {
    Changed,
    LeftOut,
}

/// A way to a value in a request: names of members, and places in lists.
type Way = Vec<String>;

/// One thing that can be done to a document.
pub(super) struct Change {
    /// The member, as a table writes it: elements of lists as `[]`.
    pub(super) member: String,
    pub(super) mutation: Mutation,
    /// The document after it.
    pub(super) document: Value,
}

/// Returns everything that can be done to a document, each by itself.
pub(super) fn changes(document: &Value) -> impl Iterator<Item = Change> {
    let mut found = Vec::new();
    ways(document, &mut Vec::new(), &mut found);
    let each = found.into_iter().flat_map(|way| [(way.clone(), Mutation::Changed), (way, Mutation::LeftOut)]);
    each.filter_map(|(way, mutation)| {
        let mut document = document.clone();
        mutate(&mut document, &way, mutation).then(|| Change { member: pattern(&way), mutation, document })
    })
}

/// Tells the way to every plain value, every list's element and every member.
fn ways(value: &Value, way: &mut Way, found: &mut Vec<Way>) {
    match value {
        Value::Object(members) => {
            // Nothing is the same as absence, in whichever form.
            let is_nothing = |value: &Value| match value {
                Value::Null => true,
                Value::String(text) => text.is_empty(),
                Value::Array(items) => items.is_empty(),
                Value::Object(members) => members.is_empty(),
                _ => false,
            };
            for (name, member) in members.iter().filter(|(_, member)| !is_nothing(member)) {
                way.push(name.clone());
                found.push(way.clone());
                ways(member, way, found);
                way.pop();
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                way.push(index.to_string());
                found.push(way.clone());
                ways(item, way, found);
                way.pop();
            }
        }
        _ => {}
    }
}

/// The path as a table writes it: elements of lists as `[]`.
fn pattern(way: &Way) -> String {
    let mut text = String::new();
    for step in way {
        if step.parse::<usize>().is_ok() {
            text.push_str("[]");
        } else if text.is_empty() {
            text.push_str(step);
        } else {
            text.push_str(&format!(".{step}"));
        }
    }
    text
}

/// The path of a change in the same form: `environment[LEVEL]` is an element of `environment[]`.
pub(super) fn pattern_of_change(member: &str) -> String {
    let mut text = String::new();
    let mut depth = 0;
    for c in member.chars() {
        match c {
            '[' => {
                depth += 1;
                if depth == 1 {
                    text.push_str("[]");
                }
            }
            ']' => depth -= 1,
            c if depth == 0 => text.push(c),
            _ => {}
        }
    }
    text
}

/// Does it, and says whether there was anything to do.
fn mutate(document: &mut Value, way: &Way, mutation: Mutation) -> bool {
    let (last, before) = way.split_last().expect("a way has a step");
    let mut place = document;
    for step in before {
        place = match step.parse::<usize>() {
            Ok(index) => &mut place[index],
            Err(_) => &mut place[step.as_str()],
        };
    }
    if mutation == Mutation::LeftOut {
        match place {
            Value::Object(members) => return members.remove(last).is_some(),
            Value::Array(items) => {
                items.remove(last.parse().expect("a place"));
                return true;
            }
            _ => return false,
        }
    }
    let value = match last.parse::<usize>() {
        Ok(index) => &mut place[index],
        Err(_) => &mut place[last.as_str()],
    };
    match value {
        Value::String(text) => match text.parse::<i64>() {
            Ok(number) => *text = (number + 1024).to_string(),
            Err(_) => text.push_str("-x"),
        },
        Value::Number(number) => *value = json!(number.as_i64().unwrap_or_default() + 3),
        Value::Bool(flag) => *flag = !*flag,
        _ => return false,
    }
    true
}
