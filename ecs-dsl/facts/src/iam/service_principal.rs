//! The services that a role can trust, by the name under which they take it on.

use super::actions;
use crate::nearest;

/// ECS, running a task: for task roles and execution roles.
pub const ECS_TASKS: &str = "ecs-tasks.amazonaws.com";

/// ECS itself: for infrastructure roles and the older service role.
pub const ECS: &str = "ecs.amazonaws.com";

/// EC2: for the instance profile of container instances.
pub const EC2: &str = "ec2.amazonaws.com";

/// EventBridge Scheduler: for schedules that start tasks.
pub const SCHEDULER: &str = "scheduler.amazonaws.com";

/// EventBridge: for rules that start tasks.
pub const EVENTS: &str = "events.amazonaws.com";

/// Application Auto Scaling: for scaling a service.
pub const APPLICATION_AUTOSCALING: &str = "application-autoscaling.amazonaws.com";

/// Names, sorted, that are not simply a service's prefix before `.amazonaws.com`.
///
/// AWS publishes no list of them: these are the names in AWS's own documentation of trust policies and
/// service-linked roles, and in the constants of the package cdk-constants 3.0.3 (Apache-2.0). Those of
/// the kind `s3.amazonaws.com` come from the table of services.
const OTHERS: &[&str] = &[
    "alexa-appkit.amazon.com",
    "alexa-connectedhome.amazon.com",
    "apidestinations.events.amazonaws.com",
    "appstream.application-autoscaling.amazonaws.com",
    "aws-artifact-account-sync.amazonaws.com",
    "billingconsole.amazonaws.com",
    "billingreports.amazonaws.com",
    "build.apprunner.amazonaws.com",
    "cassandra.application-autoscaling.amazonaws.com",
    "channels.lex.amazonaws.com",
    "cks.kms.amazonaws.com",
    "cloudwatch-crossaccount.amazonaws.com",
    "comprehend.application-autoscaling.amazonaws.com",
    "config-conforms.amazonaws.com",
    "config-multiaccountsetup.amazonaws.com",
    "continuousexport.discovery.amazonaws.com",
    "credentials.iot.amazonaws.com",
    "custom-resource.application-autoscaling.amazonaws.com",
    "delivery.logs.amazonaws.com",
    "dynamodb.application-autoscaling.amazonaws.com",
    "ec2.application-autoscaling.amazonaws.com",
    "ec2fleet.amazonaws.com",
    "ec2scheduled.amazonaws.com",
    "ecs-tasks.amazonaws.com",
    "ecs.application-autoscaling.amazonaws.com",
    "edgelambda.amazonaws.com",
    "eks-fargate-pods.amazonaws.com",
    "eks-fargate.amazonaws.com",
    "eks-nodegroup.amazonaws.com",
    "elasticache.application-autoscaling.amazonaws.com",
    "elasticmapreduce.application-autoscaling.amazonaws.com",
    "kafka.application-autoscaling.amazonaws.com",
    "lambda.application-autoscaling.amazonaws.com",
    "lexv2.amazonaws.com",
    "license-manager.master-account.amazonaws.com",
    "license-manager.member-account.amazonaws.com",
    "logdelivery.elasticloadbalancing.amazonaws.com",
    "malware-protection-plan.guardduty.amazonaws.com",
    "malware-protection.guardduty.amazonaws.com",
    "member.org.stacksets.cloudformation.amazonaws.com",
    "metering-marketplace.amazonaws.com",
    "monitoring.amazonaws.com",
    "monitoring.rds.amazonaws.com",
    "mturk-requester.amazonaws.com",
    "opensearchservice.amazonaws.com",
    "ops.apigateway.amazonaws.com",
    "opsdatasync.ssm.amazonaws.com",
    "pods.eks.amazonaws.com",
    "pullthroughcache.ecr.amazonaws.com",
    "rds.application-autoscaling.amazonaws.com",
    "replication.dynamodb.amazonaws.com",
    "replication.ecr.amazonaws.com",
    "replicator.lambda.amazonaws.com",
    "resources.cloudformation.amazonaws.com",
    "sagemaker.application-autoscaling.amazonaws.com",
    "servicecatalog-appregistry.amazonaws.com",
    "spot.amazonaws.com",
    "spotfleet.amazonaws.com",
    "stacksets.cloudformation.amazonaws.com",
    "storage-lens.s3.amazonaws.com",
    "streams.metrics.cloudwatch.amazonaws.com",
    "tagpolicies.tag.amazonaws.com",
    "tasks.apprunner.amazonaws.com",
    "vmie.amazonaws.com",
    "vpc-flow-logs.amazonaws.com",
];

