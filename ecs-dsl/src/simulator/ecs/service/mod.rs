//! Services: made, changed, drained, gone.

mod check;
mod form;
mod shape;
mod update;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::deployment::{Deployment, Revision, ServiceDeployment};
use super::input::{batch, includes, page, required, short, tags, text};
use super::task::Launch;
use super::task_set::TaskSet;
use super::{Answer, Millis, Refusal, Tags, World, cluster, missing, rollout, task};

pub(super) use update::update;

/// How many events a service remembers.
const EVENTS: usize = 100;

/// A service, from its making until it is forgotten.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Service {
    pub(super) arn: String,
    pub(super) name: String,
    pub(super) cluster: String,
    pub(super) tags: Tags,
    /// The request in the form in which it is described.
    pub(super) config: Value,
    pub(super) desired: u64,
    /// The newest, PRIMARY, first.
    pub(super) deployments: Vec<Deployment>,
    /// Every deployment there was, the newest first.
    pub(super) history: Vec<ServiceDeployment>,
    pub(super) revisions: Vec<Revision>,
    pub(super) task_sets: Vec<TaskSet>,
    /// The ids of the tasks that have not stopped.
    pub(super) tasks: BTreeSet<String>,
    /// Whether the last event said that all is quiet.
    pub(super) steady: bool,
    status: Status,
    events: Vec<Event>,
    created: Millis,
    #[serde(default)]
    created_by: String,
    gone: Option<Millis>,
    token: Option<(String, Value)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Status {
    Active,
    Draining,
    Inactive,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Event {
    id: String,
    at: Millis,
    message: String,
}

impl Service {
    pub(super) fn is_active(&self) -> bool {
        self.status == Status::Active
    }

    pub(super) fn is_draining(&self) -> bool {
        self.status == Status::Draining
    }

    pub(super) fn is_gone(&self) -> bool {
        self.status == Status::Inactive
    }

    pub(super) fn key(&self) -> String {
        format!("{}/{}", self.cluster, self.name)
    }

    /// Returns the value of `deploymentController.type`.
    pub(super) fn controller(&self) -> &str {
        self.config["deploymentController"]["type"].as_str().unwrap_or("ECS")
    }

    pub(super) fn is_daemon(&self) -> bool {
        self.config["schedulingStrategy"] == "DAEMON"
    }

    /// Returns how many tasks there should be: a daemon has one on each instance.
    pub(super) fn wanted(&self, world: &World) -> u64 {
        if self.is_daemon() {
            return world.ecs.clusters.get(&self.cluster).map_or(0, |one| u64::from(one.instances));
        }
        self.desired
    }

    /// Writes an event, the newest first.
    pub(super) fn say(&mut self, world: &mut World, message: &str) {
        let message = format!("(service {}) {message}", self.name);
        self.events.insert(0, Event { id: world.new_uuid(), at: world.now, message });
        self.events.truncate(EVENTS);
    }

    /// Marks the service as gone once its last task has stopped.
    pub(super) fn finish_draining(&mut self, world: &World) {
        if self.is_draining() && self.tasks.is_empty() {
            self.status = Status::Inactive;
            self.gone = Some(world.now);
            self.tags.clear();
        }
    }
}

fn not_found() -> Refusal {
    Refusal::new("ServiceNotFoundException", "Service not found.")
}

/// Returns the key of the service that a name or ARN means, which must not be gone.
pub(super) fn key_of(world: &World, cluster: &str, service: &str) -> Result<String, Refusal> {
    let key = format!("{cluster}/{}", short(service));
    match world.ecs.services.get(&key) {
        Some(found) if !found.is_gone() => Ok(key),
        _ => Err(not_found()),
    }
}

/// Finds the service that a request's `cluster` and `service` mean, which must take changes.
pub(super) fn active(world: &World, input: &Value) -> Result<String, Refusal> {
    let cluster = cluster::of(world, input)?;
    let key = key_of(world, &cluster, required(input, "service")?)?;
    if world.ecs.services[&key].is_active() {
        Ok(key)
    } else {
        Err(Refusal::new("ServiceNotActiveException", "Service was not ACTIVE."))
    }
}

/// Returns the configuration of a service that takes changes, as a request to make it.
pub(in super::super) fn config(world: &World, cluster: &str, name: &str) -> Option<Value> {
    let cluster = if cluster.is_empty() { "default" } else { short(cluster) };
    let service = world.ecs.services.get(&format!("{cluster}/{}", short(name)))?;
    let mut config = service.config.clone();
    config["serviceName"] = json!(service.name);
    config["cluster"] = json!(service.cluster);
    if !service.is_daemon() {
        config["desiredCount"] = json!(service.desired);
    }
    service.is_active().then_some(config)
}

pub(super) fn create(world: &mut World, input: &Value) -> Answer {
    let cluster = cluster::of(world, input)?;
    let name = required(input, "serviceName")?.to_owned();
    let key = format!("{cluster}/{name}");
    if let Some(old) = world.ecs.services.get(&key) {
        match old.status {
            Status::Inactive => {}
            Status::Draining => {
                return Err(Refusal::invalid("Unable to Start a service that is still Draining."));
            }
            Status::Active => {
                let again = text(input, "clientToken").is_some_and(|token| {
                    old.token.as_ref().is_some_and(|(known, asked)| known == token && asked == input)
                });
                if again {
                    return Ok(json!({ "service": shape::service(world, old, true) }));
                }
                return Err(Refusal::invalid("Creation of service was not idempotent."));
            }
        }
    }
    let quotas = &world.settings.quotas;
    let neighbours = world.ecs.services.values().filter(|one| one.cluster == cluster && !one.is_gone());
    if neighbours.count() >= quotas.services_per_cluster {
        return Err(Refusal::invalid("The maximum number of services per cluster is exceeded."));
    }
    let desired = input["desiredCount"].as_u64().unwrap_or(0);
    if desired > quotas.tasks_per_service {
        return Err(Refusal::invalid("The desired count exceeds the quota of tasks per service."));
    }
    check::create(world, &cluster, input)?;
    let service = Service {
        arn: world.arn("ecs", &format!("service/{cluster}/{name}")),
        name,
        config: form::normal(world, &cluster, input),
        cluster,
        tags: tags(input)?,
        desired,
        deployments: Vec::new(),
        history: Vec::new(),
        revisions: Vec::new(),
        task_sets: Vec::new(),
        tasks: BTreeSet::new(),
        steady: false,
        status: Status::Active,
        events: Vec::new(),
        created: world.now,
        created_by: world.caller(),
        gone: None,
        token: text(input, "clientToken").map(|token| (token.to_owned(), input.clone())),
    };
    world.ecs.services.insert(key.clone(), service);
    if world.ecs.services[&key].controller() != "EXTERNAL" {
        rollout::begin(world, &key);
    }
    rollout::reconcile(world, &key);
    Ok(json!({ "service": shape::service(world, &world.ecs.services[&key], true) }))
}

pub(super) fn describe(world: &World, input: &Value) -> Answer {
    let cluster = cluster::of(world, input)?;
    let names = batch(input, "services", 10)?;
    if names.is_empty() {
        return Err(Refusal::invalid("Services cannot be empty."));
    }
    let (mut services, mut failures) = (Vec::new(), Vec::new());
    for name in names {
        let found = world.ecs.services.get(&format!("{cluster}/{}", short(name)));
        let remembered = found.filter(|service| {
            service.gone.is_none_or(|at| at + world.settings.timings.remembered > world.now)
        });
        match remembered {
            Some(service) => services.push(shape::service(world, service, includes(input, "TAGS"))),
            None => {
                let arn = world.arn("ecs", &format!("service/{cluster}/{}", short(name)));
                failures.push(missing(&arn));
            }
        }
    }
    Ok(json!({ "services": services, "failures": failures }))
}

pub(super) fn list(world: &World, input: &Value) -> Answer {
    let cluster = cluster::of(world, input)?;
    let is = |member: &str, value: &Value| text(input, member).is_none_or(|wanted| value == wanted);
    let services = world.ecs.services.values().filter(|service| {
        service.cluster == cluster
            && !service.is_gone()
            && is("launchType", &service.config["launchType"])
            && is("schedulingStrategy", &service.config["schedulingStrategy"])
    });
    page(input, "serviceArns", services.map(|service| json!(service.arn)).collect(), 10)
}

pub(super) fn list_by_namespace(world: &World, input: &Value) -> Answer {
    let namespace = required(input, "namespace")?;
    let services = world.ecs.services.values().filter(|service| {
        let connect = &service.config["serviceConnectConfiguration"];
        service.is_active() && text(connect, "namespace").is_some_and(|one| short(one) == short(namespace))
    });
    page(input, "serviceArns", services.map(|service| json!(service.arn)).collect(), 10)
}

pub(super) fn delete(world: &mut World, input: &Value) -> Answer {
    let key = active(world, input)?;
    let forced = input["force"].as_bool().unwrap_or(false);
    let service = &world.ecs.services[&key];
    if !forced && service.desired > 0 && !service.is_daemon() {
        return Err(Refusal::invalid("The service cannot be stopped while it is scaled above 0."));
    }
    if !forced && !service.task_sets.is_empty() {
        return Err(Refusal::invalid("The service cannot be stopped while it has task sets."));
    }
    let Some(mut service) = world.ecs.services.remove(&key) else { return Err(not_found()) };
    service.status = Status::Draining;
    service.desired = 0;
    for id in service.tasks.clone() {
        task::tell_to_stop(
            world,
            &id,
            "ServiceSchedulerInitiated",
            &format!("Scaling activity initiated by deletion of service {}", service.name),
        );
    }
    rollout::abandon(world, &mut service);
    service.task_sets.clear();
    service.finish_draining(world);
    let answer = json!({ "service": shape::service(world, &service, false) });
    world.ecs.services.insert(key, service);
    Ok(answer)
}

/// Works out where a task of a service, or one of its own, runs: what is said, else the cluster's
/// default strategy, else EC2.
pub(super) fn launch_of(world: &World, cluster: &str, config: &Value) -> Launch {
    let said = text(config, "launchType").map(str::to_owned);
    let own = config["capacityProviderStrategy"].as_array().filter(|items| !items.is_empty());
    let default = world
        .ecs
        .clusters
        .get(cluster)
        .and_then(|one| one.default_strategy.as_array())
        .filter(|items| said.is_none() && !items.is_empty());
    let heaviest = own
        .or(default)
        .and_then(|items| items.iter().max_by_key(|item| item["weight"].as_u64().unwrap_or(0)));
    let capacity_provider =
        heaviest.and_then(|item| text(item, "capacityProvider")).map(|p| short(p).to_owned());
    let on_fargate = |name: &str| name.starts_with("FARGATE");
    let launch_type = match &capacity_provider {
        Some(name) if on_fargate(name) => Some("FARGATE".to_owned()),
        Some(_) => Some("EC2".to_owned()),
        None => Some(said.unwrap_or_else(|| "EC2".to_owned())),
    };
    let platform_version = launch_type.as_deref().filter(|kind| on_fargate(kind)).map(|_| "1.4.0".to_owned());
    let groups = config["loadBalancers"].as_array().into_iter().flatten();
    Launch {
        launch_type,
        capacity_provider,
        platform_version,
        network: config["networkConfiguration"].clone(),
        exec: config["enableExecuteCommand"].as_bool().unwrap_or(false),
        target_groups: groups.filter_map(|one| text(one, "targetGroupArn")).map(str::to_owned).collect(),
        ..Launch::default()
    }
}

/// Returns whether a cluster's services or tasks run on a capacity provider.
pub(super) fn uses_provider(world: &World, cluster: &str, provider: &str) -> bool {
    let services = world.ecs.services.values().filter(|one| one.cluster == cluster && !one.is_gone());
    let names =
        services.flat_map(|one| one.config["capacityProviderStrategy"].as_array().into_iter().flatten());
    let mut tasks = world.ecs.tasks.values().filter(|task| task.cluster == cluster && !task.is_stopped());
    names.into_iter().any(|item| text(item, "capacityProvider").is_some_and(|one| short(one) == provider))
        || tasks.any(|task| task.is_on(provider))
}

pub(super) fn uses_task_definition(world: &World, family: &str, revision: u32) -> bool {
    let arn = world.arn("ecs", &format!("task-definition/{family}:{revision}"));
    world
        .ecs
        .services
        .values()
        .any(|service| !service.is_gone() && service.deployments.iter().any(|one| one.task_definition == arn))
}
