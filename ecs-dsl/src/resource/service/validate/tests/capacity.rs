use serde_json::json;

use super::{beside, ec2, fargate, on_ec2, on_fargate, task};
use crate::check::rows::{Beside, Row, check, rows};
use crate::resource::service::validate::validate;

const SPOT: &str = "FARGATE_SPOT";

/// Providers of each kind beside a cluster that has them all.
fn with_providers() -> Beside {
    let template = json!({ "ec2InstanceProfileArn": "", "networkConfiguration": {} });
    beside()
        .task(task("managed", "MANAGED_INSTANCES", "awsvpc"))
        .provider(json!({ "name": "group", "autoScalingGroupProvider": { "autoScalingGroupArn": "g" } }))
        .provider(json!({
            "name": "managed", "cluster": "main",
            "managedInstancesProvider": { "infrastructureRoleArn": "", "instanceLaunchTemplate": template },
        }))
        .associated("main", &["FARGATE", SPOT, "group", "managed"])
}

fn by_strategy(rows: Vec<Row>) {
    let mut base = fargate();
    base["launchType"] = json!(null);
    base["capacityProviderStrategy"] = json!([{ "capacityProvider": "FARGATE", "weight": 1 }]);
    check(&base, &with_providers(), validate, rows);
}

#[test]
fn launch_types() {
    let strategy = json!([{ "capacityProvider": "FARGATE" }]);
    on_fargate(rows! {
        "SV-011": { "launchType" = "fargate" } => ["ECS0001 launchType"];
        "SV-011": { "launchType" = "LAMBDA" } => ["ECS0001 launchType"];
        "SV-012": { "capacityProviderStrategy" = strategy } => ["ECS0711 launchType"];
        "SV-013": { "launchType" = "MANAGED_INSTANCES" } => ["ECS0712 launchType"];
        "SV-014": { "launchType" = SPOT } => ["ECS0712 launchType"];
        "TD-019": { "launchType" = "EC2" } => ["ECS0713 launchType"];
    });
    on_ec2(rows! {
        "SV-011": { "launchType" = "EC2" } => [];
        "SV-011": { "launchType" = "EXTERNAL" } => ["ECS0713 launchType"];
    });
    let around = beside().cluster(json!({ "clusterName": "main" }));
    check(
        &fargate(),
        &around,
        validate,
        rows! { "SV-015": { "launchType" = null } => ["ECS0713 launchType"]; },
    );
    check(&ec2(), &around, validate, rows! { "SV-015": { "launchType" = null } => []; });
    let around = beside().cluster(json!({
        "clusterName": "main",
        "capacityProviders": ["FARGATE"],
        "defaultCapacityProviderStrategy": [{ "capacityProvider": "FARGATE" }],
    }));
    check(&fargate(), &around, validate, rows! { "SV-015": { "launchType" = null } => []; });
    check(
        &ec2(),
        &around,
        validate,
        rows! { "SV-015": { "launchType" = null } => ["ECS0713 taskDefinition"]; },
    );
}

