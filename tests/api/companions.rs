//! The requests of IAM and CloudWatch Logs, in the spelling that the AWS CLI takes.

use ecs_dsl::api::{iam, logs};
use serde_json::json;

use crate::document::round_trip;

const TRUST: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;

#[test]
fn roles_are_written_as_iam_spells_them() {
    let create = json!({
        "Path": "/ecs-dsl/prod/",
        "RoleName": "web",
        "AssumeRolePolicyDocument": TRUST,
        "Description": "What web may do",
        "MaxSessionDuration": 3600,
        "PermissionsBoundary": "arn:aws:iam::123456789012:policy/boundary",
        "Tags": [{"Key": "ecs-dsl:stack", "Value": "prod"}],
    });
    assert_eq!(round_trip::<iam::CreateRole>(&create), Ok(create));

    let put = json!({"RoleName": "web", "PolicyName": "bucket", "PolicyDocument": "{}"});
    assert_eq!(round_trip::<iam::PutRolePolicy>(&put), Ok(put));
    let attach = json!({"RoleName": "web", "PolicyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess"});
    assert_eq!(round_trip::<iam::AttachRolePolicy>(&attach), Ok(attach));
    let tag = json!({"RoleName": "web", "Tags": [{"Key": "team", "Value": ""}]});
    assert_eq!(round_trip::<iam::TagRole>(&tag), Ok(tag));
}

#[test]
fn a_role_without_a_trust_policy_is_refused() {
    let refusal = serde_json::from_value::<iam::CreateRole>(json!({"RoleName": "web"})).unwrap_err();
    assert!(refusal.to_string().contains("`AssumeRolePolicyDocument`"), "{refusal}");
}

#[test]
fn instance_profiles_are_written_as_iam_spells_them() {
    let create = json!({"InstanceProfileName": "ecs", "Path": "/", "Tags": [{"Key": "a", "Value": "b"}]});
    assert_eq!(round_trip::<iam::CreateInstanceProfile>(&create), Ok(create));
    let add = json!({"InstanceProfileName": "ecs", "RoleName": "ecs-instance"});
    assert_eq!(round_trip::<iam::AddRoleToInstanceProfile>(&add), Ok(add));
}

#[test]
fn log_groups_are_written_as_logs_spells_them() {
    let create = json!({
        "logGroupName": "/ecs/web",
        "kmsKeyId": "arn:aws:kms:eu-west-1:123456789012:key/0a1b",
        "tags": {"ecs-dsl:stack": "prod", "team": "core"},
        "logGroupClass": "INFREQUENT_ACCESS",
        "deletionProtectionEnabled": true,
    });
    assert_eq!(round_trip::<logs::CreateLogGroup>(&create), Ok(create));
    let retention = json!({"logGroupName": "/ecs/web", "retentionInDays": 30});
    assert_eq!(round_trip::<logs::PutRetentionPolicy>(&retention), Ok(retention));

    // The creation time and the size outgrow 32 bits.
    let described = json!({
        "logGroupName": "/ecs/web", "creationTime": 1_733_261_065_250_i64, "retentionInDays": 30,
        "metricFilterCount": 0, "arn": "arn:aws:logs:eu-west-1:123456789012:log-group:/ecs/web:*",
        "storedBytes": 98_765_432_100_i64, "kmsKeyId": "key", "dataProtectionStatus": "ACTIVATED",
        "inheritedProperties": ["ACCOUNT_DATA_PROTECTION"], "logGroupClass": "STANDARD",
        "logGroupArn": "arn:aws:logs:eu-west-1:123456789012:log-group:/ecs/web",
        "deletionProtectionEnabled": false, "bearerTokenAuthenticationEnabled": false,
    });
    assert_eq!(round_trip::<logs::LogGroup>(&described), Ok(described));
}
