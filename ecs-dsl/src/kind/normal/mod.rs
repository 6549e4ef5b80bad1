//! The normal form: what a request and a description have in common, whoever wrote them.
//!
//! AWS fills in defaults, reorders lists and rewrites values. Each kind has a table of what AWS does
//! to its members (`resource/<kind>/lifecycle.rs`); both sides of a comparison go through the same
//! table, so that what differs afterwards differs in truth. *Absent in code means AWS's default.*

mod form;
mod row;

pub(crate) use form::{Form, Table, normal};
pub(crate) use row::row;
pub use row::{Around, Evidence, Plain, Row, Rule};
