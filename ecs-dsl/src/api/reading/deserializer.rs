//! Reading a document into a type, collecting every fault on the way.
//!
//! serde asks for a value of a type and gives up at the first that is not. Here a value at fault is
//! noted, and a stand-in of the type asked for is handed over in its place: zero, an empty string or
//! list, an object whose members are stand-ins again. The reading goes on to the end, and its result is
//! thrown away if anything was noted.
//!
//! For the same reason the strict way hands over every member of an object, also those that the text
//! lacks: an `Option` then becomes `None`, and anything else notes that it is missing.
//!
//! What serde calls here is compiled once for each type of the API, so it does no more than hand on to
//! what is compiled once.

use std::cell::RefCell;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{self, DeserializeOwned, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::error::{ReadError, ReadFault};
use super::expected::Expected;
use super::json_places::{Node, Position, Value};
use super::member_path::Trail;
use super::reader::{Elements, Input, Members, Nulls, Reader, Session, Strictness};

/// Reads a document into a type.
pub(super) fn read<T: DeserializeOwned>(root: &Node, strictness: Strictness) -> Result<T, Vec<ReadError>> {
    let session = Session { strictness, errors: RefCell::new(Vec::new()) };
    let reader =
        Reader { input: Input::Given(root), trail: Trail::Root, place: root.place, session: &session };
    let read = reader.read(PhantomData::<T>);
    let mut errors = session.errors.into_inner();
    match read {
        Ok(value) if errors.is_empty() => return Ok(value),
        Ok(_) => {}
        Err(stop) => {
            let (path, place) = stop.at.unwrap_or((String::new(), root.place));
            // What stopped the reading may have been noted just before, and better.
            if !errors.iter().any(|error| error.path == path) {
                errors.push(ReadError { path, place, fault: stop.fault });
            }
        }
    }
    errors.sort_by_key(|error| error.place);
    Err(errors)
}

impl<'d> Reader<'d, '_> {
    /// Reads the value, and adds to what may stop that where it was, unless it was further in.
    fn read<T: DeserializeSeed<'d>>(self, seed: T) -> Result<T::Value, Stop> {
        match seed.deserialize(self) {
            Ok(value) => Ok(value),
            Err(stop) => Err(self.stopped(stop)),
        }
    }

    fn stopped(&self, mut stop: Stop) -> Stop {
        if stop.at.is_none() {
            let path = match stop.member {
                Some(member) => Trail::Member(&self.trail, member).to_string(),
                None => self.trail.to_string(),
            };
            stop.at = Some((path, self.place));
        }
        stop
    }
}

/// Why a reading could not go on: a type refused a value for reasons of its own.
#[derive(Debug)]
pub(super) struct Stop {
    fault: ReadFault,
    /// The member that it is about, when that lies below the place.
    member: Option<&'static str>,
    at: Option<(String, Position)>,
}

impl fmt::Display for Stop {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fault.fmt(formatter)
    }
}

impl std::error::Error for Stop {}

impl de::Error for Stop {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self { fault: ReadFault::Unreadable { message: message.to_string() }, member: None, at: None }
    }

    fn missing_field(field: &'static str) -> Self {
        Self { fault: ReadFault::Missing, member: Some(field), at: None }
    }
}

macro_rules! deserialize_integers {
    ($($method:ident, $visit:ident, $integer:ty;)+) => {
        $(
            fn $method<V: Visitor<'d>>(self, visitor: V) -> Result<V::Value, Stop> {
                let whole = self.whole(<$integer>::MIN.into(), <$integer>::MAX.into());
                visitor.$visit(whole.and_then(|whole| <$integer>::try_from(whole).ok()).unwrap_or_default())
            }
        )+
    };
}

impl<'d> Deserializer<'d> for Reader<'d, '_> {
    type Error = Stop;

    deserialize_integers! {
        deserialize_i8, visit_i8, i8;
        deserialize_i16, visit_i16, i16;
        deserialize_i32, visit_i32, i32;
        deserialize_i64, visit_i64, i64;
        deserialize_u8, visit_u8, u8;
        deserialize_u16, visit_u16, u16;
        deserialize_u32, visit_u32, u32;
        deserialize_u64, visit_u64, u64;
    }

