//! The Python programs that the tests use: installed once, pinned, in a folder that git ignores.
//!
//! `.venv/<name>` at the top of the workspace holds one virtual environment for each `python/requirements-*.txt`. A
//! stamp written last says what is installed there, so an installation that was cut short, made for other requirements
//! or by another Python is made anew. One process installs, the others wait.

mod install;
mod program;
#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

use crate::availability::Unavailable;
use crate::workspace;

pub use program::Program;

/// A set of Python packages that can live together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Environment {
    /// botocore, boto3 and moto.
    Aws,
    /// ministack, which pins a botocore of its own.
    Ministack,
    /// cfn-lint.
    CfnLint,
    /// jsonschema.
    Schemas,
}

impl Environment {
    fn name(self) -> &'static str {
        match self {
            Self::Aws => "aws",
            Self::Ministack => "ministack",
            Self::CfnLint => "cfn-lint",
            Self::Schemas => "schemas",
        }
    }

    /// Returns the environment's Python, after installing the environment where that is needed.
    ///
    /// The first call on a clean clone takes some ten seconds and needs the network; a process tries once.
    ///
    /// # Errors
    /// When there is no Python, or it cannot install the packages.
    pub fn ready(self) -> Result<Python, Unavailable> {
        static READY: [OnceLock<Result<Python, Unavailable>>; 4] = [const { OnceLock::new() }; 4];
        READY[self as usize].get_or_init(|| self.prepare()).clone()
    }

    fn prepare(self) -> Result<Python, Unavailable> {
        let requirements = workspace::python_program(&format!("requirements-{}.txt", self.name()));
        let folder = workspace::root().join(".venv").join(self.name());
        install::up_to_date("python3", &requirements, &folder).map(|executable| Python { executable })
    }
}

/// The Python of one environment.
#[derive(Debug, Clone)]
pub struct Python {
    executable: PathBuf,
}

impl Python {
    /// Returns a command that runs one of the tests' own Python programs, cut off from the user's settings.
    ///
    /// What the user has set for Python or AWS must not change what a test sees, and a test must never find the
    /// credentials of a real account.
    #[must_use]
    pub fn program(&self, name: &str) -> Command {
        let mut command = Command::new(&self.executable);
        command.arg(workspace::python_program(name));
        for (variable, _) in std::env::vars_os() {
            let text = variable.to_string_lossy();
            if text.starts_with("AWS_") || text.starts_with("MOTO_") || text.starts_with("PYTHON") {
                command.env_remove(&variable);
            }
        }
        command.env("AWS_CONFIG_FILE", "/dev/null").env("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
        command.env("AWS_EC2_METADATA_DISABLED", "true").env("AWS_DEFAULT_REGION", "us-east-1");
        // The emulators are on loopback, which a proxy of the user cannot reach.
        command.env("NO_PROXY", "127.0.0.1,localhost").env("no_proxy", "127.0.0.1,localhost");
        // The programs are read where they lie in the source tree; no compiled copies beside them.
        command.env("PYTHONDONTWRITEBYTECODE", "1").env("PYTHONNOUSERSITE", "1");
        command
    }
}
