//! `diff`: what would change, in AWS or against another version of the manifests.

use std::path::{Path, PathBuf};

use super::select::{matches, present};
use super::session::Access;
use super::{DIFFERENT, DONE, FAILED, INVALID, assembled, fail};
use crate::app::App;
use crate::assembly::{Manifest, ManifestError};
use crate::check::files::{Source, titles};
use crate::plan::{Plan, between, render};
use crate::report;

/// How many faults of a manifest are told: one that is no manifest at all has hundreds.
const FAULTS: usize = 10;

/// The flags of `diff`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Stacks by name, with * and ? as wildcards [default: all]
    #[arg(value_name = "STACK")]
    stacks: Vec<String>,
    /// Compare with the manifests in this file, as `synth` printed them, instead of AWS; - is standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["profile", "local", "save"])]
    from: Option<PathBuf>,
    /// Compare these manifests instead of the program's own stacks; - is standard input
    #[arg(long, value_name = "FILE", requires = "from")]
    to: Option<PathBuf>,
    /// Save the plan for `deploy FILE`; it holds whole requests, so keep it as you keep those
    #[arg(long = "out", id = "save", value_name = "FILE")]
    out: Option<PathBuf>,
    /// Show what bringing resources that belong to no stack under these would change
    #[arg(long, conflicts_with = "from")]
    adopt: bool,
    #[command(flatten)]
    access: Access,
    #[command(flatten)]
    output: Output,
}

#[cfg(not(feature = "deploy"))]
impl Arguments {
    /// Returns whether AWS is to be looked at.
    pub(super) fn is_live(&self) -> bool {
        self.from.is_none()
    }

    /// Returns the patterns of the stacks that are meant.
    pub(super) fn stacks(&self) -> &[String] {
        &self.stacks
    }
}

/// How a plan is printed: the same for every verb that shows one.
#[derive(Debug, clap::Args)]
pub(super) struct Output {
    /// How to print the differences
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Exit with 2 if there is a difference
    #[arg(long)]
    exit_code: bool,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Format {
    /// Text, with colour on a terminal
    Human,
    /// Markdown that fits into a comment on a pull request
    Markdown,
    /// JSON for programs
    Json,
}

pub(super) fn run(arguments: &Arguments, app: &App) -> u8 {
    let Some(from) = &arguments.from else { return live(arguments, app) };
    if from == Path::new("-") && arguments.to.as_ref() == Some(from) {
        return fail(INVALID, "standard input can be one side of a comparison, and not both");
    }
    let from = match read(from) {
        Ok(manifests) => manifests,
        Err((code, message)) => return fail(code, &message),
    };
    let to = match &arguments.to {
        Some(to) => read(to).map_err(|(code, message)| fail(code, &message)),
        None => own(app, &arguments.stacks),
    };
    let to = match to {
        Ok(manifests) => manifests,
        Err(code) => return code,
    };
    if let Some(pattern) = arguments
        .stacks
        .iter()
        .find(|pattern| !from.iter().chain(&to).any(|manifest| matches(pattern, &manifest.stack)))
    {
        return fail(INVALID, &format!("neither side has a stack named `{pattern}`"));
    }
    let picked = |manifests: Vec<Manifest>| -> Vec<Manifest> {
        let all = arguments.stacks.is_empty();
        let wanted = |manifest: &Manifest| arguments.stacks.iter().any(|one| matches(one, &manifest.stack));
        manifests.into_iter().filter(|manifest| all || wanted(manifest)).collect()
    };
    match between(&picked(from), &picked(to)) {
        Ok(plans) => show(&plans, &arguments.output),
        Err(error) => fail(INVALID, &error.to_string()),
    }
}

#[cfg(not(feature = "deploy"))]
fn live(_: &Arguments, _: &App) -> u8 {
    // Verbs that look at AWS are run by a program that was built for it.
    FAILED
}

#[cfg(feature = "deploy")]
fn live(arguments: &Arguments, app: &App) -> u8 {
    use super::meant::{Sound, Stacks, stacks};
    use super::session::{Session, in_session, planned};
    use crate::plan::Options;

    // A plan of what `deploy` refuses would help nobody.
    let Stacks { program, meant } = match stacks(app, &arguments.stacks, Sound::ByRules) {
        Ok(stacks) => stacks,
        Err(code) => return code,
    };
    in_session(
        || Session::begin(&arguments.access, &program),
        async |session| {
            let options = Options { adopt: arguments.adopt, ..Options::default() };
            let stacks = planned(session, &meant, &options, false).await?;
            let plans: Vec<Plan> = stacks.into_iter().map(|stack| stack.plan).collect();
            if let Some(path) = &arguments.out {
                super::saved::write(path, &plans).map_err(|message| fail(FAILED, &message))?;
            }
            Ok(show(&plans, &arguments.output))
        },
    )
}

/// Prints plans in the format asked for, and returns the exit code for them.
pub(super) fn show(plans: &[Plan], output: &Output) -> u8 {
    report::data(&match output.format {
        Format::Human => render::text(plans, report::style_of_data()),
        Format::Markdown => render::markdown(plans),
        Format::Json => render::json(plans),
    });
    let different = plans.iter().any(|plan| !plan.is_empty());
    if different && output.exit_code { DIFFERENT } else { DONE }
}

/// Returns the manifests of the program's own stacks.
fn own(app: &App, patterns: &[String]) -> Result<Vec<Manifest>, u8> {
    // The other side may have stacks that the program has not.
    let assembly = assembled(app, |assembly| Ok(present(assembly, patterns)))?;
    Ok(assembly.stacks.iter().map(Manifest::of).collect())
}

/// Says what a text is instead of a manifest, where that is known.
fn looks_like(text: &str) -> String {
    let told = titles(&Source::new("", text));
    match told.as_slice() {
        [] => String::new(),
        [only] => format!("; it looks like the {only}, for which there is `check --file`"),
        [first, rest @ ..] => {
            format!("; it looks like the {first} and {} more, for which there is `check --file`", rest.len())
        }
    }
}

fn read(path: &Path) -> Result<Vec<Manifest>, (u8, String)> {
    let text = match path == Path::new("-") {
        true => std::io::read_to_string(std::io::stdin().lock()),
        false => std::fs::read_to_string(path),
    }
    .map_err(|error| (FAILED, format!("cannot read `{}`: {error}", path.display())))?;
    Manifest::read(&text).map_err(|error| {
        if error == ManifestError::Other {
            return (INVALID, format!("`{}` is {error}{}", path.display(), looks_like(&text)));
        }
        let faults = error.to_string();
        let place = |line| format!("`{}`, {line}", path.display());
        let mut lines: Vec<String> = faults.lines().take(FAULTS).map(place).collect();
        let more = faults.lines().count() - lines.len();
        if more > 0 {
            lines.push(format!("`{}` has {} more", path.display(), super::count(more, "fault")));
        }
        (INVALID, lines.join("\nerror: "))
    })
}
