//! `rollback`: a service put back, and what `diff` says of it afterwards.

use crate::place::{Endpoint, Place};
use crate::run::run;

#[test]
fn a_service_is_put_back_and_diff_shows_the_way_forth() {
    let place = Place::new("rollback");
    let early = place.run_with("jobs", &["rollback", "jobs-web", "--local"]);
    assert_eq!(early.code, 1);
    assert!(early.talk.contains("the stack is not deployed"), "{}", early.talk);
    for version in ["jobs", "jobs-next"] {
        assert_eq!(place.run_with(version, &["deploy", "--local"]).code, 0);
    }
    let back = place.run_with("jobs-next", &["rollback", "jobs-web", "--local"]);
    assert_eq!((back.code, back.data.as_str()), (0, ""), "{}", back.talk);
    for line in [
        "  ~ service/jobs-web: update, rolling restart\n",
        "      ~ taskDefinition: \"jobs-web:2\" → \"jobs-web:1\"\n",
        "      ~ taskDefinition.containerDefinitions[site].image: \"111122223333.dkr.ecr.us-east-1.amazonaws.com/site:1.5.0\" → ",
        "  a deployment of the older revision is started\n",
        "  ✓ service/jobs-web: rolled back in ",
        "service/jobs-web runs jobs-web:1\n",
        "the code is as it was: `diff jobs` shows the way to jobs-web:2 as a difference",
    ] {
        assert!(back.talk.contains(line), "no `{line}` in:\n{}", back.talk);
    }
    let diff = place.run_with("jobs-next", &["diff", "--local", "--exit-code"]);
    assert_eq!(diff.code, 2, "{}", diff.talk);
    assert!(diff.data.contains("  ~ service/jobs-web: update, rolling restart\n"), "{}", diff.data);
    let changed = diff.data.lines().filter(|line| line.starts_with("  ~ ")).count();
    assert_eq!(changed, 1, "nothing else differs: {}", diff.data);
    let same = place.run_with("jobs-next", &["rollback", "jobs-web", "--local", "--to", "1"]);
    assert!(same.code == 0 && same.talk.starts_with("nothing to do"), "{}", same.talk);
    let none = place.run_with("jobs-next", &["rollback", "jobs-web", "--local"]);
    assert!(none.code == 1 && none.talk.contains("ran no revision before jobs-web:1"), "{}", none.talk);
}

#[test]
fn it_is_agreed_to_before_anything_is_changed() {
    let endpoint = Endpoint::deployed("rollback-consent", "jobs");
    let next = endpoint.run("jobs-next", &["deploy", "--yes"]);
    assert_eq!(next.code, 0, "{}", next.talk);
    let asked = endpoint.run("jobs-next", &["rollback", "service/jobs-web"]);
    assert_eq!(asked.code, 3, "{}", asked.talk);
    assert!(
        asked.talk.contains("nobody is here to be asked\n  fix: read the plan above, and pass --yes"),
        "{}",
        asked.talk
    );
    let agreed = endpoint.run("jobs-next", &["rollback", "service/jobs-web", "--yes", "--no-wait"]);
    assert_eq!(agreed.code, 0, "{}", agreed.talk);
    assert!(agreed.talk.contains("service/jobs-web goes back to jobs-web:1\n"), "{}", agreed.talk);
    let near = run("jobs", &["rollback", "job-web"]);
    assert!(
        near.code == 3 && near.talk.contains("no service is named `job-web`; did you mean `jobs-web`?"),
        "{}",
        near.talk
    );
}
