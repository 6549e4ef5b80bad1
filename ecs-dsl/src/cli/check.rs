//! `check`: the rules alone, over stacks or over files that are there already.

use std::path::{Path, PathBuf};

use super::select::select;
use super::{DONE, FAILED, INVALID, count, fail};
use crate::app::App;
use crate::check::files::{Source, files};
use crate::check::{self, Settings, allow};
use crate::diagnostic::{Code, Diagnostic, Severity, counts};
use crate::report;

/// The flags of `check`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Stacks by name, with * and ? as wildcards [default: all]
    #[arg(value_name = "STACK", conflicts_with = "files")]
    stacks: Vec<String>,
    /// Check JSON files instead of stacks: requests, answers that describe resources, policies; - is standard input
    #[arg(long = "file", value_name = "FILE", num_args = 1..)]
    files: Vec<PathBuf>,
    /// How to print what is found
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Count warnings as errors
    #[arg(long, value_name = "WHAT")]
    deny: Option<Deny>,
    /// Allow a warning or hint everywhere, such as SEC0103; can be given several times
    #[arg(long, value_name = "CODE", value_parser = allow::allowable)]
    allow: Vec<&'static Code>,
    /// List what was allowed, with the reasons
    #[arg(long)]
    allowed: bool,
}

/// How the result is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Text for a person
    Human,
    /// JSON, as docs/check-report.schema.json describes it
    Json,
    /// SARIF 2.1.0, for code hosts
    Sarif,
}

/// What can be denied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Deny {
    /// Every warning that is not allowed
    Warnings,
}

pub(super) fn run(arguments: &Arguments, app: &App) -> u8 {
    let settings =
        Settings { allowed: arguments.allow.clone(), deny_warnings: arguments.deny == Some(Deny::Warnings) };
    if arguments.files.is_empty() {
        run_stacks(arguments, app, &settings)
    } else {
        run_files(arguments, &settings)
    }
}

fn run_stacks(arguments: &Arguments, app: &App, settings: &Settings) -> u8 {
    let (assembly, mut diagnostics) = check::app(app, settings);
    let stacks = match select(&assembly, &arguments.stacks) {
        Ok(stacks) => stacks,
        Err(message) => return fail(INVALID, &message),
    };
    // All stacks are checked, as they may refer to each other; what is shown is of those picked.
    diagnostics.retain(|it| match &it.stack {
        Some(name) => stacks.iter().any(|stack| stack.name() == name),
        None => true,
    });
    let resources = stacks.iter().map(|stack| stack.resources.len()).sum();
    let scope = format!("{} of {}", count(resources, "resource"), count(stacks.len(), "stack"));
    print(arguments, &diagnostics, &scope);
    exit_code(&diagnostics)
}

fn run_files(arguments: &Arguments, settings: &Settings) -> u8 {
    let (sources, unreadable) = read_all(&arguments.files);
    if sources.is_empty() {
        // Each was told of, and of none is there anything to say.
        return FAILED;
    }
    let checked = files(&sources, settings);
    if arguments.format == Format::Human {
        let known = checked.contents.iter().filter(|(_, parts)| !parts.is_empty());
        let lines: String = known.map(|(name, parts)| format!("{name}: {}\n", parts.join(", "))).collect();
        if !lines.is_empty() {
            report::data(&format!("{lines}\n"));
        }
    }
    let mut scope = count(sources.len(), "file");
    if unreadable > 0 {
        scope.push_str(&format!("; {} not read", count(unreadable, "file")));
    }
    print(arguments, &checked.diagnostics, &scope);
    if unreadable > 0 { FAILED } else { exit_code(&checked.diagnostics) }
}

/// Reads files, `-` being standard input; tells of those that cannot be read, and returns how many they are.
pub(super) fn read_all(paths: &[PathBuf]) -> (Vec<Source>, usize) {
    let mut sources = Vec::new();
    for path in paths {
        match read(path) {
            Ok(source) => sources.push(source),
            Err(message) => {
                fail(FAILED, &message);
            }
        }
    }
    let unreadable = paths.len() - sources.len();
    (sources, unreadable)
}

/// Reads a file, or standard input where it is called `-`.
pub(super) fn read(path: &Path) -> Result<Source, String> {
    let read = if path == Path::new("-") { Source::read_stdin() } else { Source::read(path) };
    read.map_err(|error| format!("cannot read `{}`: {error}", path.display()))
}

fn exit_code(diagnostics: &[Diagnostic]) -> u8 {
    if counts(diagnostics)[Severity::Error as usize] > 0 { INVALID } else { DONE }
}

fn print(arguments: &Arguments, diagnostics: &[Diagnostic], scope: &str) {
    match arguments.format {
        Format::Json => report::data(&report::json::report(diagnostics)),
        Format::Sarif => report::data(&report::sarif::report(diagnostics)),
        Format::Human => {
            let (allowed, open): (Vec<Diagnostic>, Vec<Diagnostic>) =
                diagnostics.iter().cloned().partition(|it| it.allowed.is_some());
            report::findings(&open);
            if arguments.allowed {
                report::data(&list(&allowed));
            }
            report::data(&format!("{} in {scope}\n", summary(&open, allowed.len())));
        }
    }
}

/// Returns what was allowed, a paragraph each.
fn list(allowed: &[Diagnostic]) -> String {
    let mut text = String::new();
    for diagnostic in allowed {
        let stack = diagnostic.stack.as_ref().map(|stack| format!(" in stack `{stack}`")).unwrap_or_default();
        text.push_str(&format!(
            "allowed[{}]: {}\n  {} {}{stack}\n  because: {}\n\n",
            diagnostic.code.id,
            diagnostic.what,
            diagnostic.place,
            diagnostic.subject,
            diagnostic.allowed.as_deref().unwrap_or_default(),
        ));
    }
    text
}

/// Returns the counts as a sentence has them: `1 error and 2 warnings, 3 allowed`.
fn summary(open: &[Diagnostic], allowed: usize) -> String {
    let nouns = ["error", "warning", "hint"];
    let found: Vec<String> = counts(open)
        .into_iter()
        .zip(nouns)
        .filter(|(number, _)| *number > 0)
        .map(|(number, noun)| count(number, noun))
        .collect();
    let mut text = match found.as_slice() {
        [] => "nothing wrong".to_owned(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    };
    if allowed > 0 {
        text.push_str(&format!(", {allowed} allowed"));
    }
    text
}
