//! What stands around services: log groups, roles and runs.

use serde_json::Value;

use super::code::{Chain, Expr, call, string};
use super::document::{Found, Input};
use super::launch::Launch;
use super::module::{EXECUTION_ROLE, INFRASTRUCTURE_ROLE, Module, TASK_ROLE, customize_request, tags};
use super::policy::{document, read_policy};
use super::service::{self, task};
use super::values::{api, seconds};
use crate::api::ecs::{AwsVpcConfiguration, LaunchType, NetworkConfiguration, RunTask};
use crate::iam::policy::{PolicyDocument, Principal};

/// Writes a log group.
pub(super) fn log_group(module: &mut Module, found: &Found, alone: bool) {
    let whole = &found.whole;
    let text = |member: &str| whole[member].as_str();
    let Some(name) = text("logGroupName") else { return };
    let mut chain = Chain::new(call("LogGroup::new", [string(name)]));
    if let Some(days) = whole["retentionInDays"].as_i64() {
        let named = match days {
            1 => "Retention::ONE_DAY".to_owned(),
            7 => "Retention::ONE_WEEK".to_owned(),
            14 => "Retention::TWO_WEEKS".to_owned(),
            30 => "Retention::ONE_MONTH".to_owned(),
            90 => "Retention::THREE_MONTHS".to_owned(),
            180 => "Retention::SIX_MONTHS".to_owned(),
            365 => "Retention::ONE_YEAR".to_owned(),
            _ => format!("Retention::days({days})"),
        };
        chain.call("retention", [Expr::Plain(named)]);
    }
    if let Some(class) = text("logGroupClass").filter(|class| *class != "STANDARD") {
        let class = match class {
            "INFREQUENT_ACCESS" => "LogGroupClass::InfrequentAccess".to_owned(),
            "DELIVERY" => "LogGroupClass::Delivery".to_owned(),
            other => format!("LogGroupClass::from({other:?})"),
        };
        chain.call("class", [Expr::Plain(class)]);
    }
    if let Some(key) = text("kmsKeyId") {
        chain.call("kms_key", [string(key)]);
    }
    tags(&mut chain, &found.tags());
    if whole["deletionProtectionEnabled"] == true {
        chain.call("deletion_protection", []);
    }
    let variable = module.names.free(if alone { vec!["logs"] } else { vec![name] });
    module.log_groups.insert(name.to_owned(), variable.clone());
    let comments = unknown(module, found);
    module.resource(&variable, chain, comments);
}

fn unknown(module: &mut Module, found: &Found) -> Vec<String> {
    let what = "left out: no member of that name is known";
    found.unknown.iter().map(|member| module.note(found.origin.note(member, what))).collect()
}

/// Writes a role; `uses` are the purposes for which other documents name it.
pub(super) fn role(module: &mut Module, found: &Found, uses: &[&'static str]) {
    let whole = &found.whole;
    let Some(name) = whole["RoleName"].as_str() else { return };
    let Some(trust) = read_policy(&whole["AssumeRolePolicyDocument"]) else {
        let what = format!(
            "the role `{name}` was left out: its trust policy is not among the documents, or has parts that the builders have no words for"
        );
        module.note(found.origin.note("AssumeRolePolicyDocument", what));
        return;
    };
    let purpose = uses.first().copied().unwrap_or_else(|| purpose(&trust, whole));
    let mut chain = Chain::new(call(&format!("{purpose}::new"), [string(name)]));
    // A path of a role's own, as the builder's default is the stack's.
    chain.call("path", [string(whole["Path"].as_str().unwrap_or("/"))]);
    if let Some(text) = whole["Description"].as_str().filter(|text| !text.is_empty()) {
        chain.call("description", [string(text)]);
    }
    let duration = whole["MaxSessionDuration"].as_i64().and_then(|it| i32::try_from(it).ok());
    if let Some(duration) = duration.filter(|duration| *duration != 3600) {
        chain.call("max_session_duration", [seconds(duration)]);
    }
    if let Some(arn) = whole["PermissionsBoundary"].as_str() {
        chain.call("permissions_boundary", [string(arn)]);
    }
    chain.call("trust", [document(&trust)]);
    for arn in whole["ManagedPolicyArns"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        chain.call("managed_policy", [string(arn)]);
    }
    let mut comments = unknown(module, found);
    for policy in whole["Policies"].as_array().into_iter().flatten() {
        let policy_name = policy["PolicyName"].as_str().unwrap_or_default();
        match read_policy(&policy["PolicyDocument"]) {
            Some(read) => chain.call("policy", [string(policy_name), document(&read)]),
            None => {
                let what = format!(
                    "the policy `{policy_name}` was left out: it has parts that the builders have no words for"
                );
                comments.push(module.note(found.origin.note("PolicyDocument", what)));
            }
        }
    }
    tags(&mut chain, &found.tags());
    let variable = module.names.free([name.to_owned(), format!("{name}-role")]);
    module.roles.insert(name.to_owned(), (variable.clone(), purpose));
    module.resource(&variable, chain, comments);
}

/// Tells what a role is for by who may take it on, and by its name.
fn purpose(trust: &PolicyDocument, whole: &Value) -> &'static str {
    let services = trust.statements.iter().filter_map(|statement| match &statement.principal {
        Some(Principal::Named(map)) => map.service.as_ref(),
        _ => None,
    });
    if services.into_iter().flatten().any(|service| service == "ecs.amazonaws.com") {
        return INFRASTRUCTURE_ROLE;
    }
    let managed = whole["ManagedPolicyArns"].to_string().contains("AmazonECSTaskExecutionRolePolicy");
    let name = whole["RoleName"].as_str().unwrap_or_default().to_ascii_lowercase();
    if managed || name.contains("execution") { EXECUTION_ROLE } else { TASK_ROLE }
}

