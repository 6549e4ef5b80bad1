//! Every value of every request of the example stacks, changed and left out one at a time: the plan
//! names exactly this member, unless a row of the table says that the two mean the same.

use std::collections::{BTreeMap, BTreeSet};

use ecs_dsl::Env;
use ecs_dsl::assembly::{DIGEST_TAG, Manifest};
use ecs_dsl::kind::{Rule, tags_as_map};
use ecs_dsl::plan::{Live, Options, plan};
use ecs_dsl::resource::of_kind;
use serde_json::{Value, json};

use crate::rig::{Goal, Rig, manifests, run};
use crate::stacks;

/// What is done to a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mutation {
    Changed,
    LeftOut,
}

/// Changes that are none, by kind, member and what was done, with the reason.
const EQUAL: &[(&str, &str, Mutation, &str)] = &[
    (
        "ecs:service",
        "capacityProviderStrategy[]",
        Mutation::LeftOut,
        "without its only provider the service leaves the choice to the cluster",
    ),
    ("ecs:service", "deploymentConfiguration", Mutation::LeftOut, "it says what AWS does by default"),
    (
        "ecs:service",
        "deploymentConfiguration.deploymentCircuitBreaker",
        Mutation::LeftOut,
        "it says that there is none",
    ),
    ("ecs:service", "deploymentController", Mutation::LeftOut, "it says what AWS does by default"),
    (
        "ecs:service",
        "networkConfiguration.awsvpcConfiguration.securityGroups[]",
        Mutation::LeftOut,
        "without its only group the service leaves the choice to the VPC",
    ),
    (
        "ecs:task-definition",
        "requiresCompatibilities[]",
        Mutation::LeftOut,
        "without its only launch type, where that is EC2, it is for EC2 all the same",
    ),
];

/// A way to a value in a request: names of members, and places in lists.
type Way = Vec<String>;

/// Tells the way to every plain value, every list's element and every member.
fn ways(value: &Value, way: &mut Way, found: &mut Vec<Way>) {
    match value {
        Value::Object(members) => {
            // Nothing is the same as absence, in whichever form.
            let is_nothing = |value: &Value| match value {
                Value::Null => true,
                Value::String(text) => text.is_empty(),
                Value::Array(items) => items.is_empty(),
                Value::Object(members) => members.is_empty(),
                _ => false,
            };
            for (name, member) in members.iter().filter(|(_, member)| !is_nothing(member)) {
                way.push(name.clone());
                found.push(way.clone());
                ways(member, way, found);
                way.pop();
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                way.push(index.to_string());
                found.push(way.clone());
                ways(item, way, found);
                way.pop();
            }
        }
        _ => {}
    }
}

/// The path as a table writes it: elements of lists as `[]`.
fn pattern(way: &Way) -> String {
    let mut text = String::new();
    for step in way {
        if step.parse::<usize>().is_ok() {
            text.push_str("[]");
        } else if text.is_empty() {
            text.push_str(step);
        } else {
            text.push_str(&format!(".{step}"));
        }
    }
    text
}

/// The path of a change in the same form: `environment[LEVEL]` is an element of `environment[]`.
fn pattern_of_change(member: &str) -> String {
    let mut text = String::new();
    let mut depth = 0;
    for c in member.chars() {
        match c {
            '[' => {
                depth += 1;
                if depth == 1 {
                    text.push_str("[]");
                }
            }
            ']' => depth -= 1,
            c if depth == 0 => text.push(c),
            _ => {}
        }
    }
    text
}

/// Does it, and says whether there was anything to do.
fn mutate(document: &mut Value, way: &Way, mutation: Mutation) -> bool {
    let (last, before) = way.split_last().expect("a way has a step");
    let mut place = document;
    for step in before {
        place = match step.parse::<usize>() {
            Ok(index) => &mut place[index],
            Err(_) => &mut place[step.as_str()],
        };
    }
    if mutation == Mutation::LeftOut {
        match place {
            Value::Object(members) => return members.remove(last).is_some(),
            Value::Array(items) => {
                items.remove(last.parse().expect("a place"));
                return true;
            }
            _ => return false,
        }
    }
    let value = match last.parse::<usize>() {
        Ok(index) => &mut place[index],
        Err(_) => &mut place[last.as_str()],
    };
    match value {
        Value::String(text) => match text.parse::<i64>() {
            Ok(number) => *text = (number + 1024).to_string(),
            Err(_) => text.push_str("-x"),
        },
        Value::Number(number) => *value = json!(number.as_i64().unwrap_or_default() + 3),
        Value::Bool(flag) => *flag = !*flag,
        _ => return false,
    }
    true
}

