//! ECS06 codes: tags.

use super::Code;
use crate::diagnostic::Severity::Error;

/// A resource has more tags than AWS keeps.
pub static TOO_MANY: Code = Code {
    id: "ECS0601",
    severity: Error,
    summary: "A resource has more than 50 tags",
    why: "AWS keeps 50 tags a resource, those that begin with `aws:` not counted; the two by which a stack knows what it owns are among them",
    aws: "the member tags of every create request",
    wrong: "a loop that adds 60 tags",
    right: "at most 48 tags of your own on a resource of a stack",
    rules: &["TG-001"],
};

/// A tag's key or value is too short or too long.
pub static LENGTH: Code = Code {
    id: "ECS0602",
    severity: Error,
    summary: "A tag's key or value has a length that AWS does not take",
    why: "a key has 1 to 128 characters, a value 0 to 256",
    aws: "Tag, members key and value",
    wrong: r#"task.tag("", "web")"#,
    right: r#"task.tag("team", "web")"#,
    rules: &["TG-002", "TG-003"],
};

/// A tag has a character that AWS does not take.
pub static CHARACTERS: Code = Code {
    id: "ECS0603",
    severity: Error,
    summary: "A tag has a character that AWS does not take",
    why: "keys and values are letters, digits and spaces of any language, and `_.:/=+-@`",
    aws: "Tag, members key and value",
    wrong: r#"task.tag("owner", "web <web@example.com>")"#,
    right: r#"task.tag("owner", "web@example.com")"#,
    rules: &["TG-004"],
};

/// A resource has two tags of one key.
pub static TWICE: Code = Code {
    id: "ECS0604",
    severity: Error,
    summary: "A resource has two tags of the same key",
    why: "a key is unique on its resource; upper and lower case are different keys",
    aws: "the member tags of every create request",
    wrong: r#"task.tag("team", "web").tag("team", "shop")"#,
    right: r#"task.tag("team", "web")"#,
    rules: &["TG-005"],
};

/// A tag begins with what AWS keeps for itself.
pub static RESERVED: Code = Code {
    id: "ECS0605",
    severity: Error,
    summary: "A tag begins with `aws:`",
    why: "AWS keeps keys and values that begin with `aws:`, in any letter case, for itself",
    aws: "Tag, members key and value",
    wrong: r#"task.tag("aws:team", "web")"#,
    right: r#"task.tag("team", "web")"#,
    rules: &["TG-006"],
};

/// A volume has a tag that ECS sets itself.
pub static OF_ECS: Code = Code {
    id: "ECS0606",
    severity: Error,
    summary: "A volume has a tag that ECS sets itself",
    why: "ECS marks the EBS volumes it makes by AmazonECSCreated and AmazonECSManaged, and its own policies rely on them",
    aws: "EBSTagSpecification, member tags",
    wrong: r#"task.tag("AmazonECSManaged", "true")"#,
    right: r#"task.tag("team", "web")"#,
    rules: &["TG-007"],
};

/// A tag's key is one of those by which this program knows its own.
pub static OF_THIS_PROGRAM: Code = Code {
    id: "ECS0607",
    severity: Error,
    summary: "A tag begins with `ecs-dsl:`, which this program keeps for itself",
    why: "who owns a resource, and at which address, is read from these tags; one of the user's would lead a later deploy astray",
    aws: "the member tags of every create request",
    wrong: r#"task.tag("ecs-dsl:stack", "mine")"#,
    right: r#"task.tag("team", "mine")"#,
    rules: &[],
};

/// Every code of the family.
pub static CODES: &[&Code] = &[&TOO_MANY, &LENGTH, &CHARACTERS, &TWICE, &RESERVED, &OF_ECS, &OF_THIS_PROGRAM];
