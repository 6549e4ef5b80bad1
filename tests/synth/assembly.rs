//! The assembly: the same bytes each time, references resolved, and what is wrong with a program's structure.

use ecs_dsl::assembly::{Manifest, assemble, in_dependency_order};
use ecs_dsl::diagnostic::Diagnostic;
use ecs_dsl::iam::policy::TrustPolicy;
use ecs_dsl::prelude::*;
use ecs_dsl_tests::shared;
use serde_json::{Value, json};

use crate::queries::{assembled, manifest, request};
use crate::stacks;

fn env() -> Env {
    Env::new().with_region("eu-central-1")
}

fn task(family: &str) -> TaskDef<Fargate> {
    let task = TaskDef::fargate(family, FargateSize::new(CpuUnits::new(256), Mib::new(512)));
    let _ = task.container("web", "nginx:1.29");
    task
}

fn network() -> Network {
    Network::private(["subnet-1"], ["sg-1"])
}

fn diagnostics(app: &App) -> Vec<Diagnostic> {
    assemble(app).1
}

fn codes(app: &App) -> Vec<&'static str> {
    diagnostics(app).iter().map(|diagnostic| diagnostic.code.id).collect()
}

#[test]
fn the_same_program_gives_the_same_bytes() {
    let bytes = || -> Vec<String> {
        let assembly = assembled(&stacks::app(&Env::new()));
        assembly.stacks.iter().map(|stack| stack.to_json()).collect()
    };
    assert_eq!(bytes(), bytes());
}

#[test]
fn assembling_twice_changes_nothing() {
    let app = stacks::app(&Env::new());
    let first = assembled(&app).stacks[1].to_json();
    let second = assembled(&app).stacks[1].to_json();
    assert_eq!(first, second);
}

#[test]
fn the_seed_s_service_is_its_own_request() {
    let manifest = manifest(stacks::querypie::stack(&Env::new()));
    let mut request = request(&manifest, "service/core-apne2-querypie-app").clone();
    let tags = request["tags"].as_array_mut().expect("tags are a list");
    tags.retain(|tag| !tag["key"].as_str().is_some_and(|key| key.starts_with("ecs-dsl:")));
    let Some(path) = shared::shared("corpus/services/000-seed-querypie-app.json") else { return };
    let text = std::fs::read_to_string(path).expect("the seed's service can be read");
    let mut seed: Value = serde_json::from_str(&text).expect("the seed's service is JSON");
    let members = seed.as_object_mut().expect("a service is an object");
    assert_eq!(members.remove("clientToken"), Some(json!("")));
    assert_eq!(members.remove("role"), Some(json!("")));
    assert_eq!(request, seed);
}

/// Returns a tag of a resource's request.
fn tag(manifest: &Value, address: &str, key: &str) -> Option<String> {
    let tags = request(manifest, address)["tags"].as_array().cloned().unwrap_or_default();
    tags.iter().find(|tag| tag["key"] == key).and_then(|tag| tag["value"].as_str().map(str::to_owned))
}

#[test]
fn the_request_has_every_tag_that_is_sent() {
    let cluster = Cluster::new("main").retain();
    let logs = LogGroup::new("/web").retain();
    let web = task("web");
    let manifest = manifest(Stack::new("shop", &env()).add((&cluster, &logs, &web)));
    assert_eq!(tag(&manifest, "cluster/main", "ecs-dsl:retain").as_deref(), Some("true"));
    assert_eq!(request(&manifest, "log-group//web")["tags"]["ecs-dsl:retain"], "true");
    assert_eq!(tag(&manifest, "task-definition/web", "ecs-dsl:retain"), None);
    assert_eq!(tag(&manifest, "task-definition/web", "ecs-dsl:digest").map(|digest| digest.len()), Some(32));
}

