//! The ARNs that AWS makes of what a request says: known before the resource is there.

use std::collections::BTreeMap;

use serde_json::Value;

use super::ACCOUNT_TOKEN;

/// Returns the ARN that a resource will have, where it follows from its create request.
///
/// Of what AWS numbers or names itself, such as a revision, there is none.
pub(crate) fn arn(kind: &str, request: &Value, region: &str, account: &str) -> Option<String> {
    let partition = ecs_dsl_facts::region::partition(region);
    let text = |member: &str| request[member].as_str().unwrap_or_default();
    let path = || if text("Path").is_empty() { "/" } else { text("Path") };
    let global = |rest: String| format!("arn:{partition}:iam::{account}:{rest}");
    let regional =
        |service: &str, rest: String| format!("arn:{partition}:{service}:{region}:{account}:{rest}");
    Some(match kind {
        "iam:role" => global(format!("role{}{}", path(), text("RoleName"))),
        "iam:instance-profile" => {
            global(format!("instance-profile{}{}", path(), text("InstanceProfileName")))
        }
        "ecs:cluster" => regional("ecs", format!("cluster/{}", text("clusterName"))),
        "ecs:capacity-provider" => regional("ecs", format!("capacity-provider/{}", text("name"))),
        "logs:log-group" => regional("logs", format!("log-group:{}", text("logGroupName"))),
        _ => return None,
    })
}

/// What the references of one request stand for, written the same way whether or not the account was
/// known when it was written.
#[derive(Debug, Default)]
pub(crate) struct Identities(BTreeMap<String, String>);

impl Identities {
    /// Gathers what the dependencies of a request, each with address, kind and create request, will be
    /// called. `account` is the stack's, if it is known.
    pub(crate) fn of<'a>(
        dependencies: impl Iterator<Item = (&'a str, &'a str, &'a Value)>,
        region: &str,
        account: Option<&str>,
    ) -> Self {
        let mut written = BTreeMap::new();
        for (address, kind, request) in dependencies {
            let Some(identity) = arn(kind, request, region, ACCOUNT_TOKEN) else { continue };
            if let Some(account) = account {
                written.insert(identity.replace(ACCOUNT_TOKEN, account), identity.clone());
            }
            written.insert(format!("${{{address}.arn}}"), identity);
        }
        Self(written)
    }

    /// Returns a document in which each reference is the ARN that it stands for, without the account.
    pub(crate) fn applied(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => match self.0.get(text) {
                Some(identity) => Value::from(identity.as_str()),
                None => value.clone(),
            },
            Value::Array(items) => items.iter().map(|item| self.applied(item)).collect(),
            Value::Object(members) => {
                Value::Object(members.iter().map(|(key, value)| (key.clone(), self.applied(value))).collect())
            }
            other => other.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_reference_is_the_same_with_and_without_the_account() {
        let role = json!({ "RoleName": "web-task", "Path": "/ecs-dsl/shop/" });
        let identities = |account| {
            Identities::of([("role/web-task", "iam:role", &role)].into_iter(), "eu-west-1", account)
        };
        let open = json!({ "taskRoleArn": "${role/web-task.arn}", "cpu": "256" });
        let plain =
            json!({ "taskRoleArn": "arn:aws:iam::111122223333:role/ecs-dsl/shop/web-task", "cpu": "256" });
        let identity =
            json!({ "taskRoleArn": "arn:aws:iam::${aws.account}:role/ecs-dsl/shop/web-task", "cpu": "256" });
        assert_eq!(identities(None).applied(&open), identity);
        assert_eq!(identities(Some("111122223333")).applied(&open), identity);
        assert_eq!(identities(Some("111122223333")).applied(&plain), identity);
        // An ARN that the user wrote is what the user wrote.
        assert_eq!(identities(None).applied(&plain), plain);
    }
}
