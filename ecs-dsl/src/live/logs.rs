//! Reading CloudWatch Logs: the groups of a stack.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::ecs::{absent_if_not_found, common_prefix};
use super::parallel::in_parallel;
use crate::aws::{Aws, CallError, LogGroup};

/// Up to so many groups are asked for one by one.
const ONE_BY_ONE: usize = 5;

/// A log group and its tags, which its description does not tell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct LiveGroup {
    pub(crate) group: LogGroup,
    pub(crate) tags: BTreeMap<String, String>,
}

impl LiveGroup {
    /// Returns the group of this name as `DescribeLogGroups` tells it.
    pub(super) fn described(&self, name: &str) -> Value {
        let group = &self.group;
        let mut described = json!({ "logGroupName": name, "logGroupArn": group.arn });
        for (member, value) in [
            ("retentionInDays", group.retention_in_days.map(Value::from)),
            ("kmsKeyId", group.kms_key_id.clone().map(Value::from)),
            ("logGroupClass", group.class.clone().map(Value::from)),
            ("deletionProtectionEnabled", group.deletion_protection.map(Value::from)),
        ] {
            if let Some(value) = value {
                described[member] = value;
            }
        }
        described
    }
}

/// Returns each log group that there is, by name. Tags that are known already are not asked for.
pub(crate) async fn log_groups(
    aws: &Aws,
    names: &[String],
    known: impl Fn(&str) -> Option<BTreeMap<String, String>>,
) -> Result<BTreeMap<String, LiveGroup>, CallError> {
    let prefixes = if names.len() <= ONE_BY_ONE { names.to_vec() } else { vec![common_prefix(names)] };
    let calls = prefixes.into_iter().map(|prefix| {
        let aws = aws.clone();
        async move { aws.logs.describe_log_groups(&prefix).await }
    });
    let groups = in_parallel(calls.collect()).await?.into_iter().flatten();
    let names: BTreeSet<&String> = names.iter().collect();
    // Names of which one begins with another are found twice.
    let groups: BTreeMap<String, LogGroup> =
        groups.filter(|group| names.contains(&group.name)).map(|group| (group.name.clone(), group)).collect();
    let calls = groups.into_iter().map(|(name, group)| {
        let (aws, known) = (aws.clone(), known(&group.arn));
        async move {
            let tags = match known {
                Some(tags) => tags,
                None => absent_if_not_found(aws.logs.list_tags(&group.arn).await)?.unwrap_or_default(),
            };
            Ok((name, LiveGroup { group, tags }))
        }
    });
    Ok(in_parallel(calls.collect()).await?.into_iter().collect())
}
