//! Importing what people have already: JSON of requests and descriptions becomes the Rust that a stack
//! would define the same with.
//!
//! Data flow one way: files → requests without what says nothing (`document`, `prune`) → statements of
//! the builders (`task`, `container`, `service`, …) → text (`code`). Each writer keeps book of what its
//! methods write; what the request has beyond that is written by `customize`, typed, so that nothing is
//! lost. What cannot be carried over is a [`Note`] and a comment.

mod around;
mod cluster;
mod code;
mod container;
mod container_lists;
mod deployment;
mod document;
mod launch;
#[cfg(feature = "deploy")]
mod live;
mod logs;
mod module;
mod note;
mod placement;
mod policy;
mod prune;
mod reach;
mod service;
mod stack;
mod task;
mod values;
mod volume;

use crate::check::files::Source;
use crate::diagnostic::{Diagnostic, sort};

#[cfg(feature = "deploy")]
pub use live::{LiveError, Which, cluster as live_cluster};
pub use note::Note;

/// What an import came to.
#[derive(Debug)]
pub struct Imported {
    /// The Rust module; empty where nothing could be read.
    pub code: String,
    /// What could not be carried over, or not as it was.
    pub notes: Vec<Note>,
    /// What is wrong with the files' shape, sorted.
    pub diagnostics: Vec<Diagnostic>,
}

/// Writes the module that defines what files hold, as one stack.
///
/// The files are those that [`check::files`](crate::check::files) takes. `name` is the stack's name, by
/// default that of the first cluster, service or task definition. A service's task definition and cluster
/// are handles where files describe them, else references to what exists.
pub fn files(sources: &[Source], name: Option<&str>) -> Imported {
    let (mut diagnostics, mut notes) = (Vec::new(), Vec::new());
    let found = document::of_files(sources, &mut diagnostics, &mut notes);
    sort(&mut diagnostics);
    let (code, notes) = stack::write(found, name, notes);
    Imported { code, notes, diagnostics }
}
