//! Running cargo and what it builds, from inside a benchmark that cargo started.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use ecs_dsl_tests::measure::{self, Run};
use ecs_dsl_tests::workspace;

use crate::Failure;

/// Returns the folder of one scenario; what lies there is kept between runs.
pub(crate) fn scenario(name: &str) -> PathBuf {
    workspace::scratch("bench").join(name)
}

/// A workspace that is built apart, with its own target folder.
#[derive(Debug)]
pub(crate) struct Apart {
    /// The folder of its `Cargo.toml`.
    pub(crate) workspace: PathBuf,
    /// Where it is built.
    pub(crate) target: PathBuf,
}

/// What a run of a program in a workspace left behind.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) run: Run,
    /// How many bytes it printed.
    pub(crate) printed: u64,
    /// What cargo said meanwhile.
    pub(crate) said: String,
}

impl Apart {
    /// Runs cargo in this workspace to its end.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> Result<Ran, Failure> {
        let mut command = cargo();
        command.args(arguments).current_dir(&self.workspace).env("CARGO_TARGET_DIR", &self.target);
        let folder = self.target.join("tmp");
        fs::create_dir_all(&folder)?;
        ran(&mut command, &folder)
    }
}

/// Runs a program to its end, and fails when it does.
pub(crate) fn ran(command: &mut Command, folder: &Path) -> Result<Ran, Failure> {
    let (stdout, stderr) = (folder.join("stdout"), folder.join("stderr"));
    let run = measure::run(command, &stdout, &stderr)?;
    let said = String::from_utf8_lossy(&fs::read(&stderr)?).into_owned();
    if !run.status.success() {
        return Err(format!("{command:?} ended with {}:\n{said}", run.status).into());
    }
    Ok(Ran { run, printed: fs::metadata(&stdout)?.len(), said })
}

/// Returns cargo, without what the cargo that runs this benchmark has told us about itself.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for (variable, _) in std::env::vars_os() {
        let name = variable.to_string_lossy();
        if ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_"]
            .iter()
            .any(|it| name.starts_with(it))
        {
            command.env_remove(&variable);
        }
    }
    command
}

/// Runs git at the top of the workspace and returns what it printed.
pub(crate) fn git(arguments: &[&str]) -> Result<String, Failure> {
    let output = Command::new("git").args(arguments).current_dir(workspace::root()).output()?;
    if !output.status.success() {
        let why = String::from_utf8_lossy(&output.stderr).into_owned();
        return Err(format!("git {arguments:?} failed: {why}").into());
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// Removes a folder when it is there.
pub(crate) fn remove(folder: &Path) -> Result<(), Failure> {
    match fs::remove_dir_all(folder) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => {
            Err(format!("{}: {e}", folder.display()).into())
        }
        _ => Ok(()),
    }
}
