//! Applying a plan: a walk over its graph that does what the plan says and nothing else.
//!
//! Every step is safe to repeat: names are the code's own, client tokens guard what AWS would make
//! twice, and after a lost answer a step looks before it goes on. Nothing is recorded but in AWS, so a
//! run that was cut off anywhere is finished by the next one, and one that failed can be undone by
//! [`put_back`] from what was read before it and what is read after.

mod autopsy;
mod back;
mod call;
mod claim;
pub mod death;
mod describe;
mod event;
mod finish;
mod follow;
mod node;
mod outcome;
mod run;
mod settle;
mod step;
mod turns;
mod walk;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use back::{PutBack, put_back};
pub use claim::Rival;
pub use event::{Event, Listener, Silent};
pub use finish::finish;
pub(crate) use follow::duration;
pub use outcome::{Ending, Failure, Outcome};
pub use run::Options;

use crate::assembly::Manifest;
use crate::aws::{Aws, StopSwitch};
use crate::live::Account;
use crate::plan::{Action, Known, Options as PlanOptions, Plan, PlannedResource};
pub(crate) use autopsy::Death;
use claim::Claim;
pub(crate) use follow::{Target, follow, point_in_time, primary, short};
pub(crate) use node::patience;
pub(crate) use run::Run;
pub(crate) use step::{Undone, perform};
use turns::places;
use walk::{End, walk};

/// What a plan is applied with, beside the plan.
#[derive(Debug, Clone)]
pub struct Setting {
    /// The connection, of the stack's Region.
    pub aws: Aws,
    /// Whose credentials they are.
    pub account: Account,
    /// What the plan was made of, for looking again; without resources when everything is to go.
    pub manifest: Manifest,
    /// How the plan was made.
    pub plan_options: PlanOptions,
    /// What stops the run. It must be a gate of the connection too.
    pub stop: Arc<StopSwitch>,
    /// Who is told how it goes.
    pub listener: Arc<dyn Listener>,
}

/// Applies a plan, and returns how it ended and what is known of ARNs afterwards.
///
/// What is blocked must have been refused before: it is skipped here with its reason as the failure.
pub async fn apply(plan: &Plan, setting: Setting, options: Options) -> (Outcome, Known) {
    let mut known = setting.plan_options.known.clone();
    known.extend(plan.known.clone());
    let nodes: Vec<&PlannedResource> =
        plan.resources.iter().filter(|resource| resource.is_change() || resource.deploys).collect();
    let needs = needs(&nodes);
    let places = places(&needs);
    let take_over = options.take_over;
    let run = Arc::new(Run::new(setting, options, known));
    let claim = Arc::new(Claim::new(run.aws.clone(), run.nonce.clone(), plan, take_over));
    let keeper = if plan.is_empty() {
        None
    } else {
        claim.begin(plan).await;
        let claim = Arc::clone(&claim);
        Some(tokio::spawn(async move { claim.keep().await }))
    };
    let ends = walk(
        &needs,
        || run.stop.is_stopped() || claim.is_lost(),
        |node| work(Arc::clone(&run), Arc::clone(&claim), nodes[node].clone(), places[node]),
        |node, cause| {
            let (address, because) = (nodes[node].address.clone(), nodes[cause].address.clone());
            run.tell(Event::Skipped { address, because });
        },
    )
    .await;
    if let Some(keeper) = keeper {
        claim.over();
        let _ = keeper.await;
        claim.end().await;
    }
    let endings = ends.into_iter().map(|end| match end {
        End::Done(()) => Ending::Done,
        End::Failed(failure) => Ending::Failed(failure),
        End::Skipped(cause) => Ending::Skipped { because: nodes[cause].address.clone() },
        End::NotBegun => Ending::NotBegun,
    });
    let resources =
        nodes.iter().zip(endings).map(|(node, end)| (node.address.clone(), node::verb(node), end));
    (Outcome { resources: resources.collect(), rival: claim.rival() }, run.known())
}

async fn work(
    run: Arc<Run>,
    claim: Arc<Claim>,
    resource: PlannedResource,
    place: usize,
) -> Result<(), Failure> {
    if let Some(blocked) = resource.blocked.clone() {
        return Err(Failure::new(blocked));
    }
    let address = resource.address.clone();
    let outcome = node::apply(Arc::clone(&run), resource, place).await;
    if outcome.is_ok() {
        claim.made(&address, run.known().remove(&format!("{address}.arn"))).await;
    }
    outcome
}

/// Returns for each node the places of those that come before it.
fn needs(nodes: &[&PlannedResource]) -> Vec<Vec<usize>> {
    let places: BTreeMap<&str, usize> =
        nodes.iter().enumerate().map(|(place, node)| (node.address.as_str(), place)).collect();
    let goes = |node: &PlannedResource| matches!(node.action, Action::Delete | Action::Release);
    let is_service = |node: &PlannedResource| node.kind == "ecs:service";
    let needs = nodes.iter().map(|node| {
        let mut before: Vec<usize> =
            node.after.iter().filter_map(|address| places.get(address.as_str()).copied()).collect();
        if goes(node) && !is_service(node) {
            // Tasks of the old revision run until each service has moved, and need what it refers to.
            let moving = nodes.iter().enumerate().filter(|(_, other)| is_service(other) && !goes(other));
            before.extend(moving.map(|(place, _)| place));
        }
        before.sort_unstable();
        before.dedup();
        before
    });
    needs.collect()
}
