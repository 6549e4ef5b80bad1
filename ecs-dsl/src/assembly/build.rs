//! From the user's builders to the assembly: who belongs where, what roles need, what each sends.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use erased_serde::Serialize;

use super::{Assembly, Dependency, Resource, Scope, StackAssembly};
use super::{digests, order};
use crate::address::Address;
use crate::app::{App, Stack};
use crate::check::subject;
use crate::diagnostic::code::structure;
use crate::diagnostic::{Diagnostic, Finding, Place};
use crate::iam::derive::{Needs, Requirements, key};
use crate::resource::role::RoleRef;
use crate::resource::{Buildable, Node, Reference};
use crate::source::{SourceLine, Trace};

/// The region that stands in for a missing one, so that the rest can still be checked.
const NO_REGION: &str = "us-east-1";

/// Builds the assembly of a program, and returns with it what is wrong with the program's structure.
///
/// The rules of each kind are not run here: see [`check`](crate::check).
pub fn assemble(app: &App) -> (Assembly, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    check_names(app.stacks(), &mut diagnostics);
    let mut owners = Owners::default();
    let mut members: Vec<Members> = Vec::new();
    for (index, stack) in app.stacks().iter().enumerate() {
        let scope = Rc::new(scope_of(stack, &mut diagnostics));
        let items = claim(stack, index, &mut owners, &mut diagnostics);
        members.push(Members { scope, items });
    }
    let scopes: Vec<Rc<Scope>> = members.iter().map(|stack| stack.scope.clone()).collect();

    let mut requirements = Requirements::default();
    for stack in &members {
        for item in &stack.items {
            requirements.enter(stack.scope.clone());
            item.clone().require(&mut requirements);
        }
    }
    for (asker, resource) in requirements.take_derived() {
        // What no stack holds cannot have its roles in one; that it is in no stack is reported where it is used.
        let Some(&owner) = owners.0.get(&asker) else { continue };
        if owners.0.insert(key(resource.node()), owner).is_none() {
            members[owner].items.push(resource);
        }
    }

    let shared = Shared { owners: &owners, scopes: &scopes, requirements: &requirements };
    let mut stacks = Vec::with_capacity(members.len());
    for ((index, members), stack) in members.iter().enumerate().zip(app.stacks()) {
        let mut resources: BTreeMap<Address, Resource> = BTreeMap::new();
        for item in &members.items {
            let resource = build_one(item.as_ref(), index, stack, &shared, &mut diagnostics);
            let address = item.node().address();
            if let Some(first) = resources.get(address) {
                let first = first.trace.root();
                diagnostics.push(duplicate(stack, item.node(), first));
            } else {
                resources.insert(address.clone(), resource);
            }
        }
        digests::add(&members.scope, &mut resources);
        stacks.push(StackAssembly { scope: (*members.scope).clone(), line: stack.line, resources });
    }
    let assembly = Assembly { stacks };
    order::check(&assembly, &mut diagnostics);
    (assembly, diagnostics)
}

/// A stack's resources, those derived for it included.
struct Members {
    scope: Rc<Scope>,
    items: Vec<Rc<dyn Buildable>>,
}

/// Which stack each resource belongs to.
#[derive(Default)]
struct Owners(BTreeMap<usize, usize>);

/// What is the same for every resource of a program.
struct Shared<'a> {
    owners: &'a Owners,
    scopes: &'a [Rc<Scope>],
    requirements: &'a Requirements,
}

fn check_names(stacks: &[Stack], diagnostics: &mut Vec<Diagnostic>) {
    let mut lines: BTreeMap<&str, SourceLine> = BTreeMap::new();
    for stack in stacks {
        if let Some(first) = lines.get(stack.name.as_str()) {
            let what = format!("two stacks are named `{}`; the other is made at {first}", stack.name);
            let finding =
                Finding::new(&structure::DUPLICATE_STACK, "", what, "name the stage or the region in it");
            diagnostics.push(of_stack(stack, finding));
        }
        lines.insert(&stack.name, stack.line);
        let valid = stack.name.len() <= 128
            && stack.name.starts_with(|c: char| c.is_ascii_alphabetic())
            && stack.name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
        if !valid {
            let what = format!("`{}` cannot be the name of a stack", stack.name);
            let fix = "use 1 to 128 letters, digits, `-` and `_`, beginning with a letter";
            diagnostics.push(of_stack(stack, Finding::new(&structure::STACK_NAME, "", what, fix)));
        }
    }
}

