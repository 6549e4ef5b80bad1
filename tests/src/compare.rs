//! The table in the README of who finds which mistake.
//!
//! Each of the [`mistakes`] is planted in a stack; our rules look at the stack, cfn-lint at the same
//! requests rewritten as a CloudFormation template. What a tool says of the stack without a mistake does
//! not count, and neither does what it says beside the mistake.

use std::collections::BTreeSet;
use std::io;

use ecs_dsl::app::App;
use ecs_dsl::assembly::{assemble, in_dependency_order};
use ecs_dsl::check::{self, Settings};
use ecs_dsl::diagnostic::Severity;

use crate::availability::Unavailable;
use crate::cfn_lint;
use crate::mistakes;
use crate::request::Request;
use crate::workspace;

const BEGIN: &str = "<!-- comparison: printed by `cargo run -p ecs-dsl-tests --bin compare` -->\n";
const END: &str = "<!-- end of the comparison -->\n";

/// Returns the table, in Markdown.
///
/// # Errors
/// When cfn-lint cannot be had on this machine.
pub fn table() -> Result<String, Unavailable> {
    let mistakes = mistakes::all();
    let mut stacks = vec![requests(&mistakes::sound())];
    stacks.extend(mistakes.iter().map(|mistake| requests(&(mistake.app)())));
    let mut findings = cfn_lint::lint(&stacks)?.into_iter();
    let rules = |found: Vec<cfn_lint::Finding>| -> BTreeSet<String> {
        found.into_iter().map(|finding| finding.rule).collect()
    };
    let known = rules(findings.next().unwrap_or_default());
    let mut rows = String::new();
    let mut counts = [0, 0];
    for (mistake, found) in mistakes.iter().zip(findings) {
        let own = codes(&(mistake.app)());
        let theirs: Vec<String> = rules(found).difference(&known).cloned().collect();
        counts[0] += usize::from(!own.is_empty());
        counts[1] += usize::from(!theirs.is_empty());
        rows.push_str(&format!("| {} | {} | {} |\n", mistake.what, cell(&own), cell(&theirs)));
    }
    let total = mistakes.len();
    Ok(format!(
        "| planted mistake | `check` | cfn-lint 1.58.0 |\n| --- | --- | --- |\n{rows}| **found, of {total}** | **{}** | **{}** |\n",
        counts[0], counts[1]
    ))
}

fn cell(found: &[String]) -> String {
    if found.is_empty() { "–".to_owned() } else { found.join(", ") }
}

/// Returns the codes of what our rules say of a program, advice left out.
fn codes(app: &App) -> Vec<String> {
    let (_, diagnostics) = check::app(app, &Settings::default());
    let real = diagnostics.iter().filter(|diagnostic| diagnostic.severity != Severity::Hint);
    let codes: BTreeSet<&str> = real.map(|diagnostic| diagnostic.code.id).collect();
    codes.into_iter().map(str::to_owned).collect()
}

fn requests(app: &App) -> Vec<Request> {
    let (assembly, _) = assemble(app);
    assembly
        .stacks
        .iter()
        .flat_map(|stack| in_dependency_order(stack))
        .flat_map(|(address, resource)| resource.desired.calls().into_iter().map(move |call| (address, call)))
        .map(|(address, call)| {
            let params = serde_json::to_value(call.request).expect("a request is JSON");
            Request::new(call.service, call.operation, params).at(address.to_string())
        })
        .collect()
}

/// Returns the table that stands in the README.
///
/// # Errors
/// When the README cannot be read.
///
/// # Panics
/// When its markers are gone.
pub fn written() -> io::Result<String> {
    let readme = std::fs::read_to_string(workspace::root().join("README.md"))?;
    let (_, rest) = readme.split_once(BEGIN).expect("the README has the comparison's first marker");
    let (table, _) = rest.split_once(END).expect("the README has the comparison's last marker");
    Ok(table.trim_start_matches('\n').trim_end().to_owned() + "\n")
}

/// Puts the table into the README.
///
/// # Errors
/// When the README cannot be read or written.
///
/// # Panics
/// When its markers are gone.
pub fn write(table: &str) -> io::Result<()> {
    let path = workspace::root().join("README.md");
    let readme = std::fs::read_to_string(&path)?;
    let (before, rest) = readme.split_once(BEGIN).expect("the README has the comparison's first marker");
    let (_, after) = rest.split_once(END).expect("the README has the comparison's last marker");
    std::fs::write(path, format!("{before}{BEGIN}\n{table}\n{END}{after}"))
}
