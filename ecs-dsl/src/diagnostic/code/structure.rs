//! STK codes: how the parts of a program fit together, before AWS comes into it.

use super::Code;
use crate::diagnostic::Severity::Error;

/// Two resources have one address.
pub static DUPLICATE_ADDRESS: Code = Code {
    id: "STK0101",
    severity: Error,
    summary: "Two resources of a stack have the same address",
    why: "the address names the resource in the manifest, in the tags and in AWS; two would overwrite each other",
    aws: "the name member of the resource's create request",
    wrong: "Stack::new(\"shop\", env).add(&Cluster::new(\"main\")).add(&Cluster::new(\"main\"))",
    right: "Stack::new(\"shop\", env).add(&Cluster::new(\"main\")).add(&Cluster::new(\"batch\"))",
    rules: &["SV-002"],
};

/// A resource refers to one that no stack holds.
pub static NOT_IN_A_STACK: Code = Code {
    id: "STK0102",
    severity: Error,
    summary: "A resource refers to one that is in no stack",
    why: "only what a stack holds is created, so the reference would point at nothing",
    aws: "the referring member of the request",
    wrong: "Stack::new(\"shop\", env).add(&service)",
    right: "Stack::new(\"shop\", env).add(&cluster).add(&task).add(&service)",
    rules: &[],
};

/// A resource was added to two stacks.
pub static IN_TWO_STACKS: Code = Code {
    id: "STK0103",
    severity: Error,
    summary: "A resource was added to two stacks",
    why: "the stack that owns a resource updates and deletes it; with two owners each would undo the other",
    aws: "the tag ecs-dsl:stack",
    wrong: "let a = one.add(&cluster); let b = other.add(&cluster);",
    right: "let a = one.add(&cluster);   // services of the other may refer to the cluster all the same",
    rules: &[],
};

/// A stack has no region.
pub static NO_REGION: Code = Code {
    id: "STK0104",
    severity: Error,
    summary: "A stack has no region",
    why: "ARNs, log options and trust conditions name the region, and synth does not ask the environment for one, so that its output is the same everywhere",
    aws: "the region in every ARN",
    wrong: "Stack::new(\"shop\", env)",
    right: "Stack::new(\"shop\", env).region(\"eu-central-1\")   // or: synth --region eu-central-1",
    rules: &[],
};

/// Two stacks have the same name.
pub static DUPLICATE_STACK: Code = Code {
    id: "STK0105",
    severity: Error,
    summary: "Two stacks have the same name",
    why: "the name is how commands pick a stack and how AWS resources are known to belong to it",
    aws: "the tag ecs-dsl:stack",
    wrong: "App::new().stack(Stack::new(\"shop\", &dev)).stack(Stack::new(\"shop\", &prod))",
    right: "App::new().stack(Stack::new(\"shop-dev\", &dev)).stack(Stack::new(\"shop-prod\", &prod))",
    rules: &[],
};

/// A stack's name cannot be a tag value and a role path.
pub static STACK_NAME: Code = Code {
    id: "STK0106",
    severity: Error,
    summary: "A stack's name has characters that a role path or a tag does not take",
    why: "the name is part of the path of the stack's roles and the value of a tag on everything it owns: 1 to 128 letters, digits, `-` and `_`, beginning with a letter",
    aws: "CreateRole, member Path; Tag, member value",
    wrong: "Stack::new(\"my shop\", env)",
    right: "Stack::new(\"my-shop\", env)",
    rules: &[],
};

/// A port handle of one task definition was given to the service of another.
pub static FOREIGN_HANDLE: Code = Code {
    id: "STK0107",
    severity: Error,
    summary: "A handle belongs to another task definition",
    why: "a port, volume or container exists only in the task definition that made it",
    aws: "CreateService, member loadBalancers; RegisterTaskDefinition, members dependsOn and mountPoints",
    wrong: "Service::fargate(\"web\", &cluster, &web_task, network).target(group, &worker_port)",
    right: "Service::fargate(\"web\", &cluster, &web_task, network).target(group, &web_port)",
    rules: &["LB-003", "LB-004", "CD-030", "CD-062", "CD-063"],
};

