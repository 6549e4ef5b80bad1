//! The rules: what is wrong with requests that have the right shape.
//!
//! A rule looks at requests alone, never at builders, so that the same rules serve stacks and files
//! that people have already. Each kind's rules stand beside the kind, in `resource/<kind>/validate`;
//! here is what several kinds have in common, what runs them ([`app`], [`assembly`]), what one rule may
//! look up of other resources ([`Surroundings`]), and what lets users allow what is only risky
//! ([`Settings`], [`allow`]).

pub mod allow;
mod engine;
pub mod files;
mod index;
pub(crate) mod limits;
mod names;
#[cfg(test)]
pub(crate) mod rows;
mod surroundings;
mod together;
pub(crate) mod value;

pub use allow::Settings;
pub use engine::{app, assembly};
pub use index::Index;
pub use surroundings::{Alone, Surroundings};
