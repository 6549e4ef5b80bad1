//! What AWS advises against though it takes it: the security baseline.
//!
//! What holds for nearly every container that was not hardened is told once a task, with the containers.

use ecs_dsl_facts::image;

use super::{Container, Task};
use crate::api::ecs::{Compatibility, EfsTransitEncryption, IpcMode, NetworkMode, PidMode};
use crate::check::Surroundings;
use crate::check::value::has_token;
use crate::diagnostic::Finding;
use crate::diagnostic::code::{Code, security_of_tasks as codes};

pub(super) fn check(task: &Task<'_>, around: &dyn Surroundings, findings: &mut Vec<Finding>) {
    let request = task.request;
    if request.pid_mode == Some(PidMode::Host) && !task.is_for(Compatibility::Fargate) {
        let what = "the task sees every process of its host";
        let fix = "use `task`, or leave `pidMode` out";
        let finding = Finding::new(&codes::HOST_PROCESSES, "pidMode", what, fix);
        findings.push(finding.in_code("write `PidMode::Task`, or leave `.pid_mode(…)` out"));
    }
    if request.ipc_mode == Some(IpcMode::Host) && !task.is_for(Compatibility::Fargate) {
        let what = "the task shares its host's IPC namespace";
        let fix = "use `task`, or leave `ipcMode` out";
        let finding = Finding::new(&codes::HOST_IPC, "ipcMode", what, fix);
        findings.push(finding.in_code("write `IpcMode::Task`, or leave `.ipc_mode(…)` out"));
    }
    for container in task.containers() {
        check_variables(&container, findings);
        check_image(&container, findings);
        if is_privileged(&container) {
            let what = format!("{container} is privileged");
            let fix = "leave `privileged` out, and add the capabilities that are needed";
            let in_code =
                "leave `.privileged()` out, and give `.add_capabilities([…])` those that are needed";
            let finding = Finding::new(&codes::PRIVILEGED, container.at("privileged"), what, fix);
            findings.push(finding.in_code(in_code));
        }
    }
    if !task.windows {
        check_users(task, findings);
        let writable =
            |container: &Container<'_>| container.definition.readonly_root_filesystem != Some(true);
        // The agent of ECS Exec writes there, and AWS does not support it on a read-only file system.
        if !around.runs_with_exec(&request.family) {
            let advice = Advice {
                code: &codes::WRITABLE_ROOT,
                verb: "can write to",
                object: "its root file system",
                fix: "set `readonlyRootFilesystem`, and mount a volume or tmpfs where it writes",
                in_code: "add `.readonly_root_filesystem()`, and mount a volume or tmpfs where it writes",
            };
            advice.give(task, writable, findings);
        }
    }
    let silent = |container: &Container<'_>| container.definition.log_configuration.is_none();
    let advice = Advice {
        code: &codes::NO_LOGS,
        verb: "has",
        object: "no log configuration",
        fix: "give it a `logConfiguration`, such as the driver awslogs",
        in_code: "give it `.logs(Logs::cloudwatch(&group))`, or the task for all",
    };
    advice.give(task, silent, findings);
    check_volumes(task, findings);
}

/// Whether a container is privileged where that can be had.
fn is_privileged(container: &Container<'_>) -> bool {
    let offered = !container.task.windows && !container.task.is_for(Compatibility::Fargate);
    container.definition.privileged == Some(true) && offered
}

/// Advice that is given once for all the containers of a task that it concerns.
struct Advice {
    code: &'static Code,
    verb: &'static str,
    object: &'static str,
    fix: &'static str,
    in_code: &'static str,
}

impl Advice {
    /// Gives it for the containers that a condition holds for.
    fn give(&self, task: &Task<'_>, holds: impl Fn(&Container<'_>) -> bool, findings: &mut Vec<Finding>) {
        let Self { code, verb, object, fix, in_code } = *self;
        let found: Vec<Container<'_>> = task.containers().filter(holds).collect();
        let (member, what) = match found.as_slice() {
            [] => return,
            [one] => (one.path(), format!("{one} {verb} {object}")),
            many => {
                let verb = if verb == "has" { "have" } else { verb };
                let object = object.replace("its", "their");
                ("containerDefinitions".to_owned(), format!("containers {} {verb} {object}", names(many)))
            }
        };
        let of_each = |fix: &str| match found.len() {
            1 => fix.to_owned(),
            _ => fix.replace("give it", "give each").replace("it writes", "they write"),
        };
        findings.push(Finding::new(code, member, what, of_each(fix)).in_code(of_each(in_code)));
    }
}

