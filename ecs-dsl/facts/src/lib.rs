//! What AWS accepts, as tables and grammars without dependencies.

mod nearest;
pub mod region;

pub use nearest::nearest;
