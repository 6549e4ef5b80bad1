//! ECS01 codes: what a task definition says of the task as a whole.

use super::Code;
use crate::diagnostic::Severity::{Error, Hint, Warning};

/// A family has a name that ECS does not take.
pub static FAMILY_NAME: Code = Code {
    id: "ECS0101",
    severity: Error,
    summary: "A task definition's family has a name that ECS does not take",
    why: "a family is 1 to 255 letters, digits, `-` and `_`",
    aws: "RegisterTaskDefinition, member family",
    wrong: "TaskDef::fargate(\"web.prod\", fargate!(1 vCPU, 2 GB))",
    right: "TaskDef::fargate(\"web-prod\", fargate!(1 vCPU, 2 GB))",
    rules: &["TD-002"],
};

/// A task definition has no container, or more than ECS takes.
pub static CONTAINER_COUNT: Code = Code {
    id: "ECS0102",
    severity: Error,
    summary: "A task definition has no container, or more than ten",
    why: "a task has 1 to 10 containers; AWS does not raise this quota",
    aws: "RegisterTaskDefinition, member containerDefinitions",
    wrong: "a task definition of eleven containers",
    right: "two task definitions, each with the containers that must run together",
    rules: &["TD-004", "TD-005"],
};

/// No container of a task is essential.
pub static NO_ESSENTIAL: Code = Code {
    id: "ECS0103",
    severity: Error,
    summary: "No container of a task definition is essential",
    why: "the task ends when an essential container ends, so at least one must be; a container is unless it says otherwise",
    aws: "ContainerDefinition, member essential",
    wrong: "task.container(\"web\", image).essential(false)",
    right: "task.container(\"web\", image)",
    rules: &["TD-006", "CD-016"],
};

/// Two containers of a task have one name.
pub static CONTAINER_TWICE: Code = Code {
    id: "ECS0104",
    severity: Error,
    summary: "Two containers of a task definition have the same name",
    why: "services, overrides and other containers refer to a container by its name",
    aws: "ContainerDefinition, member name",
    wrong: "task.container(\"web\", image); task.container(\"web\", image)",
    right: "task.container(\"web\", image); task.container(\"proxy\", image)",
    rules: &["TD-007"],
};

/// A network mode is not offered where the task is to run.
pub static NETWORK_NOT_OFFERED: Code = Code {
    id: "ECS0105",
    severity: Error,
    summary: "A network mode is not offered where the task is to run",
    why: "a Fargate task has a network interface of its own (awsvpc) and nothing else; Windows instances offer awsvpc and Docker's default, which is had by leaving the member out",
    aws: "RegisterTaskDefinition, member networkMode",
    wrong: r#"{ "requiresCompatibilities": ["FARGATE"], "networkMode": "bridge", … }"#,
    right: r#"{ "requiresCompatibilities": ["FARGATE"], "networkMode": "awsvpc", … }"#,
    rules: &["TD-010", "TD-011"],
};

/// A task's CPU or memory cannot be read.
pub static SIZE_FORM: Code = Code {
    id: "ECS0106",
    severity: Error,
    summary: "A task's CPU or memory is written in a form that ECS does not read",
    why: "cpu is a number of CPU units or of vCPU with that unit, memory a number of MiB or of GB with that unit",
    aws: "RegisterTaskDefinition, members cpu and memory",
    wrong: r#"{ "cpu": "1 core", "memory": "2 GiB", … }"#,
    right: r#"{ "cpu": "1 vCPU", "memory": "2 GB", … }"#,
    rules: &["TD-020", "TD-021"],
};

/// Fargate does not offer a size.
pub static FARGATE_SIZE: Code = Code {
    id: "ECS0107",
    severity: Error,
    summary: "Fargate does not offer this memory with this CPU",
    why: "Fargate has a table of sizes: to each amount of CPU belong some amounts of memory, and Windows tasks begin at 1 vCPU",
    aws: "RegisterTaskDefinition, members cpu and memory",
    wrong: "TaskDef::fargate(\"web\", FargateSize::new(CpuUnits::new(256), Mib::new(4096)))",
    right: "TaskDef::fargate(\"web\", fargate!(0.25 vCPU, 2 GB))",
    rules: &["TD-026", "TD-027", "TD-028", "TD-029", "TD-030", "TD-031", "TD-032", "TD-033", "TD-034"],
};

