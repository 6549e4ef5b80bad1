//! The types of value that can be asked for, and what to say when another one stands there.

use serde_json::Number;

use super::error::ReadFault;
use super::json_places::Value;

/// The value of a number that has no fraction and is not written as if it had.
pub(super) fn integer(number: &Number) -> Option<i128> {
    number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from))
}

/// The type of value that is asked for.
pub(super) enum Expected {
    Bool,
    Integer(i128, i128),
    Number,
    String,
    List,
    Object,
    Value,
}

impl Expected {
    /// The fault of a value that is not of this type.
    pub(super) fn not(&self, value: &Value) -> ReadFault {
        ReadFault::WrongType { expected: self.name(value), found: describe(value), fix: self.fix(value) }
    }

    fn name(&self, value: &Value) -> String {
        match self {
            Self::Bool => "true or false".to_owned(),
            Self::Integer(least, most) => match value {
                Value::Number(number) if integer(number).is_some() => {
                    format!("an integer from {least} to {most}")
                }
                _ => "an integer".to_owned(),
            },
            Self::Number => "a number".to_owned(),
            Self::String => "a string".to_owned(),
            Self::List => "a list".to_owned(),
            Self::Object => "an object".to_owned(),
            Self::Value => "a value".to_owned(),
        }
    }

    fn fix(&self, value: &Value) -> Option<String> {
        match (self, value) {
            (Self::Integer(..), Value::String(text)) if text.parse::<i64>().is_ok() => {
                Some(format!("write {text} without quotes"))
            }
            (Self::Number, Value::String(text)) if text.parse::<f64>().is_ok_and(f64::is_finite) => {
                Some(format!("write {text} without quotes"))
            }
            (Self::Bool, Value::String(text)) if text == "true" || text == "false" => {
                Some(format!("write {text} without quotes"))
            }
            (Self::String, Value::Number(number)) => Some(format!("write \"{number}\" in quotes")),
            (Self::String, Value::Bool(flag)) => Some(format!("write \"{flag}\" in quotes")),
            (Self::List, Value::String(_) | Value::Number(_) | Value::Bool(_) | Value::Object(_)) => {
                Some("write [ and ] around it".to_owned())
            }
            (Self::Object, Value::List(nodes)) if matches!(nodes.as_slice(), [only] if matches!(only.value, Value::Object(_))) => {
                Some("take away the [ and ] around it".to_owned())
            }
            _ => None,
        }
    }
}

/// What a value is, for a message; long strings are cut.
fn describe(value: &Value) -> String {
    const SHOWN: usize = 40;
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => format!("the number {number}"),
        Value::String(text) => {
            let shown: String = text.chars().take(SHOWN).collect();
            let more = if shown.len() < text.len() { "…" } else { "" };
            format!("the string {}{more}", serde_json::Value::from(shown))
        }
        Value::List(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}
