//! The requests that create an instance profile and put a role into it.

use serde::{Deserialize, Serialize};

use super::Tag;

/// A new instance profile: what hands a role to EC2 instances.
///
/// AWS: [`CreateInstanceProfile`](https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateInstanceProfile.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct CreateInstanceProfile {
    /// The profile's name, unique in the account.
    ///
    /// Limit: 128 characters of letters, digits and `_+=,.@-`.
    /// AWS: `CreateInstanceProfile.InstanceProfileName`
    pub instance_profile_name: String,
    /// The path, which begins and ends with `/`.
    ///
    /// Default: `/`. Limit: 512 characters.
    /// AWS: `CreateInstanceProfile.Path`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The profile's tags.
    ///
    /// Limit: 50.
    /// AWS: `CreateInstanceProfile.Tags`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Tag>>,
}

/// The role of an instance profile.
///
/// Limit: one role for a profile.
/// AWS: [`AddRoleToInstanceProfile`](https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddRoleToInstanceProfile.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AddRoleToInstanceProfile {
    /// The profile's name. AWS: `AddRoleToInstanceProfile.InstanceProfileName`.
    pub instance_profile_name: String,
    /// The role's name. AWS: `AddRoleToInstanceProfile.RoleName`.
    pub role_name: String,
}
