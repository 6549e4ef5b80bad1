//! A member that differs.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A member that differs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MemberChange {
    /// The member's path, elements by their names: `containerDefinitions[web].environment[LOG_LEVEL]`.
    pub member: String,
    /// What it is now; nothing where it is absent or AWS's default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old: Option<Value>,
    /// What it will be; nothing where it goes back to AWS's default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new: Option<Value>,
    /// Whether the new value has a part that AWS decides when another resource is made.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub known_after_apply: bool,
    /// Whether old and new value look like a secret and are not shown.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hidden: bool,
}

impl MemberChange {
    /// Returns the request's own member that this one is part of: `containerDefinitions` of
    /// `containerDefinitions[web].cpu`.
    pub fn top(&self) -> &str {
        self.member.split(['.', '[']).next().unwrap_or_default()
    }

    /// Returns the key of a tag that differs.
    pub(crate) fn tag_key(&self) -> Option<&str> {
        self.member.strip_prefix("tags[")?.strip_suffix(']')
    }
}
