//! What the tests deploy with: a simulated world, connections to it, and the way from code to outcome.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use ecs_dsl::App;
use ecs_dsl::api::logs::CreateLogGroup;
use ecs_dsl::apply::{self, Outcome, Setting, Silent};
use ecs_dsl::assembly::{Manifest, assemble};
use ecs_dsl::aws::{Access, Aws, Call, CallError, CallGate, EcsOperation, RoleRequest, Stop, StopSwitch};
use ecs_dsl::live::{self, Account, Depth};
use ecs_dsl::plan::{self, Live, Options, Plan};
use ecs_dsl::rehearsal::Rules;
use ecs_dsl::simulator::{Clock, Settings, Simulator, World};
use serde_json::{Value, json};

/// Runs a test's work to its end.
pub(crate) fn run<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("an event loop").block_on(work)
}

/// Returns the manifest of a program's only stack.
pub(crate) fn manifest(app: &App) -> Manifest {
    let (assembly, diagnostics) = assemble(app);
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    Manifest::of(&assembly.stacks[0])
}

/// What a run is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Goal {
    /// What the manifest says.
    Deploy,
    /// That nothing is left, log groups neither.
    Destroy,
}

/// How a run came out: a failure to read is one too.
#[derive(Debug)]
pub(crate) enum Came {
    /// It ended, well or badly.
    Out(Outcome),
    /// Reading failed, so nothing was begun.
    Unread(#[allow(dead_code, reason = "it is printed when a test fails")] CallError),
}

impl Came {
    pub(crate) fn is_success(&self) -> bool {
        matches!(self, Self::Out(outcome) if outcome.is_success())
    }
}

/// Connects, and asks whose credentials these are.
pub(crate) async fn try_connect(access: Access) -> Result<(Aws, Account), CallError> {
    let aws = Aws::open(access).await?;
    let caller = aws.sts.get_caller_identity().await?;
    let partition = caller.partition().to_owned();
    Ok((aws, Account { id: caller.account, partition }))
}

/// As [`try_connect`], where nothing can go wrong.
pub(crate) async fn connect(access: Access) -> (Aws, Account) {
    try_connect(access).await.expect("an endpoint that answers")
}

/// Reads and plans.
pub(crate) async fn planned(
    aws: &Aws,
    account: &Account,
    manifest: &Manifest,
    goal: Goal,
) -> Result<(Plan, Live), CallError> {
    let options = Options { delete_log_groups: true, ..Options::default() };
    let depth = if goal == Goal::Destroy { Depth::Everything } else { Depth::Plan };
    let live = live::read(aws, account, manifest, &options, depth).await?;
    let plan = match goal {
        Goal::Destroy => plan::destroy(&manifest.stack, &manifest.region, &live, &options),
        Goal::Deploy => {
            let mut plan = plan::plan(manifest, &live, &options).expect("known kinds");
            plan::finish(&mut plan, &live);
            plan
        }
    };
    Ok((plan, live))
}

/// Reads, plans and applies, once.
pub(crate) async fn go(access: Access, manifest: &Manifest, goal: Goal, stop: Arc<StopSwitch>) -> Came {
    go_with(access, manifest, goal, stop, apply::Options::default()).await
}

/// As [`go`], with options.
pub(crate) async fn go_with(
    access: Access,
    manifest: &Manifest,
    goal: Goal,
    stop: Arc<StopSwitch>,
    options: apply::Options,
) -> Came {
    let gate: Arc<dyn CallGate> = stop.clone();
    let (aws, account) = match try_connect(access.gate(gate)).await {
        Ok(connected) => connected,
        Err(error) => return Came::Unread(error),
    };
    let plan = match planned(&aws, &account, manifest, goal).await {
        Ok((plan, _)) => plan,
        Err(error) => return Came::Unread(error),
    };
    let manifest = match goal {
        Goal::Deploy => manifest.clone(),
        Goal::Destroy => Manifest { resources: Default::default(), ..manifest.clone() },
    };
    let plan_options = Options { delete_log_groups: true, ..Options::default() };
    let setting = Setting { aws, account, manifest, plan_options, stop, listener: Arc::new(Silent) };
    Came::Out(apply::apply(&plan, setting, options).await.0)
}

/// Runs once more without disturbance, and shows that this brings the world to its goal.
pub(crate) async fn converge(simulator: &Simulator, manifest: &Manifest, goal: Goal, because: &str) {
    // Where the test killed a run, its mark is there still.
    let options = apply::Options { take_over: true, ..apply::Options::default() };
    let came = go_with(simulator.access(), manifest, goal, Arc::default(), options).await;
    assert!(came.is_success(), "after {because}: {came:#?}");
    let (aws, account) = connect(simulator.access()).await;
    let (plan, _) = planned(&aws, &account, manifest, goal).await.expect("a quiet world");
    assert!(plan.is_empty(), "after {because}, still: {:#?}", plan.changes().collect::<Vec<_>>());
}

/// Returns what there is, tasks left out: their number and names are ECS's own affair.
pub(crate) fn inventory(simulator: &Simulator) -> Vec<String> {
    let mut all = simulator.with_world(|world| world.leftovers());
    all.retain(|arn| !arn.contains(":task/"));
    all.sort();
    all
}

/// Makes a world in which others have something: of the same kinds, with names close to ours.
pub(crate) async fn world_of_others(settings: Settings) -> World {
    let simulator = Simulator::start(settings).expect("a free port");
    simulator.with_world(|world| world.set_validator(Arc::new(Rules)));
    let (aws, _) = connect(simulator.access()).await;
    let call = |operation, body: Value| {
        let aws = aws.clone();
        async move { aws.ecs.call(operation, &body).await.expect("allowed") }
    };
    call(EcsOperation::CreateCluster, json!({ "clusterName": "shop-others" })).await;
    let definition = json!({
        "family": "shop-others",
        "networkMode": "awsvpc",
        "requiresCompatibilities": ["FARGATE"],
        "cpu": "256",
        "memory": "512",
        "containerDefinitions": [{ "name": "other", "image": "other:1" }],
    });
    call(EcsOperation::RegisterTaskDefinition, definition).await;
    let service = json!({
        "cluster": "shop-others",
        "serviceName": "shop-others",
        "taskDefinition": "shop-others",
        "launchType": "FARGATE",
        "desiredCount": 1,
        "networkConfiguration": { "awsvpcConfiguration": { "subnets": ["subnet-0a11aa22bb33cc44d"] } },
        "tags": [{ "key": "ecs-dsl:stack", "value": "shop-others" }],
    });
    call(EcsOperation::CreateService, service).await;
    let role = RoleRequest {
        name: "shop-others".to_owned(),
        trust_policy: json!({
            "Version": "2012-10-17",
            "Statement": [{
                "Effect": "Allow",
                "Action": "sts:AssumeRole",
                "Principal": { "Service": "ecs-tasks.amazonaws.com" },
            }],
        }),
        ..RoleRequest::default()
    };
    aws.iam.create_role(&role).await.expect("allowed");
    let group = CreateLogGroup { log_group_name: "/shop/others".to_owned(), ..CreateLogGroup::default() };
    aws.logs.create_log_group(&group).await.expect("allowed");
    use ecs_dsl::aws::Time;
    simulator.clock().sleep(Duration::from_secs(600)).await;
    simulator.with_world(|world| world.clone())
}

/// Starts a simulator of a copy of a world.
pub(crate) fn start(world: &World) -> Simulator {
    Simulator::of(world.clone(), Clock::jumping()).expect("a free port")
}

/// Kills the process at a call: nothing goes out any more from there on.
#[derive(Debug)]
pub(crate) struct Killer {
    /// The number of the call.
    pub(crate) at: u64,
    /// Whether the call itself still has its effect, and only its answer is lost.
    pub(crate) after_effect: bool,
}

impl CallGate for Killer {
    fn before(&self, call: &Call<'_>) -> Result<(), Stop> {
        let dead = if self.after_effect { call.number > self.at } else { call.number >= self.at };
        if dead { Err(Stop) } else { Ok(()) }
    }

    fn after(&self, call: &Call<'_>, _: Result<(), &CallError>, _: Duration) -> Result<(), Stop> {
        if self.after_effect && call.number >= self.at { Err(Stop) } else { Ok(()) }
    }
}
