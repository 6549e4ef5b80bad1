//! A program that reads its arguments with clap and prints structs with serde: the floor that `synth` is held against.
//!
//! `bare synth --services 100` prints about as much JSON, about as deep, as a stack of a hundred services does. It does
//! nothing else that `synth` has to do: no references, no rules, no derived roles.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write as _};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use serde::Serialize;

#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Prints the document.
    Synth {
        /// How many services it holds.
        #[arg(long, default_value_t = 1)]
        services: u32,
    },
}

#[derive(Serialize)]
struct Document {
    format: &'static str,
    stack: String,
    region: String,
    account: Option<String>,
    resources: BTreeMap<String, Resource>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Resource {
    kind: &'static str,
    request: Request,
    depends_on: Vec<String>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Request {
    Role(Role),
    LogGroup(LogGroup),
    TaskDefinition(TaskDefinition),
    Service(Service),
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Role {
    path: String,
    role_name: String,
    assume_role_policy_document: Policy,
    policies: BTreeMap<String, Policy>,
    tags: Vec<Tag>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Policy {
    version: &'static str,
    statement: Vec<Statement>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Statement {
    effect: &'static str,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    principal: BTreeMap<&'static str, &'static str>,
    action: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    resource: Vec<String>,
}

#[derive(Serialize)]
struct Tag {
    key: &'static str,
    value: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LogGroup {
    log_group_name: String,
    retention_in_days: u32,
    tags: BTreeMap<&'static str, String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct TaskDefinition {
    family: String,
    task_role_arn: String,
    execution_role_arn: String,
    network_mode: &'static str,
    container_definitions: Vec<Container>,
    requires_compatibilities: Vec<&'static str>,
    cpu: String,
    memory: String,
    tags: Vec<Tag>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Container {
    name: String,
    image: String,
    port_mappings: Vec<PortMapping>,
    essential: bool,
    environment: Vec<Variable>,
    log_configuration: LogConfiguration,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PortMapping {
    container_port: u16,
    protocol: &'static str,
}

#[derive(Serialize)]
struct Variable {
    name: String,
    value: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LogConfiguration {
    log_driver: &'static str,
    options: BTreeMap<&'static str, String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Service {
    cluster: String,
    service_name: String,
    task_definition: String,
    desired_count: u32,
    launch_type: &'static str,
    subnets: Vec<String>,
    security_groups: Vec<String>,
    tags: Vec<Tag>,
}

fn tags(name: &str) -> Vec<Tag> {
    vec![
        Tag { key: "ecs-dsl:stack", value: "bench".to_owned() },
        Tag { key: "ecs-dsl:address", value: name.to_owned() },
    ]
}

fn role(name: &str, action: Vec<&'static str>, resource: String) -> Role {
    let principal = BTreeMap::from([("Service", "ecs-tasks.amazonaws.com")]);
    let trust =
        Statement { effect: "Allow", principal, action: vec!["sts:AssumeRole"], resource: Vec::new() };
    let allow = Statement { effect: "Allow", principal: BTreeMap::new(), action, resource: vec![resource] };
    let policy = |statement| Policy { version: "2012-10-17", statement: vec![statement] };
    Role {
        path: "/ecs-dsl/bench/".to_owned(),
        role_name: name.to_owned(),
        assume_role_policy_document: policy(trust),
        policies: BTreeMap::from([("derived".to_owned(), policy(allow))]),
        tags: tags(name),
    }
}

fn task_definition(name: &str) -> TaskDefinition {
    let variable = |nth: u32| Variable { name: format!("SETTING_{nth}"), value: format!("{name}-{nth}") };
    let options =
        [("awslogs-group", format!("/ecs/{name}")), ("awslogs-region", "ap-northeast-2".to_owned())];
    let app = Container {
        name: "app".to_owned(),
        image: format!("123456789012.dkr.ecr.ap-northeast-2.amazonaws.com/{name}:1.0.0"),
        port_mappings: vec![PortMapping { container_port: 8080, protocol: "tcp" }],
        essential: true,
        environment: (0..4).map(variable).collect(),
        log_configuration: LogConfiguration { log_driver: "awslogs", options: options.into() },
    };
    TaskDefinition {
        family: name.to_owned(),
        task_role_arn: format!("${{role/{name}-task.arn}}"),
        execution_role_arn: format!("${{role/{name}-execution.arn}}"),
        network_mode: "awsvpc",
        container_definitions: vec![app],
        requires_compatibilities: vec!["FARGATE"],
        cpu: "256".to_owned(),
        memory: "512".to_owned(),
        tags: tags(name),
    }
}

fn service(name: &str) -> Service {
    Service {
        cluster: "bench".to_owned(),
        service_name: name.to_owned(),
        task_definition: format!("${{task-definition/{name}.arn}}"),
        desired_count: 2,
        launch_type: "FARGATE",
        subnets: vec!["subnet-0123456789abcdef0".to_owned(), "subnet-0123456789abcdef1".to_owned()],
        security_groups: vec!["sg-0123456789abcdef0".to_owned()],
        tags: tags(name),
    }
}

fn document(services: u32) -> Document {
    let mut resources = BTreeMap::new();
    let mut add = |address: String, kind, request, depends_on| {
        resources.insert(address, Resource { kind, request, depends_on });
    };
    for nth in 0..services {
        let name = format!("service-{nth}");
        let logs = format!("arn:aws:logs:ap-northeast-2:*:log-group:/ecs/{name}:*");
        let task = role(&format!("{name}-task"), vec!["ssmmessages:CreateDataChannel"], "*".to_owned());
        let execution =
            role(&format!("{name}-execution"), vec!["logs:CreateLogStream", "logs:PutLogEvents"], logs);
        let group = LogGroup {
            log_group_name: format!("/ecs/{name}"),
            retention_in_days: 30,
            tags: tags(&name).into_iter().map(|tag| (tag.key, tag.value)).collect(),
        };
        add(format!("log-group/{name}"), "logs:log-group", Request::LogGroup(group), Vec::new());
        add(format!("role/{name}-task"), "iam:role", Request::Role(task), Vec::new());
        add(format!("role/{name}-execution"), "iam:role", Request::Role(execution), Vec::new());
        let needed =
            vec![format!("role/{name}-task"), format!("role/{name}-execution"), format!("log-group/{name}")];
        let definition = Request::TaskDefinition(task_definition(&name));
        add(format!("task-definition/{name}"), "ecs:task-definition", definition, needed);
        let needed = vec![format!("task-definition/{name}")];
        add(format!("service/{name}"), "ecs:service", Request::Service(service(&name)), needed);
    }
    Document {
        format: "bare/1",
        stack: "bench".to_owned(),
        region: "ap-northeast-2".to_owned(),
        account: None,
        resources,
    }
}

fn main() -> ExitCode {
    let Verb::Synth { services } = Arguments::parse().verb;
    let mut out = BufWriter::new(io::stdout().lock());
    let printed = serde_json::to_writer_pretty(&mut out, &document(services)).map_err(io::Error::from);
    match printed.and_then(|()| writeln!(out)).and_then(|()| out.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
