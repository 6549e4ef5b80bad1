//! Finding the one resource that a verb is about, by its name or address.

use std::collections::BTreeSet;

use super::select::unknown_stack;
use crate::assembly::{Assembly, Manifest, StackAssembly};

/// The flag that says which stack is meant.
#[derive(Debug, Clone, Default, clap::Args)]
pub(super) struct InStack {
    /// Stack that the name is of, where several have one of that name
    #[arg(long, value_name = "STACK")]
    pub(super) stack: Option<String>,
}

/// A kind of resource that can be named.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kind {
    /// The prefix of its addresses.
    prefix: &'static str,
    /// What it is called.
    noun: &'static str,
    /// The member of its request that AWS knows it by; empty where AWS does not name it.
    member: &'static str,
}

/// Services.
pub(super) const SERVICE: Kind = Kind { prefix: "service", noun: "service", member: "serviceName" };
/// Task definitions.
pub(super) const TASK_DEFINITION: Kind =
    Kind { prefix: "task-definition", noun: "task definition", member: "family" };
/// Runs.
pub(super) const RUN: Kind = Kind { prefix: "run-task", noun: "run", member: "" };

/// What is looked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted<'a> {
    /// A name or an address.
    pub(super) name: &'a str,
    /// The stack, where the user said which.
    pub(super) stack: &'a InStack,
    /// What it may be. Where a name is of several, the first counts.
    pub(super) kinds: &'static [Kind],
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Named {
    /// The manifest of its stack.
    pub(super) manifest: Manifest,
    /// Its address.
    pub(super) address: String,
}

/// Finds the resource.
///
/// # Errors
///
/// No resource has the name, with the one that may have been meant; several have it.
pub(super) fn find(assembly: &Assembly, wanted: &Wanted<'_>) -> Result<Named, String> {
    let Wanted { name, stack, kinds } = *wanted;
    let nouns = nouns(kinds);
    if let Some(stack) = &stack.stack
        && assembly.stack(stack).is_none()
    {
        return Err(unknown_stack(assembly, stack));
    }
    let stacks =
        assembly.stacks.iter().filter(|one| stack.stack.as_ref().is_none_or(|name| one.name() == name));
    let candidates: Vec<Candidate> = stacks.flat_map(|stack| candidates(stack, kinds)).collect();
    let matching = |rank: usize| candidates.iter().filter(move |one| one.rank == rank && one.is(name));
    let first = (0..kinds.len()).find(|rank| matching(*rank).next().is_some());
    let Some(rank) = first else {
        if name.contains(['*', '?']) {
            return Err(format!("`{name}` is a pattern; this verb takes the name of one {nouns}"));
        }
        return Err(unknown(name, &nouns, stack.stack.as_deref(), &candidates));
    };
    let found: Vec<&Candidate> = matching(rank).collect();
    match found.as_slice() {
        [one] => Ok(Named { manifest: Manifest::of(one.stack), address: one.address.clone() }),
        several => {
            let stacks: Vec<&str> = several.iter().map(|one| one.stack.name()).collect();
            Err(format!(
                "`{name}` is in several stacks: {}\n  fix: say which with --stack {}",
                stacks.join(", "),
                stacks.first().copied().unwrap_or_default()
            ))
        }
    }
}

/// Returns the stack that the resource is found in, in a list as verbs about stacks have it.
///
/// # Errors
///
/// As of [`find`].
pub(super) fn stack_of<'a>(
    assembly: &'a Assembly,
    wanted: &Wanted<'_>,
) -> Result<Vec<&'a StackAssembly>, String> {
    let named = find(assembly, wanted)?;
    Ok(assembly.stack(&named.manifest.stack).into_iter().collect())
}

/// A resource that may be meant.
struct Candidate<'a> {
    stack: &'a StackAssembly,
    address: String,
    id: String,
    rank: usize,
    aws_name: Option<String>,
}

impl Candidate<'_> {
    fn is(&self, name: &str) -> bool {
        name == self.address || name == self.id || self.aws_name.as_deref() == Some(name)
    }
}

/// Returns the names of all resources that are of these kinds, each once.
pub(super) fn ids(assembly: &Assembly, kinds: &'static [Kind]) -> Vec<String> {
    let all = assembly.stacks.iter().flat_map(|stack| candidates(stack, kinds));
    let ids: BTreeSet<String> = all.map(|one| one.id).collect();
    ids.into_iter().collect()
}

