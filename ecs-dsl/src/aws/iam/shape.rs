//! What IAM's answers and requests hold, as far as a deployer needs it.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;
use serde_json::Value;

/// A role to create. What a role's policies say is put to it by calls of their own.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RoleRequest {
    /// The role's name: 1 to 64 letters, digits and `+=,.@_-`.
    pub name: String,
    /// The path, with a slash at both ends. Empty is `/`.
    pub path: String,
    /// Who may assume the role.
    pub trust_policy: Value,
    /// What the role is for; empty for none.
    pub description: String,
    /// How long a session may last, in seconds: 3600 to 43200. AWS takes 3600 when it is absent.
    pub max_session_duration: Option<i32>,
    /// The ARN of the policy that bounds what the role may do.
    pub permissions_boundary: Option<String>,
    /// The role's tags.
    pub tags: BTreeMap<String, String>,
}

/// A role as IAM describes it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Role {
    /// The role's name.
    pub name: String,
    /// The path, with a slash at both ends.
    pub path: String,
    /// The ARN, path included.
    pub arn: String,
    /// The id that stays unique when a role of the same name is made anew.
    pub id: String,
    /// Who may assume the role, its URL-encoding undone.
    pub trust_policy: Value,
    /// What the role is for; empty when it says nothing.
    pub description: String,
    /// How long a session may last, in seconds.
    pub max_session_duration: Option<i32>,
    /// The ARN of the policy that bounds what the role may do.
    pub permissions_boundary: Option<String>,
    /// The role's tags. A listing does not tell them.
    pub tags: BTreeMap<String, String>,
}

/// A role with its policies, as one listing of the whole account tells them.
///
/// The listing does not tell description and session duration.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RoleDetail {
    /// The role itself, tags included.
    pub role: Role,
    /// The policies that stand in the role.
    pub inline_policies: Vec<InlinePolicy>,
    /// The ARNs of the managed policies attached to it.
    pub attached_policies: Vec<String>,
    /// The names of the instance profiles that hold it.
    pub instance_profiles: Vec<String>,
}

/// A policy that stands in a role.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct InlinePolicy {
    /// The policy's name within the role.
    pub name: String,
    /// The policy document, its URL-encoding undone.
    pub document: Value,
}

/// An instance profile: what hands a role to EC2 instances.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct InstanceProfile {
    /// The profile's name.
    pub name: String,
    /// The path, with a slash at both ends.
    pub path: String,
    /// The ARN, path included.
    pub arn: String,
    /// The names of the roles in it: one at most.
    pub roles: Vec<String>,
    /// The profile's tags. A listing does not tell them.
    pub tags: BTreeMap<String, String>,
}

/// Undoes the URL-encoding of a policy document. One that is not JSON comes back as a string, so that
/// it compares as different from every document that we would write.
pub(super) fn document(encoded: &str) -> Value {
    let decoded = percent_decode_str(encoded).decode_utf8_lossy();
    serde_json::from_str(&decoded).unwrap_or_else(|_| Value::String(decoded.into_owned()))
}

pub(super) fn tag_list(tags: &BTreeMap<String, String>) -> Vec<aws_sdk_iam::types::Tag> {
    tags.iter()
        .filter_map(|(key, value)| aws_sdk_iam::types::Tag::builder().key(key).value(value).build().ok())
        .collect()
}

pub(super) fn tag_map(tags: Option<Vec<aws_sdk_iam::types::Tag>>) -> BTreeMap<String, String> {
    tags.unwrap_or_default().into_iter().map(|tag| (tag.key, tag.value)).collect()
}

impl From<aws_sdk_iam::types::Role> for Role {
    fn from(role: aws_sdk_iam::types::Role) -> Self {
        Self {
            name: role.role_name,
            path: role.path,
            arn: role.arn,
            id: role.role_id,
            trust_policy: role.assume_role_policy_document.as_deref().map(document).unwrap_or_default(),
            description: role.description.unwrap_or_default(),
            max_session_duration: role.max_session_duration,
            permissions_boundary: role.permissions_boundary.and_then(|b| b.permissions_boundary_arn),
            tags: tag_map(role.tags),
        }
    }
}

impl From<aws_sdk_iam::types::RoleDetail> for RoleDetail {
    fn from(detail: aws_sdk_iam::types::RoleDetail) -> Self {
        let trust_policy = detail.assume_role_policy_document.as_deref().map(document).unwrap_or_default();
        let role = Role {
            name: detail.role_name.unwrap_or_default(),
            path: detail.path.unwrap_or_default(),
            arn: detail.arn.unwrap_or_default(),
            id: detail.role_id.unwrap_or_default(),
            trust_policy,
            description: String::new(),
            max_session_duration: None,
            permissions_boundary: detail.permissions_boundary.and_then(|b| b.permissions_boundary_arn),
            tags: tag_map(detail.tags),
        };
        let inline = detail.role_policy_list.unwrap_or_default().into_iter().map(|policy| InlinePolicy {
            name: policy.policy_name.unwrap_or_default(),
            document: policy.policy_document.as_deref().map(document).unwrap_or_default(),
        });
        let attached = detail.attached_managed_policies.unwrap_or_default();
        let profiles = detail.instance_profile_list.unwrap_or_default();
        Self {
            role,
            inline_policies: inline.collect(),
            attached_policies: attached.into_iter().filter_map(|policy| policy.policy_arn).collect(),
            instance_profiles: profiles.into_iter().map(|p| p.instance_profile_name).collect(),
        }
    }
}

impl From<aws_sdk_iam::types::InstanceProfile> for InstanceProfile {
    fn from(profile: aws_sdk_iam::types::InstanceProfile) -> Self {
        Self {
            name: profile.instance_profile_name,
            path: profile.path,
            arn: profile.arn,
            roles: profile.roles.into_iter().map(|role| role.role_name).collect(),
            tags: tag_map(profile.tags),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_document_is_decoded_and_a_broken_one_kept() {
        assert_eq!(document("%7B%22Version%22%3A%20%222012-10-17%22%7D")["Version"], "2012-10-17");
        assert_eq!(document("{\"Version\":\"2012-10-17\"}")["Version"], "2012-10-17");
        assert_eq!(document("%7B"), Value::String("{".to_owned()));
    }
}
