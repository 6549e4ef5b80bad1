//! What each method of the builder puts into the request, and what it asks of roles.

use serde_json::{Value, json};

use crate::assembly::assemble;
use crate::diagnostic::Diagnostic;
use crate::prelude::*;

fn network() -> Network {
    Network::private(["subnet-0a11aa22bb33cc44d"], ["sg-0c11aa22bb33cc44d"])
}

/// Assembles a stack whose account is known, so that ARNs of roles are plain.
fn assembled(stack: impl FnOnce(Stack) -> Stack) -> (Value, Vec<Diagnostic>) {
    let stack = stack(Stack::new("shop", &Env::new()).region("eu-west-1").account("111122223333"));
    let (assembly, diagnostics) = assemble(&App::new().stack(stack));
    let errors =
        diagnostics.into_iter().filter(|one| one.severity == crate::diagnostic::Severity::Error).collect();
    (serde_json::from_str(&assembly.stacks[0].to_json()).unwrap(), errors)
}

#[test]
fn a_run_on_fargate_says_all_that_it_can() {
    let cluster = Cluster::new("main")
        .capacity_provider(FargateCapacity::Spot)
        .capacity_provider(FargateCapacity::OnDemand);
    let uploads = TaskRole::new("uploads");
    let task = TaskDef::fargate("job", fargate!(1 vCPU, 2 GB));
    let scratch = task.ebs_volume("scratch");
    let job = task.container("job", "public.ecr.aws/docker/library/busybox:1.37").mount(&scratch, "/scratch");
    let sidecar = task.container("sidecar", "public.ecr.aws/docker/library/busybox:1.37").essential(false);
    let run = RunTask::fargate("job", &cluster, &task, network())
        .count(2)
        .capacity_provider_with_base(FargateCapacity::OnDemand, 1, 1)
        .capacity_provider(FargateCapacity::Spot, 3)
        .platform_version("1.4.0")
        .ebs_volume_to_keep(&scratch, Ebs::gp3(Gib::new(50)).tag("team", "shop"))
        .override_container(&sidecar, ContainerOverride::new().command(["forgotten"]))
        .override_container(
            &job,
            ContainerOverride::new()
                .command(["bin/report", "--all"])
                .env("ROLE", uploads.arn())
                .envs([("DRY_RUN", false)])
                .env_file("arn:aws:s3:::shop-config/report.env")
                .cpu(CpuUnits::new(512))
                .memory(Mib::gb(1))
                .memory_reservation(Mib::new(512)),
        )
        .override_container(&sidecar, ContainerOverride::new().command(["sleep", "60"]))
        .override_cpu(CpuUnits::vcpu(2))
        .override_memory(Mib::gb(4))
        .override_task_role(&uploads)
        .override_ephemeral_storage(Gib::new(30))
        .enable_execute_command()
        .enable_ecs_managed_tags()
        .propagate_tags(PropagateTags::TaskDefinition)
        .group("reports")
        .reference_id("release-7")
        .started_by("release");
    let (manifest, errors) = assembled(|stack| stack.add((&cluster, &uploads, &task, &run)));
    assert_eq!(errors, []);
    let request = &manifest["resources"]["run-task/job"]["request"];
    let volume = json!({
        "name": "scratch",
        "managedEBSVolume": {
            "roleArn": "arn:aws:iam::111122223333:role/ecs-dsl/shop/job-run-ebs",
            "volumeType": "gp3",
            "sizeInGiB": 50,
            "terminationPolicy": { "deleteOnTermination": false },
            "tagSpecifications": [
                { "resourceType": "volume", "tags": [{ "key": "team", "value": "shop" }] }
            ],
        },
    });
    assert_eq!(request["volumeConfigurations"], json!([volume]));
    assert_eq!(
        request["overrides"],
        json!({
            "containerOverrides": [
                { "name": "sidecar", "command": ["sleep", "60"] },
                {
                    "name": "job",
                    "command": ["bin/report", "--all"],
                    "environment": [
                        { "name": "ROLE", "value": "${role/uploads.arn}" },
                        { "name": "DRY_RUN", "value": "false" },
                    ],
                    "environmentFiles": [{ "value": "arn:aws:s3:::shop-config/report.env", "type": "s3" }],
                    "cpu": 512,
                    "memory": 1024,
                    "memoryReservation": 512,
                },
            ],
            "cpu": "2048",
            "memory": "4096",
            "taskRoleArn": "arn:aws:iam::111122223333:role/ecs-dsl/shop/uploads",
            "ephemeralStorage": { "sizeInGiB": 30 },
        })
    );
    let strategy = json!([
        { "capacityProvider": "FARGATE", "weight": 1, "base": 1 },
        { "capacityProvider": "FARGATE_SPOT", "weight": 3 },
    ]);
    assert_eq!(request["capacityProviderStrategy"], strategy);
    for (member, value) in [
        ("count", json!(2)),
        ("platformVersion", json!("1.4.0")),
        ("enableExecuteCommand", json!(true)),
        ("enableECSManagedTags", json!(true)),
        ("propagateTags", json!("TASK_DEFINITION")),
        ("group", json!("reports")),
        ("referenceId", json!("release-7")),
        ("startedBy", json!("release")),
        ("launchType", Value::Null),
    ] {
        assert_eq!(request[member], value, "{member}");
    }
    let resources = &manifest["resources"];
    let ebs = resources["role/job-run-ebs"].to_string();
    assert!(ebs.contains("AmazonECSInfrastructureRolePolicyForVolumes"), "{ebs}");
    let uploads = resources["role/uploads"].to_string();
    assert!(
        uploads.contains("ssmmessages:OpenDataChannel"),
        "Exec is allowed to the run's own role: {uploads}"
    );
    let execution = resources["role/job-execution"].to_string();
    assert!(execution.contains("shop-config/report.env"), "the file can be read: {execution}");
    assert_eq!(resources["role/job-task"], Value::Null, "no role is derived that nobody uses");
}

