//! One row a case: just inside, just outside.

use super::*;
use crate::iam::policy::{PolicyDocument, Principal, TrustPolicy};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The codes and members of what was found.
fn found(findings: &[Finding]) -> Vec<(&'static str, String)> {
    findings.iter().map(|finding| (finding.code.id, finding.member.clone())).collect()
}

fn read(document: Value) -> PolicyDocument {
    serde_json::from_value(document).unwrap()
}

/// An identity policy of the current version with these statements.
fn identity(statements: Value) -> Vec<Finding> {
    inline_policy(&read(json!({ "Version": "2012-10-17", "Statement": statements })))
}

fn trust(statements: Value) -> Vec<Finding> {
    trust_policy(&read(json!({ "Version": "2012-10-17", "Statement": statements })))
}

const READ: &str = "s3:GetObject";
const OBJECTS: &str = "arn:aws:s3:::reports/*";

/// The rows of identity policies: the statements, and what is found.
fn identity_rows() -> Vec<(Value, Vec<(&'static str, &'static str)>)> {
    let one = |effect: &str, action: Value, resource: Value| json!([{ "Effect": effect, "Action": action, "Resource": resource }]);
    let allow = |action: Value, resource: Value| one("Allow", action, resource);
    let on = |resource: &str| allow(json!(READ), json!(resource));
    let of = |action: &str| allow(json!(action), json!(OBJECTS));
    let with_sids = |first: &str, second: &str| {
        json!([{ "Sid": first, "Effect": "Allow", "Action": READ, "Resource": OBJECTS },
               { "Sid": second, "Effect": "Allow", "Action": READ, "Resource": OBJECTS }])
    };
    let when = |action: &str, resource: &str, condition: Value| json!([{ "Effect": "Allow", "Action": action, "Resource": resource, "Condition": condition }]);
    let read_when = |condition: Value| when(READ, OBJECTS, condition);
    let action = "Statement[0].Action";
    let resource = "Statement[0].Resource";
    vec![
        // The document and its statements.
        (allow(json!([READ, "s3:PutObject"]), json!([OBJECTS])), vec![]),
        (json!([]), vec![("IAM0103", "Statement")]),
        (allow(json!([]), json!(OBJECTS)), vec![("IAM0103", action)]),
        (allow(json!(READ), json!([])), vec![("IAM0103", resource)]),
        (one("allow", json!(READ), json!(OBJECTS)), vec![("IAM0104", "Statement[0].Effect")]),
        (one("Deny", json!(READ), json!(OBJECTS)), vec![]),
        (json!([{ "Effect": "Allow", "Resource": OBJECTS }]), vec![("IAM0105", "Statement[0]")]),
        (json!({ "Effect": "Allow", "Action": READ }), vec![("IAM0105", "Statement")]),
        (
            json!([{ "Effect": "Deny", "Action": READ, "NotAction": READ, "Resource": OBJECTS, "NotResource": OBJECTS }]),
            vec![("IAM0105", "Statement[0].NotAction"), ("IAM0105", "Statement[0].NotResource")],
        ),
        (json!([{ "Effect": "Deny", "NotAction": "iam:*", "NotResource": OBJECTS }]), vec![]),
        (with_sids("Read1", "Read2"), vec![]),
        (with_sids("", ""), vec![]),
        (with_sids("Read", "Read"), vec![("IAM0107", "Statement[1].Sid")]),
        (with_sids("Read-1", "lesen"), vec![("IAM0106", "Statement[0].Sid")]),
        (with_sids("Größe", "Read"), vec![("IAM0106", "Statement[0].Sid")]),
        (on("arn:aws:s3:::reports/é/*"), vec![]),
        (on("arn:aws:s3:::reports/報/*"), vec![("IAM0110", "")]),
        // Actions.
        (of("S3:getobject"), vec![]),
        (of("${action/of.name}"), vec![]),
        (of("GetObject"), vec![("IAM0201", action)]),
        (of("s3:"), vec![("IAM0201", action)]),
        (of(":GetObject"), vec![("IAM0201", action)]),
        (of("s3:s3:GetObject"), vec![("IAM0201", action)]),
        (of("s*:GetObject"), vec![("IAM0201", action)]),
        (of("s3:Get Object"), vec![("IAM0201", action)]),
        (of("s4:GetObject"), vec![("IAM0202", action)]),
        (of("nosuchservice:Anything"), vec![("IAM0202", action)]),
        (of("s3:GetObjct"), vec![("IAM0203", action)]),
        (of("s3:HeadObject"), vec![("IAM0203", action)]),
        (of("s3:RunTask"), vec![("IAM0203", action)]),
        (of("s3:SingASong"), vec![("IAM0204", action)]),
        (of("s3:Get*"), vec![]),
        (of("s3:GetObjec?"), vec![]),
        (of("s3:Gett*"), vec![("IAM0205", action)]),
        (of("s3:*"), vec![("IAM0206", action)]),
        (of("*"), vec![("IAM0206", action)]),
        (of("s3:**"), vec![("IAM0206", action)]),
        (one("Deny", json!("s3:*"), json!("*")), vec![]),
        (
            json!([{ "Effect": "Allow", "NotAction": ["iam:*"], "Resource": OBJECTS }]),
            vec![("IAM0206", "Statement[0].NotAction")],
        ),
        (
            json!([{ "Effect": "Deny", "NotAction": ["s3:GetObjct"], "Resource": OBJECTS }]),
            vec![("IAM0203", "Statement[0].NotAction[0]")],
        ),
        // Resources.
        (on("${bucket/reports.arn}/*"), vec![]),
        (on("arn:aws:s3:::${bucket/reports.name}/*"), vec![]),
        (on("arn:${aws.partition}:s3:::reports/*"), vec![]),
        (on("arn:aws:s3:::home/${aws:username}/*"), vec![]),
        (on("arn:*:s3:::reports/*"), vec![]),
        (on("arn:aws-cn:s3:::reports/*"), vec![]),
        (on("reports/*"), vec![("IAM0301", resource)]),
        (on(""), vec![("IAM0301", resource)]),
        (on("arn:aws:s3::reports/*"), vec![("IAM0301", resource)]),
        (on("arn:aws:s3:*"), vec![("IAM0301", resource)]),
        (on("arn:amazon:s3:::reports/*"), vec![("IAM0301", resource)]),
        (on("arn:aws::::reports/*"), vec![("IAM0301", resource)]),
        (on("arn:aws:s3:::"), vec![("IAM0301", resource)]),
        (allow(json!("sqs:SendMessage"), json!("arn:aws:sqs:eu-west-1:111122223333:jobs")), vec![]),
        (allow(json!("sqs:SendMessage"), json!("arn:aws:sqs:eu-west-1:${aws.account}:jobs")), vec![]),
        (
            allow(json!("sqs:SendMessage"), json!("arn:aws:sqs:eu-west-1:11112222333:jobs")),
            vec![("IAM0302", resource)],
        ),
        (on("arn:aws:s3:::reports"), vec![("IAM0303", resource)]),
        (on("arn:aws:s3:::reports*"), vec![]),
        (on("arn:aws:sqs:eu-west-1:111122223333:jobs"), vec![("IAM0303", resource)]),
        (
            allow(
                json!("ecr:GetAuthorizationToken"),
                json!("arn:aws:ecr:eu-west-1:111122223333:repository/web"),
            ),
            vec![("IAM0303", resource)],
        ),
        (
            allow(json!([READ]), json!([OBJECTS, "arn:aws:s3:::reports"])),
            vec![("IAM0304", "Statement[0].Resource[1]")],
        ),
        (allow(json!([READ, "s3:ListBucket"]), json!([OBJECTS, "arn:aws:s3:::reports"])), vec![]),
        (
            allow(json!([READ, "s3:ListBucket"]), json!([OBJECTS])),
            vec![("IAM0305", "Statement[0].Action[1]")],
        ),
        (
            allow(
                json!(["ecr:BatchGetImage", "ecr:GetAuthorizationToken"]),
                json!("arn:aws:ecr:eu-west-1:111122223333:repository/web"),
            ),
            vec![("IAM0305", "Statement[0].Action[1]")],
        ),
        (allow(json!("ecr:GetAuthorizationToken"), json!("*")), vec![]),
        (allow(json!(READ), json!("*")), vec![("IAM0306", resource)]),
        (
            allow(json!(["ecr:GetAuthorizationToken", READ]), json!(["*"])),
            vec![("IAM0306", "Statement[0].Resource[0]")],
        ),
        (one("Deny", json!(READ), json!("*")), vec![]),
        (when(READ, "*", json!({ "StringEquals": { "aws:ResourceAccount": "111122223333" } })), vec![]),
        (when(READ, "*", json!({ "StringEquals": {} })), vec![("IAM0306", resource)]),
        // Conditions.
        (read_when(json!({ "StringEquals": { "aws:SourceAccount": ["111122223333"] } })), vec![]),
        (read_when(json!({ "ForAnyValue:stringlikeIfExists": { "aws:tagkeys": "team" } })), vec![]),
        (
            read_when(json!({ "StringEqual": { "aws:SourceAccount": "1" } })),
            vec![("IAM0401", "Statement[0].Condition.StringEqual")],
        ),
        (
            read_when(json!({ "StringEquals": { "aws:SourceAcount": "1" } })),
            vec![("IAM0402", "Statement[0].Condition.StringEquals.aws:SourceAcount")],
        ),
        (
            read_when(json!({ "StringEquals": { "s3:weatherForecastOfTheDay": "1" } })),
            vec![("IAM0403", "Statement[0].Condition.StringEquals.s3:weatherForecastOfTheDay")],
        ),
        (read_when(json!({ "StringEquals": { "s3:ExistingObjectTag/team": "a" } })), vec![]),
        (read_when(json!({ "StringEquals": { "aws:ResourceTag/${aws:PrincipalTag/team}": "a" } })), vec![]),
        (
            read_when(
                json!({ "ArnEquals": { "ecs:cluster": "arn:aws:ecs:eu-west-1:111122223333:cluster/c" } }),
            ),
            vec![("IAM0404", "Statement[0].Condition.ArnEquals.ecs:cluster")],
        ),
        (
            when(
                "ecs:RunTask",
                "arn:aws:ecs:*:111122223333:task-definition/web:*",
                json!({ "ArnEquals": { "ecs:cluster": "arn:aws:ecs:eu-west-1:111122223333:cluster/c" } }),
            ),
            vec![],
        ),
        (read_when(json!({ "Bool": { "aws:SecureTransport": [true, "false"] } })), vec![]),
        (
            read_when(json!({ "BoolIfExists": { "aws:SecureTransport": ["true", "yes"] } })),
            vec![("IAM0405", "Statement[0].Condition.BoolIfExists.aws:SecureTransport[1]")],
        ),
        (read_when(json!({ "NumericLessThan": { "aws:MultiFactorAuthAge": [3600, "3600.5"] } })), vec![]),
        (
            read_when(json!({ "NumericLessThan": { "aws:MultiFactorAuthAge": "1h" } })),
            vec![("IAM0405", "Statement[0].Condition.NumericLessThan.aws:MultiFactorAuthAge")],
        ),
        (
            read_when(
                json!({ "DateLessThan": { "aws:CurrentTime": ["2026-01-31T12:00:00Z", "2026", "1767225600"] } }),
            ),
            vec![],
        ),
        (
            read_when(json!({ "DateLessThan": { "aws:CurrentTime": "31.1.2026" } })),
            vec![("IAM0405", "Statement[0].Condition.DateLessThan.aws:CurrentTime")],
        ),
        (
            read_when(
                json!({ "IpAddress": { "aws:SourceIp": ["10.0.0.0/8", "2001:db8::/32", "192.0.2.1"] } }),
            ),
            vec![],
        ),
        (
            read_when(json!({ "NotIpAddress": { "aws:SourceIp": "10.0.0.0/33" } })),
            vec![("IAM0405", "Statement[0].Condition.NotIpAddress.aws:SourceIp")],
        ),
        (read_when(json!({ "StringLike": { "aws:PrincipalArn": "arn:aws:iam::*:role/a*" } })), vec![]),
        (
            read_when(json!({ "StringEquals": { "aws:PrincipalArn": "arn:aws:iam::*:role/a*" } })),
            vec![("IAM0406", "Statement[0].Condition.StringEquals.aws:PrincipalArn")],
        ),
        (read_when(json!({ "StringEquals": { "aws:PrincipalArn": "${role/web.arn}" } })), vec![]),
        // Principals.
        (
            json!([{ "Effect": "Allow", "Principal": "*", "Action": READ, "Resource": OBJECTS }]),
            vec![("IAM0501", "Statement[0].Principal")],
        ),
        (
            json!([{ "Effect": "Allow", "NotPrincipal": { "AWS": "1" }, "Action": READ, "Resource": OBJECTS }]),
            vec![("IAM0501", "Statement[0].NotPrincipal")],
        ),
    ]
}

