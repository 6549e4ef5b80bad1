use serde_json::json;

use super::{beside, ec2, on_ec2, on_fargate, task};
use crate::check::rows::{check, rows};
use crate::resource::service::validate::validate;

#[test]
fn constraints() {
    let (longest, too_long) = ("x".repeat(2000), "x".repeat(2001));
    let (ten, eleven) = (
        json!(vec![json!({ "type": "distinctInstance" }); 10]),
        json!(vec![json!({ "type": "distinctInstance" }); 11]),
    );
    on_ec2(rows! {
        "SV-036": { "placementConstraints" = [{ "type": "distinctInstance" }] } => [];
        "SV-036": { "placementConstraints" = [{ "type": "distinctinstance" }] }
            => ["ECS0001 placementConstraints[0].type"];
        "SV-036": { "placementConstraints" = [{}] } => ["ECS0726 placementConstraints[0].type"];
        "SV-037": { "placementConstraints" = [{ "type": "memberOf", "expression": longest }] } => [];
        "SV-037": { "placementConstraints" = [{ "type": "memberOf", "expression": too_long }] }
            => ["ECS0726 placementConstraints[0].expression"];
        "SV-037": { "placementConstraints" = [{ "type": "memberOf" }] }
            => ["ECS0726 placementConstraints[0].expression"];
        "SV-037": { "placementConstraints" = [{ "type": "distinctInstance", "expression": "" }] } => [];
        "SV-037": { "placementConstraints" = [{ "type": "distinctInstance", "expression": "x" }] }
            => ["ECS0726 placementConstraints[0].expression"];
        "SV-034": { "placementConstraints" = ten } => [];
        "SV-034": { "placementConstraints" = eleven } => ["ECS0725 placementConstraints"];
    });
    on_fargate(rows! {
        "SV-035": { "placementConstraints" = [{ "type": "distinctInstance" }] }
            => ["ECS0724 placementConstraints"];
        "SV-035": { "placementStrategy" = [{ "type": "random" }] } => ["ECS0724 placementStrategy"];
        "SV-035": { "placementStrategy" = [], "placementConstraints" = [] } => [];
    });
    let mut node = task("node", "EC2", "bridge");
    node["placementConstraints"] = json!([{ "type": "memberOf", "expression": "x" }]);
    let nine = json!(vec![json!({ "type": "distinctInstance" }); 9]);
    check(
        &ec2(),
        &beside().task(node),
        validate,
        rows! {
            "SV-034": { "placementConstraints" = nine } => [];
            "SV-034": { "placementConstraints" = ten } => ["ECS0725 placementConstraints"];
        },
    );
}

#[test]
fn strategies() {
    let (five, six) =
        (json!(vec![json!({ "type": "random" }); 5]), json!(vec![json!({ "type": "random" }); 6]));
    on_ec2(rows! {
        "SV-038": { "placementStrategy" = five } => [];
        "SV-038": { "placementStrategy" = six } => ["ECS0725 placementStrategy"];
        "SV-039": { "placementStrategy" = [{ "type": "Spread" }] } => ["ECS0001 placementStrategy[0].type"];
        "SV-039": { "placementStrategy" = [{}] } => ["ECS0727 placementStrategy[0].type"];
        "SV-040": { "placementStrategy" = [{ "type": "spread", "field": "instanceId" }] } => [];
        "SV-040": { "placementStrategy" = [{ "type": "spread", "field": "attribute:ecs.availability-zone" }] }
            => [];
        "SV-040": { "placementStrategy" = [{ "type": "spread", "field": "zone" }] }
            => ["ECS0727 placementStrategy[0].field"];
        "SV-041": { "placementStrategy" = [{ "type": "binpack", "field": "memory" }] } => [];
        "SV-041": { "placementStrategy" = [{ "type": "binpack", "field": "MEMORY" }] } => [];
        "SV-041": { "placementStrategy" = [{ "type": "binpack", "field": "disk" }] }
            => ["ECS0727 placementStrategy[0].field"];
        "SV-041": { "placementStrategy" = [{ "type": "binpack" }] } => ["ECS0727 placementStrategy[0].field"];
        "SV-041": { "placementStrategy" = [{ "type": "binpack", "field": "${x/y.z}" }] } => [];
        "SV-042": { "placementStrategy" = [{ "type": "random", "field": "cpu" }] }
            => ["ECS0728 placementStrategy[0].field"];
    });
}
