//! What a role should be: its requests, and which lines of the user's code asked for each statement.

use std::collections::BTreeMap;

use super::RoleState;
use crate::api::iam::{AttachRolePolicy, CreateRole, PutRolePolicy, Tag};
use crate::assembly::{Build, Scope};
use crate::check::{Index, Surroundings};
use crate::diagnostic::Finding;
use crate::iam::derive::{Because, NotedStatement, exec};
use crate::iam::policy::{OneOrMany, PolicyDocument, Statement, TrustPolicy, merge_noted};
use crate::resource::basics::as_any;
use crate::resource::{Buildable, Call, Desired, Node, Shared};

/// A statement of a role's policy, with the lines that asked for it.
#[derive(Debug, Clone, PartialEq)]
pub struct StatementNote {
    /// The inline policy's name.
    pub policy: String,
    /// The statement as it is sent.
    pub statement: Statement,
    /// Who asked for it, and for what.
    pub because: Vec<Because>,
}

/// What a role should be.
#[derive(Debug, Clone, PartialEq)]
pub struct DesiredRole {
    /// The create request.
    pub create: CreateRole,
    /// The inline policies, by name.
    pub policies: Vec<PutRolePolicy>,
    /// The managed policies, by ARN.
    pub attachments: Vec<AttachRolePolicy>,
    /// The inline policies as documents, in the order of `policies`.
    pub documents: Vec<PolicyDocument>,
    /// The trust policy as a document.
    pub trust: PolicyDocument,
    /// Why each statement is there; not part of any request.
    pub notes: Vec<StatementNote>,
    /// Why each managed policy is there, by ARN; not part of any request.
    pub managed: BTreeMap<String, Vec<Because>>,
}

impl Buildable for Shared<RoleState> {
    fn node(&self) -> &Node {
        &self.node
    }

    fn build(&self, build: &mut Build<'_>) -> Box<dyn Desired> {
        let state = self.state.borrow();
        let trust = state.trust.clone().unwrap_or_else(|| default_trust(&state, build.scope()));
        let create = CreateRole {
            role_name: self.node.address().id().to_owned(),
            path: Some(state.path.clone().unwrap_or_else(|| build.scope().role_path())),
            assume_role_policy_document: trust.to_json(),
            description: state.description.clone(),
            max_session_duration: state.max_session.map(|seconds| seconds.get()),
            permissions_boundary: state.boundary.clone().or_else(|| build.permissions_boundary()),
            tags: Some(build.tags(&state.tags).into_iter().map(|(key, value)| Tag { key, value }).collect()),
        };
        let written = create.assume_role_policy_document.clone();
        let create = build.customized(create, &state.customizations);
        let trust = match create.assume_role_policy_document == written {
            true => trust,
            // One that cannot be read is told by the rules, which look at the request.
            false => serde_json::from_str(&create.assume_role_policy_document).unwrap_or_default(),
        };
        let name = create.role_name.as_str();
        let notes = self.notes(&state, build);
        let (policies, documents) = inline_policies(name, &state, &notes);
        record_lines(&state, &notes, build);
        let mut managed: BTreeMap<String, Vec<Because>> = BTreeMap::new();
        for (arn, line) in &state.managed {
            let because = Because { line: *line, what: "written so".to_owned() };
            managed.entry(arn.clone()).or_default().push(because);
        }
        for (arn, because) in &build.needs(&self.node).managed {
            managed.entry(arn.clone()).or_default().push(because.clone());
        }
        let attachments = managed
            .keys()
            .map(|arn| AttachRolePolicy { role_name: name.to_owned(), policy_arn: arn.clone() })
            .collect();
        Box::new(DesiredRole { create, policies, attachments, documents, trust, notes, managed })
    }
}

impl Shared<RoleState> {
    /// Returns the ARN that the role will have, where the account is known and nothing hides the path.
    pub(crate) fn plain_arn(&self, scope: &Scope) -> Option<String> {
        let state = self.state.borrow();
        if scope.known_account().is_none() || !state.customizations.is_empty() {
            return None;
        }
        let path = state.path.clone().unwrap_or_else(|| scope.role_path());
        Some(scope.iam_arn(&format!("role{path}{}", self.node.address().id())))
    }

