//! IAM as this project needs it: policy documents as types, and what can be said about them.

mod action;
pub mod check;
pub mod derive;
pub mod policy;

pub use action::IamAction;
