//! Whether somebody deploys the service's stack, and the mark that says that this run changes it.

use std::sync::Arc;

use crate::apply::{Claim, Failure, Run};
use crate::live::{Depth, read_named};
use crate::plan::Options;
use crate::resource::KINDS;

/// Marks the stack of a run as being changed by it.
///
/// # Errors
/// Somebody else deploys the stack: who, since when, and what to do.
pub(super) async fn begin(run: &Run) -> Result<Arc<Claim>, Failure> {
    let claim = Claim::without_plan(run.aws.clone(), run.nonce.clone(), run.options.take_over);
    // Where it cannot be read what carries the mark, there is none.
    claim.begin_among(&carriers(run).await.unwrap_or_default()).await;
    refuse(&claim, run)?;
    Ok(Arc::new(claim))
}

/// Fails where somebody else has the stack.
pub(super) fn refuse(claim: &Claim, run: &Run) -> Result<(), Failure> {
    let Some(rival) = claim.rival() else { return Ok(()) };
    let stack = &run.manifest.stack;
    Err(Failure::new(format!("stack {stack} has somebody else: {rival}")).fix(rival.fix("rollback")))
}

/// Returns the ARNs of what a deploy of the stack can have marked: its clusters, or else its services.
async fn carriers(run: &Run) -> Option<Vec<String>> {
    for kind in KINDS.iter().filter(|kind| kind.carries_claim()) {
        let mut named = run.manifest.clone();
        named.resources.retain(|_, resource| resource.kind == kind.kind());
        if named.resources.is_empty() {
            continue;
        }
        let options = Options { known: run.known(), ..run.plan_options.clone() };
        let live = read_named(&run.aws, &run.account, &named, &options, Depth::Plan).await.ok()?;
        let addresses = run.manifest.in_dependency_order();
        let of_kind = addresses.into_iter().filter_map(|address| live.resources.get(address)?.arn.clone());
        let arns: Vec<String> = of_kind.collect();
        if !arns.is_empty() {
            return Some(arns);
        }
    }
    None
}
