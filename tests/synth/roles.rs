//! Roles derived from what stacks need: what is in them, and what is not.

use ecs_dsl::prelude::*;
use ecs_dsl_tests::shared;
use serde_json::{Value, json};

use crate::queries::{manifest, policy};

const NETWORK: fn() -> Network = || Network::private(["subnet-1"], ["sg-1"]);

fn env() -> Env {
    Env::new().with_region("eu-central-1").with_account("111122223333")
}

fn task(image: &str) -> (TaskDef<Fargate>, Container<Fargate>) {
    let task = TaskDef::fargate("web", FargateSize::new(CpuUnits::new(256), Mib::new(512)));
    let container = task.container("web", image);
    (task, container)
}

/// Returns a resource's create request, and the calls that follow it.
fn sent(manifest: &Value, address: &str) -> (Value, Vec<Value>) {
    let resource = &manifest["resources"][address];
    (resource["request"].clone(), resource["then"].as_array().cloned().unwrap_or_default())
}

/// Returns the resources of the statements that allow an action.
fn resources_of(document: &Value, action: &str) -> Vec<Value> {
    let statements = document["Statement"].as_array().expect("statements are a list");
    statements
        .iter()
        .filter(|statement| statement["Action"].as_array().is_some_and(|list| list.contains(&json!(action))))
        .map(|statement| statement["Resource"].clone())
        .collect()
}

#[test]
fn a_public_image_needs_no_execution_role() {
    let (task, _) = task("public.ecr.aws/nginx/nginx:1.29");
    let manifest = manifest(Stack::new("shop", &env()).add(&task));
    assert_eq!(manifest["resources"].as_object().expect("resources").len(), 1);
    assert_eq!(manifest["resources"]["task-definition/web"]["request"]["executionRoleArn"], Value::Null);
}

#[test]
fn an_image_of_another_account_is_pulled_from_its_repository_alone() {
    let (task, _) = task("999988887777.dkr.ecr.us-east-1.amazonaws.com/team/web:1");
    let manifest = manifest(Stack::new("shop", &env()).add(&task));
    let document = policy(&manifest, "web-execution", "execution");
    let repository = json!("arn:aws:ecr:us-east-1:999988887777:repository/team/web");
    assert_eq!(resources_of(&document, "ecr:BatchGetImage"), [repository]);
    assert_eq!(resources_of(&document, "ecr:GetAuthorizationToken"), [json!("*")]);
    assert_eq!(document["Statement"].as_array().map(Vec::len), Some(2), "{document}");
}

