//! What the ARNs of each kind of resource look like, one row a kind.
//!
//! A shape such as `targetgroup/{NAME}/{ID}` serves twice: it is matched, and it is shown when a
//! resource does not match. A placeholder stands for everything up to the character after it; one at
//! the end with a `*` takes `/` and `:` too.

use super::Arn;
use crate::fault::{Fault, choice};
use crate::names;

/// The kinds of ARN whose resource is known here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each variant is named for the resource, and its row says the rest")]
pub enum ArnKind {
    Role,
    InstanceProfile,
    Policy,
    Cluster,
    Service,
    TaskDefinition,
    Task,
    TaskSet,
    CapacityProvider,
    ContainerInstance,
    TargetGroup,
    LoadBalancer,
    Listener,
    ListenerRule,
    Secret,
    SsmParameter,
    KmsKey,
    KmsAlias,
    S3Object,
    S3Bucket,
    AutoScalingGroup,
    LogGroup,
    EfsFileSystem,
    EfsAccessPoint,
    CloudMapService,
    CloudMapNamespace,
    LambdaFunction,
    CertificateAuthority,
    Certificate,
    EcrRepository,
    SnsTopic,
    SqsQueue,
    DynamoDbTable,
    KinesisStream,
    FirehoseStream,
    StateMachine,
    EventBus,
    Schedule,
    Alarm,
    LatticeTargetGroup,
}

impl ArnKind {
    /// Returns the row of this kind.
    pub fn row(self) -> &'static Kind {
        let found = KINDS.iter().find(|kind| kind.id == self);
        // A test walks every variant, so the first row is never a stand-in.
        found.unwrap_or(&KINDS[0])
    }
}

/// Whether a part stands in the ARNs of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It must stand there.
    Required,
    /// It must be empty.
    Absent,
}
use Presence::{Absent, Required};

/// A row of the table: a kind of resource and its ARN.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// Which kind it is.
    pub id: ArnKind,
    /// The kind with its article, for messages: `an IAM role`.
    pub noun: &'static str,
    /// The service in the ARN.
    pub service: &'static str,
    /// Whether a region stands in the ARN.
    pub region: Presence,
    /// Whether an account stands in the ARN.
    pub account: Presence,
    /// What the resource may look like.
    pub shapes: &'static [&'static str],
    /// An ARN of this kind.
    pub example: &'static str,
}

macro_rules! kinds {
    ($( $id:ident, $noun:literal, $service:literal, $region:ident, $account:ident, [$($shape:literal),+], $example:literal; )+) => {
        /// Every kind known here. A kind whose shape begins like another's stands before it.
        pub static KINDS: &[Kind] = &[$(Kind {
            id: ArnKind::$id,
            noun: $noun,
            service: $service,
            region: $region,
            account: $account,
            shapes: &[$($shape),+],
            example: $example,
        }),+];

        #[cfg(test)]
        pub(super) const ALL: &[ArnKind] = &[$(ArnKind::$id),+];
    };
}

