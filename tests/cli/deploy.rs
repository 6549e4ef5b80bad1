//! The verbs that need AWS, on the simulated one of `--local`.

use std::fs;
use std::path::PathBuf;

use crate::run::{Ran, run_in};

/// A folder of the test's own, in which `--local` keeps what it simulates.
struct Place(PathBuf);

impl Place {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("ecs-dsl-cli-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder for the test");
        Self(folder)
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with("sound", arguments)
    }

    fn run_with(&self, stacks: &str, arguments: &[&str]) -> Ran {
        run_in(&self.0, stacks, arguments)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // The system clears its temporary folder some day, should this not work.
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_life_without_an_account() {
    let place = Place::new("life");
    let status = place.run(&["status", "--local"]);
    assert_eq!(status.code, 0, "{}", status.talk);
    assert!(status.data.contains("service/web-dev: not there"), "{}", status.data);

    let differs = place.run(&["diff", "--local", "--exit-code"]);
    assert_eq!(differs.code, 2, "{}", differs.talk);
    let deploy = place.run(&["deploy", "--local"]);
    assert_eq!(deploy.code, 0, "{}", deploy.talk);
    assert!(deploy.data.is_empty(), "progress is talk: {}", deploy.data);
    for line in ["stack web-dev", "  ✓ service/web-dev: created in", "  ✓ service/web-prod: created in"] {
        assert!(deploy.talk.contains(line), "no `{line}` in:\n{}", deploy.talk);
    }
    let same = place.run(&["diff", "--local", "--exit-code"]);
    assert_eq!(same.code, 0, "{}", same.data);
    let again = place.run(&["deploy", "--local"]);
    assert!(again.code == 0 && again.talk.ends_with("nothing to do\n"), "{}", again.talk);
    let status = place.run(&["status", "--local", "--json", "web-dev"]);
    assert!(status.data.contains("\"rollout\": \"COMPLETED\""), "{}", status.data);

    let destroy = place.run(&["destroy", "--local", "web-*"]);
    assert_eq!(destroy.code, 0, "{}", destroy.talk);
    let gone = place.run(&["destroy", "--local", "--all"]);
    assert!(gone.code == 0 && gone.talk.ends_with("nothing to do\n"), "{}", gone.talk);
}

#[test]
fn a_stack_that_has_left_the_code_is_destroyed_by_its_name_and_region() {
    let place = Place::new("left");
    assert_eq!(place.run(&["deploy", "--local", "web-dev"]).code, 0);
    let nowhere = place.run_with("none", &["destroy", "--local", "web-dev"]);
    assert_eq!(nowhere.code, 3, "{}", nowhere.talk);
    assert!(nowhere.talk.contains("no stack is named `web-dev`"), "{}", nowhere.talk);
    assert!(nowhere.talk.contains("say with --region"), "{}", nowhere.talk);
    let region = ["--region", "eu-central-1"];
    let destroy = place.run_with("none", &[&["destroy", "--local", "web-dev"], &region[..]].concat());
    assert_eq!(destroy.code, 0, "{}", destroy.talk);
    assert!(destroy.talk.contains("service/web-dev: deleted"), "{}", destroy.talk);
    let status = place.run(&["status", "--local", "web-dev"]);
    assert!(status.data.contains("service/web-dev: not there"), "{}", status.data);
    let glob = place.run_with("none", &[&["destroy", "--local", "web-*"], &region[..]].concat());
    assert_eq!(glob.code, 3, "a pattern names nothing that is not in the code: {}", glob.talk);
}

#[test]
fn a_saved_plan_is_applied_as_it_is_or_not_at_all() {
    let place = Place::new("plan");
    let saved = place.run(&["diff", "--local", "web-dev", "--out", "plan.json"]);
    assert_eq!(saved.code, 0, "{}", saved.talk);
    let deploy = place.run(&["deploy", "--local", "--plan", "plan.json"]);
    assert_eq!(deploy.code, 0, "{}", deploy.talk);
    assert!(
        deploy.talk.contains("service/web-dev: created")
            && !deploy.talk.contains("service/web-prod: created"),
        "{}",
        deploy.talk
    );

    let late = place.run(&["deploy", "--local", "--plan", "plan.json"]);
    assert_eq!(late.code, 1);
    assert!(
        late.talk.contains("have moved") && late.talk.contains("web-dev: service/web-dev"),
        "{}",
        late.talk
    );
    fs::write(place.0.join("none.json"), "[]").expect("a file");
    let none = place.run(&["deploy", "--local", "--plan", "none.json"]);
    assert!(none.code == 3 && none.talk.contains("`none.json` holds no plan"), "{}", none.talk);
    let broken = place.run(&["deploy", "--local", "--plan", "nothing.json"]);
    assert!(broken.code == 3 && broken.talk.contains("cannot read `nothing.json`"), "{}", broken.talk);
}

#[test]
#[cfg(unix)]
fn a_saved_plan_is_for_its_owner_alone_whatever_was_there_before() {
    use std::os::unix::fs::PermissionsExt;

    let place = Place::new("owner");
    let file = place.0.join("plan.json");
    fs::write(&file, "open to all").expect("a file");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).expect("it is ours");
    let saved = place.run(&["diff", "--local", "web-dev", "--out", "plan.json"]);
    assert_eq!(saved.code, 0, "{}", saved.talk);
    assert_eq!(fs::metadata(&file).expect("it is there").permissions().mode() & 0o777, 0o600);
    let left: Vec<_> =
        fs::read_dir(&place.0).expect("it is there").flatten().map(|one| one.file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().ends_with(".new")), "{left:?}");
}

#[test]
fn without_credentials_nothing_is_begun_and_the_way_to_some_is_told() {
    let place = Place::new("credentials");
    let deploy = place.run(&["deploy", "--yes", "--profile", "there-is-none"]);
    assert_eq!(deploy.code, 1);
    assert!(deploy.talk.contains("sts:GetCallerIdentity"), "{}", deploy.talk);
    assert!(deploy.talk.contains("\n  fix: "), "{}", deploy.talk);
    let destroy = place.run(&["destroy"]);
    assert_eq!(destroy.code, 3, "destroy names what it destroys: {}", destroy.talk);
}
