//! Running the rules over all stacks: findings become diagnostics with the user's line.

use std::collections::{BTreeMap, BTreeSet};

use super::allow::{self, Settings};
use super::index::Index;
use super::{names, together};
use crate::address::Address;
use crate::app::App;
use crate::assembly::{Assembly, Resource, StackAssembly, assemble};
use crate::diagnostic::code::value;
use crate::diagnostic::{About, Diagnostic, Finding, Place, Severity, sort};
use crate::iam::derive::Because;
use crate::resource::role::{DesiredRole, StatementNote};
use crate::source::{SourceLine, holds};

/// Assembles a program and checks it: its structure, then every rule of every resource.
pub fn app(app: &App, settings: &Settings) -> (Assembly, Vec<Diagnostic>) {
    let (assembly, structural) = assemble(app);
    let diagnostics = self::assembly(&assembly, structural, settings);
    (assembly, diagnostics)
}

/// Checks the resources of all stacks.
///
/// `structural` is what [`assemble`] found: it is part of the result, and what a rule finds about the same
/// member is left out, as it has the same cause. The result is sorted, the same for the same stacks, and
/// holds what was allowed too, each with its reason.
pub fn assembly(assembly: &Assembly, structural: Vec<Diagnostic>, settings: &Settings) -> Vec<Diagnostic> {
    let index = Index::of(assembly);
    let known = Causes::of(&structural);
    let mut diagnostics = structural.clone();
    let mut findings = Vec::new();
    for (number, stack) in assembly.stacks.iter().enumerate() {
        let around = index.seen_from(number);
        for (address, resource) in &stack.resources {
            resource.desired.validate(&around, &mut findings);
            let own = findings.drain(..).filter(|finding| !known.hold(stack.name(), address, finding));
            diagnostics.extend(own.map(|finding| diagnostic(stack, address, resource, finding)));
        }
    }
    for (stack, address, resource, finding) in names::taken(assembly) {
        diagnostics.push(diagnostic(stack, address, resource, finding));
    }
    for place in places(assembly) {
        let all: Vec<(&StackAssembly, &Address, &Resource)> = place
            .iter()
            .flat_map(|(_, stack)| stack.resources.iter().map(move |(address, it)| (*stack, address, it)))
            .collect();
        let around = index.seen_from(place[0].0);
        let desired = all.iter().map(|(.., resource)| resource.desired.as_ref());
        for (number, finding) in together::check(desired, &around) {
            let (stack, address, resource) = all[number];
            if !known.hold(stack.name(), address, &finding) {
                diagnostics.push(diagnostic(stack, address, resource, finding));
            }
        }
    }
    leave_consequences(assembly, &mut diagnostics);
    allow::by_resource(assembly, &index, &mut diagnostics);
    allow::by_settings(settings, &mut diagnostics);
    sort(&mut diagnostics);
    diagnostics.dedup();
    tell_once(assembly, diagnostics)
}

/// Leaves out what is wrong with a role because of a value that is found wrong itself.
///
/// A derived statement stands at the lines that asked for it. Its resources are the values at those lines, so
/// one that is no ARN would be reported a second time, in a policy that the user did not write. So would the
/// name of a task definition or service, which the roles derived for it begin with.
fn leave_consequences(assembly: &Assembly, diagnostics: &mut Vec<Diagnostic>) {
    let may_follow = |it: &Diagnostic| {
        (it.code.id.starts_with("IAM03") && !it.member.is_empty()) || it.member == "RoleName"
    };
    let mut causes: BTreeMap<Place, Severity> = BTreeMap::new();
    for cause in diagnostics.iter().filter(|it| it.code.id.starts_with("ECS")) {
        let worst = causes.entry(cause.place.clone()).or_insert(cause.severity);
        *worst = cause.severity.min(*worst);
    }
    diagnostics.retain(|it| {
        let is_cause = |place: &Place| causes.get(place).is_some_and(|severity| *severity <= it.severity);
        !may_follow(it)
            || !(is_cause(&it.place)
                || askers(assembly, it).iter().any(|because| is_cause(&Place::Code(because.line))))
    });
}

