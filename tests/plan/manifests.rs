//! Manifests that are read back, and compared without a look at AWS.

use ecs_dsl::assembly::{Manifest, ManifestError};
use ecs_dsl::plan::{HIDDEN, between, render};
use serde_json::json;

use crate::world::examples;

#[test]
fn a_manifest_reads_back_as_it_was_and_does_not_differ_from_itself() {
    let app = crate::stacks::app(&ecs_dsl::Env::new().with_stage("dev"));
    let (assembly, _) = ecs_dsl::assembly::assemble(&app);
    for stack in &assembly.stacks {
        assert_eq!(Manifest::read(&stack.to_json()), Ok(vec![Manifest::of(stack)]));
    }
    let plans = between(&examples(), &examples()).expect("every kind is known");
    assert!(plans.iter().all(ecs_dsl::plan::Plan::is_empty));
}

#[test]
fn another_format_an_unknown_member_and_a_repeated_stack_are_refused() {
    let resource =
        json!({ "kind": "ecs:cluster", "operation": "CreateCluster", "request": {}, "dependsOn": [] });
    let manifest = |format: &str| json!({ "format": format, "stack": "s", "region": "eu-west-1", "account": null, "resources": { "cluster/c": resource } });
    assert!(Manifest::read(&manifest("ecs-dsl/1").to_string()).is_ok());
    let newer = Manifest::read(&manifest("ecs-dsl/2").to_string());
    assert!(matches!(&newer, Err(ManifestError::Format { found, .. }) if found == "ecs-dsl/2"), "{newer:?}");
    let twice = json!([manifest("ecs-dsl/1"), manifest("ecs-dsl/1")]).to_string();
    assert_eq!(Manifest::read(&twice), Err(ManifestError::Twice("s".to_owned())));
    let mut unknown = manifest("ecs-dsl/1");
    unknown["resources"]["cluster/c"]["dependOn"] = json!([]);
    let Err(ManifestError::Faults(faults)) = Manifest::read(&unknown.to_string()) else {
        panic!("it was read")
    };
    assert_eq!(faults[0].path, "resources[\"cluster/c\"].dependOn");
    assert!(Manifest::read("{").is_err() && Manifest::read("3").is_err());
    for request in [json!("x"), json!([]), json!(null), json!(3)] {
        let mut first = manifest("ecs-dsl/1");
        first["resources"]["cluster/c"]["request"] = request.clone();
        let mut then = manifest("ecs-dsl/1");
        then["resources"]["cluster/c"]["then"] = json!([{ "operation": "PutIt", "request": request }]);
        for (manifest, place) in [(first, "request"), (then, "then[0].request")] {
            let Err(ManifestError::Faults(faults)) = Manifest::read(&manifest.to_string()) else {
                panic!("it was read: {manifest}")
            };
            let places: Vec<&str> = faults.iter().map(|fault| fault.path.as_str()).collect();
            assert_eq!(places, [format!("resources[\"cluster/c\"].{place}")], "{faults:?}");
        }
    }
}

#[test]
fn a_secret_in_plain_sight_is_not_shown_in_any_form() {
    let from = examples();
    let mut to = from.clone();
    let shop = to.iter_mut().find(|manifest| manifest.stack == "shop-dev").expect("the shop");
    let task = shop.resources.get_mut("task-definition/shop-dev-web").expect("the task");
    let secret = "correct-horse";
    let containers = task.request["containerDefinitions"].as_array_mut().expect("containers");
    containers[0]["environment"] = json!([{ "name": "API_TOKEN", "value": secret }]);
    containers.push(
        json!({ "name": "new", "image": "i", "environment": [{ "name": "DB_PASSWORD", "value": secret }] }),
    );
    let plans = between(&from, &to).expect("every kind is known");
    for text in [render::text(&plans, render::Style::Plain), render::markdown(&plans), render::json(&plans)] {
        assert!(!text.contains(secret) && text.contains(HIDDEN), "{text}");
    }
}

#[test]
fn markdown_fits_into_a_comment_whatever_the_size() {
    let mut from = examples();
    let shop = from.iter_mut().find(|manifest| manifest.stack == "shop-dev").expect("the shop");
    let task = shop.resources["task-definition/shop-dev-web"].clone();
    for number in 0..2000 {
        shop.resources.insert(format!("task-definition/t{number}"), task.clone());
    }
    let mut to = from.clone();
    for manifest in &mut to {
        for resource in manifest.resources.values_mut().filter(|one| one.kind == "ecs:task-definition") {
            resource.request["containerDefinitions"][0]["image"] = json!("new:1");
        }
    }
    let plans = between(&from, &to).expect("every kind is known");
    let text = render::markdown(&plans);
    assert!(text.chars().count() < 65_536, "{}", text.len());
    assert!(text.contains("did not fit"));
}

#[test]
fn stacks_that_come_and_go_are_made_and_deleted() {
    let all = examples();
    let plans = between(&all[..1], &all[1..2]).expect("every kind is known");
    assert_eq!(plans.len(), 2);
    let words = |index: usize| plans[index].resources.iter().map(|one| one.action).collect::<Vec<_>>();
    assert!(words(0).contains(&ecs_dsl::plan::Action::Create));
    assert!(words(1).iter().all(|action| *action == ecs_dsl::plan::Action::Delete));
}
