//! A JSON text as a tree in which every key and value knows its line and column.

use std::fmt;

use serde::de::DeserializeOwned;
use serde_json::Number;

use super::deserializer;
use super::error::{ReadError, ReadFault};
use super::member_path::{self, Step};
use super::reader::Strictness;
use super::scanner;

/// A line and column of a JSON text, both from 1; columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line.
    pub line: u32,
    /// The column.
    pub column: u32,
}

impl fmt::Display for Position {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "line {}, column {}", self.line, self.column)
    }
}

/// A JSON text that was parsed, with the place of every key and value.
#[derive(Debug, Clone)]
pub struct Document {
    root: Node,
}

/// A value and where it begins.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) place: Position,
    pub(super) value: Value,
}

impl Node {
    pub(super) fn is_null(&self) -> bool {
        matches!(self.value, Value::Null)
    }
}

#[derive(Debug, Clone)]
pub(super) enum Value {
    Null,
    Bool(bool),
    Number(Number),
    String(String),
    List(Vec<Node>),
    /// The members in the order of the text, also those whose key came before.
    Object(Vec<Member>),
}

/// A key with its place, and what it stands for.
#[derive(Debug, Clone)]
pub(super) struct Member {
    pub(super) place: Position,
    pub(super) key: String,
    pub(super) node: Node,
}

impl Document {
    /// Parses a JSON text. A byte order mark before it, as Windows writes it, is passed over.
    ///
    /// # Errors
    /// If the text is not JSON, or lists and objects are nested more than 127 deep.
    pub fn parse(text: &str) -> Result<Self, ReadError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        // This decides whether the text is JSON, and bounds the depth. The scanner after it only finds
        // where things stand, and may trust the text.
        if let Err(error) = serde_json::from_str::<serde_json::Value>(text) {
            return Err(whole(place_of_error(text, &error), fault_of_error(&error)));
        }
        Ok(Self { root: scanner::scan(text) })
    }

    /// Parses a JSON text that may not even be text.
    ///
    /// # Errors
    /// As [`parse`](Self::parse), and if the bytes are not UTF-8.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ReadError> {
        if is_utf16(bytes) {
            return Err(whole(Position { line: 1, column: 1 }, ReadFault::Encoding { is_utf16: true }));
        }
        match std::str::from_utf8(bytes) {
            Ok(text) => Self::parse(text),
            Err(error) => {
                let good = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
                Err(whole(scanner::place_after(&good), ReadFault::Encoding { is_utf16: false }))
            }
        }
    }

    /// Reads a request and accepts nothing that the type does not have; see [`super::read_strict`].
    ///
    /// # Errors
    /// Every fault, in the order of the text.
    pub fn read_strict<T: DeserializeOwned>(&self) -> Result<T, Vec<ReadError>> {
        deserializer::read(&self.root, Strictness::Strict)
    }

    /// Reads an answer and skips the members that the type lacks; see [`super::read_answer`].
    ///
    /// # Errors
    /// If a member that the type has is of another type.
    pub fn read_answer<T: DeserializeOwned>(&self) -> Result<T, Vec<ReadError>> {
        deserializer::read(&self.root, Strictness::Lenient)
    }

    /// Returns the keys of the object at a path, in the order of the text; `""` is the document itself.
    ///
    /// `None` if there is no object at the path.
    pub fn keys(&self, path: &str) -> Option<Vec<&str>> {
        match &self.way(path).filter(Way::is_whole)?.node.value {
            Value::Object(members) => Some(members.iter().map(|member| member.key.as_str()).collect()),
            _ => None,
        }
    }

    /// Returns whether a list stands at a path; `""` is the document itself.
    pub fn is_list(&self, path: &str) -> bool {
        self.way(path).is_some_and(|way| way.is_whole() && matches!(way.node.value, Value::List(_)))
    }

    /// Returns where the key of a member stands, or an element of a list begins.
    ///
    /// `None` if the document has no such member, or the path is not well formed.
    pub fn key_place(&self, path: &str) -> Option<Position> {
        self.way(path).filter(Way::is_whole).map(|way| way.key)
    }

    /// Returns where the value of a member begins.
    ///
    /// `None` if the document has no such member, or the path is not well formed.
    pub fn value_place(&self, path: &str) -> Option<Position> {
        self.way(path).filter(Way::is_whole).map(|way| way.node.place)
    }

    /// Returns where the key of a member stands, or of the innermost one around it that there is.
    ///
    /// This is the place of a fault that a rule finds at a path, also when the member is missing.
    pub fn nearest_place(&self, path: &str) -> Position {
        self.way(path).map_or(self.root.place, |way| way.key)
    }

    /// Goes the steps of a path as far as the document has them.
    fn way(&self, path: &str) -> Option<Way<'_>> {
        let steps = member_path::steps(path)?;
        let mut way = Way { node: &self.root, key: self.root.place, left: steps.len() };
        for step in steps {
            let found = match (&way.node.value, step) {
                // Of equal keys the last wins, as it does when the document is read.
                (Value::Object(members), Step::Member(key)) => members
                    .iter()
                    .rev()
                    .find(|member| member.key == key)
                    .map(|member| (&member.node, member.place)),
                (Value::List(nodes), Step::Element(index)) => nodes.get(index).map(|node| (node, node.place)),
                _ => None,
            };
            let Some((node, key)) = found else { break };
            way = Way { node, key, left: way.left - 1 };
        }
        Some(way)
    }
}

/// How far a path could be followed.
struct Way<'d> {
    node: &'d Node,
    key: Position,
    left: usize,
}

impl Way<'_> {
    fn is_whole(&self) -> bool {
        self.left == 0
    }
}

/// Returns whether bytes begin as text in UTF-16 does: by its mark, or by a zero beside the first letter.
fn is_utf16(bytes: &[u8]) -> bool {
    match bytes {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => true,
        [0, letter, ..] | [letter, 0, ..] => {
            letter.is_ascii_whitespace() || matches!(letter, b'{' | b'[' | b'"')
        }
        _ => false,
    }
}

/// An error about the text as a whole.
fn whole(place: Position, fault: ReadFault) -> ReadError {
    ReadError { path: String::new(), place, fault }
}

/// The place of a syntax error, whose column counts bytes.
fn place_of_error(text: &str, error: &serde_json::Error) -> Position {
    let line = text.lines().nth(error.line().saturating_sub(1)).unwrap_or("");
    let before = line.char_indices().take_while(|(offset, _)| offset + 1 < error.column()).count();
    Position { line: small(error.line().max(1)), column: small(before + 1) }
}

/// What a syntax error says, without the place that its text ends with.
fn fault_of_error(error: &serde_json::Error) -> ReadFault {
    let text = error.to_string();
    let message = text.rsplit_once(" at line ").map_or(text.as_str(), |(message, _)| message);
    if message == "recursion limit exceeded" {
        return ReadFault::Depth;
    }
    let message = match message.strip_prefix("EOF while parsing ") {
        Some(what) => format!("the text ends within {}", what.replacen("a value", "the document", 1)),
        None => message.to_owned(),
    };
    ReadFault::Syntax { message }
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
