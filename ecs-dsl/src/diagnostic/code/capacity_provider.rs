//! ECS13 codes: capacity providers.

use super::Code;
use crate::diagnostic::Severity::{Error, Warning};

/// A capacity provider's name has a form that ECS does not take.
pub static NAME: Code = Code {
    id: "ECS1301",
    severity: Error,
    summary: "A capacity provider's name has a form that ECS does not take",
    why: "1 to 255 letters, digits, `-` and `_`; names that begin with aws, ecs or fargate are AWS's own",
    aws: "CreateCapacityProvider, member name",
    wrong: r#"CapacityProvider::auto_scaling_group("ecs-main", group)"#,
    right: r#"CapacityProvider::auto_scaling_group("main", group)"#,
    rules: &["CP-001", "CP-002", "CP-029"],
};

/// A capacity provider is not of exactly one kind.
pub static ONE_KIND: Code = Code {
    id: "ECS1302",
    severity: Error,
    summary: "A capacity provider is not of exactly one kind",
    why: "a provider is an Auto Scaling group, or Managed Instances; ECS has no use for both or none",
    aws: "CreateCapacityProvider, members autoScalingGroupProvider and managedInstancesProvider",
    wrong: r#"{ "name": "main" }"#,
    right: r#"{ "name": "main", "autoScalingGroupProvider": { … } }"#,
    rules: &["CP-003"],
};

/// A provider of Managed Instances has no cluster, or another one has a cluster.
pub static CLUSTER: Code = Code {
    id: "ECS1303",
    severity: Error,
    summary: "A provider of Managed Instances has no cluster, or another one has a cluster",
    why: "Managed Instances live in the one cluster that they are made for; an Auto Scaling group is associated by the cluster",
    aws: "CreateCapacityProvider, member cluster",
    wrong: r#"{ "name": "main", "managedInstancesProvider": { … } }"#,
    right: r#"{ "name": "main", "cluster": "shop", "managedInstancesProvider": { … } }"#,
    rules: &["CP-004"],
};

/// A capacity provider does not name its Auto Scaling group.
pub static GROUP: Code = Code {
    id: "ECS1304",
    severity: Error,
    summary: "A capacity provider does not name its Auto Scaling group",
    why: "the group is meant by its ARN or its name",
    aws: "AutoScalingGroupProvider, member autoScalingGroupArn",
    wrong: r#""autoScalingGroupArn": """#,
    right: r#""autoScalingGroupArn": "arn:aws:autoscaling:…:autoScalingGroup:…:autoScalingGroupName/ecs""#,
    rules: &["CP-005"],
};

/// A number of a capacity provider is outside its limits.
pub static RANGE: Code = Code {
    id: "ECS1305",
    severity: Error,
    summary: "A number of a capacity provider is outside its limits",
    why: "the target is 1 to 100 percent, a step 1 to 10000 instances, the warm-up 0 to 10000 seconds, storage 1 GiB or more, scaling in -1 or 0 to 3600 seconds, and lists of instance types have at most 400",
    aws: "CreateCapacityProvider, members managedScaling and managedInstancesProvider",
    wrong: r#""targetCapacity": 0"#,
    right: r#""targetCapacity": 100"#,
    rules: &["CP-007", "CP-008", "CP-009", "CP-010", "CP-016", "CP-022", "CP-025"],
};

/// A capacity provider's smallest step is larger than its largest.
pub static STEPS: Code = Code {
    id: "ECS1306",
    severity: Error,
    summary: "A capacity provider's smallest step is larger than its largest",
    why: "ECS starts at least the one and at most the other number of instances at once",
    aws: "ManagedScaling, members minimumScalingStepSize and maximumScalingStepSize",
    wrong: r#""minimumScalingStepSize": 10, "maximumScalingStepSize": 5"#,
    right: r#""minimumScalingStepSize": 1, "maximumScalingStepSize": 5"#,
    rules: &["CP-009"],
};

/// Termination protection is on without managed scaling.
pub static PROTECTION: Code = Code {
    id: "ECS1307",
    severity: Error,
    summary: "Termination protection is on without managed scaling",
    why: "ECS protects the instances that its own scaling would stop, so protection needs managed scaling; the group needs scale-in protection as well",
    aws: "AutoScalingGroupProvider, member managedTerminationProtection",
    wrong: r#""managedTerminationProtection": "ENABLED", "managedScaling": { "status": "DISABLED" }"#,
    right: r#""managedTerminationProtection": "ENABLED", "managedScaling": { "status": "ENABLED" }"#,
    rules: &["CP-011"],
};

