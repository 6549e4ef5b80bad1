//! What AWS accepts, as tables and grammars without dependencies.

pub mod iam;
mod nearest;
pub mod region;

pub use nearest::nearest;
