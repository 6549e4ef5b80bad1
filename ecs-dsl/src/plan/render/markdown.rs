//! The plan as Markdown, for a comment on a pull request.

use super::{clean, headline, impact_words, mark_words, member_lines, summary, words};
use crate::plan::model::{Plan, PlannedResource};

/// GitHub takes 65,536 characters a comment; something is left for what a user puts around ours.
const ROOM: usize = 60_000;

/// Returns the plans as Markdown that fits into a comment: a table a stack, and a folded block a resource.
///
/// Where there is no room for all, the tables come first, and what is left out is counted.
pub fn markdown(plans: &[Plan]) -> String {
    let mut text = String::new();
    for plan in plans {
        text.push_str(&format!("### {} ({}): {}\n", code(&plan.stack), plan.region, summary(plan)));
        for note in &plan.notes {
            text.push_str(&format!("\nNote: {}\n", html(&clean(note))));
        }
        if plan.is_empty() {
            text.push_str("\nNo difference.\n\n");
            continue;
        }
        text.push_str("\n| | Resource | Action | Impact | To agree to |\n|---|---|---|---|---|\n");
        for resource in plan.changes() {
            let row = row(resource);
            if text.len() + row.len() > ROOM {
                break;
            }
            text.push_str(&row);
        }
        text.push('\n');
    }
    let mut left_out = 0;
    for resource in plans.iter().flat_map(Plan::changes) {
        let Some(details) = details(resource) else { continue };
        if text.len() + details.len() > ROOM {
            left_out += 1;
        } else {
            text.push_str(&details);
        }
    }
    if left_out > 0 {
        text.push_str(&format!("\nThe details of {left_out} more did not fit here; `diff` prints them.\n"));
    }
    text
}

fn row(resource: &PlannedResource) -> String {
    let (sign, word) = words(resource.action);
    let impact = impact_words(resource).map_or("none".to_owned(), |words| clean(&words).replace('|', "\\|"));
    let marks: Vec<_> = resource.marks.iter().map(|mark| mark_words(*mark)).collect();
    let address = code(&resource.address).replace('|', "\\|");
    format!("| `{sign}` | {address} | {word} | {impact} | {} |\n", marks.join(", "))
}

fn details(resource: &PlannedResource) -> Option<String> {
    let lines = member_lines(resource);
    if lines.is_empty() && resource.blocked.is_none() {
        return None;
    }
    let address = code(&resource.address);
    let mut text =
        format!("<details><summary>{}: {}</summary>\n\n", html(&address), html(&headline(resource)));
    if let Some(blocked) = &resource.blocked {
        text.push_str(&format!("Blocked: {}\n\n", clean(blocked)));
    }
    if !lines.is_empty() {
        // A fence must be longer than any in what it holds.
        let longest = lines.iter().flat_map(|(_, line)| line.split(|c| c != '`')).map(str::len).max();
        let fence = "`".repeat((longest.unwrap_or(0) + 1).max(3));
        text.push_str(&format!("{fence}diff\n"));
        for (sign, line) in lines {
            // `!` is what Markdown's diff highlights as a change.
            let sign = if sign == '~' { '!' } else { sign };
            text.push_str(&format!("{sign} {line}\n"));
        }
        text.push_str(&format!("{fence}\n"));
    }
    text.push_str("\n</details>\n");
    Some(text)
}

fn code(text: &str) -> String {
    format!("`{}`", clean(text).replace('`', "'"))
}

fn html(text: &str) -> String {
    text.replace('`', "").replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
