//! ECS08 codes: load balancers, VPC Lattice and gateways of services.

use super::Code;
use crate::diagnostic::Severity::{Error, Warning};

/// A load balancer entry is incomplete, or names two load balancers.
pub static TARGET: Code = Code {
    id: "ECS0801",
    severity: Error,
    summary: "A load balancer entry is incomplete, or names two load balancers",
    why: "an entry is a target group, or the name of a Classic Load Balancer, with the container and the port that it reaches",
    aws: "LoadBalancer, members targetGroupArn, loadBalancerName, containerName and containerPort",
    wrong: r#"{ "targetGroupArn": "arn:…", "loadBalancerName": "web", … }"#,
    right: r#"service.target(TargetGroup::arn("arn:…"), &port)"#,
    rules: &["LB-001", "LB-002"],
};

/// A service refers to a container that its task definition does not have.
pub static NO_SUCH_CONTAINER: Code = Code {
    id: "ECS0802",
    severity: Error,
    summary: "A service refers to a container that its task definition does not have",
    why: "ECS registers the address of a container of the task, and finds none of this name",
    aws: "LoadBalancer and ServiceRegistry, member containerName",
    wrong: r#"{ "containerName": "app", … } with the containers "web" and "logs""#,
    right: r#"{ "containerName": "web", … }"#,
    rules: &["LB-003", "SV-052", "SV-053"],
};

/// A service refers to a port that its container does not map.
pub static NO_SUCH_PORT: Code = Code {
    id: "ECS0803",
    severity: Error,
    summary: "A service refers to a port that its container does not map",
    why: "only ports of the container's port mappings can be registered",
    aws: "LoadBalancer and ServiceRegistry, member containerPort",
    wrong: r#"{ "containerPort": 8080, … } with "portMappings": [{ "containerPort": 80 }]"#,
    right: r#"{ "containerPort": 80, … }"#,
    rules: &["LB-004", "SV-052", "SV-053"],
};

/// A Classic Load Balancer is used with tasks that have their own network interface.
pub static CLASSIC_AWSVPC: Code = Code {
    id: "ECS0804",
    severity: Error,
    summary: "A Classic Load Balancer is used with tasks that have their own network interface",
    why: "a Classic Load Balancer knows instances, not the interfaces of tasks, so ECS refuses it with awsvpc, which Fargate always has",
    aws: "LoadBalancer, member loadBalancerName",
    wrong: r#"service.classic_load_balancer("web", &port)   // with the network mode awsvpc"#,
    right: r#"service.target(TargetGroup::arn("arn:…"), &port)"#,
    rules: &["LB-005"],
};

/// A container with a health check stands behind a Classic Load Balancer.
pub static CLASSIC_HEALTH_CHECK: Code = Code {
    id: "ECS0805",
    severity: Error,
    summary: "A container with a health check stands behind a Classic Load Balancer",
    why: "ECS does not support container health checks for services on a Classic Load Balancer",
    aws: "ContainerDefinition, member healthCheck; LoadBalancer, member loadBalancerName",
    wrong: r#"service.classic_load_balancer("web", &port)   // of a container with a health check"#,
    right: "a target group of an Application or Network Load Balancer",
    rules: &["HC-006"],
};

/// A service has more target groups than ECS takes.
pub static TARGET_LIMIT: Code = Code {
    id: "ECS0806",
    severity: Error,
    summary: "A service has more target groups than ECS takes",
    why: "a service has at most five target groups, says AWS's list of quotas, and this one is not raised",
    aws: "CreateService, member loadBalancers",
    wrong: "six target groups of one service",
    right: "five target groups of one service",
    rules: &["LB-008"],
};

/// A service's controller does not take these load balancers.
pub static CONTROLLER_TARGETS: Code = Code {
    id: "ECS0807",
    severity: Error,
    summary: "A service's controller does not take these load balancers",
    why: "CODE_DEPLOY moves traffic between the target groups of one Application or Network Load Balancer, so it needs exactly one entry; EXTERNAL takes one at most",
    aws: "CreateService, members loadBalancers and deploymentController",
    wrong: "service.deployment(Deployment::code_deploy())   // without a target group",
    right: "service.deployment(Deployment::code_deploy()).target(group, &port)",
    rules: &["LB-009", "LB-010"],
};

