//! A container's environment from the contract of its application.

use ecs_dsl_env::{BindingValue, EnvBinding, EnvBindings, SecretRef};

use super::state::Unfit;
use super::{Container, ContainerShared, Secret};
use crate::api::ecs::{self, KeyValuePair};
use crate::resource::launch::Launch;
use crate::source::SourceLine;

impl<L: Launch> Container<L> {
    /// Sets the environment that the application's contract asks for.
    ///
    /// The values begin with `values()` of the struct that derives `ContainerEnv`. A required variable left
    /// out, a plain value for a secret and the reverse do not compile; a text that the application
    /// could not read is reported at synth as `STK0110`. Variables that are not in the contract are
    /// set with [`env`](Self::env) and [`secret`](Self::secret) beside it.
    /// AWS: `environment`, `secrets`.
    ///
    /// ```
    /// use ecs_dsl::contract::{self, ContainerEnv, Url};
    /// use ecs_dsl::prelude::*;
    ///
    /// #[derive(ContainerEnv)]
    /// struct WebEnv {
    ///     database_url: Url,
    ///     database_password: contract::Secret<String>,
    ///     #[env(default = 8080)]
    ///     port: u16,
    /// }
    ///
    /// let task = TaskDef::fargate("web", ecs_dsl::fargate!(1 vCPU, 2 GB));
    /// let password = Secret::secrets_manager("arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf");
    /// let web = task.container("web", "public.ecr.aws/nginx/nginx:1.29").environment(
    ///     WebEnv::values().database_url("postgres://db.internal/web").database_password(password),
    /// );
    /// # let _ = web;
    /// ```
    pub fn environment(self, values: impl EnvBindings) -> Self {
        self.shared.bind(values.into_bindings());
        self
    }
}

impl ContainerShared {
    fn bind(&self, bindings: Vec<EnvBinding>) {
        for binding in bindings {
            let line = SourceLine::at(binding.place);
            let name = binding.name.to_owned();
            match binding.value {
                BindingValue::Plain(text) => {
                    let entry = KeyValuePair { name: Some(name), value: Some(text) };
                    let index =
                        self.push(line, "environment", |definition| &mut definition.environment, entry);
                    if let Some(problem) = binding.problem {
                        let member = format!("environment[{index}].value");
                        let unfit = Unfit { member, variable: binding.name, problem };
                        self.state.borrow_mut().unfit.push(unfit);
                    }
                }
                BindingValue::Secret(reference) => {
                    let value_from = reference.value_from().to_owned();
                    if let Some(key) = reference.kms_key() {
                        self.state.borrow_mut().keys.push((value_from.clone(), key.to_owned()));
                    }
                    let entry = ecs::Secret { name, value_from };
                    self.push(line, "secrets", |definition| &mut definition.secrets, entry);
                }
            }
        }
    }
}

impl From<Secret> for SecretRef {
    fn from(secret: Secret) -> Self {
        Self::from(&secret)
    }
}

impl From<&Secret> for SecretRef {
    fn from(secret: &Secret) -> Self {
        let reference = Self::new(secret.value_from());
        match secret.kms_key() {
            Some(key) => reference.encrypted_with(key),
            None => reference,
        }
    }
}

#[cfg(test)]
mod tests {
    use ecs_dsl_env::{ContainerEnv, EnvBindings};

    use crate::assembly::assemble;
    use crate::diagnostic::Place;
    use crate::prelude::*;

    #[derive(ContainerEnv)]
    #[allow(dead_code, reason = "the stack's side alone is under test")]
    struct WebEnv {
        database_url: ecs_dsl_env::Url,
        database_password: ecs_dsl_env::Secret<String>,
        #[env(default = 8080)]
        port: u16,
    }

    const ARN: &str = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf";

    fn app(values: impl EnvBindings) -> App {
        let task = TaskDef::fargate("web", FargateSize::new(CpuUnits::vcpu(1), Mib::gb(2)));
        let _ =
            task.container("web", "public.ecr.aws/nginx/nginx:1.29").env("EXTRA", "1").environment(values);
        App::new().stack(Stack::new("shop", &Env::new()).region("eu-west-1").add(&task))
    }

    #[test]
    fn values_become_variables_and_secrets_become_references() {
        let secret = Secret::secrets_manager(ARN).json_key("password").encrypted_with("alias/shop");
        let values = WebEnv::values().database_url("postgres://db/web").database_password(&secret);
        let (assembly, diagnostics) = assemble(&app(values));
        assert_eq!(diagnostics, []);
        let manifest: serde_json::Value = serde_json::from_str(&assembly.stacks[0].to_json()).unwrap();
        let container = &manifest["resources"]["task-definition/web"]["request"]["containerDefinitions"][0];
        assert_eq!(
            container["environment"],
            serde_json::json!([
                { "name": "EXTRA", "value": "1" },
                { "name": "DATABASE_URL", "value": "postgres://db/web" },
            ])
        );
        let value_from = format!("{ARN}:password::");
        assert_eq!(
            container["secrets"],
            serde_json::json!([{ "name": "DATABASE_PASSWORD", "valueFrom": value_from }])
        );
        assert!(assembly.stacks[0].to_json().contains("kms:Decrypt"), "the key reaches the execution role");
    }

    #[test]
    fn a_text_that_does_not_fit_is_reported_at_its_own_line() {
        let values = WebEnv::values().database_password(Secret::ssm_parameter("/web/password"));
        let values = values.database_url("db/web");
        let line = line!() - 1;
        let (_, diagnostics) = assemble(&app(values));
        let [diagnostic] = diagnostics.as_slice() else { panic!("{diagnostics:?}") };
        assert_eq!(
            (diagnostic.code.id, diagnostic.member.as_str()),
            ("STK0110", "containerDefinitions[0].environment[1].value")
        );
        let Place::Code(place) = &diagnostic.place else { panic!("{diagnostic:?}") };
        assert_eq!(place.line(), line);
        assert_eq!(
            diagnostic.what,
            "`DATABASE_URL` is `db/web`, without a scheme such as `https://`; expected a URL such as `https://host/path`"
        );
    }
}
