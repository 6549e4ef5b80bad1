//! Amazon ECS, API version 2014-11-13 (JSON 1.1).

mod tag;

pub use tag::{PropagateTags, Tag};
