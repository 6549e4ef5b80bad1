//! What the rules of one resource may look up of the others: by name, ARN or token, in one step each.
//!
//! Built once for all stacks, or all files, that are checked together; a [`View`] looks at it from one
//! of them. A name is looked for in the looker's own stack first, then in others of its region.

use std::collections::{BTreeMap, BTreeSet};

use super::Surroundings;
use crate::api::ecs::{
    CreateCapacityProvider, CreateCluster, CreateService, PutClusterCapacityProviders,
    RegisterTaskDefinition, RunTask,
};
use crate::api::iam::CreateRole;
use crate::assembly::{Assembly, Scope};
use crate::iam::policy::PolicyDocument;

/// The stages that customers use.
const PRODUCTION: [&str; 4] = ["prod", "production", "prd", "live"];

/// The cluster of services that name none.
const DEFAULT_CLUSTER: &str = "default";

/// Everything that rules may look up.
#[derive(Debug, Default)]
pub struct Index<'a> {
    stacks: Vec<Stack<'a>>,
    task_definitions: Names<'a, &'a RegisterTaskDefinition>,
    clusters: Names<'a, &'a CreateCluster>,
    capacity_providers: Names<'a, &'a CreateCapacityProvider>,
    associations: Names<'a, &'a [String]>,
    roles: Names<'a, (&'a CreateRole, &'a [PolicyDocument])>,
    /// The services by region, empty where it is unknown, and by the name of their cluster.
    services: BTreeMap<&'a str, BTreeMap<&'a str, Vec<&'a CreateService>>>,
    /// The families of tasks with ECS Exec, each with its region, empty where it is unknown.
    exec: BTreeSet<(&'a str, &'a str)>,
}

/// What is known of a stack itself.
#[derive(Debug)]
struct Stack<'a> {
    name: &'a str,
    region: Option<&'a str>,
    account: Option<&'a str>,
    is_production: bool,
    /// Whether it is all that there is: what a stack creates is known whole, what a file says is not.
    is_whole: bool,
}

/// Resources by name, each with the number of its stack.
type Names<'a, T> = BTreeMap<&'a str, Vec<(usize, T)>>;

impl<'a> Index<'a> {
    /// Returns the index of all stacks of a program; their numbers are those of the assembly.
    pub(super) fn of(assembly: &'a Assembly) -> Self {
        let mut index = Self::default();
        for stack in &assembly.stacks {
            index.enter_stack(&stack.scope);
            for resource in stack.resources.values() {
                resource.desired.announce(&mut index);
            }
        }
        index
    }

    fn enter_stack(&mut self, scope: &'a Scope) {
        self.stacks.push(Stack {
            name: scope.stack(),
            region: Some(scope.region()),
            account: scope.known_account(),
            is_production: PRODUCTION.iter().any(|stage| scope.stage().eq_ignore_ascii_case(stage)),
            is_whole: true,
        });
    }

    /// Begins a set of files, of which neither region nor stage is known.
    pub(super) fn enter_files(&mut self) {
        let unknown = Stack { name: "", region: None, account: None, is_production: false, is_whole: false };
        self.stacks.push(unknown);
    }

    /// Returns the index as the resources of one stack see it.
    pub(super) fn seen_from(&self, stack: usize) -> View<'_> {
        View { index: self, stack, as_production: false }
    }

    pub(crate) fn task_definition(&mut self, request: &'a RegisterTaskDefinition) {
        let stack = self.current();
        self.task_definitions.entry(&request.family).or_default().push((stack, request));
    }

    pub(crate) fn cluster(&mut self, request: &'a CreateCluster) {
        let stack = self.current();
        let name = request.cluster_name.as_deref().unwrap_or(DEFAULT_CLUSTER);
        self.clusters.entry(name).or_default().push((stack, request));
    }

    pub(crate) fn capacity_provider(&mut self, request: &'a CreateCapacityProvider) {
        let stack = self.current();
        self.capacity_providers.entry(&request.name).or_default().push((stack, request));
    }

    pub(crate) fn association(&mut self, request: &'a PutClusterCapacityProviders) {
        let stack = self.current();
        let cluster = last_part(&request.cluster);
        self.associations.entry(cluster).or_default().push((stack, &request.capacity_providers));
    }

    pub(crate) fn role(&mut self, request: &'a CreateRole, policies: &'a [PolicyDocument]) {
        let stack = self.current();
        self.roles.entry(&request.role_name).or_default().push((stack, (request, policies)));
    }

    pub(crate) fn service(&mut self, request: &'a CreateService) {
        let region = self.region();
        if let (Some(true), Some(task)) = (request.enable_execute_command, &request.task_definition) {
            self.exec.insert((region, family(task)));
        }
        let cluster = request.cluster.as_deref().map_or(DEFAULT_CLUSTER, last_part);
        self.services.entry(region).or_default().entry(cluster).or_default().push(request);
    }

    pub(crate) fn run(&mut self, request: &'a RunTask) {
        if request.enable_execute_command == Some(true) {
            self.exec.insert((self.region(), family(&request.task_definition)));
        }
    }

    fn region(&self) -> &'a str {
        self.stacks.last().and_then(|stack| stack.region).unwrap_or_default()
    }

    fn current(&self) -> usize {
        self.stacks.len().saturating_sub(1)
    }
}

/// The index as the resources of one stack see it.
#[derive(Debug, Clone, Copy)]
pub(super) struct View<'a> {
    index: &'a Index<'a>,
    stack: usize,
    as_production: bool,
}

/// A reference taken apart.
struct Named<'r> {
    name: &'r str,
    /// The stack that a token names.
    stack: Option<&'r str>,
    region: Option<&'r str>,
    account: Option<&'r str>,
}

