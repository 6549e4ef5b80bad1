use serde_json::{Value, json};

use super::{GROUP, beside, ec2, fargate, on_ec2, on_fargate, task};
use crate::check::rows::{Row, check, rows};
use crate::resource::service::validate::validate;

const RULE: &str = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener-rule/app/web/1/2/3";
const ROLE: &str = "arn:aws:iam::123456789012:role/ecs";

fn group(name: &str) -> String {
    GROUP.replace("web", name)
}

fn balancer(container: &str, port: i32) -> Value {
    json!([{ "targetGroupArn": GROUP, "containerName": container, "containerPort": port }])
}

fn groups(count: usize) -> Value {
    let one = |number: usize| json!({ "targetGroupArn": group(&format!("g{number}")), "containerName": "web", "containerPort": 80 });
    json!((0..count).map(one).collect::<Vec<_>>())
}

#[test]
fn targets() {
    let (right, other_container, other_port) =
        (balancer("web", 80), balancer("app", 80), balancer("web", 8080));
    let elsewhere = GROUP.replace("eu-west-1", "us-east-1");
    let (five, six) = (groups(5), groups(6));
    on_fargate(rows! {
        "LB-001": { "loadBalancers" = right } => [];
        "LB-001": { "loadBalancers" = [{ "targetGroupArn": GROUP, "containerPort": 80 }] } => ["ECS0801 loadBalancers[0]"];
        "LB-001": { "loadBalancers" = [{ "targetGroupArn": GROUP, "containerName": "web" }] } => ["ECS0801 loadBalancers[0]"];
        "LB-001": { "loadBalancers" = [{ "containerName": "web", "containerPort": 80 }] } => ["ECS0801 loadBalancers[0]"];
        "LB-002": { "loadBalancers" = [{ "targetGroupArn": GROUP, "loadBalancerName": "web", "containerName": "web", "containerPort": 80 }] }
            => ["ECS0801 loadBalancers[0]"];
        "LB-003": { "loadBalancers" = other_container } => ["ECS0802 loadBalancers[0].containerName"];
        "LB-004": { "loadBalancers" = other_port } => ["ECS0803 loadBalancers[0].containerPort"];
        "LB-005": { "loadBalancers" = [{ "loadBalancerName": "web", "containerName": "web", "containerPort": 80 }] }
            => ["ECS0804 loadBalancers[0].loadBalancerName"];
        "IA-027": { "loadBalancers[0]" = { "targetGroupArn": RULE, "containerName": "web", "containerPort": 80 } }
            => ["ECS0706 loadBalancers[0].targetGroupArn"];
        "SC-002": { "loadBalancers[0]" = { "targetGroupArn": elsewhere, "containerName": "web", "containerPort": 80 } }
            => ["ECS0705 loadBalancers[0].targetGroupArn"];
        "LB-008": { "loadBalancers" = five } => [];
        "LB-008": { "loadBalancers" = six } => ["ECS0806 loadBalancers"];
        "SV-043": { "loadBalancers" = right, "healthCheckGracePeriodSeconds" = 2147483647 } => [];
        "SV-043": { "loadBalancers" = right, "healthCheckGracePeriodSeconds" = (-1) }
            => ["ECS0729 healthCheckGracePeriodSeconds"];
        "SV-044": { "healthCheckGracePeriodSeconds" = 60 } => ["ECS0730 healthCheckGracePeriodSeconds"];
        "SV-044": { "healthCheckGracePeriodSeconds" = 0 } => [];
    });
    let classic = json!([{ "loadBalancerName": "web", "containerName": "web", "containerPort": 80 }]);
    on_ec2(rows! {
        "LB-002": { "loadBalancers" = classic } => [];
        "LB-002": { "loadBalancers" = [{ "loadBalancerName": "web", "containerName": "web" }] }
            => ["ECS0801 loadBalancers[0]"];
    });
    let mut checked = task("node", "EC2", "bridge");
    checked["containerDefinitions"][0]["healthCheck"] = json!({ "command": ["CMD", "true"] });
    check(
        &ec2(),
        &beside().task(checked),
        validate,
        rows! {
            "HC-006": { "loadBalancers" = classic } => ["ECS0805 loadBalancers[0].loadBalancerName"];
            "SV-044": { "healthCheckGracePeriodSeconds" = 60 } => [];
        },
    );
    let mut ranged = task("node", "EC2", "bridge");
    ranged["containerDefinitions"][0]["portMappings"] = json!([{ "containerPortRange": "8000-8100" }]);
    let (inside, outside) = (balancer("web", 8100), balancer("web", 8101));
    check(
        &ec2(),
        &beside().task(ranged),
        validate,
        rows! {
            "LB-004": { "loadBalancers" = inside } => [];
            "LB-004": { "loadBalancers" = outside } => ["ECS0803 loadBalancers[0].containerPort"];
        },
    );
}

#[test]
fn controllers() {
    let (one, two) = (groups(1), groups(2));
    let classic = json!([{ "loadBalancerName": "web", "containerName": "web", "containerPort": 80 }]);
    let by = |controller: &str| {
        let mut base = ec2();
        base["deploymentController"] = json!({ "type": controller });
        base["deploymentConfiguration"] = json!({});
        base
    };
    check(
        &by("CODE_DEPLOY"),
        &beside(),
        validate,
        rows! {
            "LB-009": { "loadBalancers" = one } => [];
            "LB-009": {} => ["ECS0807 loadBalancers"];
            "LB-009": { "loadBalancers" = classic } => ["ECS0807 loadBalancers"];
            "LB-010": { "loadBalancers" = two } => ["ECS0807 loadBalancers"];
        },
    );
    check(
        &by("EXTERNAL"),
        &beside(),
        validate,
        rows! {
            "LB-010": { "loadBalancers" = one } => [];
            "LB-010": { "loadBalancers" = two } => ["ECS0807 loadBalancers"];
        },
    );
}

