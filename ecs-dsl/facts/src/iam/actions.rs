//! Actions: `service:Action`, what they act on, and what was meant by one that does not exist.

use super::table::{self, ResourceType, Service};
use super::{condition, glob, read};
use crate::nearest;

/// What an action does, as AWS groups it; of several groups, the gravest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Access {
    /// Lists resources, without what is in them.
    List,
    /// Reads what is in a resource.
    Read,
    /// Changes tags alone.
    Tagging,
    /// Creates, changes or deletes.
    Write,
    /// Grants or withdraws permissions.
    PermissionsManagement,
}

impl Access {
    pub(super) fn read(letter: &str) -> Self {
        match letter {
            "L" => Self::List,
            "R" => Self::Read,
            "T" => Self::Tagging,
            "P" => Self::PermissionsManagement,
            _ => Self::Write,
        }
    }
}

/// An action of a service, printed as `s3:GetObject`.
#[derive(Clone, Copy)]
pub struct Action {
    pub(super) service: Service,
    pub(super) name: &'static str,
    pub(super) access: Access,
    pub(super) resource_types: &'static str,
    pub(super) keys: &'static str,
}

impl Action {
    /// Returns the service whose action it is.
    pub fn service(&self) -> Service {
        self.service
    }

    /// Returns the action's name, such as `GetObject`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Returns what the action does.
    pub fn access(&self) -> Access {
        self.access
    }

    /// Goes through the types of resources that the action can be limited to.
    ///
    /// None means that the action has no resource level: it is allowed on `*` or not at all.
    pub fn resource_types(&self) -> impl Iterator<Item = ResourceType> + use<> {
        self.service.numbered_types(self.resource_types)
    }

    /// Returns whether the action can be limited to resources.
    pub fn has_resources(&self) -> bool {
        self.resource_types().next().is_some()
    }

    /// Returns whether `resource`, as it stands in a policy, may be something that the action acts on.
    pub fn acts_on(&self, resource: &str) -> bool {
        resource == "*" || self.resource_types().any(|of| of.arns().any(|arn| arn.meets(resource)))
    }

    /// Goes through the service's condition keys that a request for this action has.
    ///
    /// Those that every service has are in [`condition`]. A key may come more than once.
    pub fn condition_keys(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.service
            .numbered_keys(self.keys)
            .chain(self.resource_types().flat_map(|resource_type| resource_type.condition_keys()))
    }

    /// Returns whether a request for this action has a condition key, case ignored.
    pub fn has_condition_key(&self, key: &str) -> bool {
        condition::is_global_key(key) || self.condition_keys().any(|known| glob::matches(known, key))
    }
}

impl PartialEq for Action {
    fn eq(&self, other: &Self) -> bool {
        self.service == other.service && self.name == other.name
    }
}

impl Eq for Action {}

impl std::fmt::Display for Action {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}:{}", self.service.prefix(), self.name)
    }
}

impl std::fmt::Debug for Action {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Action({self})")
    }
}

/// Goes through all services, sorted by prefix.
pub fn services() -> impl Iterator<Item = Service> {
    table::services()
}

/// Returns the service with a prefix, such as `ecs`, case ignored.
pub fn service(prefix: &str) -> Option<Service> {
    read::named(prefix).map(|block| block.service)
}

/// Returns whether a prefix is that of a service, case ignored.
pub fn is_service(prefix: &str) -> bool {
    service(prefix).is_some()
}

/// Returns the action of a name such as `s3:GetObject`, case ignored.
pub fn lookup(action: &str) -> Option<Action> {
    let (prefix, name) = action.split_once(':')?;
    read::named(prefix)?.action(name)
}

/// Goes through the actions that a pattern such as `s3:Get*` stands for, in the table's order.
///
/// A pattern without wildcards stands for the one action, `*` for every action of every service.
pub fn expand(pattern: &str) -> impl Iterator<Item = Action> {
    let one = (!glob::is_open(pattern)).then(|| lookup(pattern)).flatten();
    let (prefix, name) = match pattern.split_once(':') {
        Some(parts) if glob::is_open(pattern) => parts,
        None if pattern == "*" => ("*", "*"),
        _ => ("", ""),
    };
    let known = (!prefix.is_empty() && !glob::is_open(prefix)).then(|| service(prefix)).flatten();
    let several = glob::is_open(prefix).then(|| services().filter(|of| glob::matches(prefix, of.prefix())));
    let services = known.into_iter().chain(several.into_iter().flatten());
    one.into_iter().chain(
        services.flat_map(|service| service.actions()).filter(move |action| glob::matches(name, action.name)),
    )
}

/// Returns whether a pattern stands for any action at all.
pub fn matches_any(pattern: &str) -> bool {
    expand(pattern).next().is_some()
}

