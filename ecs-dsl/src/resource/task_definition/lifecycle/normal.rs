//! What AWS makes of a registration: defaults, orders and spellings.

use serde_json::Value;

use crate::kind::normal::row;
use crate::kind::{Around, Evidence, Plain, Row, Rule};

use Evidence::{Documented, Known, Observed};
use Plain::{Bool, Number, Text};
use Rule::{Default, DefaultBy, Kept, Keyed, Map, OutputOnly, Pairs, Rewrite, Set};

/// What AWS makes of a registration.
pub(in super::super) static NORMAL: &[Row] = &[
    row("cpu", Rewrite(cpu_units), Documented, "sizes come back as CPU units: \"1 vCPU\" is \"1024\""),
    row("memory", Rewrite(mebibytes), Documented, "sizes come back as MiB: \"2 GB\" is \"2048\""),
    row(
        "networkMode",
        DefaultBy(network_mode),
        Known,
        "bridge on Linux; awsvpc when only Fargate is asked for",
    ),
    row("requiresCompatibilities", Set, Observed, "order means nothing"),
    row("compatibilities", OutputOnly, Documented, "what AWS found out"),
    row("taskDefinitionArn", OutputOnly, Documented, "made by AWS"),
    row("revision", OutputOnly, Documented, "made by AWS"),
    row("status", OutputOnly, Documented, "made by AWS"),
    row("requiresAttributes", OutputOnly, Documented, "what AWS found out"),
    row("registeredAt", OutputOnly, Documented, "made by AWS"),
    row("registeredBy", OutputOnly, Documented, "made by AWS"),
    row("deregisteredAt", OutputOnly, Documented, "made by AWS"),
    row("deleteRequestedAt", OutputOnly, Documented, "made by AWS"),
    row("ephemeralStorage.sizeInGiB", DefaultBy(fargate_storage), Documented, "absent is 20 GiB on Fargate"),
    row(
        "runtimePlatform.operatingSystemFamily",
        DefaultBy(fargate_linux),
        Known,
        "absent, or Linux on Fargate",
    ),
    row("runtimePlatform.cpuArchitecture", DefaultBy(fargate_x86), Known, "absent, or x86 on Fargate"),
    row("enableFaultInjection", Default(Bool(false)), Documented, "absent is off"),
    row("placementConstraints", Keyed(&[("type", ""), ("expression", "")]), Observed, "order means nothing"),
    row("proxyConfiguration.type", Default(Text("APPMESH")), Documented, "the only type there is"),
    row("proxyConfiguration.properties", Pairs("name", "value"), Observed, "by name; order means nothing"),
    row("inferenceAccelerators", Keyed(&[("deviceName", "")]), Known, "devices are referred to by name"),
    row("tags", Map, Observed, "by key; order means nothing"),
    row("volumes", Keyed(&[("name", "")]), Observed, "by name; order means nothing"),
    row("volumes[].configuredAtLaunch", Default(Bool(false)), Known, "absent is no"),
    row("volumes[].dockerVolumeConfiguration", Kept, Documented, "a Docker volume even without any option"),
    row("volumes[].dockerVolumeConfiguration.scope", Default(Text("task")), Documented, "the default scope"),
    row(
        "volumes[].dockerVolumeConfiguration.autoprovision",
        Default(Bool(false)),
        Documented,
        "absent is no",
    ),
    row("volumes[].dockerVolumeConfiguration.driver", Default(Text("local")), Known, "Docker's own driver"),
    row("volumes[].dockerVolumeConfiguration.driverOpts", Map, Known, "the driver's own names"),
    row("volumes[].dockerVolumeConfiguration.labels", Map, Known, "the user's own names"),
    row(
        "volumes[].efsVolumeConfiguration.rootDirectory",
        Default(Text("/")),
        Documented,
        "absent is the root",
    ),
    row(
        "volumes[].efsVolumeConfiguration.transitEncryption",
        Default(Text("DISABLED")),
        Observed,
        "absent is unencrypted",
    ),
    row(
        "volumes[].efsVolumeConfiguration.authorizationConfig.iam",
        Default(Text("DISABLED")),
        Observed,
        "absent is without IAM",
    ),
    row(
        "volumes[].s3filesVolumeConfiguration.rootDirectory",
        Default(Text("/")),
        Known,
        "absent is the root",
    ),
    row("containerDefinitions", Keyed(&[("name", "")]), Observed, "by name; order means nothing"),
    row("containerDefinitions[].cpu", Default(Number(0)), Observed, "absent is 0"),
    row("containerDefinitions[].essential", Default(Bool(true)), Documented, "absent is essential"),
    row(
        "containerDefinitions[].environment",
        Pairs("name", "value"),
        Observed,
        "by name; order means nothing",
    ),
    row(
        "containerDefinitions[].secrets",
        Pairs("name", "valueFrom"),
        Observed,
        "by name; order means nothing",
    ),
    row(
        "containerDefinitions[].portMappings",
        Keyed(&[("containerPort", ""), ("containerPortRange", ""), ("protocol", "tcp")]),
        Observed,
        "by port and protocol; order means nothing",
    ),
    row("containerDefinitions[].portMappings[].protocol", Default(Text("tcp")), Documented, "absent is tcp"),
    row(
        "containerDefinitions[].portMappings[].hostPort",
        DefaultBy(host_port),
        Documented,
        "the container's port under awsvpc and host; 0 is any port under bridge",
    ),
    row("containerDefinitions[].mountPoints", Keyed(&[("containerPath", "")]), Observed, "by path"),
    row("containerDefinitions[].mountPoints[].readOnly", Default(Bool(false)), Observed, "absent is no"),
    row(
        "containerDefinitions[].volumesFrom",
        Keyed(&[("sourceContainer", "")]),
        Observed,
        "order means nothing",
    ),
    row("containerDefinitions[].volumesFrom[].readOnly", Default(Bool(false)), Observed, "absent is no"),
    row(
        "containerDefinitions[].dependsOn",
        Pairs("containerName", "condition"),
        Observed,
        "order means nothing",
    ),
    row("containerDefinitions[].ulimits", Keyed(&[("name", "")]), Observed, "by name; order means nothing"),
    row(
        "containerDefinitions[].systemControls",
        Pairs("namespace", "value"),
        Known,
        "by name of the parameter",
    ),
    row(
        "containerDefinitions[].resourceRequirements",
        Keyed(&[("type", ""), ("value", "")]),
        Known,
        "order means nothing",
    ),
    row(
        "containerDefinitions[].environmentFiles[].type",
        Default(Text("s3")),
        Known,
        "the only type there is",
    ),
    row("containerDefinitions[].dockerLabels", Map, Observed, "the user's own names"),
    row(
        "containerDefinitions[].healthCheck.interval",
        Default(Number(30)),
        Documented,
        "absent is 30 seconds",
    ),
    row("containerDefinitions[].healthCheck.timeout", Default(Number(5)), Documented, "absent is 5 seconds"),
    row("containerDefinitions[].healthCheck.retries", Default(Number(3)), Documented, "absent is 3"),
    row("containerDefinitions[].healthCheck.startPeriod", Default(Number(0)), Documented, "absent is off"),
    row("containerDefinitions[].logConfiguration.options", Map, Observed, "the driver's own names"),
    row(
        "containerDefinitions[].logConfiguration.secretOptions",
        Pairs("name", "valueFrom"),
        Observed,
        "by name; order means nothing",
    ),
    row("containerDefinitions[].firelensConfiguration.options", Map, Observed, "the router's own names"),
    row("containerDefinitions[].linuxParameters.capabilities.add", Set, Known, "order means nothing"),
    row("containerDefinitions[].linuxParameters.capabilities.drop", Set, Known, "order means nothing"),
    row(
        "containerDefinitions[].linuxParameters.initProcessEnabled",
        Default(Bool(false)),
        Known,
        "absent is no",
    ),
    row("containerDefinitions[].linuxParameters.tmpfs", Keyed(&[("containerPath", "")]), Known, "by path"),
    row(
        "containerDefinitions[].restartPolicy.restartAttemptPeriod",
        Default(Number(300)),
        Documented,
        "300 s",
    ),
    row("containerDefinitions[].restartPolicy.ignoredExitCodes", Set, Known, "order means nothing"),
    row("containerDefinitions[].privileged", Default(Bool(false)), Observed, "absent is no"),
    row("containerDefinitions[].readonlyRootFilesystem", Default(Bool(false)), Observed, "absent is no"),
    row("containerDefinitions[].interactive", Default(Bool(false)), Observed, "absent is no"),
    row("containerDefinitions[].pseudoTerminal", Default(Bool(false)), Observed, "absent is no"),
    row("containerDefinitions[].disableNetworking", Default(Bool(false)), Observed, "absent is no"),
    row("containerDefinitions[].versionConsistency", Default(Text("enabled")), Documented, "absent is on"),
];