/// The rows of trust policies: the statements, and what is found.
fn trust_rows() -> Vec<(Value, Vec<(&'static str, &'static str)>)> {
    let by = |principal: Value, action: &str| {
        json!([{ "Effect": "Allow", "Principal": principal, "Action": action,
                 "Condition": { "StringEquals": { "aws:SourceAccount": "111122223333" } } }])
    };
    let service = |name: &str| by(json!({ "Service": name }), "sts:AssumeRole");
    let aws = |name: &str| by(json!({ "AWS": name }), "sts:AssumeRole");
    let federated = |name: &str| by(json!({ "Federated": name }), "sts:AssumeRoleWithWebIdentity");
    let open =
        |principal: Value| json!([{ "Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole" }]);
    let oidc = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";
    let saml = "arn:aws:iam::111122223333:saml-provider/Office";
    vec![
        (service("ecs-tasks.amazonaws.com"), vec![]),
        (service("${service/of.principal}"), vec![]),
        (by(json!({ "Service": [] }), "sts:AssumeRole"), vec![("IAM0103", "Statement[0].Principal")]),
        (json!([{ "Effect": "Allow", "Action": "sts:AssumeRole" }]), vec![("IAM0502", "Statement[0]")]),
        (
            json!([{ "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sts:AssumeRole",
                     "Resource": "*" }]),
            vec![("IAM0503", "Statement[0].Resource")],
        ),
        (by(json!({ "AWS": "111122223333" }), "s3:GetObject"), vec![("IAM0504", "Statement[0].Action")]),
        (by(json!({ "AWS": "111122223333" }), "*"), vec![("IAM0504", "Statement[0].Action")]),
        (by(json!({ "AWS": "111122223333" }), "sts:AssumRole"), vec![("IAM0504", "Statement[0].Action")]),
        (by(json!({ "AWS": "111122223333" }), "STS:assumerole"), vec![]),
        (by(json!({ "AWS": "111122223333" }), "sts:AssumeRole*"), vec![]),
        (by(json!({ "AWS": "111122223333" }), "sts:TagSession"), vec![]),
        (
            by(json!({ "Federated": oidc }), "sts:AssumeRole"),
            vec![("IAM0505", "Statement[0].Principal.Federated")],
        ),
        (by(json!({ "Federated": saml }), "sts:AssumeRoleWithSAML"), vec![]),
        (
            by(json!({ "AWS": "111122223333" }), "sts:AssumeRoleWithSAML"),
            vec![("IAM0505", "Statement[0].Principal.AWS")],
        ),
        (service("ecs-task.amazonaws.com"), vec![("IAM0506", "Statement[0].Principal.Service")]),
        (service("ecs-tasks"), vec![("IAM0506", "Statement[0].Principal.Service")]),
        (service("*"), vec![("IAM0506", "Statement[0].Principal.Service")]),
        (service("nothing-of-the-kind.amazonaws.com"), vec![("IAM0507", "Statement[0].Principal.Service")]),
        (aws("111122223333"), vec![]),
        (aws("arn:aws:iam::111122223333:root"), vec![]),
        (aws("arn:aws-cn:iam::111122223333:role/path/name"), vec![]),
        (aws("arn:aws:sts::111122223333:assumed-role/name/session"), vec![]),
        (aws("AROAEXAMPLEROLEID1234"), vec![]),
        (aws("${role/web.arn}"), vec![]),
        (aws("11112222333"), vec![("IAM0508", "Statement[0].Principal.AWS")]),
        (aws("arn:aws:iam::111122223333:role/*"), vec![("IAM0508", "Statement[0].Principal.AWS")]),
        (aws("arn:aws:iam::111122223333:role/"), vec![("IAM0508", "Statement[0].Principal.AWS")]),
        (aws("arn:aws:iam::111122223333:group/admins"), vec![("IAM0508", "Statement[0].Principal.AWS")]),
        (federated(oidc), vec![]),
        (federated("cognito-identity.amazonaws.com"), vec![]),
        (
            federated("arn:aws:iam::111122223333:role/x"),
            vec![("IAM0508", "Statement[0].Principal.Federated")],
        ),
        (aws("*"), vec![]),
        (open(json!("*")), vec![("IAM0509", "Statement[0].Principal")]),
        (open(json!({ "AWS": ["111122223333", "*"] })), vec![("IAM0509", "Statement[0].Principal.AWS[1]")]),
        (open(json!({ "AWS": "111122223333" })), vec![]),
        (open(json!({ "Service": "ec2.amazonaws.com" })), vec![]),
        (
            open(json!({ "Service": ["ec2.amazonaws.com", "ecs-tasks.amazonaws.com"] })),
            vec![("IAM0510", "Statement[0].Principal.Service[1]")],
        ),
        (json!([{ "Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRole" }]), vec![]),
    ]
}

