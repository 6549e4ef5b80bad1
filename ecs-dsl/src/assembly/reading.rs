//! Manifests as data: made of an assembly, or read back from what `synth` printed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::{FORMAT, StackAssembly};
use crate::api::reading::{Document, Position, ReadError};
use crate::graph;

/// One stack's manifest, as data.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Manifest {
    /// The format's name and version.
    pub format: String,
    /// The stack's name.
    pub stack: String,
    /// The stack's region.
    pub region: String,
    /// The stack's account, if it is known.
    pub account: Option<String>,
    /// Whether a failed deploy puts back what it changed. Absent means no.
    #[serde(default)]
    pub roll_back_on_failure: Absentable<bool>,
    /// The resources, by address.
    pub resources: BTreeMap<String, ManifestResource>,
}

/// One resource of a manifest.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ManifestResource {
    /// The kind, such as `ecs:service`.
    pub kind: String,
    /// The operation that creates it.
    pub operation: String,
    /// The request of that operation: an object.
    #[serde(deserialize_with = "object")]
    pub request: Value,
    /// The calls that complete it.
    #[serde(default)]
    pub then: Absentable<Vec<ManifestCall>>,
    /// The addresses that must exist before it; `stack:address` of another stack.
    pub depends_on: Vec<String>,
    /// The members of the request that others change after the creation.
    #[serde(default)]
    pub unmanaged: Absentable<BTreeSet<String>>,
    /// Whether it stays when it leaves the code.
    #[serde(default)]
    pub retain: Absentable<bool>,
    /// Of a task definition: how many revisions are kept beside the newest, if not all.
    #[serde(default)]
    pub keep_revisions: Option<u32>,
    /// The warnings that its user allowed.
    #[serde(default)]
    pub allowed: Absentable<Vec<ManifestAllowance>>,
}

/// A member that a manifest leaves out where it says nothing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Absentable<T>(pub T);

impl<T> std::ops::Deref for Absentable<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> std::ops::DerefMut for Absentable<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<'de, T: Default + Deserialize<'de>> Deserialize<'de> for Absentable<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Read as an option, which is how the strict reader knows that absence is meant.
        Ok(Self(Option::<T>::deserialize(deserializer)?.unwrap_or_default()))
    }
}

/// A call after the creation.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ManifestCall {
    /// The operation, such as `PutRolePolicy`.
    pub operation: String,
    /// Its request: an object.
    #[serde(deserialize_with = "object")]
    pub request: Value,
}

/// Reads a request, which nobody who takes it apart has to ask whether it is an object.
fn object<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
    Map::deserialize(deserializer).map(Value::Object)
}

/// A warning that was allowed.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ManifestAllowance {
    /// The warning's code.
    pub code: String,
    /// Why it is allowed.
    pub reason: String,
}

/// What keeps a manifest from being read.
#[derive(Debug, Clone, PartialEq)]
pub enum ManifestError {
    /// The text is nearly a manifest: each fault with its place.
    Faults(Vec<ReadError>),
    /// The text has none of a manifest's members.
    Other,
    /// The format is another one, or of another version.
    Format {
        /// The format that the text says it has.
        found: String,
        /// Where it says so.
        place: Position,
    },
    /// Two manifests are of one stack.
    Twice(String),
}

impl fmt::Display for ManifestError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Faults(faults) => {
                for (index, fault) in faults.iter().enumerate() {
                    let end = if index + 1 < faults.len() { "\n" } else { "" };
                    match fault.is_of_text() {
                        true => write!(formatter, "{fault}{end}")?,
                        false => write!(formatter, "{}: {fault}{end}", fault.place)?,
                    }
                }
                Ok(())
            }
            Self::Other => formatter.write_str("no manifest that `synth` prints"),
            Self::Format { found, place } => write!(
                formatter,
                "{place}: the format is `{found}`, and this program reads `{FORMAT}`; \
                 print the manifest again with `synth` of this version"
            ),
            Self::Twice(stack) => write!(formatter, "stack `{stack}` is there twice"),
        }
    }
}

impl std::error::Error for ManifestError {}

/// Returns whether a document has at least one of the members that tell a manifest from everything else.
fn is_like_one(document: &Value) -> bool {
    ["format", "stack", "resources"].iter().any(|member| document.get(member).is_some())
}

impl Manifest {
    /// Returns an assembled stack's manifest as data.
    pub fn of(stack: &StackAssembly) -> Self {
        let json = serde_json::to_value(stack).expect("a manifest is JSON");
        serde_json::from_value(json).expect("what writes a manifest and what reads it have one format")
    }

    /// Reads what `synth` printed: one manifest, or a list of them. Nothing unknown is passed over.
    ///
    /// # Errors
    ///
    /// A text that is no manifest; every fault of one, with its place; a format of another version.
    pub fn read(text: &str) -> Result<Vec<Self>, ManifestError> {
        let document = Document::parse(text).map_err(|error| ManifestError::Faults(vec![error]))?;
        // Another version may have other members, so its format is what there is to say about it.
        let plain: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap_or_default();
        let list = plain.as_array();
        let all = list.map_or(std::slice::from_ref(&plain), Vec::as_slice);
        if !all.iter().all(is_like_one) {
            return Err(ManifestError::Other);
        }
        for (index, manifest) in all.iter().enumerate() {
            if let Some(format) = manifest["format"].as_str().filter(|format| *format != FORMAT) {
                let path = if list.is_some() { format!("[{index}].format") } else { "format".to_owned() };
                let place = document.nearest_place(&path);
                return Err(ManifestError::Format { found: format.to_owned(), place });
            }
        }
        let manifests: Vec<Self> = if list.is_some() {
            document.read_strict()
        } else {
            document.read_strict().map(|manifest| vec![manifest])
        }
        .map_err(ManifestError::Faults)?;
        for (index, manifest) in manifests.iter().enumerate() {
            if manifests[..index].iter().any(|before| before.stack == manifest.stack) {
                return Err(ManifestError::Twice(manifest.stack.clone()));
            }
        }
        Ok(manifests)
    }

    /// Returns the addresses so that each comes after what it needs in its stack: what needs nothing first,
    /// then what needs only that, and so on; ties go by address.
    pub fn in_dependency_order(&self) -> Vec<&str> {
        let addresses: Vec<&str> = self.resources.keys().map(String::as_str).collect();
        let places: BTreeMap<&str, usize> = addresses.iter().copied().zip(0..).collect();
        let needs: Vec<Vec<usize>> = self
            .resources
            .values()
            .map(|one| one.depends_on.iter().filter_map(|one| places.get(one.as_str()).copied()).collect())
            .collect();
        graph::in_rounds(&needs).into_iter().map(|place| addresses[place]).collect()
    }
}
