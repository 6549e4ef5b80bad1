//! Reading a document into a type, collecting every fault on the way.
//!
//! serde asks for a value of a type and gives up at the first that is not. Here a value at fault is
//! noted, and a stand-in of the type asked for is handed over in its place: zero, an empty string or
//! list, an object whose members are stand-ins again. The reading goes on to the end, and its result is
//! thrown away if anything was noted.
//!
//! For the same reason the strict way hands over every member of an object, also those that the text
//! lacks: an `Option` then becomes `None`, and anything else notes that it is missing.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::iter::Enumerate;
use std::marker::PhantomData;
use std::{fmt, slice, vec};

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{self, DeserializeOwned, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::error::{Fault, ReadError};
use super::expected::{Expected, integer};
use super::json_places::{Member, Node, Place, Value};
use super::member_path::Trail;

/// What becomes of members that the type does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Strictness {
    /// They are faults, and so are members given twice.
    Strict,
    /// They are skipped.
    Lenient,
}

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

/// What all readers of one document share.
struct Session {
    strictness: Strictness,
    errors: RefCell<Vec<ReadError>>,
}

/// What stands where a value is asked for.
#[derive(Clone, Copy)]
enum Input<'d> {
    /// A value of the text.
    Given(&'d Node),
    /// Nothing: the text lacks the member.
    Absent,
    /// Something at fault, which was noted already.
    StandIn,
}

/// A value to be read.
#[derive(Clone, Copy)]
struct Reader<'d, 's> {
    input: Input<'d>,
    trail: Trail<'s>,
    /// Where the value stands, or the object that should hold it.
    place: Place,
    session: &'s Session,
}

impl<'d> Reader<'d, '_> {
    fn note(&self, place: Place, trail: Trail<'_>, fault: Fault) {
        self.session.errors.borrow_mut().push(ReadError { path: trail.to_string(), place, fault });
    }

    /// Picks what is asked for from the value, or notes why that cannot be.
    fn pick<T>(&self, expected: Expected, pick: impl FnOnce(&'d Value) -> Option<T>) -> Option<T> {
        let node = match self.input {
            Input::StandIn => return None,
            Input::Absent => {
                self.note(self.place, self.trail, Fault::Missing);
                return None;
            }
            Input::Given(node) => node,
        };
        let picked = pick(&node.value);
        if picked.is_none() {
            self.note(node.place, self.trail, expected.not(&node.value));
        }
        picked
    }

    /// Picks a whole number between two bounds.
    fn whole(&self, least: i128, most: i128) -> Option<i128> {
        self.pick(Expected::Integer(least, most), |value| match value {
            Value::Number(number) => integer(number).filter(|number| (least..=most).contains(number)),
            _ => None,
        })
    }

    /// Picks the members of an object by their keys; of equal keys the last wins.
    fn members(&self) -> Option<BTreeMap<&'d str, &'d Member>> {
        let members = self.pick(Expected::Object, |value| match value {
            Value::Object(members) => Some(members),
            _ => None,
        })?;
        let mut by_key = BTreeMap::new();
        for member in members {
            if by_key.insert(member.key.as_str(), member).is_some() && self.is_strict() {
                self.note(member.place, Trail::Member(&self.trail, &member.key), Fault::Duplicate);
            }
        }
        Some(by_key)
    }

    /// The entries of a map; none if there is no object.
    fn entries(&self, nulls: Nulls) -> Members<'d, '_> {
        let members = self.members().unwrap_or_default();
        let kept = members.into_values().filter(|member| nulls == Nulls::Kept || !member.node.is_null());
        Members::of(self, kept.map(|member| (member.key.as_str(), Input::Given(&member.node))).collect())
    }

    fn is_strict(&self) -> bool {
        self.session.strictness == Strictness::Strict
    }

    /// Reads the value, and adds to what may stop that where it was, unless it was further in.
    fn read<T: DeserializeSeed<'d>>(self, seed: T) -> Result<T::Value, Stop> {
        seed.deserialize(self).map_err(|mut stop| {
            if stop.at.is_none() {
                let path = match stop.member {
                    Some(member) => Trail::Member(&self.trail, member).to_string(),
                    None => self.trail.to_string(),
                };
                stop.at = Some((path, self.place));
            }
            stop
        })
    }
}

/// Why a reading could not go on: a type refused a value for reasons of its own.
#[derive(Debug)]
struct Stop {
    fault: Fault,
    /// The member that it is about, when that lies below the place.
    member: Option<&'static str>,
    at: Option<(String, Place)>,
}

impl fmt::Display for Stop {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fault.fmt(formatter)
    }
}

impl std::error::Error for Stop {}

impl de::Error for Stop {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self { fault: Fault::Unreadable { message: message.to_string() }, member: None, at: None }
    }

    fn missing_field(field: &'static str) -> Self {
        Self { fault: Fault::Missing, member: Some(field), at: None }
    }
}

