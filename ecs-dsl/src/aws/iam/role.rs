//! Roles and what hangs on them.

use std::collections::BTreeMap;

use aws_sdk_iam::types::EntityType;
use serde_json::Value;

use super::super::error::{CallError, CallErrorKind};
use super::super::operation::Service;
use super::shape::{document, tag_list, tag_map};
use super::{IamClient, InlinePolicy, PAGE, Role, RoleDetail, RoleRequest, sent};

/// Pages through an IAM listing into one list.
macro_rules! all_pages {
    ($client:ident, $name:literal, $subject:expr, $call:expr, $items:ident) => {{
        let mut all = Vec::new();
        let mut marker: Option<String> = None;
        loop {
            let page = $client.read($name, $subject, sent!($call.max_items(PAGE).set_marker(marker))).await?;
            all.extend(page.$items);
            // A page that claims to be truncated and tells no marker would be read for ever.
            marker = page.marker.filter(|_| page.is_truncated);
            if marker.is_none() {
                break all;
            }
        }
    }};
}
pub(super) use all_pages;

impl IamClient {
    /// Creates a role.
    ///
    /// # Errors
    /// [`CallErrorKind::AlreadyExists`] when the account has a role of that name, under any path;
    /// after a lost answer it may be the one that this call made.
    pub async fn create_role(&self, request: &RoleRequest) -> Result<Role, CallError> {
        let path = if request.path.is_empty() { "/" } else { &request.path };
        let call = self
            .sdk
            .create_role()
            .role_name(&request.name)
            .path(path)
            .assume_role_policy_document(request.trust_policy.to_string())
            .set_description((!request.description.is_empty()).then(|| request.description.clone()))
            .set_max_session_duration(request.max_session_duration)
            .set_permissions_boundary(request.permissions_boundary.clone())
            .set_tags((!request.tags.is_empty()).then(|| tag_list(&request.tags)));
        let answer = self.write("CreateRole", &request.name, sent!(call)).await?;
        answer.role.map(Role::from).ok_or_else(|| incomplete("CreateRole"))
    }

    /// Returns a role, tags included.
    ///
    /// # Errors
    /// [`CallErrorKind::NotFound`] when there is none.
    pub async fn get_role(&self, name: &str) -> Result<Role, CallError> {
        let answer = self.read("GetRole", name, sent!(self.sdk.get_role().role_name(name))).await?;
        answer.role.map(Role::from).ok_or_else(|| incomplete("GetRole"))
    }

    /// Sets a role's description and session duration; what is `None` becomes AWS's default.
    ///
    /// # Errors
    /// [`CallErrorKind::NotFound`] when there is none.
    pub async fn update_role(
        &self,
        name: &str,
        description: Option<&str>,
        max_session_duration: Option<i32>,
    ) -> Result<(), CallError> {
        let call = self
            .sdk
            .update_role()
            .role_name(name)
            .description(description.unwrap_or_default())
            .max_session_duration(max_session_duration.unwrap_or(3600));
        self.write("UpdateRole", name, sent!(call)).await.map(drop)
    }

    /// Replaces who may assume a role.
    ///
    /// # Errors
    /// [`CallErrorKind::InvalidParameter`] for a malformed policy or a principal that does not exist.
    pub async fn update_assume_role_policy(&self, name: &str, policy: &Value) -> Result<(), CallError> {
        let call = self.sdk.update_assume_role_policy().role_name(name).policy_document(policy.to_string());
        self.write("UpdateAssumeRolePolicy", name, sent!(call)).await.map(drop)
    }

    /// Deletes a role.
    ///
    /// # Errors
    /// [`CallErrorKind::Occupied`] while it has policies or stands in an instance profile.
    pub async fn delete_role(&self, name: &str) -> Result<(), CallError> {
        self.write("DeleteRole", name, sent!(self.sdk.delete_role().role_name(name))).await.map(drop)
    }

    /// Returns the roles under a path, without their tags, through all pages.
    ///
    /// # Errors
    /// What can befall every call.
    pub async fn list_roles(&self, path_prefix: &str) -> Result<Vec<Role>, CallError> {
        let roles =
            all_pages!(self, "ListRoles", path_prefix, self.sdk.list_roles().path_prefix(path_prefix), roles);
        Ok(roles.into_iter().map(Role::from).collect())
    }

    /// Returns the roles under a path with tags and policies, by one listing of the whole account.
    ///
    /// This is a call per thousand roles where reading each would be four calls a role. It needs
    /// `iam:GetAccountAuthorizationDetails`, which not every deployer has.
    ///
    /// # Errors
    /// [`CallErrorKind::AccessDenied`] when the listing is not allowed.
    pub async fn list_role_details(&self, path_prefix: &str) -> Result<Vec<RoleDetail>, CallError> {
        let roles = all_pages!(
            self,
            "GetAccountAuthorizationDetails",
            path_prefix,
            self.sdk.get_account_authorization_details().filter(EntityType::Role),
            role_detail_list
        );
        let details = roles.into_iter().flatten().map(RoleDetail::from);
        Ok(details.filter(|detail| detail.role.path.starts_with(path_prefix)).collect())
    }

    /// Writes a policy into a role, over one of the same name.
    ///
    /// # Errors
    /// [`CallErrorKind::LimitExceeded`] beyond 10,240 characters for all of a role's policies.
    pub async fn put_role_policy(&self, role: &str, policy: &InlinePolicy) -> Result<(), CallError> {
        let call = self
            .sdk
            .put_role_policy()
            .role_name(role)
            .policy_name(&policy.name)
            .policy_document(policy.document.to_string());
        self.write("PutRolePolicy", role, sent!(call)).await.map(drop)
    }

