//! The association of capacity providers with a cluster: a resource of its own, as providers may need the
//! cluster that is associated with them. It is made with the cluster that names them.

#[doc(hidden)]
pub mod lifecycle;

/// The prefix of an association's address.
pub(crate) const KIND: &str = "cluster-capacity-providers";