/// A Fargate task has no size.
pub static SIZE_MISSING: Code = Code {
    id: "ECS0108",
    severity: Error,
    summary: "A Fargate task definition lacks its CPU or its memory",
    why: "Fargate finds capacity by the size of the whole task, and bills by it; what containers ask for does not stand in for it",
    aws: "RegisterTaskDefinition, members cpu and memory",
    wrong: r#"{ "requiresCompatibilities": ["FARGATE"], "cpu": "256", … }"#,
    right: r#"{ "requiresCompatibilities": ["FARGATE"], "cpu": "256", "memory": "512", … }"#,
    rules: &["TD-022", "TD-023"],
};

/// A task's CPU is out of range.
pub static CPU_RANGE: Code = Code {
    id: "ECS0109",
    severity: Error,
    summary: "A task on instances asks for less or more CPU than ECS takes",
    why: "a task that is not for Fargate has 128 to 196608 CPU units (0.125 to 192 vCPU), or none of its own",
    aws: "RegisterTaskDefinition, member cpu",
    wrong: r#"{ "requiresCompatibilities": ["EC2"], "cpu": "64", … }"#,
    right: r#"{ "requiresCompatibilities": ["EC2"], "cpu": "128", … }"#,
    rules: &["TD-024"],
};

/// The size of a Windows task is ignored.
pub static WINDOWS_SIZE: Code = Code {
    id: "ECS0110",
    severity: Warning,
    summary: "The task's CPU and memory mean nothing for Windows containers on instances",
    why: "Windows has no limits around a group of containers, so ECS ignores the task's and looks at each container's",
    aws: "RegisterTaskDefinition, members cpu and memory",
    wrong: r#"{ "requiresCompatibilities": ["EC2"], "cpu": "1024", "runtimePlatform": { "operatingSystemFamily": "WINDOWS_SERVER_2022_CORE" }, … }"#,
    right: r#"{ "containerDefinitions": [{ "name": "web", "cpu": 1024, "memory": 2048, … }], … }"#,
    rules: &["TD-025"],
};

/// The containers have more memory than the task.
pub static MEMORY_SUM: Code = Code {
    id: "ECS0111",
    severity: Error,
    summary: "The containers of a task reserve more memory than the task has",
    why: "what the containers reserve (memoryReservation, or memory where there is none) comes out of the task's memory, and no container's limit may exceed it",
    aws: "RegisterTaskDefinition, member memory; ContainerDefinition, members memory and memoryReservation",
    wrong: r#"{ "memory": "1024", "containerDefinitions": [{ "memory": 768, … }, { "memory": 512, … }], … }"#,
    right: r#"{ "memory": "2048", "containerDefinitions": [{ "memory": 768, … }, { "memory": 512, … }], … }"#,
    rules: &["TD-035", "CD-012"],
};

/// The containers have more CPU than the task.
pub static CPU_SUM: Code = Code {
    id: "ECS0112",
    severity: Error,
    summary: "The containers of a Fargate task reserve more CPU than the task has",
    why: "on Fargate the CPU of the containers is a share of the task's",
    aws: "RegisterTaskDefinition, member cpu; ContainerDefinition, member cpu",
    wrong: r#"{ "cpu": "256", "containerDefinitions": [{ "cpu": 256, … }, { "cpu": 128, … }], … }"#,
    right: r#"{ "cpu": "512", "containerDefinitions": [{ "cpu": 256, … }, { "cpu": 128, … }], … }"#,
    rules: &["TD-036", "CD-006"],
};

/// Nothing says how much memory a container has.
pub static MEMORY_MISSING: Code = Code {
    id: "ECS0113",
    severity: Error,
    summary: "Neither the task nor a container says how much memory it needs",
    why: "without the task's memory, ECS places a task by what each container asks for: memory, or memoryReservation, of at least one MiB",
    aws: "ContainerDefinition, members memory and memoryReservation",
    wrong: "TaskDef::ec2(\"web\", NetworkMode::Bridge).container(\"web\", image)",
    right: "TaskDef::ec2(\"web\", NetworkMode::Bridge).container(\"web\", image).memory_reservation(Mib::new(512))",
    rules: &["TD-037", "CD-011"],
};

