//! Health checks that run inside a container.

use super::Container;
use crate::check::limits::within;
use crate::diagnostic::Finding;
use crate::diagnostic::code::health_and_logs as codes;

/// Returns whether a command begins with the word that says how it is run.
fn begins_with_form(command: &str) -> bool {
    matches!(command.split_whitespace().next(), Some("CMD" | "CMD-SHELL"))
}

pub(super) fn check(container: &Container<'_>, findings: &mut Vec<Finding>) {
    let Some(health) = &container.definition.health_check else { return };
    let member = container.at("healthCheck.command");
    let mut add = |what: String, fix: String| {
        findings.push(Finding::new(&codes::HEALTH_COMMAND, member.as_str(), what, fix));
    };
    let words: Vec<&str> = health.command.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["NONE"] => {}
        [form @ ("CMD" | "CMD-SHELL"), first, ..] if begins_with_form(first) => {
            let what = format!("the health check of {container} says `CMD` or `CMD-SHELL` twice");
            add(what, format!("leave it out of the command: `{form}` stands before it already"));
        }
        ["CMD" | "CMD-SHELL", rest @ ..] if rest.iter().any(|word| !word.is_empty()) => {}
        [] | ["CMD" | "CMD-SHELL", ..] => {
            let what = format!("the health check of {container} runs nothing");
            add(
                what,
                "write `CMD-SHELL` and a command, such as `curl -f http://localhost/ || exit 1`".to_owned(),
            );
        }
        [first, ..] => {
            let what = format!("the health check of {container} begins with `{first}`");
            let fix = match first.strip_prefix("CMD-SHELL") {
                Some(_) => "put `CMD-SHELL` and the command into two strings".to_owned(),
                None if words.len() == 1 && first.contains(' ') => "write `CMD-SHELL` before it".to_owned(),
                None => {
                    "write `CMD` before it, or `CMD-SHELL` and the whole command as one string".to_owned()
                }
            };
            add(what, fix);
        }
    }
    let numbers = [
        ("interval", health.interval, 5..=300, "seconds"),
        ("timeout", health.timeout, 2..=60, "seconds"),
        ("retries", health.retries, 1..=10, ""),
        ("startPeriod", health.start_period, 0..=300, "seconds"),
    ];
    for (member, value, range, unit) in numbers {
        let member = container.at(format_args!("healthCheck.{member}"));
        within(&codes::HEALTH_NUMBER, member, value, range, unit, findings);
    }
}
