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
mod follow;
mod node;
mod outcome;
mod run;
mod settle;
mod stacks;
mod step;
mod walk;
mod words;

use std::sync::Arc;

pub use back::{PutBack, put_back};
pub use claim::Rival;
pub use event::{Event, Listener, Silent};
pub use outcome::{Ending, Failure, Outcome};
pub use run::{Options, Slots};

use crate::assembly::Manifest;
use crate::aws::{Aws, StopSwitch};
use crate::graph::places_by_ends;
use crate::live::Account;
use crate::plan::work::{Part, Work};
use crate::plan::{Known, Options as PlanOptions, Plan, PlannedResource};
pub(crate) use crate::resource::service::lifecycle::primary;
pub(crate) use autopsy::Death;
pub(crate) use claim::Claim;
pub(crate) use follow::{Target, follow};
pub(crate) use node::patience;
pub(crate) use run::Run;
pub(crate) use stacks::{Ended, walk_stacks};
pub(crate) use step::{Undone, perform};
pub(crate) use walk::End;
use walk::walk;
pub(crate) use words::{duration, point_in_time, short};

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
    let to_do = Work::of(plan);
    // AWS lets so many roles be made a second, so many task definitions be registered and so many services
    // be created, each by a limit of its own. Making all roles first would leave the other limits unused
    // meanwhile; made service by service, they are all at work at the same time.
    let places = places_by_ends(&to_do.needs);
    let take_over = options.take_over;
    let run = Arc::new(Run::new(setting, options, known));
    let claim = Arc::new(Claim::new(run.aws.clone(), run.nonce.clone(), plan, take_over));
    let address = |node: usize| to_do.step(node).map(|(resource, _)| resource.address.clone());
    let walking = walk(
        &to_do.needs,
        || run.stop.is_stopped() || claim.is_lost(),
        |node| {
            let (run, claim, place) = (Arc::clone(&run), Arc::clone(&claim), places[node]);
            let step = to_do.step(node).map(|(resource, part)| (resource.clone(), part));
            async move {
                match step {
                    Some((resource, part)) => work(run, claim, resource, part, place).await,
                    None => Ok(()),
                }
            }
        },
        |node, cause| {
            if let (Some(address), Some(because)) = (address(node), address(cause)) {
                run.tell(Event::Skipped { address, because });
            }
        },
    );
    let ends = if plan.is_empty() {
        walking.await
    } else {
        claim.begin(plan).await;
        claim.during(walking).await
    };
    let endings = ends.into_iter().map(|end| match end {
        End::Done(()) => Ending::Done,
        End::Failed(failure) => Ending::Failed(failure),
        End::Skipped(cause) => Ending::Skipped { because: address(cause).unwrap_or_default() },
        End::NotBegun => Ending::NotBegun,
    });
    let resources = endings.enumerate().filter_map(|(place, end)| {
        let (resource, part) = to_do.step(place)?;
        Some((resource.address.clone(), node::verb(resource, part), end))
    });
    (Outcome { resources: resources.collect(), rival: claim.rival() }, run.known())
}

async fn work(
    run: Arc<Run>,
    claim: Arc<Claim>,
    resource: PlannedResource,
    part: Part,
    place: usize,
) -> Result<(), Failure> {
    if let Some(blocked) = resource.blocked.clone() {
        return Err(Failure::new(blocked));
    }
    let address = resource.address.clone();
    let outcome = node::apply(Arc::clone(&run), resource, part, place).await;
    if outcome.is_ok() {
        claim.made(&address, run.arn_of(&address)).await;
    }
    outcome
}
