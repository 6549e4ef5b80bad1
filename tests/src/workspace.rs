//! Where things lie in the workspace that is under test.

use std::path::{Path, PathBuf};

/// Returns the folder of the workspace's `Cargo.toml`.
#[must_use]
pub fn root() -> &'static Path {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().expect("the tests are a package inside the workspace")
}

/// Returns the folder that cargo builds this workspace in.
#[must_use]
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// Returns a folder for what one run of the tests leaves behind: below `target`, made when it is missing.
///
/// # Panics
/// When the folder cannot be made.
#[must_use]
pub fn scratch(name: &str) -> PathBuf {
    let folder = target().join("tmp").join(name);
    std::fs::create_dir_all(&folder).unwrap_or_else(|e| panic!("cannot make {}: {e}", folder.display()));
    folder
}

/// Returns a Python program of the tests, such as `serve.py`.
#[must_use]
pub fn python_program(name: &str) -> PathBuf {
    root().join("tests").join("python").join(name)
}
