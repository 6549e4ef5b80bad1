//! What IAM knows: services and their actions, resource types, condition keys, principals.
//!
//! Everything here is constant data in the program's image: nothing is built when the program starts.
//! A look-up finds its service's block in the text by binary search, and takes it apart the first time. Names are compared as IAM compares them,
//! without regard to upper and lower case, and come out as AWS writes them.

pub mod actions;
pub mod condition;
pub mod glob;
pub mod managed_policy;
mod read;
pub mod service_principal;
mod table;

pub use actions::{Access, Action};
pub use table::{ResourceType, Service};
