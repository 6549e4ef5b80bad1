//! What a test does when something it needs is not on this machine.
//!
//! On a developer's machine the test says so and passes; in CI it fails, so that a green CI means that it ran.

use std::fmt;
use std::io::Write as _;

/// Why something that a test needs is missing: a sentence for whoever reads the test's output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unavailable(String);

impl Unavailable {
    /// Returns the reason as a value.
    pub fn new(why: impl Into<String>) -> Self {
        Self(why.into())
    }
}

impl fmt::Display for Unavailable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unavailable {}

/// Returns what the test needs, or `None` after saying on stderr that the test is skipped, and why.
///
/// # Panics
/// When it is missing and the environment variable `CI` is `true`.
#[must_use]
pub fn or_skip<T>(needed: Result<T, Unavailable>) -> Option<T> {
    let in_ci = std::env::var("CI").is_ok_and(|ci| ci == "true");
    match needed {
        Ok(it) => Some(it),
        Err(why) if in_ci => panic!("CI must not skip this test: {why}"),
        Err(why) => {
            let thread = std::thread::current();
            // Not `eprintln!`: the test harness shows its output only for tests that fail.
            let _ = writeln!(std::io::stderr(), "skipped {}: {why}", thread.name().unwrap_or("a test"));
            None
        }
    }
}
