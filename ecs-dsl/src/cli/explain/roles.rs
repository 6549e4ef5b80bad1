//! `explain iam`: each statement of the stacks' roles with the lines that asked for it.

use crate::assembly::StackAssembly;
use crate::iam::derive::NotedStatement;
use crate::iam::policy::{OneOrMany, Statement, merge_noted};
use crate::resource::role::DesiredRole;

/// Leaves the stacks that have a role of this name or address, or need one that exists already; all where none
/// is named.
pub(super) fn holders<'a>(stacks: Vec<&'a StackAssembly>, wanted: Option<&str>) -> Vec<&'a StackAssembly> {
    let holds = |stack: &&'a StackAssembly| {
        wanted.is_none_or(|name| {
            let mut own = stack.of_type::<DesiredRole>();
            own.any(|(address, _)| name == address.id() || name == address.to_string())
                || stack.existing_roles.keys().any(|arn| name == arn || arn.rsplit('/').next() == Some(name))
        })
    };
    stacks.into_iter().filter(holds).collect()
}

/// Returns the statements of one role of these stacks, or of all, with the lines that asked for each.
///
/// Roles that exist already come last: what the stack needs of them, which nobody adds.
pub(super) fn explain(stacks: &[&StackAssembly], wanted: Option<&str>) -> Result<String, String> {
    let mut text = String::new();
    let mut names = Vec::new();
    for stack in stacks {
        for (address, role) in stack.of_type::<DesiredRole>() {
            names.push(address.id());
            let asked = wanted.is_none_or(|name| name == address.id() || name == address.to_string());
            if asked {
                text.push_str(&format!("{address} of stack {}\n", stack.name()));
                text.push_str(&explain_role(role));
            }
        }
        for (arn, needs) in &stack.existing_roles {
            let name = arn.rsplit('/').next().unwrap_or(arn);
            names.push(name);
            if wanted.is_none_or(|wanted| wanted == name || wanted == arn) {
                text.push_str(&format!("{arn} exists already; stack {} needs of it:\n", stack.name()));
                text.push_str(&explain_existing(needs));
            }
        }
    }
    match wanted {
        Some(name) if text.is_empty() => {
            let near = ecs_dsl_facts::nearest(name, names.iter().copied());
            let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            Err(format!("no role is named `{name}`{hint}"))
        }
        _ => Ok(text),
    }
}

fn explain_existing(needs: &[NotedStatement]) -> String {
    let noted = needs.iter().map(|need| (need.statement.clone(), need.because.clone()));
    let mut text = String::new();
    for (mut allowed, mut because) in merge_noted(noted) {
        allowed.resource = allowed.resource.map(OneOrMany::collapsed);
        because.sort();
        because.dedup();
        text.push_str(&statement(&allowed));
        for because in because {
            text.push_str(&format!("      because {because}\n"));
        }
    }
    text
}

fn explain_role(role: &DesiredRole) -> String {
    let mut text = String::new();
    for note in &role.notes {
        text.push_str(&format!("  policy {}\n", note.policy));
        text.push_str(&statement(&note.statement));
        for because in &note.because {
            text.push_str(&format!("      because {because}\n"));
        }
    }
    for (arn, because) in &role.managed {
        text.push_str(&format!("  managed policy {arn}\n"));
        for because in because {
            text.push_str(&format!("      because {because}\n"));
        }
    }
    text
}

fn statement(statement: &Statement) -> String {
    let mut text = String::new();
    let lists = [
        ("", &statement.action),
        ("not ", &statement.not_action),
        ("on ", &statement.resource),
        ("not on ", &statement.not_resource),
    ];
    for (word, list) in lists {
        for item in list.iter().flat_map(|list| list.iter()) {
            let lead = if word.is_empty() { format!("{} ", statement.effect) } else { word.to_owned() };
            text.push_str(&format!("    {lead}{item}\n"));
        }
    }
    for (operator, key, values) in statement.condition.iter().flat_map(|condition| condition.iter()) {
        let values: Vec<String> = values.iter().map(ToString::to_string).collect();
        text.push_str(&format!("    if {key} {operator} {}\n", values.join(", ")));
    }
    text
}