#[test]
fn a_digest_says_what_a_revision_is_made_of_and_nothing_else() {
    let digest = |env: &Env, role: &TaskRole, change: fn(Container<Fargate>) -> Container<Fargate>| {
        let web =
            TaskDef::fargate("web", FargateSize::new(CpuUnits::new(256), Mib::new(512))).task_role(role);
        let _ = change(web.container("web", "nginx:1.29"));
        let manifest = manifest(Stack::new("shop", env).add((role, &web)));
        tag(&manifest, "task-definition/web", "ecs-dsl:digest").expect("a digest")
    };
    let plain = digest(&env(), &TaskRole::new("web"), |web| web.env("A", "1").env("B", "2"));
    let known = env().with_account("111122223333");
    let same = [
        digest(&env(), &TaskRole::new("web"), |web| web.env("B", "2").env("A", "1")),
        digest(&env(), &TaskRole::new("web").tag("team", "web"), |web| web.env("A", "1").env("B", "2")),
        digest(&known, &TaskRole::new("web"), |web| web.env("A", "1").env("B", "2")),
    ];
    assert_eq!(same, [plain.clone(), plain.clone(), plain.clone()]);
    let others = [
        digest(&env(), &TaskRole::new("web"), |web| web.env("A", "1").env("B", "3")),
        // The token for a role is the same wherever the role lives.
        digest(&env(), &TaskRole::new("web").path("/web/"), |web| web.env("A", "1").env("B", "2")),
        digest(&known, &TaskRole::new("web").path("/web/"), |web| web.env("A", "1").env("B", "2")),
    ];
    assert!(!others.contains(&plain), "{plain} {others:?}");
    assert_eq!(others[1], others[2]);
}

#[test]
fn what_only_aws_knows_is_a_token_until_the_account_is_known() {
    let role = TaskRole::new("web");
    let stack = |env: &Env| {
        let web = task("web").task_role(&role);
        Stack::new("shop", env).add((&role, &web))
    };
    let unknown = manifest(stack(&env()));
    assert_eq!(request(&unknown, "task-definition/web")["taskRoleArn"], "${role/web.arn}");
    assert_eq!(unknown["account"], Value::Null);
    assert_eq!(unknown["resources"]["task-definition/web"]["dependsOn"], json!(["role/web"]));
    let known = manifest(stack(&env().with_account("111122223333")));
    assert_eq!(
        request(&known, "task-definition/web")["taskRoleArn"],
        "arn:aws:iam::111122223333:role/ecs-dsl/shop/web"
    );
}

#[test]
fn a_stack_uses_what_another_one_holds() {
    let cluster = Cluster::new("shared");
    let web = task("web");
    let service = Service::fargate("web", &cluster, &web, network());
    let app = App::new()
        .stack(Stack::new("base", &env()).add((&cluster, &web)))
        .stack(Stack::new("web", &env()).add(&service));
    let assembly = assembled(&app);
    let manifest: Value = serde_json::from_str(&assembly.stacks[1].to_json()).expect("JSON");
    let service = &manifest["resources"]["service/web"];
    assert_eq!(service["dependsOn"], json!(["base:cluster/shared", "base:task-definition/web"]));
    assert_eq!(service["request"]["taskDefinition"], "${base:task-definition/web.arn}");
    assert_eq!(service["request"]["cluster"], "shared");
}

#[test]
fn resources_come_after_what_they_need() {
    let assembly = assembled(&stacks::app(&Env::new()));
    for stack in &assembly.stacks {
        let order: Vec<_> = in_dependency_order(stack).into_iter().map(|(address, _)| address).collect();
        assert_eq!(order.len(), stack.resources.len());
        for (address, resource) in &stack.resources {
            let place = |wanted| order.iter().position(|found| *found == wanted);
            for dependency in &resource.depends_on {
                assert!(place(&dependency.address) < place(address), "{dependency} after {address}");
            }
        }
    }
}

#[test]
fn two_resources_of_one_address_are_refused_with_both_lines() {
    let first = Cluster::new("main");
    let second = Cluster::new("main");
    let app = App::new().stack(Stack::new("shop", &env()).add((&first, &second)));
    let found = diagnostics(&app);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].code.id, "STK0101");
    assert!(found[0].what.contains(&format!("{}:{}", file!(), line!() - 6)), "{}", found[0].what);
    assert!(found[0].place.to_string().starts_with(&format!("{}:{}", file!(), line!() - 6)));
}

