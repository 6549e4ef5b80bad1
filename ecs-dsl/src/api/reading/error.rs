//! What can be wrong with a JSON text that is to be read.

use std::fmt;

use super::json_places::Position;

/// How deep lists and objects may be nested.
pub(super) const DEPTH: usize = 127;

/// One thing that is wrong with a JSON text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadError {
    /// The member at fault, such as `containerDefinitions[0].cpu`; empty for the whole document.
    pub path: String,
    /// Where it stands in the text: the key of a member at fault, or the value of the wrong type. A
    /// missing member is placed at the object that lacks it.
    pub place: Position,
    /// What is wrong with it.
    pub fault: ReadFault,
}

/// What is wrong with a member, or with the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadFault {
    /// The text is not JSON.
    Syntax {
        /// What the text lacks or has too much.
        message: String,
    },
    /// The bytes are no text in UTF-8.
    Encoding {
        /// Whether they look like text in UTF-16, as some programs on Windows write it.
        is_utf16: bool,
    },
    /// Lists and objects are nested deeper than is read.
    Depth,
    /// The object has no such member.
    Unknown {
        /// The member that was probably meant.
        nearest: Option<&'static str>,
        /// All members that the object has.
        known: &'static [&'static str],
    },
    /// The member is given more than once.
    Duplicate,
    /// The member is required, but not there.
    Missing,
    /// The value is of another type.
    WrongType {
        /// The type that the member has, as `an integer`.
        expected: String,
        /// What stands there, as `the string "256"`.
        found: String,
        /// How to write it instead, when that is plain.
        fix: Option<String>,
    },
    /// The value has the right type but cannot be read.
    Unreadable {
        /// Why not.
        message: String,
    },
}

impl ReadError {
    /// Returns what to do about it, when that is plain.
    pub fn fix(&self) -> Option<String> {
        match &self.fault {
            ReadFault::Unknown { nearest: Some(nearest), .. } => Some(format!("write `{nearest}`")),
            ReadFault::Unknown { nearest: None, .. } | ReadFault::Duplicate => Some("take it out".to_owned()),
            ReadFault::WrongType { fix, .. } => fix.clone(),
            ReadFault::Encoding { .. } => Some("save the file in UTF-8".to_owned()),
            ReadFault::Syntax { .. }
            | ReadFault::Depth
            | ReadFault::Missing
            | ReadFault::Unreadable { .. } => None,
        }
    }

    /// Returns whether it keeps the text from being read at all, so that nothing else is known of it.
    pub fn is_of_text(&self) -> bool {
        matches!(self.fault, ReadFault::Syntax { .. } | ReadFault::Encoding { .. } | ReadFault::Depth)
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_of_text() {
            return write!(formatter, "{}: {}", self.place, self.fault);
        }
        let path = if self.path.is_empty() { "the document" } else { &self.path };
        write!(formatter, "{path}: {}", self.fault)
    }
}

impl fmt::Display for ReadFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax { message } => write!(formatter, "not valid JSON: {message}"),
            Self::Encoding { is_utf16: true } => formatter.write_str("text in UTF-16, where JSON is UTF-8"),
            Self::Encoding { is_utf16: false } => formatter.write_str("not text in UTF-8, as JSON is"),
            Self::Depth => {
                write!(formatter, "lists and objects are nested more than {DEPTH} deep")
            }
            Self::Unknown { nearest: Some(nearest), .. } => {
                write!(formatter, "no such member; did you mean `{nearest}`?")
            }
            Self::Unknown { nearest: None, .. } => formatter.write_str("no such member"),
            Self::Duplicate => formatter.write_str("given more than once"),
            Self::Missing => formatter.write_str("required, but missing"),
            Self::WrongType { expected, found, .. } => {
                write!(formatter, "expected {expected}, found {found}")
            }
            Self::Unreadable { message } => formatter.write_str(message),
        }
    }
}

impl std::error::Error for ReadError {}
