//! What a call could not do, answered beside what it could.

use serde::{Deserialize, Serialize};

/// A thing that a call could not find or do, while the call as a whole succeeded.
///
/// AWS: [`Failure`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Failure.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Failure {
    /// The ARN of the thing. AWS: `Failure.arn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arn: Option<String>,
    /// The reason, as a word: `MISSING`, `RESOURCE:MEMORY`, `AGENT`. AWS: `Failure.reason`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The reason at length. AWS: `Failure.detail`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

impl Failure {
    /// Returns whether the thing does not exist.
    pub fn is_missing(&self) -> bool {
        self.reason.as_deref() == Some("MISSING")
    }
}
