//! The material beside the workspace that some tests read, where it is present.

use std::path::{Path, PathBuf};

/// Returns the path of a file or folder in the folder `shared` beside the workspace, if it is there.
///
/// The folder is no part of the project: a test that needs it passes with a message where it is absent.
#[allow(clippy::print_stderr, reason = "a test that was skipped should say so")]
pub fn shared(path: &str) -> Option<PathBuf> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent()?;
    let found = workspace.join("../shared").join(path);
    if found.exists() {
        return Some(found);
    }
    eprintln!("skipped: ../shared/{path} is not beside the workspace");
    None
}