/// Where the calls after the creation stand in the document that is compared.
fn place_of_call(operation: &str) -> Option<(&'static str, &'static str)> {
    Some(match operation {
        "PutRolePolicy" => ("PolicyName", "Policies[]"),
        "AttachRolePolicy" => ("PolicyArn", "ManagedPolicyArns"),
        "PutRetentionPolicy" => ("retentionInDays", "retentionInDays"),
        "AddRoleToInstanceProfile" => ("RoleName", "Roles"),
        _ => return None,
    })
}

/// A manifest with one thing changed, and where.
struct Mutant {
    address: String,
    member: String,
    mutation: Mutation,
    manifest: Manifest,
}

/// Everything that can be done to a manifest's requests.
fn mutants(manifest: &Manifest) -> Vec<Mutant> {
    let mut all = Vec::new();
    for (address, resource) in &manifest.resources {
        if resource.kind == "ecs:run-task" {
            continue;
        }
        let mut add = |member: String, mutation, change: &mut dyn FnMut(&mut Manifest) -> bool| {
            let mut changed = manifest.clone();
            if change(&mut changed) {
                all.push(Mutant { address: address.clone(), member, mutation, manifest: changed });
            }
        };
        let mut found = Vec::new();
        ways(&resource.request, &mut Vec::new(), &mut found);
        for way in &found {
            for mutation in [Mutation::Changed, Mutation::LeftOut] {
                add(pattern(way), mutation, &mut |manifest| {
                    mutate(&mut manifest.resources.get_mut(address).expect("it").request, way, mutation)
                });
            }
        }
        // A policy is a text whose parts are what counts.
        if let Some(policy) = resource.request["AssumeRolePolicyDocument"].as_str() {
            let policy: Value = serde_json::from_str(policy).expect("a policy");
            let mut found = Vec::new();
            ways(&policy, &mut Vec::new(), &mut found);
            for way in &found {
                let member = format!("AssumeRolePolicyDocument.{}", pattern(way));
                for mutation in [Mutation::Changed, Mutation::LeftOut] {
                    add(member.clone(), mutation, &mut |manifest| {
                        let mut policy = policy.clone();
                        let done = mutate(&mut policy, way, mutation);
                        let request = &mut manifest.resources.get_mut(address).expect("it").request;
                        request["AssumeRolePolicyDocument"] = policy.to_string().into();
                        done
                    });
                }
            }
        }
        for (index, call) in resource.then.iter().enumerate() {
            let (name, place) = place_of_call(&call.operation).expect("a call that is compared");
            add(place.to_owned(), Mutation::LeftOut, &mut |manifest| {
                manifest.resources.get_mut(address).expect("it").then.remove(index);
                true
            });
            add(place.to_owned(), Mutation::Changed, &mut |manifest| {
                let call = &mut manifest.resources.get_mut(address).expect("it").then[index];
                mutate(&mut call.request, &vec![name.to_owned()], Mutation::Changed)
            });
            let Some(policy) = call.request["PolicyDocument"].as_str() else { continue };
            let policy: Value = serde_json::from_str(policy).expect("a policy");
            let mut found = Vec::new();
            ways(&policy, &mut Vec::new(), &mut found);
            for way in &found {
                let member = format!("Policies[].PolicyDocument.{}", pattern(way));
                for mutation in [Mutation::Changed, Mutation::LeftOut] {
                    add(member.clone(), mutation, &mut |manifest| {
                        let mut policy = policy.clone();
                        let done = mutate(&mut policy, way, mutation);
                        let call = &mut manifest.resources.get_mut(address).expect("it").then[index];
                        call.request["PolicyDocument"] = policy.to_string().into();
                        done
                    });
                }
            }
        }
    }
    all
}

