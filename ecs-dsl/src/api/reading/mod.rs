//! Reading JSON into the wire types: requests strictly, answers leniently.
//!
//! The wire types read themselves through serde, which skips unknown members and stops at the first
//! fault. A user's file deserves more: every fault at once, each with its member path, its line and
//! column, and what was probably meant. [`Document`] is a JSON text with the place of every value, and
//! reads into any type that serde can; [`read_strict`] and [`read_answer`] are its short forms.
//!
//! In both ways `null` is the same as absence, as it is for AWS: a member or map entry that is `null`
//! is not there, and `null` in a list is left out.

mod deserializer;
mod error;
mod expected;
mod json_places;
mod member_path;
mod reader;
mod scanner;

#[cfg(test)]
mod tests;

use serde::de::DeserializeOwned;

pub use error::{ReadError, ReadFault};
pub use json_places::{Document, Position};

/// Reads a request from JSON and accepts nothing that the type does not have.
///
/// Meant for the request types of [`crate::api::ecs`], in which a member is either required or an
/// `Option`; a member that serde would give a default counts as required here.
///
/// # Errors
/// If the text is not JSON, that alone. Otherwise every unknown member, member given twice, value of the
/// wrong type and missing required member, in the order of the text.
pub fn read_strict<T: DeserializeOwned>(json: &str) -> Result<T, Vec<ReadError>> {
    Document::parse(json).map_err(|error| vec![error])?.read_strict()
}

/// Reads an answer of AWS, or of what stands in for AWS, and skips the members that the type lacks.
///
/// # Errors
/// If the text is not JSON, or a member that the type has is of another type.
pub fn read_answer<T: DeserializeOwned>(json: &str) -> Result<T, Vec<ReadError>> {
    Document::parse(json).map_err(|error| vec![error])?.read_answer()
}
