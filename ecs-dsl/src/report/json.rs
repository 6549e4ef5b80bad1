//! Diagnostics as JSON; the form is described by `docs/check-report.schema.json`.

use serde::Serialize;

use crate::diagnostic::{Diagnostic, counts};

/// The report's format and version; a change that could break a reader raises the number.
pub(crate) const FORMAT: &str = "ecs-dsl-check/1";

#[derive(Serialize)]
struct Report<'a> {
    format: &'static str,
    counts: Counts,
    diagnostics: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Counts {
    errors: usize,
    warnings: usize,
    hints: usize,
    allowed: usize,
}

#[derive(Serialize)]
struct Row<'a> {
    code: &'static str,
    severity: &'static str,
    stack: Option<&'a str>,
    address: Option<&'a str>,
    subject: &'a str,
    member: &'a str,
    place: Option<Position>,
    what: &'a str,
    why: &'a str,
    fix: &'a str,
    aws: &'static str,
    allowed: Option<&'a str>,
}

#[derive(Serialize)]
struct Position {
    file: String,
    line: u32,
    column: u32,
}

/// Returns the diagnostics, those that were allowed too, as a document of JSON.
pub(crate) fn report(diagnostics: &[Diagnostic]) -> String {
    let [errors, warnings, hints] = counts(diagnostics);
    let allowed = diagnostics.iter().filter(|diagnostic| diagnostic.allowed.is_some()).count();
    crate::assembly::to_json(&Report {
        format: FORMAT,
        counts: Counts { errors, warnings, hints, allowed },
        diagnostics: diagnostics.iter().map(row).collect(),
    })
}

fn row(diagnostic: &Diagnostic) -> Row<'_> {
    Row {
        code: diagnostic.code.id,
        severity: diagnostic.severity.as_str(),
        stack: diagnostic.stack.as_deref(),
        address: diagnostic.address.as_deref(),
        subject: &diagnostic.subject,
        member: &diagnostic.member,
        place: diagnostic.place.position().map(|(file, line, column)| Position { file, line, column }),
        what: &diagnostic.what,
        why: &diagnostic.why,
        fix: &diagnostic.fix,
        aws: diagnostic.code.aws,
        allowed: diagnostic.allowed.as_deref(),
    }
}
