//! What could not be carried over, or not as it was, and where it stands.

use std::fmt;
use std::rc::Rc;

/// Something that whoever imports has to know: what was left out, or is otherwise in the code.
///
/// It stands as a comment in the code too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The file.
    pub source: Rc<str>,
    /// The path of the member in the file; empty for the whole.
    pub path: String,
    /// What became of it, and what to do.
    pub what: String,
}

impl fmt::Display for Note {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: ", self.source)?;
        if !self.path.is_empty() {
            write!(formatter, "{}: ", self.path)?;
        }
        formatter.write_str(&self.what)
    }
}
