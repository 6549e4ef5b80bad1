//! The examples that `explain` shows in Rust: all of them are compiled, those that are wrong too.
//!
//! An example that calls something is Rust up to a comment; it may use what `GIVEN` has. What begins as JSON
//! or as a command line is no Rust, and neither is what calls nothing.

use std::fmt::Write as _;

use ecs_dsl::diagnostic::{Code, code};
use ecs_dsl_tests::generated::Package;

/// What examples take as given, each after what it needs itself.
const GIVEN: &[(&str, &str)] = &[
    ("env", "&Env::new()"),
    ("dev", "Env::new()"),
    ("prod", "Env::new().with_stage(\"prod\")"),
    ("image", "\"nginx:1.29\""),
    ("secret", "Secret::ssm_parameter(\"/web/token\")"),
    ("arn", "\"arn:aws:secretsmanager:eu-central-1:111122223333:secret:db-AbCdEf\""),
    ("id", "\"fs-0123456789abcdef0\""),
    ("group", "\"arn:aws:…\""),
    ("stages", "[DeploymentLifecycleHookStage::PostScaleUp]"),
    ("details", "serde_json::json!({ \"stage\": \"prod\" })"),
    ("shift", "TrafficShift::new(\"arn:…\", \"arn:…\")"),
    ("network", "Network::private([\"subnet-…\"], [\"sg-…\"])"),
    ("connect", "ServiceConnect::client()"),
    ("document", "PolicyDocument::new()"),
    ("role", "TaskRole::new(\"web\")"),
    ("web_role", "TaskRole::new(\"web\")"),
    ("logs", "LogGroup::new(\"/web\")"),
    ("cluster", "Cluster::new(\"main\")"),
    ("capacity", "CapacityProvider::auto_scaling_group(\"main\", \"arn:…\")"),
    ("one", "Stack::new(\"one\", env)"),
    ("other", "Stack::new(\"other\", env)"),
];

/// What is of a launch type, each after what it needs itself: of Fargate, of EC2 and of Managed Instances.
const OF_LAUNCH: &[(&str, [&str; 3])] = &[
    (
        "task",
        [
            "TaskDef::fargate(\"web\", FargateSize::new(CpuUnits::new(256), Mib::new(512)))",
            "TaskDef::ec2(\"web\", NetworkMode::Awsvpc)",
            "TaskDef::managed_instances(\"web\", NetworkMode::Awsvpc, CpuUnits::vcpu(1), Mib::gb(2))",
        ],
    ),
    ("web_task", ["TaskDef::fargate(\"web\", FargateSize::new(CpuUnits::new(256), Mib::new(512)))"; 3]),
    ("volume", ["task.ebs_volume(\"data\")"; 3]),
    ("data", ["task.volume(\"data\")"; 3]),
    ("container", ["task.container(\"web\", \"nginx:1.29\")"; 3]),
    ("web", ["task.container(\"web\", \"nginx:1.29\")"; 3]),
    ("admin", ["task.container(\"admin\", \"nginx:1.29\")"; 3]),
    ("database", ["task.container(\"database\", \"postgres:18\")"; 3]),
    ("migration", ["task.container(\"migration\", \"postgres:18\")"; 3]),
    ("port", ["container.port(80)"; 3]),
    ("web_port", ["container.port(80)"; 3]),
    ("worker_port", ["container.port(80)"; 3]),
    ("admin_port", ["container.port(81)"; 3]),
    (
        "service",
        [
            "Service::fargate(\"web\", &cluster, &task, network)",
            "Service::ec2(\"web\", &cluster, &task)",
            "Service::ec2(\"web\", &cluster, &task)",
        ],
    ),
    ("web_service", ["Service::fargate(\"web\", &cluster, &task, network.clone())"; 3]),
    ("admin_service", ["Service::fargate(\"admin\", &cluster, &task, network.clone())"; 3]),
    (
        "run",
        [
            "RunTask::fargate(\"nightly\", &cluster, &task, network)",
            "RunTask::ec2(\"nightly\", &cluster, &task)",
            "RunTask::ec2(\"nightly\", &cluster, &task)",
        ],
    ),
];

/// What not every launch type has, beside the place in [`OF_LAUNCH`] of one that has it.
const NOT_OF_FARGATE: &[(&str, usize)] = &[
    (".gpu_share(", 2),
    (".gpus(", 1),
    (".host_port(", 1),
    (".privileged(", 1),
    (".tmpfs(", 1),
    (".docker_security_option(", 1),
    ("\"NET_ADMIN\"", 1),
    (".drop_capabilities(", 0),
];

/// Returns what of an example is Rust: nothing where it is text, JSON or a command line.
fn rust_of(example: &str) -> Option<&str> {
    let is_other = example.starts_with(['{', '"', '['])
        || ["check ", "aws "].iter().any(|verb| example.starts_with(verb));
    let end = example.find("   //").unwrap_or(example.len());
    let rust = &example[..end];
    (!is_other && (rust.contains('(') || rust.contains("::"))).then_some(rust)
}

/// Returns whether a text speaks of a variable.
fn names(text: &str, variable: &str) -> bool {
    let mut quoted = false;
    let outside: String = text
        .chars()
        .map(|c| {
            quoted ^= c == '"';
            if quoted || !(c.is_alphanumeric() || c == '_' || c == '.') { ' ' } else { c }
        })
        .collect();
    outside.split(' ').any(|word| word.split('.').next() == Some(variable))
}

/// Writes an example as a function that has what it takes as given.
fn function(name: &str, rust: &str) -> String {
    let launch =
        NOT_OF_FARGATE.iter().find(|(method, _)| rust.contains(method)).map_or(0, |(_, launch)| *launch);
    let given = GIVEN.iter().map(|(name, value)| (*name, *value));
    let all: Vec<(&str, &str)> =
        given.chain(OF_LAUNCH.iter().map(|(name, values)| (*name, values[launch]))).collect();
    let mut needed: Vec<String> = Vec::new();
    let mut text = rust.to_owned();
    for (variable, value) in all.iter().rev() {
        if names(&text, variable) {
            text.push_str(&format!(" {value}"));
            needed.push(format!("    let {variable} = {value};\n"));
        }
    }
    needed.reverse();
    let rust = rust.trim_end_matches(';');
    format!("fn {name}() {{\n{}    {rust};\n}}\n", needed.concat())
}

#[test]
fn examples_compile() {
    let mut source = String::from(
        "#![allow(warnings)]\n\nuse ecs_dsl::App;\nuse ecs_dsl::prelude::*;\n\n\
         #[derive(ecs_dsl_env::ContainerEnv)]\nstruct WebEnv {\n    port: u16,\n}\n\n",
    );
    let mut count = 0;
    for code in code::all() {
        let Code { id, wrong, right, .. } = code;
        for (example, end) in [(wrong, "wrong"), (right, "right")] {
            let Some(rust) = rust_of(example) else { continue };
            count += 1;
            let _ = writeln!(source, "{}", function(&format!("{}_{end}", id.to_lowercase()), rust));
        }
    }
    assert!(count > 200, "only {count} examples are in Rust");
    let package = Package::new("examples");
    package.write("src/lib.rs", &source);
    package.write("src/large.json", "{}");
    let checked = package.cargo("check");
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
}

/// What calls something and is no Rust would be left out above without a word.
#[test]
fn what_is_no_rust_calls_nothing() {
    for code in code::all() {
        for example in [code.wrong, code.right] {
            let is_text = rust_of(example).is_none();
            assert!(
                !is_text || example.starts_with(['{', '"', '[']) || !example.contains('('),
                "{}: {example}",
                code.id
            );
        }
    }
}