/// A member of the task is not offered by Fargate.
pub static NOT_ON_FARGATE: Code = Code {
    id: "ECS0114",
    severity: Error,
    summary: "A Fargate task definition has a member that Fargate does not offer",
    why: "a Fargate task shares no host: there are no host namespaces to join, no IPC namespace to choose and no instances to place it on; a definition is held against every launch type it lists",
    aws: "RegisterTaskDefinition, members pidMode, ipcMode and placementConstraints",
    wrong: r#"{ "requiresCompatibilities": ["FARGATE"], "pidMode": "host", … }"#,
    right: r#"{ "requiresCompatibilities": ["FARGATE"], "pidMode": "task", … }"#,
    rules: &["TD-018", "TD-039", "TD-043", "TD-047"],
};

/// A member of the task is not offered by Windows.
pub static NOT_ON_WINDOWS: Code = Code {
    id: "ECS0115",
    severity: Error,
    summary: "A Windows task definition has a member that is Linux's alone",
    why: "Windows containers have no process or IPC namespaces to share",
    aws: "RegisterTaskDefinition, members pidMode and ipcMode",
    wrong: r#"{ "ipcMode": "task", "runtimePlatform": { "operatingSystemFamily": "WINDOWS_SERVER_2022_CORE" }, … }"#,
    right: r#"{ "runtimePlatform": { "operatingSystemFamily": "WINDOWS_SERVER_2022_CORE" }, … }"#,
    rules: &["TD-040", "TD-043"],
};

/// Placement constraints are too many, or one has no expression.
pub static PLACEMENT: Code = Code {
    id: "ECS0116",
    severity: Error,
    summary: "There are too many placement constraints, or one has no usable expression",
    why: "a task has at most 10 constraints, those of its service or run counted, each an expression of the cluster query language of at most 2000 characters",
    aws: "RegisterTaskDefinition, member placementConstraints",
    wrong: r#"{ "placementConstraints": [{ "type": "memberOf" }], … }"#,
    right: r#"{ "placementConstraints": [{ "type": "memberOf", "expression": "attribute:ecs.instance-type =~ g5.*" }], … }"#,
    rules: &["TD-048", "TD-050"],
};

/// Ephemeral storage is of a size that Fargate does not offer.
pub static EPHEMERAL_SIZE: Code = Code {
    id: "ECS0117",
    severity: Error,
    summary: "Ephemeral storage is smaller or larger than Fargate offers",
    why: "Fargate offers 21 to 200 GiB; the 20 GiB that every task has need not be asked for",
    aws: "EphemeralStorage, member sizeInGiB",
    wrong: "task.ephemeral_storage(Gib::new(20))",
    right: "task.ephemeral_storage(Gib::new(21))   // or none",
    rules: &["TD-052"],
};

/// Ephemeral storage is asked for outside Fargate.
pub static EPHEMERAL_ELSEWHERE: Code = Code {
    id: "ECS0118",
    severity: Error,
    summary: "Ephemeral storage is asked for by a task that is not for Fargate",
    why: "tasks on instances use the instance's own disk; the member speaks of Fargate's alone",
    aws: "RegisterTaskDefinition, member ephemeralStorage",
    wrong: r#"{ "requiresCompatibilities": ["EC2"], "ephemeralStorage": { "sizeInGiB": 50 }, … }"#,
    right: r#"{ "requiresCompatibilities": ["EC2"], "volumes": [{ "name": "scratch", "configuredAtLaunch": true }], … }"#,
    rules: &["TD-053"],
};

/// Windows is asked for on ARM.
pub static WINDOWS_ON_ARM: Code = Code {
    id: "ECS0119",
    severity: Error,
    summary: "A Windows task is asked for on ARM64",
    why: "ECS runs Windows containers on X86_64 alone",
    aws: "RuntimePlatform, members cpuArchitecture and operatingSystemFamily",
    wrong: r#"{ "cpuArchitecture": "ARM64", "operatingSystemFamily": "WINDOWS_SERVER_2022_CORE" }"#,
    right: r#"{ "cpuArchitecture": "X86_64", "operatingSystemFamily": "WINDOWS_SERVER_2022_CORE" }"#,
    rules: &["TD-055"],
};

/// A role is neither a name nor an ARN of a role.
pub static ROLE_FORM: Code = Code {
    id: "ECS0120",
    severity: Error,
    summary: "A task's role is no role's name and no role's ARN",
    why: "ECS takes a role by its full ARN, and a task role by its short name too",
    aws: "RegisterTaskDefinition, members taskRoleArn and executionRoleArn",
    wrong: r#"{ "taskRoleArn": "arn:aws:iam::123456789012:user/web", … }"#,
    right: r#"{ "taskRoleArn": "arn:aws:iam::123456789012:role/web", … }"#,
    rules: &["TD-057", "TD-058"],
};