/// What the findings say, for a failed assertion.
fn said(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|finding| finding.what.as_str()).collect()
}

fn owned(expected: &[(&'static str, &'static str)]) -> Vec<(&'static str, String)> {
    expected.iter().map(|(code, member)| (*code, (*member).to_owned())).collect()
}

#[test]
fn identity_policies() {
    for (statements, expected) in identity_rows() {
        let findings = identity(statements.clone());
        assert_eq!(found(&findings), owned(&expected), "{statements}: {:?}", said(&findings));
    }
}

#[test]
fn trust_policies() {
    for (statements, expected) in trust_rows() {
        let findings = trust(statements.clone());
        assert_eq!(found(&findings), owned(&expected), "{statements}: {:?}", said(&findings));
    }
}

#[test]
fn versions() {
    for (version, expected) in [
        (json!("2012-10-17"), None),
        (json!("2008-10-17"), Some("IAM0102")),
        (Value::Null, Some("IAM0102")),
        (json!("2024-01-01"), Some("IAM0101")),
    ] {
        let document = json!({ "Version": version, "Statement": [
            { "Effect": "Allow", "Action": READ, "Resource": OBJECTS }] });
        let findings = inline_policy(&read(document));
        assert_eq!(findings.iter().map(|finding| finding.code.id).next(), expected, "{version}");
    }
}

