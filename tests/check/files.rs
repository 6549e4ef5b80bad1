//! `check --file`: telling what a file is, and what is wrong with its shape.

use ecs_dsl::check::Settings;
use ecs_dsl::check::files::{Checked, LIMIT, Source, files};
use ecs_dsl::diagnostic::{Diagnostic, Severity};
use serde_json::{Value, json};

fn check(text: impl Into<Vec<u8>>) -> Checked {
    files(&[Source::new("file.json", text.into())], &Settings::default())
}

fn codes(checked: &Checked) -> Vec<String> {
    let show = |it: &Diagnostic| format!("{} {} {}", it.code.id, it.place, it.member).trim_end().to_owned();
    checked.diagnostics.iter().map(show).collect()
}

fn contents(document: &Value) -> Vec<String> {
    check(document.to_string()).contents.remove(0).1
}

fn task() -> Value {
    json!({ "family": "web", "containerDefinitions": [{ "name": "web", "image": "nginx:1.29", "memory": 128 }] })
}

#[test]
fn a_file_is_known_by_its_members() {
    for (document, expected) in [
        (task(), "task definition `web`"),
        (json!({ "taskDefinition": task(), "tags": [] }), "task definition `web`"),
        (
            json!({ "family": "web", "revision": 3, "status": "ACTIVE", "containerDefinitions": [],
                 "taskDefinitionArn": "arn:aws:ecs:eu-west-1:111122223333:task-definition/web:3" }),
            "task definition `web`",
        ),
        (json!({ "serviceName": "web", "taskDefinition": "web" }), "service `web`"),
        (json!({ "service": { "serviceName": "web", "runningCount": 1 } }), "service `web`"),
        (json!({ "services": [{ "serviceName": "web" }], "failures": [] }), "service `web`"),
        (json!({ "clusterName": "web", "settings": [] }), "cluster `web`"),
        (json!({ "clusters": [{ "clusterName": "web" }] }), "cluster `web`"),
        (json!({ "cluster": { "clusterName": "web", "status": "ACTIVE" } }), "cluster `web`"),
        (
            json!({ "cluster": "web", "capacityProviders": ["FARGATE"], "defaultCapacityProviderStrategy": [] }),
            "cluster capacity providers `web`",
        ),
        (json!({ "capacityProviders": [{ "name": "gpus" }] }), "capacity provider `gpus`"),
        (json!({ "taskDefinition": "web", "cluster": "web", "count": 2, "overrides": {} }), "run task `web`"),
        (
            json!({ "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }] }),
            "policy",
        ),
        (
            json!({ "Statement": { "Effect": "Allow", "Action": "sts:AssumeRole",
                                "Principal": { "Service": "ecs-tasks.amazonaws.com" } } }),
            "trust policy",
        ),
        (
            json!({ "Statement": { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*",
                                "Principal": "*" } }),
            "resource policy",
        ),
        (json!({ "RoleName": "web", "AssumeRolePolicyDocument": "{\"Statement\": []}" }), "role `web`"),
        (json!({ "RoleName": "web", "PolicyName": "a", "PolicyDocument": "{\"Statement\": []}" }), "policy"),
        (json!({ "logGroupName": "/web", "tags": {} }), "log group `/web`"),
        (json!({ "logGroupName": "/web", "retentionInDays": 30 }), "log group `/web`"),
        (json!({ "PolicyVersion": { "Document": { "Statement": [] }, "VersionId": "v1" } }), "policy"),
    ] {
        assert_eq!(contents(&document), [expected], "{document}");
    }
}

#[test]
fn what_is_nothing_known_is_refused() {
    for (text, what) in [
        ("{}", "the file holds an empty object"),
        ("[]", "the file holds a list; what can be checked is an object"),
        ("7", "the file holds a single value; what can be checked is an object"),
        (
            "{\"Resources\": {}, \"Outputs\": {}}",
            "no document that can be checked has the members `Resources`, `Outputs`",
        ),
    ] {
        let checked = check(text);
        assert_eq!(codes(&checked), ["FIL0103 file.json:1:1"], "{text}");
        assert_eq!(checked.diagnostics[0].what, what);
    }
}

#[test]
fn every_fault_of_the_shape_is_placed() {
    let text = "{\n  \"family\": \"web\",\n  \"containerDefinition\": [],\n  \"cpu\": 256,\n  \"containerDefinitions\": [\n    {\n      \"name\": \"web\",\n      \"image\": \"nginx:1.29\",\n      \"memory\": 128,\n      \"memory\": \"256\"\n    }\n  ]\n}";
    let checked = check(text);
    assert_eq!(
        codes(&checked),
        [
            "FIL0104 file.json:3:3 containerDefinition",
            "FIL0107 file.json:4:10 cpu",
            "FIL0105 file.json:10:7 containerDefinitions[0].memory",
            "FIL0107 file.json:10:17 containerDefinitions[0].memory",
        ]
    );
    assert_eq!(checked.diagnostics[0].fix, "write `containerDefinitions`");
    assert_eq!(checked.diagnostics[1].fix, "write \"256\" in quotes");
    assert_eq!(checked.diagnostics[3].fix, "write 256 without quotes");
    let missing = check(json!({ "containerDefinitions": [] }).to_string());
    assert_eq!(codes(&missing), ["FIL0106 file.json:1:1 family"]);
}

#[test]
fn what_is_no_json_is_refused_at_its_place() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let utf16: Vec<u8> =
        "\u{feff}{ \"family\": \"web\" }".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (text, place, says) in [
        (b"{\"family\": \"web\",\n}".to_vec(), "FIL0101 file.json:2:1", "not valid JSON"),
        (b"".to_vec(), "FIL0101 file.json:1:1", "the text ends within the document"),
        (b"{\"family\":\n  \"w\xff\"}".to_vec(), "FIL0109 file.json:2:5", "the file is not text in UTF-8"),
        (utf16.clone(), "FIL0109 file.json:1:1", "the file is text in UTF-16"),
        (utf16[2..].to_vec(), "FIL0109 file.json:1:1", "the file is text in UTF-16"),
        (deep.into_bytes(), "FIL0110 file.json:1:128", "nested more than 127 deep"),
    ] {
        let checked = check(text);
        assert_eq!(codes(&checked), [place]);
        let found = &checked.diagnostics[0];
        assert!(found.what.contains(says), "{}", found.what);
        let advises_commas = found.why.contains("comma") || found.fix.contains("mend the JSON");
        assert_eq!(advises_commas, found.code.id == "FIL0101", "{} {}", found.why, found.fix);
    }
}

/// What people have of one service: the request for it, and what AWS answered.
#[test]
fn a_request_and_a_description_of_one_service_are_one() {
    let group = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/0123456789abcdef";
    let balancers = json!([{ "targetGroupArn": group, "containerName": "web", "containerPort": 80 }]);
    let request = json!({ "cluster": "main", "serviceName": "web", "taskDefinition": "web", "launchType": "EC2",
                          "desiredCount": 2, "loadBalancers": balancers });
    let cluster = "arn:aws:ecs:eu-west-1:111122223333:cluster/main";
    let described = json!({ "services": [{ "clusterArn": cluster, "serviceName": "web", "taskDefinition": "web:3",
                            "launchType": "EC2", "desiredCount": 2, "loadBalancers": balancers }], "failures": [] });
    let together = |documents: &[&Value]| {
        let sources: Vec<Source> = documents
            .iter()
            .enumerate()
            .map(|(number, it)| Source::new(format!("{number}.json"), it.to_string()))
            .collect();
        let checked = files(&sources, &Settings::default());
        let errors = checked.diagnostics.iter().filter(|it| it.severity == Severity::Error);
        errors
            .map(|it| format!("{} {}", it.code.id, it.address.as_deref().unwrap_or_default()))
            .collect::<Vec<_>>()
    };
    let none: Vec<String> = Vec::new();
    assert_eq!(together(&[&request, &described]), none);
    assert_eq!(together(&[&described, &request]), none);
    assert_eq!(together(&[&described, &described]), none);
    assert_eq!(together(&[&described, &request, &request]), ["ECS0702 2.json"]);
}

#[test]
fn a_file_larger_than_any_request_is_refused() {
    let checked = check(vec![b' '; LIMIT + 1]);
    assert_eq!(codes(&checked), ["FIL0102 file.json:1:1"]);
}

#[test]
fn an_answer_may_have_members_that_are_new() {
    let document = json!({ "taskDefinition": { "family": "web", "netwrkMode": "awsvpc", "containerDefinitions": [
        { "name": "web", "image": "nginx:1.29", "memory": 128, "essential": true, "user": "1000",
          "readonlyRootFilesystem": true, "logConfiguration": { "logDriver": "syslog" } }] } });
    let checked = check(document.to_string());
    let unknown: Vec<&Diagnostic> = checked.diagnostics.iter().filter(|it| it.code.id == "FIL0108").collect();
    assert_eq!(unknown.len(), 1);
    assert_eq!(unknown[0].member, "taskDefinition.netwrkMode");
    assert_eq!(unknown[0].fix, "write `networkMode`");
}

#[test]
fn rules_report_at_the_place_in_the_file() {
    let text = "{ \"taskDefinition\": {\n  \"family\": \"web app\",\n  \"containerDefinitions\": [\n    { \"name\": \"web\", \"image\": \"nginx:1.29\", \"memory\": 128,\n      \"portMappings\": [{ \"containerPort\": 70000 }] }\n  ]\n} }";
    let found = codes(&check(text));
    assert!(found.contains(&"ECS0101 file.json:2:3 taskDefinition.family".to_owned()), "{found:?}");
    let port = "ECS0307 file.json:5:26 taskDefinition.containerDefinitions[0].portMappings[0].containerPort";
    assert!(found.contains(&port.to_owned()), "{found:?}");
}

#[test]
fn files_are_checked_with_each_other() {
    let service = json!({ "serviceName": "web", "taskDefinition": "web:7", "desiredCount": 1, "loadBalancers": [
        { "containerName": "nginx", "containerPort": 80, "targetGroupArn":
          "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/0123456789abcdef" }] });
    let has = |sources: &[Source]| {
        let checked = files(sources, &Settings::default());
        checked.diagnostics.iter().any(|it| it.member == "loadBalancers[0].containerName")
    };
    let service = Source::new("service.json", service.to_string());
    assert!(!has(std::slice::from_ref(&service)), "alone, nothing is known of the containers");
    assert!(has(&[service, Source::new("task.json", task().to_string())]));
}

#[test]
fn flags_allow_and_deny() {
    let policy = json!({ "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*" }] });
    let source = [Source::new("policy.json", policy.to_string())];
    let old = ecs_dsl::diagnostic::code::find("IAM0102").expect("the code is there");
    let denied = files(&source, &Settings { allowed: vec![], deny_warnings: true }).diagnostics;
    assert_eq!(denied.iter().map(|it| it.severity.as_str()).collect::<Vec<_>>(), ["error"]);
    let allowed = files(&source, &Settings { allowed: vec![old], deny_warnings: true }).diagnostics;
    assert_eq!(allowed.iter().map(|it| it.allowed.is_some()).collect::<Vec<_>>(), [true]);
}

