//! The way from code to a simulated AWS and back to a plan.

use std::future::Future;
use std::sync::Arc;

use ecs_dsl::App;
use ecs_dsl::apply::{self, Outcome, Setting, Silent};
use ecs_dsl::assembly::{Manifest, assemble};
use ecs_dsl::aws::{Aws, CallError, EcsOperation};
use ecs_dsl::live::{self, Account, Depth};
use ecs_dsl::plan::{self, Known, Live, Options, Plan};
use ecs_dsl::simulator::{External, Externals, Settings, Simulator};
use serde_json::{Value, json};

/// Runs a test's work to its end.
pub(crate) fn run<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("an event loop").block_on(work)
}

/// Returns the manifests of a program.
pub(crate) fn manifests(app: &App) -> Vec<Manifest> {
    let (assembly, diagnostics) = assemble(app);
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    assembly.stacks.iter().map(Manifest::of).collect()
}

/// Returns the manifest of a program's only stack.
pub(crate) fn manifest(app: &App) -> Manifest {
    manifests(app).remove(0)
}

/// What a run is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Goal {
    /// What the manifest says.
    Deploy,
    /// That nothing is left, log groups neither.
    Destroy,
}

/// A simulated AWS in the Region and account of a manifest.
pub(crate) struct Rig {
    pub(crate) simulator: Simulator,
    pub(crate) aws: Aws,
    account: Account,
    /// What tokens of other stacks stand for.
    known: Known,
    adopt: bool,
}

impl Rig {
    /// Starts one for the stacks of us-east-1.
    pub(crate) async fn start() -> Self {
        Self::of(Settings::default()).await
    }

    /// Starts one in which all exists that a manifest refers to and does not make.
    pub(crate) async fn of_manifest(manifest: &Manifest) -> Self {
        let settings = Settings::default();
        let account = manifest.account.clone().unwrap_or(settings.account);
        let rig =
            Self::of(Settings { account, region: manifest.region.clone(), ..Settings::default() }).await;
        rig.assume_what_is_not_made(manifest);
        rig
    }

    async fn of(settings: Settings) -> Self {
        let simulator = Simulator::start(settings).expect("a free port");
        let aws = Aws::open(simulator.access()).await.expect("the Region is known");
        let caller = aws.sts.get_caller_identity().await.expect("the simulator knows its caller");
        let partition = caller.partition().to_owned();
        let account = Account { partition, id: caller.account };
        Self { simulator, aws, account, known: Known::new(), adopt: false }
    }

    /// Lets the plans adopt what belongs to no stack, or not.
    pub(crate) fn adopt(&mut self, adopt: bool) {
        self.adopt = adopt;
    }

    fn assume_what_is_not_made(&self, manifest: &Manifest) {
        let requests: Vec<Value> =
            manifest.resources.values().map(|resource| resource.request.clone()).collect();
        for external in Externals::referenced_by(&requests) {
            let made = |kind: &str, name: &str| {
                let name = name.rsplit('/').next().unwrap_or(name);
                manifest.resources.contains_key(&format!("{kind}/{name}"))
            };
            let external = match external {
                External::Role(arn) if made("role", &arn) => continue,
                External::Cluster(name) if made("cluster", &name) => continue,
                External::CapacityProvider(name) if made("capacity-provider", &name) => continue,
                External::LogGroup(name) if manifest.resources.contains_key(&format!("log-group/{name}")) => {
                    continue;
                }
                External::TaskDefinition { name, .. } => {
                    External::task_definition(name.clone(), registration(&name, &requests))
                }
                other => other,
            };
            self.simulator.assume_exists(external);
        }
    }

    fn options(&self) -> Options {
        Options {
            delete_log_groups: true,
            adopt: self.adopt,
            known: self.known.clone(),
            ..Options::default()
        }
    }

    /// Reads and plans.
    pub(crate) async fn try_plan(&self, manifest: &Manifest, goal: Goal) -> Result<(Plan, Live), CallError> {
        let options = self.options();
        let depth = if goal == Goal::Destroy { Depth::Everything } else { Depth::Plan };
        let live = live::read(&self.aws, &self.account, manifest, &options, depth).await?;
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

    /// Reads and plans a world in which nothing goes wrong.
    pub(crate) async fn plan(&self, manifest: &Manifest, goal: Goal) -> Plan {
        self.try_plan(manifest, goal).await.expect("a quiet world").0
    }

    /// Reads, plans and applies.
    pub(crate) async fn go(&self, manifest: &Manifest, goal: Goal) -> Outcome {
        let plan = self.plan(manifest, goal).await;
        let manifest = match goal {
            Goal::Deploy => manifest.clone(),
            Goal::Destroy => Manifest { resources: Default::default(), ..manifest.clone() },
        };
        let setting = Setting {
            aws: self.aws.clone(),
            account: self.account.clone(),
            manifest,
            plan_options: self.options(),
            stop: Arc::default(),
            listener: Arc::new(Silent),
        };
        apply::apply(&plan, setting, apply::Options::default()).await.0
    }

    /// Goes there, and shows that a second plan finds nothing to do.
    pub(crate) async fn converge(&self, manifest: &Manifest, goal: Goal, because: &str) {
        let outcome = self.go(manifest, goal).await;
        assert!(outcome.is_success(), "after {because}: {outcome:#?}");
        let plan = self.plan(manifest, goal).await;
        assert!(plan.is_empty(), "after {because}, still: {:#?}", plan.changes().collect::<Vec<_>>());
    }

    /// Makes a call that is allowed.
    pub(crate) async fn ecs(&self, operation: EcsOperation, body: Value) -> Value {
        self.aws.ecs.call(operation, &body).await.unwrap_or_else(|error| panic!("{operation}: {error}"))
    }

    /// Lets time pass in the simulated world.
    pub(crate) async fn wait(&self, seconds: u64) {
        self.aws.time().sleep(std::time::Duration::from_secs(seconds)).await;
    }

    /// Returns the ARNs of what there is, tasks left out.
    pub(crate) fn inventory(&self) -> Vec<String> {
        let mut all = self.simulator.with_world(|world| world.leftovers());
        all.retain(|arn| !arn.contains(":task/"));
        all.sort();
        all
    }
}

/// As much of the registration of somebody else's revision as a service that runs it shows.
fn registration(name: &str, requests: &[Value]) -> Value {
    let balancers = requests
        .iter()
        .filter(|request| request["taskDefinition"] == name)
        .flat_map(|request| request["loadBalancers"].as_array().into_iter().flatten());
    let mut containers: Vec<Value> = Vec::new();
    for balancer in balancers {
        let (name, port) =
            (&balancer["containerName"], json!({ "containerPort": balancer["containerPort"] }));
        match containers.iter_mut().find(|container| container["name"] == *name) {
            Some(container) => container["portMappings"].as_array_mut().expect("a list").push(port),
            None => containers.push(json!({ "name": name, "image": "assumed", "portMappings": [port] })),
        }
    }
    json!({
        "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256", "memory": "512",
        "containerDefinitions": containers,
    })
}