#[test]
fn an_execution_role_of_the_run_may_do_what_the_containers_need() {
    let cluster = Cluster::new("main");
    let pull = ExecutionRole::new("pull");
    let task = TaskDef::fargate("job", fargate!(1 vCPU, 2 GB));
    let _ = task.container("job", "111122223333.dkr.ecr.eu-west-1.amazonaws.com/job:1");
    let run = RunTask::fargate("job", &cluster, &task, network()).override_execution_role(&pull);
    let (manifest, errors) = assembled(|stack| stack.add((&cluster, &pull, &task, &run)));
    assert_eq!(errors, []);
    let request = &manifest["resources"]["run-task/job"]["request"];
    assert_eq!(
        request["overrides"],
        json!({ "executionRoleArn": "arn:aws:iam::111122223333:role/ecs-dsl/shop/pull" })
    );
    let role = manifest["resources"]["role/pull"].to_string();
    assert!(role.contains("repository/job"), "{role}");
}

#[test]
fn instances_are_chosen_where_there_are_some() {
    let cluster = Cluster::existing("main");
    let task = TaskDef::ec2("job", NetworkMode::Bridge);
    let job = task.container("job", "busybox:1.37").memory(Mib::new(64));
    let run = RunTask::ec2("job", &cluster, &task)
        .spread_over_zones()
        .spread_over("host")
        .binpack_cpu()
        .binpack_memory()
        .place_at_random()
        .place_on(MemberOf::instance_type("g5.*"))
        .distinct_instances()
        .override_container(&job, ContainerOverride::new().gpus(1));
    let managed = TaskDef::managed_instances("managed", NetworkMode::Awsvpc, CpuUnits::vcpu(1), Mib::gb(1))
        .place_on(MemberOf::instance_type("m7g.*"));
    let _ = managed.container("job", "busybox:1.37");
    let provider = CapacityProvider::existing("instances");
    let on_managed = RunTask::managed_instances("managed", &cluster, &managed, provider)
        .network(network())
        .place_on(MemberOf::instance_type("m7g.large"))
        .distinct_instances();
    let (manifest, errors) = assembled(|stack| stack.add((&task, &run)).add((&managed, &on_managed)));
    assert_eq!(errors, []);
    let request = &manifest["resources"]["run-task/job"]["request"];
    assert_eq!(
        request["placementStrategy"],
        json!([
            { "type": "spread", "field": "attribute:ecs.availability-zone" },
            { "type": "spread", "field": "host" },
            { "type": "binpack", "field": "cpu" },
            { "type": "binpack", "field": "memory" },
            { "type": "random" },
        ])
    );
    let constraint = |of: &str| json!({ "type": "memberOf", "expression": format!("attribute:ecs.instance-type =~ {of}") });
    assert_eq!(request["placementConstraints"], json!([constraint("g5.*"), { "type": "distinctInstance" }]));
    assert_eq!(
        request["overrides"]["containerOverrides"][0]["resourceRequirements"],
        json!([{ "type": "GPU", "value": "1" }])
    );
    let request = &manifest["resources"]["run-task/managed"]["request"];
    assert_eq!(
        request["placementConstraints"],
        json!([constraint("m7g.large"), { "type": "distinctInstance" }])
    );
}

#[test]
fn handles_of_another_task_definition_are_told() {
    let cluster = Cluster::existing("main");
    let task = TaskDef::fargate("job", fargate!(1 vCPU, 2 GB));
    let _ = task.container("job", "busybox:1.37");
    let other = TaskDef::fargate("other", fargate!(1 vCPU, 2 GB));
    let container = other.container("other", "busybox:1.37");
    let volume = other.ebs_volume("scratch");
    let run = RunTask::fargate("job", cluster, &task, network())
        .override_container(&container, ContainerOverride::new().command(["true"]))
        .ebs_volume(&volume, Ebs::gp3(Gib::new(10)));
    let (_, errors) = assembled(|stack| stack.add((&task, &other, &run)));
    let foreign = errors.iter().filter(|one| one.code.id == "STK0107").map(|one| one.member.as_str());
    let mut foreign: Vec<&str> = foreign.collect();
    foreign.sort_unstable();
    assert_eq!(foreign, ["overrides.containerOverrides[0]", "volumeConfigurations[0]"], "{errors:?}");
}

#[test]
fn a_service_and_a_run_of_one_name_have_roles_of_their_own() {
    let cluster = Cluster::existing("main");
    let task = TaskDef::fargate("job", fargate!(1 vCPU, 2 GB));
    let scratch = task.ebs_volume("scratch");
    let _ = task.container("job", "busybox:1.37").mount(&scratch, "/scratch");
    let ebs = || Ebs::gp3(Gib::new(10));
    let run = RunTask::fargate("job", &cluster, &task, network()).ebs_volume(&scratch, ebs());
    let service = Service::fargate("job", &cluster, &task, network()).ebs_volume(&scratch, ebs());
    let (manifest, errors) = assembled(|stack| stack.add((&task, &run, &service)));
    assert_eq!(errors, []);
    assert!(manifest["resources"]["role/job-ebs"].is_object());
    assert!(manifest["resources"]["role/job-run-ebs"].is_object());
}
