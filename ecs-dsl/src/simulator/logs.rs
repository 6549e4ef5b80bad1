//! CloudWatch Logs: groups, streams, lines.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::state::{Answer, Millis, Refusal, World};

/// The days that a group's events can be kept for.
const RETENTIONS: &[u64] = &[
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/// How many lines of several streams one answer tells. AWS fills its pages as it likes; small ones show
/// whether a client reads on.
const PAGE: usize = 8;

/// What CloudWatch Logs knows.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Logs {
    groups: BTreeMap<String, Group>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Group {
    created: Millis,
    class: Option<String>,
    kms_key_id: Option<String>,
    retention: Option<u64>,
    #[serde(default)]
    protected: bool,
    tags: BTreeMap<String, String>,
    streams: BTreeMap<String, Vec<(Millis, String)>>,
    /// It was there before, and is nobody's to clean up.
    assumed: bool,
}

pub(super) fn answer(world: &mut World, operation: &str, input: &Value) -> Answer {
    match operation {
        "CreateLogGroup" => create(world, input),
        "DescribeLogGroups" => describe(world, input),
        "DeleteLogGroup" => {
            if group(world, input)?.protected {
                let message = "The log group cannot be deleted while deletion protection is enabled";
                return Err(Refusal::new("ValidationException", message));
            }
            world.logs.groups.remove(required(input, "logGroupName")?);
            Ok(json!({}))
        }
        "PutRetentionPolicy" => put_retention(world, input),
        "DeleteRetentionPolicy" => {
            group(world, input)?.retention = None;
            Ok(json!({}))
        }
        "AssociateKmsKey" => {
            let key = required(input, "kmsKeyId")?.to_owned();
            if !key.starts_with("arn:") {
                return Err(Refusal::invalid("kmsKeyId must be the ARN of a key"));
            }
            group(world, input)?.kms_key_id = Some(key);
            Ok(json!({}))
        }
        "DisassociateKmsKey" => {
            group(world, input)?.kms_key_id = None;
            Ok(json!({}))
        }
        "PutLogGroupDeletionProtection" => {
            let name = required(input, "logGroupIdentifier")?;
            let name = name.split_once(":log-group:").map_or(name, |(_, name)| name).to_owned();
            let on = input["deletionProtectionEnabled"].as_bool();
            let on = on.ok_or_else(|| Refusal::invalid("deletionProtectionEnabled is required"))?;
            world.logs.groups.get_mut(&name).ok_or_else(not_found)?.protected = on;
            Ok(json!({}))
        }
        "ListTagsForResource" => {
            let name = name_of_arn(input)?;
            let found = world.logs.groups.get(&name).ok_or_else(not_found)?;
            Ok(json!({ "tags": found.tags }))
        }
        "TagResource" => {
            let tags = tags(input)?;
            let name = name_of_arn(input)?;
            let found = world.logs.groups.get_mut(&name).ok_or_else(not_found)?;
            found.tags.extend(tags);
            Ok(json!({}))
        }
        "UntagResource" => {
            let name = name_of_arn(input)?;
            let found = world.logs.groups.get_mut(&name).ok_or_else(not_found)?;
            for key in input["tagKeys"].as_array().into_iter().flatten().filter_map(Value::as_str) {
                found.tags.remove(key);
            }
            Ok(json!({}))
        }
        "DescribeLogStreams" => describe_streams(world, input),
        "GetLogEvents" => get_events(world, input),
        "FilterLogEvents" => filter_events(world, input),
        other => Err(Refusal::new("UnknownOperationException", format!("unknown operation {other}"))),
    }
}

pub(super) fn assume_group(world: &mut World, name: &str) {
    let created = world.now;
    let group = Group { created, assumed: true, ..Group::default() };
    world.logs.groups.entry(name.to_owned()).or_insert(group);
}

pub(super) fn has_group(world: &World, name: &str) -> bool {
    world.logs.groups.contains_key(name)
}

/// Makes a group that the awslogs driver was told to make.
pub(super) fn create_for_driver(world: &mut World, name: &str) {
    let created = world.now;
    let group = Group { created, ..Group::default() };
    world.logs.groups.entry(name.to_owned()).or_insert(group);
}

/// Writes a line that a container said.
pub(super) fn write(world: &mut World, group: &str, stream: &str, line: String) {
    let now = world.now;
    if let Some(group) = world.logs.groups.get_mut(group) {
        group.streams.entry(stream.to_owned()).or_default().push((now, line));
    }
}

pub(super) fn leftovers(world: &World) -> Vec<String> {
    let made = world.logs.groups.iter().filter(|(_, group)| !group.assumed);
    made.map(|(name, _)| arn(world, name)).collect()
}

/// Every group with its tags, for the tagging API.
pub(super) fn tagged(world: &World) -> Vec<(String, &BTreeMap<String, String>)> {
    world.logs.groups.iter().map(|(name, group)| (arn(world, name), &group.tags)).collect()
}

fn arn(world: &World, name: &str) -> String {
    world.arn("logs", &format!("log-group:{name}"))
}

fn not_found() -> Refusal {
    Refusal::new("ResourceNotFoundException", "The specified log group does not exist.")
}

fn required<'a>(input: &'a Value, member: &str) -> Result<&'a str, Refusal> {
    let value = input[member].as_str().unwrap_or_default();
    if value.is_empty() { Err(Refusal::invalid(format!("{member} is required"))) } else { Ok(value) }
}

