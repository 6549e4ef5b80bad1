//! A resource as it is in AWS.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Kind;
use crate::assembly::{ADDRESS_TAG, CLAIM_TAG, STACK_TAG};

/// A resource as it is in AWS.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LiveResource {
    /// The kind, such as `ecs:service`.
    pub kind: String,
    /// The stack that owns it, by its tags.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stack: Option<String>,
    /// Its address in that stack, by its tags.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Its ARN; of a task definition that of the newest revision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arn: Option<String>,
    /// Its status, where the kind has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// What it is, in the shape of the requests that make it, tags as a map.
    pub whole: Value,
    /// The members that the description does not tell, and that are therefore not compared.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub untold: BTreeSet<String>,
    /// What it is doing, which is no part of what it is: of a service its counts, deployments and last
    /// event, as described.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub state: Value,
    /// Whether only tags are known: of a revision whose digest says the rest.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub tags_only: bool,
}

impl LiveResource {
    /// Makes a live resource of one document, and finds its owner in the document's tags.
    pub fn of(kind: &dyn Kind, mut whole: Value) -> Self {
        if let Value::Object(members) = &mut whole {
            members.retain(|member, _| kind.members().contains(&member.as_str()));
            // A deploy that is under way is no part of what a resource is.
            if let Some(Value::Object(tags)) = members.get_mut("tags") {
                tags.remove(CLAIM_TAG);
            }
        }
        let tag = |key: &str| whole["tags"][key].as_str().map(str::to_owned);
        Self {
            kind: kind.kind().to_owned(),
            stack: tag(STACK_TAG),
            address: tag(ADDRESS_TAG),
            whole,
            ..Self::default()
        }
    }

    /// Returns the ARN, or the token for it where it is not known.
    pub fn arn(&self) -> String {
        match (&self.arn, &self.address) {
            (Some(arn), _) => arn.clone(),
            (None, Some(address)) => format!("${{{address}.arn}}"),
            (None, None) => String::new(),
        }
    }

    /// Returns a tag's value.
    pub fn tag(&self, key: &str) -> Option<&str> {
        self.whole["tags"][key].as_str()
    }
}
