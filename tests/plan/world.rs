//! What AWS would describe after a stack was deployed, for every kind.

use ecs_dsl::assembly::{Manifest, assemble};
use ecs_dsl::plan::{Live, LiveResource, Options, Plan, PlannedResource, plan};
use ecs_dsl::resource::{
    capacity_provider, cluster, cluster_capacity_providers, instance_profile, log_group, role, service,
    task_definition,
};
use ecs_dsl::{App, Env};
use serde_json::{Value, json};

pub(crate) const ACCOUNT: &str = "111122223333";

/// Returns the manifests of a program.
pub(crate) fn manifests(app: &App) -> Vec<Manifest> {
    let (assembly, diagnostics) = assemble(app);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    assembly.stacks.iter().map(Manifest::of).collect()
}

/// Returns the manifests of the example stacks.
pub(crate) fn examples() -> Vec<Manifest> {
    manifests(&crate::stacks::app(&Env::new().with_stage("dev")))
}

/// Plans against a live side, in an account.
pub(crate) fn planned(wanted: &Manifest, live: &Live) -> Plan {
    plan(wanted, live, &Options::default()).expect("every kind is known")
}

/// Returns what is planned at an address.
#[track_caller]
pub(crate) fn at<'a>(plan: &'a Plan, address: &str) -> &'a PlannedResource {
    plan.resource(address).unwrap_or_else(|| panic!("{address} is not in the plan"))
}

/// Returns an empty account.
pub(crate) fn nothing() -> Live {
    Live { account: Some(ACCOUNT.to_owned()), ..Live::default() }
}

/// Applies the creations of a plan of an empty account, and describes what AWS would have made of them.
pub(crate) fn deployed(wanted: &Manifest) -> Live {
    let account = wanted.account.clone().unwrap_or_else(|| ACCOUNT.to_owned());
    let mut live = Live { account: Some(account), ..Live::default() };
    let created = planned(wanted, &live);
    let mut known = created.known.clone();
    for resource in &created.resources {
        let calls: Vec<(String, Value)> = resource
            .calls
            .iter()
            .map(|call| (call.operation.clone(), ecs_dsl::plan::resolve(&call.request, &known)))
            .collect();
        let Some((_, request)) = calls.first() else { continue };
        let arn = known.get(&format!("{}.arn", resource.address)).cloned();
        let arn = arn.unwrap_or_else(|| format!("arn:aws:made:{}", resource.address));
        let found = described(&resource.kind, &arn, request, &calls[1..]);
        let arn = found.arn.clone().expect("everything that is made has an ARN");
        known.entry(format!("{}.arn", resource.address)).or_insert(arn);
        let address = found.address.clone().unwrap_or_else(|| resource.address.clone());
        live.resources.insert(address, found);
    }
    // An association has no tags; it belongs to whoever owns its cluster.
    for (address, association) in &mut live.resources {
        if association.kind == "ecs:cluster-capacity-providers" {
            association.address = Some(address.clone());
            association.stack = Some(wanted.stack.clone());
        }
    }
    live
}

fn described(kind: &str, arn: &str, request: &Value, then: &[(String, Value)]) -> LiveResource {
    let mut shape = request.clone();
    match kind {
        "logs:log-group" => {
            for (_, call) in then {
                shape["retentionInDays"] = call["retentionInDays"].clone();
            }
            shape["storedBytes"] = json!(12);
            shape["logGroupArn"] = json!(arn);
            log_group::lifecycle::live(&shape, &request["tags"])
        }
        "iam:role" => {
            let encoded = |document: &Value| {
                let text = document.as_str().expect("a policy is a string");
                json!(text.replace('%', "%25").replace('{', "%7B").replace('"', "%22"))
            };
            shape["Arn"] = json!(arn);
            // GetRole was asked too, so what is not there is known not to be.
            for member in ["Description", "MaxSessionDuration"] {
                shape[member] = request[member].clone();
            }
            shape["AssumeRolePolicyDocument"] = encoded(&request["AssumeRolePolicyDocument"]);
            let of = |operation: &'static str| then.iter().filter(move |call| call.0 == operation);
            shape["RolePolicyList"] = of("PutRolePolicy")
                .map(|(_, call)| json!({ "PolicyName": call["PolicyName"], "PolicyDocument": encoded(&call["PolicyDocument"]) }))
                .collect();
            shape["AttachedManagedPolicies"] =
                of("AttachRolePolicy").map(|(_, call)| json!({ "PolicyArn": call["PolicyArn"] })).collect();
            role::lifecycle::live(&shape)
        }
        "iam:instance-profile" => {
            shape["Arn"] = json!(arn);
            shape["Roles"] = then.iter().map(|(_, call)| json!({ "RoleName": call["RoleName"] })).collect();
            instance_profile::lifecycle::live(&shape)
        }
        "ecs:cluster" => {
            shape["clusterArn"] = json!(arn);
            shape["status"] = json!("ACTIVE");
            if let Some(namespace) = request["serviceConnectDefaults"]["namespace"].as_str() {
                let arn = format!("arn:aws:servicediscovery:eu-west-1:{ACCOUNT}:namespace/ns-{namespace}");
                shape["serviceConnectDefaults"]["namespace"] = json!(arn);
            }
            cluster::lifecycle::live(&shape)
        }
        "ecs:cluster-capacity-providers" => {
            shape["clusterName"] = request["cluster"].clone();
            shape["clusterArn"] = json!(arn);
            cluster_capacity_providers::lifecycle::live(&shape, None, "unused")
        }
        "ecs:capacity-provider" => {
            shape["capacityProviderArn"] = json!(arn);
            shape["status"] = json!("ACTIVE");
            capacity_provider::lifecycle::live(&shape)
        }
        "ecs:task-definition" => {
            let family = request["family"].as_str().expect("a family");
            shape["taskDefinitionArn"] =
                json!(format!("arn:aws:ecs:eu-west-1:{ACCOUNT}:task-definition/{family}:1"));
            shape["revision"] = json!(1);
            let answer = json!({ "taskDefinition": shape, "tags": request["tags"] });
            task_definition::lifecycle::live(&answer)
        }
        "ecs:service" => {
            shape["serviceArn"] = json!(arn);
            shape["status"] = json!("ACTIVE");
            shape["clusterArn"] =
                json!(format!("arn:aws:ecs:x:1:cluster/{}", request["cluster"].as_str().expect("one")));
            shape["roleArn"] =
                json!("arn:aws:iam::1:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS");
            let members = shape.as_object_mut().expect("an object");
            let mut deployment = json!({ "status": "PRIMARY" });
            for member in ["serviceConnectConfiguration", "volumeConfigurations", "vpcLatticeConfigurations"]
            {
                deployment[member] = members.remove(member).unwrap_or_default();
            }
            members.remove("cluster");
            shape["deployments"] = json!([{ "status": "ACTIVE" }, deployment]);
            shape["events"] = json!([]);
            service::lifecycle::live(&shape)
        }
        other => panic!("nothing describes {other}"),
    }
}

/// Leaves of a task definition only what a listing of tags tells.
pub(crate) fn tags_alone(live: &LiveResource) -> LiveResource {
    let tags = live.whole["tags"].as_object().expect("tags").iter();
    let tags = tags.map(|(key, value)| (key.clone(), value.as_str().expect("a text").to_owned())).collect();
    task_definition::lifecycle::tagged(live.arn.as_deref().expect("an ARN"), &tags)
}
