//! A JSON text as a tree in which every key and value knows its line and column.

use std::fmt;

use serde::de::DeserializeOwned;
use serde_json::Number;

use super::deserializer::{self, Strictness};
use super::error::{Fault, ReadError};
use super::member_path::{self, Step};

/// A line and column of a JSON text, both from 1; columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The line.
    pub line: u32,
    /// The column.
    pub column: u32,
}

impl Place {
    const START: Self = Self { line: 1, column: 1 };
}

impl fmt::Display for Place {
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
    pub(super) place: Place,
    pub(super) value: Value,
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
    pub(super) place: Place,
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
            return Err(syntax(place_of_error(text, &error), message_of_error(&error)));
        }
        let mut scanner = Scanner { text, offset: 0, place: Place::START };
        Ok(Self { root: scanner.node() })
    }

    /// Parses a JSON text that may not even be text.
    ///
    /// # Errors
    /// As [`parse`](Self::parse), and if the bytes are not UTF-8.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ReadError> {
        match std::str::from_utf8(bytes) {
            Ok(text) => Self::parse(text),
            Err(error) => {
                let good = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
                let message = "the text is not UTF-8; save the file in that encoding".to_owned();
                Err(syntax(place_after(&good), message))
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

    /// Returns where the key of a member stands, or an element of a list begins.
    ///
    /// `None` if the document has no such member, or the path is not well formed.
    pub fn key_place(&self, path: &str) -> Option<Place> {
        self.way(path).filter(Way::is_whole).map(|way| way.key)
    }

    /// Returns where the value of a member begins.
    ///
    /// `None` if the document has no such member, or the path is not well formed.
    pub fn value_place(&self, path: &str) -> Option<Place> {
        self.way(path).filter(Way::is_whole).map(|way| way.node.place)
    }

    /// Returns where the key of a member stands, or of the innermost one around it that there is.
    ///
    /// This is the place of a fault that a rule finds at a path, also when the member is missing.
    pub fn nearest_place(&self, path: &str) -> Place {
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
    key: Place,
    left: usize,
}

impl Way<'_> {
    fn is_whole(&self) -> bool {
        self.left == 0
    }
}

fn syntax(place: Place, message: String) -> ReadError {
    ReadError { path: String::new(), place, fault: Fault::Syntax { message } }
}

/// The place of a syntax error, whose column counts bytes.
fn place_of_error(text: &str, error: &serde_json::Error) -> Place {
    let line = text.lines().nth(error.line().saturating_sub(1)).unwrap_or("");
    let before = line.char_indices().take_while(|(offset, _)| offset + 1 < error.column()).count();
    Place { line: small(error.line().max(1)), column: small(before + 1) }
}

/// What a syntax error says, without the place that its text ends with.
fn message_of_error(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let message = text.rsplit_once(" at line ").map_or(text.as_str(), |(message, _)| message);
    if let Some(what) = message.strip_prefix("EOF while parsing ") {
        return format!("the text ends within {}", what.replacen("a value", "the document", 1));
    }
    if message == "recursion limit exceeded" {
        return "lists and objects are nested more than 127 deep".to_owned();
    }
    message.to_owned()
}

/// The place of what would follow a text.
fn place_after(text: &str) -> Place {
    let mut scanner = Scanner { text, offset: 0, place: Place::START };
    while scanner.peek().is_some() {
        scanner.advance();
    }
    scanner.place
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Finds the keys and values of a text that is known to be JSON.
struct Scanner<'t> {
    text: &'t str,
    offset: usize,
    place: Place,
}

impl Scanner<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.offset).copied()
    }

    /// Passes one byte. The later bytes of a character do not count as columns.
    fn advance(&mut self) {
        match self.peek() {
            None => return,
            Some(b'\n') => {
                self.place = Place { line: self.place.line.saturating_add(1), column: 1 };
            }
            Some(byte) => {
                let begins_character = byte & 0xC0 != 0x80;
                self.place.column = self.place.column.saturating_add(u32::from(begins_character));
            }
        }
        self.offset += 1;
    }

    fn skip(&mut self, is_skipped: impl Fn(u8) -> bool) {
        while self.peek().is_some_and(&is_skipped) {
            self.advance();
        }
    }

    /// Passes white space and returns what comes after it.
    fn peek_token(&mut self) -> Option<u8> {
        self.skip(|byte| byte.is_ascii_whitespace());
        self.peek()
    }

    /// Takes a value. The depth is bounded since the text was parsed before.
    fn node(&mut self) -> Node {
        let token = self.peek_token();
        let place = self.place;
        let value = match token {
            Some(b'{') => self.object(),
            Some(b'[') => self.list(),
            Some(b'"') => Value::String(self.string()),
            _ => self.scalar(),
        };
        Node { place, value }
    }

    fn object(&mut self) -> Value {
        let mut members = Vec::new();
        self.advance();
        loop {
            match self.peek_token() {
                Some(b'"') => {
                    let place = self.place;
                    let key = self.string();
                    if self.peek_token() == Some(b':') {
                        self.advance();
                    }
                    members.push(Member { place, key, node: self.node() });
                }
                Some(b',') => self.advance(),
                _ => {
                    self.advance();
                    return Value::Object(members);
                }
            }
        }
    }

    fn list(&mut self) -> Value {
        let mut nodes = Vec::new();
        self.advance();
        loop {
            match self.peek_token() {
                None | Some(b']') => {
                    self.advance();
                    return Value::List(nodes);
                }
                Some(b',') => self.advance(),
                Some(_) => nodes.push(self.node()),
            }
        }
    }

    fn string(&mut self) -> String {
        let start = self.offset;
        self.advance();
        while let Some(byte) = self.peek() {
            self.advance();
            match byte {
                b'"' => break,
                b'\\' => self.advance(),
                _ => {}
            }
        }
        serde_json::from_str(&self.text[start..self.offset]).unwrap_or_default()
    }

    fn scalar(&mut self) -> Value {
        let start = self.offset;
        self.advance();
        self.skip(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
        match &self.text[start..self.offset] {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            number => serde_json::from_str(number).map_or(Value::Null, Value::Number),
        }
    }
}
