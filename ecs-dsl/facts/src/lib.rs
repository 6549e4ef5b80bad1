//! What AWS accepts, as tables and grammars without dependencies.

pub mod region;
