//! Reading IAM: roles with all that hangs on them, in the shapes of the requests that would make them.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::ecs::absent_if_not_found;
use super::parallel::in_parallel;
use crate::aws::{Aws, CallError, CallErrorKind, InlinePolicy, InstanceProfile, Role};

/// From so many roles on, a listing of the account is cheaper than four calls a role.
const WORTH_A_LISTING: usize = 8;

/// A role and what hangs on it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct LiveRole {
    pub(crate) role: Role,
    pub(crate) policies: Vec<InlinePolicy>,
    pub(crate) attachments: Vec<String>,
}

impl LiveRole {
    /// Returns the role in IAM's own shape, as a listing of the account's roles tells it.
    pub(crate) fn described(&self) -> Value {
        let policies: Vec<Value> = self
            .policies
            .iter()
            .map(|policy| json!({ "PolicyName": policy.name, "PolicyDocument": policy.document }))
            .collect();
        let attachments: Vec<Value> =
            self.attachments.iter().map(|arn| json!({ "PolicyArn": arn })).collect();
        let role = &self.role;
        json!({
            "RoleName": role.name,
            "Path": role.path,
            "Arn": role.arn,
            "RoleId": role.id,
            "AssumeRolePolicyDocument": role.trust_policy,
            "Description": role.description,
            "MaxSessionDuration": role.max_session_duration,
            "PermissionsBoundary": role.permissions_boundary,
            "Tags": tag_list(&role.tags),
            "RolePolicyList": policies,
            "AttachedManagedPolicies": attachments,
        })
    }
}

/// Returns each role that there is, by name. `path` is where most of them live.
pub(crate) async fn roles(
    aws: &Aws,
    names: &[String],
    path: &str,
) -> Result<BTreeMap<String, LiveRole>, CallError> {
    if names.len() >= WORTH_A_LISTING
        && let Some(listed) = listed(aws, names, path).await?
    {
        return Ok(listed);
    }
    let calls = names.iter().map(|name| {
        let (aws, name) = (aws.clone(), name.clone());
        async move { Ok((name.clone(), role(&aws, &name).await?)) }
    });
    let read = in_parallel(calls.collect()).await?;
    Ok(read.into_iter().filter_map(|(name, role)| Some((name, role?))).collect())
}

/// Returns one role.
pub(crate) async fn role(aws: &Aws, name: &str) -> Result<Option<LiveRole>, CallError> {
    let Some(role) = absent_if_not_found(aws.iam.get_role(name).await)? else { return Ok(None) };
    let policies = absent_if_not_found(aws.iam.list_role_policies(name).await)?.unwrap_or_default();
    let attachments =
        absent_if_not_found(aws.iam.list_attached_role_policies(name).await)?.unwrap_or_default();
    let mut documents = Vec::with_capacity(policies.len());
    for policy in policies {
        documents.extend(absent_if_not_found(aws.iam.get_role_policy(name, &policy).await)?);
    }
    Ok(Some(LiveRole { role, policies: documents, attachments }))
}

/// Reads many roles by two listings; `None` where that is not allowed or not offered.
async fn listed(
    aws: &Aws,
    names: &[String],
    path: &str,
) -> Result<Option<BTreeMap<String, LiveRole>>, CallError> {
    let details = match aws.iam.list_role_details("/").await {
        Ok(details) => details,
        Err(error)
            if matches!(error.kind(), CallErrorKind::AccessDenied { .. } | CallErrorKind::NotOffered) =>
        {
            return Ok(None);
        }
        Err(error) => return Err(error),
    };
    // The listing with policies does not tell description and session duration; the plain one does.
    let plain: BTreeMap<String, Role> =
        aws.iam.list_roles(path).await?.into_iter().map(|role| (role.name.clone(), role)).collect();
    let mut found = BTreeMap::new();
    for detail in details {
        // Upper and lower case are the same to IAM.
        let Some(name) = names.iter().find(|name| name.eq_ignore_ascii_case(&detail.role.name)) else {
            continue;
        };
        let mut role = detail.role;
        match plain.get(&role.name) {
            Some(known) => {
                role.description = known.description.clone();
                role.max_session_duration = known.max_session_duration;
            }
            None => match absent_if_not_found(aws.iam.get_role(name).await)? {
                Some(known) => role = known,
                None => continue,
            },
        }
        let live = LiveRole { role, policies: detail.inline_policies, attachments: detail.attached_policies };
        found.insert(name.clone(), live);
    }
    Ok(Some(found))
}

/// Returns each instance profile that there is, by name.
pub(crate) async fn instance_profiles(
    aws: &Aws,
    names: &[String],
) -> Result<BTreeMap<String, InstanceProfile>, CallError> {
    let calls = names.iter().map(|name| {
        let (aws, name) = (aws.clone(), name.clone());
        async move {
            let profile = aws.iam.get_instance_profile(&name).await;
            Ok((name, absent_if_not_found(profile)?))
        }
    });
    let read = in_parallel(calls.collect()).await?;
    Ok(read.into_iter().filter_map(|(name, profile)| Some((name, profile?))).collect())
}

/// Returns tags in IAM's spelling.
pub(crate) fn tag_list(tags: &BTreeMap<String, String>) -> Value {
    tags.iter().map(|(key, value)| json!({ "Key": key, "Value": value })).collect()
}
