//! The simulated world: everything AWS knows, and what time does to it.

mod agenda;
mod externals;
mod file;
mod id;
mod paging;
mod refusal;
mod script;
mod settings;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use externals::{External, Externals};
pub use file::WorldFileError;
pub use refusal::Refusal;
pub use script::{TaskFate, TaskFault};
pub use settings::{Quotas, Settings, Timings, Validator};

pub(super) use agenda::{Agenda, Item};
pub(super) use id::mix;

use super::ecs::Ecs;
use super::iam::Iam;
use super::logs::Logs;
use super::{ecs, iam, logs, sts, tagging};
use crate::aws::{Bucket, RateClass, Service};

/// Milliseconds since 1970 in the simulated world.
pub(super) type Millis = u64;

/// What an operation answers.
pub(super) type Answer = Result<Value, Refusal>;

/// The whole state of the simulated AWS. Pure: a request and the time in, an answer out.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct World {
    /// What kind of world it is.
    pub settings: Settings,
    pub(super) now: Millis,
    pub(super) serial: u64,
    pub(super) agenda: Agenda,
    pub(super) ecs: Ecs,
    pub(super) iam: Iam,
    pub(super) logs: Logs,
    pub(super) externals: Externals,
    pub(super) task_faults: Vec<TaskFault>,
    buckets: BTreeMap<RateClass, Bucket>,
    /// The user whose request is answered.
    #[serde(skip)]
    caller: Option<String>,
    #[serde(skip)]
    validator: Option<Arc<dyn Validator>>,
}

