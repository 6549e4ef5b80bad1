//! References to secrets: the value itself never enters a stack.

use ecs_dsl_facts::arn::{self, ArnKind};

use crate::check::value::has_token;
use crate::diagnostic::Finding;
use crate::diagnostic::code::container as codes;

/// A reference to a secret in Secrets Manager or a parameter in SSM Parameter Store.
///
/// ECS reads the value when a container starts, with the execution role; the stack and its manifest
/// hold the reference alone. AWS: `Secret`, member `valueFrom`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secret {
    store: Store,
    key: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Store {
    SecretsManager {
        arn: String,
        json_key: String,
        version_stage: String,
        version_id: String,
    },
    /// A parameter, and the method that asked for a part of it, which there is none of.
    Parameter {
        name: String,
        part: Option<&'static str>,
    },
}

impl Secret {
    /// Refers to a secret of Secrets Manager by its ARN.
    ///
    /// The ARN with the six random characters is exact; without them the execution role is given
    /// every suffix of that length, which AWS needs to resolve the name.
    pub fn secrets_manager(arn: impl Into<String>) -> Self {
        let arn = arn.into();
        let store = Store::SecretsManager {
            arn,
            json_key: String::new(),
            version_stage: String::new(),
            version_id: String::new(),
        };
        Self { store, key: None }
    }

    /// Refers to a parameter of SSM Parameter Store by its ARN, or by its name in the task's own region.
    pub fn ssm_parameter(arn_or_name: impl Into<String>) -> Self {
        Self { store: Store::Parameter { name: arn_or_name.into(), part: None }, key: None }
    }

    /// Takes one key of a secret whose value is a JSON object. Default: the whole value.
    ///
    /// Parameters have no keys (`ECS0212`).
    #[must_use]
    pub fn json_key(mut self, key: impl Into<String>) -> Self {
        match &mut self.store {
            Store::SecretsManager { json_key, .. } => *json_key = key.into(),
            Store::Parameter { part, .. } => *part = Some("json_key"),
        }
        self
    }

    /// Takes the version with this staging label. Default: `AWSCURRENT`.
    #[must_use]
    pub fn version_stage(mut self, stage: impl Into<String>) -> Self {
        match &mut self.store {
            Store::SecretsManager { version_stage, .. } => *version_stage = stage.into(),
            Store::Parameter { part, .. } => *part = Some("version_stage"),
        }
        self
    }

    /// Takes the version with this id. Default: the one that the staging label names.
    #[must_use]
    pub fn version_id(mut self, id: impl Into<String>) -> Self {
        match &mut self.store {
            Store::SecretsManager { version_id, .. } => *version_id = id.into(),
            Store::Parameter { part, .. } => *part = Some("version_id"),
        }
        self
    }

    /// States the customer-managed KMS key, by ARN, id or alias, that the secret is encrypted with.
    ///
    /// The execution role is then allowed to decrypt with it. A secret under AWS's own key needs none.
    #[must_use]
    pub fn encrypted_with(mut self, kms_key: impl Into<String>) -> Self {
        self.key = Some(kms_key.into());
        self
    }

    /// Returns the reference as ECS takes it. AWS: `Secret.valueFrom`.
    pub fn value_from(&self) -> String {
        match &self.store {
            Store::Parameter { name, .. } => name.clone(),
            Store::SecretsManager { arn, json_key, version_stage, version_id } => {
                if json_key.is_empty() && version_stage.is_empty() && version_id.is_empty() {
                    arn.clone()
                } else {
                    format!("{arn}:{json_key}:{version_stage}:{version_id}")
                }
            }
        }
    }

    pub(crate) fn kms_key(&self) -> Option<&str> {
        self.key.as_deref()
    }

    /// Returns what is wrong with the reference that the request does not show any more.
    pub(crate) fn misuse(&self) -> Option<SecretMisuse> {
        self.store_misuse().or_else(|| self.key_misuse())
    }

