//! What a call could not do, within an answer that otherwise succeeded.

use serde::{Deserialize, Serialize};

/// One thing that a call could not find or do.
///
/// Describe calls answer with HTTP 200 and list here what they did not find, with the reason
/// `MISSING`.
/// AWS: [`Failure`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Failure.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Failure {
    /// What the failure is about. AWS: `Failure.arn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arn: Option<String>,
    /// The reason in a word, such as `MISSING`. AWS: `Failure.reason`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The reason in full. AWS: `Failure.detail`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}