/// Returns the lines that asked for the statement of a role which a diagnostic is about.
fn askers<'a>(assembly: &'a Assembly, diagnostic: &Diagnostic) -> &'a [Because] {
    let stack = diagnostic.stack.as_deref().and_then(|name| assembly.stack(name));
    let roles = stack.into_iter().flat_map(|stack| stack.of_type::<DesiredRole>());
    let meant = diagnostic.address.as_deref().and_then(|address| address.split_once('/'));
    let is_meant = |address: &Address| meant == Some((address.kind(), address.id()));
    let Some((_, role)) = roles.into_iter().find(|(address, _)| is_meant(address)) else { return &[] };
    let about = |(member, _): &(String, &StatementNote)| holds(member, &diagnostic.member);
    role.statements().find(about).map_or(&[], |(_, note)| &note.because)
}

/// Leaves one diagnostic of those that the same words of the user's give cause for.
///
/// A network or a deployment that several services share is written once, and is mended once. What stands
/// at the lines of the resources themselves is kept: there is more to mend, or to allow, than one line.
fn tell_once(assembly: &Assembly, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let resources = assembly.stacks.iter().flat_map(|stack| stack.resources.values());
    let roots: BTreeSet<SourceLine> = resources.map(|resource| resource.trace.root()).collect();
    let mut told: Vec<(Diagnostic, usize)> = Vec::with_capacity(diagnostics.len());
    for diagnostic in diagnostics {
        let shared = matches!(&diagnostic.place, Place::Code(line) if !roots.contains(line));
        // Sorted by stack and place, so the same words stand near each other.
        let same = |one: &Diagnostic| {
            (&one.stack, one.code.id, &one.member, &one.what, &one.fix, &one.allowed)
                == (
                    &diagnostic.stack,
                    diagnostic.code.id,
                    &diagnostic.member,
                    &diagnostic.what,
                    &diagnostic.fix,
                    &diagnostic.allowed,
                )
        };
        let mut near = told.iter_mut().rev().take_while(|(one, _)| one.place == diagnostic.place);
        match near.find(|(one, _)| shared && same(one)) {
            Some((_, more)) => *more += 1,
            None => told.push((diagnostic, 0)),
        }
    }
    let named = |(mut diagnostic, more): (Diagnostic, usize)| {
        if more > 0 {
            diagnostic.subject.push_str(&format!(" and {more} more"));
        }
        diagnostic
    };
    told.into_iter().map(named).collect()
}

/// Returns the stacks, with their numbers, by the account and region that they go to.
fn places(assembly: &Assembly) -> Vec<Vec<(usize, &StackAssembly)>> {
    let mut places: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (number, stack) in assembly.stacks.iter().enumerate() {
        let place = (stack.scope.known_account(), stack.scope.region());
        places.entry(place).or_default().push((number, stack));
    }
    places.into_values().collect()
}

fn diagnostic(stack: &StackAssembly, address: &Address, resource: &Resource, finding: Finding) -> Diagnostic {
    let line = resource.trace.line_of(&finding.member);
    let mut told = finding.told(About::resource(stack.name(), address), Place::Code(line));
    // A file may be an example; what a program leaves open is sent.
    if told.code == &value::PLACEHOLDER {
        told.severity = Severity::Error;
    }
    told
}

/// The members in which the program's structure is at fault, by stack and address.
struct Causes<'d>(BTreeMap<(&'d str, &'d str), Vec<&'d str>>);

impl<'d> Causes<'d> {
    fn of(structural: &'d [Diagnostic]) -> Self {
        let mut causes: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for diagnostic in structural {
            if let (Some(stack), Some(address)) = (&diagnostic.stack, &diagnostic.address)
                && !diagnostic.member.is_empty()
            {
                let member = diagnostic.member.as_str();
                causes.entry((stack.as_str(), address.as_str())).or_default().push(member);
            }
        }
        Self(causes)
    }

    /// Returns whether a finding follows from one of them.
    fn hold(&self, stack: &str, address: &Address, finding: &Finding) -> bool {
        !self.0.is_empty()
            && self
                .0
                .get(&(stack, address.to_string().as_str()))
                .is_some_and(|members| members.iter().any(|member| holds(member, &finding.member)))
    }
}
