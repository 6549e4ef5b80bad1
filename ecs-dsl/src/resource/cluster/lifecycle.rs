//! What becomes of a cluster.

use serde_json::{Value, json};

use crate::kind::normal::row;
use crate::kind::{
    Action, Difference, Evidence, Home, Impact, Kind, LiveResource, Plain, PlannedCall, Row, Rule, Settling,
    Spelling, Tagging, Verdict, request, tags_as_map,
};
use crate::resource::cluster_capacity_providers::lifecycle::{
    BESIDE, CapacityProvidersKind, SETTLING, associate, keep_made_in,
};

use Evidence::{Documented, Known, Observed};
use Plain::{Bool, Number, Text};
use Rule::{Default, Keyed, Map, OutputOnly, Pairs, Rewrite, Same, Set};

/// The kind of clusters.
#[derive(Debug)]
pub struct ClusterKind;

impl Kind for ClusterKind {
    fn kind(&self) -> &'static str {
        "ecs:cluster"
    }

    fn prefix(&self) -> &'static str {
        super::KIND
    }

    fn members(&self) -> &'static [&'static str] {
        &[
            "clusterName",
            "tags",
            "settings",
            "configuration",
            "capacityProviders",
            "defaultCapacityProviderStrategy",
            "serviceConnectDefaults",
        ]
    }

    fn normal(&self) -> &'static [Row] {
        NORMAL
    }

    fn requests(&self, whole: &Value) -> Vec<(&'static str, Value)> {
        vec![("CreateCluster", request(whole, Spelling::Ecs).into())]
    }

    fn name(&self, whole: &Value) -> String {
        whole["clusterName"].as_str().unwrap_or("default").to_owned()
    }

    fn arn(&self, request: &Value, home: &Home<'_>) -> Option<String> {
        let name = request["clusterName"].as_str().unwrap_or_default();
        Some(home.regional("ecs", &format!("cluster/{name}")))
    }

    fn told_arn(&self) -> &'static str {
        "/cluster/clusterArn"
    }

    fn tagging(&self) -> Option<&'static Tagging> {
        Some(&Tagging::ECS)
    }

    fn decide(&self, difference: &Difference<'_>) -> Verdict {
        decide(difference)
    }

    fn delete(&self, live: &LiveResource) -> Vec<PlannedCall> {
        vec![PlannedCall::new("ecs", "DeleteCluster", json!({ "cluster": live.whole["clusterName"] }))]
    }

    fn lost(&self) -> &'static str {
        "container instances have to register with it again"
    }

    fn settling(&self) -> &'static [Settling] {
        &SETTLING
    }

    /// The association is a resource of its own, made when the providers are.
    fn others_own(&self, address: &str, _: &Value, is_planned: &dyn Fn(&str) -> bool) -> Vec<&'static str> {
        let id = address.split_once('/').map_or(address, |(_, id)| id);
        if is_planned(&format!("{}/{id}", CapacityProvidersKind.prefix())) {
            vec!["capacityProviders", "defaultCapacityProviderStrategy"]
        } else {
            Vec::new()
        }
    }

    fn keep(&self, request: &mut Value, live: &Value, all: &dyn Fn(&str) -> Vec<Value>) {
        let cluster = self.name(request);
        keep_made_in(&cluster, request, live, all);
    }

    fn beside(&self) -> &'static [&'static str] {
        BESIDE
    }

    fn carries_claim(&self) -> bool {
        true
    }
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

fn without_insights_off(settings: &Value) -> Option<Value> {
    let off = |setting: &&Value| setting["name"] == "containerInsights" && setting["value"] == "disabled";
    Some(settings.as_array()?.iter().filter(|setting| !off(setting)).cloned().collect())
}

/// The name of a namespace is not in its ARN, so a name and an ARN are taken to be the same.
pub(crate) fn same_namespace(wanted: &str, live: &str) -> bool {
    wanted.starts_with("arn:") != live.starts_with("arn:") && !wanted.starts_with("${")
}

fn decide(difference: &Difference<'_>) -> Verdict {
    let changed = |member: &str| difference.changed(member);
    if changed("clusterName") {
        let mut calls = difference.create_calls();
        calls.extend(ClusterKind.delete(difference.live));
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
    LiveResource { arn, status, ..LiveResource::of(&ClusterKind, tags_as_map(described.clone())) }
}
