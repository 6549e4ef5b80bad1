//! AWS IAM, API version 2010-05-08, in the shapes that `aws iam … --cli-input-json` takes.
//!
//! IAM speaks query and XML on the wire, so these are not what is sent; they are what a manifest
//! says, member for member.

mod instance_profile;
mod role;
mod tag;

pub use instance_profile::{AddRoleToInstanceProfile, CreateInstanceProfile};
pub use role::{AttachRolePolicy, CreateRole, PutRolePolicy, TagRole};
pub use tag::Tag;
