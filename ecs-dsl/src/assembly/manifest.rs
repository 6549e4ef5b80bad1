//! The manifest: an assembly as JSON, the same bytes for the same code.

use std::io::{self, Write};

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::{Resource, StackAssembly};
use crate::resource::{Allowance, Call};

/// The format's name and version; readers refuse a version that they do not know.
pub const FORMAT: &str = "ecs-dsl/1";

impl StackAssembly {
    /// Returns the stack's manifest as indented JSON that ends in a newline.
    pub fn to_json(&self) -> String {
        to_json(self)
    }
}

/// Writes the manifests of several stacks: the manifest itself if it is one, else a list of them.
///
/// A large program's manifest is many times its requests' own size, so it is not gathered first.
pub(crate) fn write_manifests(stacks: &[&StackAssembly], mut out: impl Write) -> io::Result<()> {
    match stacks {
        [stack] => serde_json::to_writer_pretty(&mut out, stack)?,
        stacks => serde_json::to_writer_pretty(&mut out, stacks)?,
    }
    out.write_all(b"\n")?;
    out.flush()
}

pub(crate) fn to_json(value: &(impl Serialize + ?Sized)) -> String {
    let mut json = serde_json::to_string_pretty(value).expect("manifests hold nothing but strings as keys");
    json.push('\n');
    json
}

impl Serialize for StackAssembly {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("format", FORMAT)?;
        map.serialize_entry("stack", self.scope.stack())?;
        map.serialize_entry("region", self.scope.region())?;
        map.serialize_entry("account", &self.scope.known_account())?;
        if self.roll_back_on_failure {
            map.serialize_entry("rollBackOnFailure", &true)?;
        }
        map.serialize_entry("resources", &Resources(self))?;
        map.end()
    }
}

struct Resources<'a>(&'a StackAssembly);

impl Serialize for Resources<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.resources.iter().map(|(address, resource)| (Text(address), resource)))
    }
}

impl Serialize for Resource {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let calls = self.desired.calls();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("kind", self.desired.kind())?;
        let mut calls = calls.iter();
        if let Some(create) = calls.next() {
            map.serialize_entry("operation", create.operation)?;
            map.serialize_entry("request", create.request)?;
        }
        if calls.len() > 0 {
            map.serialize_entry("then", &calls.map(Then).collect::<Vec<_>>())?;
        }
        map.serialize_entry("dependsOn", &List(&self.depends_on))?;
        if !self.unmanaged.is_empty() {
            map.serialize_entry("unmanaged", &self.unmanaged)?;
        }
        if self.retain {
            map.serialize_entry("retain", &true)?;
        }
        if let Some(earlier) = self.keep_revisions {
            map.serialize_entry("keepRevisions", &earlier)?;
        }
        if !self.allowed.is_empty() {
            map.serialize_entry("allowed", &self.allowed.iter().map(Allowed).collect::<Vec<_>>())?;
        }
        map.end()
    }
}

/// A request that follows the create request.
struct Then<'a>(&'a Call<'a>);

impl Serialize for Then<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("operation", self.0.operation)?;
        map.serialize_entry("request", self.0.request)?;
        map.end()
    }
}

struct Allowed<'a>(&'a Allowance);

impl Serialize for Allowed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("code", &self.0.code)?;
        map.serialize_entry("reason", &self.0.reason)?;
        map.end()
    }
}

struct Text<T>(T);

impl<T: std::fmt::Display> Serialize for Text<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

struct List<'a, T>(&'a std::collections::BTreeSet<T>);

impl<T: std::fmt::Display> Serialize for List<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(Text))
    }
}
