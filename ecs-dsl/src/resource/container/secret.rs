//! References to secrets: the value itself never enters a stack.

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
    SecretsManager { arn: String, json_key: String, version_stage: String, version_id: String },
    Parameter(String),
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
        Self { store: Store::Parameter(arn_or_name.into()), key: None }
    }

    /// Takes one key of a secret whose value is a JSON object. Default: the whole value.
    ///
    /// Parameters have no keys, so there it changes nothing.
    #[must_use]
    pub fn json_key(mut self, key: impl Into<String>) -> Self {
        if let Store::SecretsManager { json_key, .. } = &mut self.store {
            *json_key = key.into();
        }
        self
    }

    /// Takes the version with this staging label. Default: `AWSCURRENT`.
    #[must_use]
    pub fn version_stage(mut self, stage: impl Into<String>) -> Self {
        if let Store::SecretsManager { version_stage, .. } = &mut self.store {
            *version_stage = stage.into();
        }
        self
    }

    /// Takes the version with this id. Default: the one that the staging label names.
    #[must_use]
    pub fn version_id(mut self, id: impl Into<String>) -> Self {
        if let Store::SecretsManager { version_id, .. } = &mut self.store {
            *version_id = id.into();
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
            Store::Parameter(name) => name.clone(),
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
}

#[cfg(test)]
mod tests {
    use super::Secret;

    const ARN: &str = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:db-AbCdEf";

    #[test]
    fn a_key_and_a_version_follow_the_arn_with_colons_for_what_is_absent() {
        assert_eq!(Secret::secrets_manager(ARN).value_from(), ARN);
        assert_eq!(Secret::secrets_manager(ARN).json_key("user").value_from(), format!("{ARN}:user::"));
        let staged = Secret::secrets_manager(ARN).version_stage("AWSPREVIOUS");
        assert_eq!(staged.value_from(), format!("{ARN}::AWSPREVIOUS:"));
        assert_eq!(Secret::ssm_parameter("/db/password").json_key("x").value_from(), "/db/password");
    }
}
