//! What a container is: its name, image, sizes, environment, and the others that it needs.

use serde_json::json;

use super::{Row, anywhere, ec2, fargate, first, host, row, run, windows};

fn names_and_images() -> Vec<Row> {
    let image = |image: &str| first(json!({ "image": image }));
    let digest = |text: &str| format!("nginx@{text}");
    let bad = &[("ECS0202", "containerDefinitions[0].image")];
    let hex = "0".repeat(64);
    vec![
        row("CD-001 CD-002", fargate, first(json!({ "name": "a".repeat(255) })), &[]),
        row(
            "CD-001",
            fargate,
            first(json!({ "name": "a".repeat(256) })),
            &[("ECS0201", "containerDefinitions[0].name")],
        ),
        row(
            "CD-001",
            fargate,
            first(json!({ "name": "web.1" })),
            &[("ECS0201", "containerDefinitions[0].name")],
        ),
        row(
            "CD-002",
            fargate,
            first(json!({ "name": null })),
            &[("ECS0201", "containerDefinitions[0].name")],
        ),
        row("CD-002", fargate, first(json!({ "image": null })), bad),
        row("CD-003", fargate, image(&format!("{}:1", "a".repeat(253))), &[]),
        row("CD-003", fargate, image(&format!("{}:1", "a".repeat(254))), bad),
        row("CD-003", fargate, image("nginx: 1"), bad),
        row("CD-004", fargate, image(&format!("{}@sha256:{hex}", "a".repeat(255))), &[]),
        row("CD-004", fargate, image(&format!("{}@sha256:{hex}", "a".repeat(256))), bad),
        row("CD-005", fargate, image(&digest(&format!("sha256:{hex}"))), &[]),
        row("CD-005", fargate, image(&digest(&format!("sha256:{}", &hex[1..]))), bad),
        row("CD-005", fargate, image(&digest(&format!("sha512:{hex}"))), bad),
        row("CD-005", fargate, image("{{ image }}"), &[]),
    ]
}

fn sizes() -> Vec<Row> {
    vec![
        row("CD-007", ec2, first(json!({ "cpu": 2 })), &[]),
        row("CD-007", ec2, first(json!({ "cpu": 0 })), &[]),
        row("CD-007", ec2, first(json!({ "cpu": 262_144 })), &[]),
        row("CD-007", ec2, first(json!({ "cpu": 1 })), &[("ECS0203", "containerDefinitions[0].cpu")]),
        row("CD-007", ec2, first(json!({ "cpu": 262_145 })), &[("ECS0203", "containerDefinitions[0].cpu")]),
        row("CD-008 CD-009", ec2, first(json!({ "memory": 7, "memoryReservation": 6 })), &[]),
        row(
            "CD-008",
            ec2,
            first(json!({ "memory": 5, "memoryReservation": null })),
            &[("ECS0204", "containerDefinitions[0].memory")],
        ),
        row(
            "CD-009",
            ec2,
            first(json!({ "memoryReservation": 5 })),
            &[("ECS0204", "containerDefinitions[0].memoryReservation")],
        ),
        row("CD-010", ec2, first(json!({ "memory": 257 })), &[]),
        row(
            "CD-010",
            ec2,
            first(json!({ "memory": 256 })),
            &[("ECS0205", "containerDefinitions[0].memoryReservation")],
        ),
        row(
            "CD-010",
            ec2,
            first(json!({ "memory": 128 })),
            &[("ECS0205", "containerDefinitions[0].memoryReservation")],
        ),
        row("CD-035 CD-037", fargate, first(json!({ "startTimeout": 2, "stopTimeout": 120 })), &[]),
        row(
            "CD-035",
            fargate,
            first(json!({ "startTimeout": 1 })),
            &[("ECS0216", "containerDefinitions[0].startTimeout")],
        ),
        row(
            "CD-035",
            fargate,
            first(json!({ "startTimeout": 121 })),
            &[("ECS0216", "containerDefinitions[0].startTimeout")],
        ),
        row(
            "CD-037",
            fargate,
            first(json!({ "stopTimeout": 121 })),
            &[("ECS0216", "containerDefinitions[0].stopTimeout")],
        ),
        row("CD-037", ec2, first(json!({ "stopTimeout": 600 })), &[]),
        row(
            "CD-060 CD-061",
            fargate,
            first(
                json!({ "restartPolicy": { "enabled": true, "restartAttemptPeriod": 60, "ignoredExitCodes": vec![1; 50] } }),
            ),
            &[],
        ),
        row(
            "CD-060",
            fargate,
            first(json!({ "restartPolicy": { "enabled": true, "ignoredExitCodes": vec![1; 51] } })),
            &[("ECS0227", "containerDefinitions[0].restartPolicy.ignoredExitCodes")],
        ),
        row(
            "CD-061",
            fargate,
            first(json!({ "restartPolicy": { "enabled": true, "restartAttemptPeriod": 59 } })),
            &[("ECS0227", "containerDefinitions[0].restartPolicy.restartAttemptPeriod")],
        ),
        row(
            "CD-061",
            fargate,
            first(json!({ "restartPolicy": { "enabled": true, "restartAttemptPeriod": 1801 } })),
            &[("ECS0227", "containerDefinitions[0].restartPolicy.restartAttemptPeriod")],
        ),
        row("CD-039", fargate, first(json!({ "versionConsistency": "disabled" })), &[]),
        row(
            "CD-039",
            fargate,
            first(json!({ "versionConsistency": "off" })),
            &[("ECS0001", "containerDefinitions[0].versionConsistency")],
        ),
    ]
}