kinds! {
    Role, "an IAM role", "iam", Absent, Required, ["role/{ROLE*}"],
        "arn:aws:iam::123456789012:role/web";
    InstanceProfile, "an instance profile", "iam", Absent, Required, ["instance-profile/{ROLE*}"],
        "arn:aws:iam::123456789012:instance-profile/ecs";
    Policy, "a managed policy", "iam", Absent, Required, ["policy/{POLICY*}"],
        "arn:aws:iam::aws:policy/ReadOnlyAccess";
    Cluster, "an ECS cluster", "ecs", Required, Required, ["cluster/{CLUSTER}"],
        "arn:aws:ecs:eu-west-1:123456789012:cluster/prod";
    Service, "an ECS service", "ecs", Required, Required, ["service/{CLUSTER}/{SERVICE}", "service/{SERVICE}"],
        "arn:aws:ecs:eu-west-1:123456789012:service/prod/web";
    TaskDefinition, "a task definition", "ecs", Required, Required,
        ["task-definition/{FAMILY}:{REVISION}", "task-definition/{FAMILY}"],
        "arn:aws:ecs:eu-west-1:123456789012:task-definition/web:7";
    Task, "an ECS task", "ecs", Required, Required, ["task/{CLUSTER}/{ID}", "task/{ID}"],
        "arn:aws:ecs:eu-west-1:123456789012:task/prod/0123456789abcdef0123456789abcdef";
    TaskSet, "a task set", "ecs", Required, Required, ["task-set/{CLUSTER}/{SERVICE}/ecs-svc/{ID}"],
        "arn:aws:ecs:eu-west-1:123456789012:task-set/prod/web/ecs-svc/1234567890123456789";
    CapacityProvider, "a capacity provider", "ecs", Required, Required, ["capacity-provider/{CLUSTER}"],
        "arn:aws:ecs:eu-west-1:123456789012:capacity-provider/spot";
    ContainerInstance, "a container instance", "ecs", Required, Required,
        ["container-instance/{CLUSTER}/{ID}", "container-instance/{ID}"],
        "arn:aws:ecs:eu-west-1:123456789012:container-instance/prod/0123456789abcdef0123456789abcdef";
    TargetGroup, "a target group", "elasticloadbalancing", Required, Required, ["targetgroup/{TARGET_GROUP}/{ID}"],
        "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/0123456789abcdef";
    LoadBalancer, "a load balancer", "elasticloadbalancing", Required, Required,
        ["loadbalancer/{LB_TYPE}/{TARGET_GROUP}/{ID}", "loadbalancer/{TARGET_GROUP}"],
        "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/web/0123456789abcdef";
    Listener, "a listener", "elasticloadbalancing", Required, Required,
        ["listener/{LB_TYPE}/{TARGET_GROUP}/{ID}/{ID}"],
        "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/web/0123456789abcdef/0123456789abcdef";
    ListenerRule, "a listener rule", "elasticloadbalancing", Required, Required,
        ["listener-rule/{LB_TYPE}/{TARGET_GROUP}/{ID}/{ID}/{ID}"],
        "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener-rule/app/web/0123456789abcdef/0123456789abcdef/0123456789abcdef";
    Secret, "a Secrets Manager secret", "secretsmanager", Required, Required,
        ["secret:{SECRET}:{KEY?}:{STAGE?}:{VERSION?}", "secret:{SECRET}"],
        "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf";
    SsmParameter, "an SSM parameter", "ssm", Required, Required, ["parameter/{PARAMETER*}"],
        "arn:aws:ssm:eu-west-1:123456789012:parameter/prod/db-url";
    KmsKey, "a KMS key", "kms", Required, Required, ["key/{ID}"],
        "arn:aws:kms:eu-west-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef";
    KmsAlias, "a KMS alias", "kms", Required, Required, ["alias/{PARAMETER*}"],
        "arn:aws:kms:eu-west-1:123456789012:alias/prod";
    S3Object, "an S3 object", "s3", Absent, Absent, ["{BUCKET}/{ANY*}"],
        "arn:aws:s3:::my-bucket/app.env";
    S3Bucket, "an S3 bucket", "s3", Absent, Absent, ["{BUCKET}"],
        "arn:aws:s3:::my-bucket";
    AutoScalingGroup, "an Auto Scaling group", "autoscaling", Required, Required,
        ["autoScalingGroup:{ID}:autoScalingGroupName/{ANY*}"],
        "arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup:01234567-89ab-cdef-0123-456789abcdef:autoScalingGroupName/ecs";
    LogGroup, "a log group", "logs", Required, Required,
        ["log-group:{LOG_GROUP}", "log-group:{LOG_GROUP}:*", "log-group:{LOG_GROUP}:log-stream:{ANY*}"],
        "arn:aws:logs:eu-west-1:123456789012:log-group:/ecs/web";
    EfsFileSystem, "an EFS file system", "elasticfilesystem", Required, Required, ["file-system/{FS}"],
        "arn:aws:elasticfilesystem:eu-west-1:123456789012:file-system/fs-0123456789abcdef0";
    EfsAccessPoint, "an EFS access point", "elasticfilesystem", Required, Required, ["access-point/{FSAP}"],
        "arn:aws:elasticfilesystem:eu-west-1:123456789012:access-point/fsap-0123456789abcdef0";
    CloudMapService, "a Cloud Map service", "servicediscovery", Required, Required, ["service/{SRV}"],
        "arn:aws:servicediscovery:eu-west-1:123456789012:service/srv-0123456789abcdef";
    CloudMapNamespace, "a Cloud Map namespace", "servicediscovery", Required, Required, ["namespace/{NS}"],
        "arn:aws:servicediscovery:eu-west-1:123456789012:namespace/ns-0123456789abcdef";
    LambdaFunction, "a Lambda function", "lambda", Required, Required,
        ["function:{FUNCTION}", "function:{FUNCTION}:{QUALIFIER}"],
        "arn:aws:lambda:eu-west-1:123456789012:function:check";
    CertificateAuthority, "a private certificate authority", "acm-pca", Required, Required,
        ["certificate-authority/{ID}"],
        "arn:aws:acm-pca:eu-west-1:123456789012:certificate-authority/01234567-89ab-cdef-0123-456789abcdef";
    Certificate, "a certificate", "acm", Required, Required, ["certificate/{ID}"],
        "arn:aws:acm:eu-west-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef";
    EcrRepository, "an ECR repository", "ecr", Required, Required, ["repository/{REPOSITORY*}"],
        "arn:aws:ecr:eu-west-1:123456789012:repository/team/web";
    SnsTopic, "an SNS topic", "sns", Required, Required, ["{TOPIC}"],
        "arn:aws:sns:eu-west-1:123456789012:alerts";
    SqsQueue, "an SQS queue", "sqs", Required, Required, ["{TOPIC}"],
        "arn:aws:sqs:eu-west-1:123456789012:jobs";
    DynamoDbTable, "a DynamoDB table", "dynamodb", Required, Required, ["table/{TABLE}", "table/{TABLE}/{ANY*}"],
        "arn:aws:dynamodb:eu-west-1:123456789012:table/orders";
    KinesisStream, "a Kinesis stream", "kinesis", Required, Required, ["stream/{TABLE}"],
        "arn:aws:kinesis:eu-west-1:123456789012:stream/clicks";
    FirehoseStream, "a Firehose stream", "firehose", Required, Required, ["deliverystream/{TABLE}"],
        "arn:aws:firehose:eu-west-1:123456789012:deliverystream/logs";
    StateMachine, "a state machine", "states", Required, Required, ["stateMachine:{TABLE}"],
        "arn:aws:states:eu-west-1:123456789012:stateMachine:orders";
    EventBus, "an event bus", "events", Required, Required, ["event-bus/{PARAMETER*}"],
        "arn:aws:events:eu-west-1:123456789012:event-bus/default";
    Schedule, "a schedule", "scheduler", Required, Required, ["schedule/{TABLE}/{TABLE}"],
        "arn:aws:scheduler:eu-west-1:123456789012:schedule/default/nightly";
    Alarm, "a CloudWatch alarm", "cloudwatch", Required, Required, ["alarm:{ANY*}"],
        "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:web-5xx";
    LatticeTargetGroup, "a VPC Lattice target group", "vpc-lattice", Required, Required, ["targetgroup/{TG}"],
        "arn:aws:vpc-lattice:eu-west-1:123456789012:targetgroup/tg-0123456789abcdef0";
}

