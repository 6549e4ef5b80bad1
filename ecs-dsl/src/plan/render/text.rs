//! The plan as text for a terminal or a log.

use super::{Style, clean, headline, member_lines, summary, words};
use crate::plan::model::Plan;

/// Returns the plans as text: what changes, each member with old and new value, and a count a stack.
///
/// Signs and words say everything; colour only repeats it.
pub fn text(plans: &[Plan], style: Style) -> String {
    let mut text = String::new();
    for plan in plans {
        let place = plan.account.as_ref().map_or(String::new(), |account| format!("  {account}"));
        text.push_str(&clean(&format!("stack {}  {}{place}", plan.stack, plan.region)));
        text.push('\n');
        for resource in plan.changes() {
            let (sign, _) = words(resource.action);
            let line = format!("  {sign} {}: {}", clean(&resource.address), headline(resource));
            text.push_str(&coloured(sign, &line, style));
            text.push('\n');
            if let Some(blocked) = &resource.blocked {
                text.push_str(&coloured('!', &format!("      blocked: {}", clean(blocked)), style));
                text.push('\n');
            }
            for (sign, line) in member_lines(resource) {
                text.push_str(&coloured(sign, &format!("      {sign} {line}"), style));
                text.push('\n');
            }
        }
        let count = summary(plan);
        let lead = if plan.is_empty() { "no difference: " } else { "" };
        text.push_str(&format!("  {lead}{count}\n"));
        for note in &plan.notes {
            text.push_str(&format!("  note: {}\n", clean(note)));
        }
    }
    text
}

fn coloured(sign: char, line: &str, style: Style) -> String {
    let colour = match (style, sign) {
        (Style::Plain | Style::Uncoloured, _) => return line.to_owned(),
        (Style::Terminal, '+') => "32",
        (Style::Terminal, '-') => "31",
        (Style::Terminal, '!') => "1;31",
        (Style::Terminal, _) => "33",
    };
    format!("\u{1b}[{colour}m{line}\u{1b}[0m")
}