/// A policy of exactly so many characters.
fn of_size(size: usize) -> PolicyDocument {
    let with = |name: &str| PolicyDocument::new().allow(READ, format!("arn:aws:s3:::reports/{name}"));
    let empty = with("").size();
    with(&"x".repeat(size - empty))
}

#[test]
fn sizes() {
    let id = |findings: Vec<Finding>| findings.first().map(|finding| finding.code.id);
    assert_eq!(id(inline_policy(&of_size(INLINE_LIMIT))), None);
    assert_eq!(id(inline_policy(&of_size(INLINE_LIMIT + 1))), Some("IAM0108"));
    assert_eq!(id(managed_policy(&of_size(MANAGED_LIMIT))), None);
    assert_eq!(id(managed_policy(&of_size(MANAGED_LIMIT + 1))), Some("IAM0108"));
    let half = of_size(INLINE_LIMIT / 2);
    assert!(inline_policies([&half, &half]).is_none());
    assert!(
        inline_policies([&half, &half, &of_size(200)]).is_some_and(|finding| finding.code.id == "IAM0108")
    );
    assert!(inline_policies([&of_size(INLINE_LIMIT + 1)]).is_none(), "that is the policy's own finding");

    let trust_of = |size: usize| {
        let with = |name: &str| -> PolicyDocument {
            TrustPolicy::aws(format!("arn:aws:iam::111122223333:role/{name}")).into()
        };
        with(&"x".repeat(size - with("").size()))
    };
    let (quota, most) = TRUST_LIMITS;
    assert_eq!(id(trust_policy(&trust_of(quota))), None);
    assert_eq!(id(trust_policy(&trust_of(quota + 1))), Some("IAM0109"));
    assert_eq!(id(trust_policy(&trust_of(most))), Some("IAM0109"));
    assert_eq!(id(trust_policy(&trust_of(most + 1))), Some("IAM0108"));
}

