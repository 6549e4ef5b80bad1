//! Rules over policy documents: what IAM would refuse, what could never apply, and what is too wide.
//!
//! Pure functions from a document to findings; a finding's member is a path in the document, such as
//! `Statement[0].Action[1]`, before which the caller puts the member that holds the document. A string
//! with a variable or a token (`${aws:username}`, `${role/web.arn}`) stands for what only AWS knows, and
//! is never found fault with for it.

mod actions;
mod conditions;
mod document;
mod resources;
#[cfg(test)]
mod tests;
mod trust;

use crate::diagnostic::Finding;
use crate::diagnostic::code::iam as codes;
use crate::iam::policy::{OneOrMany, PolicyDocument, Statement};

/// The characters that all inline policies of a role may have together, white space not counted.
pub const INLINE_LIMIT: usize = 10_240;

/// The characters that a managed policy may have, white space not counted.
pub const MANAGED_LIMIT: usize = 6_144;

/// The characters that a trust policy may have in an account as AWS sets it up, and at the most.
pub const TRUST_LIMITS: (usize, usize) = (2_048, 4_096);

/// Checks an inline policy of a role (`PutRolePolicy`).
///
/// Call [`inline_policies`] too for the size of all of them together.
pub fn inline_policy(document: &PolicyDocument) -> Vec<Finding> {
    identity_policy(document, INLINE_LIMIT)
}

/// Checks a managed policy (`CreatePolicy`).
pub fn managed_policy(document: &PolicyDocument) -> Vec<Finding> {
    identity_policy(document, MANAGED_LIMIT)
}

/// Checks what all inline policies of a role have together: their size.
///
/// One policy that is too large alone is [`inline_policy`]'s to report.
pub fn inline_policies<'a>(documents: impl IntoIterator<Item = &'a PolicyDocument>) -> Option<Finding> {
    let documents: Vec<&PolicyDocument> = documents.into_iter().collect();
    if documents.len() < 2 {
        return None;
    }
    let sizes: Vec<usize> = documents.into_iter().map(PolicyDocument::size).collect();
    let total: usize = sizes.iter().sum();
    (total > INLINE_LIMIT && sizes.iter().all(|size| *size <= INLINE_LIMIT)).then(|| {
        Finding::new(
            &codes::TOO_LARGE,
            "",
            format!("the role's {} inline policies have {total} characters together", sizes.len()),
            "make managed policies of some, or name resources by a wildcard over what they share",
        )
    })
}

/// Checks a trust policy (`CreateRole` and `UpdateAssumeRolePolicy`).
pub fn trust_policy(document: &PolicyDocument) -> Vec<Finding> {
    let mut findings = Vec::new();
    let json = document.to_json();
    document::check(document, &json, &mut findings);
    document::check_trust_size(&json, &mut findings);
    for (at, statement) in statements(document) {
        document::check_statement(&at, statement, &mut findings);
        trust::check(&at, statement, &mut findings);
        conditions::check(&at, statement, &mut findings);
    }
    findings
}

/// Checks a policy that another service holds for one of its resources, as S3 does for buckets.
///
/// What such a policy may say depends on the service; this is what holds for all of them.
pub fn resource_policy(document: &PolicyDocument) -> Vec<Finding> {
    let mut findings = Vec::new();
    document::check(document, &document.to_json(), &mut findings);
    // KMS and S3 take any text as a Sid, unlike IAM.
    findings.retain(|finding| finding.code != &codes::SID_FORM);
    for (at, statement) in statements(document) {
        document::check_statement(&at, statement, &mut findings);
    }
    findings
}

/// Returns whether a trust policy lets a service take on the role, such as `ecs-tasks.amazonaws.com`.
pub fn trusts_service(document: &PolicyDocument, service: &str) -> bool {
    document.statements.iter().any(|statement| trust::lets_in(statement, service))
}

fn identity_policy(document: &PolicyDocument, limit: usize) -> Vec<Finding> {
    let mut findings = Vec::new();
    let json = document.to_json();
    document::check(document, &json, &mut findings);
    document::check_size(&json, limit, &mut findings);
    for (at, statement) in statements(document) {
        document::check_statement(&at, statement, &mut findings);
        document::check_identity_statement(&at, statement, &mut findings);
        actions::check(&at, statement, &mut findings);
        resources::check(&at, statement, &mut findings);
        conditions::check(&at, statement, &mut findings);
    }
    findings
}

/// Goes through the statements with their paths.
fn statements(document: &PolicyDocument) -> impl Iterator<Item = (String, &Statement)> {
    items("", "Statement", &document.statements).map(|(path, statement)| (path.into(), statement))
}

/// Where an item of a member stands, written out for findings alone: most documents have none.
#[derive(Clone, Copy)]
struct Path<'a> {
    outer: &'a str,
    member: &'a str,
    /// The item's place, if the member is a list.
    number: Option<usize>,
}

impl From<Path<'_>> for String {
    fn from(path: Path<'_>) -> Self {
        let member = crate::source::join(path.outer, path.member);
        match path.number {
            Some(number) => format!("{member}[{number}]"),
            None => member,
        }
    }
}

/// Goes through the items of a member with their paths: `Action` when it stands alone, else `Action[0]`.
fn items<'a, T>(
    outer: &'a str,
    member: &'a str,
    values: &'a OneOrMany<T>,
) -> impl Iterator<Item = (Path<'a>, &'a T)> {
    let at = |number| Path { outer, member, number: values.is_list().then_some(number) };
    values.iter().enumerate().map(move |(number, value)| (at(number), value))
}

/// Goes through a member of a statement, which may be absent, with the paths of its values.
fn member<'a>(
    at: &'a str,
    name: &'a str,
    values: &'a Option<OneOrMany<String>>,
) -> impl Iterator<Item = (Path<'a>, &'a str)> {
    let found = values.as_ref().map(|values| items(at, name, values));
    found.into_iter().flatten().map(|(path, value)| (path, value.as_str()))
}

/// Returns whether a text has a part that only AWS knows.
fn has_variable(text: &str) -> bool {
    text.contains("${")
}

/// Writes some names as a sentence has them: three at most, and how many more there are.
fn some(names: &[String], conjunction: &str) -> String {
    let (shown, rest) = names.split_at(names.len().min(3));
    match (shown, rest.len()) {
        (_, more @ 1..) => format!("{} {conjunction} {more} more", shown.join(", ")),
        ([names @ .., last], 0) if !names.is_empty() => format!("{} {conjunction} {last}", names.join(", ")),
        _ => shown.concat(),
    }
}