/// A target group lacks what ECS needs to move traffic.
pub static SHIFT_INCOMPLETE: Code = Code {
    id: "ECS0808",
    severity: Error,
    summary: "A target group lacks what ECS needs to move traffic",
    why: "the strategies BLUE_GREEN, LINEAR and CANARY move a listener rule from one target group to another, with a role that may do so",
    aws: "AdvancedConfiguration, members alternateTargetGroupArn, productionListenerRule and roleArn",
    wrong: r#"service.deployment(Deployment::blue_green(Minutes::new(5))).target(TargetGroup::arn("arn:…"), &port)"#,
    right: r#"TargetGroup::arn("arn:…").shift(shift)"#,
    rules: &["LB-012"],
};

/// A target group has what moves traffic, and the deployment moves none.
pub static SHIFT_UNUSED: Code = Code {
    id: "ECS0809",
    severity: Warning,
    summary: "A target group has what moves traffic, and the deployment moves none",
    why: "with the strategy ROLLING tasks are replaced behind one target group; the rest is not used",
    aws: "LoadBalancer, member advancedConfiguration; DeploymentConfiguration, member strategy",
    wrong: r#""advancedConfiguration": { … } with the strategy ROLLING"#,
    right: r#""advancedConfiguration": { … } with the strategy BLUE_GREEN"#,
    rules: &["LB-012"],
};

/// A service refers to a named port that its task definition does not have.
pub static NO_SUCH_PORT_NAME: Code = Code {
    id: "ECS0810",
    severity: Error,
    summary: "A service refers to a named port that its task definition does not have",
    why: "Service Connect, VPC Lattice and gateways find the port by the name of its mapping",
    aws: "ServiceConnectService, VpcLatticeConfiguration and GatewayConnector, member portName",
    wrong: r#"{ "portName": "http", … } without "name": "http" in a port mapping"#,
    right: r#""portMappings": [{ "name": "http", "containerPort": 80 }]"#,
    rules: &["SC-003", "LB-015", "LB-016", "PM-011"],
};

/// A gateway connector is outside its limits.
pub static GATEWAY_LIMIT: Code = Code {
    id: "ECS0811",
    severity: Error,
    summary: "A gateway connector is outside its limits",
    why: "a service has one gateway connector, with at most 2 access types and a deregistration delay of 0 to 3600 seconds",
    aws: "CreateService, member gatewayConnectors",
    wrong: r#""deregistrationDelay": { "timeoutSeconds": 4000 }"#,
    right: r#""deregistrationDelay": { "timeoutSeconds": 3600 }"#,
    rules: &["LB-016", "LB-017", "LB-018"],
};

/// Two services or ports register in one target group.
pub static SHARED_TARGET_GROUP: Code = Code {
    id: "ECS0812",
    severity: Warning,
    summary: "Two services or ports register in one target group",
    why: "the listener then spreads requests over both, and each service's deployment sees the other's targets; it is meant only while one replaces the other",
    aws: "LoadBalancer, member targetGroupArn",
    wrong: r#"web_service.target(TargetGroup::arn("arn:…/web/…"), &port); admin_service.target(TargetGroup::arn("arn:…/web/…"), &admin_port)"#,
    right: r#"web_service.target(TargetGroup::arn("arn:…/web/…"), &port); admin_service.target(TargetGroup::arn("arn:…/admin/…"), &admin_port)"#,
    rules: &[],
};

/// A target group is its own alternate.
pub static SAME_ALTERNATE: Code = Code {
    id: "ECS0813",
    severity: Error,
    summary: "A target group is its own alternate",
    why: "traffic moves from one target group to another one; with the same in both places old and new tasks cannot be told apart",
    aws: "AdvancedConfiguration, member alternateTargetGroupArn",
    wrong: r#""targetGroupArn": A, "alternateTargetGroupArn": A"#,
    right: r#""targetGroupArn": A, "alternateTargetGroupArn": B"#,
    rules: &["LB-012"],
};

/// Every code of the family.
pub static CODES: &[&Code] = &[
    &TARGET,
    &NO_SUCH_CONTAINER,
    &NO_SUCH_PORT,
    &CLASSIC_AWSVPC,
    &CLASSIC_HEALTH_CHECK,
    &TARGET_LIMIT,
    &CONTROLLER_TARGETS,
    &SHIFT_INCOMPLETE,
    &SHIFT_UNUSED,
    &NO_SUCH_PORT_NAME,
    &GATEWAY_LIMIT,
    &SHARED_TARGET_GROUP,
    &SAME_ALTERNATE,
];