#[test]
fn whom_a_trust_policy_lets_in() {
    let trust: PolicyDocument = TrustPolicy::service("ecs-tasks.amazonaws.com").into();
    assert!(trusts_service(&trust, "ecs-tasks.amazonaws.com"));
    assert!(!trusts_service(&trust, "ecs.amazonaws.com"));
    let denied = PolicyDocument::new()
        .statement(crate::iam::policy::Statement::deny("sts:AssumeRole").by(Principal::Everyone));
    assert!(!trusts_service(&denied, "ecs-tasks.amazonaws.com"));
    let other: PolicyDocument = TrustPolicy::web_identity("accounts.google.com").into();
    assert!(!trusts_service(&other, "accounts.google.com"));
}

#[test]
fn messages_name_what_was_meant() {
    for (action, fix) in [
        ("s3:GetObjct", "write `s3:GetObject`"),
        ("events:events:DescribeRule", "write `events:DescribeRule`"),
        ("RunTask", "write the service before it: `ecs:RunTask`"),
        ("efs:ClientMount", "write `elasticfilesystem:ClientMount`"),
        ("lamda:Nonsense", "write `lambda` before the colon"),
    ] {
        let findings = identity(json!([{ "Effect": "Allow", "Action": action, "Resource": OBJECTS }]));
        assert_eq!(findings[0].fix, fix, "{action}");
    }
    let findings =
        identity(json!([{ "Effect": "Allow", "Action": READ, "Resource": "arn:aws:s3:::reports" }]));
    assert_eq!(findings[0].what, "`s3:GetObject` does not act on `arn:aws:s3:::reports`");
    assert!(findings[0].fix.contains("`arn:*:s3:::{BucketName}/{ObjectName}`"), "{}", findings[0].fix);
}

