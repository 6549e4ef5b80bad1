//! The network of tasks that have an interface of their own.

use super::setting::{RunsOn, Setting};
use crate::api::ecs::{AssignPublicIp, NetworkConfiguration, NetworkMode};
use crate::check::limits::at_most;
use crate::check::value::{check_known, has_token};
use crate::diagnostic::Finding;
use crate::diagnostic::code::service as codes;

const MEMBER: &str = "networkConfiguration";
const VPC: &str = "networkConfiguration.awsvpcConfiguration";

/// Checks that there is a network exactly where the tasks need one, and its members.
pub(crate) fn check(
    network: Option<&NetworkConfiguration>,
    belongs_to_task_sets: bool,
    setting: &Setting<'_>,
    findings: &mut Vec<Finding>,
) {
    let mode = setting.network_mode();
    let vpc = network.and_then(|network| network.awsvpc_configuration.as_ref());
    let Some(vpc) = vpc else {
        if mode == Some(NetworkMode::Awsvpc) && !belongs_to_task_sets {
            let what = "the tasks have the network mode awsvpc, and no subnets are given for them";
            let fix = "add networkConfiguration.awsvpcConfiguration with subnets and security groups";
            let member = if network.is_some() { VPC } else { MEMBER };
            let in_code = "add `.network(Network::private(subnets, security_groups))`";
            findings.push(Finding::new(&codes::NETWORK_MISSING, member, what, fix).in_code(in_code));
        }
        return;
    };
    if let Some(mode) = mode.filter(|mode| *mode != NetworkMode::Awsvpc) {
        // On Fargate the mode is wrong, not the network, and the task definition's rules say so.
        if setting.runs_on == Some(RunsOn::Fargate) {
            return;
        }
        let what = format!("the task definition's network mode is {mode}, and subnets are given");
        let fix = "leave networkConfiguration out, or give the task definition the network mode awsvpc";
        let in_code = "leave `.network(…)` out, or make the task definition with `NetworkMode::Awsvpc`";
        findings.push(Finding::new(&codes::NETWORK_ELSEWHERE, MEMBER, what, fix).in_code(in_code));
        return;
    }
    let subnets = format!("{VPC}.subnets");
    if vpc.subnets.is_empty() {
        let fix = "name the subnets, in two zones or more";
        findings.push(Finding::new(&codes::NETWORK_MISSING, subnets, "there are no subnets", fix));
    } else {
        at_most(&codes::NETWORK_LIMIT, &subnets, vpc.subnets.len(), 16, "subnets", findings);
        check_ids(&vpc.subnets, &subnets, "subnet", findings);
    }
    let groups = vpc.security_groups.as_deref().unwrap_or_default();
    let member = format!("{VPC}.securityGroups");
    at_most(&codes::NETWORK_LIMIT, &member, groups.len(), 5, "security groups", findings);
    check_ids(groups, &member, "sg", findings);
    check_public_ip(vpc.assign_public_ip.as_ref(), setting, findings);
}

/// Checks that ids begin as those of their kind do.
pub(crate) fn check_ids(ids: &[String], member: &str, prefix: &str, findings: &mut Vec<Finding>) {
    let noun = if prefix == "sg" { "security group" } else { "subnet" };
    for (index, id) in ids.iter().enumerate() {
        let is_id = id.strip_prefix(prefix).and_then(|rest| rest.strip_prefix('-'));
        if has_token(id) || is_id.is_some_and(|rest| !rest.is_empty()) {
            continue;
        }
        let what = format!("`{id}` is not the id of a {noun}");
        let fix = format!("write the id, which begins with `{prefix}-`");
        findings.push(Finding::new(&codes::NETWORK_ID, format!("{member}[{index}]"), what, fix));
    }
}

fn check_public_ip(value: Option<&AssignPublicIp>, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let member = format!("{VPC}.assignPublicIp");
    let Some(value) = value else { return };
    check_known(&member, value.as_str(), AssignPublicIp::VALUES, findings);
    if *value == AssignPublicIp::Enabled && matches!(setting.runs_on, Some(RunsOn::Ec2 | RunsOn::External)) {
        let what = "a public address is asked for tasks outside Fargate";
        let fix = "write `DISABLED`, and let the subnets reach the internet through NAT";
        let in_code = "write `Network::private(…)`, and let the subnets reach the internet through NAT";
        findings.push(Finding::new(&codes::PUBLIC_IP_ELSEWHERE, member, what, fix).in_code(in_code));
    }
}
