//! From the user's builders to the assembly: who belongs where, what roles need, what each sends.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde::Serialize;

use super::{Assembly, Dependency, Resource, Scope, StackAssembly};
use super::{digests, order, tokens};
use crate::address::Address;
use crate::app::{App, Stack, StackTag};
use crate::check::tags;
use crate::check::value::fault;
use crate::diagnostic::code::structure;
use crate::diagnostic::{About, Diagnostic, Finding, Place};
use crate::iam::derive::{Needs, Requirements, key};
use crate::resource::role::{RoleRef, RoleState};
use crate::resource::{Buildable, Customization, Node, Reference, customized};
use crate::source::{SourceLine, Trace, holds};

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
        members.push(Members { scope, own: items.len(), items });
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

    let tags: Vec<Vec<&StackTag>> =
        app.stacks().iter().map(|stack| sound_tags(stack, &mut diagnostics)).collect();
    let has_region = app.stacks().iter().map(has_region).collect();
    let shared =
        Shared { owners: &owners, scopes: &scopes, requirements: &requirements, tags: &tags, has_region };
    let mut built: Vec<BTreeMap<Address, Resource>> = Vec::with_capacity(members.len());
    let mut homeless = BTreeSet::new();
    for ((index, members), stack) in members.iter().enumerate().zip(app.stacks()) {
        let mut resources: BTreeMap<Address, Resource> = BTreeMap::new();
        for (number, item) in members.items.iter().enumerate() {
            let resource = build_one(item.as_ref(), index, stack, &shared, &mut homeless, &mut diagnostics);
            let address = item.node().address();
            if let Some(first) = resources.get(address) {
                let first = first.trace.root();
                if number < members.own {
                    diagnostics.push(duplicate(stack, item.node(), first));
                    continue;
                }
                diagnostics.push(derived_too(stack, item.node(), first));
                // What others ask of the derived role they would miss in the user's.
                resources.insert(address.clone(), resource);
            } else {
                resources.insert(address.clone(), resource);
            }
        }
        built.push(resources);
    }
    tokens::settle(&mut built, &scopes, &homeless, |stack, address, resource, finding| {
        let line = resource.trace.line_of(&finding.member);
        let about = About::resource(&app.stacks()[stack].name, address);
        diagnostics.push(finding.told(about, Place::Code(line)));
    });
    let mut stacks = Vec::with_capacity(built.len());
    for ((mut resources, scope), stack) in built.into_iter().zip(&scopes).zip(app.stacks()) {
        digests::add(scope, &mut resources);
        stacks.push(StackAssembly {
            scope: (**scope).clone(),
            line: stack.line,
            roll_back_on_failure: stack.roll_back_on_failure,
            existing_roles: requirements.of_existing(scope.stack()),
            resources,
        });
    }
    let assembly = Assembly { stacks };
    order::check(&assembly, &mut diagnostics);
    (assembly, diagnostics)
}

/// A stack's resources, those derived for it included.
struct Members {
    scope: Rc<Scope>,
    /// The user's own first, then those derived.
    items: Vec<Rc<dyn Buildable>>,
    own: usize,
}

/// Which stack each resource belongs to.
#[derive(Default)]
struct Owners(BTreeMap<usize, usize>);

/// What is the same for every resource of a program.
struct Shared<'a> {
    owners: &'a Owners,
    scopes: &'a [Rc<Scope>],
    requirements: &'a Requirements,
    /// The tags of each stack that its resources can have.
    tags: &'a [Vec<&'a StackTag>],
    /// Whether each stack states its region, and is not only checked as if it were in one.
    has_region: Vec<bool>,
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

/// Returns a stack's tags without those at fault, which are reported once, where they were written.
fn sound_tags<'s>(stack: &'s Stack, diagnostics: &mut Vec<Diagnostic>) -> Vec<&'s StackTag> {
    let mut findings = Vec::new();
    let all = || stack.tags.iter().enumerate().map(|(index, tag)| (format!("tags[{index}]"), tag));
    let pairs = all().map(|(at, tag)| (at, tag.key.as_str(), tag.value.as_str()));
    tags::check_pairs(pairs, "tags", &mut findings);
    findings.extend(
        all().filter(|(_, tag)| tags::is_own(&tag.key)).map(|(at, tag)| tags::own_key(&at, &tag.key)),
    );
    let mut faulty = BTreeSet::new();
    for finding in findings {
        let tag = all().position(|(at, _)| holds(&at, &finding.member));
        let line = tag.map_or(stack.line, |tag| stack.tags[tag].line);
        // That there are too many is the fault of none, and would be found at every resource again.
        faulty.extend(tag.map_or(0..stack.tags.len(), |tag| tag..tag + 1));
        diagnostics.push(finding.told(About::stack(&stack.name), Place::Code(line)));
    }
    all().enumerate().filter(|(index, _)| !faulty.contains(index)).map(|(_, (_, tag))| tag).collect()
}

fn scope_of(stack: &Stack, diagnostics: &mut Vec<Diagnostic>) -> Scope {
    let region = match stack.region.as_deref() {
        None | Some("") => {
            let what = format!("stack `{}` has no region", stack.name);
            let fix = "state it in the code with `.region(\"…\")`, or give `--region`";
            diagnostics.push(of_stack(stack, Finding::new(&structure::NO_REGION, "", what, fix)));
            NO_REGION
        }
        Some(region) => match ecs_dsl_facts::region::check(region) {
            Ok(()) => region,
            Err(wrong) => {
                diagnostics.push(of_stack(stack, fault(&structure::NO_PLACE, "", wrong)));
                NO_REGION
            }
        },
    };
    let is_account = |account: &str| account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
    let account = stack.account.as_deref().filter(|account| {
        let valid = is_account(account);
        if !valid {
            let what = format!("`{account}` is not an account");
            let fix = "write its 12 digits, or leave it out for the account of the credentials";
            diagnostics.push(of_stack(stack, Finding::new(&structure::NO_PLACE, "", what, fix)));
        }
        valid
    });
    Scope::new(&stack.name, &stack.stage, region, account)
}

fn has_region(stack: &Stack) -> bool {
    stack.region.as_deref().is_some_and(|region| ecs_dsl_facts::region::check(region).is_ok())
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

fn duplicate(stack: &Stack, node: &Node, first: SourceLine) -> Diagnostic {
    let what = format!("stack `{}` has `{}` twice; the first is made at {first}", stack.name, node.address());
    let fix = "give one of them another name";
    of_node(stack, node, Finding::new(&structure::DUPLICATE_ADDRESS, "", what, fix))
}

/// Reports a role of the user's that has the name of a derived one, at the line of the user's.
fn derived_too(stack: &Stack, derived: &Node, own: SourceLine) -> Diagnostic {
    let address = derived.address();
    let what = format!("`{address}` is the name of a role that is derived too, for {}", derived.line());
    let fix = "give it another name, or hand it to what needs it, as in `.task_role(&role)`";
    let finding = Finding::new(&structure::DUPLICATE_ADDRESS, "", what, fix)
        .because("the stack's roles that nobody wrote take their names from what needs them");
    finding.told(About::resource(&stack.name, address), Place::Code(own))
}

fn of_stack(stack: &Stack, finding: Finding) -> Diagnostic {
    finding.told(About::stack(&stack.name), Place::Code(stack.line))
}

fn of_node(stack: &Stack, node: &Node, finding: Finding) -> Diagnostic {
    let line = node.trace().line_of(&finding.member);
    finding.told(About::resource(&stack.name, node.address()), Place::Code(line))
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
