//! Which instances take a service's tasks.

use super::code::{Chain, string};
use super::launch::Launch;
use super::task::member_of;
use crate::api::ecs::{
    CreateService, PlacementConstraint, PlacementConstraintType, PlacementStrategy, PlacementStrategyType,
};

/// Writes the strategies and constraints; strategies apply in order, so all or none.
pub(super) fn write(chain: &mut Chain, wanted: &CreateService, written: &mut CreateService, launch: Launch) {
    if !launch.has_docker() {
        return;
    }
    let mut calls = Chain::new(super::code::Expr::plain(""));
    let strategies = wanted.placement_strategy.as_deref().unwrap_or_default();
    if strategies.iter().all(|one| strategy(&mut calls, one).is_some()) {
        chain.extend(calls);
        written.placement_strategy.clone_from(&wanted.placement_strategy);
    }
    let mut calls = Chain::new(super::code::Expr::plain(""));
    let constraints = wanted.placement_constraints.as_deref().unwrap_or_default();
    if constraints.iter().all(|one| constraint(&mut calls, one).is_some()) {
        chain.extend(calls);
        written.placement_constraints.clone_from(&wanted.placement_constraints);
    }
}

fn strategy(chain: &mut Chain, strategy: &PlacementStrategy) -> Option<()> {
    match (strategy.r#type.as_ref()?, strategy.field.as_deref()) {
        (PlacementStrategyType::Spread, Some("attribute:ecs.availability-zone")) => {
            chain.call("spread_over_zones", []);
        }
        (PlacementStrategyType::Spread, Some(field)) => chain.call("spread_over", [string(field)]),
        (PlacementStrategyType::Binpack, Some("cpu")) => chain.call("binpack_cpu", []),
        (PlacementStrategyType::Binpack, Some("memory")) => chain.call("binpack_memory", []),
        (PlacementStrategyType::Random, None) => chain.call("place_at_random", []),
        _ => return None,
    }
    Some(())
}

fn constraint(chain: &mut Chain, constraint: &PlacementConstraint) -> Option<()> {
    match (constraint.r#type.as_ref()?, constraint.expression.as_deref()) {
        (PlacementConstraintType::MemberOf, Some(expression)) => {
            chain.call("place_on", [member_of(expression)]);
        }
        (PlacementConstraintType::DistinctInstance, None) => chain.call("distinct_instances", []),
        _ => return None,
    }
    Some(())
}
