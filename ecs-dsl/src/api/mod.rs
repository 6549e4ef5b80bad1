//! The wire types: requests and answers of the AWS APIs, in the APIs' own shapes.
//!
//! Serializing one of these *is* making the request: member names, nesting and types are those of
//! the service model, so the JSON is what `aws … --cli-input-json` takes. Nothing here checks a
//! value; that is what the rules beside each kind of resource do.

pub(crate) mod open_enum;
mod timestamp;

pub mod ecs;
pub mod iam;
pub mod logs;
pub mod reading;

pub use timestamp::Timestamp;
#[cfg(feature = "deploy")]
pub(crate) use timestamp::utc;
