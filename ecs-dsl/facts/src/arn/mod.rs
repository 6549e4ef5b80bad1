//! Amazon Resource Names: `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE`.
//!
//! This file reads the six parts; [`kinds`] knows what the resource of a role, a secret or a target
//! group looks like.

pub mod kinds;

use std::ops::Range;

use crate::fault::{Fault, Faults};
use crate::region;

pub use kinds::{ArnKind, KINDS, Kind, SecretParts};

/// An ARN, in its six parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arn<'a> {
    /// The whole text.
    pub text: &'a str,
    /// The partition: `aws`, `aws-cn`, `aws-us-gov`, …
    pub partition: &'a str,
    /// The service: `iam`, `ecs`, `secretsmanager`, …
    pub service: &'a str,
    /// The region; empty where the service has none in its ARNs.
    pub region: &'a str,
    /// The account id; empty where the service has none in its ARNs.
    pub account: &'a str,
    /// The resource: all that stands after the fifth colon.
    pub resource: &'a str,
}

const SHAPE: &str = "an ARN is `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE`";
const PARTS: [&str; 6] =
    ["`arn`", "the partition", "the service", "the region", "the account", "the resource"];

/// Reads an ARN, and checks the resource too when the kind of ARN is one that [`KINDS`] knows.
///
/// # Errors
/// With every mistake: a missing part, a malformed partition, region or account, a region of another
/// partition, or a resource that does not look like its kind's.
pub fn parse(text: &str) -> Result<Arn<'_>, Faults> {
    let arn = split(text)?;
    let mut faults = arn.part_faults(false);
    if let Some(kind) = arn.row() {
        faults.extend(kind.faults(&arn));
    }
    Faults::none_of(faults).map(|()| arn)
}

/// Reads an ARN that must be of one kind.
///
/// # Errors
/// As [`parse`], and when the ARN is of another kind: the fault names both.
pub fn parse_as(text: &str, expected: ArnKind) -> Result<Arn<'_>, Faults> {
    let arn = split(text)?;
    let kind = expected.row();
    let mut faults = arn.part_faults(false);
    if kind.begins_like(&arn) || arn.kind() == Some(expected) {
        faults.extend(kind.faults(&arn));
    } else {
        let (at, found) = match arn.row() {
            Some(found) => (arn.resource_at(), format!("`{text}` is the ARN of {}", found.noun)),
            None if arn.service == kind.service => {
                (arn.resource_at(), format!("`{}` is not {}", arn.resource, kind.noun))
            }
            None => (arn.service_at(), format!("`{text}` is an ARN of the service `{}`", arn.service)),
        };
        let why = format!("the ARN of {} is wanted here", kind.noun);
        faults.push(Fault::new(at, found, why, format!("write one like `{}`", kind.example)));
    }
    Faults::none_of(faults).map(|()| arn)
}

/// Reads an ARN in which `*` and `?` stand for other characters, as in the resources of a policy.
///
/// # Errors
/// As [`parse`], but a part with a wildcard or a policy variable (`${…}`) is taken as it is.
pub fn parse_pattern(text: &str) -> Result<Arn<'_>, Faults> {
    let arn = split(text)?;
    Faults::none_of(arn.part_faults(true)).map(|()| arn)
}

fn split(text: &str) -> Result<Arn<'_>, Faults> {
    let fix = "copy the whole ARN, from `arn:` to its end";
    if !text.starts_with("arn:") {
        let shown = if text.is_empty() { "an empty text".to_owned() } else { format!("`{text}`") };
        let at = 0..text.find(':').unwrap_or(text.len());
        let fix =
            if text.trim_start().starts_with("arn:") { "remove the white space before `arn:`" } else { fix };
        return Err(Fault::new(at, format!("{shown} is not an ARN"), SHAPE, fix).into());
    }
    let mut parts = text.splitn(6, ':');
    let mut next = || parts.next();
    let parts = [next(), next(), next(), next(), next(), next()];
    let [_, Some(partition), Some(service), Some(region), Some(account), Some(resource)] = parts else {
        let present = parts.iter().flatten().count();
        let missing = PARTS.iter().skip(present).copied();
        let what = format!("`{text}` ends before {}", crate::fault::listed(missing));
        return Err(Fault::new(text.len()..text.len(), what, SHAPE, fix).into());
    };
    let arn = Arn { text, partition, service, region, account, resource };
    // Keys of objects and names of alarms may hold spaces, though not at their ends.
    let spaces = |(at, c): &(usize, char)| {
        let inner = *at >= arn.resource_at().start && *at < text.trim_end().len();
        c.is_control() || (c.is_whitespace() && !inner)
    };
    match text.char_indices().find(spaces) {
        None => Ok(arn),
        Some((at, c)) => {
            let what = format!("{c:?} cannot stand in an ARN");
            let why = "an ARN has no white space before its resource nor after it";
            Err(Fault::new(at..at + c.len_utf8(), what, why, "remove it").into())
        }
    }
}

impl<'a> Arn<'a> {
    /// Returns the kind of resource, when it is one of those known here.
    pub fn kind(&self) -> Option<ArnKind> {
        self.row().map(|kind| kind.id)
    }

