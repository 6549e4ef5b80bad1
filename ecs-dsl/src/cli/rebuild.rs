//! Building the program again with what talks to AWS, when a verb needs it and this binary has it not.
//!
//! AWS's SDK takes a minute to compile, and `synth` must not wait for it. So it is left out of what
//! `cargo run` builds, and a verb that needs it lets cargo build and run the same package once more,
//! with the feature `deploy`. Cargo keeps both builds, so this costs its minute once.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{FAILED, fail};
use crate::report;

/// Set in the second build's environment, so that one that still lacks the feature does not build a third.
const MARK: &str = "ECS_DSL_BUILT_FOR_AWS";

/// Why the program cannot build itself again.
#[derive(Debug, PartialEq, Eq)]
enum Refusal {
    /// It was not started by `cargo run`.
    NoCargo,
    /// It was built with the feature already, and the feature does not reach the library.
    Loop,
}

/// What cargo tells the program that `cargo run` starts, and where the program lies.
struct Surroundings {
    cargo: Option<OsString>,
    package: Option<OsString>,
    executable: Option<PathBuf>,
    marked: bool,
}

/// Builds the program with the feature `deploy` and runs it with the same arguments; returns its exit code.
pub(super) fn with_aws(arguments: &[OsString]) -> u8 {
    let surroundings = Surroundings {
        cargo: std::env::var_os("CARGO"),
        package: std::env::var_os("CARGO_MANIFEST_DIR"),
        executable: std::env::current_exe().ok(),
        marked: std::env::var_os(MARK).is_some(),
    };
    let command = match command(&surroundings, arguments) {
        Ok(command) => command,
        Err(refusal) => return fail(FAILED, refusal.message()),
    };
    report::talk("building what talks to AWS (about a minute the first time) …\n");
    run(command)
}

impl Refusal {
    fn message(&self) -> &'static str {
        match self {
            Self::NoCargo => {
                "this program was built without what talks to AWS, and cannot build itself as it was not \
                 started by cargo\n  fix: start it as `cargo run -- …`, or build it with `--features deploy`"
            }
            Self::Loop => {
                "this program was built with the feature `deploy`, which does not reach the library\n  \
                 fix: in the program's Cargo.toml, under [features], write deploy = [\"ecs-dsl/deploy\"]"
            }
        }
    }
}

fn command(surroundings: &Surroundings, arguments: &[OsString]) -> Result<Command, Refusal> {
    if surroundings.marked {
        return Err(Refusal::Loop);
    }
    let (Some(cargo), Some(package)) = (&surroundings.cargo, &surroundings.package) else {
        return Err(Refusal::NoCargo);
    };
    let mut command = Command::new(cargo);
    command.args(["run", "--quiet", "--manifest-path"]).arg(Path::new(package).join("Cargo.toml"));
    command.args(["--features", "deploy"]);
    if let Some(executable) = &surroundings.executable {
        // A package may have several programs, and the user may have asked for an optimized one.
        if let Some(name) = executable.file_stem() {
            command.arg("--bin").arg(name);
        }
        if executable.parent().and_then(Path::file_name).is_some_and(|folder| folder == "release") {
            command.arg("--release");
        }
    }
    command.arg("--").args(arguments).env(MARK, "1");
    Ok(command)
}

/// Lets the command take this process's place, so that Ctrl-C and exit codes go straight to it.
#[cfg(unix)]
fn run(mut command: Command) -> u8 {
    use std::os::unix::process::CommandExt;
    let error = command.exec();
    fail(FAILED, &format!("cannot run cargo: {error}"))
}

#[cfg(not(unix))]
fn run(mut command: Command) -> u8 {
    match command.status() {
        Ok(status) => status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(FAILED),
        Err(error) => fail(FAILED, &format!("cannot run cargo: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn surroundings() -> Surroundings {
        Surroundings {
            cargo: Some("/bin/cargo".into()),
            package: Some("/code/stacks".into()),
            executable: Some("/code/target/debug/stacks".into()),
            marked: false,
        }
    }

    fn words(command: &Command) -> String {
        let arguments: Vec<_> = command.get_args().map(|word| word.to_string_lossy()).collect();
        arguments.join(" ")
    }

    #[test]
    fn the_same_program_is_run_with_the_same_arguments() {
        let command = command(&surroundings(), &["deploy".into(), "shop".into()]).expect("cargo is known");
        assert_eq!(
            words(&command),
            "run --quiet --manifest-path /code/stacks/Cargo.toml --features deploy --bin stacks -- deploy shop"
        );
    }

    #[test]
    fn an_optimized_program_stays_optimized() {
        let executable = Some("/code/target/release/stacks".into());
        let command = command(&Surroundings { executable, ..surroundings() }, &[]).expect("cargo is known");
        assert!(words(&command).contains("--bin stacks --release"), "{}", words(&command));
    }

    #[test]
    fn without_cargo_or_for_a_third_time_it_is_refused() {
        let no_cargo = Surroundings { cargo: None, ..surroundings() };
        assert_eq!(command(&no_cargo, &[]).err(), Some(Refusal::NoCargo));
        let again = Surroundings { marked: true, ..surroundings() };
        assert_eq!(command(&again, &[]).err(), Some(Refusal::Loop));
        for refusal in [Refusal::NoCargo, Refusal::Loop] {
            assert!(refusal.message().contains("fix: "));
        }
    }
}