/// Whether the table of a kind, or [`EQUAL`], says that this makes no difference.
fn means_the_same(manifest: &Manifest, mutant: &Mutant) -> bool {
    let resource = &manifest.resources[&mutant.address];
    if resource.unmanaged.contains(&mutant.member) {
        return true;
    }
    let lifecycle = of_kind(&resource.kind).expect("a known kind");
    let by_table =
        lifecycle.normal().iter().filter(|row| row.member == mutant.member).any(|row| match row.rule {
            Rule::OutputOnly => true,
            Rule::Default(_)
            | Rule::DefaultBy(_)
            | Rule::AwsChooses
            | Rule::AwsChoosesWhen(_)
            | Rule::Rewrite(_) => mutant.mutation == Mutation::LeftOut,
            _ => false,
        });
    // What is left out of an object that AWS may choose leaves nothing that was asked for.
    let chosen = lifecycle.normal().iter().any(|row| {
        matches!(row.rule, Rule::AwsChooses) && mutant.member.starts_with(&format!("{}.", row.member))
    });
    by_table
        || (chosen && mutant.mutation == Mutation::LeftOut)
        || EQUAL.iter().any(|(kind, member, mutation, _)| {
            *kind == resource.kind && *member == mutant.member && *mutation == mutant.mutation
        })
}

/// Everything that refers to a resource, or to what does.
fn dependants(manifest: &Manifest, address: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::from([address.to_owned()]);
    loop {
        let more: Vec<String> = manifest
            .resources
            .iter()
            .filter(|(user, resource)| {
                !found.contains(*user) && resource.depends_on.iter().any(|needed| found.contains(needed))
            })
            .map(|(user, _)| user.clone())
            .collect();
        if more.is_empty() {
            return found;
        }
        found.extend(more);
    }
}

/// The live side with every task definition described.
async fn live_of(rig: &Rig, manifest: &Manifest) -> Live {
    let mut undigested = manifest.clone();
    for resource in undigested.resources.values_mut().filter(|one| one.kind == "ecs:task-definition") {
        let tags = resource.request["tags"].as_array_mut().expect("tags");
        tags.retain(|tag| tag["key"] != DIGEST_TAG);
    }
    let (_, live) = rig.try_plan(&undigested, Goal::Deploy).await.expect("a quiet world");
    assert!(live.resources.values().all(|resource| !resource.tags_only));
    live
}

/// Members with which others are named too, by kind, with the reason.
const NOT_ALONE: &[(&str, &str, &str)] = &[
    ("ecs:cluster", "clusterName", "another cluster does not have the providers that were made in this one"),
    ("ecs:service", "schedulingStrategy", "what absent percentages stand for depends on it"),
    ("ecs:task-definition", "networkMode", "what an absent host port stands for depends on it"),
];

/// Whether the member that was changed is named, and others are for a reason.
fn is_not_alone(kind: &str, member: &str, patterns: &[String]) -> bool {
    let known = NOT_ALONE.iter().any(|(of, path, _)| *of == kind && *path == member);
    known && patterns.iter().any(|found| found == member)
}

/// What others may take away without its being a difference, by kind, with the reason.
const TAKEN_AWAY: &[(&str, &str, &str)] = &[(
    "ecs:cluster",
    "capacityProviders[]",
    "a provider that was made in the cluster is the provider's to have there",
)];

/// Whether a change is of the member that was changed, or of what is in it or around it.
fn fits(found: &str, wanted: &str) -> bool {
    let same_tags = |path: &str| match path.trim_end_matches("[]").strip_prefix("Tags") {
        Some(rest) => format!("tags{rest}"),
        None => path.trim_end_matches("[]").to_owned(),
    };
    let (found, wanted) = (same_tags(found), same_tags(wanted));
    wanted.starts_with(&found) || found.starts_with(&wanted)
}