const DOMAIN: &str = ".amazonaws.com";

/// Returns whether a name is that of a service that roles can trust, as far as this table goes.
///
/// Takes the regional form too (`logs.eu-west-1.amazonaws.com`), and the one of China, with `.cn` at
/// its end.
pub fn is_known(name: &str) -> bool {
    let name = name.strip_suffix(".cn").unwrap_or(name);
    if OTHERS.binary_search(&name).is_ok() {
        return true;
    }
    let Some(service) = name.strip_suffix(DOMAIN) else { return false };
    let global = match service.rsplit_once('.') {
        Some((service, region)) if is_region(region) => service,
        _ => service,
    };
    let is_lower = !global.contains(|character: char| character.is_ascii_uppercase());
    is_lower
        && (actions::is_service(global)
            || OTHERS.binary_search(&format!("{global}{DOMAIN}").as_str()).is_ok())
}

/// Returns the service that was meant by a name that is not known.
pub fn nearest_known(name: &str) -> Option<String> {
    if is_known(name) {
        return None;
    }
    if name.is_empty() {
        return None;
    }
    if !name.contains('.') {
        // Only the service was written, as in `ecs-tasks`.
        let whole = format!("{name}{DOMAIN}");
        return if is_known(&whole) { Some(whole) } else { nearest_known(&whole) };
    }
    if let Some(other) = nearest(name, OTHERS.iter().copied()) {
        return Some(other.to_owned());
    }
    let service = name.split('.').next().filter(|service| !service.is_empty())?;
    let known = match actions::is_service(service) {
        true => service.to_ascii_lowercase(),
        false => nearest(service, actions::services().map(|service| service.prefix()))?.to_owned(),
    };
    Some(format!("{known}{DOMAIN}"))
}

/// Returns whether a name is formed as that of a service: `NAME.amazonaws.com` or `NAME.amazon.com`.
pub fn is_formed(name: &str) -> bool {
    let name = name.strip_suffix(".cn").unwrap_or(name);
    let head = name.strip_suffix(DOMAIN).or_else(|| name.strip_suffix(".amazon.com"));
    head.is_some_and(|head| {
        !head.is_empty()
            && head.split('.').all(|label| {
                !label.is_empty()
                    && label
                        .bytes()
                        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
            })
    })
}

/// `eu-west-1`, `us-gov-east-1`, `us-iso-east-1`.
fn is_region(text: &str) -> bool {
    let mut labels = text.split('-');
    let area =
        labels.next().is_some_and(|area| area.len() == 2 && area.bytes().all(|b| b.is_ascii_lowercase()));
    area && (3..=4).contains(&text.split('-').count())
        && labels
            .next_back()
            .is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
        && labels.all(|label| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorted_for_the_search() {
        assert!(OTHERS.is_sorted(), "OTHERS must be sorted");
    }

    #[test]
    fn known_names() {
        for name in [
            ECS_TASKS,
            ECS,
            EC2,
            SCHEDULER,
            EVENTS,
            APPLICATION_AUTOSCALING,
            "lambda.amazonaws.com",
            "s3.amazonaws.com",
            "logs.ap-northeast-2.amazonaws.com",
            "ec2.amazonaws.com.cn",
            "vpc-flow-logs.amazonaws.com",
            "codedeploy.us-gov-west-1.amazonaws.com",
        ] {
            assert!(is_known(name), "{name}");
            assert!(is_formed(name), "{name}");
            assert_eq!(nearest_known(name), None, "{name}");
        }
    }

    #[test]
    fn unknown_names() {
        for (name, meant) in [
            ("ecs-task.amazonaws.com", Some("ecs-tasks.amazonaws.com")),
            ("ecs-tasks", Some("ecs-tasks.amazonaws.com")),
            ("ecs_tasks.amazonaws.com", Some("ecs-tasks.amazonaws.com")),
            ("ecs-tasks.amazonaws.co", Some("ecs-tasks.amazonaws.com")),
            ("ecs.amazon.com", Some("ecs.amazonaws.com")),
            ("Lambda.amazonaws.com", Some("lambda.amazonaws.com")),
            ("lamda.amazonaws.com", Some("lambda.amazonaws.com")),
            ("nothing-of-the-kind.amazonaws.com", None),
            ("", None),
            (".amazonaws.com", None),
        ] {
            assert!(!is_known(name), "{name}");
            assert_eq!(nearest_known(name).as_deref(), meant, "{name}");
        }
    }
}
