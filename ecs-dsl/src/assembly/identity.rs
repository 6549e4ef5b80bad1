//! The ARNs that AWS makes of what a request says: known before the resource is there.

use std::collections::BTreeMap;

use serde_json::Value;

use super::ACCOUNT_TOKEN;
use crate::kind::Home;
use crate::resource::role::lifecycle::arn;

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
            let identity = arn(&Home { region, account: ACCOUNT_TOKEN }, path, name);
            if let Some(account) = account {
                written.insert(arn(&Home { region, account }, path, name), identity.clone());
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
