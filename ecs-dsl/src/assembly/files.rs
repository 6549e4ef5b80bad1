//! The assembly as files: a manifest, and one file a request, numbered in dependency order.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::manifest::to_json;
use super::{StackAssembly, in_dependency_order};

/// A file or folder that could not be written.
#[derive(Debug)]
pub struct WriteError {
    path: PathBuf,
    source: io::Error,
}

impl fmt::Display for WriteError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "cannot write `{}`: {}", self.path.display(), self.source)
    }
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

/// Writes `<folder>/<stack>/manifest.json` and `<folder>/<stack>/NNN-<operation>-<id>.json` for each request.
///
/// Request files of an earlier run that this one does not write again are removed, so that the
/// folder holds what the code says; other files are left alone. Returns how many files were written.
///
/// # Errors
///
/// The first file or folder that cannot be written, with its path.
pub fn write_files(stack: &StackAssembly, folder: &Path) -> Result<usize, WriteError> {
    let folder = folder.join(stack.name());
    fs::create_dir_all(&folder).map_err(at(&folder))?;
    let mut files = vec![("manifest.json".to_owned(), stack.to_json())];
    let mut number = 0;
    for (address, resource) in in_dependency_order(stack) {
        for call in resource.desired.calls() {
            number += 1;
            let name = format!("{number:03}-{}-{}.json", kebab(call.operation), file_name(address.id()));
            files.push((name, to_json(call.request)));
        }
    }
    remove_stale(&folder, &files)?;
    for (name, text) in &files {
        let path = folder.join(name);
        fs::write(&path, text).map_err(at(&path))?;
    }
    Ok(files.len())
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> WriteError {
    let path = path.to_owned();
    move |source| WriteError { path, source }
}

fn remove_stale(folder: &Path, files: &[(String, String)]) -> Result<(), WriteError> {
    for entry in fs::read_dir(folder).map_err(at(folder))? {
        let entry = entry.map_err(at(folder))?;
        let name = entry.file_name();
        let Some(name) = name.to_str() else { continue };
        let ours = name.ends_with(".json")
            && name.split_once('-').is_some_and(|(number, _)| {
                number.len() >= 3 && number.bytes().all(|byte| byte.is_ascii_digit())
            });
        if ours && !files.iter().any(|(file, _)| file == name) {
            fs::remove_file(entry.path()).map_err(at(&entry.path()))?;
        }
    }
    Ok(())
}

/// `CreateLogGroup` → `create-log-group`, the name of the AWS CLI's command.
fn kebab(operation: &str) -> String {
    let mut name = String::new();
    for c in operation.chars() {
        if c.is_ascii_uppercase() && !name.is_empty() {
            name.push('-');
        }
        name.push(c.to_ascii_lowercase());
    }
    name
}

/// An id as part of a file name: log groups have slashes in theirs.
fn file_name(id: &str) -> String {
    id.trim_matches('/')
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '-' })
        .collect()
}
