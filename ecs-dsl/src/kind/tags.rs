//! Tags, which every AWS service spells in its own way.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{Kind, PlannedCall};

/// How a kind's tags are set and taken away.
#[derive(Debug)]
pub struct Tagging {
    /// The operation that sets tags.
    pub tag: &'static str,
    /// The operation that takes them away.
    pub untag: &'static str,
    /// The member of both requests that says whose tags they are, and what it holds.
    pub subject: (&'static str, Subject),
    /// How the tags themselves are written.
    pub spelling: Spelling,
}

impl Tagging {
    /// How everything of ECS is tagged.
    pub const ECS: Self = Self::by_arn(Spelling::Ecs);

    /// Returns how what `TagResource` takes by its ARN is tagged.
    pub const fn by_arn(spelling: Spelling) -> Self {
        Self { tag: "TagResource", untag: "UntagResource", subject: ("resourceArn", Subject::Arn), spelling }
    }

    /// Returns whether AWS's index of tags knows it. Nothing of IAM is in there.
    pub fn is_indexed(&self) -> bool {
        self.subject.1 == Subject::Arn
    }
}

/// By what a tagging request names a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// By its ARN.
    Arn,
    /// By its name.
    Name,
}

/// How tags are written in the requests of an AWS service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spelling {
    /// `"tags": [{ "key": …, "value": … }]`, with `tagKeys`.
    Ecs,
    /// `"Tags": [{ "Key": …, "Value": … }]`, with `TagKeys`.
    Iam,
    /// `"tags": { key: value }`, with `tagKeys`.
    Logs,
}

impl Spelling {
    /// Returns the member that holds tags.
    pub fn member(self) -> &'static str {
        if self == Self::Iam { "Tags" } else { "tags" }
    }

    /// Returns the member that holds the keys of tags to be taken away.
    fn keys_member(self) -> &'static str {
        if self == Self::Iam { "TagKeys" } else { "tagKeys" }
    }

    /// Writes tags.
    pub(super) fn write<'a>(self, tags: impl Iterator<Item = (&'a String, &'a Value)>) -> Value {
        let (key, value) = match self {
            Self::Ecs => ("key", "value"),
            Self::Iam => ("Key", "Value"),
            Self::Logs => return tags.map(|(name, held)| (name.clone(), held.clone())).collect(),
        };
        tags.map(|(name, held)| json!({ key: name, value: held })).collect()
    }
}

/// Returns the calls that set and unset tags of a resource.
pub(crate) fn tag_calls(
    kind: &dyn Kind,
    whole: &Value,
    arn: &str,
    set: &BTreeMap<String, Value>,
    unset: &[String],
) -> Vec<PlannedCall> {
    let Some(tagging) = kind.tagging() else { return Vec::new() };
    let Tagging { tag, untag, subject: (subject, by), spelling } = tagging;
    let named = match by {
        Subject::Arn => arn.to_owned(),
        Subject::Name => kind.name(whole),
    };
    let mut calls = Vec::new();
    if !set.is_empty() {
        let tags = spelling.write(set.iter());
        let request = json!({ *subject: named, spelling.member(): tags });
        calls.push(PlannedCall::new(kind.service(), tag, request));
    }
    if !unset.is_empty() {
        let request = json!({ *subject: named, spelling.keys_member(): unset });
        calls.push(PlannedCall::new(kind.service(), untag, request));
    }
    calls
}

/// Returns a document whose tags, in whichever of AWS's shapes, are a map under `tags`.
pub fn tags_as_map(mut whole: Value) -> Value {
    let Value::Object(members) = &mut whole else { return whole };
    let tags = members.remove("Tags").or_else(|| members.remove("tags"));
    let map: Map<String, Value> = match tags {
        Some(Value::Array(tags)) => tags
            .iter()
            .filter_map(|tag| {
                let member = |small: &str, large: &str| tag.get(small).or_else(|| tag.get(large)).cloned();
                let key = member("key", "Key")?.as_str()?.to_owned();
                Some((key, member("value", "Value").unwrap_or_else(|| "".into())))
            })
            .collect(),
        Some(Value::Object(tags)) => tags,
        _ => Map::new(),
    };
    members.insert("tags".to_owned(), map.into());
    whole
}
