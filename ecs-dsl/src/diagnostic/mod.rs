//! What the user can mend: found all at once, each with its place, its reason and the way out.

pub mod code;
mod render;

use std::fmt;
use std::rc::Rc;

pub use code::Code;
pub use render::{Style, render};

use crate::address::Address;
use crate::source::SourceLine;

/// How bad a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// AWS would refuse it, or it cannot work: `synth` prints nothing and the exit code is 3.
    Error,
    /// AWS takes it, but it is risky or without effect; can be allowed with a reason.
    Warning,
    /// Advice on a better form; can be allowed with a reason.
    Hint,
}

impl Severity {
    /// Returns the word that begins the rendered diagnostic.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Hint => "hint",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// Where the cause of a diagnostic stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A line of the user's Rust code.
    Code(SourceLine),
    /// A line of a file that was read; line and column from 1.
    File {
        /// The file's path as it was given.
        path: Rc<str>,
        /// The line, from 1.
        line: u32,
        /// The column in characters, from 1.
        column: u32,
    },
    /// No line: the cause is the command line itself.
    Nowhere,
}

impl Place {
    /// Returns the file, with `/` between folders on every machine, the line and the column, both from 1.
    pub fn position(&self) -> Option<(String, u32, u32)> {
        match self {
            Self::Code(line) => Some((line.file().replace('\\', "/"), line.line(), line.column())),
            Self::File { path, line, column } => Some((path.to_string(), *line, *column)),
            Self::Nowhere => None,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(line) => line.fmt(formatter),
            Self::File { path, line, column } => write!(formatter, "{path}:{line}:{column}"),
            Self::Nowhere => formatter.write_str("the command line"),
        }
    }
}

/// What a rule found, before anyone knows where the member was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule's code.
    pub code: &'static Code,
    /// The member at fault, as a path in the request: `containerDefinitions[0].image`; empty for the whole.
    pub member: String,
    /// What is wrong, with the values at hand.
    pub what: String,
    /// Why AWS has the rule; the code's own reason when absent.
    pub why: Option<String>,
    /// What to write instead, in the members of the request.
    pub fix: String,
    /// What to write instead where the request comes from Rust code; the same where absent.
    pub fix_in_code: Option<String>,
}

impl Finding {
    /// Makes a finding whose reason is the code's own.
    pub fn new(
        code: &'static Code,
        member: impl Into<String>,
        what: impl Into<String>,
        fix: impl Into<String>,
    ) -> Self {
        let (member, what, fix) = (member.into(), what.into(), fix.into());
        Self { code, member, what, why: None, fix, fix_in_code: None }
    }

    /// Replaces the code's reason by one with the values at hand.
    #[must_use]
    pub fn because(mut self, why: impl Into<String>) -> Self {
        self.why = Some(why.into());
        self
    }

    /// Says what to write in Rust code, for whom the request's own members would lead astray.
    #[must_use]
    pub fn in_code(mut self, fix: impl Into<String>) -> Self {
        self.fix_in_code = Some(fix.into());
        self
    }
}

/// What a finding is about.
#[derive(Debug, Clone)]
pub(crate) struct About {
    /// The stack it is in, if any.
    pub(crate) stack: Option<String>,
    /// What it is called, such as ``task definition `web` ``.
    pub(crate) subject: String,
    /// Its address, or the file's name.
    pub(crate) address: Option<String>,
}

impl About {
    /// Returns a resource of a stack.
    pub(crate) fn resource(stack: &str, address: &Address) -> Self {
        Self {
            stack: Some(stack.to_owned()),
            subject: subject(address.kind(), address.id()),
            address: Some(address.to_string()),
        }
    }

    /// Returns a stack itself.
    pub(crate) fn stack(name: &str) -> Self {
        Self { stack: Some(name.to_owned()), subject: format!("stack `{name}`"), address: None }
    }

    /// Returns what a file holds; `subject` may be the file itself.
    pub(crate) fn file(name: &str, subject: String) -> Self {
        Self { stack: None, subject, address: Some(name.to_owned()) }
    }
}

/// Returns what a resource is called in a message: ``task definition `web` `` for `ecs:task-definition`.
pub(crate) fn subject(kind: &str, name: &str) -> String {
    let kind = kind.split_once(':').map_or(kind, |(_service, kind)| kind).replace('-', " ");
    format!("{kind} `{name}`")
}

impl Finding {
    /// Returns what the user is told of it, with the words for the place: those of the builders in Rust code.
    pub(crate) fn told(self, about: About, place: Place) -> Diagnostic {
        let fix = match (&place, self.fix_in_code) {
            (Place::Code(_), Some(fix)) => fix,
            _ => self.fix,
        };
        Diagnostic {
            code: self.code,
            severity: self.code.severity,
            stack: about.stack,
            subject: about.subject,
            address: about.address,
            member: self.member,
            place,
            what: self.what,
            why: self.why.unwrap_or_else(|| self.code.why.to_owned()),
            fix,
            allowed: None,
        }
    }
}

/// Something the user can mend, with all that is needed to do so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable code.
    pub code: &'static Code,
    /// How bad it is: the code's own severity, unless `--deny warnings` raised it.
    pub severity: Severity,
    /// The stack it is in, if any.
    pub stack: Option<String>,
    /// What it is about, such as ``task definition `web` ``.
    pub subject: String,
    /// The resource's address or the file's name, for machines.
    pub address: Option<String>,
    /// The member's path in the request; empty for the whole resource.
    pub member: String,
    /// Where the cause stands.
    pub place: Place,
    /// What is wrong.
    pub what: String,
    /// Why it is a rule.
    pub why: String,
    /// What to write instead.
    pub fix: String,
    /// The user's reason for allowing it, if it was allowed.
    pub allowed: Option<String>,
}

/// Sorts diagnostics into the order in which they are shown: by stack, place, member and code.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| {
        (&a.stack, &a.place, &a.address, &a.member, a.code.id, &a.what)
            .cmp(&(&b.stack, &b.place, &b.address, &b.member, b.code.id, &b.what))
    });
}

/// Returns how many of the diagnostics that were not allowed are errors, warnings and hints.
pub fn counts(diagnostics: &[Diagnostic]) -> [usize; 3] {
    let mut counts = [0; 3];
    for diagnostic in diagnostics.iter().filter(|diagnostic| diagnostic.allowed.is_none()) {
        counts[diagnostic.severity as usize] += 1;
    }
    counts
}