    fn row(&self) -> Option<&'static Kind> {
        KINDS.iter().find(|kind| kind.begins_like(self))
    }

    /// Returns the parts of a Secrets Manager secret's ARN as ECS takes it; `None` for another kind.
    pub fn secret(&self) -> Option<SecretParts<'a>> {
        (self.kind() == Some(ArnKind::Secret)).then(|| kinds::secret_parts(self.resource)).flatten()
    }

    /// Returns the last part of the resource: the name of a role, a cluster, a parameter.
    pub fn name(&self) -> &'a str {
        self.resource.rsplit(['/', ':']).next().unwrap_or(self.resource)
    }

    fn service_at(&self) -> Range<usize> {
        let start = 4 + self.partition.len() + 1;
        start..start + self.service.len()
    }

    fn region_at(&self) -> Range<usize> {
        let start = self.service_at().end + 1;
        start..start + self.region.len()
    }

    fn account_at(&self) -> Range<usize> {
        let start = self.region_at().end + 1;
        start..start + self.account.len()
    }

    /// Returns where the resource stands in the text.
    pub fn resource_at(&self) -> Range<usize> {
        self.account_at().end + 1..self.text.len()
    }

    /// Judges all but the resource's shape.
    fn part_faults(&self, wildcards: bool) -> Vec<Fault> {
        let free = |part: &str| wildcards && (part.contains(['*', '?']) || part.contains("${"));
        let mut faults = Vec::new();
        let partition = self.partition;
        if !free(partition) && !is_partition(partition) {
            let what = format!("`{partition}` is not a partition");
            let why = "a partition is `aws`, `aws-cn`, `aws-us-gov` or another that begins with `aws-`";
            faults.push(Fault::new(
                4..4 + partition.len(),
                what,
                why,
                "write `aws`, unless the account lies elsewhere",
            ));
        }
        let service = self.service;
        let in_service = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if !free(service) && (service.is_empty() || !service.chars().all(in_service)) {
            let what = match service {
                "" => "the service is empty".to_owned(),
                _ => format!("`{service}` is not a service"),
            };
            let why = "a service is lower-case letters, digits and `-`, such as `iam`";
            faults.push(Fault::new(self.service_at(), what, why, "write the service's short name"));
        }
        let region = self.region;
        if !region.is_empty() && !free(region) {
            if !is_region(region) {
                let why = "a region is a code such as `eu-west-1`";
                let what = format!("`{region}` is not a region");
                faults.push(Fault::new(self.region_at(), what, why, "write the region's code"));
            } else if let Some(home) = partition_of_region(region)
                && is_partition(partition)
                && home != partition
            {
                let what = format!("the region `{region}` is not in the partition `{partition}`");
                let fix = format!("write `arn:{home}:…`, or a region of `{partition}`");
                faults.push(Fault::new(self.region_at(), what, format!("it is in `{home}`"), fix));
            }
        }
        let account = self.account;
        // Policies and other things that AWS itself owns carry `aws` in place of an account id.
        if !account.is_empty() && !free(account) && !is_account(account) && account != "aws" {
            let why = "an account id has 12 digits";
            let what = format!("`{account}` is not an account id");
            faults.push(Fault::new(self.account_at(), what, why, account_advice(account)));
        }
        if self.resource.is_empty() {
            let at = self.resource_at();
            faults.push(Fault::new(
                at,
                "the resource is empty",
                SHAPE,
                "name the resource after the last `:`",
            ));
        }
        faults
    }
}

fn account_advice(account: &str) -> String {
    let digits: String = account.chars().filter(char::is_ascii_digit).collect();
    if digits.len() == 12 {
        format!("write `{digits}`")
    } else if digits.len() == account.len() && digits.len() == 11 {
        // A spreadsheet or a YAML reader takes an account id for a number.
        format!("write all 12 digits; a leading zero may be lost: `0{digits}`")
    } else {
        "write all 12 digits, leading zeros too".to_owned()
    }
}

/// Returns whether the text is an account id: 12 digits.
pub fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns whether the text looks like a region's code: `eu-west-1`, `us-gov-west-1`, `eusc-de-east-1`.
pub fn is_region(text: &str) -> bool {
    let mut parts: Vec<&str> = text.split('-').collect();
    let number = parts.pop().unwrap_or_default();
    let words = |part: &&str| part.len() >= 2 && part.bytes().all(|byte| byte.is_ascii_lowercase());
    (1..=2).contains(&number.len())
        && number.bytes().all(|byte| byte.is_ascii_digit())
        && (2..=3).contains(&parts.len())
        && parts.iter().all(words)
}

/// Returns whether the text looks like a partition: `aws`, `aws-cn`, `aws-us-gov`.
pub fn is_partition(text: &str) -> bool {
    let mut parts = text.split('-');
    parts.next() == Some("aws")
        && parts.all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase()))
}

/// Returns the partition that a region lies in; `None` where the text is no region.
pub fn partition_of_region(region: &str) -> Option<&'static str> {
    is_region(region).then(|| region::partition(region))
}

#[cfg(test)]
mod tests;
