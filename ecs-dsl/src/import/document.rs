//! What files or AWS hold, as requests: what AWS alone tells and its defaults are left out.

use std::rc::Rc;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::note::Note;
use super::prune::pruned;
use crate::api::reading::{Document, ReadError, ReadFault};
use crate::assembly::{ADDRESS_TAG, DIGEST_TAG, RETAIN_TAG, STACK_TAG};
use crate::check::files::{Held, Source, holdings};
use crate::diagnostic::Diagnostic;
use crate::kind::normal::Table;
use crate::kind::{LiveResource, tags_as_map};
use crate::resource::{capacity_provider, cluster, of_kind, service, task_definition};

/// A resource as a document tells it.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// The kind, such as `ecs:service`.
    pub(super) kind: &'static str,
    pub(super) origin: Origin,
    /// What it is, in the shape of the requests that make it, tags as a map.
    pub(super) whole: Value,
    /// The members that nothing is known of, by their path in the request.
    pub(super) unknown: Vec<String>,
    /// The revision of a task definition that AWS has registered.
    pub(super) revision: Option<i64>,
}

/// Where a resource is told of.
#[derive(Debug, Clone)]
pub(super) struct Origin {
    /// The file, or where else it was read.
    pub(super) source: Rc<str>,
    /// The path of the request in the file.
    pub(super) path: String,
}

impl Origin {
    /// Makes a note on a member of the request.
    pub(super) fn note(&self, member: &str, what: impl Into<String>) -> Note {
        let path = crate::source::join(&self.path, member);
        Note { source: self.source.clone(), path, what: what.into() }
    }
}

/// A request without what says nothing, and its tags.
#[derive(Debug, Clone)]
pub(super) struct Input<T> {
    pub(super) origin: Origin,
    pub(super) request: T,
    pub(super) tags: Vec<(String, String)>,
    pub(super) unknown: Vec<String>,
    pub(super) revision: Option<i64>,
}

/// Reads files; what cannot be read is reported.
pub(super) fn of_files(
    sources: &[Source],
    diagnostics: &mut Vec<Diagnostic>,
    notes: &mut Vec<Note>,
) -> Vec<Found> {
    let mut found = Vec::new();
    for source in sources {
        let file = json_of(source);
        // Of no kind that has rules, but part of a role.
        if let Some(part) = file.as_ref().and_then(|file| attached_policy(file, source)) {
            found.push(part);
            continue;
        }
        let holdings = holdings(source, diagnostics);
        let Some(file) = file else { continue };
        let mut unknown: Vec<ReadError> = holdings.unknown;
        for held in holdings.held {
            let within =
                |error: &ReadError| held.path.is_empty() || crate::source::holds(&held.path, &error.path);
            let (here, others): (Vec<_>, Vec<_>) = unknown.into_iter().partition(within);
            unknown = others;
            let below = held.path.len() + usize::from(!held.path.is_empty());
            let unknown_here =
                here.iter().map(|error| error.path.get(below..).unwrap_or_default().to_owned());
            // The tags of a task definition stand beside it in an answer, and within it where someone put them there.
            let is_told = |member: &String| member == "tags" && held.kind == Some("ecs:task-definition");
            let unknown_here: Vec<String> = unknown_here.filter(|member| !is_told(member)).collect();
            found.extend(resource(source, &file, &held, unknown_here, notes));
        }
        notes.extend(unknown.into_iter().map(|error| Note {
            source: source.name.clone(),
            path: error.path,
            what: "left out: no member of that name is known".to_owned(),
        }));
    }
    found
}

fn json_of(source: &Source) -> Option<Value> {
    let text = std::str::from_utf8(&source.bytes).ok()?;
    serde_json::from_str(text.trim_start_matches('\u{feff}')).ok()
}

fn resource(
    source: &Source,
    file: &Value,
    held: &Held,
    unknown: Vec<String>,
    notes: &mut Vec<Note>,
) -> Option<Found> {
    let origin = Origin { source: source.name.clone(), path: held.path.clone() };
    let value = at(file, &held.path)?;
    let Some(kind) = held.kind else {
        return role_policy(file, origin.clone()).or_else(|| {
            let what = "a policy alone belongs to no role, so nothing was made of it; give the input of \
                        PutRolePolicy, which names the role";
            notes.push(origin.note("", what));
            None
        });
    };
    let whole = match (kind, held.is_answer) {
        ("ecs:task-definition", true) => task_definition::lifecycle::live(file).whole,
        ("ecs:service", true) => service_without_linked_role(service::lifecycle::live(value)),
        ("ecs:cluster", true) => cluster::lifecycle::live(value).whole,
        ("ecs:capacity-provider", true) => capacity_provider::lifecycle::live(value).whole,
        _ => LiveResource::of(of_kind(kind)?, tags_as_map(value.clone())).whole,
    };
    let revision = held.is_answer.then(|| value["revision"].as_i64()).flatten();
    Some(Found { kind, origin, whole, unknown, revision })
}

