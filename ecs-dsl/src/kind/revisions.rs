//! Kinds whose changes make revisions, which never change themselves.

use crate::assembly::{Manifest, ManifestResource};

/// How a kind's revisions are told apart. The newest stands at the resource's address, which is what its
/// ARN is; earlier ones are live at `ADDRESS:REVISION`.
#[derive(Debug)]
pub struct Revisions {
    /// The member that stands for all that a revision is, where only its tags were read.
    pub contents: &'static str,
    /// Returns the digest that a live revision carries in its tags if it is the wanted one, where such a
    /// tag can be relied on.
    pub digest: for<'a> fn(&Manifest, &'a ManifestResource) -> Option<&'a str>,
}
