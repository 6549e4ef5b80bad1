//! Checking files that people have already: requests, answers of AWS that describe them, policies.
//!
//! What a file is, is told by its members (`form`); it is read into the wire types with every fault
//! of its shape (`report`), and then the same rules run as over stacks, all files together.

mod form;
mod members;
mod part;
mod policy;
mod report;
mod source;

use std::collections::BTreeSet;

use crate::api::reading::{self, Document};
use crate::diagnostic::{About, Diagnostic, Finding, Place, sort, subject};

use super::allow::{self, Settings};
use super::index::Index;
use super::together;
use crate::resource::Desired;
use part::{Content, Part};

pub use source::{LIMIT, Source};

/// What a check of files came to.
#[derive(Debug)]
pub struct Checked {
    /// What each file holds, in the order in which they were given, such as ``task definition `web` ``.
    pub contents: Vec<(String, Vec<String>)>,
    /// What is wrong, sorted, with what was allowed.
    pub diagnostics: Vec<Diagnostic>,
}

/// Checks files together: a service is checked with the task definition and cluster that other files describe.
///
/// A file whose shape is wrong is reported and takes no further part.
pub fn files(sources: &[Source], settings: &Settings) -> Checked {
    let mut diagnostics = Vec::new();
    let read: Vec<(&Source, Option<Document>, Vec<Part>)> =
        sources.iter().map(|source| read(source, &mut diagnostics)).collect();
    let mut index = Index::default();
    index.enter_files();
    for part in read.iter().flat_map(|(_, _, parts)| parts) {
        if let Some(desired) = part.desired() {
            desired.announce(&mut index);
        }
    }
    let around = index.seen_from(0);
    let mut contents = Vec::new();
    for (source, document, parts) in &read {
        contents.push((source.name.to_string(), parts.iter().map(title).collect()));
        let Some(document) = document else { continue };
        for part in parts {
            let mut findings = Vec::new();
            match &part.content {
                Content::Resource { desired, .. } => desired.validate(&around, &mut findings),
                Content::Policy { purpose, document } => findings = purpose.check(document),
            }
            part.leave_out_what_aws_may(&mut findings);
            let found = findings.into_iter().map(|finding| place(source, document, part, finding));
            diagnostics.extend(found);
        }
    }
    let all: Vec<Found<'_>> = read
        .iter()
        .filter_map(|(source, document, parts)| Some((*source, document.as_ref()?, parts)))
        .flat_map(|(source, document, parts)| {
            parts.iter().filter_map(move |part| Some((source, document, part, part.desired()?)))
        })
        .collect();
    let all = without_repetitions(all);
    for (number, finding) in together::check(all.iter().map(|(.., desired)| *desired), &around) {
        let (source, document, part, _) = all[number];
        diagnostics.push(place(source, document, part, finding));
    }
    allow::by_settings(settings, &mut diagnostics);
    sort(&mut diagnostics);
    diagnostics.dedup();
    Checked { contents, diagnostics }
}

/// A resource with the file and the part that hold it.
type Found<'a> = (&'a Source, &'a Document, &'a Part, &'a dyn Desired);

/// Leaves out what AWS described where the request for it is there too, or another description of it.
///
/// They are one resource, which cannot be in its own way. Two requests are two.
fn without_repetitions(all: Vec<Found<'_>>) -> Vec<Found<'_>> {
    let mut seen = BTreeSet::new();
    let mut kept = vec![false; all.len()];
    // Requests first: what is wrong is told where it can be mended.
    for described in [false, true] {
        for (kept, (.., part, _)) in kept.iter_mut().zip(&all) {
            if part.is_described == described {
                let is_new = part.identity().is_none_or(|identity| seen.insert(identity));
                *kept |= is_new || !described;
            }
        }
    }
    all.into_iter().zip(kept).filter_map(|(found, kept)| kept.then_some(found)).collect()
}

fn read<'s>(
    source: &'s Source,
    diagnostics: &mut Vec<Diagnostic>,
) -> (&'s Source, Option<Document>, Vec<Part>) {
    let Some((document, form)) = recognized(source, diagnostics) else { return (source, None, Vec::new()) };
    match form.read(&document) {
        Ok(read) => {
            diagnostics.extend(read.unknown.iter().map(|error| report::unknown_in_answer(source, error)));
            (source, Some(document), read.parts)
        }
        Err(errors) => {
            diagnostics.extend(errors.iter().map(|error| report::of(source, error)));
            (source, None, Vec::new())
        }
    }
}

/// Parses a file and tells what it is; what keeps that from being told is reported.
fn recognized(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Option<(Document, &'static form::Form)> {
    if source.is_too_large() {
        diagnostics.push(report::too_large(source));
        return None;
    }
    let document = match Document::from_bytes(&source.bytes) {
        Ok(document) => document,
        Err(error) => {
            diagnostics.push(report::of(source, &error));
            return None;
        }
    };
    let form = form::of(&document);
    if form.is_none() {
        diagnostics.push(report::unknown_document(source, &document));
    }
    form.map(|form| (document, form))
}

/// A request or description that a file holds, for what is made of it besides checks.
pub(crate) struct Held {
    /// The kind of resource, such as `ecs:service`; a policy has none.
    pub(crate) kind: Option<&'static str>,
    /// Its path in the file: empty where it is the whole file.
    pub(crate) path: String,
    /// Whether AWS wrote it.
    pub(crate) is_answer: bool,
}

/// What a file holds, and its members that nothing is known of.
#[derive(Default)]
pub(crate) struct Holdings {
    pub(crate) held: Vec<Held>,
    pub(crate) unknown: Vec<reading::ReadError>,
}

/// Tells what a file holds, by the same reading as a check; members that are not known are passed over.
///
/// What keeps the file from being read is reported.
pub(crate) fn holdings(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Holdings {
    let Some((document, form)) = recognized(source, diagnostics) else { return Holdings::default() };
    match form.read_known(&document, false) {
        Ok(read) => {
            let held = |part: Part| Held {
                kind: part.desired().map(Desired::kind),
                path: part.path,
                is_answer: form.is_answer,
            };
            Holdings { held: read.parts.into_iter().map(held).collect(), unknown: read.unknown }
        }
        Err(errors) => {
            diagnostics.extend(errors.iter().map(|error| report::of(source, error)));
            Holdings::default()
        }
    }
}

/// Returns what a file holds, such as ``task definition `web` ``; nothing where it is not told or not read.
pub(crate) fn titles(source: &Source) -> Vec<String> {
    let (_, _, parts) = read(source, &mut Vec::new());
    parts.iter().map(title).collect()
}

fn title(part: &Part) -> String {
    match &part.content {
        Content::Resource { name, desired } => subject(desired.kind(), name),
        Content::Policy { purpose, .. } => purpose.name().to_owned(),
    }
}

fn place(source: &Source, document: &Document, part: &Part, mut finding: Finding) -> Diagnostic {
    finding.member = part.path_of(&finding.member);
    let at = document.nearest_place(&finding.member);
    let place = Place::File { path: source.name.clone(), line: at.line, column: at.column };
    finding.told(About::file(&source.name, title(part)), place)
}
