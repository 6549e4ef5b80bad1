//! A container by itself: name, image, timeouts, user, restarts.

use ecs_dsl_facts::{image, names};

use super::Container;
use crate::api::ecs::{Compatibility, VersionConsistency};
use crate::check::limits::{named, within};
use crate::check::value::{check_known, fault_in, has_token};
use crate::diagnostic::Finding;
use crate::diagnostic::code::container as codes;

/// The most exit codes after which a container is not restarted.
const MAX_EXIT_CODES: usize = 50;

pub(super) fn check(container: &Container<'_>, findings: &mut Vec<Finding>) {
    let definition = container.definition;
    let name = definition.name.as_deref().unwrap_or("");
    named(&codes::CONTAINER_NAME, container.at("name"), name, &names::CONTAINER, findings);
    check_image(container, findings);
    check_timeouts(container, findings);
    check_user(container, findings);
    check_restarts(container, findings);
    if let Some(consistency) = &definition.version_consistency {
        let member = container.at("versionConsistency");
        check_known(&member, consistency.as_str(), VersionConsistency::VALUES, findings);
    }
}

fn check_image(container: &Container<'_>, findings: &mut Vec<Finding>) {
    let member = container.at("image");
    match container.definition.image.as_deref() {
        None | Some("") => {
            let what = format!("{container} has no image");
            let fix = "give it one, such as `nginx:1.27`";
            findings.push(Finding::new(&codes::IMAGE, member, what, fix));
        }
        Some(text) if has_token(text) => {}
        Some(text) => {
            if let Err(wrong) = image::parse(text) {
                findings.push(fault_in(&codes::IMAGE, member, text, wrong.first().clone()));
            }
        }
    }
}

fn check_timeouts(container: &Container<'_>, findings: &mut Vec<Finding>) {
    if !container.task.is_for(Compatibility::Fargate) {
        return;
    }
    let definition = container.definition;
    for (member, value) in
        [("startTimeout", definition.start_timeout), ("stopTimeout", definition.stop_timeout)]
    {
        within(&codes::TIMEOUT, container.at(member), value, 2..=120, "seconds", findings);
    }
}

fn check_user(container: &Container<'_>, findings: &mut Vec<Finding>) {
    let Some(user) = container.definition.user.as_deref().filter(|user| !user.is_empty()) else { return };
    let (name, group) = match user.split_once(':') {
        Some((name, group)) => (name, Some(group)),
        None => (user, None),
    };
    let is_one = |part: &str| {
        let first = part.chars().next();
        first.is_some_and(|first| first != '-') && !part.contains(|c: char| c.is_whitespace() || c == ':')
    };
    // On Windows there is no user to name at all, and that is what is said.
    let fits = is_one(name) && group.is_none_or(is_one);
    if !fits && !container.task.windows && !has_token(user) {
        let what = format!("{container} runs as `{user}`");
        let fix = "write `user`, `user:group`, or ids such as `1000:1000`";
        findings.push(Finding::new(&codes::USER, container.at("user"), what, fix));
    }
}

fn check_restarts(container: &Container<'_>, findings: &mut Vec<Finding>) {
    let Some(policy) = &container.definition.restart_policy else { return };
    let member = container.at("restartPolicy.restartAttemptPeriod");
    let period = policy.restart_attempt_period;
    within(&codes::RESTART_POLICY, member, period, 60..=1800, "seconds", findings);
    let count = policy.ignored_exit_codes.as_ref().map_or(0, Vec::len);
    if count > MAX_EXIT_CODES {
        let what = format!("{container} ignores {count} exit codes");
        let fix = "keep at most 50";
        let member = container.at("restartPolicy.ignoredExitCodes");
        findings.push(Finding::new(&codes::RESTART_POLICY, member, what, fix));
    }
}
