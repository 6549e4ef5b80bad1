//! The command line: a table of verbs, the flags they share, and exit codes.

mod adopt;
mod check;
mod complete;
mod completions;
mod deploy;
mod destroy;
mod diff;
#[cfg(test)]
mod documented;
mod exec;
mod explain;
mod graph;
mod import;
#[cfg(feature = "deploy")]
mod lines;
mod list;
mod logs;
#[cfg(feature = "deploy")]
mod meant;
mod name;
#[cfg(any(test, not(feature = "deploy")))]
mod rebuild;
mod rollback;
mod run;
mod saved;
mod select;
mod session;
mod status;
mod synth;

#[cfg(not(feature = "deploy"))]
use std::borrow::Cow;
use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use self::select::with_needed;
use crate::app::App;
use crate::assembly::{Assembly, StackAssembly, assemble};
use crate::check::{Settings, app as check_app};
use crate::diagnostic::{Diagnostic, Severity, counts, sort};
use crate::env::Env;
use crate::report;

/// Done, or no difference.
pub const DONE: u8 = 0;
/// Something outside failed: AWS, a file.
pub const FAILED: u8 = 1;
/// There are differences, and `--exit-code` asked to be told so.
pub const DIFFERENT: u8 = 2;
/// The input is invalid: the stacks, the flags.
pub const INVALID: u8 = 3;

/// Infrastructure as code for Amazon ECS.
#[derive(Debug, Parser)]
#[command(name = "stacks", version, about, disable_help_subcommand = true)]
struct Arguments {
    #[command(flatten)]
    target: Target,
    #[command(subcommand)]
    verb: Verb,
}

/// Where the stacks go: the same for every verb.
#[derive(Debug, clap::Args)]
struct Target {
    /// Stage that the stacks are for [default: dev]
    #[arg(long, global = true, value_name = "NAME", value_parser = stage)]
    stage: Option<String>,
    /// AWS region of stacks that state none, such as eu-central-1
    #[arg(long, global = true, value_name = "REGION", value_parser = region)]
    region: Option<String>,
    /// AWS account of stacks that state none: 12 digits
    #[arg(long, global = true, value_name = "ID", value_parser = account)]
    account: Option<String>,
}

/// A stage is part of names, so it has what all of them take.
fn stage(text: &str) -> Result<String, String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if text.starts_with(|c: char| c.is_ascii_alphanumeric()) && text.len() <= 64 && text.chars().all(plain) {
        Ok(text.to_owned())
    } else {
        Err("a stage is 1 to 64 letters, digits, - and _, such as prod".to_owned())
    }
}

fn region(text: &str) -> Result<String, String> {
    match ecs_dsl_facts::region::check(text) {
        Ok(()) => Ok(text.to_owned()),
        Err(_) => Err("a region is one such as eu-central-1".to_owned()),
    }
}

fn account(text: &str) -> Result<String, String> {
    if text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        Ok(text.to_owned())
    } else {
        Err("an account is 12 digits, such as 111122223333".to_owned())
    }
}

/// What can be done with the stacks.
#[derive(Debug, Subcommand)]
enum Verb {
    /// Print the stacks' manifests as JSON, or write them with a file for each request
    Synth(synth::Arguments),
    /// Check stacks, or JSON files that are there already, by every rule, and print what is wrong
    Check(check::Arguments),
    /// List the stacks and their resources
    List(list::Arguments),
    /// Show what needs what, as Mermaid or DOT
    Graph(graph::Arguments),
    /// Write the Rust of a stack that defines what is there: in JSON files, or in a cluster in AWS
    Import(import::Arguments),
    /// Show what a deploy would change, or what differs from the manifests of another version
    Diff(diff::Arguments),
    /// Make AWS what the stacks say, after showing what changes and asking
    Deploy(deploy::Arguments),
    /// Bring what exists and belongs to no stack under the stacks that name it
    Adopt(adopt::Arguments),
    /// Delete what the stacks own; log groups and what is retained stay
    Destroy(destroy::Arguments),
    /// Show what of the stacks is there, and how its services are
    Status(status::Arguments),
    /// Start the tasks of a `RunTask` in the code, and follow them to their end
    Run(run::Arguments),
    /// Print what the containers of a service, a task definition or a run write to CloudWatch Logs
    Logs(logs::Arguments),
    /// Open a shell, or run a command, in a container that runs
    Exec(exec::Arguments),
    /// Put a service back to a task definition revision that it ran before
    Rollback(rollback::Arguments),
    /// Explain a code that `check` printed; `explain iam [ROLE]` shows which lines asked for which permission
    Explain(explain::Arguments),
    /// Print a script that lets a shell complete verbs, flags and names
    Completions(completions::Arguments),
}

