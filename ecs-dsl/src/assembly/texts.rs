//! The texts in a request, each with the path of its member, found while the request is serialized to nothing.
//!
//! Every request of a program is looked through once, so neither JSON nor a tree is made of it, and a path
//! is only written out for a text that somebody asks it of.

use std::fmt::{self, Write};

use erased_serde::Serialize as Request;
use serde::ser::{self, Serialize, Serializer};
use serde_json::Value;

/// Calls `look` with each text of a request that is a value, not a key.
pub(super) fn each<'l>(request: &dyn Request, look: &'l mut (dyn FnMut(Member<'_>, &str) + 'l)) {
    // What cannot be serialized is refused where it is written; here it only ends the search.
    let _ = request.serialize(Walk { member: Member::Whole, look });
}

/// Where a text stands; written as `containerDefinitions[0].image`.
#[derive(Clone, Copy)]
pub(super) enum Member<'a> {
    /// The request itself.
    Whole,
    /// A member of an object.
    Of(&'a Member<'a>, &'a str),
    /// An element of a list.
    At(&'a Member<'a>, usize),
}

impl fmt::Display for Member<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole => Ok(()),
            Self::Of(Member::Whole, key) => formatter.write_str(key),
            Self::Of(outer, key) => write!(formatter, "{outer}.{key}"),
            Self::At(outer, index) => write!(formatter, "{outer}[{index}]"),
        }
    }
}

/// A value on the way: where it stands, and who looks at its texts.
struct Walk<'m, 'l> {
    member: Member<'m>,
    look: &'l mut dyn FnMut(Member<'_>, &str),
}

/// The parts of a list or an object.
struct Parts<'m, 'l> {
    outer: Member<'m>,
    look: &'l mut dyn FnMut(Member<'_>, &str),
    index: usize,
    key: String,
}

impl<'m, 'l> Walk<'m, 'l> {
    fn parts(self) -> Result<Parts<'m, 'l>, fmt::Error> {
        Ok(Parts { outer: self.member, look: self.look, index: 0, key: String::new() })
    }
}

impl Parts<'_, '_> {
    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> fmt::Result {
        let index = self.index;
        self.index += 1;
        value.serialize(Walk { member: Member::At(&self.outer, index), look: self.look })
    }

    fn member<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) -> fmt::Result {
        value.serialize(Walk { member: Member::Of(&self.outer, key), look: self.look })
    }
}

/// What has no text in it.
macro_rules! nothing_in {
    ($($method:ident($type:ty)),*) => {
        $(fn $method(self, _: $type) -> fmt::Result {
            Ok(())
        })*
    };
}

impl<'m, 'l> Serializer for Walk<'m, 'l> {
    type Ok = ();
    type Error = fmt::Error;
    type SerializeSeq = Parts<'m, 'l>;
    type SerializeTuple = Parts<'m, 'l>;
    type SerializeTupleStruct = Parts<'m, 'l>;
    type SerializeTupleVariant = Parts<'m, 'l>;
    type SerializeMap = Parts<'m, 'l>;
    type SerializeStruct = Parts<'m, 'l>;
    type SerializeStructVariant = Parts<'m, 'l>;

    nothing_in!(
        serialize_bool(bool),
        serialize_i8(i8),
        serialize_i16(i16),
        serialize_i32(i32),
        serialize_i64(i64),
        serialize_i128(i128),
        serialize_u8(u8),
        serialize_u16(u16),
        serialize_u32(u32),
        serialize_u64(u64),
        serialize_u128(u128),
        serialize_f32(f32),
        serialize_f64(f64),
        serialize_char(char),
        serialize_bytes(&[u8]),
        serialize_unit_struct(&'static str)
    );

    fn serialize_str(self, text: &str) -> fmt::Result {
        (self.look)(self.member, text);
        Ok(())
    }

    fn serialize_none(self) -> fmt::Result {
        Ok(())
    }

    fn serialize_unit(self) -> fmt::Result {
        Ok(())
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, _: &'static str) -> fmt::Result {
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> fmt::Result {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> fmt::Result {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> fmt::Result {
        self.parts()?.member(variant, value)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, fmt::Error> {
        self.parts()
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, fmt::Error> {
        self.parts()
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, fmt::Error> {
        self.parts()
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, fmt::Error> {
        self.parts()
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, fmt::Error> {
        self.parts()
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeStruct, fmt::Error> {
        self.parts()
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, fmt::Error> {
        self.parts()
    }
}

/// The lists, which differ in what serde calls their elements.
macro_rules! list {
    ($($list:ident::$element:ident),*) => {
        $(impl ser::$list for Parts<'_, '_> {
            type Ok = ();
            type Error = fmt::Error;

            fn $element<T: Serialize + ?Sized>(&mut self, value: &T) -> fmt::Result {
                self.element(value)
            }

            fn end(self) -> fmt::Result {
                Ok(())
            }
        })*
    };
}

list!(
    SerializeSeq::serialize_element,
    SerializeTuple::serialize_element,
    SerializeTupleStruct::serialize_field,
    SerializeTupleVariant::serialize_field
);

/// The objects whose members a type names.
macro_rules! object {
    ($($object:ident),*) => {
        $(impl ser::$object for Parts<'_, '_> {
            type Ok = ();
            type Error = fmt::Error;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> fmt::Result {
                self.member(key, value)
            }

            fn end(self) -> fmt::Result {
                Ok(())
            }
        })*
    };
}

object!(SerializeStruct, SerializeStructVariant);

impl ser::SerializeMap for Parts<'_, '_> {
    type Ok = ();
    type Error = fmt::Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> fmt::Result {
        self.key.clear();
        match serde_json::to_value(key).map_err(|_| fmt::Error)? {
            Value::String(key) => self.key = key,
            // As JSON has it: a number stands in quotes there.
            other => write!(self.key, "{other}")?,
        }
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> fmt::Result {
        let key = std::mem::take(&mut self.key);
        self.member(&key, value)
    }

    fn end(self) -> fmt::Result {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::each;

    fn texts(value: &Value) -> Vec<String> {
        let mut found = Vec::new();
        each(value, &mut |member, text| found.push(format!("{member}={text}")));
        found
    }

    #[test]
    fn each_text_is_seen_with_its_path() {
        let request = json!({
            "family": "web",
            "cpu": 256,
            "open": null,
            "containerDefinitions": [
                { "name": "web", "dockerLabels": { "team.name": "shop" } },
                { "command": ["sh", "-c", true, "exit"] }
            ],
        });
        assert_eq!(
            texts(&request),
            [
                "containerDefinitions[0].dockerLabels.team.name=shop",
                "containerDefinitions[0].name=web",
                "containerDefinitions[1].command[0]=sh",
                "containerDefinitions[1].command[1]=-c",
                "containerDefinitions[1].command[3]=exit",
                "family=web",
            ]
        );
        assert_eq!(texts(&json!("alone")), ["=alone"]);
        assert_eq!(texts(&json!([["deep"]])), ["[0][0]=deep"]);
    }

    #[test]
    fn wire_types_show_the_names_of_their_members() {
        use crate::api::ecs::{CreateService, Tag};
        let request = CreateService {
            service_name: "web".to_owned(),
            desired_count: Some(2),
            tags: Some(vec![Tag::new("team", "shop")]),
            ..CreateService::default()
        };
        let mut found = Vec::new();
        each(&request, &mut |member, text| found.push(format!("{member}={text}")));
        assert_eq!(found, ["serviceName=web", "tags[0].key=team", "tags[0].value=shop"]);
    }
}