#[test]
fn a_reference_to_nothing_is_refused_at_the_line_that_made_it() {
    let cluster = Cluster::new("main");
    let web = task("web");
    let line = line!() + 1;
    let service = Service::fargate("web", &cluster, &web, network());
    let found = diagnostics(&App::new().stack(Stack::new("shop", &env()).add((&web, &service))));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].code.id, "STK0102");
    assert!(found[0].place.to_string().starts_with(&format!("{}:{line}", file!())), "{}", found[0].place);
    assert!(found[0].fix.contains("`shop`"), "{}", found[0].fix);
}

#[test]
fn faults_of_structure_have_codes_of_their_own() {
    let cluster = Cluster::new("main");
    let twice =
        App::new().stack(Stack::new("a", &env()).add(&cluster)).stack(Stack::new("b", &env()).add(&cluster));
    assert_eq!(codes(&twice), ["STK0103"]);
    assert_eq!(codes(&App::new().stack(Stack::new("a", &Env::new()))), ["STK0104"]);
    let same = App::new().stack(Stack::new("a", &env())).stack(Stack::new("a", &env()));
    assert_eq!(codes(&same), ["STK0105"]);
    assert_eq!(codes(&App::new().stack(Stack::new("my shop", &env()))), ["STK0106"]);
}

#[test]
fn handles_of_another_task_definition_are_refused_where_they_were_used() {
    let cluster = Cluster::new("main");
    let (web, other) = (task("web"), task("other"));
    let sidecar = other.container("sidecar", "nginx:1.29");
    let port = sidecar.port(80);
    let volume = other.volume("data");
    let line = line!() + 3;
    let _ = web
        .container("app", "nginx:1.29")
        .depends_on(&sidecar, ContainerCondition::Start)
        .mount(&volume, "/data");
    let service = Service::fargate("web", &cluster, &web, network()).target("arn:x", &port);
    let app = App::new().stack(Stack::new("shop", &env()).add((&cluster, &web, &other, &service)));
    let found = diagnostics(&app);
    let members: Vec<&str> = found.iter().map(|diagnostic| diagnostic.member.as_str()).collect();
    assert!(found.iter().all(|diagnostic| diagnostic.code.id == "STK0107"), "{found:?}");
    assert_eq!(
        members,
        [
            "containerDefinitions[1].dependsOn[0]",
            "containerDefinitions[1].mountPoints[0]",
            "loadBalancers[0]"
        ]
    );
    assert!(found[0].place.to_string().starts_with(&format!("{}:{line}", file!())), "{}", found[0].place);
}

#[test]
fn a_customization_is_traced_to_its_line() {
    let web = task("web").customize(|request| request.cpu = Some("300".to_owned()));
    let assembly = assembled(&App::new().stack(Stack::new("shop", &env()).add(&web)));
    let (_, resource) = assembly.stacks[0].resources.iter().next().expect("one resource");
    assert_eq!(resource.trace.line_of("cpu").line(), line!() - 3);
    assert_eq!(resource.trace.line_of("memory").line(), resource.trace.root().line());
}

#[test]
fn stacks_in_a_circle_are_refused() {
    let (a, b) = (TaskRole::new("a"), TaskRole::new("b"));
    let one = task("one").task_role(&b);
    let two = task("two").task_role(&a);
    let app = App::new()
        .stack(Stack::new("one", &env()).add((&a, &one)))
        .stack(Stack::new("two", &env()).add((&b, &two)));
    let found = diagnostics(&app);
    assert_eq!(codes(&app), ["STK0109"]);
    assert!(found[0].what.contains("one → two → one"), "{}", found[0].what);
}

#[test]
fn a_stack_says_whether_it_goes_back_on_failure_and_older_manifests_say_nothing() {
    let stack = || Stack::new("shop", &env()).add(&Cluster::new("main"));
    let plain = manifest(stack());
    assert!(plain.get("rollBackOnFailure").is_none(), "{plain:#}");
    assert!(!*Manifest::read(&plain.to_string()).expect("it is a manifest")[0].roll_back_on_failure);
    let careful = manifest(stack().roll_back_on_failure());
    assert_eq!(careful["rollBackOnFailure"], true);
    assert!(*Manifest::read(&careful.to_string()).expect("it is a manifest")[0].roll_back_on_failure);
}