    fn store_misuse(&self) -> Option<SecretMisuse> {
        match &self.store {
            Store::SecretsManager { arn, .. } if !arn.starts_with("arn:") && !has_token(arn) => {
                Some(SecretMisuse {
                    what: format!("`{arn}` is not the ARN of a secret"),
                    why: "ECS takes a name alone for a parameter of Parameter Store",
                    fix: format!("write the secret's ARN, or `Secret::ssm_parameter(\"{arn}\")`"),
                })
            }
            Store::Parameter { name, part: Some(part) } => Some(SecretMisuse {
                what: format!("`{part}` is asked of the parameter `{name}`"),
                why: "keys, staging labels and version ids are of secrets in Secrets Manager; a parameter is read whole",
                fix: format!("leave `.{part}(…)` out, or keep the value in a secret"),
            }),
            _ => None,
        }
    }

    fn key_misuse(&self) -> Option<SecretMisuse> {
        let key = self.key.as_deref().filter(|key| !has_token(key))?;
        let is_arn =
            arn::parse_as(key, ArnKind::KmsKey).is_ok() || arn::parse_as(key, ArnKind::KmsAlias).is_ok();
        let is_alias = key.strip_prefix("alias/").is_some_and(|name| !name.is_empty());
        let id = key.strip_prefix("mrk-").unwrap_or(key);
        let is_id = id.len() >= 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
        (!is_arn && !is_alias && !is_id).then(|| SecretMisuse {
            what: format!("`{key}` names no KMS key"),
            why: "a key is meant by its ARN, its id or `alias/` and its alias",
            fix: format!("write `alias/{key}` if that is its alias"),
        })
    }

    /// Returns what is wrong with the secret as the credentials of a registry.
    pub(crate) fn misuse_in_registry(&self) -> Option<SecretMisuse> {
        match &self.store {
            Store::Parameter { name, .. } => Some(SecretMisuse {
                what: format!("the registry's credentials are the parameter `{name}`"),
                why: "ECS reads them from Secrets Manager alone",
                fix: "put user name and password into a secret, and give `Secret::secrets_manager(arn)`"
                    .to_owned(),
            }),
            Store::SecretsManager { .. } => self.misuse(),
        }
    }
}

/// What is wrong with how a secret is referred to.
#[derive(Debug, Clone)]
pub(crate) struct SecretMisuse {
    what: String,
    why: &'static str,
    fix: String,
}

impl SecretMisuse {
    /// Returns it as a finding about a member.
    pub(crate) fn at(&self, member: String) -> Finding {
        Finding::new(&codes::SECRET_REFERENCE, member, self.what.clone(), self.fix.clone()).because(self.why)
    }
}

#[cfg(test)]
mod tests {
    use super::Secret;

    const ARN: &str = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:db-AbCdEf";

    #[test]
    fn what_a_request_does_not_show_is_found_here() {
        for (secret, expected) in [
            (Secret::secrets_manager(ARN).json_key("user").encrypted_with("alias/db"), None),
            (Secret::secrets_manager("${x}").encrypted_with("${y}"), None),
            (Secret::ssm_parameter("/db").encrypted_with("mrk-1234abcd12ab34cd56ef1234567890ab"), None),
            (Secret::ssm_parameter("/db").encrypted_with("1234abcd-12ab-34cd-56ef-1234567890ab"), None),
            (Secret::secrets_manager("my-secret"), Some("`my-secret` is not the ARN of a secret")),
            (
                Secret::ssm_parameter("/db").json_key("user"),
                Some("`json_key` is asked of the parameter `/db`"),
            ),
            (Secret::ssm_parameter("/db").encrypted_with("not-a-key"), Some("`not-a-key` names no KMS key")),
        ] {
            assert_eq!(secret.misuse().map(|it| it.what).as_deref(), expected, "{secret:?}");
        }
        assert!(Secret::ssm_parameter("/registry").misuse_in_registry().is_some());
        assert!(Secret::secrets_manager(ARN).misuse_in_registry().is_none());
    }

    #[test]
    fn a_key_and_a_version_follow_the_arn_with_colons_for_what_is_absent() {
        assert_eq!(Secret::secrets_manager(ARN).value_from(), ARN);
        assert_eq!(Secret::secrets_manager(ARN).json_key("user").value_from(), format!("{ARN}:user::"));
        let staged = Secret::secrets_manager(ARN).version_stage("AWSPREVIOUS");
        assert_eq!(staged.value_from(), format!("{ARN}::AWSPREVIOUS:"));
        assert_eq!(Secret::ssm_parameter("/db/password").json_key("x").value_from(), "/db/password");
    }
}
