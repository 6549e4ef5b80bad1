//! The verbs that need AWS, on the simulated one of `--local`.

use crate::place::Place;

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
    for line in [
        "stack web-dev",
        "  ✓ web-dev:service/web-dev: created in",
        "  ✓ web-prod:service/web-prod: created in",
    ] {
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
fn without_credentials_nothing_is_begun_and_the_way_to_some_is_told() {
    let place = Place::new("credentials");
    let deploy = place.run(&["deploy", "--yes", "--profile", "there-is-none"]);
    assert_eq!(deploy.code, 1);
    assert!(deploy.talk.contains("sts:GetCallerIdentity"), "{}", deploy.talk);
    assert!(deploy.talk.contains("\n  fix: "), "{}", deploy.talk);
    let destroy = place.run(&["destroy"]);
    assert_eq!(destroy.code, 3, "destroy names what it destroys: {}", destroy.talk);
}

#[test]
fn a_stack_that_fails_goes_back_where_it_or_the_user_asks_for_it() {
    let place = Place::new("rollback");
    // No deployment is done within a second.
    let failing = ["deploy", "--local", "--timeout", "1s"];
    let back = place.run_with("careful", &failing);
    assert_eq!(back.code, 1, "{}", back.talk);
    for line in [
        "  if stack web fails, what this run changed in it is put back\n",
        "failed: web:service/web (create): its deployment is not done after 1 s",
        "\nput back in stack web:\n",
        "  service/web (delete)\n",
        "\nstack web is as it was before this run; mend the cause and `deploy` again\n",
        "\nwhat was done in base stays done\n",
    ] {
        assert!(back.talk.contains(line), "no `{line}` in:\n{}", back.talk);
    }
    let status = place.run_with("careful", &["status", "--local"]);
    assert!(status.data.contains("service/web: not there"), "{}", status.data);
    assert!(status.data.contains("cluster/web: not there"), "{}", status.data);
    assert!(status.data.contains("cluster/base: as in the code"), "{}", status.data);

    // A user's word counts more than the stack's.
    let stays = place.run_with("careful", &[&failing[..], &["--no-rollback"]].concat());
    assert_eq!(stays.code, 1, "{}", stays.talk);
    assert!(!stays.talk.contains("put back") && stays.talk.contains("stays done"), "{}", stays.talk);
    let status = place.run_with("careful", &["status", "--local"]);
    assert!(status.data.contains("service/web: as in the code"), "{}", status.data);
    let asked = place.run_with("sound", &[&failing[..], &["--rollback", "web-dev"]].concat());
    assert!(asked.code == 1 && asked.talk.contains("stack web-dev is as it was before"), "{}", asked.talk);
}

#[test]
fn nobody_is_promised_to_see_a_failure_that_is_not_waited_for() {
    let place = Place::new("no-wait");
    let flags = place.run(&["deploy", "--local", "--rollback", "--no-wait"]);
    assert_eq!(flags.code, 3, "{}", flags.talk);
    let code = place.run_with("careful", &["deploy", "--local", "--no-wait"]);
    assert_eq!(code.code, 3, "{}", code.talk);
    assert!(code.talk.contains("what fails in web is to be put back, as the code says"), "{}", code.talk);
    let both = place.run_with("careful", &["deploy", "--local", "--no-wait", "--no-rollback"]);
    assert_eq!(both.code, 0, "{}", both.talk);
}

#[test]
fn what_belongs_to_nobody_is_adopted_and_then_deployed() {
    let place = Place::new("adopt");
    assert_eq!(place.run_with("keeping", &["deploy", "--local"]).code, 0);
    let nothing = place.run_with("keeping", &["adopt", "--local"]);
    assert!(nothing.code == 0 && nothing.talk == "stack keeping: nothing to adopt\n", "{}", nothing.talk);
    let released = place.run_with("released", &["deploy", "--local"]);
    assert!(released.talk.contains("cluster/kept: released"), "{}", released.talk);

    let blocked = place.run_with("keeping", &["deploy", "--local"]);
    assert_eq!(blocked.code, 1, "{}", blocked.talk);
    assert!(
        blocked.talk.contains("belongs to no stack; `adopt` brings it under this one"),
        "{}",
        blocked.talk
    );
    let adopt = place.run_with("keeping", &["adopt", "--local"]);
    assert_eq!(adopt.code, 0, "{}", adopt.talk);
    for line in [
        "  ~ cluster/kept: adopt\n",
        "  1 to adopt\n",
        "  only whose they are is changed; nothing in them differs from the code\n",
        "  ✓ cluster/kept: adopted\n",
        "1 done\n",
    ] {
        assert!(adopt.talk.contains(line), "no `{line}` in:\n{}", adopt.talk);
    }
    let again = place.run_with("keeping", &["adopt", "--local", "keep*"]);
    assert!(again.code == 0 && again.talk.contains("nothing to adopt"), "{}", again.talk);
    let deploy = place.run_with("keeping", &["deploy", "--local"]);
    assert!(deploy.code == 0 && deploy.talk.ends_with("nothing to do\n"), "{}", deploy.talk);
}