fn scope_of(stack: &Stack, diagnostics: &mut Vec<Diagnostic>) -> Scope {
    let region = stack.region.as_deref().unwrap_or_else(|| {
        let what = format!("stack `{}` has no region", stack.name);
        let fix = "state it in the code with `.region(\"…\")`, or give `--region`";
        diagnostics.push(of_stack(stack, Finding::new(&structure::NO_REGION, "", what, fix)));
        NO_REGION
    });
    Scope::new(&stack.name, &stack.stage, region, stack.account.as_deref())
}

/// Gives a stack's resources their owner; one added twice to the same stack counts once.
fn claim(
    stack: &Stack,
    index: usize,
    owners: &mut Owners,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Rc<dyn Buildable>> {
    let mut items = Vec::with_capacity(stack.items.len());
    for item in &stack.items {
        match owners.0.get(&key(item.node())) {
            None => {
                owners.0.insert(key(item.node()), index);
                items.push(item.clone());
            }
            Some(owner) if *owner == index => {}
            Some(_) => {
                let what = format!("`{}` was added to another stack too", item.node().address());
                let fix = format!("add it to one stack only; `{}` may still refer to it", stack.name);
                let finding = Finding::new(&structure::IN_TWO_STACKS, "", what, fix);
                diagnostics.push(of_node(stack, item.node(), finding));
            }
        }
    }
    items
}

fn build_one(
    item: &dyn Buildable,
    index: usize,
    stack: &Stack,
    shared: &Shared<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Resource {
    let node = item.node();
    let mut build = Build {
        shared,
        index,
        stack,
        node,
        depends_on: BTreeSet::new(),
        unmanaged: BTreeSet::new(),
        keep_revisions: None,
        trace: node.trace().clone(),
        diagnostics,
    };
    let desired = item.build(&mut build);
    let Build { depends_on, unmanaged, keep_revisions, trace, .. } = build;
    let (retain, allowed) = (node.retain(), node.allowances());
    Resource { desired, depends_on, unmanaged, retain, keep_revisions, allowed, trace }
}

fn duplicate(stack: &Stack, node: &Node, first: SourceLine) -> Diagnostic {
    let what = format!("stack `{}` has `{}` twice; the first is made at {first}", stack.name, node.address());
    let fix = "give one of them another name";
    of_node(stack, node, Finding::new(&structure::DUPLICATE_ADDRESS, "", what, fix))
}

fn of_stack(stack: &Stack, finding: Finding) -> Diagnostic {
    diagnostic(stack, format!("stack `{}`", stack.name), None, stack.line, finding)
}

fn of_node(stack: &Stack, node: &Node, finding: Finding) -> Diagnostic {
    let line = node.trace().line_of(&finding.member);
    let subject = subject(node.address().kind(), node.address().id());
    diagnostic(stack, subject, Some(node.address().to_string()), line, finding)
}

fn diagnostic(
    stack: &Stack,
    subject: String,
    address: Option<String>,
    line: SourceLine,
    finding: Finding,
) -> Diagnostic {
    Diagnostic {
        code: finding.code,
        severity: finding.code.severity,
        stack: Some(stack.name.clone()),
        subject,
        address,
        member: finding.member,
        place: Place::Code(line),
        what: finding.what,
        why: finding.why.unwrap_or_else(|| finding.code.why.to_owned()),
        fix: finding.fix,
        allowed: None,
    }
}

/// What a resource is given to build its request with: its stack, and the way to what it refers to.
pub struct Build<'a> {
    shared: &'a Shared<'a>,
    index: usize,
    stack: &'a Stack,
    node: &'a Node,
    depends_on: BTreeSet<Dependency>,
    unmanaged: BTreeSet<Cow<'static, str>>,
    keep_revisions: Option<u32>,
    trace: Trace,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Build<'_> {
    /// Returns where the resource's stack goes.
    pub fn scope(&self) -> &Scope {
        &self.shared.scopes[self.index]
    }

    /// Returns what other resources ask of this role.
    pub(crate) fn needs(&self, role: &Node) -> &Needs {
        static NONE: Needs = Needs { statements: Vec::new(), managed: Vec::new() };
        self.shared.requirements.of(role).unwrap_or(&NONE)
    }

    /// Returns the tags of a resource: its own, the stack's, the two that say who owns it, and the one
    /// that keeps it.
    pub(crate) fn tags(&self, own: &[(String, String)]) -> Vec<(String, String)> {
        let mut tags = own.to_vec();
        for (key, value) in &self.stack.tags {
            if !own.iter().any(|(known, _)| known == key) {
                tags.push((key.clone(), value.clone()));
            }
        }
        tags.push((super::STACK_TAG.to_owned(), self.stack.name.clone()));
        tags.push((super::ADDRESS_TAG.to_owned(), self.node.address().to_string()));
        if self.node.retain() {
            tags.push((super::RETAIN_TAG.to_owned(), "true".to_owned()));
        }
        tags
    }

    /// Records that another resource must exist first, and returns the stack it is in.
    pub(crate) fn depend(&mut self, reference: &Reference, member: &str) -> Option<usize> {
        let target = reference.target.node();
        let Some(&owner) = self.shared.owners.0.get(&key(target)) else {
            self.not_in_a_stack(reference, member);
            return None;
        };
        let stack = (owner != self.index).then(|| self.shared.scopes[owner].stack().to_owned());
        self.depends_on.insert(Dependency { stack, address: target.address().clone() });
        Some(owner)
    }

    /// Returns the token of an attribute that only AWS knows, and records the dependency.
    pub(crate) fn attribute(&mut self, reference: &Reference, attribute: &str, member: &str) -> String {
        let owner = self.depend(reference, member);
        let address = reference.target.node().address();
        match owner {
            Some(owner) if owner != self.index => {
                format!("${{{}:{address}.{attribute}}}", self.shared.scopes[owner].stack())
            }
            _ => format!("${{{address}.{attribute}}}"),
        }
    }

    /// Returns the ARN of a role: plain where the account is known and the role's path is the default one.
    pub(crate) fn role_arn(&mut self, role: &RoleRef, member: &str) -> String {
        match role {
            RoleRef::Existing(arn) => arn.clone(),
            RoleRef::Own(role, line) => {
                let reference = Reference::new(role.clone(), *line);
                let token = self.attribute(&reference, "arn", member);
                let owner = self.shared.owners.0.get(&key(&role.node));
                owner.and_then(|owner| role.plain_arn(&self.shared.scopes[*owner])).unwrap_or(token)
            }
        }
    }

    /// Records that a member changes outside this program after the creation.
    pub(crate) fn leave_to_others(&mut self, member: impl Into<Cow<'static, str>>) {
        self.unmanaged.insert(member.into());
    }

    /// Records how many revisions are kept beside the newest.
    pub(crate) fn keep_revisions(&mut self, earlier: Option<u32>) {
        self.keep_revisions = earlier;
    }

    /// Takes a trace in place of the builder's own, which it must have grown from.
    pub(crate) fn trace_with(&mut self, trace: Trace) {
        self.trace = trace;
    }

    /// Records the lines of a part whose members lie below `path`.
    pub(crate) fn nest(&mut self, path: &str, part: &Trace) {
        self.trace.nest(path, part);
    }

    /// Returns the line that wrote a member.
    pub(crate) fn line_of(&self, member: &str) -> SourceLine {
        self.trace.line_of(member)
    }

    /// Records a line for each member in which two requests differ.
    pub(crate) fn record_changes(&mut self, before: &dyn Serialize, after: &dyn Serialize, line: SourceLine) {
        self.trace.record_changes(before, after, line);
    }

    /// Records the line of one member.
    pub(crate) fn record(&mut self, path: String, line: SourceLine) {
        self.trace.record(path, line);
    }

    /// Reports something that is wrong with how the resource is put together.
    pub(crate) fn report(&mut self, finding: Finding) {
        let line = self.trace.line_of(&finding.member);
        self.report_at(finding, line);
    }

    /// Reports it at a line of its own.
    pub(crate) fn report_at(&mut self, finding: Finding, line: SourceLine) {
        let subject = subject(self.node.address().kind(), self.node.address().id());
        let address = Some(self.node.address().to_string());
        self.diagnostics.push(diagnostic(self.stack, subject, address, line, finding));
    }

    fn not_in_a_stack(&mut self, reference: &Reference, member: &str) {
        let target = reference.target.node();
        let what = format!(
            "`{}` refers to `{}`, made at {}, which is in no stack",
            self.node.address(),
            target.address(),
            target.line(),
        );
        let fix =
            format!("add it: `.add(&…)` on stack `{}`, or on the stack that should own it", self.stack.name);
        self.report_at(Finding::new(&structure::NOT_IN_A_STACK, member, what, fix), reference.line);
    }
}
