//! Programs that tests write and have compiled: with the library as the workspace has it, in the workspace's target folder.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::workspace;

/// A package that a test writes.
#[derive(Debug)]
pub struct Package {
    folder: PathBuf,
}

impl Package {
    /// Makes a package below `target/tmp`, or takes the one that an earlier run left.
    ///
    /// Its profile and its lock are the workspace's, so that what is compiled already serves.
    ///
    /// # Panics
    /// When it cannot be written.
    #[must_use]
    pub fn new(name: &str) -> Self {
        let folder = workspace::scratch(name);
        std::fs::create_dir_all(folder.join("src")).expect("a folder for the program");
        let read = |file: &str| std::fs::read_to_string(workspace::root().join(file)).expect("a file");
        let manifest = read("Cargo.toml");
        let profiles = manifest.find("\n[profile.dev]").map(|at| &manifest[at..]).unwrap_or_default();
        let (library, env) = (workspace::root().join("ecs-dsl"), workspace::root().join("ecs-dsl/env"));
        let package = Self { folder };
        package.write(
            "Cargo.toml",
            &format!(
                "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
                 [workspace]\n\n[dependencies]\necs-dsl = {{ path = {library:?} }}\n\
                 ecs-dsl-env = {{ path = {env:?} }}\nserde_json = \"1\"\n{profiles}"
            ),
        );
        package.write("Cargo.lock", &read("Cargo.lock"));
        package
    }

    /// Writes a file of the package unless it says just that already, so that cargo sees what is new.
    ///
    /// # Panics
    /// When it cannot be written.
    pub fn write(&self, file: &str, text: &str) {
        let path = self.folder.join(file);
        if std::fs::read_to_string(&path).is_ok_and(|old| old == text) {
            return;
        }
        std::fs::write(path, text).expect("a file of the program");
    }

    /// Runs a subcommand of cargo, such as `check`.
    ///
    /// # Panics
    /// When cargo cannot be started.
    #[must_use]
    pub fn cargo(&self, subcommand: &str) -> Output {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        Command::new(cargo)
            .args([subcommand, "--quiet", "--offline", "--manifest-path"])
            .arg(self.folder.join("Cargo.toml"))
            .env("CARGO_TARGET_DIR", workspace::target())
            .output()
            .expect("cargo")
    }

    /// Returns the folder of the package.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}
