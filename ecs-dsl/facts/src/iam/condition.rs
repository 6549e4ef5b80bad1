//! Condition operators, and the condition keys that every service has.

use super::{actions, glob};
use crate::nearest;

/// The operators, without the set prefix and the `IfExists` that most of them take.
pub const OPERATORS: &[&str] = &[
    "StringEquals",
    "StringNotEquals",
    "StringEqualsIgnoreCase",
    "StringNotEqualsIgnoreCase",
    "StringLike",
    "StringNotLike",
    "NumericEquals",
    "NumericNotEquals",
    "NumericLessThan",
    "NumericLessThanEquals",
    "NumericGreaterThan",
    "NumericGreaterThanEquals",
    "DateEquals",
    "DateNotEquals",
    "DateLessThan",
    "DateLessThanEquals",
    "DateGreaterThan",
    "DateGreaterThanEquals",
    "Bool",
    "BinaryEquals",
    "IpAddress",
    "NotIpAddress",
    "ArnEquals",
    "ArnLike",
    "ArnNotEquals",
    "ArnNotLike",
    "Null",
];

/// What may stand before an operator, for keys of several values.
pub const SET_PREFIXES: &[&str] = &["ForAllValues:", "ForAnyValue:"];

const IF_EXISTS: &str = "IfExists";

/// The keys that requests to every service may have; `*` stands for what the user chooses.
///
/// From AWS's reference of global condition keys, with those that other services read too.
pub const GLOBAL_KEYS: &[&str] = &[
    "aws:AssumedRoot",
    "aws:CalledVia",
    "aws:CalledViaAWSMCP",
    "aws:CalledViaFirst",
    "aws:CalledViaLast",
    "aws:ChatbotSourceArn",
    "aws:CurrentTime",
    "aws:Ec2InstanceSourcePrivateIPv4",
    "aws:Ec2InstanceSourceVpc",
    "aws:EpochTime",
    "aws:FederatedProvider",
    "aws:IsMcpServiceAction",
    "aws:MultiFactorAuthAge",
    "aws:MultiFactorAuthPresent",
    "aws:PrincipalAccount",
    "aws:PrincipalArn",
    "aws:PrincipalIsAWSService",
    "aws:PrincipalOrgID",
    "aws:PrincipalOrgPaths",
    "aws:PrincipalServiceName",
    "aws:PrincipalServiceNamesList",
    "aws:PrincipalTag/*",
    "aws:PrincipalType",
    "aws:Referer",
    "aws:RequestTag/*",
    "aws:RequestedRegion",
    "aws:ResourceAccount",
    "aws:ResourceOrgID",
    "aws:ResourceOrgPaths",
    "aws:ResourceTag/*",
    "aws:SecureTransport",
    "aws:SignInSessionArn",
    "aws:SourceAccount",
    "aws:SourceArn",
    "aws:SourceIdentity",
    "aws:SourceIp",
    "aws:SourceOrgID",
    "aws:SourceOrgPaths",
    "aws:SourceOwner",
    "aws:SourceVpc",
    "aws:SourceVpcArn",
    "aws:SourceVpce",
    "aws:TagKeys",
    "aws:TokenIssueTime",
    "aws:UserAgent",
    "aws:userid",
    "aws:username",
    "aws:ViaAWSMCPService",
    "aws:ViaAWSService",
    "aws:ViaCustomerDomain",
    "aws:VpceAccount",
    "aws:VpceOrgID",
    "aws:VpceOrgPaths",
    "aws:VpcSourceIp",
    // Keys of the role session that a service made, which go with its requests to all others.
    "codebuild:BuildArn",
    "codebuild:ProjectArn",
    "ec2:RoleDelivery",
    "ec2:SourceInstanceArn",
    "glue:CredentialIssuingService",
    "glue:RoleAssumedBy",
    "identitystore:UserId",
    "lambda:SourceFunctionArn",
    "ssm:SourceInstanceArn",
];

/// Returns whether an operator exists, case ignored: `ForAnyValue:StringLikeIfExists`.
pub fn is_operator(operator: &str) -> bool {
    let (_, operator) = split_set_prefix(operator);
    let (name, if_exists) = split_if_exists(operator);
    OPERATORS.iter().any(|known| known.eq_ignore_ascii_case(name) && !(if_exists && *known == "Null"))
}

/// Returns the operator that was meant by one that does not exist.
pub fn nearest_operator(operator: &str) -> Option<String> {
    if is_operator(operator) {
        return None;
    }
    let (prefix, operator) = split_set_prefix(operator);
    let (name, if_exists) = split_if_exists(operator);
    let exact = OPERATORS.iter().copied().find(|known| known.eq_ignore_ascii_case(name));
    let known = exact.or_else(|| nearest(name, OPERATORS.iter().copied()))?;
    Some(format!("{prefix}{known}{}", if if_exists && known != "Null" { IF_EXISTS } else { "" }))
}