    fn deserialize_any<V: Visitor<'d>>(self, visitor: V) -> Result<V::Value, Stop> {
        match self.pick(Expected::Value, Some) {
            None | Some(Value::Null) => visitor.visit_unit(),
            Some(Value::Bool(flag)) => visitor.visit_bool(*flag),
            Some(Value::String(text)) => visitor.visit_borrowed_str(text),
            Some(Value::Number(number)) => {
                if let Some(whole) = number.as_i64() {
                    visitor.visit_i64(whole)
                } else if let Some(whole) = number.as_u64() {
                    visitor.visit_u64(whole)
                } else {
                    visitor.visit_f64(number.as_f64().unwrap_or_default())
                }
            }
            // Whoever takes any value takes JSON as it stands, and there `null` is a value too.
            Some(Value::List(nodes)) => visitor.visit_seq(Elements::of(&self, nodes, Nulls::Kept)),
            Some(Value::Object(_)) => visitor.visit_map(self.entries(Nulls::Kept)),
        }
    }

    fn deserialize_bool<V: Visitor<'d>>(self, visitor: V) -> Result<V::Value, Stop> {
        visitor.visit_bool(self.flag())
    }

    fn deserialize_f64<V: Visitor<'d>>(self, visitor: V) -> Result<V::Value, Stop> {
        visitor.visit_f64(self.number())
    }

    fn deserialize_f32<V: Visitor<'d>>(self, visitor: V) -> Result<V::Value, Stop> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_str<V: Visitor<'d>>(self, visitor: V) -> Result<V::Value, Stop> {
        visitor.visit_borrowed_str(self.text())
    }

    fn deserialize_string<V: Visitor<'d>>(self, visitor: V) -> Result<V::Value, Stop> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'d>>(self, visitor: V) -> Result<V::Value, Stop> {
        match self.input {
            Input::Given(Node { value: Value::Null, .. }) | Input::Absent | Input::StandIn => {
                visitor.visit_none()
            }
            Input::Given(_) => visitor.visit_some(self),
        }
    }

    fn deserialize_seq<V: Visitor<'d>>(self, visitor: V) -> Result<V::Value, Stop> {
        visitor.visit_seq(Elements::of(&self, self.nodes(), Nulls::Dropped))
    }

    fn deserialize_tuple<V: Visitor<'d>>(self, _: usize, visitor: V) -> Result<V::Value, Stop> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'d>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Stop> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'d>>(self, visitor: V) -> Result<V::Value, Stop> {
        visitor.visit_map(self.entries(Nulls::Dropped))
    }

    fn deserialize_struct<V: Visitor<'d>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Stop> {
        visitor.visit_map(self.fields(fields))
    }

    fn deserialize_enum<V: Visitor<'d>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Stop> {
        let name: BorrowedStrDeserializer<'d, Stop> = BorrowedStrDeserializer::new(self.text());
        visitor.visit_enum(name)
    }

    fn deserialize_newtype_struct<V: Visitor<'d>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Stop> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_ignored_any<V: Visitor<'d>>(self, visitor: V) -> Result<V::Value, Stop> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        <W: Visitor<'d>>
        i128 u128 char bytes byte_buf unit unit_struct identifier
    }
}

impl<'d> SeqAccess<'d> for Elements<'d, '_> {
    type Error = Stop;

    fn next_element_seed<T: DeserializeSeed<'d>>(&mut self, seed: T) -> Result<Option<T::Value>, Stop> {
        match self.next() {
            Some(reader) => Ok(Some(reader.read(seed)?)),
            None => Ok(None),
        }
    }
}

impl<'d> MapAccess<'d> for Members<'d, '_> {
    type Error = Stop;

    fn next_key_seed<K: DeserializeSeed<'d>>(&mut self, seed: K) -> Result<Option<K::Value>, Stop> {
        match self.next() {
            Some(key) => Ok(Some(seed.deserialize(BorrowedStrDeserializer::new(key))?)),
            None => Ok(None),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'d>>(&mut self, seed: V) -> Result<V::Value, Stop> {
        self.value().read(seed)
    }
}
