//! What becomes of a cluster and of the association of its capacity providers.

use serde_json::{Value, json};

use crate::assembly::ManifestResource;
use crate::plan::lifecycle::{
    Action, Difference, Impact, Lifecycle, LiveResource, PlannedCall, Verdict, bare_name, tags_as_map,
};
use crate::plan::normal::{Mark, Plain, Row, Rule};
use crate::plan::request::request;

use Mark::{Documented, Known, Observed};
use Plain::{Bool, Number, Text};
use Rule::{Default, Keyed, Map, OutputOnly, Pairs, Rewrite, Same, Set};

/// The lifecycle of clusters.
pub static LIFECYCLE: Lifecycle = Lifecycle {
    kind: "ecs:cluster",
    prefix: super::KIND,
    members: &[
        "clusterName",
        "tags",
        "settings",
        "configuration",
        "capacityProviders",
        "defaultCapacityProviderStrategy",
        "serviceConnectDefaults",
    ],
    normal: NORMAL,
    whole: |resource| tags_as_map(resource.request.clone()),
    name: |whole| whole["clusterName"].as_str().unwrap_or("default").to_owned(),
    decide,
    delete: |live| {
        vec![PlannedCall::new("ecs", "DeleteCluster", json!({ "cluster": live.whole["clusterName"] }))]
    },
    requests: |whole| vec![("CreateCluster", request(whole, "ecs").into())],
    lost: "container instances have to register with it again",
    protected: |_| None,
    unprotect: |_| Vec::new(),
};

/// The lifecycle of the association of capacity providers with a cluster.
pub static ASSOCIATION: Lifecycle = Lifecycle {
    kind: "ecs:cluster-capacity-providers",
    prefix: super::ASSOCIATION,
    members: &["cluster", "capacityProviders", "defaultCapacityProviderStrategy"],
    normal: ASSOCIATION_NORMAL,
    whole: |resource| resource.request.clone(),
    name: |whole| whole["cluster"].as_str().unwrap_or("default").to_owned(),
    decide: |difference| {
        Verdict::new(Action::Update, Impact::None, vec![associate(difference.wanted, "cluster")])
    },
    delete: |live| {
        let none = json!({ "cluster": live.whole["cluster"] });
        vec![associate(&none, "cluster")]
    },
    requests: |whole| {
        let PlannedCall { request, .. } = associate(whole, "cluster");
        vec![("PutClusterCapacityProviders", request)]
    },
    lost: "",
    protected: |_| None,
    unprotect: |_| Vec::new(),
};

const fn row(member: &'static str, rule: Rule, mark: Mark, reason: &'static str) -> Row {
    Row { member, rule, mark, reason }
}

/// What AWS makes of a cluster.
pub static NORMAL: &[Row] = &[
    row("clusterName", Default(Text("default")), Documented, "absent is `default`"),
    row("settings", Pairs("name", "value"), Documented, "by name; order means nothing"),
    row("settings", Rewrite(without_insights_off), Documented, "containerInsights is disabled by default"),
    row(
        "configuration.executeCommandConfiguration.logging",
        Default(Text("DEFAULT")),
        Documented,
        "the default",
    ),
    row(
        "configuration.executeCommandConfiguration.logConfiguration.cloudWatchEncryptionEnabled",
        Default(Bool(false)),
        Known,
        "absent is no",
    ),
    row(
        "configuration.executeCommandConfiguration.logConfiguration.s3EncryptionEnabled",
        Default(Bool(false)),
        Known,
        "absent is no",
    ),
    row("capacityProviders", Set, Known, "order means nothing"),
    row("defaultCapacityProviderStrategy", Keyed(&[("capacityProvider", "")]), Known, "by provider"),
    row("defaultCapacityProviderStrategy[].base", Default(Number(0)), Known, "absent is 0"),
    row("defaultCapacityProviderStrategy[].weight", Default(Number(0)), Known, "absent is 0"),
    row("serviceConnectDefaults.namespace", Same(same_namespace), Known, "a name comes back as an ARN"),
    row("tags", Map, Documented, "by key; order means nothing"),
    row("clusterArn", OutputOnly, Documented, "made by AWS"),
    row("status", OutputOnly, Documented, "made by AWS"),
    row("registeredContainerInstancesCount", OutputOnly, Documented, "counted by AWS"),
    row("runningTasksCount", OutputOnly, Documented, "counted by AWS"),
    row("pendingTasksCount", OutputOnly, Documented, "counted by AWS"),
    row("activeServicesCount", OutputOnly, Documented, "counted by AWS"),
    row("statistics", OutputOnly, Documented, "counted by AWS"),
    row("attachments", OutputOnly, Observed, "made by AWS for capacity providers"),
    row("attachmentsStatus", OutputOnly, Observed, "made by AWS for capacity providers"),
];

