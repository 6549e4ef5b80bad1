//! Tags, and where ECS copies them from.

use serde::{Deserialize, Serialize};

use crate::api::open_enum::open_enum;

/// A tag on a resource.
///
/// Limits: a key has 1 to 128 characters, a value at most 256, both of letters, digits, spaces and
/// `_.:/=+-@`; neither starts with `aws:`. A resource takes 50 tags and a key once.
/// AWS: [`Tag`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Tag.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Tag {
    /// The tag's name; upper and lower case differ. AWS: `Tag.key`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// The tag's value, which may be empty. AWS: `Tag.value`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

impl Tag {
    /// Makes a tag of a key and a value.
    pub fn new(key: impl Into<String>, value: impl Into<String>) -> Self {
        Self { key: Some(key.into()), value: Some(value.into()) }
    }
}

open_enum! {
    /// Whose tags ECS copies to the tasks it starts, or to the volumes it makes for them.
    ///
    /// AWS: `propagateTags`
    pub enum PropagateTags {
        /// The tags of the task definition.
        TaskDefinition = "TASK_DEFINITION",
        /// The tags of the service; a task run on its own has none.
        Service = "SERVICE",
        /// No tags are copied; the default.
        None = "NONE",
    }
}
