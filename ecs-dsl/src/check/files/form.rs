//! Telling what a document is: an answer by the member that wraps it, else by the members that it has.

use serde::de::DeserializeOwned;

use super::members;
use super::part::{Part, PolicyAnswer};
use crate::api::ecs::{
    CapacityProvider, CapacityProviderAnswer, Cluster, ClusterAnswer, CreateCapacityProvider, CreateCluster,
    CreateService, DescribeCapacityProvidersAnswer, DescribeClustersAnswer, DescribeServicesAnswer,
    PutClusterCapacityProviders, RegisterTaskDefinition, RunTask, Service, ServiceAnswer, TaskDefinition,
    TaskDefinitionAnswer,
};
use crate::api::iam::{CreateRole, PutRolePolicy};
use crate::api::logs::{CreateLogGroup, PutRetentionPolicy};
use crate::api::reading::{Document, ReadError, ReadFault};
use crate::iam::policy::PolicyDocument;

/// A kind of document.
pub(super) struct Form {
    /// Whether AWS wrote it: then it may have members that are newer than this program.
    pub(super) is_answer: bool,
    members: fn() -> &'static [&'static str],
    read: Reader,
}

type Parts = Result<Vec<Part>, Vec<ReadError>>;
type Reader = fn(&Document, Strictness) -> Parts;

/// Whether unknown members are faults.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Strictness {
    Strict,
    Lenient,
}

impl Strictness {
    fn read<T: DeserializeOwned>(self, document: &Document) -> Result<T, Vec<ReadError>> {
        match self {
            Self::Strict => document.read_strict(),
            Self::Lenient => document.read_answer(),
        }
    }
}

/// Answers, by the member that wraps what they describe and whether it is a list.
static WRAPPED: &[(&str, bool, Form)] = &[
    ("taskDefinition", false, answer::<TaskDefinitionAnswer>(task_definition)),
    ("service", false, answer::<ServiceAnswer>(service)),
    ("services", true, answer::<DescribeServicesAnswer>(services)),
    ("cluster", false, answer::<ClusterAnswer>(cluster)),
    ("clusters", true, answer::<DescribeClustersAnswer>(clusters)),
    ("capacityProvider", false, answer::<CapacityProviderAnswer>(provider)),
    ("capacityProviders", true, answer::<DescribeCapacityProvidersAnswer>(providers)),
    ("PolicyDocument", false, answer::<PolicyAnswer>(policy)),
    ("PolicyVersion", false, answer::<PolicyAnswer>(policy)),
];

/// What stands bare, inputs first: of two that fit equally well the earlier is taken.
static BARE: &[Form] = &[
    input::<RegisterTaskDefinition>(bare::<RegisterTaskDefinition>),
    input::<CreateService>(bare::<CreateService>),
    input::<CreateCluster>(bare::<CreateCluster>),
    input::<PutClusterCapacityProviders>(bare::<PutClusterCapacityProviders>),
    input::<CreateCapacityProvider>(bare::<CreateCapacityProvider>),
    input::<RunTask>(bare::<RunTask>),
    input::<PolicyDocument>(bare::<PolicyDocument>),
    input::<CreateRole>(role),
    input::<PutRolePolicy>(role_policy),
    input::<CreateLogGroup>(bare::<CreateLogGroup>),
    input::<PutRetentionPolicy>(bare::<PutRetentionPolicy>),
    answer::<TaskDefinition>(described_task_definition),
    answer::<Service>(bare::<Service>),
    answer::<Cluster>(bare::<Cluster>),
    answer::<CapacityProvider>(bare::<CapacityProvider>),
];

const fn input<T: DeserializeOwned>(read: Reader) -> Form {
    Form { is_answer: false, members: members::of::<T>, read }
}

const fn answer<T: DeserializeOwned>(read: Reader) -> Form {
    Form { is_answer: true, members: members::of::<T>, read }
}

/// Returns what a document is, or nothing where it has too little of any.
pub(super) fn of(document: &Document) -> Option<&'static Form> {
    let keys = document.keys("")?;
    let wraps = |(member, is_list, _): &&(&str, bool, Form)| match is_list {
        // A list of names under the same member is a request's.
        true => {
            document.keys(&format!("{member}[0]")).is_some()
                || (document.is_list(member) && keys.contains(&"failures"))
        }
        false => document.keys(member).is_some(),
    };
    if let Some((.., form)) = WRAPPED.iter().find(wraps) {
        return Some(form);
    }
    if is_update(document, &keys) {
        return None;
    }
    let mut best: Option<(usize, &Form)> = None;
    for form in BARE {
        let members = (form.members)();
        let known = keys.iter().filter(|key| members.contains(key)).count();
        if best.is_none_or(|(most, _)| known > most) {
            best = Some((known, form));
        }
    }
    // Less than half would be a guess.
    best.filter(|(known, _)| *known > 0 && known * 2 >= keys.len()).map(|(_, form)| form)
}

/// Returns whether a document is an UpdateService input, which looks much like CreateService's and says less.
pub(super) fn is_update(document: &Document, keys: &[&str]) -> bool {
    keys.contains(&"service") && !keys.contains(&"serviceName") && document.keys("service").is_none()
}