/// What a placeholder stands for: whether a text fits, and what does, in words.
fn placeholder(name: &str) -> (fn(&str) -> bool, &'static str) {
    fn id(text: &str) -> bool {
        !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    }
    fn filled(text: &str) -> bool {
        !text.is_empty()
    }
    fn named(text: &str, max: usize, more: &str) -> bool {
        (1..=max).contains(&text.len()) && text.chars().all(|c| c.is_ascii_alphanumeric() || more.contains(c))
    }
    fn path_then(text: &str, name: names::NameRule) -> bool {
        let (path, last) = text.rsplit_once('/').unwrap_or(("", text));
        name.accepts(last) && !path.split('/').any(|part| part.is_empty() && !path.is_empty())
    }
    fn prefixed(text: &str, prefix: &str) -> bool {
        text.strip_prefix(prefix).is_some_and(|rest| named(rest, 64, "-"))
    }
    match name {
        "ROLE*" => (|text| path_then(text, names::ROLE), "a role's name, after its path if it has one"),
        "POLICY*" => (|text| path_then(text, names::POLICY), "a policy's name, after its path if it has one"),
        "CLUSTER" => {
            (|text| names::CLUSTER.accepts(text), "a name of up to 255 letters, digits, `-` and `_`")
        }
        "SERVICE" => {
            (|text| names::SERVICE.accepts(text), "a name of up to 255 letters, digits, `-` and `_`")
        }
        "FAMILY" => {
            (|text| names::FAMILY.accepts(text), "a family of up to 255 letters, digits, `-` and `_`")
        }
        "REVISION" => (
            |text| !text.starts_with('0') && text.parse::<u32>().is_ok(),
            "a revision, which is a number from 1 up",
        ),
        "ID" => (id, "an id of letters, digits and `-`"),
        "TARGET_GROUP" => {
            (|text| names::TARGET_GROUP.accepts(text), "a name of up to 32 letters, digits and `-`")
        }
        "LB_TYPE" => (|text| matches!(text, "app" | "net" | "gwy"), "`app`, `net` or `gwy`"),
        "SECRET" => (|text| named(text, 519, "/_+=.@-"), "a secret's name of letters, digits and `/_+=.@-`"),
        "KEY?" | "STAGE?" | "VERSION?" => (|text| !text.contains(':'), "a name, or nothing"),
        "PARAMETER*" => {
            (|text| named(text, 1011, "_.-/"), "a name of letters, digits, `_`, `.`, `-` and `/`")
        }
        "BUCKET" => (
            |text| {
                (3..=63).contains(&text.len()) && named(text, 63, ".-") && text == text.to_ascii_lowercase()
            },
            "a bucket's name of 3 to 63 lower-case letters, digits, `.` and `-`",
        ),
        "LOG_GROUP" => (|text| names::LOG_GROUP.accepts(text), "a log group's name"),
        "FS" => (|text| prefixed(text, "fs-"), "an id that begins with `fs-`"),
        "FSAP" => (|text| prefixed(text, "fsap-"), "an id that begins with `fsap-`"),
        "SRV" => (|text| prefixed(text, "srv-"), "an id that begins with `srv-`"),
        "NS" => (|text| prefixed(text, "ns-"), "an id that begins with `ns-`"),
        "TG" => (|text| prefixed(text, "tg-"), "an id that begins with `tg-`"),
        "FUNCTION" => (|text| named(text, 140, "-_"), "a function's name of letters, digits, `-` and `_`"),
        "QUALIFIER" => (|text| named(text, 128, "-_$"), "a version or an alias"),
        "REPOSITORY*" => (
            |text| named(text, 256, "._-/") && text == text.to_ascii_lowercase(),
            "a repository's name in lower case",
        ),
        "TOPIC" => (
            |text| named(text.strip_suffix(".fifo").unwrap_or(text), 256, "-_"),
            "a name of letters, digits, `-` and `_`",
        ),
        "TABLE" => (|text| named(text, 255, "_.-"), "a name of letters, digits, `_`, `.` and `-`"),
        _ => (filled, "a name"),
    }
}

