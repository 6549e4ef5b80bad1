//! What a resource is given to build its request with: its stack, and the way to what it refers to.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde::Serialize;

use super::{Dependency, Resource, Scope};
use crate::app::{Stack, StackTag};
use crate::diagnostic::code::structure;
use crate::diagnostic::{About, Diagnostic, Finding, Place};
use crate::iam::derive::{Needs, Requirements, key};
use crate::resource::role::{RoleRef, RoleState};
use crate::resource::tags;
use crate::resource::{Buildable, Customization, Node, Reference, customized};
use crate::source::{SourceLine, Trace};

/// Which stack each resource belongs to.
#[derive(Default)]
pub(super) struct Owners(pub(super) BTreeMap<usize, usize>);

/// What is the same for every resource of a program.
pub(super) struct Shared<'a> {
    pub(super) owners: &'a Owners,
    pub(super) scopes: &'a [Rc<Scope>],
    pub(super) requirements: &'a Requirements,
    /// The tags of each stack that its resources can have.
    pub(super) tags: &'a [Vec<&'a StackTag>],
    /// Whether each stack states its region, and is not only checked as if it were in one.
    pub(super) has_region: Vec<bool>,
}

/// Builds one resource of a stack.
pub(super) fn build_one(
    item: &dyn Buildable,
    index: usize,
    stack: &Stack,
    shared: &Shared<'_>,
    homeless: &mut BTreeSet<String>,
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
        homeless,
        diagnostics,
    };
    let desired = item.build(&mut build);
    let Build { depends_on, unmanaged, keep_revisions, trace, .. } = build;
    let (retain, allowed) = (node.retain(), node.allowances());
    Resource { desired, depends_on, unmanaged, retain, keep_revisions, allowed, trace }
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
    /// The addresses that are referred to and in no stack.
    homeless: &'a mut BTreeSet<String>,
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

    /// Returns the permissions boundary of a role that states none: the stack's.
    pub(crate) fn permissions_boundary(&mut self) -> Option<String> {
        let (arn, line) = self.stack.permissions_boundary.as_ref()?;
        self.record("PermissionsBoundary".to_owned(), *line);
        Some(arn.clone())
    }

    /// Returns the tags of a resource: its own, the stack's, the two that say who owns it, and the one
    /// that keeps it.
    pub(crate) fn tags(&mut self, own: &[(String, String)]) -> Vec<(String, String)> {
        let mut tags = Vec::with_capacity(own.len() + self.stack.tags.len() + 3);
        for (index, (key, value)) in own.iter().enumerate() {
            if tags::is_own(key) {
                let member = match self.node.address().kind() {
                    "role" => format!("Tags[{index}]"),
                    "log-group" => format!("tags.{key}"),
                    _ => format!("tags[{index}]"),
                };
                self.report(tags::own_key(&member, key));
            } else {
                tags.push((key.clone(), value.clone()));
            }
        }
        for tag in &self.shared.tags[self.index] {
            if !own.iter().any(|(known, _)| *known == tag.key) {
                tags.push((tag.key.clone(), tag.value.clone()));
            }
        }
        tags.push((super::STACK_TAG.to_owned(), self.stack.name.clone()));
        tags.push((super::ADDRESS_TAG.to_owned(), self.node.address().to_string()));
        if self.node.retain() {
            tags.push((super::RETAIN_TAG.to_owned(), "true".to_owned()));
        }
        tags
    }

    /// Records that another resource, of the same region and account, must exist first, and returns the
    /// stack it is in.
    pub(crate) fn depend(&mut self, reference: &Reference, member: &str) -> Option<usize> {
        let owner = self.depend_anywhere(reference, member)?;
        let region = self.scope().region().to_owned();
        let fix =
            |stack: &str, _: &str| format!("make one in stack `{stack}`, or refer to one that exists there");
        self.check_reach(owner, reference, member, &region, fix);
        Some(owner)
    }

    /// Records the same of a log group, which is looked for in a region of the user's choice.
    pub(crate) fn depend_on_log_group(&mut self, reference: &Reference, member: &str, region: &str) {
        let Some(owner) = self.depend_anywhere(reference, member) else { return };
        let fix = |stack: &str, there: &str| {
            format!("make one in stack `{stack}`, or add `.option(\"awslogs-region\", \"{there}\")`")
        };
        self.check_reach(owner, reference, member, region, fix);
    }

    /// Reports a resource that a request which goes to `region` cannot reach.
    fn check_reach(
        &mut self,
        owner: usize,
        reference: &Reference,
        member: &str,
        region: &str,
        fix: impl Fn(&str, &str) -> String,
    ) {
        let (here, there) = (self.scope(), &self.shared.scopes[owner]);
        let other_region = region != there.region() && self.has_regions(owner);
        let accounts = here.known_account().zip(there.known_account());
        let other_account = accounts.is_some_and(|(here, there)| here != there);
        if !other_region && !other_account {
            return;
        }
        let place = |region: &str, account: Option<&str>| match account.filter(|_| other_account) {
            Some(account) => format!("{region} in account {account}"),
            None => region.to_owned(),
        };
        let what = format!(
            "`{}` is looked for in {}, and stack `{}` makes it in {}",
            reference.target.node().address(),
            place(region, here.known_account()),
            there.stack(),
            place(there.region(), there.known_account()),
        );
        // A region can be named where there is a member for it, an account nowhere.
        let fix = match other_account {
            true => format!("make one in stack `{}`, or refer to one that exists there", here.stack()),
            false => fix(here.stack(), there.region()),
        };
        self.report_at(Finding::new(&structure::OUT_OF_REACH, member, what, fix), reference.line);
    }

    fn has_regions(&self, owner: usize) -> bool {
        self.shared.has_region[self.index] && self.shared.has_region[owner]
    }

    /// Records that another resource must exist first, wherever it is, and returns the stack it is in.
    fn depend_anywhere(&mut self, reference: &Reference, member: &str) -> Option<usize> {
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
        self.token(owner, reference, attribute)
    }

    /// Returns the same for a text that may speak of any region and account: an environment variable.
    pub(crate) fn mention(&mut self, reference: &Reference, attribute: &str, member: &str) -> String {
        let owner = self.depend_anywhere(reference, member);
        self.token(owner, reference, attribute)
    }

    fn token(&self, owner: Option<usize>, reference: &Reference, attribute: &str) -> String {
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
                let owner = self.depend_anywhere(&reference, member);
                if let Some(owner) = owner {
                    self.check_role(owner, role, &reference, member);
                }
                let plain = owner.and_then(|owner| role.plain_arn(&self.shared.scopes[owner]));
                plain.unwrap_or_else(|| self.token(owner, &reference, "arn"))
            }
        }
    }

    /// Reports a role that may not be used here. Roles have no region, but their trust policies may name one.
    fn check_role(
        &mut self,
        owner: usize,
        role: &crate::resource::Shared<RoleState>,
        reference: &Reference,
        member: &str,
    ) {
        let there = self.shared.scopes[owner].region().to_owned();
        self.check_reach(owner, reference, member, &there, |_, _| String::new());
        let region = self.scope().region();
        if region != there && self.has_regions(owner) && role.trusts_one_region() {
            let what = format!(
                "`{}` trusts the tasks of {there} alone, and stack `{}` is in {region}",
                role.node.address(),
                self.stack.name,
            );
            let fix = format!(
                "make a role in stack `{}`, or write its trust for both with `.trust(…)`",
                self.stack.name
            );
            self.report_at(Finding::new(&structure::OUT_OF_REACH, member, what, fix), reference.line);
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

    /// Returns a request with what its user changes in it, and records the lines.
    pub(crate) fn customized<R: Clone + Serialize>(
        &mut self,
        request: R,
        customizations: &[Customization<R>],
    ) -> R {
        customized(request, customizations, &mut self.trace)
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
        let about = About::resource(&self.stack.name, self.node.address());
        self.diagnostics.push(finding.told(about, Place::Code(line)));
    }

    fn not_in_a_stack(&mut self, reference: &Reference, member: &str) {
        let target = reference.target.node();
        self.homeless.insert(target.address().to_string());
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