#[test]
fn strategies() {
    let item = |name: &str, weight: i32, base: i32| json!({ "capacityProvider": name, "weight": weight, "base": base });
    let many = |count: usize| json!(vec![item("FARGATE", 1, 0); count]);
    let (full, over) = (many(20), many(21));
    let one = |name: &str, weight: i32, base: i32| json!([item(name, weight, base)]);
    let two = |a: serde_json::Value, b: serde_json::Value| json!([a, b]);
    let mixed = two(item("FARGATE", 1, 0), item("group", 1, 0));
    let unknown_too = two(item("FARGATE", 1, 0), item("elsewhere", 1, 0));
    let bases = two(item("FARGATE", 1, 1), item(SPOT, 1, 1));
    let one_base = two(item("FARGATE", 1, 1), item(SPOT, 1, 0));
    let weightless = two(item("FARGATE", 0, 1), item(SPOT, 0, 0));
    let (heavy, heaviest) = (one("FARGATE", 1000, 0), one("FARGATE", 1001, 0));
    let (deep, deepest, negative) =
        (one("FARGATE", 1, 100_000), one("FARGATE", 1, 100_001), one("FARGATE", -1, 0));
    let (absent, mistyped, token) = (one("other", 1, 0), one("FARGATE-SPOT", 1, 0), one("${x/y.name}", 1, 0));
    by_strategy(rows! {
        "base": {} => [];
        "SV-055": { "capacityProviderStrategy" = full } => [];
        "SV-055": { "capacityProviderStrategy" = over } => ["ECS0738 capacityProviderStrategy"];
        "SV-057": { "capacityProviderStrategy" = heavy } => [];
        "SV-057": { "capacityProviderStrategy" = heaviest } => ["ECS0738 capacityProviderStrategy[0].weight"];
        "SV-057": { "capacityProviderStrategy" = negative } => ["ECS0738 capacityProviderStrategy[0].weight"];
        "SV-058": { "capacityProviderStrategy" = deep } => [];
        "SV-058": { "capacityProviderStrategy" = deepest } => ["ECS0738 capacityProviderStrategy[0].base"];
        "SV-059": { "capacityProviderStrategy" = one_base } => [];
        "SV-059": { "capacityProviderStrategy" = bases } => ["ECS0739 capacityProviderStrategy[1].base"];
        "SV-060": { "capacityProviderStrategy" = weightless } => ["ECS0740 capacityProviderStrategy"];
        "SV-056": { "capacityProviderStrategy" = token } => [];
        "SV-056": { "capacityProviderStrategy" = absent }
            => ["ECS0741 capacityProviderStrategy[0].capacityProvider"];
        "SV-056": { "capacityProviderStrategy" = mistyped }
            => ["ECS0741 capacityProviderStrategy[0].capacityProvider"];
        "SV-062": { "capacityProviderStrategy" = mixed }
            => ["ECS0742 capacityProviderStrategy[1].capacityProvider"];
        "SV-062": { "capacityProviderStrategy" = unknown_too }
            => ["ECS0742 capacityProviderStrategy[1].capacityProvider",
                "ECS0741 capacityProviderStrategy[1].capacityProvider"];
        "TD-018": { "capacityProviderStrategy" = [{ "capacityProvider": "group" }] }
            => ["ECS0713 capacityProviderStrategy"];
        "TD-018": { "capacityProviderStrategy" = [{ "capacityProvider": "managed" }] }
            => ["ECS0713 capacityProviderStrategy"];
        "TD-018": { "capacityProviderStrategy" = [{ "capacityProvider": "managed" }],
                    "taskDefinition" = "managed" } => [];
    });
    let around = beside().associated("main", &["FARGATE"]);
    let base = json!({ "launchType": null });
    let mut service = fargate();
    service["launchType"] = base["launchType"].clone();
    check(
        &service,
        &around,
        validate,
        rows! {
            "SV-061": { "capacityProviderStrategy" = one_base }
                => ["ECS0741 capacityProviderStrategy[1].capacityProvider"];
        },
    );
    // Nobody associates a provider of Managed Instances: it is made in its cluster.
    let made_in = |cluster: &str| {
        let template =
            json!({ "ec2InstanceProfileArn": "", "networkConfiguration": { "subnets": ["subnet-1"] } });
        let managed = json!({ "infrastructureRoleArn": "", "instanceLaunchTemplate": template });
        let provider = json!({ "name": "jobs", "cluster": cluster, "managedInstancesProvider": managed });
        beside().associated("main", &["FARGATE"]).provider(provider)
    };
    let jobs = one("jobs", 1, 0);
    let row = |found: &'static str| {
        let found = if found.is_empty() { Vec::new() } else { vec![found] };
        vec![(
            "SV-061",
            vec![("capacityProviderStrategy", jobs.clone()), ("taskDefinition", json!("jobs"))],
            found,
        )]
    };
    check(&service, &made_in("main"), validate, row(""));
    check(&service, &made_in("other"), validate, row("ECS0741 capacityProviderStrategy[0].capacityProvider"));
}

