//! What becomes of a service: how it is compared, changed, rolled out, followed and taken away.

mod described;
mod impact;
mod normal;
mod rollout;
mod update;

use serde_json::{Value, json};

pub use described::{REVISION, live};
pub(crate) use rollout::cluster_of;
#[cfg(feature = "deploy")]
pub(crate) use rollout::primary;

use crate::kind::{
    Deployment, Difference, Impact, Kind, LiveResource, Mark, PlannedCall, Row, Settling, Spelling, Tagging,
    Target, Verdict, request,
};

/// The kind of services.
#[derive(Debug)]
pub struct ServiceKind;

impl Kind for ServiceKind {
    fn kind(&self) -> &'static str {
        "ecs:service"
    }

    fn prefix(&self) -> &'static str {
        super::KIND
    }

    fn members(&self) -> &'static [&'static str] {
        &[
            "cluster",
            "serviceName",
            "taskDefinition",
            "availabilityZoneRebalancing",
            "loadBalancers",
            "serviceRegistries",
            "desiredCount",
            "launchType",
            "capacityProviderStrategy",
            "platformVersion",
            "role",
            "deploymentConfiguration",
            "placementConstraints",
            "placementStrategy",
            "networkConfiguration",
            "healthCheckGracePeriodSeconds",
            "schedulingStrategy",
            "deploymentController",
            "tags",
            "enableECSManagedTags",
            "propagateTags",
            "enableExecuteCommand",
            "serviceConnectConfiguration",
            "volumeConfigurations",
            "vpcLatticeConfigurations",
            "gatewayConnectors",
            "monitoring",
        ]
    }

    fn normal(&self) -> &'static [Row] {
        normal::NORMAL
    }

    /// Of what a description has, `CreateService` refuses some where it has no effect.
    fn requests(&self, whole: &Value) -> Vec<(&'static str, Value)> {
        let mut create = request(whole, Spelling::Ecs);
        let linked = |role: &Value| role.as_str().is_some_and(|role| role.ends_with("AWSServiceRoleForECS"));
        create.retain(|member, value| match member.as_str() {
            "role" => !linked(value),
            "desiredCount" => !is_daemon(whole),
            "healthCheckGracePeriodSeconds" => *value != 0,
            _ => true,
        });
        vec![("CreateService", create.into())]
    }

    fn name(&self, whole: &Value) -> String {
        whole["serviceName"].as_str().unwrap_or_default().to_owned()
    }

    fn target(&self, whole: &Value) -> Target {
        Target { within: Some(cluster_of(whole)), name: self.name(whole) }
    }

    /// The older form of the ARN has no cluster in it.
    fn target_of_arn(&self, rest: &str) -> Option<Target> {
        let (cluster, name) = rest.split_once('/')?;
        Some(Target { within: Some(cluster.to_owned()), name: name.to_owned() })
    }

    fn told_arn(&self) -> &'static str {
        "/service/serviceArn"
    }

    fn tagging(&self) -> Option<&'static Tagging> {
        Some(&Tagging::ECS)
    }

    fn decide(&self, difference: &Difference<'_>) -> Verdict {
        update::decide(difference)
    }

    fn delete(&self, live: &LiveResource) -> Vec<PlannedCall> {
        let mut request = json!({ "service": live.whole["serviceName"], "force": true });
        if let Some(cluster) = live.whole["cluster"].as_str() {
            request["cluster"] = cluster.into();
        }
        vec![PlannedCall::new("ecs", "DeleteService", request)]
    }

    fn marks(&self, wanted: &Value, live: Option<&Value>) -> Vec<Mark> {
        let opens = is_public(wanted) && !live.is_some_and(is_public);
        Vec::from_iter(opens.then_some(Mark::OpensToPublic))
    }

    fn impact_of_deletion(&self) -> Impact {
        Impact::Outage
    }

    fn lost(&self) -> &'static str {
        "its tasks were stopped, and its events and deployments begin anew"
    }

    fn deployment(&self) -> Option<&'static Deployment> {
        Some(&rollout::DEPLOYMENT)
    }

    fn settling(&self) -> &'static [Settling] {
        &rollout::SETTLING
    }

    fn others_own(&self, _: &str, wanted: &Value, _: &dyn Fn(&str) -> bool) -> Vec<&'static str> {
        update::owned_by_controller(wanted)
    }

    /// It still has tasks then, and they need their roles, log groups and cluster.
    fn drains(&self) -> bool {
        true
    }

    fn carries_claim(&self) -> bool {
        true
    }
}

fn is_daemon(service: &Value) -> bool {
    service["schedulingStrategy"] == "DAEMON"
}

/// Whether the internet reaches it: its tasks have public addresses, or a gateway lets the public in.
fn is_public(service: &Value) -> bool {
    let addresses = service.pointer("/networkConfiguration/awsvpcConfiguration/assignPublicIp");
    let connectors = service["gatewayConnectors"].as_array().into_iter().flatten();
    let mut access = connectors.filter_map(|connector| connector.pointer("/filters/accessTypes")?.as_array());
    addresses.is_some_and(|assign| assign == "ENABLED")
        || access.any(|types| types.iter().any(|one| one == "PUBLIC"))
}