/// Returns the action that was meant by one that does not exist, such as `s3:GetObjct`.
///
/// Looks for a name that AWS uses elsewhere for the same (the API's operation, the service's everyday
/// name), then for a name nearly the same. `None` when nothing is near, or the action exists.
pub fn nearest_action(action: &str) -> Option<String> {
    let (prefix, name) = action.split_once(':')?;
    if let Some((_, meant)) = OPERATIONS.iter().find(|(operation, _)| operation.eq_ignore_ascii_case(action))
    {
        return Some((*meant).to_owned());
    }
    let known = service(prefix);
    let service = known.or_else(|| nearest_service(prefix).and_then(service))?;
    match service.actions().find(|known| known.name.eq_ignore_ascii_case(name)) {
        Some(_) if known.is_some() => None,
        Some(action) => Some(action.to_string()),
        None => {
            let name = nearest(name, service.actions().map(|action| action.name))?;
            Some(format!("{}:{name}", service.prefix()))
        }
    }
}

/// Returns the prefix of the service that was meant by one that does not exist, such as `efs`.
pub fn nearest_service(prefix: &str) -> Option<&'static str> {
    if is_service(prefix) {
        return None;
    }
    let everyday = EVERYDAY_PREFIXES.iter().find(|(everyday, _)| everyday.eq_ignore_ascii_case(prefix));
    everyday.map(|(_, known)| *known).or_else(|| nearest(prefix, services().map(|service| service.prefix())))
}

/// Goes through the services that have an action of a name, case ignored.
pub fn services_with(name: &str) -> impl Iterator<Item = Service> {
    services().filter(move |service| service.actions().any(|action| action.name.eq_ignore_ascii_case(name)))
}

/// Operations of the APIs whose permission has another name, and that people therefore write.
const OPERATIONS: &[(&str, &str)] = &[
    ("dynamodb:TransactGetItems", "dynamodb:GetItem"),
    ("dynamodb:TransactWriteItems", "dynamodb:PutItem"),
    ("lambda:Invoke", "lambda:InvokeFunction"),
    ("s3:CompleteMultipartUpload", "s3:PutObject"),
    ("s3:CopyObject", "s3:PutObject"),
    ("s3:CreateMultipartUpload", "s3:PutObject"),
    ("s3:DeleteObjects", "s3:DeleteObject"),
    ("s3:GetBucketEncryption", "s3:GetEncryptionConfiguration"),
    ("s3:GetBucketLifecycle", "s3:GetLifecycleConfiguration"),
    ("s3:GetBucketLifecycleConfiguration", "s3:GetLifecycleConfiguration"),
    ("s3:GetBucketReplication", "s3:GetReplicationConfiguration"),
    ("s3:HeadBucket", "s3:ListBucket"),
    ("s3:HeadObject", "s3:GetObject"),
    ("s3:ListBuckets", "s3:ListAllMyBuckets"),
    ("s3:ListMultipartUploads", "s3:ListBucketMultipartUploads"),
    ("s3:ListObjects", "s3:ListBucket"),
    ("s3:ListObjectsV2", "s3:ListBucket"),
    ("s3:ListObjectVersions", "s3:ListBucketVersions"),
    ("s3:ListParts", "s3:ListMultipartUploadParts"),
    ("s3:PutBucketEncryption", "s3:PutEncryptionConfiguration"),
    ("s3:PutBucketLifecycleConfiguration", "s3:PutLifecycleConfiguration"),
    ("s3:UploadPart", "s3:PutObject"),
    ("sns:PublishBatch", "sns:Publish"),
    ("sqs:DeleteMessageBatch", "sqs:DeleteMessage"),
    ("sqs:SendMessageBatch", "sqs:SendMessage"),
];