#[test]
fn a_text_that_looks_like_a_token_names_something_or_is_reported() {
    let role = TaskRole::new("web");
    let app = |text: &str| {
        let task = TaskDef::fargate("web", FargateSize::new(CpuUnits::new(256), Mib::new(512)));
        let _ = task.container("web", "nginx:1.29").env("TEXT", text);
        App::new().stack(Stack::new("shop", &env()).add((&role, &task)))
    };
    for (text, expected) in [
        ("cp ${FILE/.tmpl/.conf} /x", &[][..]),
        ("${role/web.arn}", &[]),
        ("${aws:username}", &[]),
        ("${role/wbe.arn}", &["STK0111"]),
        ("a ${shop:role/web.arn}", &[]),
        ("${shpo:role/web.arn}", &["STK0111"]),
    ] {
        assert_eq!(codes(&app(text)), expected, "{text}");
    }
    let assembly = assembled(&app("${role/web.arn}"));
    let manifest: Value = serde_json::from_str(&assembly.stacks[0].to_json()).expect("JSON");
    let needed = &manifest["resources"]["task-definition/web"]["dependsOn"];
    assert_eq!(*needed, json!(["role/web"]), "what the text names comes first");
    let found = diagnostics(&app("${role/wbe.arn}"));
    assert_eq!(found[0].member, "containerDefinitions[0].environment[0].value");
    assert_eq!(found[0].fix, "write `role/web` in it, or the ARN itself");
}

#[test]
fn what_another_region_or_account_has_is_out_of_reach() {
    let program = |there: (&str, &str), logs: fn(Logs) -> Logs, role: fn(TaskRole) -> TaskRole| {
        let (cluster, group) = (Cluster::new("main"), LogGroup::new("/web"));
        let role = role(TaskRole::new("web"));
        let shared = Stack::new("eu", &Env::new()).region("eu-central-1").account("111122223333");
        let task =
            TaskDef::fargate("web", FargateSize::new(CpuUnits::new(256), Mib::new(512))).task_role(&role);
        let _ = task.container("web", "nginx:1.29").logs(logs(Logs::cloudwatch(&group)));
        let service = Service::fargate("web", &cluster, &task, network());
        let (region, account) = there;
        let mut other = Stack::new("other", &Env::new()).region(region).add((&task, &service));
        if !account.is_empty() {
            other = other.account(account);
        }
        App::new().stack(shared.add((&cluster, &group, &role))).stack(other)
    };
    let home = ("eu-central-1", "111122223333");
    assert_eq!(codes(&program(home, |it| it, |it| it)), [""; 0]);
    assert_eq!(
        codes(&program(("eu-central-1", ""), |it| it, |it| it)),
        [""; 0],
        "it may be the same account"
    );
    let region = program(("us-east-1", "111122223333"), |it| it, |it| it);
    let members: Vec<String> = diagnostics(&region).into_iter().map(|it| it.member).collect();
    assert_eq!(codes(&region), ["STK0112"; 3]);
    assert_eq!(members, ["containerDefinitions[0].logConfiguration", "taskRoleArn", "cluster"]);
    // A log group of another region can be named, and a role may trust more than its own.
    let far = program(
        ("us-east-1", "111122223333"),
        |logs| logs.option("awslogs-region", "eu-central-1"),
        |role| role.trust(TrustPolicy::service("ecs-tasks.amazonaws.com").source_account("111122223333")),
    );
    let members: Vec<String> = diagnostics(&far).into_iter().map(|it| it.member).collect();
    assert_eq!(members, ["cluster"]);
    let account = diagnostics(&program(("eu-central-1", "444455556666"), |it| it, |it| it));
    assert_eq!(account.len(), 3);
    assert_eq!(
        account[2].what,
        "`cluster/main` is looked for in eu-central-1 in account 444455556666, and stack `eu` makes it in \
         eu-central-1 in account 111122223333"
    );
}

