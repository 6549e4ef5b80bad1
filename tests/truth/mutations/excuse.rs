//! Changes that are no difference, and differences that are named otherwise, each with its reason.

use ecs_dsl::assembly::Manifest;
use ecs_dsl::kind::Rule;
use ecs_dsl::resource::of_kind;

use super::mutant::Mutant;
use super::value::Mutation;

/// Changes that are none, by kind, member and what was done, with the reason.
const EQUAL: &[(&str, &str, Mutation, &str)] = &[
    (
        "ecs:service",
        "capacityProviderStrategy[]",
        Mutation::LeftOut,
        "without its only provider the service leaves the choice to the cluster",
    ),
    ("ecs:service", "deploymentConfiguration", Mutation::LeftOut, "it says what AWS does by default"),
    (
        "ecs:service",
        "deploymentConfiguration.deploymentCircuitBreaker",
        Mutation::LeftOut,
        "it says that there is none",
    ),
    ("ecs:service", "deploymentController", Mutation::LeftOut, "it says what AWS does by default"),
    (
        "ecs:service",
        "networkConfiguration.awsvpcConfiguration.securityGroups[]",
        Mutation::LeftOut,
        "without its only group the service leaves the choice to the VPC",
    ),
    (
        "ecs:task-definition",
        "requiresCompatibilities[]",
        Mutation::LeftOut,
        "without its only launch type, where that is EC2, it is for EC2 all the same",
    ),
];

/// Whether the table of a kind, or [`EQUAL`], says that this makes no difference.
pub(super) fn means_the_same(manifest: &Manifest, mutant: &Mutant) -> bool {
    let resource = &manifest.resources[&mutant.address];
    if resource.unmanaged.contains(&mutant.member) {
        return true;
    }
    let kind = of_kind(&resource.kind).expect("a known kind");
    let by_table = kind.normal().iter().filter(|row| row.member == mutant.member).any(|row| match row.rule {
        Rule::OutputOnly => true,
        Rule::Default(_)
        | Rule::DefaultBy(_)
        | Rule::AwsChooses
        | Rule::AwsChoosesWhen(_)
        | Rule::Rewrite(_) => mutant.mutation == Mutation::LeftOut,
        _ => false,
    });
    // What is left out of an object that AWS may choose leaves nothing that was asked for.
    let chosen = kind.normal().iter().any(|row| {
        matches!(row.rule, Rule::AwsChooses) && mutant.member.starts_with(&format!("{}.", row.member))
    });
    by_table
        || (chosen && mutant.mutation == Mutation::LeftOut)
        || EQUAL.iter().any(|(of, member, mutation, _)| {
            *of == resource.kind && *member == mutant.member && *mutation == mutant.mutation
        })
}

/// Whether a row says that any choice of AWS's is right where the code says nothing.
pub(super) fn is_aws_s_choice(kind: &str, member: &str) -> bool {
    let kind = of_kind(kind).expect("a known kind");
    let mut rows = kind.normal().iter().filter(|row| member.starts_with(row.member));
    rows.any(|row| matches!(row.rule, Rule::AwsChooses | Rule::AwsChoosesWhen(_)))
}

/// Members with which others are named too, by kind, with the reason.
const NOT_ALONE: &[(&str, &str, &str)] = &[
    ("ecs:cluster", "clusterName", "another cluster does not have the providers that were made in this one"),
    ("ecs:service", "schedulingStrategy", "what absent percentages stand for depends on it"),
    ("ecs:task-definition", "networkMode", "what an absent host port stands for depends on it"),
];

/// Whether the member that was changed is named, and others are for a reason.
pub(super) fn is_not_alone(kind: &str, member: &str, patterns: &[String]) -> bool {
    let known = NOT_ALONE.iter().any(|(of, path, _)| *of == kind && *path == member);
    known && patterns.iter().any(|found| found == member)
}

/// What others may take away without its being a difference, by kind, with the reason.
const TAKEN_AWAY: &[(&str, &str, &str)] = &[(
    "ecs:cluster",
    "capacityProviders[]",
    "a provider that was made in the cluster is the provider's to have there",
)];

/// Whether others may take a member away.
pub(super) fn may_be_taken_away(kind: &str, member: &str) -> bool {
    TAKEN_AWAY.iter().any(|(of, path, _)| *of == kind && *path == member)
}

/// Members of requests that are not compared, or named as others, by kind, with the reason.
const NAMED_OTHERWISE: &[(&str, &str, &str)] = &[
    ("ecs:service", "clientToken", "it makes one call repeatable, and the service does not keep it"),
    (
        "ecs:service",
        "loadBalancers[].targetGroupArn",
        "of the two groups that a deployment shifts between either may be the one in use",
    ),
];

/// Whether a member of a request is not compared, or named as another.
pub(super) fn is_named_otherwise(kind: &str, member: &str) -> bool {
    NAMED_OTHERWISE.iter().any(|(of, path, _)| *of == kind && *path == member)
}
