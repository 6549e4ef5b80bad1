//! One row a limit: just inside, just outside.

use serde_json::{Value, json};

use super::validate;
use crate::check::rows::{Beside, Row, check, rows};

const GROUP: &str =
    "arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup:0123:autoScalingGroupName/ecs";
const ROLE: &str = "arn:aws:iam::123456789012:role/ecs";
const PROFILE: &str = "arn:aws:iam::123456789012:instance-profile/ecs";

fn group(rows: Vec<Row>) {
    let base = json!({ "name": "group", "autoScalingGroupProvider": { "autoScalingGroupArn": GROUP } });
    check(&base, &Beside::default(), validate, rows);
}

fn managed_base() -> Value {
    json!({
        "name": "managed", "cluster": "main",
        "managedInstancesProvider": {
            "infrastructureRoleArn": ROLE,
            "instanceLaunchTemplate": {
                "ec2InstanceProfileArn": PROFILE,
                "networkConfiguration": { "subnets": ["subnet-1"] },
            },
        },
    })
}

/// Rows whose paths stand below the launch template, or in the provider with a leading `/`.
fn managed(rows: Vec<(&'static str, &'static str, Value, &'static str)>) {
    for (rule, path, value, expected) in rows {
        let at = match path.strip_prefix('/') {
            Some(path) => format!("managedInstancesProvider.{path}"),
            None => format!("managedInstancesProvider.instanceLaunchTemplate.{path}"),
        };
        let base = crate::check::rows::changed(&managed_base(), &[(at.as_str(), value.clone())]);
        let request = serde_json::from_value(base).unwrap();
        let mut findings = Vec::new();
        validate(&request, &Beside::default(), &mut findings);
        let found = crate::check::rows::found(&findings).join(" | ");
        let found = found.replace("managedInstancesProvider.instanceLaunchTemplate.", "");
        assert_eq!(found.replace("managedInstancesProvider.", "/"), expected, "{rule}: {value}");
    }
}

#[test]
fn names_and_kinds() {
    group(rows! {
        "CP-001": {} => [];
        "CP-001": { "name" = "my group" } => ["ECS1301 name"];
        "CP-001": { "name" = "" } => ["ECS1301 name"];
        "CP-002": { "name" = "ecs-group" } => ["ECS1301 name"];
        "CP-002": { "name" = "my-ecs" } => [];
        "CP-029": { "name" = "FARGATE" } => ["ECS1301 name"];
        "CP-003": { "autoScalingGroupProvider" = null } => ["ECS1302"];
        "CP-004": { "cluster" = "main" } => ["ECS1303 cluster"];
        "TG-002": { "tags" = [{ "key": "", "value": "a" }] } => ["ECS0602 tags[0].key"];
    });
    check(
        &managed_base(),
        &Beside::default(),
        validate,
        rows! {
            "CP-004": {} => [];
            "CP-004": { "cluster" = null } => ["ECS1303 cluster"];
            "CP-004": { "cluster" = "my cluster" } => ["ECS0704 cluster"];
            "CP-003": { "autoScalingGroupProvider" = { "autoScalingGroupArn": GROUP } }
                => ["ECS1302 managedInstancesProvider"];
        },
    );
}

#[test]
fn auto_scaling_groups() {
    group(rows! {
        "CP-005": { "autoScalingGroupProvider.autoScalingGroupArn" = "ecs group 1" } => [];
        "CP-005": { "autoScalingGroupProvider.autoScalingGroupArn" = "" }
            => ["ECS1304 autoScalingGroupProvider.autoScalingGroupArn"];
        "CP-005": { "autoScalingGroupProvider.autoScalingGroupArn" = ROLE }
            => ["ECS1304 autoScalingGroupProvider.autoScalingGroupArn"];
        "CP-006": { "autoScalingGroupProvider.managedScaling.status" = "ENABLED" } => [];
        "CP-006": { "autoScalingGroupProvider.managedScaling.status" = "ON" }
            => ["ECS0001 autoScalingGroupProvider.managedScaling.status"];
        "CP-007": { "autoScalingGroupProvider.managedScaling.targetCapacity" = 1 } => [];
        "CP-007": { "autoScalingGroupProvider.managedScaling.targetCapacity" = 0 }
            => ["ECS1305 autoScalingGroupProvider.managedScaling.targetCapacity"];
        "CP-007": { "autoScalingGroupProvider.managedScaling.targetCapacity" = 101 }
            => ["ECS1305 autoScalingGroupProvider.managedScaling.targetCapacity"];
        "CP-008": { "autoScalingGroupProvider.managedScaling.minimumScalingStepSize" = 0 }
            => ["ECS1305 autoScalingGroupProvider.managedScaling.minimumScalingStepSize"];
        "CP-009": { "autoScalingGroupProvider.managedScaling.maximumScalingStepSize" = 10000 } => [];
        "CP-009": { "autoScalingGroupProvider.managedScaling.maximumScalingStepSize" = 10001 }
            => ["ECS1305 autoScalingGroupProvider.managedScaling.maximumScalingStepSize"];
        "CP-009": { "autoScalingGroupProvider.managedScaling" = { "minimumScalingStepSize": 5, "maximumScalingStepSize": 5 } }
            => [];
        "CP-009": { "autoScalingGroupProvider.managedScaling" = { "minimumScalingStepSize": 5, "maximumScalingStepSize": 4 } }
            => ["ECS1306 autoScalingGroupProvider.managedScaling.maximumScalingStepSize"];
        "CP-010": { "autoScalingGroupProvider.managedScaling.instanceWarmupPeriod" = 0 } => [];
        "CP-010": { "autoScalingGroupProvider.managedScaling.instanceWarmupPeriod" = 10001 }
            => ["ECS1305 autoScalingGroupProvider.managedScaling.instanceWarmupPeriod"];
        "CP-011": { "autoScalingGroupProvider.managedTerminationProtection" = "ENABLED" }
            => ["ECS1307 autoScalingGroupProvider.managedTerminationProtection"];
        "CP-011": { "autoScalingGroupProvider.managedTerminationProtection" = "ENABLED",
                    "autoScalingGroupProvider.managedScaling.status" = "DISABLED" }
            => ["ECS1307 autoScalingGroupProvider.managedTerminationProtection"];
        "CP-011": { "autoScalingGroupProvider.managedTerminationProtection" = "ENABLED",
                    "autoScalingGroupProvider.managedScaling.status" = "ENABLED" } => [];
        "CP-011": { "autoScalingGroupProvider.managedTerminationProtection" = "ON" }
            => ["ECS0001 autoScalingGroupProvider.managedTerminationProtection"];
        "CP-012": { "autoScalingGroupProvider.managedDraining" = "ENABLED" } => [];
        "CP-012": { "autoScalingGroupProvider.managedDraining" = "ON" }
            => ["ECS0001 autoScalingGroupProvider.managedDraining"];
    });
}

#[test]
fn managed_instances() {
    let requirements = |more: Value| {
        let mut whole = json!({ "vCpuCount": { "min": 2 }, "memoryMiB": { "min": 1024 } });
        for (name, value) in more.as_object().unwrap() {
            whole[name] = value.clone();
        }
        whole
    };
    let types = |count: usize| requirements(json!({ "allowedInstanceTypes": vec!["m7g.large"; count] }));
    managed(vec![
        ("CP-013", "/infrastructureRoleArn", json!(""), "ECS1308 /infrastructureRoleArn"),
        ("CP-013", "/infrastructureRoleArn", json!(PROFILE), "ECS0706 /infrastructureRoleArn"),
        ("CP-013", "/infrastructureRoleArn", json!("${role/ecs.arn}"), ""),
        ("CP-014", "ec2InstanceProfileArn", json!(""), "ECS1308 ec2InstanceProfileArn"),
        ("CP-014", "ec2InstanceProfileArn", json!(ROLE), "ECS0706 ec2InstanceProfileArn"),
        ("CP-015", "networkConfiguration", json!({}), "ECS1308 networkConfiguration.subnets"),
        (
            "CP-015",
            "networkConfiguration.subnets",
            json!(["vpc-1"]),
            "ECS0722 networkConfiguration.subnets[0]",
        ),
        ("CP-016", "storageConfiguration.storageSizeGiB", json!(1), ""),
        (
            "CP-016",
            "storageConfiguration.storageSizeGiB",
            json!(0),
            "ECS1305 storageConfiguration.storageSizeGiB",
        ),
        ("CP-017", "nitroEnclavesEnabled", json!(true), ""),
        ("CP-018", "monitoring", json!("DETAILED"), ""),
        ("CP-018", "monitoring", json!("FULL"), "ECS0001 monitoring"),
        ("CP-019", "capacityOptionType", json!("SPOT"), ""),
        ("CP-019", "capacityOptionType", json!("spot"), "ECS0001 capacityOptionType"),
        ("CP-020", "capacityReservations", json!({}), "ECS1310 capacityReservations"),
        (
            "CP-020",
            "capacityReservations.reservationPreference",
            json!("ONLY"),
            "ECS0001 capacityReservations.reservationPreference | ECS1310 capacityReservations",
        ),
        ("CP-022", "instanceRequirements", types(400), ""),
        ("CP-022", "instanceRequirements", types(401), "ECS1305 instanceRequirements.allowedInstanceTypes"),
        (
            "CP-022",
            "instanceRequirements",
            requirements(json!({ "allowedInstanceTypes": ["a"], "excludedInstanceTypes": ["b"] })),
            "ECS1312 instanceRequirements.excludedInstanceTypes",
        ),
        ("CP-023", "instanceRequirements", requirements(json!({ "vCpuCount": { "min": 4, "max": 4 } })), ""),
        (
            "CP-023",
            "instanceRequirements",
            requirements(json!({ "vCpuCount": { "min": 5, "max": 4 } })),
            "ECS1311 instanceRequirements.vCpuCount.max",
        ),
        (
            "CP-023",
            "instanceRequirements",
            requirements(json!({ "networkBandwidthGbps": { "min": 2.5, "max": 1.0 } })),
            "ECS1311 instanceRequirements.networkBandwidthGbps.max",
        ),
        (
            "CP-024",
            "instanceRequirements",
            requirements(json!({ "spotMaxPricePercentageOverLowestPrice": 50 })),
            "",
        ),
        (
            "CP-024",
            "instanceRequirements",
            requirements(json!({
                "spotMaxPricePercentageOverLowestPrice": 50,
                "maxSpotPriceAsPercentageOfOptimalOnDemandPrice": 50,
            })),
            "ECS1312 instanceRequirements.maxSpotPriceAsPercentageOfOptimalOnDemandPrice",
        ),
        ("CP-025", "/infrastructureOptimization.scaleInAfter", json!(-1), ""),
        (
            "CP-025",
            "/infrastructureOptimization.scaleInAfter",
            json!(-2),
            "ECS1305 /infrastructureOptimization.scaleInAfter",
        ),
        ("CP-025", "/infrastructureOptimization.scaleInAfter", json!(3600), ""),
        (
            "CP-025",
            "/infrastructureOptimization.scaleInAfter",
            json!(3601),
            "ECS1305 /infrastructureOptimization.scaleInAfter",
        ),
        ("CP-027", "/propagateTags", json!("NONE"), ""),
        ("CP-027", "/propagateTags", json!("TASK"), "ECS0001 /propagateTags"),
        ("CP-028", "/autoRepairConfiguration.actionsStatus", json!("DISABLED"), ""),
        (
            "CP-028",
            "/autoRepairConfiguration.actionsStatus",
            json!("OFF"),
            "ECS0001 /autoRepairConfiguration.actionsStatus",
        ),
    ]);
}

#[test]
fn members_of_the_template_that_meet() {
    let both = json!({
        "ec2InstanceProfileArn": PROFILE, "networkConfiguration": { "subnets": ["subnet-1"] },
        "nitroEnclavesEnabled": true, "localStorageConfiguration": { "useLocalStorage": true },
    });
    let reserved = json!({
        "ec2InstanceProfileArn": PROFILE, "networkConfiguration": { "subnets": ["subnet-1"] },
        "capacityOptionType": "RESERVED", "capacityReservations": {},
    });
    let tags = json!([{ "key": "team/name", "value": "a" }]);
    check(
        &managed_base(),
        &Beside::default(),
        validate,
        rows! {
            "CP-017": { "managedInstancesProvider.instanceLaunchTemplate" = both }
                => ["ECS1309 managedInstancesProvider.instanceLaunchTemplate.nitroEnclavesEnabled"];
            "CP-020": { "managedInstancesProvider.instanceLaunchTemplate" = reserved } => [];
            "CP-026": { "tags" = tags } => [];
            "CP-026": { "tags" = tags, "managedInstancesProvider.propagateTags" = "CAPACITY_PROVIDER" }
                => ["ECS1313 tags[0].key"];
            "CP-026": { "tags" = tags, "managedInstancesProvider.propagateTags" = "CAPACITY_PROVIDER",
                        "managedInstancesProvider.instanceLaunchTemplate.instanceMetadataTagsPropagation" = false } => [];
            "CP-026": { "tags" = [{ "key": "ecs-dsl:stack", "value": "a" }],
                        "managedInstancesProvider.propagateTags" = "CAPACITY_PROVIDER" } => [];
        },
    );
    let pass = json!({ "Effect": "Allow", "Action": "iam:PassRole", "Resource": ROLE });
    let untrusting = Beside::default().role(ROLE, "ec2.amazonaws.com", pass);
    check(
        &managed_base(),
        &untrusting,
        validate,
        rows! {
            "IA-006": {} => ["IAM0610 managedInstancesProvider.infrastructureRoleArn"];
        },
    );
}

#[test]
fn the_instances_get_their_role_only_where_it_may_be_passed_on() {
    let may = |action: &str| {
        let role = "arn:aws:iam::123456789012:role/workers";
        let statement = json!({ "Effect": "Allow", "Action": action, "Resource": role });
        Beside::default().role(ROLE, "ecs.amazonaws.com", statement)
    };
    let profile = "managedInstancesProvider.instanceLaunchTemplate.ec2InstanceProfileArn";
    let with =
        |profile_arn: &str| crate::check::rows::changed(&managed_base(), &[(profile, json!(profile_arn))]);
    let named = with("arn:aws:iam::123456789012:instance-profile/ecsInstanceRole-workers");
    let warned = format!("ECS1314 {profile}");
    for (base, around, expected) in [
        (managed_base(), may("ec2:RunInstances"), &[warned.as_str()][..]),
        (managed_base(), may("iam:PassRole"), &[]),
        (managed_base(), may("iam:*"), &[]),
        (named, may("ec2:RunInstances"), &[]),
        // Of a role that is not known nothing is.
        (managed_base(), Beside::default(), &[]),
    ] {
        let mut findings = Vec::new();
        validate(&serde_json::from_value(base).unwrap(), &around, &mut findings);
        assert_eq!(crate::check::rows::found(&findings), expected);
    }
}
