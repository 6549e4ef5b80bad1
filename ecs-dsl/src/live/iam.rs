//! Reading IAM: roles with all that hangs on them, in the shapes of the requests that would make them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::ecs::absent_if_not_found;
use super::parallel::in_parallel;
use crate::assembly::STACK_TAG;
use crate::aws::{Aws, CallError, CallErrorKind, InlinePolicy, InstanceProfile, Role, RoleDetail};

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

/// What listings tell of an account's roles.
///
/// A stack's roles live below its path, but for those that were given another one or were there before
/// they came under the stack. No index of tags knows roles, so these can only be told by their tags in
/// the listing of the whole account: a call per thousand roles, instead of four calls for each that the
/// code names. Not everyone may make it.
#[derive(Debug, Default)]
pub(crate) struct Listing {
    /// The roles below the stack's path, without tags and policies.
    below: BTreeMap<String, Role>,
    /// Every role with tags and policies, without description and session duration; `None` where that
    /// listing is not allowed or not offered.
    all: Option<Vec<RoleDetail>>,
}

impl Listing {
    pub(crate) async fn read(aws: &Aws, path: &str) -> Result<Self, CallError> {
        let all = async {
            match aws.iam.list_role_details("/").await {
                Ok(details) => Ok(Some(details)),
                Err(error) => match error.kind() {
                    CallErrorKind::AccessDenied { .. } | CallErrorKind::NotOffered => Ok(None),
                    _ => Err(error),
                },
            }
        };
        // Boxed, as the futures of calls are large and a stack is not.
        let (below, all) = tokio::try_join!(Box::pin(aws.iam.list_roles(path)), Box::pin(all))?;
        Ok(Self { below: below.into_iter().map(|role| (role.name.clone(), role)).collect(), all })
    }

    /// Whether roles outside the stack's path were seen.
    pub(crate) fn is_whole(&self) -> bool {
        self.all.is_some()
    }

    /// Returns the names of the stack's roles.
    pub(crate) fn owned(&self, stack: &str) -> Vec<String> {
        let tagged = self
            .all
            .iter()
            .flatten()
            .filter(|detail| detail.role.tags.get(STACK_TAG).is_some_and(|owner| owner == stack));
        let names: BTreeSet<String> =
            self.below.keys().cloned().chain(tagged.map(|detail| detail.role.name.clone())).collect();
        names.into_iter().collect()
    }
}

/// Returns each role that there is, by name, out of the listing where there is one.
pub(crate) async fn roles(
    aws: &Aws,
    names: &[String],
    listing: &Listing,
) -> Result<BTreeMap<String, LiveRole>, CallError> {
    if let Some(all) = &listing.all {
        return listed(aws, names, all, &listing.below).await;
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

/// Takes roles out of the listing. It does not tell description and session duration; the listing of
/// the stack's path does, and the few roles elsewhere are asked for one by one.
async fn listed(
    aws: &Aws,
    names: &[String],
    all: &[RoleDetail],
    below: &BTreeMap<String, Role>,
) -> Result<BTreeMap<String, LiveRole>, CallError> {
    // Upper and lower case are the same to IAM.
    let wanted: BTreeMap<String, &String> =
        names.iter().map(|name| (name.to_ascii_lowercase(), name)).collect();
    let mut calls = Vec::new();
    for detail in all {
        let Some(name) = wanted.get(&detail.role.name.to_ascii_lowercase()) else { continue };
        let (aws, name, detail) = (aws.clone(), (*name).clone(), detail.clone());
        let known = below.get(&detail.role.name).cloned();
        calls.push(async move {
            let mut role = detail.role;
            match known {
                Some(known) => {
                    role.description = known.description;
                    role.max_session_duration = known.max_session_duration;
                }
                None => match absent_if_not_found(aws.iam.get_role(&role.name).await)? {
                    Some(known) => role = known,
                    None => return Ok(None),
                },
            }
            let (policies, attachments) = (detail.inline_policies, detail.attached_policies);
            Ok(Some((name, LiveRole { role, policies, attachments })))
        });
    }
    Ok(in_parallel(calls).await?.into_iter().flatten().collect())
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

/// Returns an instance profile in IAM's own shape.
pub(super) fn described_profile(profile: &InstanceProfile) -> Value {
    json!({
        "InstanceProfileName": profile.name,
        "Path": profile.path,
        "Arn": profile.arn,
        "Roles": profile.roles,
        "Tags": tag_list(&profile.tags),
    })
}

/// Returns tags in IAM's spelling.
fn tag_list(tags: &BTreeMap<String, String>) -> Value {
    tags.iter().map(|(key, value)| json!({ "Key": key, "Value": value })).collect()
}