/// Names some containers: three at most, and how many more there are.
fn names(containers: &[Container<'_>]) -> String {
    let name = |container: &Container<'_>| match container.name() {
        Some(name) => format!("`{name}`"),
        None => container.index.to_string(),
    };
    let mut words: Vec<String> = containers.iter().take(3).map(name).collect();
    if containers.len() > 3 {
        words.push(format!("{} more", containers.len() - 3));
    }
    ecs_dsl_facts::fault::listed(words)
}

fn check_users(task: &Task<'_>, findings: &mut Vec<Finding>) {
    let is_root = |container: &Container<'_>| {
        let user = container.definition.user.as_deref().unwrap_or("");
        let user = user.split(':').next().unwrap_or(user);
        // A privileged container is told of already, and its user hardly matters. AWS has log routers
        // run as root, for the socket that they share with Docker.
        let excused = is_privileged(container) || container.definition.firelens_configuration.is_some();
        matches!(user, "" | "root" | "0") && !excused
    };
    if task.has_network(NetworkMode::Host) {
        let advice = Advice {
            code: &codes::ROOT_ON_HOST_NETWORK,
            verb: "may run",
            object: "as root on its host's network",
            fix: "set `user` to one that is not root, or use another network mode",
            in_code: "add `.user(…)` with one that is not root, or use another network mode",
        };
        advice.give(task, is_root, findings);
    } else {
        let advice = Advice {
            code: &codes::ROOT_USER,
            verb: "may run",
            object: "as root",
            fix: "set `user` to one that is not root, such as `1000:1000`",
            in_code: "add `.user(\"1000:1000\")`, or another user that is not root",
        };
        advice.give(task, is_root, findings);
    }
}

fn check_image(container: &Container<'_>, findings: &mut Vec<Finding>) {
    let Some(text) = container.definition.image.as_deref().filter(|text| !has_token(text)) else { return };
    if image::parse(text).is_ok_and(|image| image.is_mutable_latest()) {
        let what = if text.ends_with(":latest") {
            format!("{container} runs `{text}`")
        } else {
            format!("{container} runs `{text}`, which means `{text}:latest`")
        };
        let fix = "name a version, or a digest";
        findings.push(Finding::new(&codes::LATEST_IMAGE, container.at("image"), what, fix));
    }
}

fn check_volumes(task: &Task<'_>, findings: &mut Vec<Finding>) {
    for (path, volume) in super::items("volumes", &task.request.volumes) {
        let Some(efs) = &volume.efs_volume_configuration else { continue };
        let authorization = efs.authorization_config.as_ref();
        // With IAM or an access point it is an error, which is told already.
        let needed =
            authorization.is_some_and(|config| config.iam.is_some() || config.access_point_id.is_some());
        if !needed && matches!(efs.transit_encryption, None | Some(EfsTransitEncryption::Disabled)) {
            let what =
                format!("volume `{}` is not encrypted on the way", volume.name.as_deref().unwrap_or(""));
            let fix = "set `transitEncryption` to `ENABLED`";
            let member = format!("{path}.efsVolumeConfiguration.transitEncryption");
            findings.push(
                Finding::new(&codes::PLAIN_EFS, member, what, fix).in_code("leave `.unencrypted()` out"),
            );
        }
    }
}

fn check_variables(container: &Container<'_>, findings: &mut Vec<Finding>) {
    for (path, variable) in super::items(container.list("environment"), &container.definition.environment) {
        let name = variable.name.as_deref().unwrap_or("");
        let value = variable.value.as_deref().unwrap_or("");
        // The value itself stays out of every message.
        let Some(reason) = secret_by(name, value) else { continue };
        let what = format!("the variable `{name}` of {container} seems to be a secret, {reason}");
        let what = what.replace("a secret, by its name", "a secret by its name");
        let fix = format!("keep it in Secrets Manager or Parameter Store, and move `{name}` to `secrets`");
        findings.push(Finding::new(&codes::PLAIN_SECRET, format!("{path}.value"), what, fix));
    }
}

/// Returns by what a variable seems to be a secret, if it does.
pub(crate) fn secret_by(name: &str, value: &str) -> Option<&'static str> {
    if looks_secret(value) {
        Some("whose value looks like one")
    } else if is_named_secret(name) && may_be_secret(value) {
        Some("by its name")
    } else {
        None
    }
}

/// Words that stand for a secret, at the end of a variable's name.
const SECRET_WORDS: &[&str] = &[
    "PASSWORD",
    "PASSWD",
    "PASSPHRASE",
    "PWD",
    "SECRET",
    "SECRETS",
    "TOKEN",
    "CREDENTIAL",
    "CREDENTIALS",
    "APIKEY",
];
/// Words that stand for a secret before `KEY`.
const SECRET_KEYS: &[&str] =
    &["API", "ACCESS", "PRIVATE", "SECRET", "ENCRYPTION", "SIGNING", "LICENSE", "APP", "AUTH", "MASTER"];

