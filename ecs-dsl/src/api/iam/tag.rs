//! Tags of IAM resources, whose members are spelled otherwise than those of ECS.

use serde::{Deserialize, Serialize};

/// A tag on a role or instance profile.
///
/// Limits: a resource takes 50 tags, and a key once, upper and lower case being the same.
/// AWS: [`Tag`](https://docs.aws.amazon.com/IAM/latest/APIReference/API_Tag.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Tag {
    /// The tag's name.
    ///
    /// Limits: 1 to 128 characters of letters, digits, spaces and `_.:/=+-@`.
    /// AWS: `Tag.Key`
    pub key: String,
    /// The tag's value, which may be empty.
    ///
    /// Limit: 256 characters of the same kinds.
    /// AWS: `Tag.Value`
    pub value: String,
}