#[test]
fn what_comes_near_to_a_known_document_is_told_from_it() {
    for (document, what, fix) in [
        (
            json!({ "cluster": "main", "service": "web", "desiredCount": 3 }),
            "the file holds an UpdateService input, which says only what changes of a service",
            "give the service's CreateService input, or what `aws ecs describe-services` answers",
        ),
        (
            json!([{ "name": "web", "image": "nginx:1.29" }]),
            "the file holds a list of container definitions, and not the task definition",
            r#"put it into a task definition: `{ "family": "…", "containerDefinitions": [ … ] }`"#,
        ),
        (
            json!({ "format": "ecs-dsl/1", "stack": "web", "region": "eu-west-1", "resources": {} }),
            "the file holds a manifest that `synth` printed",
            "run `check` without `--file`, or give it the requests that `synth --out DIR` writes",
        ),
        (
            json!({ "Family": "web", "Volumes": [] }),
            "no document that can be checked has the member `Family`",
            "write `family`: the API's members begin small, CloudFormation's with a capital",
        ),
    ] {
        let checked = check(document.to_string());
        let [found] = checked.diagnostics.as_slice() else { panic!("{document}: {:?}", checked.diagnostics) };
        assert_eq!((found.code.id, found.what.as_str(), found.fix.as_str()), ("FIL0103", what, fix));
    }
}
