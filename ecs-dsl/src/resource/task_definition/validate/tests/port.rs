//! Ports.

use serde_json::{Value, json};

use super::{Row, awsvpc, ec2, fargate, row, run};

/// On the host's own network, where the containers run as no root.
fn host() -> Value {
    super::changed(ec2(), &json!({ "networkMode": "host" }))
}

/// Sets the port mappings of the first container.
fn ports(mappings: Value) -> Value {
    json!({ "containerDefinitions[0].portMappings": mappings })
}

/// Sets those of both.
fn both(first: Value, second: Value) -> Value {
    json!({ "containerDefinitions[0].portMappings": [first], "containerDefinitions[1].portMappings": [second] })
}

const ONE: (&str, &str) = ("ECS0127", "networkMode");

pub(super) fn rows() -> Vec<Row> {
    let named = |name: &str| ports(json!([{ "containerPort": 80, "name": name }]));
    let range = |range: &str| ports(json!([{ "containerPortRange": range }]));
    let bad_range = &[("ECS0310", "containerDefinitions[0].portMappings[0].containerPortRange")];
    let fixed = |count: i32| {
        ports(
            (0..count)
                .map(|index| json!({ "containerPort": 1000 + index, "hostPort": 1000 + index }))
                .collect(),
        )
    };
    let ranges = |count: i32| {
        ports((0..count).map(|index| json!({ "containerPortRange": format!("{}-{}", 1000 + 2 * index, 1001 + 2 * index) })).collect())
    };
    vec![
        row("PM-001", ec2, ports(json!([{ "containerPort": 80, "protocol": "udp" }])), &[]),
        row(
            "PM-001",
            ec2,
            ports(json!([{ "containerPort": 80, "protocol": "TCP" }])),
            &[("ECS0001", "containerDefinitions[0].portMappings[0].protocol")],
        ),
        row("PM-002 TD-016", fargate, ports(json!([{ "containerPort": 80, "hostPort": 80 }])), &[]),
        row(
            "PM-002 TD-016",
            fargate,
            ports(json!([{ "containerPort": 80, "hostPort": 8080 }])),
            &[("ECS0301", "containerDefinitions[0].portMappings[0].hostPort")],
        ),
        row(
            "PM-002 TD-016",
            awsvpc,
            ports(json!([{ "containerPort": 80, "hostPort": 0 }])),
            &[("ECS0301", "containerDefinitions[0].portMappings[0].hostPort")],
        ),
        row(
            "PM-002",
            host,
            ports(json!([{ "containerPort": 80, "hostPort": 81 }])),
            &[("ECS0301", "containerDefinitions[0].portMappings[0].hostPort"), ONE],
        ),
        row("PM-003", ec2, ports(json!([{ "containerPort": 80, "hostPort": 0 }])), &[]),
        row("PM-004", ec2, ports(json!([{ "containerPort": 22, "hostPort": 2222 }])), &[]),
        row(
            "PM-004",
            ec2,
            ports(json!([{ "containerPort": 80, "hostPort": 22 }])),
            &[("ECS0303", "containerDefinitions[0].portMappings[0].hostPort")],
        ),
        row(
            "PM-004",
            ec2,
            ports(json!([{ "containerPort": 80, "hostPort": 51_680 }])),
            &[("ECS0303", "containerDefinitions[0].portMappings[0].hostPort")],
        ),
        row(
            "PM-004",
            host,
            ports(json!([{ "containerPort": 2375 }])),
            &[("ECS0303", "containerDefinitions[0].portMappings[0].hostPort"), ONE],
        ),
        row("PM-004", awsvpc, ports(json!([{ "containerPort": 22 }])), &[]),
        row("PM-005", ec2, ports(json!([{ "containerPort": 80, "hostPort": 32_767 }])), &[]),
        row(
            "PM-005",
            ec2,
            ports(json!([{ "containerPort": 80, "hostPort": 32_768 }])),
            &[("ECS0304", "containerDefinitions[0].portMappings[0].hostPort")],
        ),
        row("PM-006", ec2, fixed(95), &[]),
        row("PM-006", ec2, fixed(96), &[("ECS0305", "containerDefinitions")]),
        row(
            "PM-007",
            ec2,
            ports(json!([{ "containerPort": 53 }, { "containerPort": 54, "protocol": "udp" }])),
            &[],
        ),
        row(
            "PM-007",
            ec2,
            ports(json!([{ "containerPort": 53 }, { "containerPort": 53, "protocol": "udp" }])),
            &[("ECS0306", "containerDefinitions[0].portMappings[1].containerPort")],
        ),
        row("PM-008", ec2, ports(json!([{ "containerPort": 65_535 }])), &[]),
        row(
            "PM-008",
            ec2,
            ports(json!([{ "containerPort": 65_536 }])),
            &[("ECS0307", "containerDefinitions[0].portMappings[0].containerPort")],
        ),
        row(
            "PM-008",
            ec2,
            ports(json!([{ "containerPort": 0 }])),
            &[("ECS0307", "containerDefinitions[0].portMappings[0].containerPort")],
        ),
        row(
            "PM-008",
            ec2,
            ports(json!([{ "hostPort": 80 }])),
            &[("ECS0307", "containerDefinitions[0].portMappings[0].containerPort")],
        ),
        row(
            "PM-008",
            ec2,
            ports(json!([{ "containerPort": 80, "hostPort": -1 }])),
            &[("ECS0307", "containerDefinitions[0].portMappings[0].hostPort")],
        ),
        row(
            "PM-009 TD-012",
            ec2,
            json!({ "networkMode": "none", "containerDefinitions[0].portMappings": [] }),
            &[],
        ),
        row(
            "PM-009 TD-012",
            ec2,
            json!({ "networkMode": "none" }),
            &[("ECS0302", "containerDefinitions[0].portMappings")],
        ),
        row("PM-010", ec2, named(&"a".repeat(64)), &[]),
        row("PM-010", ec2, named("web_api-1"), &[]),
        row(
            "PM-010",
            ec2,
            named(&"a".repeat(65)),
            &[("ECS0308", "containerDefinitions[0].portMappings[0].name")],
        ),
        row("PM-010", ec2, named("Web"), &[("ECS0308", "containerDefinitions[0].portMappings[0].name")]),
        row("PM-010", ec2, named("-web"), &[("ECS0308", "containerDefinitions[0].portMappings[0].name")]),
        row(
            "PM-011",
            ec2,
            both(
                json!({ "containerPort": 80, "name": "http" }),
                json!({ "containerPort": 81, "name": "admin" }),
            ),
            &[],
        ),
        row(
            "PM-011",
            ec2,
            both(
                json!({ "containerPort": 80, "name": "http" }),
                json!({ "containerPort": 81, "name": "http" }),
            ),
            &[("ECS0309", "containerDefinitions[1].portMappings[0].name")],
        ),
        row("PM-012", ec2, ports(json!([{ "containerPort": 80, "appProtocol": "http2" }])), &[]),
        row(
            "PM-012",
            ec2,
            ports(json!([{ "containerPort": 80, "appProtocol": "https" }])),
            &[("ECS0001", "containerDefinitions[0].portMappings[0].appProtocol")],
        ),
        row("PM-014 PM-015", ec2, range("1-65535"), &[]),
        row("PM-014", fargate, range("9000-9100"), &[]),
        row(
            "PM-014",
            host,
            range("9000-9100"),
            &[("ECS0310", "containerDefinitions[0].portMappings[0].containerPortRange")],
        ),
        row("PM-015", ec2, range("9000-9000"), bad_range),
        row("PM-015", ec2, range("0-10"), bad_range),
        row("PM-015", ec2, range("9000-65536"), bad_range),
        row("PM-015", ec2, range("9000"), bad_range),
        row("PM-015", ec2, range("+1-5"), bad_range),
        row("PM-016", ec2, ranges(100), &[]),
        row("PM-016", ec2, ranges(101), &[("ECS0310", "containerDefinitions[0].portMappings")]),
        row(
            "PM-017",
            ec2,
            ports(
                json!([{ "containerPortRange": "9000-9100" }, { "containerPort": 9101 }, { "containerPortRange": "8000-8999" }]),
            ),
            &[],
        ),
        row(
            "PM-017",
            ec2,
            ports(json!([{ "containerPortRange": "9000-9100" }, { "containerPort": 9100 }])),
            &[("ECS0306", "containerDefinitions[0].portMappings[1].containerPort")],
        ),
        row(
            "PM-017",
            ec2,
            ports(json!([{ "containerPort": 9050 }, { "containerPortRange": "9000-9100" }])),
            &[("ECS0306", "containerDefinitions[0].portMappings[1].containerPortRange")],
        ),
        row("PM-018", ec2, ports(json!([{ "containerPortRange": "9000-9100", "hostPort": 0 }])), &[]),
        row(
            "PM-018",
            ec2,
            ports(json!([{ "containerPortRange": "9000-9100", "hostPort": 9000 }])),
            &[("ECS0310", "containerDefinitions[0].portMappings[0].hostPort")],
        ),
        row(
            "PM-020",
            fargate,
            both(json!({ "containerPort": 80 }), json!({ "containerPort": 80, "protocol": "udp" })),
            &[],
        ),
        row(
            "PM-020",
            fargate,
            both(json!({ "containerPort": 80 }), json!({ "containerPort": 80 })),
            &[("ECS0311", "containerDefinitions[1].portMappings[0].containerPort")],
        ),
        row("PM-020", ec2, both(json!({ "containerPort": 80 }), json!({ "containerPort": 80 })), &[]),
        row(
            "PM-020",
            ec2,
            both(
                json!({ "containerPort": 80, "hostPort": 8080 }),
                json!({ "containerPort": 81, "hostPort": 8080 }),
            ),
            &[("ECS0311", "containerDefinitions[1].portMappings[0].hostPort")],
        ),
    ]
}

#[test]
fn port() {
    run(&rows());
}
