//! The table of services, and how its text is read.
//!
//! `table/actions.txt` has one block a service, sorted by prefix, so that a block is found by binary
//! search over the bytes. The first character of a line says what it is:
//!
//! ```text
//! =ecs Amazon Elastic Container Service      a service: its prefix, its name
//! ?ecs:CreateAction ecs:ResourceTag/*        its condition keys, numbered from 0
//! -cluster ecs:*:*:cluster/{ClusterName} 1   a resource type, numbered from 0: name, ARN, keys
//! +W 0,7 4,22 CreateService UpdateService    actions alike: access, resource types, further keys
//! ```
//!
//! ARNs lack their first two parts, `arn` and the partition; a bar stands between several forms. Lists
//! of numbers have commas, and a full stop when they are empty. Keys of the prefix `aws:` are left out,
//! as every service has them. The text is checked by the tests below, so that reading it need not be
//! ready for anything else.

use super::actions::{Access, Action};
use super::{glob, read};

static TABLE: &str = include_str!("table/actions.txt");

/// Begins a block and stands nowhere else: looking for one character is quick without optimization too.
const BLOCK: char = '=';

/// A service as IAM sees it: what stands before the colon of an action.
#[derive(Clone, Copy)]
pub struct Service {
    prefix: &'static str,
    name: &'static str,
    lines: &'static str,
}

impl Service {
    /// Reads a block, which begins after its `=`.
    fn read(block: &'static str) -> Self {
        let (head, lines) = block.split_once('\n').unwrap_or((block, ""));
        let (prefix, name) = head.split_once(' ').unwrap_or((head, ""));
        Self { prefix, name, lines }
    }

    /// Returns the prefix of the service's actions, such as `elasticfilesystem`.
    pub fn prefix(&self) -> &'static str {
        self.prefix
    }

    /// Returns the service's name, such as `Amazon Elastic File System`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Returns the lines of a kind, without the character that marks them.
    fn lines(&self, mark: char) -> impl Iterator<Item = &'static str> + use<> {
        self.lines.split('\n').filter_map(move |line| line.strip_prefix(mark))
    }

    /// Goes through the service's actions, those that are alike beside each other.
    pub fn actions(&self) -> impl Iterator<Item = Action> + use<> {
        let service = *self;
        self.lines('+').flat_map(move |line| {
            let mut words = line.split(' ');
            let access = Access::read(words.next().unwrap_or_default());
            let resource_types = words.next().unwrap_or_default();
            let keys = words.next().unwrap_or_default();
            words.map(move |name| Action { service, name, access, resource_types, keys })
        })
    }

    /// Goes through the types of resources that the service's actions may be limited to.
    pub fn resource_types(&self) -> impl Iterator<Item = ResourceType> + use<> {
        let service = *self;
        self.lines('-').map(move |line| {
            let mut words = line.split(' ');
            let name = words.next().unwrap_or_default();
            let arns = words.next().unwrap_or_default();
            ResourceType { service, name, arns, keys: words.next().unwrap_or_default() }
        })
    }

    /// Goes through the service's own condition keys, sorted; `*` stands for what the user chooses.
    ///
    /// Those that every service has are in [`condition`](super::condition).
    pub fn condition_keys(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.lines('?').flat_map(|line| line.split(' '))
    }

    /// Goes through the condition keys with these numbers.
    pub(super) fn numbered_keys(&self, numbers: &'static str) -> impl Iterator<Item = &'static str> + use<> {
        self.condition_keys()
            .enumerate()
            .filter(move |(number, _)| lists(numbers, *number))
            .map(|(_, key)| key)
    }

    /// Goes through the resource types with these numbers.
    pub(super) fn numbered_types(&self, numbers: &'static str) -> impl Iterator<Item = ResourceType> + use<> {
        let types = &read::block(*self).types;
        numbers.split(',').filter_map(|number| types.get(number.parse::<usize>().ok()?).copied())
    }
}

impl PartialEq for Service {
    fn eq(&self, other: &Self) -> bool {
        self.prefix == other.prefix
    }
}

impl Eq for Service {}

impl std::fmt::Debug for Service {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Service({})", self.prefix)
    }
}

/// A type of resource that actions of a service may be limited to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct ResourceType {
    service: Service,
    name: &'static str,
    arns: &'static str,
    keys: &'static str,
}

impl ResourceType {
    /// Returns the type's name, such as `task-definition`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Goes through the forms that the type's ARN has; nearly always there is one.
    pub fn arns(&self) -> impl Iterator<Item = ArnForm> + use<> {
        self.arns.split('|').map(ArnForm)
    }

    /// Goes through the condition keys that hold something about a resource of this type.
    pub fn condition_keys(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.service.numbered_keys(self.keys)
    }
}

impl std::fmt::Debug for ResourceType {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "ResourceType({}, {})", self.name, self.arns)
    }
}

/// The form of a resource type's ARN, printed as `arn:*:ecs:*:*:cluster/{ClusterName}`.
///
/// `*` stands for a partition, region or account, a name in braces for what the user chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ArnForm(&'static str);

impl ArnForm {
    /// Returns whether some ARN has this form and is one of those that `resource` stands for.
    ///
    /// `resource` is what stands in a policy: an ARN with wildcards and variables, or `*`.
    pub fn meets(&self, resource: &str) -> bool {
        if resource == "*" {
            return true;
        }
        let mut parts = [""; 6];
        let mut count = 0;
        for (place, part) in parts.iter_mut().zip(glob::split(resource, ':', 6)) {
            *place = part;
            count += 1;
        }
        let [arn, _partition, named @ ..] = parts;
        if count < 3 {
            // A wildcard or a variable that stands for more than one part of the ARN.
            return glob::is_open(resource);
        }
        if arn != "arn" {
            return glob::is_open(arn);
        }
        if count < 6 {
            return named.iter().any(|part| glob::is_open(part));
        }
        // The last part has colons of its own, and a wildcard before it does not reach over colons.
        self.0.splitn(4, ':').zip(named).all(|(form, resource)| glob::forms_meet(form, resource))
    }
}

