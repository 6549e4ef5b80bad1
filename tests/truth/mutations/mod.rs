//! Every value of every request of the example stacks, changed and left out one at a time: the plan
//! names exactly this member, unless a row of the table says that the two mean the same.

mod excuse;
mod mutant;
mod value;

use std::collections::BTreeMap;

use ecs_dsl::Env;
use ecs_dsl::assembly::{DIGEST_TAG, Manifest};
use ecs_dsl::kind::tags_as_map;
use ecs_dsl::plan::{Live, MemberChange, Options, members, plan};
use serde_json::Value;

use crate::rig::{Goal, Rig, manifests, run};
use crate::stacks;
use excuse::{is_aws_s_choice, is_named_otherwise, is_not_alone, may_be_taken_away, means_the_same};
use mutant::{Mutant, dependants, mutants};
use value::{Change, Mutation, changes, pattern_of_change};

/// Whether a change is of the member that was changed, or of what is in it or around it.
fn fits(found: &str, wanted: &str) -> bool {
    let same_tags = |path: &str| match path.trim_end_matches("[]").strip_prefix("Tags") {
        Some(rest) => format!("tags{rest}"),
        None => path.trim_end_matches("[]").to_owned(),
    };
    let (found, wanted) = (same_tags(found), same_tags(wanted));
    wanted.starts_with(&found) || found.starts_with(&wanted)
}

/// The members that are named, as a table writes them.
fn patterns(changes: &[MemberChange]) -> Vec<String> {
    changes.iter().map(|change| pattern_of_change(&change.member)).collect()
}

/// What was tried, and where the plan did not tell the truth: once by kind, member and what was done.
#[derive(Default)]
struct Tally {
    tried: usize,
    faults: BTreeMap<(String, String, Mutation), String>,
}

impl Tally {
    fn count(&mut self, kind: &str, member: &str, mutation: Mutation, fault: Option<String>) {
        self.tried += 1;
        if let Some(fault) = fault {
            self.faults.entry((kind.to_owned(), member.to_owned(), mutation)).or_insert(fault);
        }
    }

    #[allow(clippy::print_stderr, reason = "the count is what the reader of a test run wants to know")]
    fn judge(self, what: &str, at_least: usize) {
        let Self { tried, faults } = self;
        eprintln!("{tried} {what}, each one named");
        assert!(tried > at_least, "{tried}");
        assert!(faults.is_empty(), "{} of {tried}: {faults:#?}", faults.len());
    }
}

/// The example stacks, each with what there is once it is deployed, every task definition described.
async fn deployed() -> Vec<(Manifest, Live)> {
    let mut all = Vec::new();
    for manifest in manifests(&stacks::app(&Env::new().with_stage("prod"))) {
        let rig = Rig::of_manifest(&manifest).await;
        rig.converge(&manifest, Goal::Deploy, &manifest.stack).await;
        let mut undigested = manifest.clone();
        for resource in undigested.resources.values_mut().filter(|one| one.kind == "ecs:task-definition") {
            let tags = resource.request["tags"].as_array_mut().expect("tags");
            tags.retain(|tag| tag["key"] != DIGEST_TAG);
        }
        let (_, live) = rig.try_plan(&undigested, Goal::Deploy).await.expect("a quiet world");
        assert!(live.resources.values().all(|resource| !resource.tags_only));
        all.push((manifest, live));
    }
    all
}

/// What is wrong with the plan for a mutant, if anything is.
fn fault(manifest: &Manifest, mutant: &Mutant, live: &Live) -> Option<String> {
    let planned = plan(&mutant.manifest, live, &Options::default()).expect("known kinds");
    let Mutant { address, member, mutation, .. } = mutant;
    let what = format!("{address} {member} {mutation:?}");
    let patterns = patterns(&planned.resource(address).expect("it is in the plan").members);
    if patterns.is_empty() {
        return (!means_the_same(manifest, mutant)).then(|| format!("{what}: no difference"));
    }
    let kind = &manifest.resources[address].kind;
    let named = patterns.iter().all(|found| fits(found, member));
    if !named && !is_not_alone(kind, member, &patterns) {
        return Some(format!("{what}: names {patterns:?}"));
    }
    let allowed = dependants(manifest, address);
    let others: Vec<&str> = planned
        .changes()
        .map(|change| change.address.as_str())
        .filter(|address| !allowed.contains(*address))
        .collect();
    (!others.is_empty()).then(|| format!("{what}: changes {others:?}"))
}