fn candidates<'a>(stack: &'a StackAssembly, kinds: &'static [Kind]) -> Vec<Candidate<'a>> {
    let of_kinds = stack.resources.iter().filter_map(|(address, resource)| {
        let rank = kinds.iter().position(|kind| kind.prefix == address.kind())?;
        let calls = resource.desired.calls();
        let request =
            calls.first().and_then(|call| serde_json::to_value(call.request).ok()).unwrap_or_default();
        let aws_name = request[kinds[rank].member].as_str().map(str::to_owned);
        Some(Candidate { stack, address: address.to_string(), id: address.id().to_owned(), rank, aws_name })
    });
    of_kinds.collect()
}

fn nouns(kinds: &[Kind]) -> String {
    let nouns: Vec<&str> = kinds.iter().map(|kind| kind.noun).collect();
    match nouns.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

fn unknown(name: &str, nouns: &str, stack: Option<&str>, candidates: &[Candidate<'_>]) -> String {
    let place = stack.map(|stack| format!(" of stack `{stack}`")).unwrap_or_default();
    let mut message = format!("no {nouns}{place} is named `{name}`");
    let ids: Vec<&str> = candidates.iter().map(|one| one.id.as_str()).collect();
    let addresses = candidates.iter().map(|one| one.address.as_str());
    let near = ecs_dsl_facts::nearest(name, ids.iter().copied().chain(addresses));
    match near {
        Some(near) => message.push_str(&format!("; did you mean `{near}`?")),
        None if ids.is_empty() => message.push_str("; there is none"),
        None => {
            let mut ids = ids;
            ids.dedup();
            message.push_str(&format!("; there are {}", ids.join(", ")));
        }
    }
    message
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assembly::assemble;
    use crate::prelude::*;

    fn stack(name: &str) -> Stack {
        let cluster = Cluster::new("main");
        let task = TaskDef::fargate("web", FargateSize::new(CpuUnits::new(256), Mib::new(512)));
        let _ = task.container("web", "web:1");
        let network = || Network::private(["subnet-1"], ["sg-1"]);
        let service = Service::fargate("web", &cluster, &task, network());
        let run = RunTask::fargate("migrate", &cluster, &task, network());
        Stack::new(name, &Env::new()).region("eu-central-1").add((&cluster, &task, &service, &run))
    }

    fn found(
        stacks: &[&str],
        name: &str,
        stack_flag: Option<&str>,
        kinds: &'static [Kind],
    ) -> Result<String, String> {
        let app = stacks.iter().fold(App::new(), |app, name| app.stack(stack(name)));
        let (assembly, _) = assemble(&app);
        let flag = InStack { stack: stack_flag.map(str::to_owned) };
        let named = find(&assembly, &Wanted { name, stack: &flag, kinds })?;
        Ok(format!("{}:{}", named.manifest.stack, named.address))
    }

    #[test]
    fn one_resource_is_found_by_name_or_address_and_services_come_first() {
        let all: &'static [Kind] = &[SERVICE, TASK_DEFINITION, RUN];
        for (name, expected) in [
            ("web", "shop:service/web"),
            ("service/web", "shop:service/web"),
            ("task-definition/web", "shop:task-definition/web"),
            ("migrate", "shop:run-task/migrate"),
        ] {
            assert_eq!(found(&["shop"], name, None, all).as_deref(), Ok(expected), "{name}");
        }
        assert_eq!(found(&["a", "b"], "web", Some("b"), all).as_deref(), Ok("b:service/web"));
    }

    #[test]
    fn what_is_not_found_is_told_with_what_may_have_been_meant() {
        let told = |stacks: &[&str], name: &str, flag: Option<&str>| {
            found(stacks, name, flag, &[RUN]).expect_err("nothing is meant for certain")
        };
        assert_eq!(told(&["shop"], "migrat", None), "no run is named `migrat`; did you mean `migrate`?");
        assert_eq!(told(&["shop"], "report", None), "no run is named `report`; there are migrate");
        assert_eq!(told(&[], "migrate", None), "no run is named `migrate`; there is none");
        assert_eq!(
            told(&["shop"], "migrat", Some("shop")),
            "no run of stack `shop` is named `migrat`; did you mean `migrate`?"
        );
        assert!(told(&["shop"], "mig*", None).starts_with("`mig*` is a pattern"));
        assert!(
            told(&["a", "b"], "migrate", None)
                .contains("in several stacks: a, b\n  fix: say which with --stack a")
        );
        assert_eq!(told(&["shop"], "migrate", Some("shp")), "no stack is named `shp`; did you mean `shop`?");
    }
}
