//! One planned call, sent through the door that its service has.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::api::logs::{CreateLogGroup, LogGroupClass};
use crate::aws::{Aws, CallError, EcsOperation, InlinePolicy, RoleRequest};

/// A call that cannot be made.
#[derive(Debug)]
pub(crate) enum Failed {
    /// AWS refused it, or it never got there.
    Call(CallError),
    /// The plan names an operation that this program does not know.
    Unknown(String),
}

impl From<CallError> for Failed {
    fn from(error: CallError) -> Self {
        Self::Call(error)
    }
}

/// Sends one call; the answer is AWS's own for ECS, and an object with an `arn` for what IAM makes.
pub(crate) async fn send(
    aws: &Aws,
    service: &str,
    operation: &str,
    request: &Value,
) -> Result<Value, Failed> {
    match service {
        "ecs" => match EcsOperation::ALL.iter().find(|known| known.name() == operation) {
            Some(known) => Ok(aws.ecs.call(*known, request).await?),
            None => Err(unknown(service, operation)),
        },
        "iam" => iam(aws, operation, request).await,
        "logs" => logs(aws, operation, request).await,
        _ => Err(unknown(service, operation)),
    }
}

fn unknown(service: &str, operation: &str) -> Failed {
    Failed::Unknown(format!("{service}:{operation}"))
}

async fn iam(aws: &Aws, operation: &str, request: &Value) -> Result<Value, Failed> {
    let iam = &aws.iam;
    let text = |member: &str| request[member].as_str().unwrap_or_default();
    let (role, profile) = (text("RoleName"), text("InstanceProfileName"));
    match operation {
        "CreateRole" => {
            let made = iam.create_role(&role_request(request)).await?;
            return Ok(json!({ "arn": made.arn }));
        }
        "UpdateRole" => {
            let duration = request["MaxSessionDuration"].as_i64().and_then(|seconds| seconds.try_into().ok());
            iam.update_role(role, request["Description"].as_str(), duration).await?;
        }
        "UpdateAssumeRolePolicy" => {
            iam.update_assume_role_policy(role, &document(&request["PolicyDocument"])).await?;
        }
        "PutRolePolicy" => {
            let name = text("PolicyName").to_owned();
            let policy = InlinePolicy { name, document: document(&request["PolicyDocument"]) };
            iam.put_role_policy(role, &policy).await?;
        }
        "DeleteRolePolicy" => iam.delete_role_policy(role, text("PolicyName")).await?,
        "AttachRolePolicy" => iam.attach_role_policy(role, text("PolicyArn")).await?,
        "DetachRolePolicy" => iam.detach_role_policy(role, text("PolicyArn")).await?,
        "PutRolePermissionsBoundary" => {
            iam.put_role_permissions_boundary(role, text("PermissionsBoundary")).await?;
        }
        "DeleteRolePermissionsBoundary" => iam.delete_role_permissions_boundary(role).await?,
        "TagRole" => iam.tag_role(role, &tags(&request["Tags"])).await?,
        "UntagRole" => iam.untag_role(role, &keys(&request["TagKeys"])).await?,
        "DeleteRole" => iam.delete_role(role).await?,
        "CreateInstanceProfile" => {
            let tags = tags(&request["Tags"]);
            let made = iam.create_instance_profile(profile, text("Path"), &tags).await?;
            return Ok(json!({ "arn": made.arn }));
        }
        "AddRoleToInstanceProfile" => iam.add_role_to_instance_profile(profile, role).await?,
        "RemoveRoleFromInstanceProfile" => iam.remove_role_from_instance_profile(profile, role).await?,
        "TagInstanceProfile" => iam.tag_instance_profile(profile, &tags(&request["Tags"])).await?,
        "UntagInstanceProfile" => iam.untag_instance_profile(profile, &keys(&request["TagKeys"])).await?,
        "DeleteInstanceProfile" => iam.delete_instance_profile(profile).await?,
        _ => return Err(unknown("iam", operation)),
    }
    Ok(Value::Null)
}

async fn logs(aws: &Aws, operation: &str, request: &Value) -> Result<Value, Failed> {
    let logs = &aws.logs;
    let name = request["logGroupName"].as_str().unwrap_or_default();
    let arn = request["resourceArn"].as_str().unwrap_or_default();
    match operation {
        "CreateLogGroup" => {
            logs.create_log_group(&log_group_request(request)).await?;
        }
        "PutRetentionPolicy" => {
            let days = request["retentionInDays"].as_i64().and_then(|days| days.try_into().ok());
            logs.set_retention(name, days).await?;
        }
        "DeleteRetentionPolicy" => logs.set_retention(name, None).await?,
        "AssociateKmsKey" => logs.set_kms_key(name, request["kmsKeyId"].as_str()).await?,
        "DisassociateKmsKey" => logs.set_kms_key(name, None).await?,
        "PutLogGroupDeletionProtection" => {
            let name = request["logGroupIdentifier"].as_str().unwrap_or_default();
            logs.set_deletion_protection(name, request["deletionProtectionEnabled"] == true).await?;
        }
        "DeleteLogGroup" => logs.delete_log_group(name).await?,
        "TagResource" => logs.tag(arn, &tags(&request["tags"])).await?,
        "UntagResource" => logs.untag(arn, &keys(&request["tagKeys"])).await?,
        _ => return Err(unknown("logs", operation)),
    }
    Ok(Value::Null)
}

fn log_group_request(request: &Value) -> CreateLogGroup {
    let text = |member: &str| request[member].as_str().map(str::to_owned);
    CreateLogGroup {
        log_group_name: text("logGroupName").unwrap_or_default(),
        kms_key_id: text("kmsKeyId"),
        tags: Some(tags(&request["tags"])),
        log_group_class: text("logGroupClass").map(|class| LogGroupClass::from(class.as_str())),
        deletion_protection_enabled: request["deletionProtectionEnabled"].as_bool(),
    }
}

fn role_request(request: &Value) -> RoleRequest {
    let text = |member: &str| request[member].as_str().unwrap_or_default().to_owned();
    RoleRequest {
        name: text("RoleName"),
        path: text("Path"),
        trust_policy: document(&request["AssumeRolePolicyDocument"]),
        description: text("Description"),
        max_session_duration: request["MaxSessionDuration"].as_i64().and_then(|n| n.try_into().ok()),
        permissions_boundary: request["PermissionsBoundary"].as_str().map(str::to_owned),
        tags: tags(&request["Tags"]),
    }
}

/// A policy document is a string of JSON in a request, and may be plain JSON in a plan.
fn document(value: &Value) -> Value {
    match value.as_str() {
        Some(text) => serde_json::from_str(text).unwrap_or_else(|_| value.clone()),
        None => value.clone(),
    }
}

/// Reads tags in whichever way the service spells them: a map, or a list of keys and values.
pub(crate) fn tags(value: &Value) -> BTreeMap<String, String> {
    match value {
        Value::Object(map) => {
            map.iter().filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned()))).collect()
        }
        Value::Array(list) => list
            .iter()
            .filter_map(|tag| {
                let key = tag["key"].as_str().or(tag["Key"].as_str())?;
                let value = tag["value"].as_str().or(tag["Value"].as_str()).unwrap_or_default();
                Some((key.to_owned(), value.to_owned()))
            })
            .collect(),
        _ => BTreeMap::new(),
    }
}

fn keys(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(|key| key.as_str().map(str::to_owned)).collect()
}

#[cfg(test)]
mod tests;
