//! The rules: what is wrong with requests that have the right shape.
//!
//! A rule looks at requests alone, never at builders, so that the same rules serve stacks and files
//! that people have already. Each kind's rules stand beside the kind, in `resource/<kind>/validate`;
//! what several kinds have in common stands here.

pub(crate) mod limits;
mod surroundings;
pub(crate) mod tags;
#[allow(dead_code, reason = "the rules of each kind call it")]
pub(crate) mod value;

pub use surroundings::{Alone, Surroundings};
