//! Saved plans: what `diff --out` writes is what `deploy` applies, or nothing is.

use std::fs;

use serde_json::Value;

use crate::place::{Endpoint, Place};

#[test]
fn a_saved_plan_is_applied_as_it_is_or_not_at_all() {
    let place = Place::new("plan");
    let saved = place.run(&["diff", "--local", "web-dev", "--out", "plan.json"]);
    assert_eq!(saved.code, 0, "{}", saved.talk);
    let deploy = place.run(&["deploy", "--local", "plan.json"]);
    assert_eq!(deploy.code, 0, "{}", deploy.talk);
    assert!(
        deploy.talk.contains("service/web-dev: created")
            && !deploy.talk.contains("service/web-prod: created"),
        "{}",
        deploy.talk
    );

    for late in [&["deploy", "--local", "plan.json"][..], &["deploy", "--local", "--plan", "plan.json"]] {
        let late = place.run(late);
        assert_eq!(late.code, 1);
        assert!(
            late.talk.contains("have moved") && late.talk.contains("web-dev: service/web-dev"),
            "{}",
            late.talk
        );
    }
}

#[test]
fn what_is_no_saved_plan_is_told_apart() {
    let place = Place::new("no-plan");
    fs::write(place.folder().join("none.json"), "[]").expect("a file");
    fs::write(place.folder().join("README"), "read me").expect("a file");
    fs::create_dir(place.folder().join("src")).expect("a folder");
    let saved = place.run(&["diff", "--local", "web-dev", "--out", "plan.json"]);
    assert_eq!(saved.code, 0, "{}", saved.talk);
    for (arguments, told) in [
        (&["--plan", "none.json"][..], "`none.json` holds no plan; save one with `diff --out`"),
        (&["none.json"], "`none.json` holds no plan"),
        (&["--plan", "nothing.json"], "cannot read `nothing.json`"),
        (
            &["nothing.json"],
            "no stack is named `nothing.json`, and there is no file of that name\n  fix: save a plan",
        ),
        (&["../plans/web"], "no stack is named `../plans/web`, and there is no file of that name"),
        (&["README"], "no stack has that name, and `README` is no plan that `diff --out` saved: "),
        (&["src"], "no stack is named `src`; there are web-dev, web-prod"),
        (&["web-dve"], "no stack is named `web-dve`; did you mean `web-dev`?"),
        (&["plan.json", "web-prod"], "`plan.json` is a file, and a saved plan is applied by itself"),
        (&["web-*", "plan.json"], "\n  fix: `deploy plan.json` alone, and what else there is after it"),
        (&["--plan", "plan.json", "web-prod"], "cannot be used with"),
        (
            &["plan.json", "--adopt"],
            "the plan was made without --adopt, and is applied as it is\n  fix: make one with",
        ),
    ] {
        let ran = place.run(&[&["deploy", "--local"], arguments].concat());
        assert_eq!(ran.code, 3, "{arguments:?}: {}", ran.talk);
        assert!(ran.talk.contains(told), "no `{told}` in:\n{}", ran.talk);
    }
    let status = place.run(&["status", "--local"]);
    assert!(!status.data.contains("as in the code"), "nothing was deployed: {}", status.data);
}

#[test]
fn of_a_stack_and_a_file_of_one_name_the_stack_is_meant() {
    let place = Place::new("both");
    // A folder of a stack's name is nothing to speak of.
    fs::create_dir(place.folder().join("web-dev")).expect("a folder");
    let quiet = place.run(&["deploy", "--local", "web-dev"]);
    assert!(quiet.code == 0 && !quiet.talk.contains("note: `web-dev`"), "{}", quiet.talk);

    let saved = place.run(&["diff", "--local", "web-dev", "--out", "web-prod"]);
    assert_eq!(saved.code, 0, "{}", saved.talk);
    let told = place.run(&["deploy", "--local", "web-prod"]);
    assert_eq!(told.code, 0, "{}", told.talk);
    assert!(told.talk.contains("service/web-prod: created"), "{}", told.talk);
    let note = "note: `web-prod` is a stack, and a file with a saved plan; the stack is deployed, and `deploy --plan \
                web-prod` applies the plan\n";
    assert!(told.talk.contains(note), "{}", told.talk);
}

#[test]
fn what_a_saved_plan_adopts_is_agreed_to_when_it_is_applied() {
    let endpoint = Endpoint::deployed("saved-adopt", "keeping");
    let released = endpoint.run("released", &["deploy", "--yes"]);
    assert_eq!(released.code, 0, "{}", released.talk);
    let plan = endpoint.folder().join("plan.json");
    let saved = endpoint.run("keeping", &["diff", "--adopt", "--out", "plan.json"]);
    assert_eq!(saved.code, 0, "{}", saved.talk);

    let asked = endpoint.run("keeping", &["deploy", "plan.json", "--yes"]);
    assert_eq!(asked.code, 3, "{}", asked.talk);
    for line in [
        "  ~ cluster/kept: adopt\n",
        "  adopts: brings under the stack what belongs to nobody: cluster/kept\n",
        "  fix: read the plan above, and pass --allow adopts\n",
    ] {
        assert!(asked.talk.contains(line), "no `{line}` in:\n{}", asked.talk);
    }

    // A file from before plans said how they were made says that they do not adopt.
    let text = fs::read_to_string(&plan).expect("it was saved");
    let mut plans: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(plans[0].as_object_mut().expect("a plan").remove("adopt"), Some(Value::Bool(true)));
    fs::write(endpoint.folder().join("old.json"), plans.to_string()).expect("a file");
    let old = endpoint.run("keeping", &["deploy", "old.json", "--yes", "--allow", "adopts"]);
    assert_eq!(old.code, 1, "{}", old.talk);
    assert!(old.talk.contains("have moved") && old.talk.contains("keeping: cluster/kept"), "{}", old.talk);

    let applied = endpoint.run("keeping", &["deploy", "plan.json", "--yes", "--allow", "adopts"]);
    assert_eq!(applied.code, 0, "{}", applied.talk);
    assert!(applied.talk.contains("cluster/kept: adopted"), "{}", applied.talk);
    let now = endpoint.run("keeping", &["deploy", "--yes"]);
    assert!(now.code == 0 && now.talk.ends_with("nothing to do\n"), "{}", now.talk);
}

#[test]
fn who_says_adopt_again_has_agreed_to_it() {
    let endpoint = Endpoint::deployed("saved-adopt-again", "keeping");
    assert_eq!(endpoint.run("released", &["deploy", "--yes"]).code, 0);
    assert_eq!(endpoint.run("keeping", &["diff", "--adopt", "--out", "plan.json"]).code, 0);
    let applied = endpoint.run("keeping", &["deploy", "plan.json", "--adopt", "--yes"]);
    assert!(applied.code == 0 && applied.talk.contains("cluster/kept: adopted"), "{}", applied.talk);
}

#[test]
#[cfg(unix)]
fn a_saved_plan_is_for_its_owner_alone_whatever_was_there_before() {
    use std::os::unix::fs::PermissionsExt;

    let place = Place::new("owner");
    let file = place.folder().join("plan.json");
    fs::write(&file, "open to all").expect("a file");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).expect("it is ours");
    let saved = place.run(&["diff", "--local", "web-dev", "--out", "plan.json"]);
    assert_eq!(saved.code, 0, "{}", saved.talk);
    assert_eq!(fs::metadata(&file).expect("it is there").permissions().mode() & 0o777, 0o600);
    let left: Vec<_> =
        fs::read_dir(place.folder()).expect("it is there").flatten().map(|one| one.file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().ends_with(".new")), "{left:?}");
}
