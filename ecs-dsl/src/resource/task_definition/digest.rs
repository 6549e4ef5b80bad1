//! The digest of a task definition: whether a revision was made of the same registration.
//!
//! It stands in the tag `ecs-dsl:digest`, in the request that is printed and sent; see
//! `assembly/digests.rs` for why it can. A plan that finds it on a live revision knows what the revision
//! is without describing it, on three conditions: the manifest's own tag is right for its request (a
//! manifest may have been edited), everything that the request refers to is decided by the same manifest,
//! and nothing of it is left to others. Where one of them fails, and where the digests differ, the
//! revision is described and compared member by member. A digest that differs proves nothing: another
//! version of this library may write one differently; such a tag alone is then brought up to date.

use std::sync::LazyLock;

use serde_json::Value;

use super::lifecycle::NORMAL;
use crate::assembly::identity::Identities;
use crate::assembly::{DIGEST_TAG, Manifest, ManifestResource};
use crate::kind::normal::{Table, normal};
use crate::kind::{Kind, open_tokens, ownership};
use crate::resource::role::lifecycle::RoleKind;

/// Returns the digest of a registration as it stands, tags left out.
///
/// It is FNV-1a over the normal form, 128 bits in hexadecimal.
pub fn digest(request: &Value) -> String {
    digest_of_owned(request.clone())
}

fn digest_of_owned(mut request: Value) -> String {
    static TABLE: LazyLock<Table<'static>> = LazyLock::new(|| Table::new(NORMAL));
    if let Value::Object(members) = &mut request {
        members.remove("tags");
    }
    let mut hash = Hash(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d);
    serde_json::to_writer(&mut hash, &normal(&request, &TABLE)).expect("a hash takes every byte");
    format!("{:032x}", hash.0)
}

/// FNV-1a of what is written.
struct Hash(u128);

impl std::io::Write for Hash {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        for byte in bytes {
            self.0 ^= u128::from(*byte);
            self.0 = self.0.wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Returns the digest that a request is tagged with: of what the code decides, and of what decides the
/// ARNs that it refers to.
pub(crate) fn digest_of<'a>(
    request: Value,
    identities: &Identities,
    unmanaged: impl Iterator<Item = &'a str>,
) -> String {
    let mut request = request;
    identities.apply(&mut request);
    for path in unmanaged {
        ownership::remove(&mut request, path);
    }
    digest_of_owned(request)
}

/// Returns the digest that the wanted request carries, where a live revision that carries it too needs
/// no look.
pub(super) fn relied_on<'a>(manifest: &Manifest, resource: &'a ManifestResource) -> Option<&'a str> {
    let tags = resource.request["tags"].as_array().into_iter().flatten();
    let stated = tags.filter(|tag| tag["key"] == DIGEST_TAG).find_map(|tag| tag["value"].as_str())?;
    if !resource.unmanaged.is_empty() {
        return None;
    }
    let needed = resource.depends_on.iter().filter_map(|address| {
        let role = manifest.resources.get(address).filter(|needed| needed.kind == RoleKind.kind())?;
        let text = |member: &str| role.request[member].as_str().unwrap_or_default();
        Some((address.clone(), text("RoleName"), text("Path")))
    });
    let identities = Identities::of_roles(needed, &manifest.region, manifest.account.as_deref());
    let mut request = resource.request.clone();
    identities.apply(&mut request);
    // The account is that of the revision which carries the tag.
    let decided = open_tokens(&request).iter().all(|token| token == "aws.account");
    (decided && digest_of_owned(request) == stated).then_some(stated)
}