#[test]
fn secrets_logs_and_files_are_each_read_by_their_own_arn() {
    let group = LogGroup::new("/web");
    let (task, container) = task("nginx:1.29");
    let secret = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:db";
    container
        .secret("A", Secret::secrets_manager(secret).json_key("a").encrypted_with("alias/db"))
        .secret("B", Secret::secrets_manager(secret).json_key("b"))
        .secret("C", Secret::ssm_parameter("/web/c"))
        .env_file("arn:aws:s3:::settings/web.env")
        .logs(Logs::cloudwatch(&group));
    let manifest = manifest(Stack::new("shop", &env()).add((&task, &group)));
    let document = policy(&manifest, "web-execution", "execution");
    let only = |action: &str| {
        let found = resources_of(&document, action);
        assert_eq!(found.len(), 1, "{action} in {document}");
        found[0].clone()
    };
    assert_eq!(only("secretsmanager:GetSecretValue"), json!(format!("{secret}-??????")));
    assert_eq!(only("ssm:GetParameters"), json!("arn:aws:ssm:eu-central-1:111122223333:parameter/web/c"));
    assert_eq!(only("s3:GetObject"), json!("arn:aws:s3:::settings/web.env"));
    assert_eq!(only("s3:GetBucketLocation"), json!("arn:aws:s3:::settings"));
    assert_eq!(only("logs:PutLogEvents"), json!("arn:aws:logs:eu-central-1:111122223333:log-group:/web:*"));
    assert_eq!(only("kms:Decrypt"), json!("arn:aws:kms:eu-central-1:111122223333:key/*"));
    assert!(resources_of(&document, "logs:CreateLogGroup").is_empty());
    assert!(document.to_string().contains(r#""kms:ResourceAliases":["alias/db"]"#), "{document}");
}

#[test]
fn the_trust_policy_is_tied_to_the_account_and_region() {
    let (task, _) = task("111122223333.dkr.ecr.eu-central-1.amazonaws.com/web:1");
    let manifest = manifest(Stack::new("shop", &env()).add(&task));
    let role = &manifest["resources"]["role/web-execution"]["request"];
    assert_eq!(role["Path"], "/ecs-dsl/shop/");
    let trust: Value =
        serde_json::from_str(role["AssumeRolePolicyDocument"].as_str().expect("a string")).expect("JSON");
    let statement = &trust["Statement"][0];
    assert_eq!(statement["Principal"]["Service"], "ecs-tasks.amazonaws.com");
    assert_eq!(statement["Condition"]["StringEquals"]["aws:SourceAccount"], "111122223333");
    assert_eq!(statement["Condition"]["ArnLike"]["aws:SourceArn"], "arn:aws:ecs:eu-central-1:111122223333:*");
}

#[test]
fn exec_gives_the_task_role_the_seed_s_policy() {
    let cluster = Cluster::new("main");
    let (task, _) = task("nginx:1.29");
    let service = Service::fargate("web", &cluster, &task, NETWORK()).enable_execute_command();
    let manifest = manifest(Stack::new("shop", &env()).add((&cluster, &task, &service)));
    let document = policy(&manifest, "web-task", "ecs-exec");
    let expected = json!({
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Allow",
            "Action": [
                "ssmmessages:CreateControlChannel",
                "ssmmessages:CreateDataChannel",
                "ssmmessages:OpenControlChannel",
                "ssmmessages:OpenDataChannel",
            ],
            "Resource": "*",
        }],
    });
    assert_eq!(document, expected);
    if let Some(path) = shared::shared("corpus/policies/000-seed-ecs-exec.json") {
        let text = std::fs::read_to_string(path).expect("the seed's policy can be read");
        let seed: Value = serde_json::from_str(&text).expect("the seed's policy is JSON");
        assert_eq!(document, seed);
    }
}

#[test]
fn exec_logging_of_the_cluster_adds_what_writing_the_record_needs() {
    let group = LogGroup::new("/exec");
    let cluster = Cluster::new("main").exec_logging(ExecLogging::cloudwatch(&group).kms_key("alias/exec"));
    let role = TaskRole::new("web");
    let (task, _) = task("nginx:1.29");
    let task = task.task_role(&role);
    let service = Service::fargate("web", &cluster, &task, NETWORK()).enable_execute_command();
    let stack = Stack::new("shop", &env()).add((&group, &cluster, &role, &task, &service));
    let document = policy(&manifest(stack), "web", "ecs-exec-logging");
    assert_eq!(
        resources_of(&document, "logs:PutLogEvents"),
        [json!("arn:aws:logs:eu-central-1:111122223333:log-group:/exec:*")]
    );
    assert_eq!(resources_of(&document, "logs:DescribeLogGroups"), [json!("*")]);
    assert_eq!(resources_of(&document, "kms:Decrypt").len(), 1);
}

#[test]
fn a_role_that_exists_already_is_left_as_it_is() {
    let arn = "arn:aws:iam::111122223333:role/theirs";
    let (task, _) = task("111122223333.dkr.ecr.eu-central-1.amazonaws.com/web:1");
    let task = task.execution_role(ExecutionRole::existing(arn)).task_role(TaskRole::existing(arn));
    let manifest = manifest(Stack::new("shop", &env()).add(&task));
    assert_eq!(manifest["resources"].as_object().expect("resources").len(), 1);
    assert_eq!(manifest["resources"]["task-definition/web"]["request"]["executionRoleArn"], arn);
}

