//! The requests that create a role, give it policies, and tag it.
//!
//! A policy document is a string of JSON here, as on the wire.

use serde::{Deserialize, Serialize};

use super::Tag;

/// A new role.
///
/// For some seconds after its creation other services may not know it yet.
/// AWS: [`CreateRole`](https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct CreateRole {
    /// The path, which begins and ends with `/`.
    ///
    /// Default: `/`. Limit: 512 characters. It cannot be changed later.
    /// AWS: `CreateRole.Path`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The role's name, unique in the account, upper and lower case being the same.
    ///
    /// Limit: 64 characters of letters, digits and `_+=,.@-`. It cannot be changed later.
    /// AWS: `CreateRole.RoleName`
    pub role_name: String,
    /// Who may use the role: the trust policy, as JSON.
    ///
    /// Limit: 2048 characters, white space not counted.
    /// AWS: `CreateRole.AssumeRolePolicyDocument`
    pub assume_role_policy_document: String,
    /// What the role is for.
    ///
    /// Limit: 1000 characters.
    /// AWS: `CreateRole.Description`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The longest session, in seconds.
    ///
    /// Default: 3600. Limits: 3600 to 43200.
    /// AWS: `CreateRole.MaxSessionDuration`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_session_duration: Option<i32>,
    /// The managed policy that bounds what the role may ever do, as an ARN.
    ///
    /// AWS: `CreateRole.PermissionsBoundary`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub permissions_boundary: Option<String>,
    /// The role's tags.
    ///
    /// Limit: 50.
    /// AWS: `CreateRole.Tags`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Tag>>,
}

/// An inline policy of a role, which replaces the one of the same name.
///
/// AWS: [`PutRolePolicy`](https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct PutRolePolicy {
    /// The role's name. AWS: `PutRolePolicy.RoleName`.
    pub role_name: String,
    /// The policy's name.
    ///
    /// Limit: 128 characters of letters, digits and `_+=,.@-`.
    /// AWS: `PutRolePolicy.PolicyName`
    pub policy_name: String,
    /// What the role may do, as JSON.
    ///
    /// Limit: 10240 characters for all inline policies of a role together, white space not counted.
    /// AWS: `PutRolePolicy.PolicyDocument`
    pub policy_document: String,
}

/// A managed policy for a role.
///
/// Limit: 10 for a role, unless the account's quota was raised.
/// AWS: [`AttachRolePolicy`](https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AttachRolePolicy {
    /// The role's name. AWS: `AttachRolePolicy.RoleName`.
    pub role_name: String,
    /// The managed policy's ARN. AWS: `AttachRolePolicy.PolicyArn`.
    pub policy_arn: String,
}

/// More tags for a role; a key that is there already gets the new value.
///
/// AWS: [`TagRole`](https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagRole.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct TagRole {
    /// The role's name. AWS: `TagRole.RoleName`.
    pub role_name: String,
    /// The tags. AWS: `TagRole.Tags`.
    pub tags: Vec<Tag>,
}
