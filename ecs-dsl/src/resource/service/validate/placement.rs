//! Where on instances tasks are placed.

use super::setting::Setting;
use crate::api::ecs::{
    PlacementConstraint, PlacementConstraintType, PlacementStrategy, PlacementStrategyType,
};
use crate::check::limits::given;
use crate::check::value::{check_known, has_token};
use crate::diagnostic::Finding;
use crate::diagnostic::code::service as codes;

const CONSTRAINTS: &str = "placementConstraints";
const STRATEGIES: &str = "placementStrategy";
const MAX_CONSTRAINTS: usize = 10;
const MAX_STRATEGIES: usize = 5;
const MAX_EXPRESSION: usize = 2_000;

/// Checks the constraints and strategies of a service or run.
pub(crate) fn check(
    constraints: &[PlacementConstraint],
    strategies: &[PlacementStrategy],
    setting: &Setting<'_>,
    findings: &mut Vec<Finding>,
) {
    if setting.is_fargate() {
        for (member, empty, noun) in [
            (CONSTRAINTS, constraints.is_empty(), "constraints"),
            (STRATEGIES, strategies.is_empty(), "strategies"),
        ] {
            if !empty {
                let what = format!("Fargate tasks have placement {noun}");
                let fix = "leave them out: Fargate spreads tasks over the subnets' zones by itself";
                findings.push(Finding::new(&codes::PLACEMENT_ON_FARGATE, member, what, fix));
            }
        }
        return;
    }
    check_counts(constraints.len(), strategies.len(), setting, findings);
    for (index, constraint) in constraints.iter().enumerate() {
        check_constraint(constraint, &format!("{CONSTRAINTS}[{index}]"), findings);
    }
    for (index, strategy) in strategies.iter().enumerate() {
        check_strategy(strategy, &format!("{STRATEGIES}[{index}]"), findings);
    }
}

fn check_counts(constraints: usize, strategies: usize, setting: &Setting<'_>, findings: &mut Vec<Finding>) {
    let of_task =
        setting.task.and_then(|task| task.placement_constraints.as_ref()).map_or(0, |list| list.len());
    let total = constraints + of_task;
    // A task definition that has too many by itself is its own rules' to report.
    if constraints > 0 && total > MAX_CONSTRAINTS && of_task <= MAX_CONSTRAINTS {
        let what = match of_task {
            0 => format!("there are {constraints} placement constraints"),
            _ => format!(
                "there are {constraints} placement constraints beside {of_task} of the task definition"
            ),
        };
        let fix = format!("leave out {} of them: a task has at most 10", total - MAX_CONSTRAINTS);
        findings.push(Finding::new(&codes::PLACEMENT_LIMIT, CONSTRAINTS, what, fix));
    }
    if strategies > MAX_STRATEGIES {
        let what = format!("there are {strategies} placement strategies");
        let fix = format!("leave out {} of them: there are at most 5", strategies - MAX_STRATEGIES);
        findings.push(Finding::new(&codes::PLACEMENT_LIMIT, STRATEGIES, what, fix));
    }
}

fn check_constraint(constraint: &PlacementConstraint, at: &str, findings: &mut Vec<Finding>) {
    let member = format!("{at}.expression");
    let mut report = |what: String, fix: &str| {
        findings.push(Finding::new(&codes::PLACEMENT_EXPRESSION, member.as_str(), what, fix));
    };
    match (&constraint.r#type, given(&constraint.expression)) {
        (None, _) => {
            let what = "a placement constraint has no type";
            let fix = "write `memberOf` or `distinctInstance`";
            findings.push(Finding::new(&codes::PLACEMENT_EXPRESSION, format!("{at}.type"), what, fix));
        }
        (Some(PlacementConstraintType::DistinctInstance), Some(_)) => {
            report(
                "distinctInstance has an expression".to_owned(),
                "leave it out, or write the type `memberOf`",
            );
        }
        (Some(PlacementConstraintType::MemberOf), None) => {
            let fix = "add one, such as `attribute:ecs.instance-type =~ m7g.*`";
            report("memberOf has no expression".to_owned(), fix);
        }
        (Some(PlacementConstraintType::MemberOf), Some(expression)) => {
            let length = expression.chars().count();
            if length > MAX_EXPRESSION && !has_token(expression) {
                report(format!("the expression has {length} characters"), "shorten it to 2000 characters");
            }
        }
        (Some(other), _) => {
            check_known(&format!("{at}.type"), other.as_str(), PlacementConstraintType::VALUES, findings);
        }
    }
}

fn check_strategy(strategy: &PlacementStrategy, at: &str, findings: &mut Vec<Finding>) {
    let field = given(&strategy.field).filter(|field| !has_token(field));
    let member = format!("{at}.field");
    match (&strategy.r#type, field) {
        (None, _) => {
            let what = "a placement strategy has no type";
            let fix = "write `spread`, `binpack` or `random`";
            findings.push(Finding::new(&codes::PLACEMENT_FIELD, format!("{at}.type"), what, fix));
        }
        (Some(PlacementStrategyType::Spread), Some(field)) if !is_spread_field(field) => {
            let what = format!("tasks cannot be spread over `{field}`");
            let fix = "write `instanceId`, `host` or an attribute such as `attribute:ecs.availability-zone`";
            findings.push(Finding::new(&codes::PLACEMENT_FIELD, member, what, fix));
        }
        (Some(PlacementStrategyType::Binpack), field) if !field.is_some_and(is_binpack_field) => {
            let what = match field {
                Some(field) => format!("tasks cannot be packed by `{field}`"),
                None if strategy.field.as_deref().is_some_and(has_token) => return,
                None => "binpack does not say what tasks are packed by".to_owned(),
            };
            findings.push(Finding::new(&codes::PLACEMENT_FIELD, member, what, "write `cpu` or `memory`"));
        }
        (Some(PlacementStrategyType::Random), Some(field)) => {
            let what = format!("random has the field `{field}`");
            findings.push(Finding::new(&codes::PLACEMENT_FIELD_UNUSED, member, what, "leave field out"));
        }
        (Some(other), _) => {
            check_known(&format!("{at}.type"), other.as_str(), PlacementStrategyType::VALUES, findings);
        }
    }
}

fn is_spread_field(field: &str) -> bool {
    matches!(field, "instanceId" | "host")
        || field.strip_prefix("attribute:").is_some_and(|name| !name.is_empty())
}

/// ECS takes either letter case, and answers with capitals.
fn is_binpack_field(field: &str) -> bool {
    field.eq_ignore_ascii_case("cpu") || field.eq_ignore_ascii_case("memory")
}
