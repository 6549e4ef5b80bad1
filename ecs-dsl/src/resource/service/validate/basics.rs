//! A service's own members: its name, what it runs, how many, its tags' sources, its role and metrics.

use ecs_dsl_facts::arn::ArnKind;
use ecs_dsl_facts::names;

use super::setting::Setting;
use crate::api::ecs::{
    AvailabilityZoneRebalancing, CreateService, DeploymentControllerType, LaunchType, NetworkMode,
    PropagateTags, SchedulingStrategy,
};
use crate::check::limits::{arn_of, given, named, region_of, within};
use crate::check::value::{check_known, has_token};
use crate::diagnostic::code::service as codes;
use crate::diagnostic::{Code, Finding};

/// The metrics that a service has.
const METRICS: [&str; 2] = ["CPUUtilization", "MemoryUtilization"];

pub(super) fn check(request: &CreateService, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    named(&codes::NAME, "serviceName", &request.service_name, &names::SERVICE, findings);
    check_task_definition(request, findings);
    check_references(request.cluster.as_deref(), given(&request.task_definition), setting, findings);
    check_token(request.client_token.as_deref(), 36, findings);
    check_empty_texts(request, findings);
    check_count(request, findings);
    check_values(request, findings);
    check_role(request, setting, findings);
    check_tag_sources(request, findings);
    check_rebalancing(request, findings);
    check_metrics(request, findings);
}