#[test]
fn platform_versions() {
    on_fargate(rows! {
        "SV-016": { "platformVersion" = "LATEST" } => [];
        "SV-016": { "platformVersion" = "${x/y.version}" } => [];
        "SV-016": { "platformVersion" = "latest" } => ["ECS0715 platformVersion"];
        "SV-016": { "platformVersion" = "1.4" } => ["ECS0715 platformVersion", "SEC0202 platformVersion"];
        "SV-016": { "platformVersion" = "1.4.0" } => ["SEC0202 platformVersion"];
        "SV-048": { "platformVersion" = "1.4.0", "enableExecuteCommand" = true } => ["SEC0202 platformVersion"];
        "SV-048": { "platformVersion" = "1.3.0", "enableExecuteCommand" = true }
            => ["ECS0716 platformVersion", "SEC0202 platformVersion"];
    });
    on_ec2(rows! {
        "SV-016": { "platformVersion" = "1.4.0" } => ["ECS0714 platformVersion"];
        "SV-016": { "platformVersion" = "LATEST" } => ["ECS0714 platformVersion"];
    });
    let old = |rule: &'static str, expected: Vec<&'static str>| {
        vec![(rule, vec![("platformVersion", json!("1.3.0"))], expected)]
    };
    for (rule, member, value, is_newer) in [
        ("TD-032", "cpu", json!("4 vCPU"), false),
        ("TD-032", "cpu", json!("8192"), true),
        ("TD-033", "cpu", json!("16 vCPU"), true),
        ("TD-053", "ephemeralStorage", json!({ "sizeInGiB": 30 }), true),
        ("TD-039", "pidMode", json!("task"), true),
        ("SV-063", "runtimePlatform", json!({ "cpuArchitecture": "ARM64" }), true),
        ("SV-063", "runtimePlatform", json!({ "cpuArchitecture": "X86_64" }), false),
        (
            "VO-011",
            "volumes",
            json!([{ "name": "v", "efsVolumeConfiguration": { "fileSystemId": "fs-1" } }]),
            true,
        ),
        ("VO-011", "volumes", json!([{ "name": "v" }]), false),
    ] {
        let mut web = task("web", "FARGATE", "awsvpc");
        web[member] = value;
        let mut expected = vec!["SEC0202 platformVersion"];
        if is_newer {
            expected.insert(0, "ECS0716 platformVersion");
        }
        check(&fargate(), &beside().task(web), validate, old(rule, expected));
    }
    for (rule, member, value) in [
        ("CD-020", "environmentFiles", json!([{ "value": "arn:aws:s3:::b/a.env", "type": "s3" }])),
        ("CD-067", "systemControls", json!([{ "namespace": "net.core.somaxconn", "value": "1024" }])),
    ] {
        let mut web = task("web", "FARGATE", "awsvpc");
        web["containerDefinitions"][0][member] = value;
        let expected = vec!["ECS0716 platformVersion", "SEC0202 platformVersion"];
        check(&fargate(), &beside().task(web), validate, old(rule, expected));
    }
    for (rule, version, member, value, holds) in [
        ("CD-034", "1.3.0", "dependsOn", json!([{ "containerName": "web", "condition": "START" }]), false),
        ("CD-034", "1.2.0", "dependsOn", json!([{ "containerName": "web", "condition": "START" }]), true),
        ("CD-034", "1.2.0", "dependsOn", json!([]), false),
        ("CD-036", "1.3.0", "startTimeout", json!(30), false),
        ("CD-036", "1.2.0", "startTimeout", json!(30), true),
        ("HC-007", "1.1.0", "healthCheck", json!({ "command": ["CMD", "/check"] }), false),
        ("HC-007", "1.0.0", "healthCheck", json!({ "command": ["CMD", "/check"] }), true),
    ] {
        let mut web = task("web", "FARGATE", "awsvpc");
        web["containerDefinitions"][0][member] = value;
        let mut expected = vec!["SEC0202 platformVersion"];
        if holds {
            expected.insert(0, "ECS0716 platformVersion");
        }
        let rows = vec![(rule, vec![("platformVersion", json!(version))], expected)];
        check(&fargate(), &beside().task(web), validate, rows);
    }
    by_strategy(rows! {
        "SV-063": { "platformVersion" = "1.3.0", "capacityProviderStrategy[1].capacityProvider" = SPOT,
                    "capacityProviderStrategy[1].weight" = 1 } => ["SEC0202 platformVersion"];
        "SV-063": { "platformVersion" = "1.2.0", "capacityProviderStrategy[1].capacityProvider" = SPOT,
                    "capacityProviderStrategy[1].weight" = 1 }
            => ["ECS0716 platformVersion", "SEC0202 platformVersion"];
    });
    let mut windows = task("web", "FARGATE", "awsvpc");
    windows["runtimePlatform"] = json!({ "operatingSystemFamily": "WINDOWS_SERVER_2022_CORE" });
    let mut service = fargate();
    service["launchType"] = json!(null);
    check(
        &service,
        &beside().task(windows),
        validate,
        rows! {
            "SV-063": { "capacityProviderStrategy" = [{ "capacityProvider": "FARGATE" }] } => [];
            "SV-063": { "capacityProviderStrategy" = [{ "capacityProvider": "FARGATE", "weight": 1 },
                                                      { "capacityProvider": SPOT, "weight": 1 }] }
                => ["ECS0743 capacityProviderStrategy[1].capacityProvider"];
        },
    );
}

#[test]
fn managed_instances_are_of_the_cluster_that_they_are_made_for() {
    let template = json!({ "ec2InstanceProfileArn": "", "networkConfiguration": {} });
    let made_for = |cluster: &str| {
        let provider = json!({
            "name": "managed", "cluster": cluster,
            "managedInstancesProvider": { "infrastructureRoleArn": "", "instanceLaunchTemplate": template },
        });
        // The cluster names none, as stacks that have Managed Instances alone do.
        beside()
            .task(task("managed", "MANAGED_INSTANCES", "awsvpc"))
            .provider(provider)
            .associated("main", &[])
    };
    let mut service = fargate();
    service["launchType"] = json!(null);
    service["taskDefinition"] = json!("managed");
    service["capacityProviderStrategy"] = json!([{ "capacityProvider": "managed", "weight": 1 }]);
    for (cluster, ok) in
        [("main", true), ("arn:aws:ecs:eu-west-1:123456789012:cluster/main", true), ("other", false)]
    {
        let expected =
            if ok { vec![] } else { vec!["ECS0741 capacityProviderStrategy[0].capacityProvider".to_owned()] };
        let mut findings = Vec::new();
        validate(&serde_json::from_value(service.clone()).unwrap(), &made_for(cluster), &mut findings);
        assert_eq!(crate::check::rows::found(&findings), expected, "{cluster}");
    }
}