/// Runs the command line of a program whose stacks `stacks` makes, and returns its exit code.
///
/// `stacks` is called once, with the stage, region and account that the flags name. Exit codes: 0
/// done, 1 failed, 2 there are differences and `--exit-code` was given, 3 the input is invalid.
///
/// ```no_run
/// use ecs_dsl::prelude::*;
///
/// fn main() -> std::process::ExitCode {
///     ecs_dsl::cli::main(|env| App::new().stack(Stack::new("shop", env).region("eu-central-1")))
/// }
/// ```
pub fn main(stacks: impl FnOnce(&Env) -> App) -> ExitCode {
    run(std::env::args_os(), stacks)
}

/// Runs the command line like [`main`], with arguments of the caller's, the program's name first.
pub fn run<A>(arguments: impl IntoIterator<Item = A>, stacks: impl FnOnce(&Env) -> App) -> ExitCode
where
    A: Into<OsString> + Clone,
{
    let arguments: Vec<OsString> = arguments.into_iter().map(Into::into).collect();
    if let Some(typed) = complete::Typed::of(&arguments) {
        report::data(&typed.names(&stacks(&typed.env())));
        return ExitCode::from(DONE);
    }
    let program = arguments.first().cloned();
    #[cfg(not(feature = "deploy"))]
    let given = arguments.get(1..).unwrap_or_default().to_vec();
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are answers; anything else is invalid input.
            let invalid = error.use_stderr();
            let text = error.render().to_string();
            if invalid {
                report::talk(&text)
            } else {
                report::data(&text)
            }
            return ExitCode::from(if invalid { INVALID } else { DONE });
        }
    };
    // Never taken apart: the process ends with the verb, and a large program's builders are many small pieces.
    let app = std::mem::ManuallyDrop::new(stacks(&arguments.target.env()));
    #[cfg(not(feature = "deploy"))]
    match arguments.verb.needs_aws(&app, &arguments.target) {
        Ok(Some(errand)) => return ExitCode::from(rebuild::with_aws(&app, &errand, &given)),
        Ok(None) => {}
        Err(message) => return ExitCode::from(fail(INVALID, &message)),
    }
    let code = match arguments.verb {
        Verb::Synth(arguments) => synth::run(&arguments, &app),
        Verb::Check(arguments) => check::run(&arguments, &app),
        Verb::List(arguments) => list::run(&arguments, &app),
        Verb::Graph(arguments) => graph::run(&arguments, &app),
        Verb::Diff(arguments) => diff::run(&arguments, &app),
        #[cfg(not(feature = "deploy"))]
        Verb::Import(arguments) => import::run(&arguments),
        #[cfg(feature = "deploy")]
        Verb::Import(verb) => import::run(&verb, &arguments.target.env(), &app),
        Verb::Explain(arguments) => explain::run(&arguments, &app),
        Verb::Completions(arguments) => completions::run(&arguments, program.as_deref()),
        #[cfg(feature = "deploy")]
        Verb::Deploy(arguments) => deploy::run(&arguments, &app),
        #[cfg(feature = "deploy")]
        Verb::Adopt(arguments) => adopt::run(&arguments, &app),
        #[cfg(feature = "deploy")]
        Verb::Destroy(verb) => destroy::run(&verb, &arguments.target.env(), &app),
        #[cfg(feature = "deploy")]
        Verb::Status(arguments) => status::run(&arguments, &app),
        #[cfg(feature = "deploy")]
        Verb::Run(arguments) => run::run(&arguments, &app),
        #[cfg(feature = "deploy")]
        Verb::Logs(arguments) => logs::run(&arguments, &app),
        #[cfg(feature = "deploy")]
        Verb::Exec(arguments) => exec::run(&arguments, &app),
        #[cfg(feature = "deploy")]
        Verb::Rollback(arguments) => rollback::run(&arguments, &app),
        #[cfg(not(feature = "deploy"))]
        Verb::Adopt(_)
        | Verb::Deploy(_)
        | Verb::Destroy(_)
        | Verb::Status(_)
        | Verb::Run(_)
        | Verb::Logs(_)
        | Verb::Exec(_)
        | Verb::Rollback(_) => FAILED,
    };
    ExitCode::from(if code == DONE && report::lost_data() { FAILED } else { code })
}