/// An execution role is given by its name alone.
pub static EXECUTION_ROLE_NAME: Code = Code {
    id: "ECS0121",
    severity: Warning,
    summary: "An execution role is given by its short name",
    why: "the API reference asks for the full ARN of the execution role; ECS has been seen to take a name, but does not promise to",
    aws: "RegisterTaskDefinition, member executionRoleArn",
    wrong: r#"{ "executionRoleArn": "ecsTaskExecutionRole", … }"#,
    right: r#"{ "executionRoleArn": "arn:aws:iam::123456789012:role/ecsTaskExecutionRole", … }"#,
    rules: &["TD-058"],
};

/// ECS itself needs a role that is not given.
pub static EXECUTION_ROLE_MISSING: Code = Code {
    id: "ECS0122",
    severity: Warning,
    summary: "A task definition needs an execution role and has none",
    why: "ECS fetches secrets, files of variables, registry credentials and private images, and on Fargate writes logs, with the rights of the execution role; most such definitions are refused, the rest fail when a task starts",
    aws: "RegisterTaskDefinition, member executionRoleArn",
    wrong: r#"{ "containerDefinitions": [{ "secrets": [{ … }], … }], … }"#,
    right: r#"{ "executionRoleArn": "arn:aws:iam::123456789012:role/web-execution", "containerDefinitions": [{ "secrets": [{ … }], … }], … }"#,
    rules: &["TD-059"],
};

/// A proxy lacks one of its properties.
pub static PROXY_PROPERTY: Code = Code {
    id: "ECS0123",
    severity: Error,
    summary: "An App Mesh proxy lacks one of its properties",
    why: "the proxy's traffic rules are written from AppPorts, ProxyIngressPort, ProxyEgressPort, EgressIgnoredPorts and EgressIgnoredIPs, and its own traffic is known by IgnoredUID or IgnoredGID",
    aws: "ProxyConfiguration, member properties",
    wrong: r#"{ "properties": [{ "name": "AppPorts", "value": "8080" }], … }"#,
    right: r#"{ "properties": [{ "name": "IgnoredUID", "value": "1337" }, { "name": "AppPorts", "value": "8080" }, { "name": "ProxyIngressPort", "value": "15000" }, { "name": "ProxyEgressPort", "value": "15001" }, { "name": "EgressIgnoredPorts", "value": "" }, { "name": "EgressIgnoredIPs", "value": "" }], … }"#,
    rules: &["TD-063", "TD-064"],
};

/// An inference accelerator and the containers do not match.
pub static ACCELERATOR: Code = Code {
    id: "ECS0124",
    severity: Error,
    summary: "An inference accelerator is used by no container, or a container asks for one that is not there",
    why: "each accelerator has a device name, to which a container's resource requirement of type InferenceAccelerator refers",
    aws: "InferenceAccelerator, member deviceName; ResourceRequirement, member value",
    wrong: r#"{ "inferenceAccelerators": [{ "deviceName": "a", … }], "containerDefinitions": [{ "resourceRequirements": [{ "type": "InferenceAccelerator", "value": "b" }], … }], … }"#,
    right: r#"{ "inferenceAccelerators": [{ "deviceName": "a", … }], "containerDefinitions": [{ "resourceRequirements": [{ "type": "InferenceAccelerator", "value": "a" }], … }], … }"#,
    rules: &["TD-066", "TD-067", "CD-082"],
};

/// Elastic Inference is no longer offered.
pub static ACCELERATOR_GONE: Code = Code {
    id: "ECS0125",
    severity: Warning,
    summary: "Elastic Inference accelerators are no longer offered",
    why: "AWS has closed Elastic Inference to customers; tasks that ask for it do not start",
    aws: "RegisterTaskDefinition, member inferenceAccelerators",
    wrong: r#"{ "inferenceAccelerators": [{ "deviceName": "a", "deviceType": "eia1.medium" }], … }"#,
    right: r#"{ "containerDefinitions": [{ "resourceRequirements": [{ "type": "GPU", "value": "1" }], … }], … }"#,
    rules: &["TD-068"],
};

