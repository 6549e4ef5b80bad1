//! One row of a kind's table: a member, what AWS does to it, and why we believe so.

use serde_json::Value;

/// What AWS does to one member.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// The path of the member, with `[]` for the elements of a list: `containerDefinitions[].cpu`.
    pub member: &'static str,
    /// What is done to it before it is compared.
    pub rule: Rule,
    /// How well this is known.
    pub evidence: Evidence,
    /// What AWS does.
    pub reason: &'static str,
}

/// Makes a row.
pub(crate) const fn row(member: &'static str, rule: Rule, evidence: Evidence, reason: &'static str) -> Row {
    Row { member, rule, evidence, reason }
}

/// How well a row is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evidence {
    /// AWS documents it.
    Documented,
    /// It was seen in real descriptions.
    Observed,
    /// The field says so; not read or seen.
    Known,
}

/// What is done to a member before it is compared.
#[derive(Debug, Clone, Copy)]
pub enum Rule {
    /// AWS says it and nobody asks for it: left out.
    OutputOnly,
    /// This value is the same as absence.
    Default(Plain),
    /// The value that the rest of the request makes the default is the same as absence.
    DefaultBy(fn(Around<'_>) -> Option<Value>),
    /// A list whose elements these members name, each with what an absent one stands for; order means nothing.
    Keyed(&'static [(&'static str, &'static str)]),
    /// A list of names with values, by these two members; order means nothing.
    Pairs(&'static str, &'static str),
    /// A list of plain values whose order means nothing.
    Set,
    /// Keys and values of the user's own: an empty value is a value.
    Map,
    /// An object that means something even when nothing is in it.
    Kept,
    /// AWS writes the value in its own way.
    Rewrite(fn(&Value) -> Option<Value>),
    /// Absent in the code, AWS or the account chooses, and any choice is right.
    AwsChooses,
    /// As [`AwsChooses`](Self::AwsChooses), for requests that this is true of.
    AwsChoosesWhen(fn(&Value) -> bool),
    /// The wanted value and the live one may be spelt differently and mean the same.
    Same(fn(&str, &str) -> bool),
}

/// A value that can stand in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plain {
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Number(i64),
    /// A text.
    Text(&'static str),
}

impl Plain {
    pub(crate) fn equals(self, value: &Value) -> bool {
        match self {
            Self::Bool(plain) => value.as_bool() == Some(plain),
            Self::Number(plain) => value.as_i64() == Some(plain),
            Self::Text(plain) => value.as_str() == Some(plain),
        }
    }

    /// Returns the value as JSON.
    pub fn value(self) -> Value {
        match self {
            Self::Bool(plain) => plain.into(),
            Self::Number(plain) => plain.into(),
            Self::Text(plain) => plain.into(),
        }
    }
}

/// Where a member stands, for defaults that depend on the rest of the request.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    /// The whole request.
    pub root: &'a Value,
    /// The object that has the member.
    pub parent: &'a Value,
}
