//! What a container finds in its environment: variables, secrets, files of variables; and what it runs.

use super::{Container, ContainerShared, IntoValue, Secret, Value};
use crate::api::ecs::{self, EnvironmentFile, EnvironmentFileType, KeyValuePair};
use crate::resource::IntoTexts;
use crate::resource::launch::Launch;
use crate::source::SourceLine;

impl<L: Launch> Container<L> {
    /// Sets an environment variable, to text, a number, a boolean or a resource's attribute such as `role.arn()`.
    ///
    /// Anyone who may describe the task definition can read it: a password is set with
    /// [`secret`](Self::secret). AWS: `environment`.
    #[track_caller]
    pub fn env(self, name: impl Into<String>, value: impl IntoValue) -> Self {
        self.shared.set_variable(name.into(), value.into_value(), SourceLine::caller());
        self
    }

    /// Sets several environment variables.
    #[track_caller]
    pub fn envs<N: Into<String>, V: IntoValue>(
        mut self,
        variables: impl IntoIterator<Item = (N, V)>,
    ) -> Self {
        for (name, value) in variables {
            self = self.env(name, value);
        }
        self
    }

    /// Sets an environment variable to the value of a secret, which ECS reads when the container starts.
    ///
    /// The execution role is derived to read just this secret. AWS: `secrets`.
    #[track_caller]
    pub fn secret(self, name: impl Into<String>, secret: Secret) -> Self {
        self.shared.set_secret(name.into(), &secret, SourceLine::caller());
        self
    }

    /// Reads variables from a file in S3, given by the object's ARN; the file's name ends in `.env`.
    ///
    /// Variables set with [`env`](Self::env) win over those of files. Limit: 10 files. AWS: `environmentFiles`.
    #[track_caller]
    pub fn env_file(self, object_arn: impl Into<String>) -> Self {
        let file = EnvironmentFile { value: object_arn.into(), r#type: EnvironmentFileType::S3 };
        self.push("environmentFiles", |definition| &mut definition.environment_files, file)
    }

    /// Sets the command's arguments, in place of the image's `CMD`. AWS: `command`.
    #[track_caller]
    pub fn command(self, arguments: impl IntoTexts) -> Self {
        let arguments = arguments.into_texts();
        self.set("command", |definition| definition.command = Some(arguments))
    }

    /// Sets the program, in place of the image's `ENTRYPOINT`. AWS: `entryPoint`.
    #[track_caller]
    pub fn entry_point(self, program: impl IntoTexts) -> Self {
        let program = program.into_texts();
        self.set("entryPoint", |definition| definition.entry_point = Some(program))
    }

    /// Sets the folder in which the command runs, in place of the image's `WORKDIR`. AWS: `workingDirectory`.
    #[track_caller]
    pub fn working_directory(self, path: impl Into<String>) -> Self {
        self.set("workingDirectory", |definition| definition.working_directory = Some(path.into()))
    }

    /// Pulls the image with credentials of another registry, a secret of Secrets Manager. AWS: `repositoryCredentials`.
    #[track_caller]
    pub fn registry_credentials(self, secret: Secret) -> Self {
        let parameter = secret.value_from();
        if let Some(key) = secret.kms_key() {
            self.shared.state.borrow_mut().keys.push((parameter.clone(), key.to_owned()));
        }
        if let Some(misuse) = secret.misuse_in_registry() {
            let member = "repositoryCredentials.credentialsParameter".to_owned();
            self.shared.state.borrow_mut().misused.push((member, misuse));
        }
        let credentials = ecs::RepositoryCredentials { credentials_parameter: parameter };
        self.set("repositoryCredentials", |definition| definition.repository_credentials = Some(credentials))
    }

    /// Adds a label that Docker keeps on the container. AWS: `dockerLabels`.
    #[track_caller]
    pub fn docker_label(self, key: impl Into<String>, value: impl Into<String>) -> Self {
        let (key, value) = (key.into(), value.into());
        let member = format!("dockerLabels.{key}");
        self.shared.trace.borrow_mut().record(member, SourceLine::caller());
        self.shared.state.borrow_mut().definition.docker_labels.get_or_insert_default().insert(key, value);
        self
    }
}

impl ContainerShared {
    fn set_variable(&self, name: String, value: Value, line: SourceLine) {
        let text = match &value {
            Value::Text(text) => text.clone(),
            Value::Attribute(..) => String::new(),
        };
        let entry = KeyValuePair { name: Some(name), value: Some(text) };
        let index = self.push(line, "environment", |definition| &mut definition.environment, entry);
        if let Value::Attribute(..) = value {
            self.state.borrow_mut().late_environment.push((index, value));
        }
    }

    fn set_secret(&self, name: String, secret: &Secret, line: SourceLine) {
        let value_from = secret.value_from();
        if let Some(key) = secret.kms_key() {
            self.state.borrow_mut().keys.push((value_from.clone(), key.to_owned()));
        }
        let entry = ecs::Secret { name, value_from };
        let index = self.push(line, "secrets", |definition| &mut definition.secrets, entry);
        if let Some(misuse) = secret.misuse() {
            let member = format!("secrets[{index}].valueFrom");
            self.state.borrow_mut().misused.push((member, misuse));
        }
    }
}
