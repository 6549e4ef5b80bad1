//! Where the keys and values of a JSON text stand.

use super::json_places::{Member, Node, Position, Value};

/// Returns the tree of a text that is known to be JSON, and not too deep.
pub(super) fn scan(text: &str) -> Node {
    Scanner::at_start(text).node()
}

/// The place of what would follow a text.
pub(super) fn place_after(text: &str) -> Position {
    let mut scanner = Scanner::at_start(text);
    while scanner.peek().is_some() {
        scanner.advance();
    }
    scanner.place
}

/// Finds the keys and values of a text that is known to be JSON.
struct Scanner<'t> {
    text: &'t str,
    offset: usize,
    place: Position,
}

impl<'t> Scanner<'t> {
    fn at_start(text: &'t str) -> Self {
        Self { text, offset: 0, place: Position { line: 1, column: 1 } }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.offset).copied()
    }

    /// Passes one byte. The later bytes of a character do not count as columns.
    fn advance(&mut self) {
        match self.peek() {
            None => return,
            Some(b'\n') => {
                self.place = Position { line: self.place.line.saturating_add(1), column: 1 };
            }
            Some(byte) => {
                let begins_character = byte & 0xC0 != 0x80;
                self.place.column = self.place.column.saturating_add(u32::from(begins_character));
            }
        }
        self.offset += 1;
    }

    fn text_since(&self, start: usize) -> &'t str {
        self.text.get(start..self.offset).unwrap_or_default()
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
        serde_json::from_str(self.text_since(start)).unwrap_or_default()
    }

    fn scalar(&mut self) -> Value {
        let start = self.offset;
        self.advance();
        self.skip(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
        match self.text_since(start) {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            number => serde_json::from_str(number).map_or(Value::Null, Value::Number),
        }
    }
}
