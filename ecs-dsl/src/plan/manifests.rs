//! Two sets of manifests against each other, without a look at AWS.

use super::live::Live;
use super::make::{Options, PlanError, plan};
use super::model::Plan;
use crate::assembly::Manifest;

/// Plans the way from one set of manifests to another, stack by stack: those wanted first, in their
/// order, then those that are gone.
///
/// Each word counts: what the code leaves to AWS on one side only is a difference here.
///
/// # Errors
///
/// A resource of a kind that this version does not know.
pub fn between(from: &[Manifest], to: &[Manifest]) -> Result<Vec<Plan>, PlanError> {
    let options = Options { against_manifest: true, ..Options::default() };
    let mut plans = Vec::with_capacity(to.len());
    for wanted in to {
        let before = from.iter().find(|before| before.stack == wanted.stack);
        let live = before.map(Live::of_manifest).unwrap_or_default();
        plans.push(plan(wanted, &live, &options)?);
    }
    for gone in from.iter().filter(|gone| !to.iter().any(|wanted| wanted.stack == gone.stack)) {
        let empty = Manifest { resources: std::collections::BTreeMap::new(), ..gone.clone() };
        plans.push(plan(&empty, &Live::of_manifest(gone), &options)?);
    }
    Ok(plans)
}