#[test]
fn what_ecs_manages_gets_infrastructure_roles() {
    let cluster = Cluster::new("main");
    let (task, container) = task("nginx:1.29");
    let scratch = task.ebs_volume("scratch");
    let http = container.port(80).named("http");
    let group = "arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/a/0123456789abcdef";
    let rule = "arn:aws:elasticloadbalancing:eu-central-1:111122223333:listener-rule/app/a/1/2/3";
    let function = "arn:aws:lambda:eu-central-1:111122223333:function:test";
    let hook = Hook::lambda(function, [DeploymentLifecycleHookStage::PostScaleUp]);
    let authority = "arn:aws:acm-pca:eu-central-1:111122223333:certificate-authority/a";
    let service = Service::fargate("web", &cluster, &task, NETWORK())
        .ebs_volume(&scratch, Ebs::gp3(Gib::new(10)))
        .target(TargetGroup::arn(group).shift(TrafficShift::new(group, rule)), &http)
        .lattice_target(
            LatticeTarget::arn("arn:aws:vpc-lattice:eu-central-1:111122223333:targetgroup/tg-1"),
            &http,
        )
        .service_connect(
            ServiceConnect::client().endpoint(&http, Endpoint::at(80).tls(Tls::private_ca(authority))),
        )
        .deployment(Deployment::blue_green(Minutes::new(5)).hook(hook));
    let manifest = manifest(Stack::new("shop", &env()).add((&cluster, &task, &service)));
    for (role, managed) in [
        ("web-ebs", "service-role/AmazonECSInfrastructureRolePolicyForVolumes"),
        ("web-load-balancers", "AmazonECSInfrastructureRolePolicyForLoadBalancers"),
        ("web-vpc-lattice", "AmazonECSInfrastructureRolePolicyForVpcLattice"),
        (
            "web-service-connect-tls",
            "service-role/AmazonECSInfrastructureRolePolicyForServiceConnectTransportLayerSecurity",
        ),
    ] {
        let then = &manifest["resources"][format!("role/{role}")]["then"];
        let arn = format!("arn:aws:iam::aws:policy/{managed}");
        assert_eq!(then[0]["request"]["PolicyArn"], arn, "{role}: {then}");
    }
    let document = policy(&manifest, "web-hooks", "hooks");
    assert_eq!(resources_of(&document, "lambda:InvokeFunction"), [json!(function)]);
    let request = &manifest["resources"]["service/web"]["request"];
    assert_eq!(
        request["volumeConfigurations"][0]["managedEBSVolume"]["roleArn"],
        "arn:aws:iam::111122223333:role/ecs-dsl/shop/web-ebs"
    );
}

#[test]
fn managed_instances_get_a_role_and_a_profile() {
    let cluster = Cluster::new("main");
    let provider = CapacityProvider::managed_instances("pool", &cluster, ["subnet-1"], ["sg-1"]);
    let cluster = cluster.default_capacity_provider(&provider, 1, None);
    let manifest = manifest(Stack::new("shop", &env()).add((&cluster, &provider)));
    let resources = manifest["resources"].as_object().expect("resources");
    let addresses: Vec<&str> = resources.keys().map(String::as_str).collect();
    assert_eq!(
        addresses,
        [
            "capacity-provider/pool",
            "cluster-capacity-providers/main",
            "cluster/main",
            "instance-profile/pool-instance",
            "role/pool-infrastructure",
            "role/pool-instance",
        ]
    );
    assert_eq!(
        resources["cluster-capacity-providers/main"]["dependsOn"],
        json!(["capacity-provider/pool", "cluster/main"])
    );
    assert_eq!(
        resources["capacity-provider/pool"]["request"]["managedInstancesProvider"]["instanceLaunchTemplate"]
            ["ec2InstanceProfileArn"],
        "arn:aws:iam::111122223333:instance-profile/ecs-dsl/shop/pool-instance"
    );
}