/// Returns the member of an input that a key means which begins with a capital, as CloudFormation has them.
pub(super) fn begun_small(key: &str) -> Option<&'static str> {
    let mut members = BARE.iter().flat_map(|form| (form.members)().iter().copied());
    members.find(|member| *member != key && member.eq_ignore_ascii_case(key))
}

/// What was read of a document, and what it has that only a newer AWS, or a slip, can explain.
pub(super) struct Read {
    pub(super) parts: Vec<Part>,
    pub(super) unknown: Vec<ReadError>,
}

impl Form {
    /// Reads a document of this form.
    ///
    /// # Errors
    /// Everything that is wrong with its shape.
    pub(super) fn read(&self, document: &Document) -> Result<Read, Vec<ReadError>> {
        self.read_known(document, !self.is_answer)
    }

    /// Reads a document of this form, and takes note of the members that are not known instead of
    /// refusing them, unless it is to be `strict`.
    ///
    /// # Errors
    /// Everything that is wrong with its shape.
    pub(super) fn read_known(&self, document: &Document, strict: bool) -> Result<Read, Vec<ReadError>> {
        match (self.read)(document, Strictness::Strict) {
            Ok(parts) => Ok(Read { parts, unknown: Vec::new() }),
            Err(errors) if strict => Err(errors),
            Err(errors) => {
                let parts = (self.read)(document, Strictness::Lenient)?;
                let is_unknown = |error: &ReadError| matches!(error.fault, ReadFault::Unknown { .. });
                Ok(Read { parts, unknown: errors.into_iter().filter(is_unknown).collect() })
            }
        }
    }
}

fn bare<T: DeserializeOwned + Into<Part>>(document: &Document, strictness: Strictness) -> Parts {
    Ok(vec![strictness.read::<T>(document)?.into()])
}

fn described_task_definition(document: &Document, strictness: Strictness) -> Parts {
    Ok(vec![Part::from((strictness.read::<TaskDefinition>(document)?, None))])
}

fn role(document: &Document, strictness: Strictness) -> Parts {
    let request: CreateRole = strictness.read(document)?;
    let trust = policy_in(&request.assume_role_policy_document, document, "AssumeRolePolicyDocument")?;
    Ok(vec![Part::from((request, trust))])
}

fn role_policy(document: &Document, strictness: Strictness) -> Parts {
    const MEMBER: &str = "PolicyDocument";
    let request: PutRolePolicy = strictness.read(document)?;
    let policy = policy_in(&request.policy_document, document, MEMBER)?;
    Ok(vec![Part::from(policy).below(MEMBER)])
}

/// Reads a policy out of the string in which a request has it.
fn policy_in(text: &str, document: &Document, member: &str) -> Result<PolicyDocument, Vec<ReadError>> {
    serde_json::from_str(text).map_err(|error| {
        let message = format!("the policy in the string cannot be read: {error}");
        let place = document.value_place(member).unwrap_or_else(|| document.nearest_place(member));
        vec![ReadError { path: member.to_owned(), place, fault: ReadFault::Unreadable { message } }]
    })
}

fn one<T: Into<Part>>(described: Option<T>, member: &str) -> Vec<Part> {
    described.map(|it| it.into().below(member)).into_iter().collect()
}

fn each<T: Into<Part>>(described: Vec<T>, member: &str) -> Vec<Part> {
    described
        .into_iter()
        .enumerate()
        .map(|(number, it)| it.into().below(format!("{member}[{number}]")))
        .collect()
}

fn task_definition(document: &Document, strictness: Strictness) -> Parts {
    let answer: TaskDefinitionAnswer = strictness.read(document)?;
    let tags = answer.tags;
    Ok(one(answer.task_definition.map(|described| (described, tags)), "taskDefinition"))
}

fn service(document: &Document, strictness: Strictness) -> Parts {
    Ok(one(strictness.read::<ServiceAnswer>(document)?.service, "service"))
}

fn services(document: &Document, strictness: Strictness) -> Parts {
    Ok(each(strictness.read::<DescribeServicesAnswer>(document)?.services, "services"))
}

fn cluster(document: &Document, strictness: Strictness) -> Parts {
    Ok(one(strictness.read::<ClusterAnswer>(document)?.cluster, "cluster"))
}

fn clusters(document: &Document, strictness: Strictness) -> Parts {
    Ok(each(strictness.read::<DescribeClustersAnswer>(document)?.clusters, "clusters"))
}

fn provider(document: &Document, strictness: Strictness) -> Parts {
    Ok(one(strictness.read::<CapacityProviderAnswer>(document)?.capacity_provider, "capacityProvider"))
}

fn providers(document: &Document, strictness: Strictness) -> Parts {
    let answer: DescribeCapacityProvidersAnswer = strictness.read(document)?;
    Ok(each(answer.capacity_providers, "capacityProviders"))
}

fn policy(document: &Document, strictness: Strictness) -> Parts {
    let answer: PolicyAnswer = strictness.read(document)?;
    let version = answer.policy_version.map(|version| version.document);
    let mut parts = one(answer.policy_document, "PolicyDocument");
    parts.extend(one(version, "PolicyVersion.Document"));
    Ok(parts)
}