/// What is wrong with the plan for a mutant, if anything is.
fn fault(manifest: &Manifest, mutant: &Mutant, live: &Live) -> Option<String> {
    let planned = plan(&mutant.manifest, live, &Options::default()).expect("known kinds");
    let what = format!("{} {} {:?}", mutant.address, mutant.member, mutant.mutation);
    let resource = planned.resource(&mutant.address).expect("it is in the plan");
    let patterns: Vec<String> =
        resource.members.iter().map(|change| pattern_of_change(&change.member)).collect();
    if patterns.is_empty() {
        return (!means_the_same(manifest, mutant)).then(|| format!("{what}: no difference"));
    }
    let kind = &manifest.resources[&mutant.address].kind;
    let named = patterns.iter().all(|found| fits(found, &mutant.member));
    if !named && !is_not_alone(kind, &mutant.member, &patterns) {
        return Some(format!("{what}: names {patterns:?}"));
    }
    let allowed = dependants(manifest, &mutant.address);
    let others: Vec<&str> = planned
        .changes()
        .map(|change| change.address.as_str())
        .filter(|address| !allowed.contains(*address))
        .collect();
    (!others.is_empty()).then(|| format!("{what}: changes {others:?}"))
}

#[test]
#[allow(clippy::print_stderr, reason = "the count is what the reader of a test run wants to know")]
fn the_plan_names_exactly_what_was_changed() {
    run(async {
        let (mut tried, mut faults) = (0, BTreeMap::new());
        for manifest in manifests(&stacks::app(&Env::new().with_stage("prod"))) {
            let rig = Rig::of_manifest(&manifest).await;
            rig.converge(&manifest, Goal::Deploy, &manifest.stack).await;
            let live = live_of(&rig, &manifest).await;
            for mutant in mutants(&manifest) {
                tried += 1;
                if let Some(fault) = fault(&manifest, &mutant, &live) {
                    let kind = manifest.resources[&mutant.address].kind.clone();
                    faults.entry((kind, mutant.member, format!("{:?}", mutant.mutation))).or_insert(fault);
                }
            }
        }
        eprintln!("{tried} changes, each one named");
        assert!(tried > 2000, "{tried}");
        let faults: Vec<String> = faults.into_values().collect();
        assert!(faults.is_empty(), "{} of {tried}: {faults:#?}", faults.len());
    });
}

#[test]
#[allow(clippy::print_stderr, reason = "the count is what the reader of a test run wants to know")]
fn the_plan_names_exactly_what_somebody_else_has_changed() {
    run(async {
        let (mut tried, mut faults) = (0, BTreeMap::new());
        for manifest in manifests(&stacks::app(&Env::new().with_stage("prod"))) {
            let rig = Rig::of_manifest(&manifest).await;
            rig.converge(&manifest, Goal::Deploy, &manifest.stack).await;
            let live = live_of(&rig, &manifest).await;
            let known = plan(&manifest, &live, &Options::default()).expect("known kinds").known;
            let options = Options { known, ..Options::default() };
            for (address, resource) in &live.resources {
                let Some(wanted) = manifest.resources.get(address) else { continue };
                // The rest of the stack is as it was, and what its tokens stand for is known.
                let mut alone = Manifest { resources: BTreeMap::new(), ..manifest.clone() };
                alone.resources.insert(address.clone(), wanted.clone());
                let mut its = Live { resources: BTreeMap::new(), ..live.clone() };
                its.resources.insert(address.clone(), resource.clone());
                if resource.kind == "ecs:cluster" {
                    // Which of its providers were made in it is told by the providers.
                    let providers =
                        live.resources.iter().filter(|(_, one)| one.kind == "ecs:capacity-provider");
                    its.resources.extend(providers.map(|(address, one)| (address.clone(), one.clone())));
                }
                let mut found = Vec::new();
                ways(&resource.whole, &mut Vec::new(), &mut found);
                for (way, mutation) in
                    found.iter().flat_map(|way| [(way, Mutation::Changed), (way, Mutation::LeftOut)])
                {
                    let mut changed = its.clone();
                    let whole = &mut changed.resources.get_mut(address).expect("it").whole;
                    if !mutate(whole, way, mutation) {
                        continue;
                    }
                    tried += 1;
                    let member = pattern(way);
                    let planned = plan(&alone, &changed, &options).expect("known kinds");
                    let members = &planned.resource(address).expect("it is in the plan").members;
                    let patterns: Vec<String> =
                        members.iter().map(|change| pattern_of_change(&change.member)).collect();
                    let mutant = Mutant {
                        address: address.clone(),
                        member: member.clone(),
                        mutation,
                        manifest: alone.clone(),
                    };
                    let chosen = of_kind(&wanted.kind).is_some_and(|lifecycle| {
                        let rows = lifecycle.normal().iter().filter(|row| member.starts_with(row.member));
                        rows.into_iter()
                            .any(|row| matches!(row.rule, Rule::AwsChooses | Rule::AwsChoosesWhen(_)))
                    });
                    let fault = if patterns.is_empty() && !chosen && !means_the_same(&manifest, &mutant) {
                        Some("no difference".to_owned())
                    } else {
                        (!patterns.iter().all(|found| fits(found, &member)))
                            .then(|| format!("names {patterns:?}"))
                    };
                    let excused = is_not_alone(&wanted.kind, &member, &patterns)
                        || (mutation == Mutation::LeftOut
                            && TAKEN_AWAY
                                .iter()
                                .any(|(kind, path, _)| *kind == wanted.kind && *path == member));
                    if let Some(fault) = fault.filter(|_| !excused) {
                        let key = (wanted.kind.clone(), member, format!("{mutation:?}"));
                        faults.entry(key).or_insert(format!("{address}: {fault}"));
                    }
                }
            }
        }
        eprintln!("{tried} changes by others, each one named");
        assert!(tried > 2000, "{tried}");
        assert!(faults.is_empty(), "{} of {tried}: {faults:#?}", faults.len());
    });
}

