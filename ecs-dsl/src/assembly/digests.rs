//! The digest tag of task definitions, which is part of the request like every other tag.
//!
//! A revision cannot be changed, so a tag that says what it was made of tells from one listing of tags
//! whether it is still the wanted one. It is written here and not when it is sent, so that what is
//! reviewed is what is sent. At this point ARNs that only AWS knows are still tokens, and the account may
//! or may not be known; therefore the digest is taken of what decides each ARN ([`Identities`]): a role
//! that moves to another path is another identity, and a tag is only ever compared within one account.
//! What another stack decides is in it as the token alone, so a plan does not rely on the digest there.

use std::collections::BTreeMap;

use super::identity::Identities;
use super::{DIGEST_TAG, Resource, Scope};
use crate::address::Address;
use crate::api::ecs::Tag;
use crate::resource::role::DesiredRole;
use crate::resource::task_definition::DesiredTaskDefinition;
use crate::resource::task_definition::digest::digest_of;

/// Gives every task definition of a stack its digest.
pub(super) fn add(scope: &Scope, resources: &mut BTreeMap<Address, Resource>) {
    let mut digests: Vec<(Address, String)> = Vec::new();
    for (address, resource) in resources.iter() {
        let Some(definition) = resource.desired.as_any().downcast_ref::<DesiredTaskDefinition>() else {
            continue;
        };
        let request: &dyn erased_serde::Serialize = &definition.request;
        let request = serde_json::to_value(request).expect("a request's keys are strings");
        let local = resource.depends_on.iter().filter(|dependency| dependency.stack.is_none());
        let roles = local.filter_map(|dependency| {
            let role = resources.get(&dependency.address)?.desired.as_any().downcast_ref::<DesiredRole>()?;
            let create = &role.create;
            let path = create.path.as_deref().unwrap_or_default();
            Some((dependency.address.to_string(), create.role_name.as_str(), path))
        });
        let identities = Identities::of_roles(roles, scope.region(), scope.known_account());
        let unmanaged = resource.unmanaged.iter().map(AsRef::as_ref);
        digests.push((address.clone(), digest_of(request, &identities, unmanaged)));
    }
    for (address, digest) in digests {
        let definition = resources
            .get_mut(&address)
            .and_then(|resource| resource.desired.as_any_mut().downcast_mut::<DesiredTaskDefinition>());
        if let Some(definition) = definition {
            definition.request.tags.get_or_insert_default().push(Tag::new(DIGEST_TAG, digest));
        }
    }
}