/// A description names the service-linked role, which a request must not.
fn service_without_linked_role(live: LiveResource) -> Value {
    let mut whole = live.whole;
    let linked = whole["role"].as_str().is_some_and(|role| role.contains(":role/aws-service-role/"));
    if let (true, Some(members)) = (linked, whole.as_object_mut()) {
        members.remove("role");
    }
    whole
}

/// Returns the part of a role that a file with the input of `PutRolePolicy` tells.
fn role_policy(file: &Value, origin: Origin) -> Option<Found> {
    let (role, name) = (file["RoleName"].as_str()?, file["PolicyName"].as_str()?);
    let policy = json!({ "PolicyName": name, "PolicyDocument": file["PolicyDocument"] });
    let whole = json!({ "RoleName": role, "Policies": [policy] });
    Some(Found {
        kind: "iam:role",
        origin: Origin { path: String::new(), ..origin },
        whole,
        unknown: Vec::new(),
        revision: None,
    })
}

/// Returns the part of a role that a file with the input of `AttachRolePolicy` tells.
fn attached_policy(file: &Value, source: &Source) -> Option<Found> {
    let members = file.as_object().filter(|members| members.len() == 2)?;
    let (role, policy) = (members.get("RoleName")?.as_str()?, members.get("PolicyArn")?.as_str()?);
    Some(Found {
        kind: "iam:role",
        origin: Origin { source: source.name.clone(), path: String::new() },
        whole: json!({ "RoleName": role, "ManagedPolicyArns": [policy] }),
        unknown: Vec::new(),
        revision: None,
    })
}

impl Found {
    /// Returns the tags of the user's own: AWS's and this library's are set by those.
    pub(super) fn tags(&self) -> Vec<(String, String)> {
        let ours = [STACK_TAG, ADDRESS_TAG, RETAIN_TAG, DIGEST_TAG];
        let tags = self.whole["tags"].as_object().into_iter().flatten();
        tags.filter(|(key, _)| !key.starts_with("aws:") && !ours.contains(&key.as_str()))
            .map(|(key, value)| (key.clone(), value.as_str().unwrap_or_default().to_owned()))
            .collect()
    }

    /// Returns the request without what says nothing.
    ///
    /// # Errors
    /// What a description lacks that a request must have.
    pub(super) fn input<T: DeserializeOwned>(&self) -> Result<Input<T>, Note> {
        let rows = of_kind(self.kind).map_or(&[][..], |kind| kind.normal());
        let mut document = pruned(&self.whole, &Table::new(rows));
        if let Some(members) = document.as_object_mut() {
            members.remove("tags");
        }
        let request =
            self.read(document).map_err(|error| self.origin.note(&error.path, error.fault.to_string()))?;
        Ok(Input {
            origin: self.origin.clone(),
            request,
            tags: self.tags(),
            unknown: self.unknown.clone(),
            revision: self.revision,
        })
    }

    /// Reads a pruned document; what was a default and yet has to be there is put back.
    fn read<T: DeserializeOwned>(&self, mut document: Value) -> Result<T, ReadError> {
        loop {
            let read = Document::parse(&document.to_string())
                .and_then(|parsed| parsed.read_answer::<T>().map_err(|mut errors| errors.swap_remove(0)));
            let error = match read {
                Ok(request) => return Ok(request),
                Err(error) => error,
            };
            let restored = (error.fault == ReadFault::Missing)
                .then(|| at(&self.whole, &error.path).cloned())
                .flatten()
                .and_then(|value| put(&mut document, &error.path, value));
            if restored.is_none() {
                return Err(error);
            }
        }
    }
}

fn pointer(path: &str) -> String {
    if path.is_empty() {
        String::new()
    } else {
        format!("/{}", path.replace(['.', '['], "/").replace(']', ""))
    }
}

/// Returns the value at a path such as `services[0].deployments`.
fn at<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    value.pointer(&pointer(path))
}

/// Puts a member into an object that there is.
fn put(value: &mut Value, path: &str, member: Value) -> Option<()> {
    let pointer = pointer(path);
    let (parent, name) = pointer.rsplit_once('/')?;
    let members = value.pointer_mut(parent)?.as_object_mut()?;
    // What is there already was not what was missing.
    members.insert(name.to_owned(), member).is_none().then_some(())
}

#[cfg(feature = "deploy")]
impl Found {
    /// Takes a resource that was read from AWS.
    pub(super) fn of_live(kind: &'static str, live: LiveResource, revision: Option<i64>) -> Self {
        let source: Rc<str> = live.arn.clone().unwrap_or_else(|| kind.to_owned()).into();
        let whole = if kind == "ecs:service" { service_without_linked_role(live) } else { live.whole };
        let origin = Origin { source, path: String::new() };
        Self { kind, origin, whole, unknown: Vec::new(), revision }
    }
}