/// The requests with every member that the API has.
const ALL_MEMBERS: &[(&str, &str)] = &[
    ("ecs:task-definition", include_str!("../api/all-members/register-task-definition.json")),
    ("ecs:service", include_str!("../api/all-members/create-service.json")),
    ("ecs:cluster", include_str!("../api/all-members/create-cluster.json")),
    ("ecs:capacity-provider", include_str!("../api/all-members/create-capacity-provider.json")),
    (
        "ecs:cluster-capacity-providers",
        include_str!("../api/all-members/put-cluster-capacity-providers.json"),
    ),
];

/// Members of requests that are not compared, or named as others, by kind, with the reason.
const NAMED_OTHERWISE: &[(&str, &str, &str)] = &[
    ("ecs:service", "clientToken", "it makes one call repeatable, and the service does not keep it"),
    (
        "ecs:service",
        "loadBalancers[].targetGroupArn",
        "of the two groups that a deployment shifts between either may be the one in use",
    ),
];

#[test]
#[allow(clippy::print_stderr, reason = "the count is what the reader of a test run wants to know")]
fn every_member_that_the_api_has_is_compared() {
    let (mut tried, mut faults) = (0, Vec::new());
    for (kind, text) in ALL_MEMBERS {
        let document: Value = serde_json::from_str(text).expect("a request");
        let document = tags_as_map(document);
        let mut found = Vec::new();
        ways(&document, &mut Vec::new(), &mut found);
        for way in found {
            let mut changed = document.clone();
            if !mutate(&mut changed, &way, Mutation::Changed) {
                continue;
            }
            tried += 1;
            let member = pattern(&way);
            let patterns: Vec<String> = ecs_dsl::plan::members(kind, &changed, &document)
                .iter()
                .map(|change| pattern_of_change(&change.member))
                .collect();
            let excused = NAMED_OTHERWISE.iter().any(|(of, path, _)| of == kind && *path == member);
            if !excused && (patterns.is_empty() || !patterns.iter().all(|found| fits(found, &member))) {
                faults.push(format!("{kind} {member}: {patterns:?}"));
            }
        }
    }
    eprintln!("{tried} members changed, each one named");
    assert!(tried > 300, "{tried}");
    assert!(faults.is_empty(), "{} of {tried}: {faults:#?}", faults.len());
}
