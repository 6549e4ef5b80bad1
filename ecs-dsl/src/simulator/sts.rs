//! STS: who calls.

use serde_json::json;

use super::state::{Answer, Refusal, World};

pub(super) fn answer(world: &World, operation: &str) -> Answer {
    if operation != "GetCallerIdentity" {
        let message = format!("Could not find operation {operation} for version 2011-06-15");
        return Err(Refusal::new("InvalidAction", message));
    }
    Ok(json!({
        "UserId": "AIDASIMULATOR",
        "Account": world.settings.account,
        "Arn": world.caller(),
    }))
}
