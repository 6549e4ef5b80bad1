//! Reading requests.

use serde_json::{Value, json};

use super::super::state::mix;
use super::{Refusal, Tags};

/// Returns a member's text; empty strings count as absent, as AWS takes them.
pub(super) fn text<'a>(input: &'a Value, member: &str) -> Option<&'a str> {
    input[member].as_str().filter(|text| !text.is_empty())
}

pub(super) fn required<'a>(input: &'a Value, member: &str) -> Result<&'a str, Refusal> {
    text(input, member).ok_or_else(|| Refusal::invalid(format!("{member} can not be blank.")))
}

/// Returns the texts of a list; an absent one is empty.
pub(super) fn texts<'a>(input: &'a Value, member: &str) -> Vec<&'a str> {
    input[member].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

/// Returns the texts of a list that has a limit of its own.
pub(super) fn batch<'a>(input: &'a Value, member: &str, limit: usize) -> Result<Vec<&'a str>, Refusal> {
    let batch = texts(input, member);
    if batch.len() > limit {
        return Err(Refusal::invalid(format!("{member} can have at most {limit} items.")));
    }
    Ok(batch)
}

pub(super) fn includes(input: &Value, what: &str) -> bool {
    texts(input, "include").contains(&what)
}

/// Returns the last part of a name or ARN.
pub(super) fn short(name_or_arn: &str) -> &str {
    name_or_arn.rsplit('/').next().unwrap_or(name_or_arn)
}

pub(super) fn tags(input: &Value) -> Result<Tags, Refusal> {
    let mut tags = Tags::new();
    for tag in input["tags"].as_array().into_iter().flatten() {
        let key = tag["key"].as_str().unwrap_or_default();
        let value = tag["value"].as_str().unwrap_or_default();
        if key.is_empty() || key.chars().count() > 128 || value.chars().count() > 256 {
            return Err(Refusal::invalid("The tag key must be 1 to 128 and the value up to 256 characters."));
        }
        if key.to_ascii_lowercase().starts_with("aws:") {
            return Err(Refusal::invalid("System tags cannot be added/updated by requester."));
        }
        if tags.insert(key.to_owned(), value.to_owned()).is_some() {
            return Err(Refusal::invalid("Duplicate tag keys found."));
        }
    }
    if tags.len() > 50 {
        return Err(Refusal::invalid("A resource can have at most 50 tags."));
    }
    Ok(tags)
}

/// Cuts one page out of a listing of ARNs; the token is the number of items told so far.
pub(super) fn page(
    input: &Value,
    member: &str,
    items: Vec<Value>,
    default_size: u64,
) -> Result<Value, Refusal> {
    let size = input["maxResults"].as_u64().unwrap_or(default_size);
    if !(1..=100).contains(&size) {
        return Err(Refusal::invalid("maxResults should be between 1 and 100."));
    }
    let start = match text(input, "nextToken") {
        None => Ok(0),
        Some(token) => token.strip_prefix("t-").and_then(|number| number.parse::<usize>().ok()).ok_or(()),
    };
    let Ok(start) = start else { return Err(Refusal::invalid("Invalid token.")) };
    let size = usize::try_from(size).unwrap_or(100);
    let end = items.len().min(start.saturating_add(size));
    let more = end < items.len();
    let mut answer = json!({ member: items.into_iter().skip(start).take(size).collect::<Vec<_>>() });
    if more {
        answer["nextToken"] = json!(format!("t-{end}"));
    }
    Ok(answer)
}

/// Puts a list whose order means nothing in another order, the same for the same seed.
pub(super) fn shuffle(value: &mut Value, seed: Option<u64>) {
    if let (Some(seed), Value::Array(items)) = (seed, value) {
        items.sort_by_key(|item| {
            let text = item.to_string();
            text.bytes().fold(mix(seed), |hash, byte| mix(hash ^ u64::from(byte)))
        });
    }
}
