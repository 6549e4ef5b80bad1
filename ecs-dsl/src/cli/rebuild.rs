//! Building the program again with what talks to AWS, when a verb needs it and this binary has it not.
//!
//! AWS's SDK takes a minute to compile, and `synth` must not wait for it. So it is left out of what
//! `cargo run` builds, and a verb that needs it lets cargo build and run the same package once more,
//! with the feature `deploy`. Cargo keeps both builds, so this costs its minute once. What is wrong with
//! the stacks themselves is told before: nobody should wait for the second build to hear of it.

#![cfg_attr(feature = "deploy", allow(dead_code, reason = "it is only tested, in what can do without"))]

use std::borrow::Cow;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use super::name::{Wanted, stack_of};
use super::select::{present, select};
use super::{FAILED, INVALID, fail, of_stacks, report_all};
use crate::app::App;
use crate::assembly::assemble;
use crate::check::{Settings, app as check_app};
use crate::diagnostic::{Severity, sort};
use crate::report;

/// Set in the second build's environment, so that one that still lacks the feature does not build a third.
const MARK: &str = "ECS_DSL_BUILT_FOR_AWS";

/// How long the build may take before it is spoken of.
const SILENCE: Duration = Duration::from_millis(700);

/// What a verb that needs AWS is about.
pub(super) struct Errand<'a> {
    /// What is meant.
    pub(super) about: About<'a>,
    /// Whether it is refused for what the rules refuse, and not only for what cannot be assembled.
    pub(super) by_rules: bool,
    /// Whether a pattern may mean a stack that has left the code.
    pub(super) may_have_left: bool,
}