#[test]
fn managed_instances_can_be_given_their_role() {
    let cluster = Cluster::new("main");
    let stack =
        |provider: &CapacityProvider<ManagedInstances>| Stack::new("shop", &env()).add((&cluster, provider));
    let made = || CapacityProvider::managed_instances("workers", &cluster, ["subnet-1"], ["sg-1"]);
    let manifest_of = manifest(stack(&made()));
    let document = policy(&manifest_of, "workers-infrastructure", "pass-instance-role");
    let instance = "arn:aws:iam::111122223333:role/ecs-dsl/shop/workers-instance";
    assert_eq!(resources_of(&document, "iam:PassRole"), [json!(instance)]);
    let condition = json!({ "StringLike": { "iam:PassedToService": ["ec2.*"] } });
    assert_eq!(document["Statement"][0]["Condition"], condition);
    assert_eq!(manifest_of["resources"]["role/workers-instance"]["request"]["RoleName"], "workers-instance");
}

#[test]
fn a_log_router_writes_with_the_task_role_and_its_configuration_is_read_with_the_execution_role() {
    let task = TaskDef::ec2("web", NetworkMode::Bridge);
    let _ = task
        .container("router", "public.ecr.aws/aws-observability/aws-for-fluent-bit:2.33.0")
        .log_router(Firelens::fluent_bit().config_object("arn:aws:s3:::settings/router.conf"));
    let _ = task.container("web", "nginx:1.29").logs(Logs::firelens([
        ("Name", "cloudwatch_logs"),
        ("region", "eu-central-1"),
        ("log_group_name", "/shop"),
    ]));
    let manifest = manifest(Stack::new("shop", &env()).add(&task));
    let written = policy(&manifest, "web-task", "log-router");
    let group = json!("arn:aws:logs:eu-central-1:111122223333:log-group:/shop:*");
    assert_eq!(resources_of(&written, "logs:PutLogEvents"), [group]);
    assert_eq!(written["Statement"].as_array().map(Vec::len), Some(1), "{written}");
    let read = policy(&manifest, "web-execution", "execution");
    assert_eq!(resources_of(&read, "s3:GetObject"), [json!("arn:aws:s3:::settings/router.conf")]);
    assert_eq!(resources_of(&read, "s3:GetBucketLocation"), [json!("arn:aws:s3:::settings")]);
}

#[test]
fn roles_are_derived_from_what_is_sent() {
    let (task, _) = task("111122223333.dkr.ecr.eu-central-1.amazonaws.com/web:1");
    let secret = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:db-AbCdEf";
    let task = task.customize(move |request| {
        let container = &mut request.container_definitions[0];
        container.image = Some("999988887777.dkr.ecr.us-east-1.amazonaws.com/team/web:1".to_owned());
        container.secrets =
            Some(vec![ecs_dsl::api::ecs::Secret { name: "DB".to_owned(), value_from: secret.to_owned() }]);
    });
    let manifest = manifest(Stack::new("shop", &env()).add(&task));
    let document = policy(&manifest, "web-execution", "execution");
    let repository = json!("arn:aws:ecr:us-east-1:999988887777:repository/team/web");
    assert_eq!(resources_of(&document, "ecr:BatchGetImage"), [repository]);
    assert_eq!(resources_of(&document, "secretsmanager:GetSecretValue"), [json!(secret)]);
}

#[test]
fn a_role_that_only_the_request_names_is_not_derived_beside_it() {
    let (task, _) = task("111122223333.dkr.ecr.eu-central-1.amazonaws.com/web:1");
    let role = "arn:aws:iam::111122223333:role/pull";
    let task = task.customize(move |request| request.execution_role_arn = Some(role.to_owned()));
    let manifest = manifest(Stack::new("shop", &env()).add(&task));
    assert_eq!(manifest["resources"].as_object().expect("resources").len(), 1, "{manifest}");
    let request = &manifest["resources"]["task-definition/web"]["request"];
    assert_eq!(request["executionRoleArn"], role);
}

#[test]
fn the_key_of_a_file_shares_credentials_may_be_used() {
    let secret = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:ad-AbCdEf";
    let (task, container) = task("nginx:1.29");
    let credentials = Secret::secrets_manager(secret).encrypted_with("alias/fsx");
    let share = task.fsx_windows_volume("share", "fs-0a11aa22bb33cc44d", "share", credentials, "example.com");
    let _ = container.mount(&share, "/share");
    let document = policy(&manifest(Stack::new("shop", &env()).add(&task)), "web-execution", "execution");
    assert_eq!(resources_of(&document, "secretsmanager:GetSecretValue"), [json!(secret)]);
    assert_eq!(resources_of(&document, "kms:Decrypt").len(), 1, "{document}");
}

