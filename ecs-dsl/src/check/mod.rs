//! The rules: what is wrong with requests that have the right shape.
//!
//! A rule looks at requests alone, never at builders, so that the same rules serve stacks and files
//! that people have already. Each kind's rules stand beside the kind, in `resource/<kind>/validate`.

mod surroundings;

pub use surroundings::{Alone, Surroundings};