/// What AWS makes of an association.
pub static ASSOCIATION_NORMAL: &[Row] = &[
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

fn without_insights_off(settings: &Value) -> Option<Value> {
    let off = |setting: &&Value| setting["name"] == "containerInsights" && setting["value"] == "disabled";
    Some(settings.as_array()?.iter().filter(|setting| !off(setting)).cloned().collect())
}

/// The name of a namespace is not in its ARN, so a name and an ARN are taken to be the same.
fn same_namespace(wanted: &str, live: &str) -> bool {
    wanted.starts_with("arn:") != live.starts_with("arn:") && !wanted.starts_with("${")
}

/// `PutClusterCapacityProviders` replaces the whole association, so both members are always sent.
fn associate(wanted: &Value, name: &str) -> PlannedCall {
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
pub(crate) fn keep_providers_made_in(
    resource: &mut ManifestResource,
    live: &Value,
    is_made_in: impl Fn(&str, &str) -> bool,
) {
    if ![LIFECYCLE.kind, ASSOCIATION.kind].contains(&resource.kind.as_str()) {
        return;
    }
    let request = &mut resource.request;
    let cluster = request["clusterName"].as_str().or(request["cluster"].as_str());
    let cluster = bare_name(cluster.unwrap_or("default")).to_owned();
    let made = live["capacityProviders"].as_array().into_iter().flatten();
    let made = made.filter(|name| name.as_str().is_some_and(|name| is_made_in(name, &cluster)));
    for name in made {
        match request.get_mut("capacityProviders").and_then(Value::as_array_mut) {
            Some(named) if named.contains(name) => {}
            Some(named) => named.push(name.clone()),
            None => request["capacityProviders"] = json!([name]),
        }
    }
}

fn decide(difference: &Difference<'_>) -> Verdict {
    let changed = |member: &str| difference.members.iter().any(|change| change.top() == member);
    if changed("clusterName") {
        let mut calls = difference.create_calls();
        calls.extend((LIFECYCLE.delete)(difference.live));
        let verdict = Verdict::new(Action::Replace, Impact::Replacement, calls);
        return Verdict { because: vec!["clusterName".to_owned()], create_first: true, ..verdict };
    }
    let wanted = difference.wanted;
    let mut calls = Vec::new();
    let mut update = json!({ "cluster": wanted["clusterName"] });
    let before = update.clone();
    if changed("settings") {
        update["settings"] = settings(difference);
    }
    if changed("configuration") {
        let default = json!({ "executeCommandConfiguration": { "logging": "DEFAULT" } });
        update["configuration"] =
            if wanted["configuration"].is_null() { default } else { wanted["configuration"].clone() };
    }
    if changed("serviceConnectDefaults") {
        // An empty namespace takes the default away.
        let namespace = wanted["serviceConnectDefaults"]["namespace"].as_str().unwrap_or_default();
        update["serviceConnectDefaults"] = json!({ "namespace": namespace });
    }
    if update != before {
        calls.push(PlannedCall::new("ecs", "UpdateCluster", update));
    }
    if changed("capacityProviders") || changed("defaultCapacityProviderStrategy") {
        calls.push(associate(wanted, "clusterName"));
    }
    calls.extend(difference.tag_calls());
    Verdict::new(Action::Update, Impact::None, calls)
}

/// The settings that are wanted, and those that go back to their default.
fn settings(difference: &Difference<'_>) -> Value {
    let mut settings: Vec<Value> = difference.wanted["settings"].as_array().cloned().unwrap_or_default();
    let insights = |setting: &Value| setting["name"] == "containerInsights";
    if !settings.iter().any(insights) {
        settings.push(json!({ "name": "containerInsights", "value": "disabled" }));
    }
    settings.into()
}

/// Returns a cluster as `DescribeClusters` tells it as a live resource.
///
/// The call must include tags, settings and configuration, or their absence looks like the default.
pub fn live(described: &Value) -> LiveResource {
    let arn = described["clusterArn"].as_str().map(str::to_owned);
    let status = described["status"].as_str().map(str::to_owned);
    LiveResource { arn, status, ..LiveResource::of(&LIFECYCLE, tags_as_map(described.clone())) }
}

/// Returns the association of a described cluster as a live resource of its own, at this address's id.
pub fn live_association(described: &Value, stack: Option<&str>, id: &str) -> LiveResource {
    let whole = json!({
        "cluster": described["clusterName"],
        "capacityProviders": described["capacityProviders"],
        "defaultCapacityProviderStrategy": described["defaultCapacityProviderStrategy"],
    });
    LiveResource {
        address: Some(format!("{}/{id}", super::ASSOCIATION)),
        stack: stack.map(str::to_owned),
        arn: described["clusterArn"].as_str().map(str::to_owned),
        ..LiveResource::of(&ASSOCIATION, whole)
    }
}