#[test]
fn a_region_and_an_account_have_a_form() {
    let stack = |region: &str, account: &str| {
        App::new().stack(Stack::new("shop", &Env::new()).region(region).account(account).add(&task("web")))
    };
    for (region, account, expected) in [
        ("eu-central-1", "111122223333", &[][..]),
        ("eu-nowhere-9", "111122223333", &["STK0113"]),
        ("", "111122223333", &["STK0104"]),
        ("eu-central-1", "", &["STK0113"]),
        ("eu-central-1", "12", &["STK0113"]),
        ("nowhere", "12", &["STK0113", "STK0113"]),
    ] {
        assert_eq!(codes(&stack(region, account)), expected, "{region} {account}");
    }
}

#[test]
fn an_empty_name_is_no_cluster() {
    let found = |cluster: &str| {
        let task = task("web");
        let service = Service::fargate("web", Cluster::existing(cluster), &task, network());
        let app = App::new().stack(Stack::new("shop", &env()).add((&task, &service)));
        codes(&app)
    };
    assert_eq!(found("main"), [""; 0]);
    assert_eq!(found(""), ["ECS0704"]);
    let unnamed = App::new().stack(Stack::new("shop", &env()).add(&Cluster::new("")));
    assert_eq!(codes(&unnamed), ["ECS1201"]);
}

#[test]
fn secrets_are_referred_to_as_their_store_has_it() {
    let arn = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:db-AbCdEf";
    let found = |change: &dyn Fn(Container<Fargate>)| {
        let task = TaskDef::fargate("web", FargateSize::new(CpuUnits::new(256), Mib::new(512)));
        change(task.container("web", "nginx:1.29"));
        let app = App::new().stack(Stack::new("shop", &env()).add(&task));
        let found = diagnostics(&app).into_iter();
        found.map(|it| format!("{} {}", it.code.id, it.member)).collect::<Vec<_>>()
    };
    let secret = |secret: Secret| found(&move |it| drop(it.secret("A", secret.clone())));
    assert_eq!(secret(Secret::secrets_manager(arn).json_key("a")), [""; 0]);
    let member = "ECS0212 containerDefinitions[0].secrets[0].valueFrom";
    assert_eq!(secret(Secret::secrets_manager("my-secret")), [member]);
    assert_eq!(secret(Secret::ssm_parameter("/x").json_key("k")), [member]);
    assert_eq!(secret(Secret::secrets_manager(arn).encrypted_with("not-a-key")), [member]);
    let registry = |secret: Secret| found(&move |it| drop(it.registry_credentials(secret.clone())));
    assert_eq!(registry(Secret::secrets_manager(arn)), [""; 0]);
    assert_eq!(
        registry(Secret::ssm_parameter("/x")),
        ["ECS0212 containerDefinitions[0].repositoryCredentials.credentialsParameter"]
    );
    let logs = |token: Secret| found(&move |it| drop(it.logs(Logs::splunk("https://x", token.clone()))));
    assert_eq!(
        logs(Secret::ssm_parameter("/x").version_id("1")),
        ["ECS0212 containerDefinitions[0].logConfiguration.secretOptions[0].valueFrom"]
    );
}

#[test]
fn role_names_that_differ_in_case_alone_are_one_to_iam() {
    let check = |names: [&str; 2], stacks: usize| {
        let mut app = App::new();
        if stacks == 1 {
            let roles = names.map(TaskRole::new);
            app = app.stack(Stack::new("a", &env()).add((&roles[0], &roles[1])));
        } else {
            for (stack, name) in ["a", "b"].into_iter().zip(names) {
                app = app.stack(Stack::new(stack, &env()).add(&TaskRole::new(name)));
            }
        }
        let (_, found) = ecs_dsl::check::app(&app, &ecs_dsl::check::Settings::default());
        found.iter().filter(|it| it.code.id == "STK0108").count()
    };
    for stacks in [1, 2] {
        assert_eq!(check(["abc", "ABC"], stacks), 1);
        assert_eq!(check(["abc", "abd"], stacks), 0);
    }
}
