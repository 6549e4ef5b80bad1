//! Members that others own: what is wanted of them is what there is.

use serde_json::Value;

/// Takes a member's value from the live side into the request, so that it neither differs nor is undone.
///
/// A path names elements by their name or by their place in the request:
/// `containerDefinitions[web].image`, `containerDefinitions[0].image`.
pub(super) fn inherit(request: &mut Value, live: &Value, path: &str) {
    let steps: Vec<&str> = path.split(['.', '[', ']']).filter(|step| !step.is_empty()).collect();
    walk(request, live, &steps);
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
            let named = |item: &Value| item["name"] == **step;
            let index = items.iter().position(named).or_else(|| step.parse().ok());
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
