//! What a person must agree to.

use serde::{Deserialize, Serialize};

/// A reason to ask a person before a part of the plan is applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// A role may do more, or more may assume it.
    BroadensIam,
    /// Something can be reached from the internet that could not be.
    OpensToPublic,
    /// An object gives way to another.
    Replaces,
    /// Something is deleted.
    Deletes,
}

impl Mark {
    /// Returns the mark as it is written in a plan.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::BroadensIam => "broadens-iam",
            Self::OpensToPublic => "opens-to-public",
            Self::Replaces => "replaces",
            Self::Deletes => "deletes",
        }
    }
}
