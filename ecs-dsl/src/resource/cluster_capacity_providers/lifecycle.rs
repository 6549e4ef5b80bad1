//! What becomes of the association of capacity providers with a cluster.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::assembly::ManifestResource;
use crate::kind::normal::row;
use crate::kind::{
    Action, Difference, Evidence, Impact, Kind, LiveResource, Plain, PlannedCall, Row, Rule, Settled,
    Settling, Tagging, Target, Verdict, bare_name,
};
use crate::resource::capacity_provider::lifecycle::CapacityProviderKind;

use Evidence::{Documented, Known};
use Plain::Number;
use Rule::{Default, Keyed, Rewrite, Set};

/// The kind of associations.
#[derive(Debug)]
pub struct CapacityProvidersKind;

impl Kind for CapacityProvidersKind {
    fn kind(&self) -> &'static str {
        "ecs:cluster-capacity-providers"
    }

    fn prefix(&self) -> &'static str {
        super::KIND
    }

    fn members(&self) -> &'static [&'static str] {
        &["cluster", "capacityProviders", "defaultCapacityProviderStrategy"]
    }

    fn normal(&self) -> &'static [Row] {
        NORMAL
    }

    fn whole(&self, resource: &ManifestResource) -> Value {
        resource.request.clone()
    }

    fn requests(&self, whole: &Value) -> Vec<(&'static str, Value)> {
        let PlannedCall { request, .. } = associate(whole, "cluster");
        vec![("PutClusterCapacityProviders", request)]
    }

    fn name(&self, whole: &Value) -> String {
        whole["cluster"].as_str().unwrap_or("default").to_owned()
    }

    fn target(&self, whole: &Value) -> Target {
        Target::named(bare_name(&self.name(whole)))
    }

    fn told_arn(&self) -> &'static str {
        "/cluster/clusterArn"
    }

    fn tagging(&self) -> Option<&'static Tagging> {
        None
    }

    fn decide(&self, difference: &Difference<'_>) -> Verdict {
        Verdict::new(Action::Update, Impact::None, vec![associate(difference.wanted, "cluster")])
    }

    fn delete(&self, live: &LiveResource) -> Vec<PlannedCall> {
        vec![associate(&json!({ "cluster": live.whole["cluster"] }), "cluster")]
    }

    fn settling(&self) -> &'static [Settling] {
        &SETTLING
    }

    fn keep(&self, request: &mut Value, live: &Value, all: &dyn Fn(&str) -> Vec<Value>) {
        let cluster = self.name(request);
        keep_made_in(&cluster, request, live, all);
    }

    fn beside(&self) -> &'static [&'static str] {
        BESIDE
    }
}

/// Of a cluster's providers some may be made in it, which only they tell, and some its association's.
pub(crate) const BESIDE: &[&str] = &["ecs:cluster-capacity-providers", "ecs:capacity-provider"];

/// A cluster takes its capacity providers in a while, and services cannot use them before.
pub(crate) static SETTLING: [Settling; 1] = [Settling {
    after: "PutClusterCapacityProviders",
    ask: |request| {
        let body = json!({ "clusters": [request["cluster"]], "include": ["ATTACHMENTS"] });
        PlannedCall::new("ecs", "DescribeClusters", body)
    },
    judge: |answer| match answer.and_then(|answer| answer["clusters"][0]["attachmentsStatus"].as_str()) {
        Some("UPDATE_FAILED") => Settled::Never {
            what: "the cluster could not take its capacity providers".to_owned(),
            fix: ATTACHMENTS,
        },
        Some("UPDATE_IN_PROGRESS") => {
            Settled::NotYet("for the cluster to take its capacity providers".to_owned())
        }
        _ => Settled::Yes,
    },
    fix: ATTACHMENTS,
}];

const ATTACHMENTS: &str = "look at the cluster's attachments in the console";

/// What AWS makes of an association.
pub static NORMAL: &[Row] = &[
    row(
        "cluster",
        Rewrite(|value| value.as_str().map(|text| bare_name(text).into())),
        Documented,
        "name or ARN",
    ),
    row("capacityProviders", Set, Known, "order means nothing"),
    row("defaultCapacityProviderStrategy", Keyed(&[("capacityProvider", "")]), Known, "by provider"),
    row("defaultCapacityProviderStrategy[].base", Default(Number(0)), Known, "absent is 0"),
    row("defaultCapacityProviderStrategy[].weight", Default(Number(0)), Known, "absent is 0"),
];

/// Returns the call that sets an association. `PutClusterCapacityProviders` replaces the whole association, so both members are always sent.
pub(crate) fn associate(wanted: &Value, name: &str) -> PlannedCall {
    let list = |member: &str| if wanted[member].is_null() { json!([]) } else { wanted[member].clone() };
    let request = json!({
        "cluster": wanted[name],
        "capacityProviders": list("capacityProviders"),
        "defaultCapacityProviderStrategy": list("defaultCapacityProviderStrategy"),
    });
    PlannedCall::new("ecs", "PutClusterCapacityProviders", request)
}

/// Adds to what a cluster or its association wants the providers that came to it by being made in it, as
/// those of Managed Instances do: nobody names them, and they leave with their own deletion.
pub(crate) fn keep_made_in(
    cluster: &str,
    request: &mut Value,
    live: &Value,
    all: &dyn Fn(&str) -> Vec<Value>,
) {
    let Some(there) = live["capacityProviders"].as_array().filter(|there| !there.is_empty()) else { return };
    let cluster = bare_name(cluster);
    let providers = all(CapacityProviderKind.kind());
    let is_made_in =
        |provider: &Value| provider["cluster"].as_str().is_some_and(|its| bare_name(its) == cluster);
    let made: BTreeSet<&str> =
        providers.iter().filter(|one| is_made_in(one)).filter_map(|one| one["name"].as_str()).collect();
    for name in there.iter().filter(|name| name.as_str().is_some_and(|name| made.contains(name))) {
        match request.get_mut("capacityProviders").and_then(Value::as_array_mut) {
            Some(named) if named.contains(name) => {}
            Some(named) => named.push(name.clone()),
            None => request["capacityProviders"] = json!([name]),
        }
    }
}

/// Returns the association of a described cluster as a live resource of its own, at this address's id.
pub fn live(described: &Value, stack: Option<&str>, id: &str) -> LiveResource {
    let whole = json!({
        "cluster": described["clusterName"],
        "capacityProviders": described["capacityProviders"],
        "defaultCapacityProviderStrategy": described["defaultCapacityProviderStrategy"],
    });
    LiveResource {
        address: Some(format!("{}/{id}", super::KIND)),
        stack: stack.map(str::to_owned),
        arn: described["clusterArn"].as_str().map(str::to_owned),
        ..LiveResource::of(&CapacityProvidersKind, whole)
    }
}
