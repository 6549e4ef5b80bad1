//! Instance profiles: what Managed Instances and the instances of an Auto Scaling group run with.

use std::collections::BTreeMap;

use super::super::error::CallError;
use super::role::{all_pages, incomplete};
use super::shape::tag_list;
use super::{IamClient, InstanceProfile, PAGE, sent};

impl IamClient {
    /// Creates an instance profile, which holds no role yet.
    ///
    /// # Errors
    /// [`CallErrorKind::AlreadyExists`](super::super::CallErrorKind::AlreadyExists) when there is one
    /// of that name.
    pub async fn create_instance_profile(
        &self,
        name: &str,
        path: &str,
        tags: &BTreeMap<String, String>,
    ) -> Result<InstanceProfile, CallError> {
        let call = self
            .sdk
            .create_instance_profile()
            .instance_profile_name(name)
            .path(if path.is_empty() { "/" } else { path })
            .set_tags((!tags.is_empty()).then(|| tag_list(tags)));
        let answer = self.write("CreateInstanceProfile", name, sent!(call)).await?;
        answer.instance_profile.map(InstanceProfile::from).ok_or_else(|| incomplete("CreateInstanceProfile"))
    }

    /// Returns an instance profile.
    ///
    /// # Errors
    /// [`CallErrorKind::NotFound`](super::super::CallErrorKind::NotFound) when there is none.
    pub async fn get_instance_profile(&self, name: &str) -> Result<InstanceProfile, CallError> {
        let call = self.sdk.get_instance_profile().instance_profile_name(name);
        let answer = self.read("GetInstanceProfile", name, sent!(call)).await?;
        answer.instance_profile.map(InstanceProfile::from).ok_or_else(|| incomplete("GetInstanceProfile"))
    }

    /// Returns the instance profiles under a path, without their tags, through all pages.
    ///
    /// # Errors
    /// What can befall every call.
    pub async fn list_instance_profiles(&self, path_prefix: &str) -> Result<Vec<InstanceProfile>, CallError> {
        let call = || self.sdk.list_instance_profiles().path_prefix(path_prefix);
        let pages = all_pages!(self, "ListInstanceProfiles", path_prefix, call(), instance_profiles);
        Ok(pages.into_iter().map(InstanceProfile::from).collect())
    }

    /// Deletes an instance profile.
    ///
    /// # Errors
    /// [`CallErrorKind::Occupied`](super::super::CallErrorKind::Occupied) while it holds a role.
    pub async fn delete_instance_profile(&self, name: &str) -> Result<(), CallError> {
        let call = self.sdk.delete_instance_profile().instance_profile_name(name);
        self.write("DeleteInstanceProfile", name, sent!(call)).await.map(drop)
    }

    /// Puts a role into an instance profile.
    ///
    /// # Errors
    /// [`CallErrorKind::LimitExceeded`](super::super::CallErrorKind::LimitExceeded) when it holds one.
    pub async fn add_role_to_instance_profile(&self, profile: &str, role: &str) -> Result<(), CallError> {
        let call = self.sdk.add_role_to_instance_profile().instance_profile_name(profile).role_name(role);
        self.write("AddRoleToInstanceProfile", profile, sent!(call)).await.map(drop)
    }

    /// Takes a role out of an instance profile.
    ///
    /// # Errors
    /// [`CallErrorKind::NotFound`](super::super::CallErrorKind::NotFound) when it is not in it.
    pub async fn remove_role_from_instance_profile(
        &self,
        profile: &str,
        role: &str,
    ) -> Result<(), CallError> {
        let call =
            self.sdk.remove_role_from_instance_profile().instance_profile_name(profile).role_name(role);
        self.write("RemoveRoleFromInstanceProfile", profile, sent!(call)).await.map(drop)
    }

    /// Sets tags of an instance profile, over those of the same keys.
    ///
    /// # Errors
    /// [`CallErrorKind::NotFound`](super::super::CallErrorKind::NotFound) when there is none.
    pub async fn tag_instance_profile(
        &self,
        name: &str,
        tags: &BTreeMap<String, String>,
    ) -> Result<(), CallError> {
        let call = self.sdk.tag_instance_profile().instance_profile_name(name).set_tags(Some(tag_list(tags)));
        self.write("TagInstanceProfile", name, sent!(call)).await.map(drop)
    }

    /// Removes tags of an instance profile; keys that it does not have are no error.
    ///
    /// # Errors
    /// [`CallErrorKind::NotFound`](super::super::CallErrorKind::NotFound) when there is none.
    pub async fn untag_instance_profile(&self, name: &str, keys: &[String]) -> Result<(), CallError> {
        let call =
            self.sdk.untag_instance_profile().instance_profile_name(name).set_tag_keys(Some(keys.to_vec()));
        self.write("UntagInstanceProfile", name, sent!(call)).await.map(drop)
    }
}
