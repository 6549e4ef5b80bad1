//! What a type may ask of a value: a text, a number, the members of an object.
//!
//! A value that is something else is noted, and a stand-in is handed over in its place. None of it knows
//! the types that ask, so it is compiled once for all of them.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::iter::Enumerate;
use std::{slice, vec};

use super::error::{ReadError, ReadFault};
use super::expected::{Expected, integer};
use super::json_places::{Member, Node, Position, Value};
use super::member_path::Trail;

/// What becomes of members that the type does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Strictness {
    /// They are faults, and so are members given twice.
    Strict,
    /// They are skipped.
    Lenient,
}

/// What all readers of one document share.
pub(super) struct Session {
    pub(super) strictness: Strictness,
    pub(super) errors: RefCell<Vec<ReadError>>,
}

/// What stands where a value is asked for.
#[derive(Clone, Copy)]
pub(super) enum Input<'d> {
    /// A value of the text.
    Given(&'d Node),
    /// Nothing: the text lacks the member.
    Absent,
    /// Something at fault, which was noted already.
    StandIn,
}

/// A value to be read.
#[derive(Clone, Copy)]
pub(super) struct Reader<'d, 's> {
    pub(super) input: Input<'d>,
    pub(super) trail: Trail<'s>,
    /// Where the value stands, or the object that should hold it.
    pub(super) place: Position,
    pub(super) session: &'s Session,
}

impl<'d> Reader<'d, '_> {
    pub(super) fn note(&self, place: Position, trail: Trail<'_>, fault: ReadFault) {
        self.session.errors.borrow_mut().push(ReadError { path: trail.to_string(), place, fault });
    }

    /// Picks what is asked for from the value, or notes why that cannot be.
    pub(super) fn pick<T>(&self, expected: Expected, pick: impl FnOnce(&'d Value) -> Option<T>) -> Option<T> {
        let node = match self.input {
            Input::StandIn => return None,
            Input::Absent => {
                self.note(self.place, self.trail, ReadFault::Missing);
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
    pub(super) fn whole(&self, least: i128, most: i128) -> Option<i128> {
        self.pick(Expected::Integer(least, most), |value| match value {
            Value::Number(number) => integer(number).filter(|number| (least..=most).contains(number)),
            _ => None,
        })
    }

    /// Picks a truth value; a stand-in where there is none.
    pub(super) fn flag(&self) -> bool {
        let flag = self.pick(Expected::Bool, |value| match value {
            Value::Bool(flag) => Some(*flag),
            _ => None,
        });
        flag.unwrap_or_default()
    }

    /// Picks a number; zero where there is none.
    pub(super) fn number(&self) -> f64 {
        let number = self.pick(Expected::Number, |value| match value {
            Value::Number(number) => number.as_f64(),
            _ => None,
        });
        number.unwrap_or_default()
    }

    /// Picks a text; an empty one where there is none.
    pub(super) fn text(&self) -> &'d str {
        let text = self.pick(Expected::String, |value| match value {
            Value::String(text) => Some(text.as_str()),
            _ => None,
        });
        text.unwrap_or_default()
    }

    /// Picks the elements of a list; none where there is no list.
    pub(super) fn nodes(&self) -> &'d [Node] {
        let nodes = self.pick(Expected::List, |value| match value {
            Value::List(nodes) => Some(nodes.as_slice()),
            _ => None,
        });
        nodes.unwrap_or_default()
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
                self.note(member.place, Trail::Member(&self.trail, &member.key), ReadFault::Duplicate);
            }
        }
        Some(by_key)
    }

    /// The entries of a map; none if there is no object.
    pub(super) fn entries(&self, nulls: Nulls) -> Members<'d, '_> {
        let members = self.members().unwrap_or_default();
        let kept = members.into_values().filter(|member| nulls == Nulls::Kept || !member.node.is_null());
        Members::of(self, kept.map(|member| (member.key.as_str(), Input::Given(&member.node))).collect())
    }

    /// The fields of a type, from the members of an object; stand-ins if there is no object.
    pub(super) fn fields(&self, fields: &'static [&'static str]) -> Members<'d, '_> {
        let Some(mut given) = self.members() else {
            return Members::of(self, fields.iter().map(|field| (*field, Input::StandIn)).collect());
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
                let fault = ReadFault::Unknown { nearest, known: fields };
                self.note(member.place, Trail::Member(&self.trail, &member.key), fault);
            }
        }
        Members::of(self, members)
    }

    pub(super) fn is_strict(&self) -> bool {
        self.session.strictness == Strictness::Strict
    }
}

/// Whether `null` counts in a list or map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Nulls {
    Kept,
    Dropped,
}

/// The elements of a list.
pub(super) struct Elements<'d, 's> {
    pub(super) list: &'s Reader<'d, 's>,
    pub(super) nodes: Enumerate<slice::Iter<'d, Node>>,
    pub(super) nulls: Nulls,
}

impl<'d, 's> Elements<'d, 's> {
    pub(super) fn of(list: &'s Reader<'d, 's>, nodes: &'d [Node], nulls: Nulls) -> Self {
        Self { list, nodes: nodes.iter().enumerate(), nulls }
    }

    pub(super) fn next(&mut self) -> Option<Reader<'d, '_>> {
        let nulls = self.nulls;
        let (index, node) = self.nodes.find(|(_, node)| nulls == Nulls::Kept || !node.is_null())?;
        let trail = Trail::Element(&self.list.trail, index);
        Some(Reader { input: Input::Given(node), trail, place: node.place, session: self.list.session })
    }
}

/// The members of an object, also those that are not there.
pub(super) struct Members<'d, 's> {
    pub(super) object: &'s Reader<'d, 's>,
    pub(super) left: vec::IntoIter<(&'d str, Input<'d>)>,
    pub(super) current: (&'d str, Input<'d>),
}

impl<'d, 's> Members<'d, 's> {
    pub(super) fn of(object: &'s Reader<'d, 's>, members: Vec<(&'d str, Input<'d>)>) -> Self {
        Self { object, left: members.into_iter(), current: ("", Input::StandIn) }
    }

    /// Goes on to the next member, and returns its key.
    pub(super) fn next(&mut self) -> Option<&'d str> {
        self.current = self.left.next()?;
        Some(self.current.0)
    }

    /// The value of the current member.
    pub(super) fn value(&self) -> Reader<'d, '_> {
        let (key, input) = self.current;
        let place = match input {
            Input::Given(node) => node.place,
            Input::Absent | Input::StandIn => self.object.place,
        };
        let trail = Trail::Member(&self.object.trail, key);
        Reader { input, trail, place, session: self.object.session }
    }
}
