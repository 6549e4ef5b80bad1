//! From a program's builders to its assembly: who belongs where, what roles need, what each sends.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::build::{Owners, Shared, build_one};
use super::{Assembly, Resource, Scope, StackAssembly};
use super::{digests, order, stacks, tokens};
use crate::address::Address;
use crate::app::{App, Stack, StackTag};
use crate::diagnostic::code::structure;
use crate::diagnostic::{About, Diagnostic, Finding, Place};
use crate::iam::derive::{Requirements, key};
use crate::resource::{Buildable, Node};
use crate::source::SourceLine;

/// Builds the assembly of a program, and returns with it what is wrong with the program's structure.
///
/// The rules of each kind are not run here: see [`check`](crate::check).
pub fn assemble(app: &App) -> (Assembly, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    stacks::check_names(app.stacks(), &mut diagnostics);
    let mut owners = Owners::default();
    let mut members: Vec<Members> = Vec::new();
    for (index, stack) in app.stacks().iter().enumerate() {
        let scope = Rc::new(stacks::scope_of(stack, &mut diagnostics));
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
        app.stacks().iter().map(|stack| stacks::sound_tags(stack, &mut diagnostics)).collect();
    let has_region = app.stacks().iter().map(stacks::has_region).collect();
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
    let mut assembled = Vec::with_capacity(built.len());
    for ((mut resources, scope), stack) in built.into_iter().zip(&scopes).zip(app.stacks()) {
        digests::add(scope, &mut resources);
        assembled.push(StackAssembly {
            scope: (**scope).clone(),
            line: stack.line,
            roll_back_on_failure: stack.roll_back_on_failure,
            existing_roles: requirements.of_existing(scope.stack()),
            resources,
        });
    }
    let assembly = Assembly { stacks: assembled };
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

fn of_node(stack: &Stack, node: &Node, finding: Finding) -> Diagnostic {
    let line = node.trace().line_of(&finding.member);
    finding.told(About::resource(&stack.name, node.address()), Place::Code(line))
}