fn others() -> Vec<Row> {
    let waits = |on: &str, condition: &str| json!({ "containerDefinitions[0].dependsOn": [{ "containerName": on, "condition": condition }] });
    let back = |condition: &str| json!({ "containerDefinitions[1].dependsOn": [{ "containerName": "web", "condition": condition }] });
    vec![
        row("CD-013", ec2, first(json!({ "links": ["helper"] })), &[]),
        row("CD-013", anywhere, first(json!({ "links": ["helper"] })), &[]),
        row(
            "CD-013",
            fargate,
            first(json!({ "links": ["helper"] })),
            &[("ECS0206", "containerDefinitions[0].links")],
        ),
        row(
            "CD-013",
            host,
            first(json!({ "links": ["helper"] })),
            &[("ECS0206", "containerDefinitions[0].links")],
        ),
        row(
            "CD-014",
            windows,
            first(json!({ "links": ["helper"] })),
            &[("ECS0206", "containerDefinitions[0].links")],
        ),
        row("CD-014", windows, first(json!({ "links": [] })), &[]),
        row("CD-015", ec2, first(json!({ "links": ["helper:the-helper"] })), &[]),
        row(
            "CD-015",
            ec2,
            first(json!({ "links": ["helper:the helper"] })),
            &[("ECS0207", "containerDefinitions[0].links[0]")],
        ),
        row(
            "CD-015",
            ec2,
            first(json!({ "links": ["helper:"] })),
            &[("ECS0207", "containerDefinitions[0].links[0]")],
        ),
        row(
            "CD-030",
            ec2,
            first(json!({ "links": ["other"] })),
            &[("ECS0208", "containerDefinitions[0].links[0]")],
        ),
        row("CD-029 CD-030", fargate, waits("helper", "START"), &[]),
        row(
            "CD-029",
            fargate,
            waits("helper", "STARTED"),
            &[("ECS0001", "containerDefinitions[0].dependsOn[0].condition")],
        ),
        row(
            "CD-030",
            fargate,
            waits("helpr", "START"),
            &[("ECS0208", "containerDefinitions[0].dependsOn[0].containerName")],
        ),
        row("CD-031", fargate, waits("helper", "SUCCESS"), &[]),
        row("CD-031", fargate, waits("helper", "COMPLETE"), &[]),
        row(
            "CD-031",
            fargate,
            back("SUCCESS"),
            &[("ECS0213", "containerDefinitions[1].dependsOn[0].condition")],
        ),
        row(
            "CD-031",
            fargate,
            back("COMPLETE"),
            &[("ECS0213", "containerDefinitions[1].dependsOn[0].condition")],
        ),
        row("CD-032 HC-008", fargate, back("HEALTHY"), &[]),
        row(
            "CD-032 HC-008",
            fargate,
            waits("helper", "HEALTHY"),
            &[("ECS0214", "containerDefinitions[0].dependsOn[0].condition")],
        ),
        row("CD-033", fargate, back("START"), &[]),
        row(
            "CD-033",
            fargate,
            waits("web", "START"),
            &[("ECS0215", "containerDefinitions[0].dependsOn[0].containerName")],
        ),
        row(
            "CD-033",
            fargate,
            json!({
                "containerDefinitions[0].dependsOn": [{ "containerName": "helper", "condition": "START" }],
                "containerDefinitions[1].dependsOn": [{ "containerName": "web", "condition": "START" }],
            }),
            &[("ECS0215", "containerDefinitions[1].dependsOn[0].containerName")],
        ),
        row("CD-062", fargate, first(json!({ "volumesFrom": [{ "sourceContainer": "helper" }] })), &[]),
        row(
            "CD-062",
            fargate,
            first(json!({ "volumesFrom": [{ "sourceContainer": "other" }] })),
            &[("ECS0208", "containerDefinitions[0].volumesFrom[0].sourceContainer")],
        ),
        row(
            "CD-062",
            fargate,
            first(json!({ "volumesFrom": [{ "sourceContainer": "web" }] })),
            &[("ECS0208", "containerDefinitions[0].volumesFrom[0].sourceContainer")],
        ),
    ]
}