impl World {
    /// Makes a world in which nothing exists.
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            now: 0,
            serial: 0,
            agenda: Agenda::default(),
            ecs: Ecs::default(),
            iam: Iam::default(),
            logs: Logs::default(),
            externals: Externals::default(),
            task_faults: Vec::new(),
            buckets: BTreeMap::new(),
            caller: None,
            validator: None,
        }
    }

    /// Sets what refuses requests that AWS would refuse, before they are acted on.
    pub fn set_validator(&mut self, validator: Arc<dyn Validator>) {
        self.validator = Some(validator);
    }

    /// Answers a request, at a time.
    ///
    /// # Errors
    /// What AWS would refuse it with.
    pub fn answer(&mut self, service: Service, operation: &str, input: &Value, now: Duration) -> Answer {
        self.advance(now);
        if !self.may_be_called(service, operation) {
            return Err(self.throttled(service));
        }
        // The logs' numbers are times in milliseconds, which are longer than any of the others'.
        if service != Service::Logs && !numbers_fit(input) {
            let message = "a number is larger than its type";
            return Err(Refusal::new("SerializationException", message));
        }
        if let Some(validator) = &self.validator {
            validator.validate(self, service, operation, input)?;
        }
        let most = self.settings.largest_page;
        let limited = most.and_then(|most| paging::limited(service, operation, input, most));
        let input = limited.as_ref().unwrap_or(input);
        match service {
            Service::Ecs => ecs::answer(self, operation, input),
            Service::Iam => iam::answer(self, operation, input),
            Service::Logs => logs::answer(self, operation, input),
            Service::Sts => sts::answer(self, operation),
            Service::Tagging => tagging::answer(self, operation, input),
        }
    }

    /// Lets everything happen that is due by a time. Time does not run backwards.
    pub fn advance(&mut self, now: Duration) {
        let now = Millis::try_from(now.as_millis()).unwrap_or(Millis::MAX);
        while let Some((due, item)) = self.agenda.next_until(now) {
            self.now = self.now.max(due);
            match item {
                Item::Task(id) => ecs::task_is_due(self, &id),
                Item::Service(key) => ecs::service_is_due(self, &key),
            }
        }
        self.now = self.now.max(now);
    }

    /// Returns what time it is in this world.
    pub fn now(&self) -> Duration {
        Duration::from_millis(self.now)
    }

    /// Makes something exist that nobody created here.
    pub fn assume_exists(&mut self, external: External) {
        match external {
            External::Role(arn) => {
                self.externals.roles.insert(arn);
            }
            External::Cluster(name) => ecs::assume_cluster(self, &name),
            External::CapacityProvider(name) => ecs::assume_capacity_provider(self, &name),
            External::LogGroup(name) => logs::assume_group(self, &name),
            External::TaskDefinition { name, registration } => {
                ecs::assume_task_definition(self, &name, &registration);
            }
        }
    }

    /// Makes something of a service that is not simulated not exist: a target group's ARN, say.
    pub fn assume_missing(&mut self, arn: impl Into<String>) {
        self.externals.missing.insert(arn.into());
    }

    /// Takes the load balancer away from a target group, so that services with it are refused.
    pub fn assume_no_load_balancer(&mut self, target_group_arn: impl Into<String>) {
        self.externals.target_groups_without_load_balancer.insert(target_group_arn.into());
    }

    /// Raises or calms a CloudWatch alarm, which deployments that watch it take note of.
    pub fn set_alarm(&mut self, name: impl Into<String>, raised: bool) {
        let name = name.into();
        if raised {
            self.externals.alarms.insert(name);
            ecs::alarms_changed(self);
        } else {
            self.externals.alarms.remove(&name);
        }
    }

    /// Scripts the fate of tasks that are started from now on.
    pub fn add_task_fault(&mut self, fault: TaskFault) {
        self.task_faults.push(fault);
    }

    /// Lets tasks that are started from now on live.
    pub fn clear_task_faults(&mut self) {
        self.task_faults.clear();
    }

    /// Sets how many container instances a cluster has.
    pub fn set_instances(&mut self, cluster: &str, count: u32) {
        ecs::set_instances(self, cluster, count);
    }

    /// Returns a service's configuration in the shape of the request that makes it, with what ECS filled
    /// in; nothing where there is none that could be changed. A cluster is named or told by its ARN.
    pub fn service(&self, cluster: &str, service: &str) -> Option<Value> {
        ecs::service_config(self, cluster, service)
    }

    /// Returns whether nothing is left that a request made: no service, task, role, log group, cluster
    /// or capacity provider. Task definitions leave their INACTIVE revisions behind, as in AWS.
    pub fn is_clean(&self) -> bool {
        self.leftovers().is_empty()
    }

    /// Returns the ARNs of what [`is_clean`](Self::is_clean) looks for.
    pub fn leftovers(&self) -> Vec<String> {
        let mut left = ecs::leftovers(self);
        left.extend(iam::leftovers(self));
        left.extend(logs::leftovers(self));
        left
    }

    fn may_be_called(&mut self, service: Service, operation: &str) -> bool {
        let class = rate_class(service, operation);
        let Some(rate) = self.settings.rates.rate(class) else { return true };
        let now = Duration::from_millis(self.now);
        self.buckets.entry(class).or_insert_with(|| Bucket::full(rate, now)).take(rate, now)
    }

    /// Returns how a service says that it is called too often.
    pub(super) fn throttled(&self, service: Service) -> Refusal {
        let code = match service {
            Service::Iam | Service::Sts => "Throttling",
            _ => "ThrottlingException",
        };
        Refusal::new(code, "Rate exceeded")
    }

    /// Returns how a service says that it failed inside.
    pub(super) fn failed(&self, service: Service, status: u16) -> Refusal {
        let code = match (service, status) {
            (Service::Iam | Service::Sts, 503) => "ServiceUnavailable",
            (Service::Iam | Service::Sts, _) => "ServiceFailure",
            (Service::Ecs, _) => "ServerException",
            (_, 503) => "ServiceUnavailableException",
            _ => "InternalServiceException",
        };
        Refusal::new(code, "Service Unavailable. Please try again later.").with_status(status)
    }

    /// Says whose requests the next ones are, by the id of the key that signed them.
    pub(super) fn set_caller(&mut self, key: &str) {
        // Everybody's test key, and none at all, are nobody in particular.
        self.caller = Some(key).filter(|key| !matches!(*key, "" | "test")).map(str::to_owned);
    }

    /// Returns the ARN of the user whose request is answered.
    pub(super) fn caller(&self) -> String {
        let Settings { partition, account, .. } = &self.settings;
        let user = self.caller.as_deref().unwrap_or("simulator");
        format!("arn:{partition}:iam::{account}:user/{user}")
    }

    /// Returns an ARN of this account and Region.
    pub(super) fn arn(&self, service: &str, resource: &str) -> String {
        let Settings { partition, region, account, .. } = &self.settings;
        format!("arn:{partition}:{service}:{region}:{account}:{resource}")
    }

    /// Returns the time as the JSON protocol tells it: seconds with a fraction.
    pub(super) fn seconds(millis: Millis) -> Value {
        let seconds = millis as f64 / 1000.0;
        Value::from(seconds)
    }
}

/// Whole numbers of the APIs have 32 bits, but for moments in time, which are small all the same.
fn numbers_fit(value: &Value) -> bool {
    match value {
        Value::Number(number) => number.as_f64().is_some_and(|number| number.abs() <= f64::from(u32::MAX)),
        Value::Array(items) => items.iter().all(numbers_fit),
        Value::Object(members) => members.values().all(numbers_fit),
        _ => true,
    }
}

/// Returns the limit that a call counts under.
fn rate_class(service: Service, operation: &str) -> RateClass {
    let reads = ["Get", "List", "Describe"].iter().any(|verb| operation.starts_with(verb));
    match service {
        Service::Ecs => {
            let known = crate::aws::EcsOperation::ALL.iter().find(|known| known.name() == operation);
            known.map_or(RateClass::ClusterWrite, |known| known.rate_class())
        }
        Service::Iam if reads => RateClass::IamRead,
        Service::Iam => RateClass::IamWrite,
        Service::Logs if reads => RateClass::LogsRead,
        Service::Logs => RateClass::LogsWrite,
        Service::Sts => RateClass::Sts,
        Service::Tagging => RateClass::Tagging,
    }
}
