//! What a daemon service cannot have.

use super::basics::{controller, is_daemon};
use super::setting::Setting;
use crate::api::ecs::{CreateService, DeploymentControllerType};
use crate::diagnostic::Finding;
use crate::diagnostic::code::service as codes;

pub(super) fn check(request: &CreateService, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    if !is_daemon(request) {
        return;
    }
    let mut report = |member: &str, what: &str, fix: &str| {
        let in_code = match member {
            "schedulingStrategy" => "leave the strategy out, or run the service on EC2: `Service::ec2`",
            _ => "leave it out, or make the service one of replicas: without `.daemon()`",
        };
        findings.push(Finding::new(&codes::DAEMON, member, what, fix).in_code(in_code));
    };
    let replica = "leave it out, or write schedulingStrategy `REPLICA`";
    if setting.is_fargate() {
        let fix = "write `REPLICA` with a desiredCount, or run the service on EC2";
        report("schedulingStrategy", "a daemon is to run on Fargate", fix);
    }
    if request.desired_count.is_some() {
        report("desiredCount", "a daemon has a desired count", replica);
    }
    if matches!(
        controller(request),
        DeploymentControllerType::CodeDeploy | DeploymentControllerType::External
    ) {
        let what = format!("a daemon has the controller {}", controller(request));
        report("deploymentController.type", &what, "write `ECS`, or schedulingStrategy `REPLICA`");
    }
    if request.placement_strategy.iter().flatten().next().is_some() {
        report("placementStrategy", "a daemon has placement strategies", replica);
    }
    if request.volume_configurations.iter().flatten().next().is_some() {
        report("volumeConfigurations", "a daemon has EBS volumes of its own", replica);
    }
}
