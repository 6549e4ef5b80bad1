//! Decrypting with a key of the user's.

use crate::iam::policy::Statement;
use crate::scope::Scope;

/// Returns the statement that lets a role decrypt with a key, given by ARN, id or alias.
///
/// An alias is not a resource that IAM checks; the key behind it is found by a condition.
pub(super) fn decrypt(key: &str, scope: &Scope) -> Statement {
    let allow = Statement::allow(["kms:Decrypt"]);
    let alias = key.rsplit_once(":alias/").map(|(_, name)| name).or_else(|| key.strip_prefix("alias/"));
    match alias {
        Some(alias) => allow.on(scope.arn("kms", "key/*")).condition(
            "ForAnyValue:StringEquals",
            "kms:ResourceAliases",
            format!("alias/{alias}"),
        ),
        None if key.starts_with("arn:") || key.starts_with("${") => allow.on(key),
        None => allow.on(scope.arn("kms", &format!("key/{key}"))),
    }
}