/// Two stacks create what AWS takes only once.
pub static NAME_TAKEN: Code = Code {
    id: "STK0108",
    severity: Error,
    summary: "A resource is created twice in one account under the same AWS name",
    why: "role names are unique in an account whatever their path and their letters' case, and names of clusters, families, services and log groups in a region",
    aws: "the name member of the resource's create request",
    wrong: r#"TaskRole::new("app")   // in the stacks shop-dev and shop-prod"#,
    right: "TaskRole::new(format!(\"app-{}\", env.stage()))",
    rules: &["IA-001"],
};

/// Stacks refer to each other in a circle.
pub static CYCLE: Code = Code {
    id: "STK0109",
    severity: Error,
    summary: "Resources depend on each other in a circle",
    why: "each would have to exist before the other, so there is no order in which to create them",
    aws: "the order of the create requests",
    wrong: "stack a uses a role of stack b, whose service uses a cluster that needs a role of stack a",
    right: "put the shared resources in a third stack that both refer to",
    rules: &[],
};

/// A value of an environment contract is not of its variable's type.
pub static UNFIT_VALUE: Code = Code {
    id: "STK0110",
    severity: Error,
    summary: "A value of an environment contract is not of its variable's type",
    why: "the application reads the variable as the type that the contract declares, so it would not start",
    aws: "RegisterTaskDefinition, member containerDefinitions[].environment[].value",
    wrong: "WebEnv::values().port(\"80a\")",
    right: "WebEnv::values().port(80)",
    rules: &[],
};

/// A token names no resource.
pub static NO_SUCH_RESOURCE: Code = Code {
    id: "STK0111",
    severity: Error,
    summary: "A token in a text names no resource of the program",
    why: "`${role/web.arn}` stands for the ARN of a resource, as builders write it into requests; one that names nothing could never be resolved",
    aws: "the string members of the request",
    wrong: r#"container.env("ROLE", "${role/wbe.arn}")"#,
    right: r#"container.env("ROLE", web_role.arn())"#,
    rules: &[],
};

/// A resource refers to one of another region or account.
pub static OUT_OF_REACH: Code = Code {
    id: "STK0112",
    severity: Error,
    summary: "A resource refers to one of another region or account",
    why: "ECS looks for clusters, task definitions, capacity and roles in the account of the request, and for all but roles in its region; a role for tasks trusts those of its own stack's region unless its trust policy says otherwise",
    aws: "the referring member of the request",
    wrong: r#"Service::fargate("web", &cluster, &task, network)   // whose cluster is of a stack of another region"#,
    right: r#"Service::fargate("web", &cluster, &task, network)   // whose cluster is of the same region"#,
    rules: &[],
};

/// A stack's region or account is none.
pub static NO_PLACE: Code = Code {
    id: "STK0113",
    severity: Error,
    summary: "A stack's region or account has a form that AWS does not have",
    why: "ARNs, log options and trust conditions are made of the region and the account: a region such as eu-central-1, an account of 12 digits",
    aws: "the region and account in every ARN",
    wrong: "Stack::new(\"shop\", env).region(\"eu-nowhere-9\").account(\"12\")",
    right: "Stack::new(\"shop\", env).region(\"eu-central-1\").account(\"111122223333\")",
    rules: &[],
};

/// Every code of the family.
pub static CODES: &[&Code] = &[
    &DUPLICATE_ADDRESS,
    &NOT_IN_A_STACK,
    &IN_TWO_STACKS,
    &NO_REGION,
    &DUPLICATE_STACK,
    &STACK_NAME,
    &FOREIGN_HANDLE,
    &NAME_TAKEN,
    &CYCLE,
    &UNFIT_VALUE,
    &NO_SUCH_RESOURCE,
    &OUT_OF_REACH,
    &NO_PLACE,
];
