//! The members that a wire type has, by asking the type itself.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::forward_to_deserialize_any;

/// Returns the names of a type's members as they stand in JSON; none where the type is no object.
pub(super) fn of<'d, T: Deserialize<'d>>() -> &'static [&'static str] {
    match T::deserialize(Question) {
        Err(Answer(members)) => members,
        // A type that reads itself without looking at its input has no members.
        Ok(_) => &[],
    }
}

/// A deserializer that holds no value: it only listens to what the type asks for.
struct Question;

/// What the type asked for, in the place of an error.
#[derive(Debug)]
struct Answer(&'static [&'static str]);

impl fmt::Display for Answer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a type was asked for its members")
    }
}

impl std::error::Error for Answer {}

impl de::Error for Answer {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self(&[])
    }
}

impl<'de> Deserializer<'de> for Question {
    type Error = Answer;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        members: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Answer> {
        Err(Answer(members))
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Answer> {
        Err(Answer(&[]))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use crate::api::ecs::{RegisterTaskDefinition, Tag};
    use crate::iam::policy::PolicyDocument;

    #[test]
    fn a_type_names_its_members_as_json_has_them() {
        assert_eq!(super::of::<Tag>(), ["key", "value"]);
        assert!(super::of::<RegisterTaskDefinition>().contains(&"containerDefinitions"));
        assert_eq!(super::of::<PolicyDocument>(), ["Version", "Id", "Statement"]);
        assert!(super::of::<String>().is_empty());
    }
}
