//! The rules of roles: their own members, their policies, and what task definitions use them for.

#[cfg(test)]
mod tests;
mod uses;

use std::collections::BTreeMap;

use ecs_dsl_facts::arn::ArnKind;
use ecs_dsl_facts::names;

use super::DesiredRole;
use crate::api::iam::{CreateRole, Tag};
use crate::check::Surroundings;
use crate::check::limits::{arn_of, given, named, within};
use crate::check::value::{fault, has_token};
use crate::diagnostic::code::role as codes;
use crate::diagnostic::{Code, Finding};
use crate::iam::check as policies;
use crate::source::join;

pub(crate) use uses::{check_capacity_provider, check_service, check_task_definition};

/// The managed policies that a role may have in an account as AWS sets it up.
const ATTACHMENTS: usize = 10;
/// AWS's policies with which a role may do everything, or give itself the right to.
const BROAD_POLICIES: [&str; 3] = ["AdministratorAccess", "IAMFullAccess", "PowerUserAccess"];
const MAX_DESCRIPTION: usize = 1_000;
const MAX_TAGS: usize = 50;
const MAX_KEY: usize = 128;
const MAX_VALUE: usize = 256;

/// Checks a role with all its policies.
///
/// Members are those of `CreateRole`, then `policies.NAME` with the path in that policy's document, and
/// `managedPolicies[0]` for those attached.
pub(crate) fn validate(role: &DesiredRole, _around: &dyn Surroundings, findings: &mut Vec<Finding>) {
    validate_request(&role.create, findings);
    nest("AssumeRolePolicyDocument", policies::trust_policy(&role.trust), findings);
    for (request, document) in role.policies.iter().zip(&role.documents) {
        let member = format!("policies.{}", request.policy_name);
        named(&codes::POLICY_NAME, member.as_str(), &request.policy_name, &names::POLICY, findings);
        nest(&member, policies::inline_policy(document), findings);
    }
    nest("policies", policies::inline_policies(&role.documents), findings);
    check_attachments(role, findings);
}

/// Checks the create request alone, the trust policy left out: it is a text there.
pub(crate) fn validate_request(request: &CreateRole, findings: &mut Vec<Finding>) {
    named(&codes::ROLE_NAME, "RoleName", &request.role_name, &names::ROLE, findings);
    if let Some(path) = request.path.as_deref().filter(|path| !has_token(path))
        && let Err(found) = names::check_role_path(path)
    {
        findings.push(fault(&codes::ROLE_PATH, "Path", found));
    }
    check_description(request, findings);
    let session = request.max_session_duration;
    within(&codes::SESSION, "MaxSessionDuration", session, 3_600..=43_200, "seconds", findings);
    check_policy_arn("PermissionsBoundary", given(&request.permissions_boundary), findings);
    check_tags(request.tags.as_deref().unwrap_or_default(), findings);
}

/// Puts the member that holds a policy before the paths in it.
fn nest(member: &str, found: impl IntoIterator<Item = Finding>, findings: &mut Vec<Finding>) {
    findings.extend(found.into_iter().map(|mut finding| {
        finding.member = join(member, &finding.member);
        finding
    }));
}

fn check_description(request: &CreateRole, findings: &mut Vec<Finding>) {
    let Some(text) = request.description.as_deref().filter(|text| !has_token(text)) else { return };
    let allowed = |c: char| {
        matches!(c, '\t' | '\n' | '\r')
            || ('\u{20}'..='\u{7e}').contains(&c)
            || ('\u{a1}'..='\u{ff}').contains(&c)
    };
    let length = text.chars().count();
    let (what, fix) = if let Some(c) = text.chars().find(|c| !allowed(*c)) {
        (format!("{c:?} cannot stand in a role's description"), "use the characters of Latin-1")
    } else if length > MAX_DESCRIPTION {
        (format!("the description has {length} characters"), "shorten it to 1000 characters")
    } else {
        return;
    };
    findings.push(Finding::new(&codes::DESCRIPTION, "Description", what, fix));
}

fn check_policy_arn(member: &str, arn: Option<&str>, findings: &mut Vec<Finding>) {
    let Some(text) = arn else { return };
    let length = text.len();
    if length > 2_048 {
        let what = format!("the ARN has {length} characters");
        findings.push(Finding::new(&codes::POLICY_ARN, member, what, "write the ARN of a managed policy"));
    } else {
        arn_of(&codes::POLICY_ARN, member, arn, &[ArnKind::Policy], findings);
    }
}

fn check_attachments(role: &DesiredRole, findings: &mut Vec<Finding>) {
    for (index, attachment) in role.attachments.iter().enumerate() {
        let member = format!("managedPolicies[{index}]");
        check_policy_arn(&member, Some(&attachment.policy_arn), findings);
        let name = attachment.policy_arn.split_once(":iam::aws:policy/").map(|(_, name)| name);
        if let Some(name) = name.filter(|name| BROAD_POLICIES.contains(name)) {
            let what = format!("the role has AWS's policy `{name}`");
            let fix = "allow what is needed, on the resources that it is needed on";
            findings.push(Finding::new(&codes::ADMINISTRATOR, member, what, fix));
        }
    }
    let count = role.attachments.len();
    if count > ATTACHMENTS {
        let what = format!("the role has {count} managed policies");
        let fix = "have the quota raised, or put what is needed in an inline policy";
        findings.push(Finding::new(&codes::ATTACHMENTS, "managedPolicies", what, fix));
    }
}

fn check_tags(tags: &[Tag], findings: &mut Vec<Finding>) {
    // AWS's own tags, which an answer brings back, do not count.
    let count = tags.iter().filter(|tag| !tag.key.starts_with("aws:")).count();
    if count > MAX_TAGS {
        let what = format!("there are {count} tags");
        findings.push(Finding::new(&codes::TAG, "Tags", what, format!("drop {} of them", count - MAX_TAGS)));
    }
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for (index, tag) in tags.iter().enumerate() {
        let at = format!("Tags[{index}]");
        if let Some(first) = seen.insert(tag.key.to_lowercase(), &tag.key) {
            let what = format!("the tag `{}` is the same as `{first}` for IAM", tag.key);
            findings.push(Finding::new(&codes::SAME_TAG, format!("{at}.Key"), what, "keep one of the two"));
            continue;
        }
        if tag.key.is_empty() {
            let what = "a tag has no key";
            findings.push(Finding::new(
                &codes::TAG,
                format!("{at}.Key"),
                what,
                "give it a key, or leave it out",
            ));
        } else {
            check_tag_text(&tag.key, MAX_KEY, "key", format!("{at}.Key"), findings);
        }
        check_tag_text(&tag.value, MAX_VALUE, "value", format!("{at}.Value"), findings);
    }
}

fn check_tag_text(text: &str, most: usize, noun: &str, member: String, findings: &mut Vec<Finding>) {
    const CODE: &Code = &codes::TAG;
    if has_token(text) {
        return;
    }
    let allowed =
        |c: char| c.is_alphanumeric() || "_.:/=+-@".contains(c) || (c.is_whitespace() && !c.is_control());
    let length = text.chars().count();
    if let Some(c) = text.chars().find(|c| !allowed(*c)) {
        let what = format!("{c:?} cannot stand in the tag {noun} `{text}`");
        findings.push(Finding::new(CODE, member, what, "use letters, digits, spaces and `_.:/=+-@`"));
    } else if length > most {
        let what = format!("a tag's {noun} has {length} characters");
        findings.push(Finding::new(CODE, member, what, format!("shorten it to {most} characters")));
    }
}
