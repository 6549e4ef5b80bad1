//! The rules as the simulator meets them: what AWS refuses of a request for itself.
//!
//! The simulator knows what exists, and refuses what contradicts it; what a request alone shows to be wrong
//! is for the rules of each kind, which are the same that `check` runs.

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::api::ecs::{
    CreateCapacityProvider, CreateCluster, CreateService, PutClusterCapacityProviders,
    RegisterTaskDefinition, RunTask,
};
use crate::api::iam::{CreateRole, PutRolePolicy};
use crate::api::logs::{CreateLogGroup, PutRetentionPolicy};
use crate::aws::Service;
use crate::check::Alone;
use crate::diagnostic::code::{deployment, iam, role};
use crate::diagnostic::{Code, Finding, Severity};
use crate::iam::check as policies;
use crate::iam::policy::PolicyDocument;
use crate::resource::{capacity_provider, cluster, log_group, run_task, service, task_definition};
use crate::simulator::{Refusal, Validator, World};

/// Errors for which AWS takes the request all the same: it is done, and does not work.
static TAKEN_BY_AWS: &[&Code] = &[
    // Nothing moves, but nothing says so before.
    &deployment::NO_MOVE,
    // The role is made; whoever is to assume it cannot.
    &role::NOT_TRUSTED,
    // Policies are taken with names that allow nothing.
    &iam::UNKNOWN_SERVICE,
];

/// Refuses requests that break a rule, as AWS does.
///
/// [`Rehearsal`](super::Rehearsal) has them on; a [`Simulator`](crate::simulator::Simulator) of its own
/// takes them with [`World::set_validator`].
#[derive(Debug, Clone, Copy, Default)]
pub struct Rules;

impl Validator for Rules {
    fn validate(
        &self,
        world: &World,
        service: Service,
        operation: &str,
        request: &Value,
    ) -> Result<(), Refusal> {
        let findings = findings(world, operation, request);
        match findings.into_iter().find(|finding| refuses(finding.code)) {
            Some(finding) => Err(refusal(service, operation, &finding)),
            None => Ok(()),
        }
    }
}

/// Only what AWS states is refused; what we hold to be a mistake besides is told by `check`.
fn refuses(code: &'static Code) -> bool {
    let is_of_aws = !code.rules.is_empty();
    code.severity == Severity::Error && is_of_aws && !TAKEN_BY_AWS.contains(&code)
}

fn findings(world: &World, operation: &str, request: &Value) -> Vec<Finding> {
    let mut found = Vec::new();
    match operation {
        "RegisterTaskDefinition" => {
            of(request, &mut found, |it: &RegisterTaskDefinition, found| {
                task_definition::validate::validate(it, &Alone, found);
            });
        }
        "CreateService" => of(request, &mut found, |it: &CreateService, found| {
            service::validate::validate(it, &Alone, found);
        }),
        "UpdateService" => return of_update(world, request),
        "CreateCluster" => of(request, &mut found, |it: &CreateCluster, found| {
            cluster::validate::validate(it, &Alone, found);
        }),
        "PutClusterCapacityProviders" => {
            of(request, &mut found, |it: &PutClusterCapacityProviders, found| {
                cluster::validate::validate_association(it, &Alone, found);
            });
        }
        "CreateCapacityProvider" => of(request, &mut found, |it: &CreateCapacityProvider, found| {
            capacity_provider::validate::validate(it, &Alone, found);
        }),
        "RunTask" => of(request, &mut found, |it: &RunTask, found| {
            run_task::validate::validate(it, &Alone, found);
        }),
        "CreateLogGroup" => of(request, &mut found, |it: &CreateLogGroup, found| {
            log_group::validate::validate(it, found);
        }),
        "PutRetentionPolicy" => of(request, &mut found, |it: &PutRetentionPolicy, found| {
            log_group::validate::validate_retention(it, found);
        }),
        "CreateRole" => of(&numbers_read(request), &mut found, |it: &CreateRole, found| {
            crate::resource::role::validate::validate_request(it, found);
            found.extend(document(&it.assume_role_policy_document, policies::trust_policy));
        }),
        "UpdateAssumeRolePolicy" => {
            let text = request["PolicyDocument"].as_str().unwrap_or_default();
            found.extend(document(text, policies::trust_policy));
        }
        "PutRolePolicy" => of(request, &mut found, |it: &PutRolePolicy, found| {
            found.extend(document(&it.policy_document, policies::inline_policy));
        }),
        _ => {}
    }
    found
}

/// Runs rules over a request of this shape. One of another shape is for the simulator to refuse.
fn of<T: DeserializeOwned>(
    request: &Value,
    found: &mut Vec<Finding>,
    rules: impl FnOnce(&T, &mut Vec<Finding>),
) {
    if let Ok(request) = T::deserialize(request) {
        rules(&request, found);
    }
}

/// Checks a service as an update would leave it, and returns what was not wrong before.
fn of_update(world: &World, request: &Value) -> Vec<Finding> {
    let text = |member: &str| request[member].as_str().unwrap_or_default();
    let Some(before) = world.service(text("cluster"), text("service")) else { return Vec::new() };
    let mut after = before.clone();
    for (member, value) in request.as_object().into_iter().flatten() {
        if !value.is_null() && !matches!(member.as_str(), "cluster" | "service") {
            after[member] = value.clone();
        }
    }
    // An update may go from a launch type to a strategy, which a creation says from the start.
    if request["capacityProviderStrategy"].as_array().is_some_and(|all| !all.is_empty()) {
        after["launchType"] = Value::Null;
    }
    let check = |whole: &Value| {
        let mut found = Vec::new();
        of(whole, &mut found, |it: &CreateService, found| {
            service::validate::validate(it, &Alone, found);
        });
        found
    };
    let known = check(&before);
    check(&after).into_iter().filter(|finding| !known.contains(finding)).collect()
}

/// The query protocol has numbers as text.
fn numbers_read(request: &Value) -> Value {
    let mut request = request.clone();
    if let Some(seconds) = request["MaxSessionDuration"].as_str().and_then(|text| text.parse::<i32>().ok()) {
        request["MaxSessionDuration"] = json!(seconds);
    }
    request
}

fn document(text: &str, rules: fn(&PolicyDocument) -> Vec<Finding>) -> Vec<Finding> {
    serde_json::from_str(text).map(|document| rules(&document)).unwrap_or_default()
}

fn refusal(service: Service, operation: &str, finding: &Finding) -> Refusal {
    let code = match (service, operation) {
        (Service::Iam, _) if finding.code.rules.iter().any(|rule| POLICY_RULES.contains(rule)) => {
            "MalformedPolicyDocument"
        }
        (Service::Iam, _) => "ValidationError",
        (_, "RegisterTaskDefinition") => "ClientException",
        _ => "InvalidParameterException",
    };
    let Finding { code: row, member, what, why, .. } = finding;
    let member = if member.is_empty() { String::new() } else { format!(" at {member}") };
    let why = why.as_deref().unwrap_or(row.why);
    Refusal::new(code, format!("{what}{member}: {why} ({})", row.id))
}

/// The rules about what stands in policies.
const POLICY_RULES: &[&str] =
    &["IA-003", "IA-004", "IA-005", "IA-006", "IA-015", "IA-016", "IA-017", "IA-018"];
