//! Diagnostics as text: the place, the source line where it can be read, why, fix, AWS member.

use std::collections::BTreeMap;
use std::fs;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Place, Severity};

/// How a diagnostic is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Colours and the source line: a terminal.
    Terminal,
    /// The source line without colours: a terminal whose user sets `NO_COLOR`.
    Uncoloured,
    /// No colour and no source line: a pipe, a log, a test.
    Plain,
}

/// Returns the diagnostics as text, in the order given, a blank line after each.
pub fn render(diagnostics: &[Diagnostic], style: Style) -> String {
    let mut sources = BTreeMap::new();
    let mut text = String::new();
    for diagnostic in diagnostics {
        if style != Style::Plain {
            load(&mut sources, &diagnostic.place);
        }
        text.push_str(&one(diagnostic, style, &sources));
        text.push_str("\n\n");
    }
    text
}

/// Reads a source file once; a file that cannot be read only costs the source line.
///
/// The compiler names files from the workspace's folder, and the program may run in one below it.
fn load(sources: &mut BTreeMap<String, Option<String>>, place: &Place) {
    if let Some((path, ..)) = place.position() {
        sources.entry(path.clone()).or_insert_with(|| {
            let above = std::env::current_dir().unwrap_or_default();
            above.ancestors().find_map(|folder| fs::read_to_string(folder.join(&path)).ok())
        });
    }
}

fn one(diagnostic: &Diagnostic, style: Style, sources: &BTreeMap<String, Option<String>>) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Hint => Level::HELP.with_name("hint"),
    };
    let title = level.primary_title(&diagnostic.what).id(diagnostic.code.id);
    let mut group = Group::with_title(title);
    let about = match &diagnostic.stack {
        Some(stack) if diagnostic.address.is_some() => {
            format!("{} in stack `{stack}`", diagnostic.subject)
        }
        _ => diagnostic.subject.clone(),
    };
    let place = diagnostic.place.position();
    let source = place
        .as_ref()
        .and_then(|(path, ..)| sources.get(path)?.as_deref())
        .and_then(|source| Some((source, span(source, place.as_ref()?.1, place.as_ref()?.2)?)));
    match (&place, source) {
        (Some((path, ..)), Some((source, span))) => {
            group = group.element(
                Snippet::source(source)
                    .path(path.clone())
                    .annotation(AnnotationKind::Primary.span(span).label(about.clone())),
            );
        }
        (Some((path, line, column)), None) => {
            group =
                group.element(Origin::path(path.clone()).line(*line as usize).char_column(*column as usize));
            group = group.element(Level::NOTE.with_name("in").message(about.clone()));
        }
        (None, _) => group = group.element(Level::NOTE.with_name("in").message(about.clone())),
    }
    if !diagnostic.member.is_empty() {
        group = group.element(Level::NOTE.with_name("member").message(diagnostic.member.clone()));
    }
    group = group.element(Level::NOTE.with_name("why").message(diagnostic.why.clone()));
    group = group.element(Level::HELP.with_name("fix").message(diagnostic.fix.clone()));
    group = group.element(Level::NOTE.with_name("aws").message(diagnostic.code.aws));
    if let Some(reason) = &diagnostic.allowed {
        group = group.element(Level::NOTE.with_name("allowed").message(reason.clone()));
    }
    let renderer = match style {
        Style::Terminal => Renderer::styled(),
        Style::Uncoloured | Style::Plain => Renderer::plain(),
    };
    renderer.render(&[group])
}

/// Returns the bytes of the word that begins at a line and a column of characters, both from 1.
fn span(source: &str, line: u32, column: u32) -> Option<std::ops::Range<usize>> {
    let mut start = 0;
    for (number, text) in (1..).zip(source.split_inclusive('\n')) {
        if number == line {
            let at = text.char_indices().nth(column as usize - 1)?.0;
            let word = text[at..].find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '!'));
            let length = word.filter(|length| *length > 0).unwrap_or(1).min(text.len() - at);
            return Some(start + at..start + at + length);
        }
        start += text.len();
    }
    None
}