    /// Returns a policy that stands in a role.
    ///
    /// # Errors
    /// [`CallErrorKind::NotFound`] when there is none.
    pub async fn get_role_policy(&self, role: &str, policy: &str) -> Result<InlinePolicy, CallError> {
        let call = self.sdk.get_role_policy().role_name(role).policy_name(policy);
        let answer = self.read("GetRolePolicy", role, sent!(call)).await?;
        Ok(InlinePolicy { name: answer.policy_name, document: document(&answer.policy_document) })
    }

    /// Returns the names of the policies that stand in a role, through all pages.
    ///
    /// # Errors
    /// [`CallErrorKind::NotFound`] when there is no such role.
    pub async fn list_role_policies(&self, role: &str) -> Result<Vec<String>, CallError> {
        let call = || self.sdk.list_role_policies().role_name(role);
        Ok(all_pages!(self, "ListRolePolicies", role, call(), policy_names))
    }

    /// Removes a policy from a role.
    ///
    /// # Errors
    /// [`CallErrorKind::NotFound`] when there is none.
    pub async fn delete_role_policy(&self, role: &str, policy: &str) -> Result<(), CallError> {
        let call = self.sdk.delete_role_policy().role_name(role).policy_name(policy);
        self.write("DeleteRolePolicy", role, sent!(call)).await.map(drop)
    }

    /// Attaches a managed policy to a role; attaching it again changes nothing.
    ///
    /// # Errors
    /// [`CallErrorKind::NotFound`] when there is no such policy.
    pub async fn attach_role_policy(&self, role: &str, policy_arn: &str) -> Result<(), CallError> {
        let call = self.sdk.attach_role_policy().role_name(role).policy_arn(policy_arn);
        self.write("AttachRolePolicy", role, sent!(call)).await.map(drop)
    }

    /// Detaches a managed policy from a role.
    ///
    /// # Errors
    /// [`CallErrorKind::NotFound`] when it is not attached.
    pub async fn detach_role_policy(&self, role: &str, policy_arn: &str) -> Result<(), CallError> {
        let call = self.sdk.detach_role_policy().role_name(role).policy_arn(policy_arn);
        self.write("DetachRolePolicy", role, sent!(call)).await.map(drop)
    }

    /// Returns the ARNs of the managed policies attached to a role, through all pages.
    ///
    /// # Errors
    /// [`CallErrorKind::NotFound`] when there is no such role.
    pub async fn list_attached_role_policies(&self, role: &str) -> Result<Vec<String>, CallError> {
        let call = || self.sdk.list_attached_role_policies().role_name(role);
        let pages = all_pages!(self, "ListAttachedRolePolicies", role, call(), attached_policies);
        Ok(pages.into_iter().flatten().filter_map(|policy| policy.policy_arn).collect())
    }

    /// Bounds what a role may do by a policy.
    ///
    /// # Errors
    /// [`CallErrorKind::NotFound`] when there is no such role.
    pub async fn put_role_permissions_boundary(&self, role: &str, policy_arn: &str) -> Result<(), CallError> {
        let call = self.sdk.put_role_permissions_boundary().role_name(role).permissions_boundary(policy_arn);
        self.write("PutRolePermissionsBoundary", role, sent!(call)).await.map(drop)
    }

    /// Takes away the policy that bounds a role. This broadens what the role may do.
    ///
    /// # Errors
    /// [`CallErrorKind::NotFound`] when there is no such role.
    pub async fn delete_role_permissions_boundary(&self, role: &str) -> Result<(), CallError> {
        let call = self.sdk.delete_role_permissions_boundary().role_name(role);
        self.write("DeleteRolePermissionsBoundary", role, sent!(call)).await.map(drop)
    }

    /// Sets tags of a role, over those of the same keys.
    ///
    /// # Errors
    /// [`CallErrorKind::LimitExceeded`] beyond 50 tags.
    pub async fn tag_role(&self, role: &str, tags: &BTreeMap<String, String>) -> Result<(), CallError> {
        let call = self.sdk.tag_role().role_name(role).set_tags(Some(tag_list(tags)));
        self.write("TagRole", role, sent!(call)).await.map(drop)
    }

    /// Removes tags of a role; keys that it does not have are no error.
    ///
    /// # Errors
    /// [`CallErrorKind::NotFound`] when there is no such role.
    pub async fn untag_role(&self, role: &str, keys: &[String]) -> Result<(), CallError> {
        let call = self.sdk.untag_role().role_name(role).set_tag_keys(Some(keys.to_vec()));
        self.write("UntagRole", role, sent!(call)).await.map(drop)
    }

    /// Returns a role's tags, through all pages.
    ///
    /// # Errors
    /// [`CallErrorKind::NotFound`] when there is no such role.
    pub async fn list_role_tags(&self, role: &str) -> Result<BTreeMap<String, String>, CallError> {
        let call = || self.sdk.list_role_tags().role_name(role);
        Ok(tag_map(Some(all_pages!(self, "ListRoleTags", role, call(), tags))))
    }
}

pub(super) fn incomplete(operation: &str) -> CallError {
    CallError::new(Service::Iam, operation, CallErrorKind::Unreadable, "the answer lacks what was asked for")
}
