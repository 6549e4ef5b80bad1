//! What every macro shares: collecting errors, finding the library's path, reading keys.

pub(crate) mod crate_path;
pub(crate) mod docs;
pub(crate) mod errors;
pub(crate) mod keyed;