macro_rules! deserialize_integers {
    ($($method:ident, $visit:ident, $integer:ty;)+) => {
        $(
            fn $method<V: Visitor<'d>>(self, visitor: V) -> Result<V::Value, Stop> {
                let whole = self.whole(<$integer>::MIN.into(), <$integer>::MAX.into());
                let whole = whole.and_then(|whole| <$integer>::try_from(whole).ok());
                visitor.$visit(whole.unwrap_or_default())
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
        let flag = self.pick(Expected::Bool, |value| match value {
            Value::Bool(flag) => Some(*flag),
            _ => None,
        });
        visitor.visit_bool(flag.unwrap_or_default())
    }

    fn deserialize_f64<V: Visitor<'d>>(self, visitor: V) -> Result<V::Value, Stop> {
        let number = self.pick(Expected::Number, |value| match value {
            Value::Number(number) => number.as_f64(),
            _ => None,
        });
        visitor.visit_f64(number.unwrap_or_default())
    }

    fn deserialize_f32<V: Visitor<'d>>(self, visitor: V) -> Result<V::Value, Stop> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_str<V: Visitor<'d>>(self, visitor: V) -> Result<V::Value, Stop> {
        let text = self.pick(Expected::String, |value| match value {
            Value::String(text) => Some(text.as_str()),
            _ => None,
        });
        visitor.visit_borrowed_str(text.unwrap_or_default())
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
        let nodes = self.pick(Expected::List, |value| match value {
            Value::List(nodes) => Some(nodes.as_slice()),
            _ => None,
        });
        visitor.visit_seq(Elements::of(&self, nodes.unwrap_or_default(), Nulls::Dropped))
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
        let Some(mut given) = self.members() else {
            let stand_ins = fields.iter().map(|field| (*field, Input::StandIn)).collect();
            return visitor.visit_map(Members::of(&self, stand_ins));
        };
        let mut members: Vec<(&'d str, Input<'d>)> = Vec::with_capacity(fields.len());
        for field in fields {
            let node = given.remove(field).map(|member| &member.node);
            match node.filter(|node| !node.is_null()) {
                Some(node) => members.push((field, Input::Given(node))),
                None if self.is_strict() => members.push((field, Input::Absent)),
                None => {}
            }
        }
        if self.is_strict() {
            for member in given.into_values() {
                let nearest = ecs_dsl_facts::nearest(&member.key, fields.iter().copied());
                let fault = Fault::Unknown { nearest, known: fields };
                self.note(member.place, Trail::Member(&self.trail, &member.key), fault);
            }
        }
        visitor.visit_map(Members::of(&self, members))
    }

    fn deserialize_enum<V: Visitor<'d>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Stop> {
        let name = self.pick(Expected::String, |value| match value {
            Value::String(text) => Some(text.as_str()),
            _ => None,
        });
        let name: BorrowedStrDeserializer<'d, Stop> = BorrowedStrDeserializer::new(name.unwrap_or_default());
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

/// Whether `null` counts in a list or map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Nulls {
    Kept,
    Dropped,
}

/// The elements of a list.
struct Elements<'d, 's> {
    list: &'s Reader<'d, 's>,
    nodes: Enumerate<slice::Iter<'d, Node>>,
    nulls: Nulls,
}

impl<'d, 's> Elements<'d, 's> {
    fn of(list: &'s Reader<'d, 's>, nodes: &'d [Node], nulls: Nulls) -> Self {
        Self { list, nodes: nodes.iter().enumerate(), nulls }
    }
}

impl<'d> SeqAccess<'d> for Elements<'d, '_> {
    type Error = Stop;

    fn next_element_seed<T: DeserializeSeed<'d>>(&mut self, seed: T) -> Result<Option<T::Value>, Stop> {
        let nulls = self.nulls;
        let Some((index, node)) = self.nodes.find(|(_, node)| nulls == Nulls::Kept || !node.is_null()) else {
            return Ok(None);
        };
        let trail = Trail::Element(&self.list.trail, index);
        let reader =
            Reader { input: Input::Given(node), trail, place: node.place, session: self.list.session };
        reader.read(seed).map(Some)
    }
}

/// The members of an object, also those that are not there.
struct Members<'d, 's> {
    object: &'s Reader<'d, 's>,
    left: vec::IntoIter<(&'d str, Input<'d>)>,
    current: (&'d str, Input<'d>),
}

impl<'d, 's> Members<'d, 's> {
    fn of(object: &'s Reader<'d, 's>, members: Vec<(&'d str, Input<'d>)>) -> Self {
        Self { object, left: members.into_iter(), current: ("", Input::StandIn) }
    }
}

impl<'d> MapAccess<'d> for Members<'d, '_> {
    type Error = Stop;

    fn next_key_seed<K: DeserializeSeed<'d>>(&mut self, seed: K) -> Result<Option<K::Value>, Stop> {
        let Some(next) = self.left.next() else { return Ok(None) };
        self.current = next;
        seed.deserialize(BorrowedStrDeserializer::new(next.0)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'d>>(&mut self, seed: V) -> Result<V::Value, Stop> {
        let (key, input) = self.current;
        let place = match input {
            Input::Given(node) => node.place,
            Input::Absent | Input::StandIn => self.object.place,
        };
        let trail = Trail::Member(&self.object.trail, key);
        Reader { input, trail, place, session: self.object.session }.read(seed)
    }
}
