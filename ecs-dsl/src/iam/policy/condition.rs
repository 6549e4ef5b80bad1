//! Conditions: when a statement holds.

use super::OneOrMany;
use serde::de::{Deserializer, Error, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;

/// The `Condition` block of a statement: operator, then condition key, then the values.
///
/// All operators and all keys must hold; of a key's values, any one is enough.
///
/// AWS: policy element `Condition`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Condition {
    /// Values by key, by operator, as written: `StringEquals` → `aws:SourceAccount` → `111122223333`.
    pub operators: BTreeMap<String, BTreeMap<String, OneOrMany<ConditionValue>>>,
}

impl Condition {
    /// Returns a condition without any operator, which always holds.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds values for a key under an operator, beside those that the key already has.
    ///
    /// As JSON has each key once, values given for one operator and key in several calls form one list,
    /// of which IAM takes any.
    pub fn add(
        &mut self,
        operator: impl Into<String>,
        key: impl Into<String>,
        values: impl Into<OneOrMany<ConditionValue>>,
    ) {
        let keys = self.operators.entry(operator.into()).or_default();
        match keys.entry(key.into()) {
            std::collections::btree_map::Entry::Vacant(entry) => {
                entry.insert(values.into());
            }
            std::collections::btree_map::Entry::Occupied(mut entry) => {
                values.into().into_iter().for_each(|value| entry.get_mut().push(value));
            }
        }
    }

    /// Goes through operator, key and values, sorted by operator and key.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str, &OneOrMany<ConditionValue>)> {
        self.operators.iter().flat_map(|(operator, keys)| {
            keys.iter().map(move |(key, values)| (operator.as_str(), key.as_str(), values))
        })
    }

    /// Returns whether there is nothing to hold.
    pub fn is_empty(&self) -> bool {
        self.operators.values().all(BTreeMap::is_empty)
    }
}

/// A value that a condition compares with: text, or a bare JSON boolean or number.
///
/// IAM documents strings alone, takes bare booleans and numbers too, and reads them as their text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ConditionValue {
    /// A JSON string.
    Text(String),
    /// A bare JSON `true` or `false`.
    Bool(bool),
    /// A bare JSON number.
    Number(serde_json::Number),
}

impl fmt::Display for ConditionValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => formatter.write_str(text),
            Self::Bool(value) => write!(formatter, "{value}"),
            Self::Number(value) => write!(formatter, "{value}"),
        }
    }
}

impl From<&str> for ConditionValue {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<crate::arn::Arn> for ConditionValue {
    fn from(arn: crate::arn::Arn) -> Self {
        Self::from(String::from(arn))
    }
}

impl From<String> for ConditionValue {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for ConditionValue {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for ConditionValue {
    fn from(value: i64) -> Self {
        Self::Number(value.into())
    }
}

impl From<ConditionValue> for OneOrMany<ConditionValue> {
    fn from(value: ConditionValue) -> Self {
        Self::One(value)
    }
}

impl From<bool> for OneOrMany<ConditionValue> {
    fn from(value: bool) -> Self {
        Self::One(value.into())
    }
}

impl From<i64> for OneOrMany<ConditionValue> {
    fn from(value: i64) -> Self {
        Self::One(value.into())
    }
}

impl Serialize for ConditionValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(value) => value.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for ConditionValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ConditionValueVisitor;

        impl Visitor<'_> for ConditionValueVisitor {
            type Value = ConditionValue;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a string, a boolean or a number")
            }

            fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
                Ok(ConditionValue::Bool(value))
            }

            fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
                Ok(ConditionValue::Number(value.into()))
            }

            fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
                Ok(ConditionValue::Number(value.into()))
            }

            fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
                serde_json::Number::from_f64(value)
                    .map(ConditionValue::Number)
                    .ok_or_else(|| E::custom("a number that JSON cannot write"))
            }

            fn visit_str<E: Error>(self, value: &str) -> Result<Self::Value, E> {
                Ok(ConditionValue::Text(value.to_owned()))
            }

            fn visit_string<E: Error>(self, value: String) -> Result<Self::Value, E> {
                Ok(ConditionValue::Text(value))
            }
        }

        deserializer.deserialize_any(ConditionValueVisitor)
    }
}