impl Kind {
    /// Returns whether an ARN is meant to be of this kind: the service, and what a shape begins with.
    pub(super) fn begins_like(&self, arn: &Arn<'_>) -> bool {
        arn.service == self.service
            && self.shapes.iter().any(|shape| {
                let literal = shape.split('{').next().unwrap_or_default();
                // `cluster` alone was meant to be `cluster/NAME`.
                let bare = literal.trim_end_matches(['/', ':']);
                // A bucket is told from an object by what follows it.
                let rest = literal.is_empty() && !shape.contains('/');
                let object = literal.is_empty() && shape.contains('/') && arn.resource.contains('/');
                rest || object
                    || (!literal.is_empty() && (arn.resource.starts_with(literal) || arn.resource == bare))
            })
    }

    /// Judges the region, the account and the resource of an ARN of this kind.
    pub(super) fn faults(&self, arn: &Arn<'_>) -> Vec<Fault> {
        let mut faults = Vec::new();
        let parts = [
            ("region", self.region, arn.region, arn.region_at()),
            ("account", self.account, arn.account, arn.account_at()),
        ];
        for (name, presence, value, at) in parts {
            let (what, fix) = match presence {
                Required if value.is_empty() => {
                    (format!("the {name} is missing"), format!("write it as in `{}`", self.example))
                }
                Absent if !value.is_empty() => {
                    (format!("`{value}` stands where no {name} belongs"), "leave it empty".to_owned())
                }
                _ => continue,
            };
            let has = if presence == Required { "has" } else { "has no" };
            let article = if has == "has" && name == "account" {
                "an "
            } else if has == "has" {
                "a "
            } else {
                ""
            };
            faults.push(Fault::new(at, what, format!("the ARN of {} {has} {article}{name}", self.noun), fix));
        }
        if !arn.resource.is_empty() {
            faults.extend(self.resource_fault(arn));
        }
        faults
    }