fn shifting(strategy: &str) -> Value {
    let mut base = fargate();
    base["deploymentConfiguration"] = json!({ "strategy": strategy, "bakeTimeInMinutes": 5 });
    base["loadBalancers"] = balancer("web", 80);
    base["loadBalancers"][0]["advancedConfiguration"] = json!({
        "alternateTargetGroupArn": group("green"), "productionListenerRule": RULE, "roleArn": ROLE,
    });
    base
}

#[test]
fn traffic_shifts() {
    let listener = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/net/web/1/2";
    for strategy in ["BLUE_GREEN", "LINEAR", "CANARY"] {
        let rows: Vec<Row> = rows! {
            "LB-012": {} => [];
            "LB-012": { "loadBalancers[0].advancedConfiguration.productionListenerRule" = listener } => [];
            "LB-012": { "loadBalancers[0].advancedConfiguration" = null }
                => ["ECS0808 loadBalancers[0].advancedConfiguration"];
            "LB-012": { "loadBalancers[0].advancedConfiguration.roleArn" = null }
                => ["ECS0808 loadBalancers[0].advancedConfiguration"];
            "LB-012": { "loadBalancers[0].advancedConfiguration.alternateTargetGroupArn" = GROUP }
                => ["ECS0813 loadBalancers[0].advancedConfiguration.alternateTargetGroupArn"];
            "IA-027": { "loadBalancers[0].advancedConfiguration.roleArn" = GROUP }
                => ["ECS0706 loadBalancers[0].advancedConfiguration.roleArn"];
        };
        check(&shifting(strategy), &beside(), validate, rows);
    }
    check(
        &shifting("ROLLING"),
        &beside(),
        validate,
        rows! {
            "LB-012": {} => ["ECS0809 loadBalancers[0].advancedConfiguration",
                             "SEC0205 deploymentConfiguration"];
        },
    );
    let around = beside().role(ROLE, "ecs-tasks.amazonaws.com", json!([]));
    check(
        &shifting("BLUE_GREEN"),
        &around,
        validate,
        rows! {
            "IA-006": {} => ["IAM0610 loadBalancers[0].advancedConfiguration.roleArn"];
        },
    );
    let around = beside().role(ROLE, "ecs.amazonaws.com", json!([]));
    check(&shifting("BLUE_GREEN"), &around, validate, rows! { "IA-006": {} => []; });
}

#[test]
fn lattice_and_gateways() {
    let lattice = |port: &str| {
        json!([{
            "roleArn": ROLE, "portName": port,
            "targetGroupArn": "arn:aws:vpc-lattice:eu-west-1:123456789012:targetgroup/tg-0123456789abcdef0",
        }])
    };
    let (right, wrong, none) = (lattice("http"), lattice("https"), lattice(""));
    on_fargate(rows! {
        "LB-015": { "vpcLatticeConfigurations" = right } => [];
        "LB-015": { "vpcLatticeConfigurations" = wrong } => ["ECS0810 vpcLatticeConfigurations[0].portName"];
        "LB-015": { "vpcLatticeConfigurations" = none } => ["ECS0810 vpcLatticeConfigurations[0].portName"];
        "LB-015": { "vpcLatticeConfigurations" = right, "vpcLatticeConfigurations[0].targetGroupArn" = GROUP }
            => ["ECS0706 vpcLatticeConfigurations[0].targetGroupArn"];
        "LB-016": { "gatewayConnectors" = [{ "portName": "http" }] } => [];
        "LB-016": { "gatewayConnectors" = [{ "portName": "grpc" }] } => ["ECS0810 gatewayConnectors[0].portName"];
        "LB-016": { "gatewayConnectors" = [{ "portName": "http" }, { "portName": "http" }] }
            => ["ECS0811 gatewayConnectors"];
        "LB-017": { "gatewayConnectors" = [{ "portName": "http", "deregistrationDelay": { "timeoutSeconds": 3600 } }] }
            => [];
        "LB-017": { "gatewayConnectors" = [{ "portName": "http", "deregistrationDelay": { "timeoutSeconds": 3601 } }] }
            => ["ECS0811 gatewayConnectors[0].deregistrationDelay.timeoutSeconds"];
        "LB-018": { "gatewayConnectors" = [{ "portName": "http", "filters": { "accessTypes": ["PUBLIC", "PRIVATE"] } }] }
            => [];
        "LB-018": { "gatewayConnectors" = [{ "portName": "http", "filters": { "accessTypes": ["PUBLIC", "PRIVATE", "PUBLIC"] } }] }
            => ["ECS0811 gatewayConnectors[0].filters.accessTypes"];
        "LB-018": { "gatewayConnectors" = [{ "portName": "http", "filters": { "accessTypes": ["OPEN"] } }] }
            => ["ECS0001 gatewayConnectors[0].filters.accessTypes[0]"];
        "LB-019": { "gatewayConnectors" = [{ "portName": "http", "healthCheck": { "healthCheckProtocol": "TCP" } }] }
            => ["ECS0001 gatewayConnectors[0].healthCheck.healthCheckProtocol"];
    });
}
