//! Faults of a file's shape as diagnostics.

use super::form;
use super::source::{LIMIT, Source};
use crate::api::reading::{self, Document, ReadError, ReadFault};
use crate::diagnostic::code::file;
use crate::diagnostic::{About, Code, Diagnostic, Finding, Place};

/// Returns the diagnostic for a fault in a request's shape, or in the JSON itself.
pub(super) fn of(source: &Source, error: &ReadError) -> Diagnostic {
    let code = match error.fault {
        ReadFault::Syntax { .. } => &file::NOT_JSON,
        ReadFault::Encoding { .. } => &file::NOT_UTF8,
        ReadFault::Depth => &file::TOO_DEEP,
        ReadFault::Unknown { .. } => &file::UNKNOWN_MEMBER,
        ReadFault::Duplicate => &file::DUPLICATE_MEMBER,
        ReadFault::Missing => &file::MISSING_MEMBER,
        ReadFault::WrongType { .. } | ReadFault::Unreadable { .. } => &file::WRONG_TYPE,
    };
    at(source, code, error)
}

/// Returns the warning for a member of an answer that is not known.
pub(super) fn unknown_in_answer(source: &Source, error: &ReadError) -> Diagnostic {
    at(source, &file::UNKNOWN_IN_ANSWER, error)
}

fn at(source: &Source, code: &'static Code, error: &ReadError) -> Diagnostic {
    let what = match (&error.fault, error.path.as_str()) {
        (ReadFault::Encoding { .. }, _) => format!("the file is {}", error.fault),
        (_, "") => error.fault.to_string(),
        (fault, path) => format!("`{path}`: {fault}"),
    };
    let fix = error.fix().unwrap_or_else(|| match &error.fault {
        ReadFault::Missing => format!("add `{}`", last(&error.path)),
        ReadFault::WrongType { expected, .. } => format!("write {expected}"),
        ReadFault::Syntax { .. } => "mend the JSON at this place, or a little before it".to_owned(),
        ReadFault::Depth => "give the request or answer alone, without what is wrapped around it".to_owned(),
        _ => "write it as the API reference has it".to_owned(),
    });
    let (line, column) = (error.place.line, error.place.column);
    diagnostic(source, code, &error.path, (line, column), what, fix)
}

/// Returns the diagnostic for a file that is larger than any request.
pub(super) fn too_large(source: &Source) -> Diagnostic {
    let what = format!("the file has more than {} MiB, so it was not read", LIMIT >> 20);
    let fix = "give the requests alone, in files of their own";
    diagnostic(source, &file::TOO_LARGE, "", (1, 1), what, fix.to_owned())
}

/// Says what a document is that comes near to one that can be checked, and what to give instead.
fn near_miss(document: &Document) -> Option<(String, String)> {
    let told = |what: &str, fix: &str| Some((what.to_owned(), fix.to_owned()));
    let Some(keys) = document.keys("") else {
        let of_container = document.keys("[0]").is_some_and(|keys| keys.contains(&"image"));
        return of_container
            .then(|| {
                let fix =
                    r#"put it into a task definition: `{ "family": "…", "containerDefinitions": [ … ] }`"#;
                told("the file holds a list of container definitions, and not the task definition", fix)
            })
            .flatten();
    };
    if form::is_update(document, &keys) {
        let fix = "give the service's CreateService input, or what `aws ecs describe-services` answers";
        return told("the file holds an UpdateService input, which says only what changes of a service", fix);
    }
    if keys.contains(&"format") && keys.contains(&"resources") {
        let fix = "run `check` without `--file`, or give it the requests that `synth --out DIR` writes";
        return told("the file holds a manifest that `synth` printed", fix);
    }
    let (key, member) = keys.iter().find_map(|key| Some((*key, form::begun_small(key)?)))?;
    let what = format!("no document that can be checked has the member `{}`", cut(key));
    Some((what, format!("write `{member}`: the API's members begin small, CloudFormation's with a capital")))
}

/// Returns the diagnostic for JSON that is nothing known.
pub(super) fn unknown_document(source: &Source, document: &Document) -> Diagnostic {
    if let Some((what, fix)) = near_miss(document) {
        let reading::Position { line, column } = document.nearest_place("");
        return diagnostic(source, &file::UNKNOWN_DOCUMENT, "", (line, column), what, fix);
    }
    let what = match document.keys("") {
        Some(keys) if keys.is_empty() => "the file holds an empty object".to_owned(),
        Some(keys) => {
            let shown: Vec<String> = keys.iter().take(3).map(|key| format!("`{}`", cut(key))).collect();
            let more = if keys.len() > 3 { ", …" } else { "" };
            format!("no document that can be checked has the members {}{more}", shown.join(", "))
        }
        None if document.is_list("") => "the file holds a list; what can be checked is an object".to_owned(),
        None => "the file holds a single value; what can be checked is an object".to_owned(),
    };
    let fix = "give the input of RegisterTaskDefinition, CreateService, CreateCluster, PutClusterCapacityProviders, \
               CreateCapacityProvider, RunTask, CreateRole, PutRolePolicy, CreateLogGroup or PutRetentionPolicy, \
               an answer that describes one of these, or a policy";
    let reading::Position { line, column } = document.nearest_place("");
    diagnostic(source, &file::UNKNOWN_DOCUMENT, "", (line, column), what, fix.to_owned())
}

fn diagnostic(
    source: &Source,
    code: &'static Code,
    member: &str,
    (line, column): (u32, u32),
    what: String,
    fix: String,
) -> Diagnostic {
    let about = About::file(&source.name, format!("file `{}`", source.name));
    Finding::new(code, member, what, fix).told(about, Place::File { path: source.name.clone(), line, column })
}

fn last(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |(_, member)| member)
}

/// Returns a key short enough for a message.
fn cut(key: &str) -> &str {
    key.char_indices().nth(40).map_or(key, |(end, _)| &key[..end])
}