fn group<'a>(world: &'a mut World, input: &Value) -> Result<&'a mut Group, Refusal> {
    let name = required(input, "logGroupName")?;
    world.logs.groups.get_mut(name).ok_or_else(not_found)
}

fn name_of_arn(input: &Value) -> Result<String, Refusal> {
    let arn = required(input, "resourceArn")?;
    let (_, name) = arn.split_once(":log-group:").ok_or_else(|| Refusal::invalid("invalid ARN"))?;
    // AWS refuses the form with `:*` that policies use.
    if name.ends_with(":*") { Err(Refusal::invalid("invalid ARN")) } else { Ok(name.to_owned()) }
}

fn tags(input: &Value) -> Result<BTreeMap<String, String>, Refusal> {
    let mut tags = BTreeMap::new();
    for (key, value) in input["tags"].as_object().into_iter().flatten() {
        if key.is_empty() || key.len() > 128 || key.starts_with("aws:") {
            return Err(Refusal::invalid(format!("invalid tag key {key}")));
        }
        tags.insert(key.clone(), value.as_str().unwrap_or_default().to_owned());
    }
    if tags.len() > 50 {
        return Err(Refusal::new("TooManyTagsException", "a log group takes 50 tags"));
    }
    Ok(tags)
}

fn create(world: &mut World, input: &Value) -> Answer {
    let name = required(input, "logGroupName")?;
    let fits = |c: char| c.is_ascii_alphanumeric() || "_-/.#".contains(c);
    if name.len() > 512 || !name.chars().all(fits) {
        return Err(Refusal::invalid(format!("invalid log group name {name}")));
    }
    if world.logs.groups.contains_key(name) {
        let message = "The specified log group already exists";
        return Err(Refusal::new("ResourceAlreadyExistsException", message));
    }
    let group = Group {
        created: world.now,
        class: input["logGroupClass"].as_str().map(str::to_owned),
        kms_key_id: input["kmsKeyId"].as_str().map(str::to_owned),
        protected: input["deletionProtectionEnabled"].as_bool().unwrap_or(false),
        tags: tags(input)?,
        ..Group::default()
    };
    world.logs.groups.insert(name.to_owned(), group);
    Ok(json!({}))
}

fn describe(world: &World, input: &Value) -> Answer {
    let prefix = input["logGroupNamePrefix"].as_str().unwrap_or_default();
    let limit = input["limit"].as_u64().unwrap_or(50);
    if !(1..=50).contains(&limit) {
        return Err(Refusal::invalid("limit must be between 1 and 50"));
    }
    let after = input["nextToken"].as_str();
    let mut matching = world
        .logs
        .groups
        .iter()
        .filter(|(name, _)| name.starts_with(prefix) && after.is_none_or(|after| name.as_str() > after));
    let limit = usize::try_from(limit).unwrap_or(50);
    let page: Vec<_> = matching.by_ref().take(limit).collect();
    let next = matching.next().and(page.last()).map(|(name, _)| name.as_str());
    let groups: Vec<Value> = page
        .iter()
        .map(|(name, group)| {
            let arn = arn(world, name);
            let mut shape = json!({
                "logGroupName": name,
                "creationTime": group.created,
                "metricFilterCount": 0,
                "arn": format!("{arn}:*"),
                "logGroupArn": arn,
                "storedBytes": 0,
                "logGroupClass": group.class.as_deref().unwrap_or("STANDARD"),
                "deletionProtectionEnabled": group.protected,
            });
            if let Some(days) = group.retention {
                shape["retentionInDays"] = json!(days);
            }
            if let Some(key) = &group.kms_key_id {
                shape["kmsKeyId"] = json!(key);
            }
            shape
        })
        .collect();
    Ok(with_token(json!({ "logGroups": groups }), next))
}

fn with_token(mut answer: Value, token: Option<&str>) -> Value {
    if let Some(token) = token {
        answer["nextToken"] = json!(token);
    }
    answer
}