/// Returns who carries out the service's deployments; ECS where nothing is said.
pub(super) fn controller(request: &CreateService) -> &DeploymentControllerType {
    request.deployment_controller.as_ref().map_or(&DeploymentControllerType::Ecs, |of| &of.r#type)
}

/// Returns whether the service's task definition, network and load balancers belong to task sets.
pub(super) fn has_task_sets(request: &CreateService) -> bool {
    *controller(request) == DeploymentControllerType::External
}

pub(super) fn is_daemon(request: &CreateService) -> bool {
    request.scheduling_strategy == Some(SchedulingStrategy::Daemon)
}

fn check_task_definition(request: &CreateService, findings: &mut Vec<Finding>) {
    if given(&request.task_definition).is_none() && !has_task_sets(request) {
        findings.push(Finding::new(
            &codes::TASK_DEFINITION_MISSING,
            "taskDefinition",
            "the service does not say which task definition it runs",
            "add taskDefinition: a family, `family:revision` or an ARN",
        ));
    }
}

/// Checks that the cluster and the task definition are written as such, and lie in the region.
pub(crate) fn check_references(
    cluster: Option<&str>,
    task_definition: Option<&str>,
    setting: &Setting<'_>,
    findings: &mut Vec<Finding>,
) {
    let code = &codes::REFERENCE_FORM;
    if let Some(cluster) = cluster.filter(|cluster| !cluster.is_empty()) {
        match cluster.starts_with("arn:") {
            true => arn_of(code, "cluster", Some(cluster), &[ArnKind::Cluster], findings),
            // One that is made beside has its name looked at where it is made.
            false if setting.around.cluster(cluster).is_some() => {}
            false => named(code, "cluster", cluster, &names::CLUSTER, findings),
        }
        check_region("cluster", cluster, setting, findings);
    }
    let Some(task) = task_definition.filter(|task| !has_token(task)) else { return };
    if task.starts_with("arn:") {
        arn_of(code, "taskDefinition", Some(task), &[ArnKind::TaskDefinition], findings);
        check_region("taskDefinition", task, setting, findings);
        return;
    }
    let (family, revision) = match task.split_once(':') {
        Some((family, revision)) => (family, Some(revision)),
        None => (task, None),
    };
    named(code, "taskDefinition", family, &names::FAMILY, findings);
    if family.is_empty() {
        return;
    }
    if let Some(revision) = revision
        && (revision.starts_with('0') || revision.parse::<u32>().is_err())
    {
        let what = format!("`{task}` has `{revision}` in place of a revision");
        let fix = format!("write a number, such as `{family}:1`, or `{family}` for the newest revision");
        findings.push(Finding::new(code, "taskDefinition", what, fix));
    }
}

/// Checks that what an ARN names lies where the service does.
pub(super) fn check_region(member: &str, arn: &str, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    if let (Some(there), Some(here)) = (region_of(arn), setting.around.region())
        && there != here
        && !has_token(here)
    {
        let what = format!("`{arn}` lies in {there}, the service in {here}");
        let fix = format!("name one of {here}");
        findings.push(Finding::new(&codes::OTHER_REGION, member, what, fix));
    }
}

/// Checks a member that takes the ARN of one kind of resource, in the service's region.
pub(super) fn check_arn(
    member: &str,
    arn: Option<&str>,
    kinds: &[ArnKind],
    setting: &Setting<'_>,
    findings: &mut Vec<Finding>,
) {
    let before = findings.len();
    arn_of(&codes::ARN_KIND, member, arn, kinds, findings);
    if let (Some(arn), true) = (arn, before == findings.len()) {
        check_region(member, arn, setting, findings);
    }
}

/// Checks the token that makes a call safe to repeat.
pub(crate) fn check_token(token: Option<&str>, most: usize, findings: &mut Vec<Finding>) {
    let Some(token) = token else { return };
    let bad = token.chars().find(|c| !('\u{21}'..='\u{7e}').contains(c));
    if let Some(c) = bad {
        let what = format!("{c:?} cannot stand in the client token");
        let fix = "use printable ASCII characters without spaces, or leave the token out";
        findings.push(Finding::new(&codes::CLIENT_TOKEN, "clientToken", what, fix));
    } else if token.len() > most {
        let what = format!("the client token has {} characters", token.len());
        let fix = format!("shorten it to {most} characters, or leave it out");
        findings.push(Finding::new(&codes::CLIENT_TOKEN, "clientToken", what, fix));
    }
}

fn check_empty_texts(request: &CreateService, findings: &mut Vec<Finding>) {
    for (member, text) in [
        ("clientToken", &request.client_token),
        ("role", &request.role),
        ("platformVersion", &request.platform_version),
    ] {
        if text.as_deref() == Some("") {
            let what = format!("`{member}` is an empty text");
            findings.push(Finding::new(&codes::EMPTY_TEXT, member, what, "leave it out"));
        }
    }
}

fn check_count(request: &CreateService, findings: &mut Vec<Finding>) {
    let (what, fix) = match request.desired_count {
        None if !is_daemon(request) => {
            ("the service does not say how many tasks it runs", "add desiredCount")
        }
        Some(..0) => ("the desired count is negative", "write 0 for none, or a number of tasks"),
        _ => return,
    };
    findings.push(Finding::new(&codes::DESIRED_COUNT, "desiredCount", what, fix));
}

fn check_values(request: &CreateService, findings: &mut Vec<Finding>) {
    let strategy = request.scheduling_strategy.as_ref();
    for (member, value, known) in [
        ("schedulingStrategy", strategy.map(|value| value.as_str()), SchedulingStrategy::VALUES),
        ("propagateTags", request.propagate_tags.as_ref().map(|value| value.as_str()), PropagateTags::VALUES),
        (
            "availabilityZoneRebalancing",
            request.availability_zone_rebalancing.as_ref().map(|value| value.as_str()),
            AvailabilityZoneRebalancing::VALUES,
        ),
        (
            "deploymentController.type",
            request.deployment_controller.as_ref().map(|of| of.r#type.as_str()),
            DeploymentControllerType::VALUES,
        ),
    ] {
        if let Some(value) = value {
            check_known(member, value, known, findings);
        }
    }
}

fn check_role(request: &CreateService, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let Some(role) = given(&request.role) else { return };
    let balancers = request.load_balancers.as_deref().unwrap_or_default();
    let reason = if balancers.is_empty() {
        Some("the service has no load balancer for which to use it")
    } else if setting.network_mode() == Some(NetworkMode::Awsvpc) {
        Some("with the network mode awsvpc the service-linked role is used")
    } else if request.service_registries.iter().flatten().next().is_some() {
        Some("with service discovery the service-linked role is used")
    } else if has_task_sets(request) {
        Some("with the controller EXTERNAL the service-linked role is used")
    } else if balancers.iter().filter(|balancer| given(&balancer.target_group_arn).is_some()).count() > 1 {
        Some("with several target groups the service-linked role is used")
    } else {
        None
    };
    if let Some(reason) = reason {
        let what = format!("the service has the role `{role}`");
        findings.push(Finding::new(&codes::ROLE, "role", what, "leave role out").because(reason));
    } else if role.starts_with("arn:") {
        arn_of(&codes::ROLE_FORM, "role", Some(role), &[ArnKind::Role], findings);
    } else {
        let name = role.rsplit('/').next().unwrap_or(role);
        named(&codes::ROLE_FORM, "role", name, &names::ROLE, findings);
    }
}

fn check_tag_sources(request: &CreateService, findings: &mut Vec<Finding>) {
    if request.enable_ecs_managed_tags == Some(true) && request.propagate_tags.is_none() {
        findings.push(
            Finding::new(
                &codes::MANAGED_TAGS,
                "enableECSManagedTags",
                "managed tags are on, and propagateTags is not set",
                "set propagateTags to `SERVICE`, `TASK_DEFINITION` or `NONE`",
            )
            .in_code("say from where, such as `.propagate_tags(PropagateTags::Service)`"),
        );
    }
}

fn check_rebalancing(request: &CreateService, findings: &mut Vec<Finding>) {
    if request.availability_zone_rebalancing != Some(AvailabilityZoneRebalancing::Enabled) {
        return;
    }
    let maximum = request.deployment_configuration.as_ref().and_then(|of| of.maximum_percent);
    let classic = |balancer: &crate::api::ecs::LoadBalancer| given(&balancer.load_balancer_name).is_some();
    let reason = if is_daemon(request) {
        "the service is a daemon"
    } else if request.launch_type == Some(LaunchType::External) {
        "the tasks run on external instances"
    } else if maximum.is_some_and(|maximum| maximum <= 100) {
        "no more than 100 percent of the tasks may run, so none can be started before another stops"
    } else if request.load_balancers.iter().flatten().any(classic) {
        "the service has a Classic Load Balancer"
    } else {
        return;
    };
    let fix = "leave it out, or write `DISABLED`";
    let what = format!("zone rebalancing is on, but {reason}");
    findings.push(
        Finding::new(&codes::ZONE_REBALANCING, "availabilityZoneRebalancing", what, fix)
            .in_code("leave it out, or write `.availability_zone_rebalancing(false)`"),
    );
}

fn check_metrics(request: &CreateService, findings: &mut Vec<Finding>) {
    let code: &'static Code = &codes::METRICS;
    let configurations = request.monitoring.iter().flat_map(|of| of.metric_configurations.iter().flatten());
    for (index, configuration) in configurations.enumerate() {
        let at = format!("monitoring.metricConfigurations[{index}]");
        let names = &configuration.metric_names;
        if names.is_empty() || names.len() > 5 {
            let what = format!("a metric configuration names {} metrics", names.len());
            findings.push(Finding::new(code, format!("{at}.metricNames"), what, "name 1 to 5 metrics"));
        }
        for (number, name) in names.iter().enumerate() {
            if !METRICS.contains(&name.as_str()) {
                let meant = ecs_dsl_facts::nearest(name, METRICS);
                let fix = format!("write `{}`", meant.unwrap_or(METRICS[0]));
                let what = format!("a service has no metric `{name}`");
                findings.push(Finding::new(code, format!("{at}.metricNames[{number}]"), what, fix));
            }
        }
        let seconds = configuration.resolution_seconds;
        if !matches!(seconds, 20 | 60) {
            let what = format!("the resolution is {seconds} seconds");
            findings.push(Finding::new(code, format!("{at}.resolutionSeconds"), what, "write 20 or 60"));
        }
    }
    let grace = request.health_check_grace_period_seconds;
    within(&codes::GRACE_PERIOD, "healthCheckGracePeriodSeconds", grace, 0..=i32::MAX, "seconds", findings);
}
