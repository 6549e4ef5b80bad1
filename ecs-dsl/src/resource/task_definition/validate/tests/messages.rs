//! What is said, for those messages that are put together from parts.

use serde_json::json;

use super::{changed, check, ec2, fargate};

#[test]
fn messages_name_the_values_and_the_way_out() {
    for (document, what, fix) in [
        (
            changed(fargate(), &json!({ "memory": "4096", "cpu": "256" })),
            "Fargate does not offer 4 GB with 0.25 vCPU",
            "use 2 GB, or 0.5 vCPU with 4 GB",
        ),
        (
            changed(fargate(), &json!({ "containerDefinitions[0].mountPoints[0].sourceVolume": "dat" })),
            "container `web` mounts volume `dat`, which the task does not have",
            "write `data`",
        ),
        (
            changed(
                fargate(),
                &json!({ "containerDefinitions[0].user": null, "containerDefinitions[1].user": null }),
            ),
            "containers `web` and `helper` may run as root",
            "set `user` to one that is not root, such as `1000:1000`",
        ),
        (
            changed(fargate(), &json!({ "containerDefinitions[0].healthCheck.interval": 1 })),
            "`interval` is 1 second",
            "write 5, or another number from 5 to 300",
        ),
        (
            changed(
                ec2(),
                &json!({
                    "containerDefinitions[0].dependsOn": [{ "containerName": "helper", "condition": "START" }],
                    "containerDefinitions[1].dependsOn": [{ "containerName": "web", "condition": "START" }],
                }),
            ),
            "containers wait for each other: `web` for `helper` for `web`",
            "take one of the waits out",
        ),
    ] {
        let findings = check(&document);
        let [finding] = findings.as_slice() else { panic!("{findings:?}") };
        assert_eq!((finding.what.as_str(), finding.fix.as_str()), (what, fix));
    }
}

#[test]
fn a_secret_that_stands_in_plain_text_is_not_repeated() {
    let document = changed(
        fargate(),
        &json!({ "containerDefinitions[0].environment": [
            { "name": "DB_PASSWORD", "value": "hunter2" },
            { "name": "DATABASE_URL", "value": "postgres://app:hunter2@db/shop" },
        ] }),
    );
    let findings = check(&document);
    assert_eq!(findings.len(), 2, "{findings:?}");
    for finding in findings {
        let said = format!("{} {:?} {}", finding.what, finding.why, finding.fix);
        assert!(!said.contains("hunter2"), "{said}");
    }
}
