//! One run: who makes it, under which circumstances, and the way from a program to its outcome.

use std::sync::Arc;
use std::time::Duration;

use super::error::RehearsalError;
use super::ran::{Ran, Recorder};
use crate::app::App;
use crate::apply::{self, End, Setting};
use crate::assembly::Manifest;
use crate::aws::{Access, Aws, CallGate, StopSwitch};
use crate::check::{self, Settings as CheckSettings};
use crate::diagnostic::{Severity, Style, render};
use crate::live::{self, Account, Depth};
use crate::plan::stacks::{for_others, in_order, needs, users};
use crate::plan::{self, Known, Options, Plan};
use crate::simulator::Settings;

/// A program whose stacks were assembled and found to be right.
#[derive(Debug, Clone)]
pub struct Program {
    manifests: Vec<Manifest>,
}

impl Program {
    /// Assembles and checks a program.
    ///
    /// # Errors
    /// [`RehearsalError::Invalid`] with all that is wrong.
    pub fn of(app: &App) -> Result<Self, RehearsalError> {
        let (assembly, mut diagnostics) = check::app(app, &CheckSettings::default());
        diagnostics.retain(|one| one.severity == Severity::Error);
        if !diagnostics.is_empty() {
            return Err(RehearsalError::Invalid(render(&diagnostics, Style::Plain)));
        }
        Ok(Self { manifests: assembly.stacks.iter().map(Manifest::of).collect() })
    }

    /// Returns the manifest of each stack.
    pub fn manifests(&self) -> &[Manifest] {
        &self.manifests
    }

    /// Returns the settings of a world for these stacks.
    pub(super) fn settings(&self) -> Result<Settings, RehearsalError> {
        let mut settings = Settings::default();
        let Some(first) = self.manifests.first() else { return Ok(settings) };
        if let Some(other) = self.manifests.iter().find(|one| one.region != first.region) {
            let (stack, region) = (other.stack.clone(), other.region.clone());
            return Err(RehearsalError::Elsewhere { stack, region, here: first.region.clone() });
        }
        settings.region.clone_from(&first.region);
        settings.partition = ecs_dsl_facts::region::partition(&first.region).to_owned();
        if let Some(account) = self.manifests.iter().find_map(|one| one.account.clone()) {
            settings.account = account;
        }
        Ok(settings)
    }
}

impl From<Vec<Manifest>> for Program {
    /// Takes manifests as they are, unchecked.
    fn from(manifests: Vec<Manifest>) -> Self {
        Self { manifests }
    }
}

/// One run of a program, and its circumstances.
///
/// Made by [`Rehearsal::attempt`](super::Rehearsal::attempt), or for another endpoint by
/// [`through`](Self::through). Its methods are asynchronous, so that two runs can be made at once.
#[derive(Debug)]
#[must_use = "an attempt does nothing until it plans, deploys or destroys"]
pub struct Attempt {
    access: Access,
    stop: Arc<StopSwitch>,
    options: Options,
    applying: apply::Options,
}

impl Attempt {
    /// Prepares a run through this access.
    pub fn through(access: Access) -> Self {
        Self {
            access,
            stop: Arc::default(),
            options: Options::default(),
            applying: apply::Options::default(),
        }
    }

    /// Makes the run as this user of the simulated account.
    pub fn user(mut self, name: &str) -> Self {
        self.access = self.access.test_credentials_of(name);
        self
    }

    /// Lets every call pass a gate, which may count, record or stop it: as a process that is killed.
    pub fn gate(mut self, gate: Arc<dyn CallGate>) -> Self {
        self.access = self.access.gate(gate);
        self
    }

    /// Lets a switch stop the run, as Ctrl-C does.
    pub fn stop(mut self, switch: Arc<StopSwitch>) -> Self {
        self.stop = switch;
        self
    }

