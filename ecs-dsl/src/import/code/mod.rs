//! Rust code as data: expressions, how wire values are written as literals, and their layout.
//!
//! It knows the few forms that a stack's code has and no more. What it prints is what `rustfmt` would
//! print of it, with this workspace's settings.

mod expr;
mod layout;
mod literal;
mod names;
mod writer;

pub(super) use expr::{Chain, Expr, Statement, call, string, strings, tuple};
pub(super) use layout::{comment, statement, uses};
pub(super) use literal::{Assignment, Literal, assignments};
pub(super) use names::{Names, identifier};
pub(super) use writer::field_name;
