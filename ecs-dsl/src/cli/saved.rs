//! Saved plans: what `diff --out` writes and `deploy` applies.
//!
//! A plan holds whole requests, and so whatever environment variables hold; the file is for its owner
//! alone.

use std::fs;
#[cfg(feature = "deploy")]
use std::io::Write;
use std::path::Path;

use crate::plan::{FORMAT, Plan};

/// Writes plans to a file, which is there as a whole or not at all.
#[cfg(feature = "deploy")]
pub(super) fn write(path: &Path, plans: &[Plan]) -> Result<(), String> {
    let error = |cause: std::io::Error| format!("cannot write `{}`: {cause}", path.display());
    let json = crate::assembly::to_json(plans);
    // Who may read a file is settled when it is made, so one that is there already is not written to.
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.new", std::process::id()));
    let new = path.with_file_name(name);
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&new).map_err(error)?;
    let written = file.write_all(json.as_bytes()).and_then(|()| fs::rename(&new, path));
    written.map_err(|cause| {
        // It holds half a plan; should it stay, the next run says so by its name.
        let _ = fs::remove_file(&new);
        error(cause)
    })
}

/// Reads plans from a file.
pub(super) fn read(path: &Path) -> Result<Vec<Plan>, String> {
    let text =
        fs::read_to_string(path).map_err(|cause| format!("cannot read `{}`: {cause}", path.display()))?;
    let plans: Vec<Plan> = serde_json::from_str(&text)
        .map_err(|cause| format!("`{}` is no plan that `diff --out` saved: {cause}", path.display()))?;
    if plans.is_empty() {
        return Err(format!("`{}` holds no plan; save one with `diff --out`", path.display()));
    }
    match plans.iter().find(|plan| plan.format != FORMAT) {
        Some(plan) => Err(format!(
            "`{}` has the format `{}`, and this program reads `{FORMAT}`; save the plan again",
            path.display(),
            plan.format
        )),
        None => Ok(plans),
    }
}