    fn resource_fault(&self, arn: &Arn<'_>) -> Option<Fault> {
        let misses: Option<Vec<Miss>> =
            self.shapes.iter().map(|shape| mismatch(shape, arn.resource)).collect();
        // The shape that fitted longest is the one that was meant.
        let miss = misses?.into_iter().max_by_key(|miss| miss.at.start)?;
        let at = arn.resource_at().start;
        let part = &arn.resource[miss.at.clone()];
        let what = match part {
            "" => format!("`{}` ends too early for {}", arn.resource, self.noun),
            part => format!("`{part}` in the resource `{}` is out of place", arn.resource),
        };
        let shapes = self.shapes.iter().map(|shape| format!("`{}`", shown(shape)));
        let why = format!(
            "the resource of {} is {}, and {} is wanted there",
            self.noun,
            choice(shapes),
            miss.wanted
        );
        Some(Fault::new(miss.at, what, why, format!("write it as in `{}`", self.example)).moved(at))
    }
}

/// A shape as people read it: without the marks that steer the matching.
fn shown(shape: &str) -> String {
    const PLAIN: &[(&str, &str)] = &[
        ("TARGET_GROUP", "NAME"),
        ("LB_TYPE", "TYPE"),
        ("TABLE", "NAME"),
        ("TOPIC", "NAME"),
        ("ANY", "NAME"),
    ];
    let shape = shape.replace("*}", "}").replace("?}", "}");
    let plain = |shape: String, (mark, name): &(&str, &str)| shape.replace(&format!("{{{mark}}}"), name);
    PLAIN.iter().fold(shape, plain).replace(['{', '}'], "")
}

/// Where a resource leaves its shape, and what would fit there.
struct Miss {
    at: std::ops::Range<usize>,
    wanted: String,
}

fn mismatch(shape: &str, resource: &str) -> Option<Miss> {
    let mut at = 0;
    let mut shape = shape;
    while !shape.is_empty() {
        if let Some((name, after)) = shape.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
            let stop = after.chars().next();
            let rest = &resource[at..];
            let end = match stop {
                None => rest.len(),
                Some(stop) => rest.find(stop).unwrap_or(rest.len()),
            };
            let (fits, words) = placeholder(name);
            if !fits(&rest[..end]) {
                return Some(Miss { at: at..at + end, wanted: words.to_owned() });
            }
            at += end;
            shape = after;
        } else {
            let literal = &shape[..shape.find('{').unwrap_or(shape.len())];
            if !resource[at..].starts_with(literal) {
                return Some(Miss { at: at..resource.len(), wanted: format!("`{literal}`") });
            }
            at += literal.len();
            shape = &shape[literal.len()..];
        }
    }
    (at < resource.len()).then(|| Miss { at: at..resource.len(), wanted: "nothing more".to_owned() })
}

/// A secret as ECS refers to it: the whole of it, or one key of its JSON, in a stage or a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SecretParts<'a> {
    /// The secret's name, with the six characters AWS adds when the ARN is a full one.
    pub name: &'a str,
    /// The key of the secret's JSON whose value is wanted.
    pub json_key: Option<&'a str>,
    /// The staging label, such as `AWSPREVIOUS`.
    pub stage: Option<&'a str>,
    /// The version's id.
    pub version: Option<&'a str>,
}

impl SecretParts<'_> {
    /// Returns whether the name ends with `-` and six letters or digits, as AWS's own full ARNs do.
    ///
    /// A short name can end like that too, so `true` means "perhaps".
    pub fn has_suffix(&self) -> bool {
        self.name.rsplit_once('-').is_some_and(|(name, end)| {
            !name.is_empty() && end.len() == 6 && end.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
    }
}

pub(super) fn secret_parts(resource: &str) -> Option<SecretParts<'_>> {
    let mut parts = resource.strip_prefix("secret:")?.split(':');
    let name = parts.next()?;
    let mut next = || parts.next().filter(|part| !part.is_empty());
    Some(SecretParts { name, json_key: next(), stage: next(), version: next() })
}
