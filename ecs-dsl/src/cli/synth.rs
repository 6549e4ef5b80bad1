//! `synth`: the manifests as JSON.

use std::path::PathBuf;

use super::select::select;
use super::{DONE, FAILED, INVALID, checked, count, fail};
use crate::app::App;
use crate::assembly::{write_files, write_manifests};
use crate::report;

/// The flags of `synth`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Stacks by name, with * and ? as wildcards [default: all]
    #[arg(value_name = "STACK")]
    stacks: Vec<String>,
    /// Write manifest and requests below this folder instead of printing the manifest
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, app: &App) -> u8 {
    // Not taken apart for the same reason as the program itself.
    let assembly = match checked(app, |assembly| select(assembly, &arguments.stacks)) {
        Ok(assembly) => std::mem::ManuallyDrop::new(assembly),
        Err(code) => return code,
    };
    let stacks = match select(&assembly, &arguments.stacks) {
        Ok(stacks) => stacks,
        Err(message) => return fail(INVALID, &message),
    };
    let Some(folder) = &arguments.out else {
        report::stream(|out| write_manifests(&stacks, out));
        return DONE;
    };
    for stack in stacks {
        match write_files(stack, folder) {
            Ok(written) => {
                let place = folder.join(stack.name());
                report::talk(&format!("{} in {}\n", count(written, "file"), place.display()));
            }
            Err(error) => return fail(FAILED, &error.to_string()),
        }
    }
    DONE
}
