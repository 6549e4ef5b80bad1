//! Manifests of which one value is another.

use std::collections::BTreeSet;

use ecs_dsl::assembly::{Manifest, ManifestResource};
use serde_json::Value;

use super::value::{Change, Mutation, changes};

/// A manifest with one thing changed, and where.
pub(super) struct Mutant {
    pub(super) address: String,
    pub(super) member: String,
    pub(super) mutation: Mutation,
    pub(super) manifest: Manifest,
}

/// Returns everything that can be done to a manifest's requests, each by itself.
pub(super) fn mutants(manifest: &Manifest) -> Vec<Mutant> {
    let mut all = Mutants { manifest, all: Vec::new() };
    for (address, resource) in manifest.resources.iter().filter(|(_, one)| one.kind != "ecs:run-task") {
        all.of(address, "", &resource.request, &|resource, request| resource.request = request);
        // A policy is a text whose parts are what counts.
        if let Some(policy) = policy(&resource.request["AssumeRolePolicyDocument"]) {
            all.of(address, "AssumeRolePolicyDocument.", &policy, &|resource, policy| {
                resource.request["AssumeRolePolicyDocument"] = policy.to_string().into();
            });
        }
        for (index, call) in resource.then.iter().enumerate() {
            let (name, place) = place_of_call(&call.operation).expect("a call that is compared");
            all.add(address, place.to_owned(), Mutation::LeftOut, |resource| _ = resource.then.remove(index));
            let named =
                changes(&call.request).find(|it| it.member == name && it.mutation == Mutation::Changed);
            let Change { document, .. } = named.expect("a call says what it is about");
            all.add(address, place.to_owned(), Mutation::Changed, |resource| {
                resource.then[index].request = document;
            });
            if let Some(policy) = policy(&call.request["PolicyDocument"]) {
                all.of(address, "Policies[].PolicyDocument.", &policy, &|resource, policy| {
                    resource.then[index].request["PolicyDocument"] = policy.to_string().into();
                });
            }
        }
    }
    all.all
}

/// The mutants of a manifest in the making.
struct Mutants<'a> {
    manifest: &'a Manifest,
    all: Vec<Mutant>,
}

impl Mutants<'_> {
    /// Adds everything that can be done to a document, which `put` puts into the resource.
    fn of(
        &mut self,
        address: &str,
        prefix: &str,
        document: &Value,
        put: &dyn Fn(&mut ManifestResource, Value),
    ) {
        for Change { member, mutation, document } in changes(document) {
            self.add(address, format!("{prefix}{member}"), mutation, |resource| put(resource, document));
        }
    }

    fn add(
        &mut self,
        address: &str,
        member: String,
        mutation: Mutation,
        change: impl FnOnce(&mut ManifestResource),
    ) {
        let mut manifest = self.manifest.clone();
        change(manifest.resources.get_mut(address).expect("it is in there"));
        self.all.push(Mutant { address: address.to_owned(), member, mutation, manifest });
    }
}

fn policy(document: &Value) -> Option<Value> {
    Some(serde_json::from_str(document.as_str()?).expect("a policy"))
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

/// Everything that refers to a resource, or to what does.
pub(super) fn dependants(manifest: &Manifest, address: &str) -> BTreeSet<String> {
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
