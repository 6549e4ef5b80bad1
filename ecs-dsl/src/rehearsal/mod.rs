//! Rehearsing deployments: a stack's upgrades, failures included, in a test of your own.
//!
//! A [`Rehearsal`] is a simulated AWS together with the very code that `deploy`, `diff` and `destroy` run.
//! Time in it is virtual, so that a rollout of ten minutes takes milliseconds, and nothing of it is
//! random. It refuses what AWS refuses: by the rules that `check` runs, by its quotas, and by what exists
//! already. What a stack refers to and does not make (target groups, subnets, a shared cluster, a role by
//! its ARN) is taken to exist.
//!
//! ```
//! use ecs_dsl::plan::{Action, Impact};
//! use ecs_dsl::prelude::*;
//! use ecs_dsl::rehearsal::{Ending, Rehearsal};
//! use ecs_dsl::simulator::{TaskFate, TaskFault};
//!
//! fn app(image: &str) -> App {
//!     let env = Env::new();
//!     let cluster = Cluster::new("shop").container_insights(ContainerInsights::Enabled);
//!     let logs = LogGroup::new("/shop/web").retention(Retention::ONE_WEEK);
//!     let task = TaskDef::fargate("shop-web", FargateSize::new(CpuUnits::new(256), Mib::new(512)))
//!         .logs(Logs::cloudwatch(&logs));
//!     let _ = task.container("web", image).user("1000");
//!     let network = Network::private(["subnet-0a11aa22bb33cc44d"], ["sg-0c11aa22bb33cc44d"]);
//!     let service = Service::fargate("shop-web", &cluster, &task, network)
//!         .desired_count(2)
//!         .deployment(Deployment::rolling().circuit_breaker(CircuitBreaker::rollback()));
//!     let stack = Stack::new("shop", &env).region("eu-central-1");
//!     App::new().stack(stack.add((&cluster, &logs, &task, &service)))
//! }
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let (old, new) = (app("111122223333.dkr.ecr.eu-central-1.amazonaws.com/web:1"),
//!                   app("111122223333.dkr.ecr.eu-central-1.amazonaws.com/web:2"));
//! let rehearsal = Rehearsal::of(&old)?;
//! assert!(rehearsal.deploy(&old)?.is_success());
//!
//! // What the new version would do, before it does it.
//! let plan = &rehearsal.plan(&new)?[0];
//! assert_eq!(plan.resource("task-definition/shop-web").map(|it| it.action), Some(Action::NewRevision));
//! assert_eq!(plan.resource("service/shop-web").map(|it| it.impact), Some(Impact::RollingRestart));
//!
//! // Its containers end at once: the circuit breaker puts the old revision back, and the deploy says so.
//! rehearsal.simulator().add_task_fault(TaskFault::of_revision("shop-web", 2, TaskFate::exits(1)));
//! let run = rehearsal.deploy(&new)?;
//! let told = run.failure("service/shop-web").map(ToString::to_string).unwrap_or_default();
//! assert!(told.contains("ECS puts back shop-web:1"), "{run}");
//!
//! // Mended, the same command goes on from there, and a further one has nothing to do.
//! rehearsal.simulator().clear_task_faults();
//! assert!(rehearsal.deploy(&new)?.is_success());
//! assert!(rehearsal.plan(&new)?[0].is_empty());
//! # Ok(()) }
//! ```
//!
//! What can go wrong is said to the [`Simulator`]: [`TaskFault`](crate::simulator::TaskFault)s let tasks
//! die, [`Fault`](crate::simulator::Fault)s throttle, fail, cut and delay calls,
//! [`Timings`](crate::simulator::Timings) make IAM slow. How the run is made is said to an [`Attempt`], from
//! [`Rehearsal::attempt`]: as whom, how long it may take, where it is killed.

mod assumed;
mod attempt;
mod error;
mod ran;
mod rules;

use std::future::Future;
use std::sync::Arc;

pub(crate) use assumed::assumed;
pub use attempt::{Attempt, Program};
pub use error::RehearsalError;
pub use ran::Ran;
pub use rules::Rules;

#[doc(inline)]
pub use crate::apply::{Ending, Event, Failure, Outcome, Rival};
#[doc(inline)]
pub use crate::aws::{
    Access, Call, CallError, CallErrorKind, CallGate, CallLog, Effect, Service, Stop, StopSwitch,
};

use crate::app::App;
use crate::plan::Plan;
use crate::simulator::{Clock, Settings, Simulator, World};

/// A simulated AWS to deploy to.
#[derive(Debug)]
pub struct Rehearsal {
    simulator: Simulator,
}

impl Rehearsal {
    /// Starts with an empty account of the Region, and of the account if it is stated, that a program's
    /// stacks are for.
    ///
    /// # Errors
    /// The program is wrong, its stacks are for several places, or no port is to be had.
    pub fn of(app: &App) -> Result<Self, RehearsalError> {
        Self::start(Program::of(app)?.settings()?)
    }

    /// Starts with an empty account.
    ///
    /// # Errors
    /// No port is to be had.
    pub fn start(settings: Settings) -> Result<Self, RehearsalError> {
        Self::from_world(World::new(settings))
    }

    /// Starts with a world as it is: a copy of another rehearsal's, say, to try several things from the
    /// same point.
    ///
    /// # Errors
    /// No port is to be had.
    pub fn from_world(mut world: World) -> Result<Self, RehearsalError> {
        world.set_validator(Arc::new(Rules));
        Ok(Self { simulator: Simulator::of(world, Clock::jumping())? })
    }

    /// Returns a copy of the world as it is now.
    pub fn world(&self) -> World {
        self.simulator.with_world(|world| world.clone())
    }

    /// Returns the simulator, to script what goes wrong and to look at what came of it.
    pub fn simulator(&self) -> &Simulator {
        &self.simulator
    }

    /// Prepares a run whose circumstances differ from the ordinary ones.
    pub fn attempt(&self) -> Attempt {
        Attempt::through(self.simulator.access())
    }

    /// Returns what a deploy would do, a plan a stack, in the order in which they would be applied.
    ///
    /// # Errors
    /// The program is wrong, or a call failed.
    pub fn plan(&self, app: &App) -> Result<Vec<Plan>, RehearsalError> {
        let program = self.taken_up(app)?;
        wait(self.attempt().plan(&program))
    }

    /// Deploys, as `deploy --yes` with every `--allow` does. That something fails is no error here: the
    /// [`Ran`] tells it.
    ///
    /// # Errors
    /// The program is wrong, something stands in the way of the plan, or a call failed before anything
    /// was changed.
    pub fn deploy(&self, app: &App) -> Result<Ran, RehearsalError> {
        let program = self.taken_up(app)?;
        wait(self.attempt().deploy(&program))
    }

    /// Takes away what the stacks own, their log groups too.
    ///
    /// # Errors
    /// As [`deploy`](Self::deploy).
    pub fn destroy(&self, app: &App) -> Result<Ran, RehearsalError> {
        let program = self.taken_up(app)?;
        wait(self.attempt().delete_log_groups().destroy(&program))
    }

    fn taken_up(&self, app: &App) -> Result<Program, RehearsalError> {
        let program = Program::of(app)?;
        let here = self.simulator.with_world(|world| world.settings.region.clone());
        if let Some(stack) = program.manifests().iter().find(|stack| stack.region != here) {
            let (stack, region) = (stack.stack.clone(), stack.region.clone());
            return Err(RehearsalError::Elsewhere { stack, region, here });
        }
        self.assume(&program);
        Ok(program)
    }

    /// Lets everything exist that a program refers to and does not make.
    pub fn assume(&self, program: &Program) {
        for external in assumed(program.manifests()) {
            self.simulator.assume_exists(external);
        }
    }
}

/// The examples of the guide are compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/simulator.md")]
struct Guide;

/// Runs work to its end, on a thread of its own: a test may have an event loop already.
fn wait<T: Send>(work: impl Future<Output = Result<T, RehearsalError>> + Send) -> Result<T, RehearsalError> {
    std::thread::scope(|scope| {
        let runs = scope.spawn(|| {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.map_err(RehearsalError::EventLoop)?.block_on(work)
        });
        runs.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}