impl<'a> View<'a> {
    /// Returns the same view of a stack whose stage customers use.
    pub(super) fn in_production(self) -> Self {
        Self { as_production: true, ..self }
    }

    fn own(&self) -> Option<&'a Stack<'a>> {
        self.index.stacks.get(self.stack)
    }

    /// Picks, of the resources of one name, the one that a reference means from here.
    fn pick<T: Copy>(&self, names: &Names<'_, T>, reference: &Named<'_>) -> Option<T> {
        let found = names.get(reference.name)?;
        if let Some(wanted) = reference.stack {
            let of_stack =
                |number: &usize| self.index.stacks.get(*number).is_some_and(|it| it.name == wanted);
            return found.iter().find(|(number, _)| of_stack(number)).map(|(_, it)| *it);
        }
        let fits = |number: usize| {
            self.index.stacks.get(number).is_some_and(|stack| {
                agree(stack.region, reference.region) && agree(stack.account, reference.account)
            })
        };
        let own = found.iter().find(|(number, _)| *number == self.stack && fits(*number));
        let here = self.own();
        let beside = || {
            found.iter().find(|(number, _)| {
                let there = self.index.stacks.get(*number);
                fits(*number)
                    && agree(there.and_then(|it| it.region), here.and_then(|it| it.region))
                    && agree(there.and_then(|it| it.account), here.and_then(|it| it.account))
            })
        };
        own.or_else(beside).map(|(_, it)| *it)
    }
}

impl Surroundings for View<'_> {
    fn task_definition(&self, reference: &str) -> Option<&RegisterTaskDefinition> {
        let mut named = named(reference);
        if let Some((family, _revision)) = named.name.split_once(':') {
            // A revision by its number is an earlier one than that of the stack's own code; files go by family.
            if self.own()?.is_whole {
                return None;
            }
            named.name = family;
        }
        self.pick(&self.index.task_definitions, &named)
    }

    fn cluster(&self, reference: &str) -> Option<&CreateCluster> {
        self.pick(&self.index.clusters, &named(reference))
    }

    fn capacity_provider(&self, name: &str) -> Option<&CreateCapacityProvider> {
        self.pick(&self.index.capacity_providers, &named(name))
    }

    fn associated_providers(&self, cluster: &str) -> Option<&[String]> {
        let named = named(cluster);
        if let Some(providers) = self.pick(&self.index.associations, &named) {
            return Some(providers);
        }
        let cluster = self.pick(&self.index.clusters, &named)?;
        match &cluster.capacity_providers {
            Some(providers) => Some(providers),
            None => self.own()?.is_whole.then_some(&[]),
        }
    }

    fn role(&self, reference: &str) -> Option<(&CreateRole, &[PolicyDocument])> {
        // Roles are not of a region, whatever stack creates them.
        self.pick(&self.index.roles, &Named { region: None, ..named(reference) })
    }

    fn services(&self, cluster: &str) -> &[&CreateService] {
        let named = named(cluster);
        let own = self.own().and_then(|stack| stack.region);
        let region = own.map_or("", |own| named.region.unwrap_or(own));
        let of_region = self.index.services.get(region);
        of_region.and_then(|clusters| clusters.get(named.name)).map_or(&[], Vec::as_slice)
    }

    fn runs_with_exec(&self, family: &str) -> bool {
        let region = self.own().and_then(|stack| stack.region).unwrap_or_default();
        self.index.exec.contains(&(region, family))
    }

    fn region(&self) -> Option<&str> {
        self.own()?.region
    }

    fn is_production(&self) -> bool {
        self.as_production || self.own().is_some_and(|stack| stack.is_production)
    }
}

/// Takes a reference apart: a token such as `${shop:role/web.arn}`, an ARN, or a plain name.
fn named(reference: &str) -> Named<'_> {
    let plain = Named { name: reference, stack: None, region: None, account: None };
    if let Some(token) = reference.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')) {
        let (address, _attribute) = token.rsplit_once('.').unwrap_or((token, ""));
        let (stack, address) = match address.split_once(':') {
            // An id may hold a colon too, a stack's name cannot hold a slash.
            Some((stack, address)) if !stack.contains('/') => (Some(stack), address),
            _ => (None, address),
        };
        let name = address.split_once('/').map_or(address, |(_kind, id)| id);
        return Named { name, stack, ..plain };
    }
    let mut parts = reference.splitn(6, ':');
    if parts.next() == Some("arn") {
        let known = |part: Option<&'_ str>| part.is_some_and(|part| !part.is_empty() && !part.contains('$'));
        let (_partition, _service) = (parts.next(), parts.next());
        let (region, account) = (parts.next(), parts.next());
        // The token of an unknown account holds no colon, so the parts are where they should be.
        return Named {
            name: parts.next().map_or(reference, last_part),
            stack: None,
            region: region.filter(|it| known(Some(it))),
            account: account.filter(|it| known(Some(it))),
        };
    }
    plain
}

/// Returns the family of a task definition that is referred to in any form.
fn family(reference: &str) -> &str {
    let name = named(reference).name;
    name.split_once(':').map_or(name, |(family, _revision)| family)
}

/// Returns what follows the last slash of a resource's name or ARN.
fn last_part(name: &str) -> &str {
    name.rsplit_once('/').map_or(name, |(_, last)| last)
}

/// Returns whether two things that may be unknown can be the same.
fn agree(one: Option<&str>, other: Option<&str>) -> bool {
    one.zip(other).is_none_or(|(one, other)| one == other)
}

#[cfg(test)]
mod tests;