#[test]
fn every_code_has_a_row_that_triggers_it() {
    let mut triggered: BTreeSet<&str> = ["IAM0101", "IAM0102", "IAM0108", "IAM0109"].into();
    triggered.extend(
        identity_rows().into_iter().chain(trust_rows()).flat_map(|(_, found)| found).map(|(id, _)| id),
    );
    let known: BTreeSet<&str> = codes::CODES.iter().map(|code| code.id).collect();
    assert_eq!(triggered, known);
}

/// Texts that are cut in the wrong place easily.
const AWKWARD: &[&str] = &[
    "",
    ":",
    "::",
    ":::::",
    "*",
    "?",
    "*:",
    ":*",
    "*:*",
    "**",
    "$",
    "${",
    "${}",
    "${:",
    "}",
    "${a:b}:c",
    "/",
    "/*",
    "é",
    "é:é",
    "arn",
    "arn:",
    "arn:aws",
    "arn:aws:é:::é*?",
    "arn:aws:s3:::",
    "aws:",
    "aws:é",
    "ForAnyValue:",
    "forallvalues:é",
    "IfExists",
    "éIfExists",
    "sts",
    "sts:",
    "sté:x",
    "s3:é",
    "ecs:?",
    ".amazonaws.com",
    "é.amazonaws.com",
    "..",
    "a..b.cn",
    "=",
    "=ecs",
    "ecs\n",
    "10.0.0.0/",
    "/8",
    "::/129",
    "-",
    "T",
];

#[test]
fn no_text_makes_a_rule_panic() {
    for (first, second) in AWKWARD.iter().zip(AWKWARD.iter().cycle().skip(7)) {
        let statements = json!([{
            "Sid": first, "Effect": first, "Action": [first, second], "NotAction": second,
            "Resource": [second, first], "NotResource": first,
            "Principal": { "AWS": first, "Service": second, "Federated": first },
            "Condition": { (*first): { (*second): [first, 1, true] }, "IpAddress": { "a": second },
                           "DateEquals": { "a": second }, "NumericEquals": { "a": second } },
        }, { "Effect": "Allow", "Action": first, "Resource": second }]);
        assert!(!identity(statements.clone()).is_empty());
        assert!(!trust(statements).is_empty());
    }
}

#[test]
fn names_are_listed_as_in_a_sentence() {
    let names: Vec<String> = ["a", "b", "c", "d", "e"].map(str::to_owned).into();
    assert_eq!(some(&[], "and"), "");
    assert_eq!(some(&names[..1], "and"), "a");
    assert_eq!(some(&names[..2], "or"), "a or b");
    assert_eq!(some(&names[..3], "and"), "a, b and c");
    assert_eq!(some(&names, "and"), "a, b, c and 2 more");
}
