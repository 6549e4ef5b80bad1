//! ECS03 codes: the ports of containers.

use super::Code;
use crate::diagnostic::Severity::{Error, Warning};

/// A host port differs from its container port.
pub static HOST_PORT: Code = Code {
    id: "ECS0301",
    severity: Error,
    summary: "A host port differs from its container port where both are one",
    why: "in network modes awsvpc and host a container's port is the port of the interface, so none can be mapped to another or chosen at run time",
    aws: "PortMapping, member hostPort",
    wrong: r#"{ "networkMode": "awsvpc", "containerDefinitions": [{ "portMappings": [{ "containerPort": 80, "hostPort": 8080 }], … }], … }"#,
    right: r#"{ "networkMode": "awsvpc", "containerDefinitions": [{ "portMappings": [{ "containerPort": 80 }], … }], … }"#,
    rules: &["PM-002", "TD-016"],
};

/// A container without a network has ports.
pub static PORTS_WITHOUT_NETWORK: Code = Code {
    id: "ECS0302",
    severity: Error,
    summary: "A container of a task without a network has ports",
    why: "in network mode none nothing can reach the containers",
    aws: "ContainerDefinition, member portMappings",
    wrong: r#"{ "networkMode": "none", "containerDefinitions": [{ "portMappings": [{ "containerPort": 80 }], … }], … }"#,
    right: r#"{ "networkMode": "bridge", "containerDefinitions": [{ "portMappings": [{ "containerPort": 80 }], … }], … }"#,
    rules: &["PM-009", "TD-012"],
};

/// A host port is one that the instance itself uses.
pub static RESERVED_HOST_PORT: Code = Code {
    id: "ECS0303",
    severity: Error,
    summary: "A host port is one that the instance itself uses",
    why: "each instance keeps 22 for SSH, 2375 and 2376 for Docker and 51678 to 51680 for the ECS agent",
    aws: "PortMapping, member hostPort",
    wrong: "container.port(80).host_port(22)",
    right: "container.port(80).host_port(8080)",
    rules: &["PM-004"],
};

/// A host port lies among those that are given out.
pub static EPHEMERAL_HOST_PORT: Code = Code {
    id: "ECS0304",
    severity: Warning,
    summary: "A host port lies in the range from which the system gives out ports",
    why: "from 32768 up the kernel gives ports to outgoing connections and Docker to dynamic mappings, so such a port may be taken when the task starts",
    aws: "PortMapping, member hostPort",
    wrong: "container.port(80).host_port(40000)",
    right: "container.port(80).host_port(8080)",
    rules: &["PM-005"],
};

/// A task reserves more ports than an instance has.
pub static MANY_HOST_PORTS: Code = Code {
    id: "ECS0305",
    severity: Warning,
    summary: "A task reserves more host ports than an instance can reserve",
    why: "an instance reserves at most 100 ports, its own five among them, so tasks with more find no place",
    aws: "PortMapping, member hostPort",
    wrong: "96 mappings with a host port each",
    right: "container.port_range(9000, 9200)   // or mappings without a host port",
    rules: &["PM-006"],
};

/// A container maps a port twice.
pub static PORT_TWICE: Code = Code {
    id: "ECS0306",
    severity: Error,
    summary: "A container maps a port twice",
    why: "a container's port stands in one mapping: not for two protocols, and not in a range besides",
    aws: "PortMapping, member containerPort",
    wrong: "container.port(53); container.udp_port(53);",
    right: "container.udp_port(53);",
    rules: &["PM-007", "PM-017"],
};

/// A port is none.
pub static PORT_NUMBER: Code = Code {
    id: "ECS0307",
    severity: Error,
    summary: "A port mapping has no port, or one outside 1 to 65535",
    why: "ports are 1 to 65535; a host port may be 0, for one that is chosen at run time",
    aws: "PortMapping, member containerPort",
    wrong: r#"{ "containerPort": 70000 }"#,
    right: r#"{ "containerPort": 7000 }"#,
    rules: &["PM-008"],
};

/// A port has a name that ECS does not take.
pub static PORT_NAME: Code = Code {
    id: "ECS0308",
    severity: Error,
    summary: "A port has a name that ECS does not take",
    why: "a port's name has up to 64 lower-case letters, digits, `_` and `-`, and does not begin with `-`",
    aws: "PortMapping, member name",
    wrong: r#"container.port(80).named("Web API")"#,
    right: r#"container.port(80).named("web-api")"#,
    rules: &["PM-010"],
};

/// Two ports of a task have one name.
pub static PORT_NAME_TWICE: Code = Code {
    id: "ECS0309",
    severity: Error,
    summary: "Two ports of a task definition have the same name",
    why: "Service Connect and VPC Lattice refer to a port by its name in the task definition",
    aws: "PortMapping, member name",
    wrong: r#"web.port(80).named("http"); admin.port(81).named("http");"#,
    right: r#"web.port(80).named("http"); admin.port(81).named("admin");"#,
    rules: &["PM-011"],
};

/// A range of ports cannot be mapped.
pub static PORT_RANGE: Code = Code {
    id: "ECS0310",
    severity: Error,
    summary: "A range of ports cannot be mapped",
    why: "a range is FIRST-LAST within 1 to 65535, has no host port, is one of at most 100 of its container, and is mapped in network modes bridge and awsvpc alone",
    aws: "PortMapping, member containerPortRange",
    wrong: r#"{ "containerPortRange": "9100-9000" }"#,
    right: r#"{ "containerPortRange": "9000-9100" }"#,
    rules: &["PM-014", "PM-015", "PM-016", "PM-018"],
};

/// Two containers of a task have one port.
pub static PORT_SHARED: Code = Code {
    id: "ECS0311",
    severity: Warning,
    summary: "Two containers listen on the same port of the network that they share",
    why: "in network modes awsvpc and host the containers of a task share one set of ports, of which each can be listened on once; the same holds for a host port in bridge mode",
    aws: "PortMapping, member containerPort",
    wrong: "web.port(8080); admin.port(8080);",
    right: "web.port(8080); admin.port(8081);",
    rules: &["PM-020"],
};

/// Every code of the family.
pub static CODES: &[&Code] = &[
    &HOST_PORT,
    &PORTS_WITHOUT_NETWORK,
    &RESERVED_HOST_PORT,
    &EPHEMERAL_HOST_PORT,
    &MANY_HOST_PORTS,
    &PORT_TWICE,
    &PORT_NUMBER,
    &PORT_NAME,
    &PORT_NAME_TWICE,
    &PORT_RANGE,
    &PORT_SHARED,
];