fn put_retention(world: &mut World, input: &Value) -> Answer {
    let days = input["retentionInDays"].as_u64().filter(|days| RETENTIONS.contains(days));
    let Some(days) = days else {
        return Err(Refusal::invalid(format!("retentionInDays must be one of {RETENTIONS:?}")));
    };
    group(world, input)?.retention = Some(days);
    Ok(json!({}))
}

fn describe_streams(world: &mut World, input: &Value) -> Answer {
    let prefix = input["logStreamNamePrefix"].as_str().unwrap_or_default().to_owned();
    let streams = group(world, input)?.streams.iter().filter(|(name, _)| name.starts_with(&prefix));
    let shape = |(name, lines): (&String, &Vec<(Millis, String)>)| json!({ "logStreamName": name, "lastEventTimestamp": lines.last().map(|(at, _)| at) });
    Ok(json!({ "logStreams": streams.map(shape).collect::<Vec<_>>() }))
}

fn get_events(world: &mut World, input: &Value) -> Answer {
    let stream = required(input, "logStreamName")?;
    let lines = group(world, input)?.streams.get(stream).ok_or_else(|| {
        Refusal::new("ResourceNotFoundException", "The specified log stream does not exist.")
    })?;
    let limit = usize::try_from(input["limit"].as_u64().unwrap_or(10_000)).unwrap_or(10_000);
    let from_head = input["startFromHead"].as_bool().unwrap_or(false);
    // A forward token is `f/` and how many lines were read.
    let read = input["nextToken"].as_str().and_then(|token| token.strip_prefix("f/")?.parse().ok());
    let start = match read {
        Some(read) => lines.len().min(read),
        None if from_head => 0,
        None => lines.len().saturating_sub(limit),
    };
    let end = lines.len().min(start.saturating_add(limit));
    let events: Vec<Value> = lines[start..end]
        .iter()
        .map(|(at, line)| json!({ "timestamp": at, "message": line, "ingestionTime": at }))
        .collect();
    Ok(json!({
        "events": events,
        "nextForwardToken": format!("f/{end}"),
        "nextBackwardToken": format!("b/{start}"),
    }))
}

/// Tells the lines of several streams, the older first, a page at a time.
fn filter_events(world: &mut World, input: &Value) -> Answer {
    let prefix = input["logStreamNamePrefix"].as_str();
    let names: Option<Vec<&str>> =
        input["logStreamNames"].as_array().map(|names| names.iter().filter_map(Value::as_str).collect());
    if prefix.is_some() && names.is_some() {
        return Err(Refusal::invalid("logStreamNames and logStreamNamePrefix cannot be given both"));
    }
    let group = group(world, input)?;
    if let Some(names) = &names
        && !names.iter().any(|name| group.streams.contains_key(*name))
    {
        return Err(Refusal::new("ResourceNotFoundException", "The specified log stream does not exist."));
    }
    let from = input["startTime"].as_u64().unwrap_or_default();
    let until = input["endTime"].as_u64().unwrap_or(Millis::MAX);
    let wanted = |name: &str| {
        names.as_ref().is_none_or(|names| names.contains(&name))
            && prefix.is_none_or(|prefix| name.starts_with(prefix))
    };
    let mut found: Vec<(Millis, &String, usize, &String)> = Vec::new();
    for (stream, lines) in group.streams.iter().filter(|(name, _)| wanted(name)) {
        let lines = lines.iter().enumerate().filter(|(_, (at, _))| (from..until).contains(at));
        found.extend(lines.map(|(index, (at, line))| (*at, stream, index, line)));
    }
    found.sort();
    // The token is how many lines were told: what comes later is never older.
    let told = match input["nextToken"].as_str() {
        None => Some(0),
        Some(token) => token.strip_prefix("e/").and_then(|number| number.parse::<usize>().ok()),
    };
    let Some(told) = told else { return Err(Refusal::invalid("The specified nextToken is invalid.")) };
    let limit = usize::try_from(input["limit"].as_u64().unwrap_or(10_000)).unwrap_or(PAGE).clamp(1, PAGE);
    let events: Vec<Value> = found
        .iter()
        .skip(told)
        .take(limit)
        .map(|(at, stream, index, line)| {
            json!({
                "eventId": format!("{stream}/{index}"),
                "logStreamName": stream,
                "timestamp": at,
                "message": line,
                "ingestionTime": at,
            })
        })
        .collect();
    let read = told + events.len();
    let next = (read < found.len()).then(|| format!("e/{read}"));
    Ok(with_token(json!({ "events": events, "searchedLogStreams": [] }), next.as_deref()))
}
