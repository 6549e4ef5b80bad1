//! Members that others own: what is wanted of them is what there is.

use serde_json::Value;

/// Takes a member's value from the live side into the request, so that it neither differs nor is undone.
///
/// A path names elements by their name or by their place in the request:
/// `containerDefinitions[web].image`, `containerDefinitions[0].image`.
pub(crate) fn inherit(request: &mut Value, live: &Value, path: &str) {
    let steps: Vec<&str> = path.split(['.', '[', ']']).filter(|step| !step.is_empty()).collect();
    walk(request, live, &steps);
}

/// Takes a member out of a request.
pub(crate) fn remove(request: &mut Value, path: &str) {
    let steps: Vec<&str> = path.split(['.', '[', ']']).filter(|step| !step.is_empty()).collect();
    let Some((last, way)) = steps.split_last() else { return };
    let mut place = request;
    for step in way {
        let next = match place {
            Value::Object(members) => members.get_mut(*step),
            Value::Array(items) => place_of(items, step).and_then(|index| items.get_mut(index)),
            _ => None,
        };
        match next {
            Some(next) => place = next,
            None => return,
        }
    }
    if let Value::Object(members) = place {
        members.remove(*last);
    }
}

/// Returns the place of an element by its name, or by its number.
fn place_of(items: &[Value], step: &str) -> Option<usize> {
    items.iter().position(|item| item["name"] == *step).or_else(|| step.parse().ok())
}

fn walk(request: &mut Value, live: &Value, steps: &[&str]) {
    let Some((step, rest)) = steps.split_first() else { return };
    match request {
        Value::Object(members) if rest.is_empty() => match live.get(*step) {
            Some(value) if !value.is_null() => _ = members.insert((*step).to_owned(), value.clone()),
            _ => _ = members.remove(*step),
        },
        Value::Object(members) => {
            if let Some(member) = members.get_mut(*step) {
                walk(member, &live[*step], rest);
            }
        }
        Value::Array(items) => {
            let index = place_of(items, step);
            let Some(item) = index.and_then(|index| items.get_mut(index)) else { return };
            let name = item["name"].clone();
            let found = live.as_array().into_iter().flatten().find(|live| live["name"] == name);
            if let Some(found) = found.filter(|_| !name.is_null()) {
                walk(item, &found.clone(), rest);
            }
        }
        _ => {}
    }
}
