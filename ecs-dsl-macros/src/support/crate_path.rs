//! Under which name the user's crate knows ours, for derives, which have no `$crate`.
//!
//! The manifest is read with a scanner for the few forms in which a dependency can be renamed, since
//! a TOML parser would cost every user more compile time than all of these macros together.

use std::path::{Path, PathBuf};

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// Returns the path of the env contract's crate: its own, or the one that ecs-dsl hands on.
pub(crate) fn env() -> TokenStream {
    let manifest = Manifest::of_this_build();
    if let Some(name) = manifest.name_of("ecs-dsl-env") {
        let name = Ident::new(&name, Span::call_site());
        return quote!(::#name);
    }
    match manifest.name_of("ecs-dsl") {
        Some(name) => {
            let name = Ident::new(&name, Span::call_site());
            quote!(::#name::contract)
        }
        None => quote!(::ecs_dsl_env),
    }
}

/// Returns the path of ecs-dsl.
pub(crate) fn library() -> TokenStream {
    let name = Manifest::of_this_build().name_of("ecs-dsl").unwrap_or_else(|| "ecs_dsl".to_owned());
    let name = Ident::new(&name, Span::call_site());
    quote!(::#name)
}

/// Writes a path as though it had been written elsewhere: at what an error about it should point at.
pub(crate) fn path_at(place: Span, path: &TokenStream) -> TokenStream {
    let placed = path.clone().into_iter().map(|mut token| {
        token.set_span(place);
        token
    });
    placed.collect()
}

/// The manifest of the crate that is being compiled, and its workspace's.
struct Manifest {
    own: String,
    workspace: String,
}

impl Manifest {
    fn of_this_build() -> Self {
        let Some(folder) = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from) else {
            return Self { own: String::new(), workspace: String::new() };
        };
        let read = |folder: &Path| std::fs::read_to_string(folder.join("Cargo.toml")).unwrap_or_default();
        let own = read(&folder);
        let workspace = folder
            .ancestors()
            .map(read)
            .find(|text| text.lines().any(|line| line.trim().starts_with("[workspace")))
            .unwrap_or_default();
        Self { own, workspace }
    }

    /// Returns the identifier under which the crate sees `package`; `None` when it does not depend on it.
    fn name_of(&self, package: &str) -> Option<String> {
        // The crate's own tests, examples and doc examples see it under its own name.
        if scan(&self.own).any(|entry| entry.is_own_name(package)) {
            return Some(package.replace('-', "_"));
        }
        let mut found = None;
        for entry in scan(&self.own).filter(|entry| entry.is_dependency()) {
            let real = entry.package.clone().or_else(|| self.inherited(&entry)).unwrap_or(entry.key.clone());
            if real == package {
                found = Some(entry.key.replace('-', "_"));
            }
        }
        found
    }

    /// Returns the package that a dependency taken from the workspace stands for.
    fn inherited(&self, entry: &Entry) -> Option<String> {
        let shared = |candidate: &Entry| {
            candidate.table == "workspace.dependencies"
                && candidate.key == entry.key
                && candidate.package.is_some()
        };
        entry.inherited.then(|| scan(&self.workspace).find(shared)?.package).flatten()
    }
}

/// A line of a manifest that says something on a dependency.
struct Entry {
    /// The table it stands in, such as `dependencies`.
    table: String,
    key: String,
    package: Option<String>,
    inherited: bool,
}

impl Entry {
    fn is_dependency(&self) -> bool {
        let last = self.table.rsplit('.').next().unwrap_or_default();
        matches!(last, "dependencies" | "dev-dependencies" | "build-dependencies")
            && !self.table.starts_with("workspace")
    }

    fn is_own_name(&self, package: &str) -> bool {
        self.table == "package" && self.key == "name" && self.package.as_deref() == Some(package)
    }
}

fn scan(manifest: &str) -> impl Iterator<Item = Entry> {
    let mut table = String::new();
    let mut entries = Vec::new();
    for line in manifest.lines().map(|line| line.split(" #").next().unwrap_or_default().trim()) {
        if let Some(header) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            table = header.trim_matches(['[', ']']).to_owned();
            // `[dependencies.ecs]` opens one dependency, whose lines follow.
            if let Some((outer, key)) = table.rsplit_once('.')
                && outer.ends_with("dependencies")
            {
                entries.push(Entry {
                    table: outer.to_owned(),
                    key: unquoted(key),
                    package: None,
                    inherited: false,
                });
            }
            continue;
        }
        let Some((key, value)) = line.split_once('=') else { continue };
        let (key, value) = (key.trim(), value.trim());
        let open = table.rsplit_once('.').filter(|(outer, _)| outer.ends_with("dependencies"));
        if let (Some((outer, name)), Some(entry)) = (open, entries.last_mut())
            && entry.table == outer
            && entry.key == unquoted(name)
        {
            match key {
                "package" => entry.package = Some(unquoted(value)),
                "workspace" => entry.inherited = value == "true",
                _ => {}
            }
            continue;
        }
        let (name, member) = key.split_once('.').unwrap_or((key, ""));
        let inline = value.strip_prefix('{');
        let package = match (table.as_str(), member) {
            ("package", "") if name == "name" => Some(unquoted(value)),
            (_, "package") => Some(unquoted(value)),
            _ => inline.and_then(|table| member_of(table, "package")).map(|value| unquoted(&value)),
        };
        let inherited = (member == "workspace" && value == "true")
            || inline.and_then(|table| member_of(table, "workspace")).is_some_and(|value| value == "true");
        entries.push(Entry { table: table.clone(), key: unquoted(name), package, inherited });
    }
    entries.into_iter()
}

/// Returns the value of a member of an inline table, as it is written.
fn member_of(table: &str, member: &str) -> Option<String> {
    table.trim_end_matches('}').split(',').find_map(|pair| {
        let (key, value) = pair.split_once('=')?;
        (key.trim() == member).then(|| value.trim().to_owned())
    })
}

fn unquoted(text: &str) -> String {
    text.trim().trim_matches(['"', '\'']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name_of(own: &str, workspace: &str) -> Option<String> {
        Manifest { own: own.to_owned(), workspace: workspace.to_owned() }.name_of("ecs-dsl-env")
    }

    #[test]
    fn a_dependency_is_found_under_each_form_of_name() {
        for (manifest, name) in [
            ("[dependencies]\necs-dsl-env = \"1\"", "ecs_dsl_env"),
            ("[dependencies]\necs-dsl-env = { path = \"../env\" } # ours", "ecs_dsl_env"),
            ("[dependencies]\necs-dsl-env.workspace = true", "ecs_dsl_env"),
            ("[dev-dependencies]\nenv = { package = \"ecs-dsl-env\", version = \"1\" }", "env"),
            ("[dependencies]\nmy-env = {version = \"1\", package='ecs-dsl-env'}", "my_env"),
            ("[dependencies]\nmy-env.package = \"ecs-dsl-env\"", "my_env"),
            ("[dependencies.my-env]\nversion = \"1\"\npackage = \"ecs-dsl-env\"", "my_env"),
            ("[target.'cfg(unix)'.dependencies]\nenv = { package = \"ecs-dsl-env\" }", "env"),
            ("[package]\nname = \"ecs-dsl-env\"\n[dependencies]\nserde = \"1\"", "ecs_dsl_env"),
        ] {
            assert_eq!(name_of(manifest, "").as_deref(), Some(name), "{manifest}");
        }
    }

    #[test]
    fn a_rename_in_the_workspace_is_followed() {
        let workspace =
            "[workspace]\n[workspace.dependencies]\nenv = { package = \"ecs-dsl-env\", version = \"1\" }";
        for own in ["[dependencies]\nenv.workspace = true", "[dependencies]\nenv = { workspace = true }"] {
            assert_eq!(name_of(own, workspace).as_deref(), Some("env"), "{own}");
        }
        assert_eq!(name_of("[dependencies]\nenv = \"1\"", workspace), None);
    }

    #[test]
    fn what_is_no_dependency_is_not_found() {
        for manifest in [
            "",
            "[dependencies]\necs-dsl = \"1\"",
            "[workspace.dependencies]\necs-dsl-env = \"1\"",
            "[package]\ndescription = \"ecs-dsl-env\"",
            "[features]\necs-dsl-env = []",
        ] {
            assert_eq!(name_of(manifest, ""), None, "{manifest}");
        }
    }
}
