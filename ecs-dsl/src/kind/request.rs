//! From a document back to the request that makes it.
//!
//! What each kind does beyond this stands in its `lifecycle.rs`, in `requests`. There and here it
//! holds that what AWS filled in may be sent to it again, and that what it refuses in a request is left
//! out: values of no effect, and tags that only AWS may set.

use serde_json::{Map, Value};

use super::{Kind, LiveResource, Spelling};
use crate::assembly::{Absentable, ManifestCall, ManifestResource};

/// Returns the request for a document, as far as it is the same for all kinds of a service.
pub(crate) fn request(whole: &Value, spelling: Spelling) -> Map<String, Value> {
    let mut members = match whole {
        Value::Object(members) => members.clone(),
        _ => Map::new(),
    };
    let tags = members.remove("tags").unwrap_or_default();
    members.retain(|_, value| !is_nothing(value));
    members.values_mut().for_each(without_nulls);
    let tags = tags.as_object().into_iter().flatten();
    let mut tags = tags.filter(|(key, value)| !key.starts_with("aws:") && value.is_string()).peekable();
    if tags.peek().is_some() {
        members.insert(spelling.member().to_owned(), spelling.write(tags));
    }
    members
}

/// Returns a document as a resource of a manifest, which depends on nothing yet.
pub(crate) fn as_manifest(kind: &dyn Kind, live: &LiveResource) -> ManifestResource {
    let mut calls = kind.requests(&live.whole).into_iter();
    let (operation, request) = calls.next().unwrap_or_default();
    let then = calls.map(|(operation, request)| ManifestCall { operation: operation.to_owned(), request });
    ManifestResource {
        kind: kind.kind().to_owned(),
        operation: operation.to_owned(),
        request,
        then: Absentable(then.collect()),
        depends_on: Vec::new(),
        unmanaged: Absentable::default(),
        retain: Absentable::default(),
        keep_revisions: None,
        allowed: Absentable::default(),
    }
}

/// Whether a member says no more than its absence does: nothing, or an empty list.
fn is_nothing(value: &Value) -> bool {
    value.is_null() || value.as_array().is_some_and(Vec::is_empty)
}

fn without_nulls(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|_, value| !value.is_null());
            members.values_mut().for_each(without_nulls);
        }
        Value::Array(items) => {
            items.retain(|item| !item.is_null());
            items.iter_mut().for_each(without_nulls);
        }
        _ => {}
    }
}
