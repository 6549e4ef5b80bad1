//! `graph`: what needs what, as a drawing.

use super::select::select;
use super::{DONE, INVALID, assembled, fail};
use crate::app::App;
use crate::assembly::{Manifest, graph};
use crate::report;

/// The flags of `graph`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Stacks by name, with * and ? as wildcards [default: all]
    #[arg(value_name = "STACK")]
    stacks: Vec<String>,
    /// The drawing's language
    #[arg(long, value_enum, default_value_t = Format::Mermaid)]
    format: Format,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Format {
    /// Mermaid, which GitHub and GitLab draw in Markdown
    Mermaid,
    /// DOT, which Graphviz draws
    Dot,
}

pub(super) fn run(arguments: &Arguments, app: &App) -> u8 {
    let assembly = match assembled(app, |assembly| select(assembly, &arguments.stacks)) {
        Ok(assembly) => assembly,
        Err(code) => return code,
    };
    let stacks = match select(&assembly, &arguments.stacks) {
        Ok(stacks) => stacks,
        Err(message) => return fail(INVALID, &message),
    };
    let manifests: Vec<Manifest> = stacks.into_iter().map(Manifest::of).collect();
    report::data(&match arguments.format {
        Format::Mermaid => graph::mermaid(&manifests),
        Format::Dot => graph::dot(&manifests),
    });
    DONE
}
