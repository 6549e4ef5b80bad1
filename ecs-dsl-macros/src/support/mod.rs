//! What every macro shares: collecting errors, finding the library's path, reading keys and values.

pub(crate) mod aws_names;
pub(crate) mod call;
pub(crate) mod crate_path;
pub(crate) mod docs;
pub(crate) mod entry;
pub(crate) mod errors;
pub(crate) mod keyed;
pub(crate) mod launch;
pub(crate) mod value;