impl std::fmt::Display for ArnForm {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "arn:*:{}", self.0)
    }
}

/// Returns the service with a prefix, case ignored.
pub(super) fn service(prefix: &str) -> Option<Service> {
    let prefix = prefix.to_ascii_lowercase();
    // A block begins at `low`, or it is the end; the one looked for begins at `low` or later, before `high`.
    let mut low = first_block();
    let mut high = TABLE.len();
    while low < high {
        let middle = low + (high - low) / 2;
        let start = TABLE[low..=middle].rfind(BLOCK).map_or(low, |at| low + at);
        let end = TABLE[start + 1..high].find(BLOCK).map_or(high, |at| start + 1 + at);
        let service = Service::read(&TABLE[start + 1..end]);
        match prefix.as_str().cmp(service.prefix) {
            std::cmp::Ordering::Less => high = start,
            std::cmp::Ordering::Equal => return Some(service),
            std::cmp::Ordering::Greater => low = end,
        }
    }
    None
}

/// Goes through all services, sorted by prefix.
pub(super) fn services() -> impl Iterator<Item = Service> {
    TABLE[first_block()..].split(BLOCK).skip(1).map(Service::read)
}

fn first_block() -> usize {
    TABLE.find(BLOCK).unwrap_or(TABLE.len())
}

/// Returns whether a list of numbers, such as `0,7`, has one.
fn lists(numbers: &str, number: usize) -> bool {
    numbers.split(',').any(|listed| listed.parse() == Ok(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_has_the_form_that_is_read() {
        assert!(TABLE.is_ascii());
        assert!(
            TABLE.len() < 800_000,
            "{} bytes: the table is compiled into every macro and program",
            TABLE.len()
        );
        let mut before = "";
        for service in services() {
            assert!(service.lines.ends_with('\n') && !service.lines.contains("\n\n"), "{service:?}");
            assert!(before < service.prefix, "{} after {before}", service.prefix);
            before = service.prefix;
            assert!(!service.name.is_empty(), "{service:?}");
            let (types, keys) = (service.resource_types().count(), service.condition_keys().count());
            let in_range = |numbers: &str, count: usize| {
                numbers == "." || numbers.split(',').all(|number| number.parse::<usize>().unwrap() < count)
            };
            for line in service.lines.lines() {
                let words: Vec<&str> = line[1..].split(' ').collect();
                match &line[..1] {
                    "?" => assert!(words.iter().all(|key| key.contains(':') && !key.starts_with("aws:"))),
                    "-" => {
                        assert_eq!(words.len(), 3, "{line}");
                        assert!(words[1].split('|').all(|arn| arn.split(':').count() >= 4), "{line}");
                        assert!(in_range(words[2], keys), "{line}");
                    }
                    "+" => {
                        assert!(words.len() > 3, "{line}");
                        assert!(["L", "R", "W", "T", "P"].contains(&words[0]), "{line}");
                        assert!(in_range(words[1], types) && in_range(words[2], keys), "{line}");
                    }
                    _ => panic!("{}: {line}", service.prefix),
                }
            }
        }
    }

    #[test]
    fn every_service_is_found_and_no_other() {
        let mut count = 0;
        for expected in services() {
            assert_eq!(service(expected.prefix), Some(expected));
            count += 1;
        }
        assert!(count > 400, "{count}");
        assert_eq!(service("EcS").unwrap().name(), "Amazon Elastic Container Service");
        for unknown in ["", "0", "ec", "ecss", "zzz", "ecs ", "=ecs", "größe"] {
            assert_eq!(service(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn forms_meet_what_a_policy_names() {
        let types: Vec<ResourceType> = service("ecs").unwrap().resource_types().collect();
        let of = |name: &str| types.iter().find(|of| of.name == name).unwrap().arns().next().unwrap();
        assert_eq!(of("cluster").to_string(), "arn:*:ecs:*:*:cluster/{ClusterName}");
        for (resource, meets) in [
            ("*", true),
            ("arn:aws:ecs:eu-west-1:111122223333:cluster/c", true),
            ("arn:aws-cn:ecs:*:*:cluster/*", true),
            ("arn:aws:ecs:eu-west-1:${aws.account}:cluster/${aws:username}", true),
            ("arn:aws:ecs:eu-west-1:111122223333:*", true),
            ("arn:aws:ecs:eu-west-1:111122223333:clus*r/c", true),
            ("${cluster/c.arn}", true),
            ("arn:aws:ecs:*", true),
            ("arn:${partition}:ecs:eu-west-1:1:cluster/c", true),
            ("arn:aws:ecs:eu-west-1:111122223333:service/c/s", false),
            ("arn:aws:ecs:eu-west-1:111122223333:cluster", false),
            ("arn:aws:ecr:eu-west-1:111122223333:cluster/c", false),
            ("arn:aws:ecs:eu-west-1:cluster/c", false),
            ("ecs:eu-west-1:111122223333:cluster/c", false),
            ("cluster/c", false),
            ("", false),
        ] {
            assert_eq!(of("cluster").meets(resource), meets, "{resource}");
        }
    }
}
