//! What a change of a service means to those who use it.

use serde_json::Value;

use super::is_daemon;
use crate::kind::{Difference, Impact};

/// What the users of a service notice of a change.
pub(super) fn of(difference: &Difference<'_>, deploys: bool) -> Impact {
    let count = |value: Option<&Value>| value.and_then(Value::as_i64);
    let shrinks = difference.members.iter().any(|change| {
        change.member == "desiredCount"
            && count(change.new.as_ref()).zip(count(change.old.as_ref())).is_some_and(|(new, old)| new < old)
    });
    let to_nothing = shrinks && difference.wanted["desiredCount"] == 0;
    let configuration = &difference.wanted["deploymentConfiguration"];
    let daemon = is_daemon(difference.wanted);
    let healthy = configuration["minimumHealthyPercent"].as_i64().unwrap_or(if daemon { 0 } else { 100 });
    let most = configuration["maximumPercent"].as_i64().unwrap_or(if daemon { 100 } else { 200 });
    let rolling = configuration["strategy"].as_str().unwrap_or("ROLLING") == "ROLLING";
    match () {
        () if to_nothing => Impact::Outage,
        // All old tasks may stop before the first new one starts; a daemon's do so on one instance at a time.
        () if deploys && rolling && healthy == 0 && most <= 100 && !daemon => Impact::Outage,
        () if shrinks || (deploys && rolling && healthy < 100) => Impact::CapacityDrop,
        () if deploys => Impact::RollingRestart,
        () => Impact::None,
    }
}
