//! The program of serde and clap alone, in a workspace of its own.

use std::fs;
use std::path::Path;

use ecs_dsl_tests::workspace;

use crate::Failure;
use crate::build::Apart;

/// Makes the workspace of the yardstick in `folder`; what was built there before stays.
pub(crate) fn prepared(folder: &Path) -> Result<Apart, Failure> {
    let apart = Apart { workspace: folder.join("bare"), target: folder.join("bare-target") };
    let source = workspace::root().join("tests").join("bench").join("bare");
    let package = apart.workspace.join("bare");
    fs::create_dir_all(package.join("src"))?;
    fs::copy(source.join("Cargo.toml"), package.join("Cargo.toml"))?;
    fs::copy(source.join("src").join("main.rs"), package.join("src").join("main.rs"))?;
    // The same locked versions and the same profile as ours.
    fs::copy(workspace::root().join("Cargo.lock"), apart.workspace.join("Cargo.lock"))?;
    let manifest = fs::read_to_string(workspace::root().join("Cargo.toml"))?;
    fs::write(apart.workspace.join("Cargo.toml"), with_members(&manifest, "\"bare\"")?)?;
    Ok(apart)
}

/// Returns a workspace's manifest with other members, all of them default members.
fn with_members(manifest: &str, members: &str) -> Result<String, Failure> {
    let mut text = manifest.to_owned();
    for key in ["\nmembers = [", "\ndefault-members = ["] {
        let from =
            text.find(key).ok_or(format!("the workspace's manifest has no `{}`", key.trim()))? + key.len();
        let to = from + text[from..].find(']').ok_or("the list of members does not end")?;
        text.replace_range(from..to, members);
    }
    Ok(text)
}
