//! What ECS needs to start a task: images, logs, secrets, files of variables, a log router's configuration.

use ecs_dsl_facts::image::Origin;

use super::{NotedStatement, kms};
use crate::api::ecs::{ContainerDefinition, LogConfiguration, LogDriver, RegisterTaskDefinition};
use crate::iam::policy::Statement;
use crate::scope::Scope;
use crate::source::{SourceLine, Trace};

/// The inline policy that holds it.
pub const POLICY: &str = "execution";

/// Returns what the execution role of a task definition needs, each with the line that asked for it.
///
/// `keys` are the customer-managed KMS keys by the secret reference that they decrypt.
pub fn needs(
    request: &RegisterTaskDefinition,
    trace: &Trace,
    keys: &[(String, String)],
    scope: &Scope,
) -> Vec<NotedStatement> {
    let mut needs = Needs { scope, trace, keys, statements: Vec::new() };
    for (index, container) in request.container_definitions.iter().enumerate() {
        needs.container(container, &format!("containerDefinitions[{index}]"));
    }
    for (index, volume) in request.volumes.iter().flatten().enumerate() {
        if let Some(fsx) = &volume.fsx_windows_file_server_volume_configuration {
            let member = format!("volumes[{index}]");
            let what = format!("credentials of volume `{}`", volume.name.as_deref().unwrap_or(""));
            needs.secret(&fsx.authorization_config.credentials_parameter, &member, &what);
        }
    }
    needs.statements
}

struct Needs<'a> {
    scope: &'a Scope,
    trace: &'a Trace,
    keys: &'a [(String, String)],
    statements: Vec<NotedStatement>,
}

impl Needs<'_> {
    fn add(&mut self, statement: Statement, line: SourceLine, what: &str) {
        self.statements.push(NotedStatement::new(statement, line, what));
    }

    fn container(&mut self, container: &ContainerDefinition, path: &str) {
        let name = container.name.as_deref().unwrap_or("");
        if let Some(image) = &container.image {
            let line = self.trace.line_of(&format!("{path}.image"));
            self.image(image, line, &format!("image `{image}` of container `{name}`"));
        }
        if let Some(log) = &container.log_configuration {
            self.log(log, &format!("{path}.logConfiguration"), name);
        }
        for (index, secret) in container.secrets.iter().flatten().enumerate() {
            let what = format!("secret `{}` of container `{name}`", secret.name);
            self.secret(&secret.value_from, &format!("{path}.secrets[{index}]"), &what);
        }
        if let Some(credentials) = &container.repository_credentials {
            let what = format!("registry credentials of container `{name}`");
            self.secret(&credentials.credentials_parameter, &format!("{path}.repositoryCredentials"), &what);
        }
        for (index, file) in container.environment_files.iter().flatten().enumerate() {
            let line = self.trace.line_of(&format!("{path}.environmentFiles[{index}]"));
            let what = format!("environment file `{}` of container `{name}`", file.value);
            self.object(&file.value, line, &what);
        }
        // The agent fetches the router's configuration before the router runs, so not with the task role.
        let router = container.firelens_configuration.as_ref().and_then(|router| router.options.as_ref());
        if let Some(options) = router
            && options.get("config-file-type").is_some_and(|kind| kind == "s3")
            && let Some(object) = options.get("config-file-value")
        {
            let line = self.trace.line_of(&format!("{path}.firelensConfiguration"));
            self.object(object, line, &format!("log router's configuration `{object}`"));
        }
    }

    fn object(&mut self, arn: &str, line: SourceLine, what: &str) {
        for statement in read_object(arn) {
            self.add(statement, line, what);
        }
    }

    /// Private images of ECR need a token, which has no resource, and reading the one repository.
    fn image(&mut self, image: &str, line: SourceLine, what: &str) {
        // A malformed image is the rules' to report; it asks for nothing.
        let Ok(image) = ecs_dsl_facts::image::parse(image) else { return };
        let Origin::Ecr(repository) = image.origin else { return };
        self.add(Statement::allow(["ecr:GetAuthorizationToken"]).on_everything(), line, what);
        let actions = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];
        self.add(Statement::allow(actions).on(repository.repository_arn()), line, what);
    }

    fn log(&mut self, log: &LogConfiguration, path: &str, container: &str) {
        let option = |key: &str| log.options.as_ref().and_then(|options| options.get(key));
        if log.log_driver == LogDriver::Awslogs
            && let Some(group) = option("awslogs-group")
        {
            let region = option("awslogs-region").map_or(self.scope.region(), String::as_str);
            let scope =
                Scope::new(self.scope.stack(), self.scope.stage(), region, self.scope.known_account());
            let line = self.trace.line_of(path);
            let what = format!("logs of container `{container}`");
            let streams = scope.arn("logs", &format!("log-group:{group}:*"));
            let mut actions = vec!["logs:CreateLogStream", "logs:PutLogEvents"];
            if option("awslogs-create-group").is_some_and(|value| value == "true") {
                actions.insert(0, "logs:CreateLogGroup");
            }
            self.add(Statement::allow(actions).on(streams), line, &what);
        }
        for secret in log.secret_options.iter().flatten() {
            let what = format!("log option `{}` of container `{container}`", secret.name);
            self.secret(&secret.value_from, path, &what);
        }
    }

    fn secret(&mut self, value_from: &str, member: &str, what: &str) {
        let line = self.trace.line_of(member);
        self.add(read_secret(value_from, self.scope), line, what);
        if let Some((_, key)) = self.keys.iter().find(|(reference, _)| reference == value_from) {
            self.add(kms::decrypt(key, self.scope), line, what);
        }
    }
}