    /// Sets how long one service's deployment may take, as `--timeout` does.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.applying.timeout = Some(timeout);
        self
    }

    /// Does not wait for deployments to end, as `--no-wait` does.
    pub fn no_wait(mut self) -> Self {
        self.applying.wait = false;
        self
    }

    /// Goes on although somebody else is said to deploy the stack, as `--take-over` does.
    pub fn take_over(mut self) -> Self {
        self.applying.take_over = true;
        self
    }

    /// Brings what exists and belongs to no stack under the stacks that name it, as `--adopt` does.
    pub fn adopt(mut self) -> Self {
        self.options.adopt = true;
        self
    }

    /// Deletes log groups that leave the code or are destroyed, as `--delete-log-groups` does.
    pub fn delete_log_groups(mut self) -> Self {
        self.options.delete_log_groups = true;
        self
    }

    /// Returns what a deploy would do.
    ///
    /// # Errors
    /// A call failed, or a stack is of a kind that is not known.
    pub async fn plan(self, program: &Program) -> Result<Vec<Plan>, RehearsalError> {
        Ok(self.planned(program, Goal::Deploy).await?.plans)
    }

    /// Returns what a destroy would do.
    ///
    /// # Errors
    /// As [`plan`](Self::plan).
    pub async fn plan_destroy(self, program: &Program) -> Result<Vec<Plan>, RehearsalError> {
        Ok(self.planned(program, Goal::Destroy).await?.plans)
    }

    /// Deploys.
    ///
    /// # Errors
    /// Something stands in the way of the plan, or a call failed before anything was changed.
    pub async fn deploy(self, program: &Program) -> Result<Ran, RehearsalError> {
        self.run(program, Goal::Deploy).await
    }

    /// Takes away what the stacks own.
    ///
    /// # Errors
    /// As [`deploy`](Self::deploy).
    pub async fn destroy(self, program: &Program) -> Result<Ran, RehearsalError> {
        self.run(program, Goal::Destroy).await
    }

    async fn planned(&self, program: &Program, goal: Goal) -> Result<Planned, RehearsalError> {
        let gate: Arc<dyn CallGate> = self.stop.clone();
        let aws = Aws::open(self.access.clone().gate(gate)).await?;
        let caller = aws.sts.get_caller_identity().await?;
        let account = Account { partition: caller.partition().to_owned(), id: caller.account };
        let mut known = self.options.known.clone();
        let mut plans = Vec::with_capacity(program.manifests.len());
        for manifest in in_order(&program.manifests) {
            let options = Options { known: known.clone(), ..self.options.clone() };
            let depth = if goal == Goal::Destroy { Depth::Everything } else { Depth::Plan };
            let live = live::read(&aws, &account, manifest, &options, depth).await?;
            let plan = if goal == Goal::Destroy {
                plan::destroy(&manifest.stack, &manifest.region, &live, &options)
            } else {
                let mut plan = plan::plan(manifest, &live, &options)?;
                plan::finish(&mut plan, &live);
                plan
            };
            known.extend(for_others(&manifest.stack, &plan.known));
            plans.push(plan);
        }
        Ok(Planned { aws, account, plans })
    }

    async fn run(self, program: &Program, goal: Goal) -> Result<Ran, RehearsalError> {
        let Planned { aws, account, plans } = self.planned(program, goal).await?;
        let blocked: Vec<String> = plans
            .iter()
            .flat_map(|plan| &plan.resources)
            .filter_map(|one| Some(format!("{}: {}", one.address, one.blocked.as_deref()?)))
            .collect();
        if !blocked.is_empty() {
            return Err(RehearsalError::Blocked(blocked));
        }
        let begun = aws.time().now();
        let recorder = Arc::new(Recorder::default());
        let manifest = |plan: &Plan| program.manifests.iter().find(|one| one.stack == plan.stack);
        let manifests: Vec<&Manifest> = plans.iter().filter_map(manifest).collect();
        let needs = if goal == Goal::Destroy { users(&manifests) } else { needs(&manifests) };
        let names: Vec<String> = plans.iter().map(|plan| plan.stack.clone()).collect();
        let work = |place: usize, known: Known| {
            let plan = plans[place].clone();
            let mut plan_options = self.options.clone();
            plan_options.known.extend(known);
            let manifest = match goal {
                Goal::Deploy => manifests[place].clone(),
                Goal::Destroy => Manifest { resources: Default::default(), ..manifests[place].clone() },
            };
            let (aws, account) = (aws.clone(), account.clone());
            let (stop, listener) = (Arc::clone(&self.stop), recorder.clone());
            let setting = Setting { aws, account, manifest, plan_options, stop, listener };
            let applying = self.applying.clone();
            async move {
                let (outcome, learnt) = apply::apply(&plan, setting, applying).await;
                apply::Ended { is_success: outcome.is_success(), outcome, learnt }
            }
        };
        let ends = apply::walk_stacks(&names, &needs, || self.stop.is_stopped(), work).await;
        let outcome = |end| match end {
            End::Done(outcome) | End::Failed(outcome) => Some(outcome),
            End::Skipped(_) | End::NotBegun => None,
        };
        let outcomes = names.into_iter().zip(ends.into_iter().map(outcome)).collect();
        let took = aws.time().now().saturating_sub(begun);
        let was_stopped = self.stop.is_stopped();
        Ok(Ran { outcomes, events: recorder.events(), took, was_stopped, plans })
    }
}

/// What a run is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Goal {
    Deploy,
    Destroy,
}

/// What was read and planned, and through which connection.
struct Planned {
    aws: Aws,
    account: Account,
    plans: Vec<Plan>,
}
