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
        "iam:role" => role_arn(region, account, text("Path"), text("RoleName")),
        "iam:instance-profile" => {
            global(format!("instance-profile{}{}", path(), text("InstanceProfileName")))
        }
        "ecs:cluster" => regional("ecs", format!("cluster/{}", text("clusterName"))),
        "ecs:capacity-provider" => regional("ecs", format!("capacity-provider/{}", text("name"))),
        "logs:log-group" => regional("logs", format!("log-group:{}", text("logGroupName"))),
        _ => return None,
    })
}

fn role_arn(region: &str, account: &str, path: &str, name: &str) -> String {
    let partition = ecs_dsl_facts::region::partition(region);
    let path = if path.is_empty() { "/" } else { path };
    format!("arn:{partition}:iam::{account}:role{path}{name}")
}

/// What the references of a task definition stand for, written the same way whether or not the account
/// was known when it was written. It refers to nothing but roles.
#[derive(Debug, Default)]
pub(crate) struct Identities(BTreeMap<String, String>);

impl Identities {
    /// Gathers what roles, each with address, name and path, will be called. `account` is the stack's,
    /// if it is known.
    pub(crate) fn of_roles<'a>(
        roles: impl Iterator<Item = (String, &'a str, &'a str)>,
        region: &str,
        account: Option<&str>,
    ) -> Self {
        let mut written = BTreeMap::new();
        for (address, name, path) in roles {
            let identity = role_arn(region, ACCOUNT_TOKEN, path, name);
            if let Some(account) = account {
                written.insert(role_arn(region, account, path, name), identity.clone());
            }
            written.insert(format!("${{{address}.arn}}"), identity);
        }
        Self(written)
    }

    /// Puts in the place of each reference of a document the ARN that it stands for, without the account.
    pub(crate) fn apply(&self, value: &mut Value) {
        match value {
            Value::String(text) => {
                if let Some(identity) = self.0.get(text) {
                    text.clone_from(identity);
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.apply(item)),
            Value::Object(members) => members.values_mut().for_each(|member| self.apply(member)),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_reference_is_the_same_with_and_without_the_account() {
        let role = || ("role/web-task".to_owned(), "web-task", "/ecs-dsl/shop/");
        let identities = |account| Identities::of_roles([role()].into_iter(), "eu-west-1", account);
        let open = json!({ "taskRoleArn": "${role/web-task.arn}", "cpu": "256" });
        let plain =
            json!({ "taskRoleArn": "arn:aws:iam::111122223333:role/ecs-dsl/shop/web-task", "cpu": "256" });
        let identity =
            json!({ "taskRoleArn": "arn:aws:iam::${aws.account}:role/ecs-dsl/shop/web-task", "cpu": "256" });
        let applied = |account, document: &Value| {
            let mut document = document.clone();
            identities(account).apply(&mut document);
            document
        };
        assert_eq!(applied(None, &open), identity);
        assert_eq!(applied(Some("111122223333"), &open), identity);
        assert_eq!(applied(Some("111122223333"), &plain), identity);
        // An ARN that the user wrote is what the user wrote.
        assert_eq!(applied(None, &plain), plain);
    }
}