    /// Gathers the statements of every inline policy: the user's own, and those that other resources asked for.
    fn notes(&self, state: &RoleState, build: &Build<'_>) -> Vec<StatementNote> {
        let mut by_policy: BTreeMap<String, Vec<(Statement, Because)>> = BTreeMap::new();
        let mut add = |policy: &str, NotedStatement { statement, because }: NotedStatement| {
            by_policy.entry(policy.to_owned()).or_default().push((statement, because));
        };
        for (statement, line) in &state.statements {
            add("application", NotedStatement::new(statement.clone(), *line, "written so"));
        }
        if let Some(line) = state.exec {
            add(exec::POLICY, exec::statement(line, "allow_exec".to_owned()));
        }
        for (policy, noted) in &build.needs(&self.node).statements {
            add(policy, noted.clone());
        }
        let mut notes = Vec::new();
        for (policy, statements) in by_policy {
            let merged = merge_noted(statements);
            // Statements are large, most policies have one, and a large program has many policies.
            notes.reserve_exact(merged.len());
            for (mut statement, mut because) in merged {
                // One resource reads best as AWS's own documents write it, not as a list of one.
                statement.resource = statement.resource.map(OneOrMany::collapsed);
                because.sort();
                because.dedup();
                notes.push(StatementNote { policy: policy.clone(), statement, because });
            }
        }
        notes
    }
}

impl DesiredRole {
    /// Returns the statements that were asked for, each with its path in the role.
    pub(crate) fn statements(&self) -> impl Iterator<Item = (String, &StatementNote)> {
        with_paths(&self.notes)
    }
}

/// Gives each statement its path in the role: they stand in their policies in the order of the notes.
fn with_paths(notes: &[StatementNote]) -> impl Iterator<Item = (String, &StatementNote)> {
    let mut last: Option<(&str, usize)> = None;
    notes.iter().map(move |note| {
        let number = match last {
            Some((policy, number)) if policy == note.policy => number + 1,
            _ => 0,
        };
        last = Some((&note.policy, number));
        (format!("policies.{}.Statement[{number}]", note.policy), note)
    })
}

/// Records which line asked for each statement, for what is found wrong with it.
fn record_lines(state: &RoleState, notes: &[StatementNote], build: &mut Build<'_>) {
    for (path, note) in with_paths(notes) {
        if let Some(because) = note.because.first() {
            build.record(path, because.line);
        }
    }
    for (policy, _, line) in &state.policies {
        build.record(format!("policies.{policy}"), *line);
    }
}

/// Turns the notes and the policies that the user wrote whole into requests, by name.
fn inline_policies(
    role: &str,
    state: &RoleState,
    notes: &[StatementNote],
) -> (Vec<PutRolePolicy>, Vec<PolicyDocument>) {
    let mut documents: BTreeMap<&str, PolicyDocument> = BTreeMap::new();
    for note in notes {
        let document = documents.remove(note.policy.as_str()).unwrap_or_default();
        documents.insert(&note.policy, document.statement(note.statement.clone()));
    }
    for (name, document, _) in &state.policies {
        documents.insert(name, document.clone());
    }
    let mut requests = Vec::with_capacity(documents.len());
    requests.extend(documents.iter().map(|(name, document)| PutRolePolicy {
        role_name: role.to_owned(),
        policy_name: (*name).to_owned(),
        policy_document: document.to_json(),
    }));
    let mut in_order = Vec::with_capacity(documents.len());
    in_order.extend(documents.into_values());
    (requests, in_order)
}

fn default_trust(state: &RoleState, scope: &Scope) -> PolicyDocument {
    let trust = TrustPolicy::service(state.principal);
    if state.confined {
        trust.source_account(scope.account()).source_arn(scope.arn("ecs", "*")).into()
    } else {
        trust.into()
    }
}

impl Desired for DesiredRole {
    fn kind(&self) -> &'static str {
        "iam:role"
    }

    fn calls(&self) -> Vec<Call<'_>> {
        let mut calls = vec![Call { service: "iam", operation: "CreateRole", request: &self.create }];
        for policy in &self.policies {
            calls.push(Call { service: "iam", operation: "PutRolePolicy", request: policy });
        }
        for attachment in &self.attachments {
            calls.push(Call { service: "iam", operation: "AttachRolePolicy", request: attachment });
        }
        calls
    }

    fn validate(&self, around: &dyn Surroundings, findings: &mut Vec<Finding>) {
        super::validate::validate(self, around, findings);
    }

    fn announce<'a>(&'a self, index: &mut Index<'a>) {
        index.role(&self.create, &self.documents);
    }

    as_any!();
}