/// Returns whether a variable's name says that its value is a secret: `DB_PASSWORD`, `apiKey`, not `TOKEN_TTL`.
fn is_named_secret(name: &str) -> bool {
    let words = words(name);
    match words.as_slice() {
        // The working folder, which every shell sets.
        [one] if one == "PWD" => false,
        [.., before, last] if last == "KEY" => SECRET_KEYS.contains(&before.as_str()),
        [.., last] => {
            SECRET_WORDS.contains(&last.as_str()) || last.ends_with("PASSWORD") || last.ends_with("SECRET")
        }
        [] => false,
    }
}

/// Returns the words of a name in capitals, whether `_`, `-`, `.` or a capital letter parts them.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut lower_before = false;
    for c in name.chars() {
        let boundary = matches!(c, '_' | '-' | '.') || (c.is_uppercase() && lower_before);
        if boundary {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c.is_alphanumeric()) {
            word.extend(c.to_uppercase());
        }
        lower_before = c.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Returns whether a value can be a secret itself, and does not merely say where one is.
fn may_be_secret(value: &str) -> bool {
    let elsewhere = value.starts_with("arn:") || value.starts_with('/') || has_token(value);
    let switch = ["true", "false", "yes", "no", "on", "off", "none", "null"]
        .iter()
        .any(|word| value.eq_ignore_ascii_case(word));
    !value.is_empty() && !elsewhere && !switch
}

/// Returns whether a value has the form of a key, a token or a URL with a password.
fn looks_secret(value: &str) -> bool {
    const PREFIXES: &[&str] = &[
        "ghp_",
        "gho_",
        "ghs_",
        "github_pat_",
        "glpat-",
        "xoxb-",
        "xoxp-",
        "sk_live_",
        "rk_live_",
        "sk-ant-",
        "AIza",
        "SG.",
        "npm_",
    ];
    let alphanumeric =
        |text: &str| text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let access_key = ["AKIA", "ASIA"]
        .iter()
        .any(|prefix| value.strip_prefix(prefix).is_some_and(|rest| rest.len() == 16 && alphanumeric(rest)));
    let private_key = value.contains("-----BEGIN") && value.contains("PRIVATE KEY-----");
    let token = value.len() >= 20
        && !value.contains(char::is_whitespace)
        && PREFIXES.iter().any(|prefix| value.starts_with(prefix));
    let web_token = value.starts_with("eyJ") && value.len() > 40 && value.split('.').count() == 3;
    let url_password = value.contains("://") && {
        let user = ecs_dsl_facts::url::split(value).user_info;
        user.and_then(|user| user.split_once(':')).is_some_and(|(_, password)| {
            !password.is_empty() && !has_token(password) && !password.starts_with('$')
        })
    };
    access_key || private_key || token || web_token || url_password
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_secrets_are_told_from_names_of_other_things() {
        for name in [
            "DB_PASSWORD",
            "PGPASSWORD",
            "MYSQL_ROOT_PASSWORD",
            "dbPassword",
            "API_KEY",
            "apiKey",
            "stripe-secret-key",
            "GITHUB_TOKEN",
            "CLIENT_SECRET",
            "DB_PWD",
        ] {
            assert!(is_named_secret(name), "{name}");
        }
        for name in [
            "PWD",
            "PASSWORD_FILE",
            "TOKEN_TTL",
            "MAX_TOKENS",
            "SECRET_ARN",
            "SECRETS_PATH",
            "PARTITION_KEY",
            "KEY",
            "LOG_LEVEL",
            "SECRETARY",
            "",
            "_",
        ] {
            assert!(!is_named_secret(name), "{name}");
        }
        for value in ["", "true", "arn:aws:secretsmanager:x", "/run/secrets/db", "${role/web.arn}"] {
            assert!(!may_be_secret(value), "{value}");
        }
    }

    #[test]
    fn values_that_look_like_secrets_are_told_from_others() {
        let token = format!("ghp_{}", "a1B2".repeat(9));
        for value in [
            "AKIAIOSFODNN7EXAMPLE",
            "postgres://app:hunter2@db.internal:5432/shop",
            "-----BEGIN RSA PRIVATE KEY-----\nMIIE",
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U",
            &token,
        ] {
            assert!(looks_secret(value), "{value}");
        }
        for value in [
            "AKIA",
            "postgres://db.internal:5432/shop",
            "postgres://app@db.internal/shop",
            "postgres://app:${DB_PASSWORD}@db/shop",
            "https://example.com/?a=b:c@d",
            "ghp_short",
            "eyJ.a.b",
            "info",
        ] {
            assert!(!looks_secret(value), "{value}");
        }
    }
}
