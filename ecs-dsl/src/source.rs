//! Where in the user's code each part of a resource was written.
//!
//! Builders are `#[track_caller]` and record the caller for the member they set. A rule that runs
//! long after the build names a member path; the longest recorded path that holds it gives the line.

use std::borrow::Cow;
use std::fmt;
use std::panic::Location;

use erased_serde::Serialize;
use serde_json::Value;

/// A line and column of the user's Rust code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceLine(&'static Location<'static>);

impl SourceLine {
    /// Returns the place that called the function which calls this one.
    #[track_caller]
    pub fn caller() -> Self {
        Self(Location::caller())
    }

    /// Returns the place that a `#[track_caller]` function elsewhere recorded.
    pub const fn at(place: &'static Location<'static>) -> Self {
        Self(place)
    }

    /// Returns the file as the compiler was given it, most often relative to the workspace.
    pub fn file(&self) -> &'static str {
        self.0.file()
    }

    /// Returns the line, from 1.
    pub fn line(&self) -> u32 {
        self.0.line()
    }

    /// Returns the column, from 1.
    pub fn column(&self) -> u32 {
        self.0.column()
    }
}

impl fmt::Display for SourceLine {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Windows compilers write `\`; one form keeps output equal on every machine.
        write!(formatter, "{}:{}:{}", self.file().replace('\\', "/"), self.line(), self.column())
    }
}

/// The lines that wrote one resource: the constructor's, and one for each member set since.
#[derive(Debug, Clone)]
pub struct Trace {
    root: SourceLine,
    members: Vec<(Cow<'static, str>, SourceLine)>,
}

impl Trace {
    /// Begins a trace at the constructor's line.
    pub fn new(root: SourceLine) -> Self {
        Self { root, members: Vec::new() }
    }

    /// Returns the constructor's line.
    pub fn root(&self) -> SourceLine {
        self.root
    }

    /// Records the line that set a member, by its path such as `portMappings[0].hostPort`.
    pub fn record(&mut self, path: impl Into<Cow<'static, str>>, line: SourceLine) {
        self.members.push((path.into(), line));
    }

    /// Takes over another trace, all of whose paths lie below `path`.
    pub fn nest(&mut self, path: &str, inner: &Trace) {
        self.members.push((Cow::Owned(path.to_owned()), inner.root));
        for (member, line) in &inner.members {
            self.members.push((Cow::Owned(join(path, member)), *line));
        }
    }

    /// Records the line for every member in which two requests differ: what a customization touched.
    pub fn record_changes(&mut self, before: &dyn Serialize, after: &dyn Serialize, line: SourceLine) {
        // A request that cannot be written is refused elsewhere; here it only costs the finer line.
        if let (Ok(before), Ok(after)) = (serde_json::to_value(before), serde_json::to_value(after)) {
            self.record_difference(&before, &after, "", line);
        }
    }

    fn record_difference(&mut self, before: &Value, after: &Value, path: &str, line: SourceLine) {
        match (before, after) {
            (Value::Object(old), Value::Object(new)) => {
                for key in old.keys().filter(|key| !new.contains_key(*key)) {
                    self.record(join(path, key), line);
                }
                for (key, value) in new {
                    self.record_difference(
                        old.get(key).unwrap_or(&Value::Null),
                        value,
                        &join(path, key),
                        line,
                    );
                }
            }
            (Value::Array(old), Value::Array(new)) => {
                for (index, value) in new.iter().enumerate() {
                    let old = old.get(index).unwrap_or(&Value::Null);
                    self.record_difference(old, value, &format!("{path}[{index}]"), line);
                }
            }
            (old, new) if old == new => {}
            _ => self.record(path.to_owned(), line),
        }
    }

    /// Returns the line of the longest recorded path that holds `path`, else the constructor's.
    pub fn line_of(&self, path: &str) -> SourceLine {
        let mut best: Option<(usize, SourceLine)> = None;
        for (member, line) in &self.members {
            // Of equal paths the last wins: a member set twice keeps the second value.
            if holds(member, path) && best.is_none_or(|(length, _)| member.len() >= length) {
                best = Some((member.len(), *line));
            }
        }
        best.map_or(self.root, |(_, line)| line)
    }
}

/// Joins two member paths with the dot that stands between them unless an index begins the second.
pub fn join(outer: &str, inner: &str) -> String {
    if outer.is_empty() {
        inner.to_owned()
    } else if inner.is_empty() || inner.starts_with('[') {
        format!("{outer}{inner}")
    } else {
        format!("{outer}.{inner}")
    }
}

/// Returns whether a member path is another one, or lies below it.
pub(crate) fn holds(outer: &str, path: &str) -> bool {
    path.strip_prefix(outer)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || rest.starts_with('['))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_recorded_path_gives_the_line() {
        let mut trace = Trace::new(SourceLine::caller());
        trace.record("portMappings[0]", SourceLine::caller());
        let inner = SourceLine::caller();
        trace.record("portMappings[0].hostPort", inner);
        assert_eq!(trace.line_of("portMappings[0].hostPort"), inner);
        assert_eq!(trace.line_of("portMappings[0].protocol").line(), inner.line() - 1);
        assert_eq!(trace.line_of("portMappings[01]"), trace.root());
        assert_eq!(trace.line_of("image"), trace.root());
    }

    #[test]
    fn a_nested_trace_answers_below_its_path() {
        let mut container = Trace::new(SourceLine::caller());
        let image = SourceLine::caller();
        container.record("image", image);
        let mut task = Trace::new(SourceLine::caller());
        task.nest("containerDefinitions[2]", &container);
        assert_eq!(task.line_of("containerDefinitions[2].image"), image);
        assert_eq!(task.line_of("containerDefinitions[2].name"), container.root());
        assert_eq!(task.line_of("containerDefinitions[20].name"), task.root());
    }
}
