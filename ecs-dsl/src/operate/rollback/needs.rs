//! What an older revision needs to run, and what may be gone meanwhile: its roles, its log groups.

use serde_json::Value;

use super::name_of;
use crate::apply::{Failure, Setting};
use crate::live::{Awslogs, last_part, role};

/// Checks that what the revision refers to is still there, as far as it may be read.
pub(super) async fn check(setting: &Setting, definition: &Value) -> Result<(), Failure> {
    let mut gone = Vec::new();
    for member in ["taskRoleArn", "executionRoleArn"] {
        let Some(arn) = definition[member].as_str().filter(|arn| !arn.is_empty()) else { continue };
        // Who may deploy services may not be allowed to read roles.
        if let Ok(None) = role(&setting.aws, last_part(arn)).await {
            gone.push(format!("the role {}", last_part(arn)));
        }
    }
    for container in definition["containerDefinitions"].as_array().into_iter().flatten() {
        let Some(place) = Awslogs::of(container) else { continue };
        let made = container["logConfiguration"]["options"]["awslogs-create-group"] == "true";
        let elsewhere = place.region.as_deref().is_some_and(|region| region != setting.aws.region());
        if made || elsewhere {
            continue;
        }
        if let Ok(groups) = setting.aws.logs.describe_log_groups(&place.group).await
            && !groups.iter().any(|group| group.name == place.group)
        {
            gone.push(format!("the log group {}", place.group));
        }
    }
    gone.dedup();
    if gone.is_empty() {
        return Ok(());
    }
    let what = format!("{} needs what is gone: {}", name_of(definition), gone.join(", "));
    Err(Failure::new(what)
        .fix("name another revision with --to, or bring the older code back and deploy that"))
}
