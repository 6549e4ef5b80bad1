//! What AWS accepts, as tables and grammars without dependencies.

mod nearest;

pub use nearest::nearest;
