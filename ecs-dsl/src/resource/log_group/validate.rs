//! The rules of log groups.

use std::collections::BTreeMap;

use ecs_dsl_facts::names;
use ecs_dsl_facts::retention::DAYS as RETENTIONS;

use crate::api::logs::{CreateLogGroup, PutRetentionPolicy};
use crate::check::limits::named;
use crate::check::value::{check_known, fault_in, has_token};
use crate::diagnostic::Finding;
use crate::diagnostic::code::log_group as codes;
use crate::resource::log_group::LogGroupClass;
use crate::resource::tags;

/// Checks a log group.
pub(crate) fn validate(request: &CreateLogGroup, findings: &mut Vec<Finding>) {
    named(&codes::GROUP_NAME, "logGroupName", &request.log_group_name, &names::LOG_GROUP, findings);
    if let Some(class) = &request.log_group_class {
        check_known("logGroupClass", class.as_str(), LogGroupClass::VALUES, findings);
    }
    check_key(request, findings);
    check_tags(request.tags.as_ref(), findings);
}

/// Checks how long a log group keeps its events.
pub(crate) fn validate_retention(request: &PutRetentionPolicy, findings: &mut Vec<Finding>) {
    let days = request.retention_in_days;
    if RETENTIONS.contains(&days) {
        return;
    }
    let below = RETENTIONS.iter().rev().find(|choice| **choice < days);
    let above = RETENTIONS.iter().find(|choice| **choice > days);
    let choices = below.into_iter().chain(above).map(|choice| format!("{choice} days"));
    let fix = match days {
        0 => "leave it out, and events are kept for ever".to_owned(),
        _ => format!("choose {}", ecs_dsl_facts::fault::choice(choices)),
    };
    let what = format!("events cannot be kept for {days} days");
    let choices = ecs_dsl_facts::fault::listed(RETENTIONS);
    let why = format!("CloudWatch Logs offers {choices} days, and for ever where no retention is set");
    findings.push(Finding::new(&codes::RETENTION, "retentionInDays", what, fix).because(why));
}

fn check_key(request: &CreateLogGroup, findings: &mut Vec<Finding>) {
    let Some(key) = request.kms_key_id.as_deref().filter(|key| !has_token(key)) else { return };
    if let Err(faults) = ecs_dsl_facts::arn::parse_as(key, ecs_dsl_facts::arn::ArnKind::KmsKey) {
        findings.push(fault_in(&codes::KEY, "kmsKeyId", key, faults.first().clone()));
    }
}

fn check_tags(tags: Option<&BTreeMap<String, String>>, findings: &mut Vec<Finding>) {
    let pairs = tags.into_iter().flatten();
    tags::check_pairs(
        pairs.map(|(key, value)| (format!("tags.{key}"), key.as_str(), value.as_str())),
        "tags",
        findings,
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(request: &CreateLogGroup) -> Vec<(&'static str, String)> {
        let mut findings = Vec::new();
        validate(request, &mut findings);
        findings.into_iter().map(|finding| (finding.code.id, finding.member)).collect()
    }

    #[test]
    fn a_log_group_has_a_name_a_class_and_a_key_that_exist() {
        let group =
            |name: &str| CreateLogGroup { log_group_name: name.to_owned(), ..CreateLogGroup::default() };
        let long = "x".repeat(513);
        for (name, fits) in [
            ("/shop/web.1-a_b#c", true),
            ("/aws/ecs/web", true),
            (&long[1..], true),
            ("${stack:log-group/web.name}", true),
            ("", false),
            (&long, false),
            ("web logs", false),
            ("aws/web", false),
        ] {
            let expected = if fits { vec![] } else { vec![("LOG0102", "logGroupName".to_owned())] };
            assert_eq!(found(&group(name)), expected, "{name}");
        }
        let of_class = |class: &str| CreateLogGroup { log_group_class: Some(class.into()), ..group("web") };
        assert_eq!(found(&of_class("INFREQUENT_ACCESS")), []);
        assert_eq!(found(&of_class("infrequent")), [("ECS0001", "logGroupClass".to_owned())]);
        let keyed = |key: &str| CreateLogGroup { kms_key_id: Some(key.to_owned()), ..group("web") };
        let key = "arn:aws:kms:eu-west-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef";
        assert_eq!(found(&keyed(key)), []);
        assert_eq!(found(&keyed("alias/logs")), [("LOG0103", "kmsKeyId".to_owned())]);
        let tags = BTreeMap::from([("aws:x".to_owned(), "y".to_owned())]);
        let tagged = CreateLogGroup { tags: Some(tags), ..group("web") };
        assert_eq!(found(&tagged), [("ECS0605", "tags.aws:x.key".to_owned())]);
    }

    #[test]
    fn retentions_are_those_that_cloudwatch_logs_offers() {
        let found = |days| {
            let mut findings = Vec::new();
            let request = PutRetentionPolicy { log_group_name: "web".to_owned(), retention_in_days: days };
            validate_retention(&request, &mut findings);
            findings
        };
        for days in RETENTIONS {
            assert_eq!(found(*days), [], "{days}");
        }
        for (days, fix) in [
            (i32::MIN, "choose 1 days"),
            (0, "leave it out, and events are kept for ever"),
            (45, "choose 30 days or 60 days"),
            (364, "choose 180 days or 365 days"),
            (4000, "choose 3653 days"),
        ] {
            let findings = found(days);
            let [finding] = findings.as_slice() else { panic!("{days}: {findings:?}") };
            assert_eq!((finding.code.id, finding.member.as_str()), ("LOG0101", "retentionInDays"));
            assert_eq!(finding.fix, fix, "{days}");
        }
    }
}
