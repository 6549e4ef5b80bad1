//! The plans of several stacks: each read, planned and, when agreed to, applied after those it needs.

use std::collections::BTreeSet;

use super::super::{FAILED, INVALID, fail};
use super::connect::{Session, told};
use super::flags::Patience;
use crate::apply::{self, Outcome, PutBack, Setting};
use crate::assembly::Manifest;
use crate::aws::Aws;
use crate::live::{self, Account, Depth};
use crate::plan::stacks::{for_others, in_order, needed};
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

/// Applies plans in order, or backwards where everything is to go. A stack whose plan needs a stack that
/// failed is not begun.
pub(in super::super) async fn applied(
    session: &Session,
    mut stacks: Vec<Planned>,
    patience: &Patience,
    destroy: bool,
) -> Vec<Ended> {
    if destroy {
        stacks.reverse();
    }
    let mut known = Known::new();
    let mut failed: BTreeSet<String> = BTreeSet::new();
    let mut outcomes = Vec::with_capacity(stacks.len());
    let needs: Vec<(String, Vec<String>)> = stacks
        .iter()
        .map(|one| (one.plan.stack.clone(), needed(&one.manifest).map(str::to_owned).collect()))
        .collect();
    for planned in stacks {
        let Planned { manifest, plan, live, aws, account, rolls_back, mut options } = planned;
        let stack = plan.stack.clone();
        let before: Vec<&String> = if destroy {
            // What refers to this stack goes first.
            needs.iter().filter(|(_, needed)| needed.contains(&stack)).map(|(user, _)| user).collect()
        } else {
            needs.iter().filter(|(user, _)| *user == stack).flat_map(|(_, needed)| needed).collect()
        };
        if before.iter().any(|one| failed.contains(*one)) || session.stop().is_stopped() {
            failed.insert(stack.clone());
            outcomes.push(Ended { stack, outcome: None, back: Back::No });
            continue;
        }
        options.known.extend(known.clone());
        let manifest =
            if destroy { Manifest { resources: Default::default(), ..manifest } } else { manifest };
        let setting = Setting {
            aws,
            account,
            manifest,
            plan_options: options,
            stop: session.stop(),
            listener: report::progress::listener(),
        };
        if !plan.is_empty() || plan.resources.iter().any(|one| one.deploys) {
            report::talk(&format!("stack {stack}\n"));
        }
        let applying = apply::Options {
            wait: !patience.no_wait,
            timeout: patience.timeout,
            take_over: patience.take_over,
            ..Default::default()
        };
        let (outcome, learnt) = apply::apply(&plan, setting.clone(), applying.clone()).await;
        let mut back = Back::No;
        if !outcome.is_success() {
            failed.insert(stack.clone());
            // What somebody else deploys is not this run's to put back.
            let rolls_back = rolls_back && outcome.rival.is_none();
            if rolls_back && (outcome.was_stopped() || session.stop().is_stopped()) {
                back = Back::Stopped;
            } else if rolls_back {
                report::talk(&format!("stack {stack} failed; what this run changed in it is put back\n"));
                let put_back = apply::put_back(&plan, &outcome, &live, &learnt, setting, applying).await;
                back = Back::Tried(Box::new(put_back));
            }
        }
        known.extend(for_others(&stack, &learnt));
        outcomes.push(Ended { stack, outcome: Some(outcome), back });
    }
    outcomes
}