/// Managed Instances lack a role, an instance profile or subnets.
pub static MISSING: Code = Code {
    id: "ECS1308",
    severity: Error,
    summary: "Managed Instances lack a role, an instance profile or subnets",
    why: "ECS starts the instances with the infrastructure role, in the subnets, and gives them the profile",
    aws: "CreateManagedInstancesProviderConfiguration, members infrastructureRoleArn, ec2InstanceProfileArn and subnets",
    wrong: r#""networkConfiguration": { "subnets": [] }"#,
    right: r#""networkConfiguration": { "subnets": ["subnet-0a1b2c3d"] }"#,
    rules: &["CP-013", "CP-014", "CP-015"],
};

/// Managed Instances have enclaves and local storage.
pub static ENCLAVES: Code = Code {
    id: "ECS1309",
    severity: Error,
    summary: "Managed Instances have enclaves and local storage",
    why: "instances with Nitro Enclaves cannot use their local storage for tasks",
    aws: "InstanceLaunchTemplate, members nitroEnclavesEnabled and localStorageConfiguration",
    wrong: r#""nitroEnclavesEnabled": true, "localStorageConfiguration": { "useLocalStorage": true }"#,
    right: r#""nitroEnclavesEnabled": true"#,
    rules: &["CP-017"],
};

/// Capacity reservations are given for capacity that is not reserved.
pub static RESERVATIONS: Code = Code {
    id: "ECS1310",
    severity: Error,
    summary: "Capacity reservations are given for capacity that is not reserved",
    why: "reservations are used with the capacity option RESERVED",
    aws: "InstanceLaunchTemplate, members capacityReservations and capacityOptionType",
    wrong: r#""capacityOptionType": "SPOT", "capacityReservations": { … }"#,
    right: r#""capacityOptionType": "RESERVED", "capacityReservations": { … }"#,
    rules: &["CP-020"],
};

/// A range of instance requirements is empty.
pub static EMPTY_RANGE: Code = Code {
    id: "ECS1311",
    severity: Error,
    summary: "A range of instance requirements is empty",
    why: "no instance has at least the larger and at most the smaller number",
    aws: "InstanceRequirementsRequest, members min and max",
    wrong: r#""vCpuCount": { "min": 8, "max": 4 }"#,
    right: r#""vCpuCount": { "min": 4, "max": 8 }"#,
    rules: &["CP-023"],
};

/// Instance requirements have two members that exclude each other.
pub static EXCLUSIVE: Code = Code {
    id: "ECS1312",
    severity: Error,
    summary: "Instance requirements have two members that exclude each other",
    why: "instance types are allowed or excluded, and Spot prices are limited in one way: EC2, whose requirements these are, refuses both",
    aws: "InstanceRequirementsRequest, members allowedInstanceTypes, excludedInstanceTypes and the two Spot price limits",
    wrong: r#""allowedInstanceTypes": ["m7g.*"], "excludedInstanceTypes": ["m7g.metal"]"#,
    right: r#""allowedInstanceTypes": ["m7g.large", "m7g.xlarge"]"#,
    rules: &["CP-022", "CP-024"],
};

/// A tag cannot be shown in the metadata of Managed Instances.
pub static METADATA_TAG: Code = Code {
    id: "ECS1313",
    severity: Error,
    summary: "A tag cannot be shown in the metadata of Managed Instances",
    why: "keys become paths of the instance metadata: 1 to 255 letters, digits and `-_+=,.@:`, no `/` and no spaces",
    aws: "InstanceLaunchTemplate, member instanceMetadataTagsPropagation",
    wrong: r#"capacity.tag("team/name", "web")   // with propagateTags CAPACITY_PROVIDER"#,
    right: r#"capacity.tag("team-name", "web")"#,
    rules: &["CP-026"],
};

/// The role that starts Managed Instances may not give them their own role.
pub static PASS_ROLE: Code = Code {
    id: "ECS1314",
    severity: Warning,
    summary: "The role that starts Managed Instances may not give them their own role",
    why: "to start an instance ECS passes the role in its profile on, and AWS's policy for the infrastructure role allows that for roles whose names begin with ecsInstanceRole alone",
    aws: "CreateCapacityProvider, members infrastructureRoleArn and ec2InstanceProfileArn",
    wrong: r#"CapacityProvider::managed_instances("gpus", &cluster, ["subnet-…"], ["sg-…"]).instance_profile("arn:aws:iam::…:instance-profile/workers")"#,
    right: r#"let role = InfrastructureRole::new("workers-start").statement(Statement::allow(["iam:PassRole"]).on("arn:aws:iam::…:role/workers").condition("StringLike", "iam:PassedToService", "ec2.*"))"#,
    rules: &[],
};

/// Every code of the family.
pub static CODES: &[&Code] = &[
    &NAME,
    &ONE_KIND,
    &CLUSTER,
    &GROUP,
    &RANGE,
    &STEPS,
    &PROTECTION,
    &MISSING,
    &ENCLAVES,
    &RESERVATIONS,
    &EMPTY_RANGE,
    &EXCLUSIVE,
    &METADATA_TAG,
    &PASS_ROLE,
];