/// Returns whether a key is one that every service has, case ignored.
pub fn is_global_key(key: &str) -> bool {
    GLOBAL_KEYS.iter().any(|known| glob::matches(known, key))
}

/// Returns whether a key exists: in every service, in the one it names, or at an identity provider.
///
/// Providers' keys are those whose prefix is a host name, such as
/// `token.actions.githubusercontent.com:sub`, and cannot be known beforehand.
pub fn is_key(key: &str) -> bool {
    let Some((prefix, name)) = key.rsplit_once(':') else { return false };
    let known = |service: &str| {
        actions::service(service)
            .is_some_and(|service| service.condition_keys().any(|known| glob::matches(known, key)))
    };
    is_global_key(key)
        || (prefix.contains('.') && !name.is_empty())
        || key.split(':').next().is_some_and(known)
        || OTHER_PREFIXES.iter().any(|(other, service)| prefix.eq_ignore_ascii_case(other) && known(service))
}

/// Returns the key that was meant by one that does not exist.
pub fn nearest_key(key: &str) -> Option<&'static str> {
    if is_key(key) {
        return None;
    }
    let service = key.split_once(':').and_then(|(prefix, _)| actions::service(prefix));
    let known = GLOBAL_KEYS.iter().copied().chain(service.into_iter().flat_map(|of| of.condition_keys()));
    nearest(key, known)
}

/// Prefixes of keys that are not those of the service that has them.
const OTHER_PREFIXES: &[(&str, &str)] = &[
    ("catalog", "aws-marketplace"),
    ("cognito-identity-auth", "cognito-identity"),
    ("cognito-identity-unauth", "cognito-identity"),
    ("identitycenter", "sso"),
    ("saml", "sts"),
];

fn split_set_prefix(operator: &str) -> (&'static str, &str) {
    for prefix in SET_PREFIXES {
        if let Some((head, name)) = operator.split_at_checked(prefix.len())
            && head.eq_ignore_ascii_case(prefix)
        {
            return (prefix, name);
        }
    }
    ("", operator)
}

fn split_if_exists(operator: &str) -> (&str, bool) {
    match operator.len().checked_sub(IF_EXISTS.len()).and_then(|at| operator.split_at_checked(at)) {
        Some((name, tail)) if tail.eq_ignore_ascii_case(IF_EXISTS) => (name, true),
        _ => (operator, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators() {
        for known in [
            "StringEquals",
            "ARNEquals",
            "bool",
            "ForAnyValue:StringLike",
            "forallvalues:stringlikeifexists",
            "ArnLikeIfExists",
            "Null",
        ] {
            assert!(is_operator(known), "{known}");
            assert_eq!(nearest_operator(known), None);
        }
        for (unknown, meant) in [
            ("StringEqual", Some("StringEquals")),
            ("ForAnyValue:StringLik", Some("ForAnyValue:StringLike")),
            ("ArnLikIfExists", Some("ArnLikeIfExists")),
            ("NullIfExists", Some("Null")),
            ("", None),
            ("IfExists", None),
            ("ForAnyValue:", None),
            ("größer", None),
            ("LooksLike", None),
        ] {
            assert!(!is_operator(unknown), "{unknown}");
            assert_eq!(nearest_operator(unknown).as_deref(), meant, "{unknown}");
        }
    }

    #[test]
    fn keys() {
        for known in [
            "aws:SourceArn",
            "aws:sourcevpce",
            "aws:ResourceTag/Purpose",
            "aws:RequestTag/${aws:PrincipalTag/team}",
            "ecs:cluster",
            "ec2:ResourceTag/aws:cloudformation:stack-name",
            "kms:EncryptionContext:service",
            "iam:PassedToService",
            "sts:ExternalId",
            "saml:aud",
            "token.actions.githubusercontent.com:sub",
            "oidc.eks.eu-west-1.amazonaws.com/id/ABCD:aud",
            "lambda:SourceFunctionArn",
        ] {
            assert!(is_key(known), "{known}");
        }
        for (unknown, meant) in [
            ("aws:SourceAcount", Some("aws:SourceAccount")),
            ("SourceAccount", None),
            ("ecs:clutser", Some("ecs:cluster")),
            ("aws:ResourceTag", Some("aws:ResourceTag/*")),
            ("nosuchthing:key", None),
            ("", None),
            (":", None),
        ] {
            assert!(!is_key(unknown), "{unknown}");
            assert_eq!(nearest_key(unknown), meant, "{unknown}");
        }
    }

    #[test]
    fn prefixes_that_differ_lead_to_a_service_with_such_keys() {
        for (prefix, service) in OTHER_PREFIXES {
            let service = actions::service(service).unwrap();
            assert!(service.condition_keys().any(|key| key.starts_with(prefix)), "{prefix}");
        }
    }
}