/// Writes a run.
pub(super) fn run(module: &mut Module, input: &Input<RunTask>) {
    let wanted = &input.request;
    let name = format!("run-{}", service::family(&wanted.task_definition));
    let told =
        service::launch(wanted.launch_type.as_ref(), wanted.capacity_provider_strategy.as_deref(), module);
    let comments = module.unknown(input, |_| true);
    let task = task(module, Some(&wanted.task_definition), told, (&name, false));
    let launch = task.launch;
    let mut written = RunTask {
        cluster: wanted.cluster.clone().or_else(|| Some("default".to_owned())),
        task_definition: wanted.task_definition.clone(),
        launch_type: Some(LaunchType::from(launch.compatibility().as_str())),
        ..RunTask::default()
    };
    let mut wanted = wanted.clone();
    wanted.client_token = None;
    let mut arguments = vec![string(&name), module.cluster(wanted.cluster.as_deref()), task.expr];
    let network = service::network(wanted.network_configuration.as_ref());
    let none = || {
        let none = AwsVpcConfiguration::default();
        service::network(Some(&NetworkConfiguration { awsvpc_configuration: Some(none) }))
    };
    let network = if launch == Launch::Fargate { network.or_else(none) } else { network };
    if let Some((_, wire)) = &network {
        written.network_configuration =
            Some(NetworkConfiguration { awsvpc_configuration: Some(wire.clone()) });
    }
    let items = wanted.capacity_provider_strategy.clone().unwrap_or_default();
    let simple = items.iter().all(|item| item.weight.is_some());
    let mut chain = match launch {
        Launch::Fargate => {
            arguments.extend(network.map(|(expr, _)| expr));
            Chain::new(call("RunTask::fargate", arguments))
        }
        _ => {
            let mut rest = items.as_slice();
            if launch == Launch::ManagedInstances {
                let first = items.first();
                let provider = first.map_or("managed", |item| item.capacity_provider.as_str());
                arguments.push(module.provider(provider, Some(launch)));
                written.launch_type = None;
                rest = rest.get(1..).unwrap_or_default();
            }
            let mut chain = Chain::new(call(&format!("RunTask::{}", launch.constructor()), arguments));
            if let Some((network, _)) = network {
                chain.call("network", [network]);
            }
            if simple {
                strategy(module, &mut chain, rest, launch);
            }
            chain
        }
    };
    if launch == Launch::Fargate && simple {
        strategy(module, &mut chain, &items, launch);
    }
    if simple && !items.is_empty() {
        written.launch_type = None;
        written.capacity_provider_strategy.clone_from(&wanted.capacity_provider_strategy);
    }
    if let Some(count) = wanted.count {
        chain.call("count", [Expr::plain(count)]);
        written.count = Some(count);
    }
    if let (Some(version), Launch::Fargate) = (&wanted.platform_version, launch) {
        chain.call("platform_version", [string(version)]);
        written.platform_version = Some(version.clone());
    }
    if wanted.enable_execute_command == Some(true) {
        chain.call("enable_execute_command", []);
        written.enable_execute_command = Some(true);
    }
    if wanted.enable_ecs_managed_tags == Some(true) {
        chain.call("enable_ecs_managed_tags", []);
        written.enable_ecs_managed_tags = Some(true);
    }
    if let Some(from) = &wanted.propagate_tags {
        chain.call("propagate_tags", [api(from)]);
        written.propagate_tags = Some(from.clone());
    }
    let texts = [
        ("started_by", &wanted.started_by, &mut written.started_by),
        ("group", &wanted.group, &mut written.group),
        ("reference_id", &wanted.reference_id, &mut written.reference_id),
    ];
    for (method, text, member) in texts {
        if let Some(text) = text {
            chain.call(method, [string(text)]);
            *member = Some(text.clone());
        }
    }
    tags(&mut chain, &input.tags);
    customize_request("ecs:run-task", &mut chain, &written, &wanted);
    let variable = module.names.free([name]);
    module.resource(&variable, chain, comments);
}

fn strategy(
    module: &Module,
    chain: &mut Chain,
    items: &[crate::api::ecs::CapacityProviderStrategyItem],
    launch: Launch,
) {
    for item in items {
        let weight = Expr::plain(item.weight.unwrap_or_default());
        let provider = module.provider(&item.capacity_provider, Some(launch));
        match item.base {
            None => chain.call("capacity_provider", [provider, weight]),
            Some(base) => chain.call("capacity_provider_with_base", [provider, weight, Expr::plain(base)]),
        }
    }
}
