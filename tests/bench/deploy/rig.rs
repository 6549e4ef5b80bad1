//! Deploying from inside the benchmark: what `deploy` does once its arguments are read and its stacks checked.

use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, Instant};

use ecs_dsl::App;
use ecs_dsl::apply::{self, Setting, Silent};
use ecs_dsl::assembly::{Manifest, assemble};
use ecs_dsl::aws::{Access, Aws, CallGate, StopSwitch};
use ecs_dsl::live::{self, Account, Depth};
use ecs_dsl::plan::{self, Options, Plan};
use ecs_dsl_tests::fleet::Fleet;

use crate::Failure;

/// A deployment that was made.
#[derive(Debug)]
pub(crate) struct Deployed {
    pub(crate) plan: Plan,
    /// From nothing to the plan: connection, reading, comparing.
    pub(crate) planning: Duration,
    /// From the plan to its end.
    pub(crate) applying: Duration,
}

impl Deployed {
    pub(crate) fn whole(&self) -> Duration {
        self.planning + self.applying
    }
}

/// Returns the manifest of a fleet's stack.
pub(crate) fn manifest(fleet: &Fleet) -> Result<Manifest, Failure> {
    let (assembly, diagnostics) = assemble(&App::new().stack(fleet.stack(&ecs_dsl::env::Env::new())));
    match assembly.stacks.first() {
        Some(stack) if diagnostics.is_empty() => Ok(Manifest::of(stack)),
        _ => Err(format!("the fleet cannot be assembled: {diagnostics:#?}").into()),
    }
}

/// Runs work to its end on a thread's own event loop, as the command line does.
pub(crate) fn run<T>(work: impl Future<Output = T>) -> Result<T, Failure> {
    Ok(tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(work))
}

/// Deploys, over a connection that is made for it, and fails when the deployment does.
pub(crate) async fn deploy(access: Access, manifest: &Manifest, wait: bool) -> Result<Deployed, Failure> {
    let begun = Instant::now();
    let stop = Arc::new(StopSwitch::new());
    let gate: Arc<dyn CallGate> = stop.clone();
    let aws = Aws::open(access.gate(gate)).await?;
    let caller = aws.sts.get_caller_identity().await?;
    let account = Account { partition: caller.partition().to_owned(), id: caller.account };
    let plan_options = Options::default();
    let live = live::read(&aws, &account, manifest, &plan_options, Depth::Plan).await?;
    let mut plan = plan::plan(manifest, &live, &plan_options)?;
    plan::finish(&mut plan, &live);
    let planning = begun.elapsed();

    let begun = Instant::now();
    let manifest = manifest.clone();
    let setting = Setting { aws, account, manifest, plan_options, stop, listener: Arc::new(Silent) };
    let (outcome, _) = apply::apply(&plan, setting, apply::Options { wait, ..Default::default() }).await;
    let applying = begun.elapsed();
    if !outcome.is_success() {
        return Err(format!("the deployment failed: {outcome:#?}").into());
    }
    Ok(Deployed { plan, planning, applying })
}