fn is_fargate(root: &Value) -> bool {
    root["requiresCompatibilities"].as_array().into_iter().flatten().any(|one| one == "FARGATE")
}

fn network_mode(around: Around<'_>) -> Option<Value> {
    let asked: Vec<&Value> =
        around.root["requiresCompatibilities"].as_array().into_iter().flatten().collect();
    let only_fargate = !asked.is_empty() && asked.iter().all(|one| **one == "FARGATE");
    Some(if only_fargate { "awsvpc" } else { "bridge" }.into())
}

fn fargate_storage(around: Around<'_>) -> Option<Value> {
    is_fargate(around.root).then(|| 20.into())
}

fn fargate_linux(around: Around<'_>) -> Option<Value> {
    is_fargate(around.root).then(|| "LINUX".into())
}

fn fargate_x86(around: Around<'_>) -> Option<Value> {
    is_fargate(around.root).then(|| "X86_64".into())
}

fn host_port(around: Around<'_>) -> Option<Value> {
    let mode = match &around.root["networkMode"] {
        Value::String(mode) if !mode.is_empty() => mode.clone(),
        _ => network_mode(around)?.as_str()?.to_owned(),
    };
    Some(match mode.as_str() {
        "awsvpc" | "host" => around.parent["containerPort"].clone(),
        _ => 0.into(),
    })
}

fn cpu_units(value: &Value) -> Option<Value> {
    size(value, "vcpu")
}

fn mebibytes(value: &Value) -> Option<Value> {
    size(value, "gb")
}

/// Writes a size as a number of the small unit, of which the large one has 1,024.
fn size(value: &Value, unit: &str) -> Option<Value> {
    if value.is_number() {
        return Some(Value::from(value.to_string()));
    }
    let text = value.as_str()?.trim().to_ascii_lowercase();
    let small = match text.strip_suffix(unit) {
        Some(number) => number.trim().parse::<f64>().ok()? * 1024.0,
        None => text.parse::<f64>().ok()?,
    };
    (small.is_finite() && small >= 0.0 && small.fract() == 0.0).then(|| format!("{small:.0}").into())
}