#[test]
fn what_follows_a_customized_role_follows_its_name_and_its_trust() {
    let role = TaskRole::new("web")
        .allow_on(["s3:GetObject"], ["arn:aws:s3:::b/*"])
        .managed_policy("arn:aws:iam::aws:policy/ReadOnlyAccess")
        .customize(|request| request.role_name = "site".to_owned());
    let manifest = manifest(Stack::new("shop", &env()).add(&role));
    let (request, then) = sent(&manifest, "role/web");
    assert_eq!(request["RoleName"], "site");
    assert!(then.len() == 2 && then.iter().all(|call| call["request"]["RoleName"] == "site"), "{then:?}");
    let group = LogGroup::new("/web")
        .retention(Retention::ONE_WEEK)
        .customize(|request| request.log_group_name = "/site".to_owned());
    let (task, container) = task("nginx:1.29");
    let _ = container.logs(Logs::cloudwatch(&group));
    let manifest = crate::queries::manifest(Stack::new("shop", &env()).add((&group, &task)));
    let (request, then) = sent(&manifest, "log-group//web");
    assert_eq!(
        (&request["logGroupName"], &then[0]["request"]["logGroupName"]),
        (&json!("/site"), &json!("/site"))
    );
    let request = &manifest["resources"]["task-definition/web"]["request"];
    let options = &request["containerDefinitions"][0]["logConfiguration"]["options"];
    assert_eq!(options["awslogs-group"], "/site");
}

#[test]
fn a_customized_trust_policy_is_judged_at_its_line() {
    let role = TaskRole::new("web");
    let line = line!() + 1;
    let role = role.customize(|request| {
        request.assume_role_policy_document = json!({
            "Version": "2012-10-17",
            "Statement": { "Effect": "Allow", "Principal": { "AWS": "*" }, "Action": "sts:AssumeRole" },
        })
        .to_string();
    });
    let app = App::new().stack(Stack::new("shop", &env()).add(&role));
    let (_, diagnostics) = ecs_dsl::check::app(&app, &ecs_dsl::check::Settings::default());
    let found: Vec<String> = diagnostics.iter().map(|it| format!("{} {}", it.code.id, it.place)).collect();
    assert!(found.iter().any(|it| it.contains(&format!("roles.rs:{line}:"))), "{found:?}");
}

#[test]
fn a_boundary_of_the_stack_is_on_every_role_that_states_none() {
    let limits = |name: &str| format!("arn:aws:iam::111122223333:policy/{name}");
    let (task, _) = task("111122223333.dkr.ecr.eu-central-1.amazonaws.com/web:1");
    let own = TaskRole::new("own").permissions_boundary(limits("own"));
    let plain = TaskRole::new("plain");
    let stack = || Stack::new("shop", &env()).permissions_boundary(limits("stack"));
    let manifest = manifest(stack().add((&task, &own, &plain)));
    let boundary = |role: &str| sent(&manifest, &format!("role/{role}")).0["PermissionsBoundary"].clone();
    assert_eq!(boundary("web-execution"), limits("stack"));
    assert_eq!(boundary("plain"), limits("stack"));
    assert_eq!(boundary("own"), limits("own"));

    // One that is no policy is told once, where it is written.
    let line = line!() + 1;
    let wrong = Stack::new("shop", &env()).permissions_boundary("arn:aws:iam::111122223333:role/x");
    let app = ecs_dsl::App::new().stack(wrong.add((&task, &plain)));
    let (_, found) = ecs_dsl::check::app(&app, &ecs_dsl::check::Settings::default());
    let found: Vec<_> = found.iter().filter(|one| one.member == "PermissionsBoundary").collect();
    let [one] = found.as_slice() else { panic!("{found:#?}") };
    assert_eq!(one.place.position().map(|(_, at, _)| at), Some(line));
}