fn environment() -> Vec<Row> {
    let file = |value: &str| first(json!({ "environmentFiles": [{ "type": "s3", "value": value }] }));
    let secret = |value: &str| first(json!({ "secrets": [{ "name": "A", "valueFrom": value }] }));
    let credentials =
        |value: &str| first(json!({ "repositoryCredentials": { "credentialsParameter": value } }));
    let bad_file = &[("ECS0209", "containerDefinitions[0].environmentFiles[0].value")];
    let bad_secret = &[("ECS0212", "containerDefinitions[0].secrets[0].valueFrom")];
    let bad_credentials =
        &[("ECS0212", "containerDefinitions[0].repositoryCredentials.credentialsParameter")];
    let one = json!({ "type": "s3", "value": "arn:aws:s3:::bucket/a.env" });
    vec![
        row("CD-017", fargate, first(json!({ "environmentFiles": vec![one.clone(); 10] })), &[]),
        row(
            "CD-017",
            fargate,
            first(json!({ "environmentFiles": vec![one; 11] })),
            &[("ECS0209", "containerDefinitions[0].environmentFiles")],
        ),
        row("CD-018 CD-019", fargate, file("arn:aws:s3:::bucket/folder/web.env"), &[]),
        row("CD-018", fargate, file("arn:aws:s3:::bucket/web.txt"), bad_file),
        row("CD-018", fargate, file("s3://bucket/web.env"), bad_file),
        row("CD-018", fargate, file("arn:aws:s3:::bucket"), bad_file),
        row(
            "CD-019",
            fargate,
            first(json!({ "environmentFiles": [{ "type": "S3", "value": "arn:aws:s3:::bucket/a.env" }] })),
            &[("ECS0001", "containerDefinitions[0].environmentFiles[0].type")],
        ),
        row(
            "CD-023",
            fargate,
            first(json!({ "environment": [{ "name": "A", "value": "1" }, { "name": "a", "value": "2" }] })),
            &[],
        ),
        row(
            "CD-023",
            fargate,
            first(json!({ "environment": [{ "name": "A", "value": "1" }, { "name": "A", "value": "2" }] })),
            &[("ECS0210", "containerDefinitions[0].environment[1].name")],
        ),
        row(
            "",
            fargate,
            first(json!({ "environment": [{ "name": "", "value": "1" }] })),
            &[("ECS0241", "containerDefinitions[0].environment[0].name")],
        ),
        row(
            "",
            fargate,
            first(json!({ "environment": [{ "name": "A=B", "value": "1" }] })),
            &[("ECS0241", "containerDefinitions[0].environment[0].name")],
        ),
        row("", fargate, first(json!({ "environment": [{ "name": "a.b-c", "value": "A=B" }] })), &[]),
        row(
            "CD-023",
            fargate,
            first(
                json!({ "environment": [{ "name": "A", "value": "1" }], "secrets": [{ "name": "A", "valueFrom": "a" }] }),
            ),
            &[("ECS0211", "containerDefinitions[0].secrets[0].name")],
        ),
        row(
            "CD-023",
            fargate,
            first(
                json!({ "secrets": [{ "name": "A", "valueFrom": "a" }, { "name": "A", "valueFrom": "b" }] }),
            ),
            &[("ECS0211", "containerDefinitions[0].secrets[1].name")],
        ),
        row(
            "CD-024 CD-025",
            fargate,
            secret("arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf"),
            &[],
        ),
        row(
            "CD-025",
            fargate,
            secret("arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf:user::"),
            &[],
        ),
        row("CD-025", fargate, secret("arn:aws:ssm:eu-west-1:123456789012:parameter/db/user"), &[]),
        row("CD-025", fargate, secret("arn:aws:s3:::bucket/user"), bad_secret),
        row("CD-025", fargate, secret("arn:aws:secretsmanager:eu-west-1:123456789012:db-AbCdEf"), bad_secret),
        row("CD-025", fargate, secret("arn:aws:ssm:eu-west-1:12345678901:parameter/db"), bad_secret),
        row("CD-026", fargate, secret("/db/user"), &[]),
        row("CD-026", fargate, secret("db user"), bad_secret),
        row("CD-024", fargate, secret(""), bad_secret),
        row(
            "CD-024",
            fargate,
            first(json!({ "secrets": [{ "name": "", "valueFrom": "a" }] })),
            &[("ECS0212", "containerDefinitions[0].secrets[0].name")],
        ),
        row(
            "CD-027",
            fargate,
            credentials("arn:aws:secretsmanager:eu-west-1:123456789012:secret:hub-AbCdEf"),
            &[],
        ),
        row("CD-027", fargate, credentials("hub"), &[]),
        row("CD-027", fargate, credentials(""), bad_credentials),
        row(
            "CD-027",
            fargate,
            credentials("arn:aws:ssm:eu-west-1:123456789012:parameter/hub"),
            bad_credentials,
        ),
        row(
            "LC-018",
            fargate,
            first(json!({ "logConfiguration.secretOptions": [{ "name": "x", "valueFrom": "a" }] })),
            &[],
        ),
        row(
            "LC-018",
            fargate,
            first(json!({ "logConfiguration.secretOptions": [{ "name": "x", "valueFrom": "" }] })),
            &[("ECS0212", "containerDefinitions[0].logConfiguration.secretOptions[0].valueFrom")],
        ),
    ]
}

pub(super) fn rows() -> Vec<Row> {
    [names_and_images(), sizes(), others(), environment()].into_iter().flatten().collect()
}

#[test]
fn container() {
    run(&rows());
}