#[test]
fn the_plan_names_exactly_what_was_changed() {
    let mut tally = Tally::default();
    for (manifest, live) in run(deployed()) {
        for mutant in mutants(&manifest) {
            let kind = &manifest.resources[&mutant.address].kind;
            tally.count(kind, &mutant.member, mutant.mutation, fault(&manifest, &mutant, &live));
        }
    }
    tally.judge("changes", 2000);
}

/// One resource of a stack, with what its plan takes of the rest: the rest is as it was.
fn alone(manifest: &Manifest, live: &Live, address: &str) -> (Manifest, Live) {
    let mut wanted = Manifest { resources: BTreeMap::new(), ..manifest.clone() };
    wanted.resources.insert(address.to_owned(), manifest.resources[address].clone());
    let mut there = Live { resources: BTreeMap::new(), ..live.clone() };
    let is_cluster = manifest.resources[address].kind == "ecs:cluster";
    // Which of a cluster's providers were made in it is told by the providers.
    let taken = live
        .resources
        .iter()
        .filter(|(one, it)| *one == address || (is_cluster && it.kind == "ecs:capacity-provider"));
    there.resources.extend(taken.map(|(address, one)| (address.clone(), one.clone())));
    (wanted, there)
}

#[test]
fn the_plan_names_exactly_what_somebody_else_has_changed() {
    let mut tally = Tally::default();
    for (manifest, live) in run(deployed()) {
        let known = plan(&manifest, &live, &Options::default()).expect("known kinds").known;
        let options = Options { known, ..Options::default() };
        for (address, resource) in &live.resources {
            let Some(kind) = manifest.resources.get(address).map(|wanted| &wanted.kind) else { continue };
            let (wanted, there) = alone(&manifest, &live, address);
            for Change { member, mutation, document } in changes(&resource.whole) {
                let mut there = there.clone();
                there.resources.get_mut(address).expect("it").whole = document;
                let planned = plan(&wanted, &there, &options).expect("known kinds");
                let patterns = patterns(&planned.resource(address).expect("it is in the plan").members);
                let (address, manifest) = (address.clone(), wanted.clone());
                let mutant = Mutant { address, member, mutation, manifest };
                let member = &mutant.member;
                let may_be_none = is_aws_s_choice(kind, member) || means_the_same(&wanted, &mutant);
                let fault = match patterns.as_slice() {
                    [] => (!may_be_none).then(|| "no difference".to_owned()),
                    some => {
                        (!some.iter().all(|found| fits(found, member))).then(|| format!("names {some:?}"))
                    }
                };
                let excused = is_not_alone(kind, member, &patterns)
                    || (mutation == Mutation::LeftOut && may_be_taken_away(kind, member));
                let fault = fault.filter(|_| !excused).map(|fault| format!("{}: {fault}", mutant.address));
                tally.count(kind, member, mutation, fault);
            }
        }
    }
    tally.judge("changes by others", 2000);
}

/// The requests with every member that the API has.
const ALL_MEMBERS: &[(&str, &str)] = &[
    ("ecs:task-definition", include_str!("../../api/all-members/register-task-definition.json")),
    ("ecs:service", include_str!("../../api/all-members/create-service.json")),
    ("ecs:cluster", include_str!("../../api/all-members/create-cluster.json")),
    ("ecs:capacity-provider", include_str!("../../api/all-members/create-capacity-provider.json")),
    (
        "ecs:cluster-capacity-providers",
        include_str!("../../api/all-members/put-cluster-capacity-providers.json"),
    ),
];

#[test]
fn every_member_that_the_api_has_is_compared() {
    let mut tally = Tally::default();
    for (kind, text) in ALL_MEMBERS {
        let document: Value = serde_json::from_str(text).expect("a request");
        let document = tags_as_map(document);
        for Change { member, mutation, document: changed } in changes(&document) {
            if mutation == Mutation::LeftOut {
                continue;
            }
            let patterns = patterns(&members(kind, &changed, &document));
            let named = !patterns.is_empty() && patterns.iter().all(|found| fits(found, &member));
            let fault = (!named && !is_named_otherwise(kind, &member)).then(|| format!("{patterns:?}"));
            tally.count(kind, &member, mutation, fault);
        }
    }
    tally.judge("members changed", 300);
}
