//! Whether a text is an action that IAM knows, and which one was meant if it is not.

use crate::fault::{Fault, choice};
use crate::iam::actions;

/// Returns the action as AWS writes it, or the pattern as it was given.
///
/// # Errors
/// When the text has not the form `service:Action`, no service has the action, or no action meets the
/// pattern; the fault offers what was meant.
pub fn check(text: &str) -> Result<String, Fault> {
    if let Some(action) = actions::lookup(text) {
        return Ok(action.to_string());
    }
    if text.contains(['*', '?']) && actions::matches_any(text) {
        return Ok(text.to_owned());
    }
    let Some((prefix, name)) = text.split_once(':') else { return Err(no_service(text)) };
    let name_at = prefix.len() + 1..text.len();
    if name.is_empty() || prefix.is_empty() {
        let why = "an action is a service, a `:` and the action's name";
        return Err(Fault::new(
            0..text.len(),
            format!("`{text}` is not a whole action"),
            why,
            "write it like `s3:GetObject`",
        ));
    }
    let near = actions::nearest_action(text);
    if !actions::is_service(prefix) && !prefix.contains(['*', '?']) {
        let fix = match (near, actions::nearest_service(prefix)) {
            (Some(near), _) => format!("write `{near}`"),
            (None, Some(near)) => format!("write `{near}:…`"),
            (None, None) => "write the service's prefix in IAM, such as `s3` or `ecs`".to_owned(),
        };
        let what = format!("`{prefix}` is not a service of IAM");
        return Err(Fault::new(0..prefix.len(), what, "each action belongs to a service", fix));
    }
    if text.contains(['*', '?']) {
        let what = format!("no action is meant by `{text}`");
        let fix = "shorten what stands before the wildcard";
        return Err(Fault::new(name_at, what, "a pattern that meets no action allows nothing", fix));
    }
    let what = format!("`{prefix}` has no action `{name}`");
    let why = "IAM takes it and it allows nothing, so what needs it fails when it runs";
    let elsewhere: Vec<String> = actions::services_with(name)
        .take(3)
        .map(|service| format!("`{}:{name}`", service.prefix()))
        .collect();
    let fix = match (near, elsewhere.as_slice()) {
        (Some(near), _) => format!("write `{near}`"),
        (None, []) => "look it up in the service's list of actions; one that is newer than this table is given as a text".to_owned(),
        (None, found) => format!("write {}", choice(found)),
    };
    Err(Fault::new(name_at, what, why, fix))
}

fn no_service(text: &str) -> Fault {
    let found: Vec<String> = actions::services_with(text)
        .take(3)
        .map(|service| format!("`{}:{text}`", service.prefix()))
        .collect();
    let fix = match found.as_slice() {
        [] => "write it like `s3:GetObject`".to_owned(),
        found => format!("write {}", choice(found)),
    };
    let why = "an action is a service, a `:` and the action's name";
    Fault::new(0..text.len(), format!("`{text}` names no service"), why, fix)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_actions_come_out_as_aws_writes_them() {
        for (text, action) in [
            ("s3:GetObject", "s3:GetObject"),
            ("S3:getobject", "s3:GetObject"),
            ("ecs:Describe*", "ecs:Describe*"),
            ("ssmmessages:OpenDataChannel", "ssmmessages:OpenDataChannel"),
            ("*", "*"),
            ("s3:Get?bject", "s3:Get?bject"),
        ] {
            assert_eq!(check(text).as_deref(), Ok(action), "{text}");
        }
    }

    #[test]
    fn unknown_ones_are_refused_with_what_was_meant() {
        for (text, at, fix) in [
            ("s3:GetObjct", 3..11, "write `s3:GetObject`"),
            ("dynamdb:GetItem", 0..7, "write `dynamodb:GetItem`"),
            ("GetObject", 0..9, "write `mediapackagev2:GetObject`, `mediastore:GetObject` or `s3:GetObject`"),
            ("RegisterTaskDefinition", 0..22, "write `ecs:RegisterTaskDefinition`"),
            ("s3:ListObjectsV2", 3..16, "write `s3:ListBucket`"),
            ("s3:", 0..3, "write it like `s3:GetObject`"),
            ("", 0..0, "write it like `s3:GetObject`"),
            ("s3:Gett*", 3..8, "shorten what stands before the wildcard"),
        ] {
            let fault = check(text).unwrap_err();
            assert_eq!((fault.at.clone(), fault.fix.as_str()), (at, fix), "{text}: {fault}");
        }
        assert!(check("nosuchservice:Thing").is_err());
        assert!(check("s3:RunTask").unwrap_err().fix.contains("`ecs:RunTask`"));
    }
}