#[cfg(not(feature = "deploy"))]
impl Verb {
    /// Returns what the verb is about, if it cannot do without what talks to AWS.
    ///
    /// # Errors
    /// It is not known what it is about, in words for the user.
    fn needs_aws(&self, app: &App, target: &Target) -> Result<Option<rebuild::Errand<'_>>, String> {
        use rebuild::About::{One, Stacks};
        let (about, by_rules) = match self {
            Self::Deploy(arguments) => (Stacks(arguments.meant(app)?.patterns.into()), true),
            Self::Adopt(arguments) => (Stacks(arguments.stacks().into()), true),
            Self::Diff(arguments) if arguments.is_live() => (Stacks(arguments.stacks().into()), true),
            Self::Import(arguments) if arguments.is_live() => (Stacks(Cow::Borrowed(&[])), false),
            Self::Destroy(arguments) => (Stacks(arguments.stacks().into()), false),
            Self::Status(arguments) => (Stacks(arguments.stacks().into()), false),
            Self::Run(arguments) => (One(arguments.wanted()), true),
            Self::Logs(arguments) => (One(arguments.wanted()), false),
            Self::Exec(arguments) => (One(arguments.wanted()), false),
            Self::Rollback(arguments) => (One(arguments.wanted()), false),
            _ => return Ok(None),
        };
        // One that has left the code cannot be looked for here; and what is imported may be the first.
        let may_have_left = match self {
            Self::Destroy(_) => target.region.is_some(),
            Self::Import(_) => true,
            _ => false,
        };
        Ok(Some(rebuild::Errand { about, by_rules, may_have_left }))
    }
}

impl Target {
    fn env(&self) -> Env {
        let mut env = Env::new();
        if let Some(stage) = &self.stage {
            env = env.with_stage(stage);
        }
        if let Some(region) = &self.region {
            env = env.with_region(region);
        }
        if let Some(account) = &self.account {
            env = env.with_account(account);
        }
        env
    }
}

/// Assembles the program and prints what is wrong with the stacks that `pick` means; errors end the verb.
fn assembled(
    app: &App,
    pick: impl for<'a> FnOnce(&'a Assembly) -> Result<Vec<&'a StackAssembly>, String>,
) -> Result<Assembly, u8> {
    let (assembly, mut diagnostics) = assemble(app);
    sort(&mut diagnostics);
    let meant = pick(&assembly).map_err(|message| fail(INVALID, &message))?;
    report_all(&of_stacks(diagnostics, &assembly, &meant))?;
    Ok(assembly)
}

/// Assembles the program, checks it by all rules, and prints errors and warnings of the stacks that `pick`
/// means; errors end the verb.
///
/// Hints are left to `check`: they are advice, and the user is waiting for something else.
fn checked(
    app: &App,
    pick: impl for<'a> FnOnce(&'a Assembly) -> Result<Vec<&'a StackAssembly>, String>,
) -> Result<Assembly, u8> {
    let (assembly, mut diagnostics) = check_app(app, &Settings::default());
    diagnostics.retain(|it| it.allowed.is_none() && it.severity != Severity::Hint);
    let meant = pick(&assembly).map_err(|message| fail(INVALID, &message))?;
    report_all(&of_stacks(diagnostics, &assembly, &meant))?;
    Ok(assembly)
}

/// Leaves what concerns these stacks: what is said of them, and the errors of those that they refer to.
///
/// A stack that is sound is not held up by another one that is not.
fn of_stacks(
    mut diagnostics: Vec<Diagnostic>,
    assembly: &Assembly,
    meant: &[&StackAssembly],
) -> Vec<Diagnostic> {
    let needed = with_needed(assembly, meant);
    diagnostics.retain(|it| {
        it.stack.as_deref().is_none_or(|name| match it.severity {
            Severity::Error => needed.contains(name),
            _ => meant.iter().any(|stack| stack.name() == name),
        })
    });
    diagnostics
}

fn report_all(diagnostics: &[Diagnostic]) -> Result<(), u8> {
    report::diagnostics(diagnostics);
    let errors = counts(diagnostics)[Severity::Error as usize];
    if errors == 0 {
        return Ok(());
    }
    report::talk(&format!("{} and nothing was printed or written\n", count(errors, "error")));
    Err(INVALID)
}

/// Returns a number with its noun: `1 error`, `2 errors`.
fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// Prints an error of the command line itself and returns the exit code for it.
fn fail(code: u8, message: &str) -> u8 {
    report::talk(&format!("error: {message}\n"));
    code
}