/// What of a program's stacks a verb is about.
pub(super) enum About<'a> {
    /// The stacks that these patterns name; all of them where there is no pattern.
    Stacks(Cow<'a, [String]>),
    /// One resource.
    One(Wanted<'a>),
}

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

/// Builds the program with the feature `deploy` and runs it with the same arguments, if its stacks are
/// sound and those that are meant exist; returns the exit code.
pub(super) fn with_aws(app: &App, errand: &Errand<'_>, arguments: &[OsString]) -> u8 {
    if let Err(code) = sound(app, errand) {
        return code;
    }
    let surroundings = Surroundings {
        cargo: std::env::var_os("CARGO"),
        package: std::env::var_os("CARGO_MANIFEST_DIR"),
        executable: std::env::current_exe().ok(),
        marked: std::env::var_os(MARK).is_some(),
    };
    let commands = command(&surroundings, "build", &[])
        .and_then(|build| Ok((build, command(&surroundings, "run", arguments)?)));
    match commands {
        Ok((build, run_it)) => built(build).map_or_else(|code| code, |()| run(run_it)),
        Err(refusal) => fail(FAILED, refusal.message()),
    }
}

/// Builds, and says so where it takes a while: mostly cargo finds that there is nothing to do.
fn built(mut build: Command) -> Result<(), u8> {
    let cannot = |error| fail(FAILED, &format!("cannot run cargo: {error}"));
    let mut child = build.spawn().map_err(cannot)?;
    let begun = Instant::now();
    while begun.elapsed() < SILENCE {
        if child.try_wait().map_err(cannot)?.is_some() {
            break;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    if child.try_wait().map_err(cannot)?.is_none() {
        report::talk("building what talks to AWS (about a minute the first time) …\n");
    }
    // What is wrong was told by cargo itself.
    if child.wait().map_err(cannot)?.success() { Ok(()) } else { Err(FAILED) }
}

/// Prints the errors of a program's stacks, if there are any, and leaves warnings to the second build.
fn sound(app: &App, errand: &Errand<'_>) -> Result<(), u8> {
    let (assembly, mut diagnostics) =
        if errand.by_rules { check_app(app, &Settings::default()) } else { assemble(app) };
    sort(&mut diagnostics);
    diagnostics.retain(|it| it.allowed.is_none() && it.severity == Severity::Error);
    let meant = match &errand.about {
        About::Stacks(patterns) if errand.may_have_left => present(&assembly, patterns),
        About::Stacks(patterns) => select(&assembly, patterns).map_err(|message| fail(INVALID, &message))?,
        About::One(wanted) => stack_of(&assembly, wanted).map_err(|message| fail(INVALID, &message))?,
    };
    report_all(&of_stacks(diagnostics, &assembly, &meant))
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

/// Returns the call of cargo that builds the program with the feature, or runs it so.
fn command(surroundings: &Surroundings, verb: &str, arguments: &[OsString]) -> Result<Command, Refusal> {
    if surroundings.marked {
        return Err(Refusal::Loop);
    }
    let (Some(cargo), Some(package)) = (&surroundings.cargo, &surroundings.package) else {
        return Err(Refusal::NoCargo);
    };
    let mut command = Command::new(cargo);
    command.args([verb, "--quiet", "--manifest-path"]).arg(Path::new(package).join("Cargo.toml"));
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
    if verb == "run" {
        command.arg("--").args(arguments);
    }
    for (variable, _) in std::env::vars_os().filter(|(name, _)| is_of_this_run(&name.to_string_lossy())) {
        command.env_remove(variable);
    }
    command.env(MARK, "1");
    Ok(command)
}

/// Whether a variable is one by which cargo tells the program that it runs about itself.
///
/// Some crates that what talks to AWS is made of are compiled anew when such a variable changes: with
/// them, this build and one that the user asks cargo for would undo each other, a minute each time.
fn is_of_this_run(variable: &str) -> bool {
    ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_"].iter().any(|it| variable.starts_with(it))
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
    fn what_is_wrong_with_the_stacks_is_told_without_a_second_build() {
        use crate::prelude::*;

        let family = |family: &str| {
            let task = TaskDef::fargate(family, FargateSize::new(CpuUnits::new(256), Mib::new(512)));
            let _ = task.container("web", "web:1");
            App::new()
                .stack(Stack::new("shop", &Env::new()).region("eu-central-1").add(&task))
                .stack(Stack::new("blog", &Env::new()).region("eu-central-1"))
        };
        let other = ["blog".to_owned()];
        let misspelt = ["shpo".to_owned()];
        for (name, patterns, by_rules, expected) in [
            ("web", &[][..], true, Ok(())),
            ("web", &misspelt[..], true, Err(INVALID)),
            ("w e b", &[], true, Err(INVALID)),
            // What is there can be taken away, whatever the rules say of it today.
            ("w e b", &[], false, Ok(())),
            // What is wrong with one stack does not hold up another.
            ("w e b", &other, true, Ok(())),
        ] {
            let errand = Errand { about: About::Stacks(patterns.into()), by_rules, may_have_left: false };
            assert_eq!(sound(&family(name), &errand), expected, "{name} {patterns:?}");
        }
        let gone =
            Errand { about: About::Stacks((&misspelt[..]).into()), by_rules: false, may_have_left: true };
        assert_eq!(sound(&family("web"), &gone), Ok(()));
    }

    #[test]
    fn the_same_program_is_run_with_the_same_arguments() {
        let command =
            command(&surroundings(), "run", &["deploy".into(), "shop".into()]).expect("cargo is known");
        assert_eq!(
            words(&command),
            "run --quiet --manifest-path /code/stacks/Cargo.toml --features deploy --bin stacks -- deploy shop"
        );
    }

    #[test]
    fn what_the_user_tells_cargo_is_kept_and_what_cargo_tells_of_this_run_is_not() {
        for variable in ["CARGO_PKG_NAME", "CARGO_MANIFEST_DIR", "CARGO_MANIFEST_PATH", "CARGO_BIN_NAME"] {
            assert!(is_of_this_run(variable), "{variable}");
        }
        for variable in ["CARGO", "CARGO_HOME", "CARGO_TARGET_DIR", "CARGO_BUILD_JOBS", "AWS_PROFILE", "PATH"]
        {
            assert!(!is_of_this_run(variable), "{variable}");
        }
        // Cargo has told this very test of itself, too.
        let command = command(&surroundings(), "run", &[]).expect("cargo is known");
        let removed = command.get_envs().filter(|(_, value)| value.is_none());
        let removed: Vec<_> = removed.map(|(name, _)| name.to_string_lossy()).collect();
        assert!(removed.iter().any(|name| name == "CARGO_PKG_NAME"), "{removed:?}");
    }

    #[test]
    fn an_optimized_program_stays_optimized() {
        let executable = Some("/code/target/release/stacks".into());
        let command =
            command(&Surroundings { executable, ..surroundings() }, "run", &[]).expect("cargo is known");
        assert!(words(&command).contains("--bin stacks --release"), "{}", words(&command));
    }

    #[test]
    fn without_cargo_or_for_a_third_time_it_is_refused() {
        let no_cargo = Surroundings { cargo: None, ..surroundings() };
        assert_eq!(command(&no_cargo, "run", &[]).err(), Some(Refusal::NoCargo));
        let again = Surroundings { marked: true, ..surroundings() };
        assert_eq!(command(&again, "run", &[]).err(), Some(Refusal::Loop));
        for refusal in [Refusal::NoCargo, Refusal::Loop] {
            assert!(refusal.message().contains("fix: "));
        }
    }
}