/// What services are called elsewhere (in the SDKs, the console, by people), and their prefix in IAM.
const EVERYDAY_PREFIXES: &[(&str, &str)] = &[
    ("alb", "elasticloadbalancing"),
    ("amp", "aps"),
    ("cloudmap", "servicediscovery"),
    ("cloudwatchlogs", "logs"),
    ("cognito", "cognito-idp"),
    ("ddb", "dynamodb"),
    ("efs", "elasticfilesystem"),
    ("elb", "elasticloadbalancing"),
    ("elbv2", "elasticloadbalancing"),
    ("emr", "elasticmapreduce"),
    ("eventbridge", "events"),
    ("loadbalancing", "elasticloadbalancing"),
    ("msk", "kafka"),
    ("parameterstore", "ssm"),
    ("prometheus", "aps"),
    ("rdsdata", "rds-data"),
    ("secrets", "secretsmanager"),
    ("sfn", "states"),
    ("stepfunctions", "states"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_are_found_in_any_case_and_come_out_as_aws_writes_them() {
        let action = lookup("S3:getobject").unwrap();
        assert_eq!(action.to_string(), "s3:GetObject");
        assert_eq!(action.access(), Access::Read);
        assert!(action.acts_on("arn:aws:s3:::b/*") && !action.acts_on("arn:aws:s3:::b"));
        for unknown in ["", "s3", "s3:", ":GetObject", "s3:Get*", "s3:GetObjct", "events:events:DescribeRule"]
        {
            assert_eq!(lookup(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn the_actions_that_the_project_writes_exist() {
        for action in [
            "ecr:GetAuthorizationToken",
            "ecr:BatchCheckLayerAvailability",
            "ecr:GetDownloadUrlForLayer",
            "ecr:BatchGetImage",
            "logs:CreateLogStream",
            "logs:PutLogEvents",
            "logs:CreateLogGroup",
            "logs:DescribeLogGroups",
            "logs:DescribeLogStreams",
            "secretsmanager:GetSecretValue",
            "ssm:GetParameters",
            "kms:Decrypt",
            "s3:GetObject",
            "s3:PutObject",
            "s3:GetBucketLocation",
            "s3:GetEncryptionConfiguration",
            "ssmmessages:CreateControlChannel",
            "ssmmessages:CreateDataChannel",
            "ssmmessages:OpenControlChannel",
            "ssmmessages:OpenDataChannel",
            "elasticfilesystem:ClientMount",
            "elasticfilesystem:ClientWrite",
            "elasticfilesystem:ClientRootAccess",
            "xray:PutTraceSegments",
            "xray:PutTelemetryRecords",
            "ecs:RunTask",
            "iam:PassRole",
            "sts:AssumeRole",
            "sts:AssumeRoleWithWebIdentity",
        ] {
            assert!(lookup(action).is_some_and(|found| found.to_string() == action), "{action}");
        }
    }

    #[test]
    fn some_actions_have_no_resource_level() {
        for action in
            ["ecr:GetAuthorizationToken", "ssmmessages:OpenDataChannel", "ecs:RegisterTaskDefinition"]
        {
            let action = lookup(action).unwrap();
            assert!(action.acts_on("*"), "{action}");
        }
        assert!(!lookup("ecr:GetAuthorizationToken").unwrap().has_resources());
        assert!(lookup("ecr:BatchGetImage").unwrap().has_resources());
    }

    #[test]
    fn patterns_expand() {
        let names = |pattern: &str| expand(pattern).map(|action| action.to_string()).collect::<Vec<_>>();
        assert_eq!(
            names("ssmmessages:*Data*"),
            ["ssmmessages:CreateDataChannel", "ssmmessages:OpenDataChannel"]
        );
        assert_eq!(names("s3:GetObject"), ["s3:GetObject"]);
        assert!(names("*").len() > 20_000);
        assert!(matches_any("s3:*") && matches_any("s*:Get*") && matches_any("*:*"));
        for nothing in ["", "s3", "s3:Gett*", "zzz:*", "s3*", "**x"] {
            assert!(!matches_any(nothing), "{nothing}");
        }
    }

    #[test]
    fn condition_keys_come_from_the_action_and_its_resources() {
        let action = lookup("ecs:RunTask").unwrap();
        for key in ["ecs:cluster", "ECS:Cluster", "ecs:ResourceTag/team", "aws:SourceIp"] {
            assert!(action.has_condition_key(key), "{key}");
        }
        for key in ["s3:prefix", "ecs:ResourceTag", "ecs:CreateAction"] {
            assert!(!action.has_condition_key(key), "{key}");
        }
    }

    #[test]
    fn what_was_meant_is_offered() {
        for (written, meant) in [
            ("s3:GetObjct", Some("s3:GetObject")),
            ("s3:HeadObject", Some("s3:GetObject")),
            ("s3:ListObjectsV2", Some("s3:ListBucket")),
            ("efs:ClientMount", Some("elasticfilesystem:ClientMount")),
            ("efs:ClientMont", Some("elasticfilesystem:ClientMount")),
            ("secretmanager:GetSecretValue", Some("secretsmanager:GetSecretValue")),
            ("ssm:GetParamters", Some("ssm:GetParameters")),
            ("s3:GetObject", None),
            ("s3:SingASong", None),
            ("nosuchthing:GetObject", None),
            ("GetObject", None),
        ] {
            assert_eq!(nearest_action(written).as_deref(), meant, "{written}");
        }
        assert!(services_with("DeleteCluster").any(|service| service.prefix() == "ecs"));
    }

    #[test]
    fn the_tables_of_other_names_lead_to_what_exists_from_what_does_not() {
        for (operation, action) in OPERATIONS {
            assert!(lookup(operation).is_none(), "{operation} exists");
            assert!(lookup(action).is_some_and(|found| found.to_string() == *action), "{action}");
        }
        for (everyday, prefix) in EVERYDAY_PREFIXES {
            assert!(!is_service(everyday), "{everyday} exists");
            assert!(is_service(prefix), "{prefix}");
        }
    }
}