/// Trusted execution is configured where, or how, it cannot be.
pub static TRUSTED_EXECUTION: Code = Code {
    id: "ECS0126",
    severity: Error,
    summary: "Trusted execution is configured for another launch type, or lacks its attestation policy",
    why: "isolation modes are a feature of Managed Instances, and a confidential sandbox proves itself by a base64 attestation policy",
    aws: "RegisterTaskDefinition, member trustedExecutionConfiguration",
    wrong: r#"{ "trustedExecutionConfiguration": { "isolationMode": "CONFIDENTIAL_SANDBOX" }, … }"#,
    right: r#"{ "trustedExecutionConfiguration": { "isolationMode": "CONFIDENTIAL_SANDBOX", "attestationPolicy": "eyJ2ZXJzaW9uIjoxfQ==" }, … }"#,
    rules: &["TD-070", "TD-072"],
};

/// One instance cannot run two of a task.
pub static ONE_AN_INSTANCE: Code = Code {
    id: "ECS0127",
    severity: Hint,
    summary: "No instance can run two of this task, since its ports are the host's",
    why: "in network mode host a container's port is a port of the instance, which only one task can have",
    aws: "RegisterTaskDefinition, member networkMode; PortMapping",
    wrong: r#"{ "networkMode": "host", "containerDefinitions": [{ "portMappings": [{ "containerPort": 8080 }], … }], … }"#,
    right: r#"{ "networkMode": "awsvpc", "containerDefinitions": [{ "portMappings": [{ "containerPort": 8080 }], … }], … }"#,
    rules: &["TD-015"],
};

/// A proxy leaves out a property that may be empty.
pub static PROXY_LEAVES_OUT: Code = Code {
    id: "ECS0128",
    severity: Warning,
    summary: "An App Mesh proxy leaves out a property that may be empty",
    why: "AWS calls EgressIgnoredPorts and EgressIgnoredIPs required, though with an empty value they mean the same as when they are left out, which ECS has been seen to take",
    aws: "ProxyConfiguration, member properties",
    wrong: r#"{ "properties": [{ "name": "AppPorts", "value": "8080" }, …] }"#,
    right: r#"{ "properties": [{ "name": "EgressIgnoredPorts", "value": "" }, { "name": "AppPorts", "value": "8080" }, …] }"#,
    rules: &["TD-063"],
};

/// The proxy is a container that the task does not have.
pub static PROXY_CONTAINER: Code = Code {
    id: "ECS0129",
    severity: Warning,
    summary: "An App Mesh proxy names a container that the task does not have",
    why: "the proxy is one of the task's own containers; without it nothing would answer on the ports to which traffic is led",
    aws: "ProxyConfiguration, member containerName",
    wrong: r#"{ "proxyConfiguration": { "containerName": "evoy", … }, … }"#,
    right: r#"{ "proxyConfiguration": { "containerName": "envoy", … }, … }"#,
    rules: &["TD-062"],
};

/// A task definition is larger than ECS takes.
pub static SIZE: Code = Code {
    id: "ECS0130",
    severity: Error,
    summary: "A task definition is larger than ECS takes",
    why: "a task definition has 64 KiB at the most, all containers and their variables together",
    aws: "RegisterTaskDefinition, the whole request",
    wrong: r#"container.env("CONFIG", include_str!("large.json"))"#,
    right: r#"container.env_file("arn:aws:s3:::settings/web.env")"#,
    rules: &[],
};

/// Every code of the family.
pub static CODES: &[&Code] = &[
    &FAMILY_NAME,
    &CONTAINER_COUNT,
    &NO_ESSENTIAL,
    &CONTAINER_TWICE,
    &NETWORK_NOT_OFFERED,
    &SIZE_FORM,
    &FARGATE_SIZE,
    &SIZE_MISSING,
    &CPU_RANGE,
    &WINDOWS_SIZE,
    &MEMORY_SUM,
    &CPU_SUM,
    &MEMORY_MISSING,
    &NOT_ON_FARGATE,
    &NOT_ON_WINDOWS,
    &PLACEMENT,
    &EPHEMERAL_SIZE,
    &EPHEMERAL_ELSEWHERE,
    &WINDOWS_ON_ARM,
    &ROLE_FORM,
    &EXECUTION_ROLE_NAME,
    &EXECUTION_ROLE_MISSING,
    &PROXY_PROPERTY,
    &ACCELERATOR,
    &ACCELERATOR_GONE,
    &TRUSTED_EXECUTION,
    &ONE_AN_INSTANCE,
    &PROXY_LEAVES_OUT,
    &PROXY_CONTAINER,
    &SIZE,
];
