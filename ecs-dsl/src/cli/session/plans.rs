//! The plans of several stacks: each read, planned and, when agreed to, applied after those it needs.

use std::sync::Arc;

use super::super::{FAILED, INVALID, fail};
use super::connect::{Session, told};
use super::flags::Patience;
use crate::apply::{self, End, Listener, Outcome, PutBack, Setting};
use crate::assembly::Manifest;
use crate::aws::{Aws, StopSwitch};
use crate::live::{self, Account, Depth};
use crate::plan::stacks::{for_others, in_order, needs, users};
use crate::plan::{self, Known, Live, Options, Plan};
use crate::report;

/// A stack with its plan, and what it was made of.
#[derive(Debug)]
pub(in super::super) struct Planned {
    pub(in super::super) manifest: Manifest,
    pub(in super::super) plan: Plan,
    pub(in super::super) live: Live,
    pub(in super::super) aws: Aws,
    pub(in super::super) account: Account,
    /// Whether what was changed is put back when something fails.
    pub(in super::super) rolls_back: bool,
    options: Options,
}

/// How a stack's run ended.
#[derive(Debug)]
pub(in super::super) struct Ended {
    pub(in super::super) stack: String,
    /// What became of its resources; nothing where it was not begun.
    pub(in super::super) outcome: Option<Outcome>,
    /// The stack whose failure kept it from being begun.
    pub(in super::super) because: Option<String>,
    pub(in super::super) back: Back,
}

/// What was put back after a failure.
#[derive(Debug)]
pub(in super::super) enum Back {
    /// It was not asked for, or there was no failure.
    No,
    /// It was asked for, but the run was stopped, and whoever stops it may want to look.
    Stopped,
    /// It was tried.
    Tried(Box<PutBack>),
}

/// Reads and plans stacks, each after those that it refers to. `destroy` plans the end of all they own.
///
/// # Errors
/// The exit code, when it was told what went wrong; nothing was changed.
pub(in super::super) async fn planned(
    session: &mut Session,
    stacks: &[Manifest],
    options: &Options,
    destroy: bool,
) -> Result<Vec<Planned>, u8> {
    let mut known = options.known.clone();
    let mut all = Vec::with_capacity(stacks.len());
    for manifest in in_order(stacks) {
        let (aws, account) = session.of(manifest).await?;
        let options = Options { known: known.clone(), ..options.clone() };
        let depth = if destroy { Depth::Everything } else { Depth::Plan };
        let live = live::read(&aws, &account, manifest, &options, depth).await;
        let live = live.map_err(|error| fail(FAILED, &told(&error)))?;
        let plan = if destroy {
            plan::destroy(&manifest.stack, &manifest.region, &live, &options)
        } else {
            let made = plan::plan(manifest, &live, &options);
            let mut plan = made.map_err(|error| fail(INVALID, &error.to_string()))?;
            plan::finish(&mut plan, &live);
            plan
        };
        known.extend(for_others(&manifest.stack, &plan.known));
        all.push(Planned {
            manifest: manifest.clone(),
            plan,
            live,
            aws,
            account,
            rolls_back: false,
            options,
        });
    }
    Ok(all)
}

/// Applies plans: those of stacks that do not need each other at the same time. Where everything is to go, a
/// stack goes after those that refer to it. What needs a stack that failed is not begun.
pub(in super::super) async fn applied(
    session: &Session,
    stacks: Vec<Planned>,
    patience: &Patience,
    destroy: bool,
) -> Vec<Ended> {
    let manifests: Vec<&Manifest> = stacks.iter().map(|one| &one.manifest).collect();
    let needs = if destroy { users(&manifests) } else { needs(&manifests) };
    let names: Vec<String> = stacks.iter().map(|one| one.plan.stack.clone()).collect();
    let (stop, options) = (session.stop(), patience.options());
    let mut listeners = report::progress::of_stacks(stacks.iter().filter(|one| one.does_something()).count());
    let mut stacks: Vec<Option<Planned>> = stacks.into_iter().map(Some).collect();
    let work = |place: usize, known: Known| {
        let planned: Option<Planned> = stacks[place].take();
        let listener = listeners.of(&names[place]);
        let (stop, options) = (Arc::clone(&stop), options.clone());
        async move {
            let planned = planned.expect("a stack is begun once");
            planned.apply(known, destroy, stop, listener, options).await
        }
    };
    let ends = apply::walk_stacks(&names, &needs, || stop.is_stopped(), work).await;
    let ended = names.iter().zip(ends).map(|(stack, end)| {
        let not_begun = |because| Ended { stack: stack.clone(), outcome: None, because, back: Back::No };
        match end {
            End::Done(ended) | End::Failed(ended) => ended,
            End::Skipped(cause) => not_begun(Some(names[cause].clone())),
            End::NotBegun => not_begun(None),
        }
    });
    ended.collect()
}

impl Planned {
    /// Whether there is anything to apply or to follow.
    fn does_something(&self) -> bool {
        !self.plan.is_empty() || self.plan.resources.iter().any(|one| one.deploys)
    }

    /// Applies the plan, and puts back what that changed if it fails and is to be put back.
    async fn apply(
        self,
        known: Known,
        destroy: bool,
        stop: Arc<StopSwitch>,
        listener: Arc<dyn Listener>,
        applying: apply::Options,
    ) -> apply::Ended<Ended> {
        let Planned { manifest, plan, live, aws, account, rolls_back, mut options } = self;
        options.known.extend(known);
        let manifest =
            if destroy { Manifest { resources: Default::default(), ..manifest } } else { manifest };
        let setting = Setting { aws, account, manifest, plan_options: options, stop, listener };
        let (outcome, learnt) = apply::apply(&plan, setting.clone(), applying.clone()).await;
        let (stack, is_success) = (plan.stack.clone(), outcome.is_success());
        let mut back = Back::No;
        // What somebody else deploys is not this run's to put back.
        if !is_success && rolls_back && outcome.rival.is_none() {
            if outcome.was_stopped() || setting.stop.is_stopped() {
                back = Back::Stopped;
            } else {
                report::talk(&format!("stack {stack} failed; what this run changed in it is put back\n"));
                let put_back = apply::put_back(&plan, &outcome, &live, &learnt, setting, applying).await;
                back = Back::Tried(Box::new(put_back));
            }
        }
        let outcome = Ended { stack, outcome: Some(outcome), because: None, back };
        apply::Ended { outcome, is_success, learnt }
    }
}
