//! Every task definition of the corpus as AWS would give it back: reordered, filled in, rewritten.

use ecs_dsl::plan::{digest, members};
use ecs_dsl_tests::shared::shared;
use serde_json::{Value, json};

const KIND: &str = "ecs:task-definition";

fn task_definitions() -> Vec<(String, Value)> {
    let Some(folder) = shared("corpus/task-definitions") else { return Vec::new() };
    let mut documents = Vec::new();
    for file in std::fs::read_dir(folder).expect("the folder can be read") {
        let path = file.expect("an entry").path();
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let Ok(document) = serde_json::from_str::<Value>(&text) else { continue };
        if document["containerDefinitions"].is_array() {
            documents.push((path.display().to_string(), document));
        }
    }
    documents
}

/// A small generator of numbers, so that every run does the same.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    fn coin(&mut self) -> bool {
        self.below(2) == 0
    }

    fn shuffle(&mut self, list: &mut Value) {
        let Some(items) = list.as_array_mut() else { return };
        for at in (1..items.len()).rev() {
            let other = self.below(at + 1);
            items.swap(at, other);
        }
    }
}

fn fill(numbers: &mut Numbers, object: &mut Value, defaults: &[(&str, Value)]) {
    for (member, default) in defaults {
        if object.is_object() && object[*member].is_null() && numbers.coin() {
            object[*member] = default.clone();
        }
    }
}

/// What AWS might give back for a registration.
fn as_described(document: &Value, numbers: &mut Numbers) -> Value {
    let mut described = document.clone();
    let only_fargate = described["requiresCompatibilities"] == json!(["FARGATE"]);
    let mode = match described["networkMode"].as_str() {
        Some(mode) => mode.to_owned(),
        None => if only_fargate { "awsvpc" } else { "bridge" }.to_owned(),
    };
    fill(
        numbers,
        &mut described,
        &[
            ("networkMode", json!(mode)),
            ("placementConstraints", json!([])),
            ("volumes", json!([])),
            ("enableFaultInjection", json!(false)),
            ("status", json!("ACTIVE")),
            ("revision", json!(7)),
            ("compatibilities", json!(["EC2"])),
            ("registeredAt", json!(1_700_000_000.5)),
        ],
    );
    let vcpu = described["cpu"].as_str().and_then(|cpu| cpu.parse::<f64>().ok());
    if let Some(units) = vcpu.filter(|_| numbers.coin()) {
        described["cpu"] = json!(format!("{} vCPU", units / 1024.0));
    }
    for list in ["requiresCompatibilities", "volumes", "containerDefinitions"] {
        numbers.shuffle(&mut described[list]);
    }
    for volume in described["volumes"].as_array_mut().into_iter().flatten() {
        let bind = volume.as_object().is_some_and(|members| members.len() == 1);
        if bind {
            fill(numbers, volume, &[("host", json!({}))]);
        }
    }
    for container in described["containerDefinitions"].as_array_mut().into_iter().flatten() {
        fill(
            numbers,
            container,
            &[
                ("cpu", json!(0)),
                ("essential", json!(true)),
                ("environment", json!([])),
                ("mountPoints", json!([])),
                ("volumesFrom", json!([])),
                ("portMappings", json!([])),
                ("systemControls", json!([])),
                ("secrets", json!([])),
                ("privileged", json!(false)),
                ("readonlyRootFilesystem", json!(false)),
                ("versionConsistency", json!("enabled")),
            ],
        );
        for list in ["environment", "secrets", "portMappings", "mountPoints", "dependsOn", "ulimits"] {
            // Of two variables of one name the order says which one counts.
            numbers.shuffle(&mut container[list]);
            if container[list].is_null() {
                container.as_object_mut().expect("a container").remove(list);
            }
        }
        for port in container["portMappings"].as_array_mut().into_iter().flatten() {
            let host = match mode.as_str() {
                "awsvpc" | "host" => port["containerPort"].clone(),
                _ => json!(0),
            };
            fill(numbers, port, &[("protocol", json!("tcp")), ("hostPort", host)]);
        }
        if container["healthCheck"].is_object() {
            let check = &mut container["healthCheck"];
            fill(numbers, check, &[("interval", json!(30)), ("timeout", json!(5)), ("retries", json!(3))]);
        }
        if container["logConfiguration"].is_object() {
            let logs = &mut container["logConfiguration"];
            fill(numbers, logs, &[("options", json!({})), ("secretOptions", json!([]))]);
        }
    }
    described
}

#[test]
fn what_aws_gives_back_is_never_a_difference() {
    let mut numbers = Numbers(1);
    let documents = task_definitions();
    for (path, document) in &documents {
        for _ in 0..20 {
            let described = as_described(document, &mut numbers);
            let found = members(KIND, document, &described);
            assert!(found.is_empty(), "{path}: {found:#?}\n{described:#}");
            assert_eq!(digest(document), digest(&described), "{path}");
        }
    }
    assert!(documents.len() > 40 || shared("corpus").is_none(), "{}", documents.len());
}

/// Changes one plain value somewhere, and returns where; values that mean nothing are passed over.
fn change_one(value: &mut Value, numbers: &mut Numbers, path: &str) -> Option<String> {
    match value {
        Value::Object(members) => {
            let names: Vec<String> = members.keys().cloned().collect();
            let start = numbers.below(names.len().max(1));
            for at in 0..names.len() {
                let name = &names[(start + at) % names.len()];
                let meaningless =
                    ["status", "revision", "compatibilities", "registeredAt", "tags", "comment"];
                if meaningless.contains(&name.as_str()) || name.starts_with('$') {
                    continue;
                }
                let inner = format!("{path}.{name}");
                if let Some(found) =
                    members.get_mut(name).and_then(|member| change_one(member, numbers, &inner))
                {
                    return Some(found);
                }
            }
            None
        }
        Value::Array(items) if !items.is_empty() => {
            let at = numbers.below(items.len());
            change_one(&mut items[at], numbers, &format!("{path}[{at}]"))
        }
        Value::String(text) => {
            text.push_str("-changed");
            Some(path.to_owned())
        }
        Value::Number(number) => {
            *value = json!(number.as_i64().unwrap_or(0) + 11);
            Some(path.to_owned())
        }
        Value::Bool(flag) => {
            *value = json!(!*flag);
            Some(path.to_owned())
        }
        _ => None,
    }
}

#[test]
fn a_real_change_is_always_a_difference() {
    let mut numbers = Numbers(2);
    let mut changes = 0;
    for (path, document) in task_definitions() {
        for _ in 0..20 {
            let mut changed = document.clone();
            let Some(place) = change_one(&mut changed, &mut numbers, "") else { continue };
            changes += 1;
            let described = as_described(&document, &mut numbers);
            let found = members(KIND, &changed, &described);
            assert!(!found.is_empty(), "{path}: {place} made no difference");
            assert_ne!(digest(&changed), digest(&document), "{path}: {place}");
        }
    }
    assert!(changes > 500 || shared("corpus").is_none(), "{changes}");
}
