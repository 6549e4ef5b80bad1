//! A value or a list of values, as nearly every member of a policy may be.

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserialize, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::{Serialize, Serializer};
use std::fmt;
use std::marker::PhantomData;

/// One value, or a list of them; which of the two was written is kept.
///
/// IAM reads `"Action": "s3:GetObject"` and `"Action": ["s3:GetObject"]` alike. The two compare
/// unequal here, since one document is not the other; [`PolicyDocument::normalized`] makes them equal.
///
/// [`PolicyDocument::normalized`]: super::PolicyDocument::normalized
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OneOrMany<T> {
    /// A value that stands alone.
    One(T),
    /// A list, which may hold one value or none.
    Many(Vec<T>),
}

impl<T> OneOrMany<T> {
    /// Returns the values as a slice, of one item when the value stands alone.
    pub fn as_slice(&self) -> &[T] {
        match self {
            Self::One(value) => std::slice::from_ref(value),
            Self::Many(values) => values,
        }
    }

    /// Goes through the values in the order they were written.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.as_slice().iter()
    }

    /// Returns how many values there are.
    pub fn len(&self) -> usize {
        self.as_slice().len()
    }

    /// Returns whether this is the empty list.
    pub fn is_empty(&self) -> bool {
        self.as_slice().is_empty()
    }

    /// Returns whether a list was written, even of one value.
    pub fn is_list(&self) -> bool {
        matches!(self, Self::Many(_))
    }

    /// Returns the values as a list.
    pub fn into_vec(self) -> Vec<T> {
        match self {
            Self::One(value) => vec![value],
            Self::Many(values) => values,
        }
    }

    /// Returns a list of one value as that value alone, and everything else as it is.
    #[must_use]
    pub fn collapsed(self) -> Self {
        match self {
            Self::Many(mut values) if values.len() == 1 => Self::One(values.remove(0)),
            other => other,
        }
    }

    /// Adds a value at the end; a single value becomes a list.
    pub fn push(&mut self, value: T) {
        let mut values = std::mem::replace(self, Self::Many(Vec::new())).into_vec();
        // Most policies have one statement, and statements are large.
        if values.capacity() == 0 {
            values.reserve_exact(1);
        }
        values.push(value);
        *self = Self::Many(values);
    }
}

impl<T> Default for OneOrMany<T> {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

impl<T> IntoIterator for OneOrMany<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.into_vec().into_iter()
    }
}

impl<'a, T> IntoIterator for &'a OneOrMany<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T, S: Into<T>> FromIterator<S> for OneOrMany<T> {
    fn from_iter<I: IntoIterator<Item = S>>(values: I) -> Self {
        Self::Many(values.into_iter().map(Into::into).collect())
    }
}

impl<T, S: Into<T>, const N: usize> From<[S; N]> for OneOrMany<T> {
    fn from(values: [S; N]) -> Self {
        values.into_iter().collect()
    }
}

impl<T, S: Into<T>> From<Vec<S>> for OneOrMany<T> {
    fn from(values: Vec<S>) -> Self {
        values.into_iter().collect()
    }
}

impl<T: for<'a> From<&'a str>> From<&[&str]> for OneOrMany<T> {
    fn from(values: &[&str]) -> Self {
        values.iter().copied().collect()
    }
}

impl<T: for<'a> From<&'a str>> From<&str> for OneOrMany<T> {
    fn from(value: &str) -> Self {
        Self::One(T::from(value))
    }
}

impl<T: From<String>> From<String> for OneOrMany<T> {
    fn from(value: String) -> Self {
        Self::One(T::from(value))
    }
}

impl<T: From<String>> From<&String> for OneOrMany<T> {
    fn from(value: &String) -> Self {
        Self::One(T::from(value.clone()))
    }
}

impl<T: Serialize> Serialize for OneOrMany<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::One(value) => value.serialize(serializer),
            Self::Many(values) => values.serialize(serializer),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for OneOrMany<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OneOrManyVisitor(PhantomData))
    }
}

/// Hands everything but a list on to `T`, through the reader it came from.
///
/// `#[serde(untagged)]` would be shorter, but it reads into a buffer first: a reader that watches for
/// unknown members or keeps positions sees nothing of what is read from the buffer.
struct OneOrManyVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for OneOrManyVisitor<T> {
    type Value = OneOrMany<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value or a list of values")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        T::deserialize(value.into_deserializer()).map(OneOrMany::One)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        T::deserialize(value.into_deserializer()).map(OneOrMany::One)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        T::deserialize(value.into_deserializer()).map(OneOrMany::One)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        T::deserialize(value.into_deserializer()).map(OneOrMany::One)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Self::Value, E> {
        T::deserialize(value.into_deserializer()).map(OneOrMany::One)
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Self::Value, E> {
        T::deserialize(value.into_deserializer()).map(OneOrMany::One)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(OneOrMany::One)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, sequence: A) -> Result<Self::Value, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(sequence)).map(OneOrMany::Many)
    }
}