/// Returns the statement that reads one secret or parameter, whatever form names it.
/// Returns what reading an object of S3 needs: the region of its bucket is asked for first.
pub fn read_object(arn: &str) -> Vec<Statement> {
    let object = Statement::allow(["s3:GetObject"]).on(arn);
    let bucket = arn.split_once('/').map(|(bucket, _)| Statement::allow(["s3:GetBucketLocation"]).on(bucket));
    [object].into_iter().chain(bucket).collect()
}

fn read_secret(value_from: &str, scope: &Scope) -> Statement {
    let parts: Vec<&str> = value_from.splitn(8, ':').collect();
    match parts.as_slice() {
        ["arn", partition, "secretsmanager", region, account, "secret", name, ..] => {
            // Secrets Manager ends each secret's name in `-` and six characters. An ARN without them
            // names the secret all the same, but IAM compares the whole.
            let wildcard = if has_random_suffix(name) { "" } else { "-??????" };
            let arn = format!("arn:{partition}:secretsmanager:{region}:{account}:secret:{name}{wildcard}");
            Statement::allow(["secretsmanager:GetSecretValue"]).on(arn)
        }
        ["arn", ..] => Statement::allow(["ssm:GetParameters"]).on(value_from),
        _ => {
            let name = value_from.trim_start_matches('/');
            Statement::allow(["ssm:GetParameters"]).on(scope.arn("ssm", &format!("parameter/{name}")))
        }
    }
}

fn has_random_suffix(name: &str) -> bool {
    name.rsplit_once('-')
        .is_some_and(|(_, end)| end.len() == 6 && end.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::read_secret;
    use crate::scope::Scope;

    #[test]
    fn a_secret_is_read_by_the_narrowest_resource_that_names_it() {
        let scope = Scope::new("shop", "dev", "eu-central-1", None);
        let secret = "arn:aws:secretsmanager:eu-central-1:111122223333:secret";
        for (value_from, resource) in [
            (format!("{secret}:db-AbCdEf"), format!("{secret}:db-AbCdEf")),
            (format!("{secret}:db"), format!("{secret}:db-??????")),
            (format!("{secret}:db-AbCdEf:user::"), format!("{secret}:db-AbCdEf")),
            ("/db/user".to_owned(), "arn:aws:ssm:eu-central-1:${aws.account}:parameter/db/user".to_owned()),
            ("user".to_owned(), "arn:aws:ssm:eu-central-1:${aws.account}:parameter/user".to_owned()),
        ] {
            let statement = read_secret(&value_from, &scope);
            let found: Vec<&String> = statement.resource.iter().flat_map(|list| list.iter()).collect();
            assert_eq!(found, [&resource], "{value_from}");
        }
    }
}
