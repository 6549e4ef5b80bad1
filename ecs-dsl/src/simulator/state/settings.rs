//! What kind of world it is: account, how long things take, what AWS allows.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::World;
use super::refusal::Refusal;
use crate::aws::{RateLimits, Service};

/// The world's settings. [`Default`] is an account in us-east-1 without rate limits.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The account's twelve digits.
    pub account: String,
    /// The Region.
    pub region: String,
    /// The partition of every ARN.
    pub partition: String,
    /// How long things take.
    pub timings: Timings,
    /// The quotas that are kept.
    pub quotas: Quotas,
    /// The rates at which the simulator lets itself be called; none by default.
    pub rates: RateLimits,
    /// Returns lists whose order means nothing in another order than they were sent in: a client that
    /// relies on the order shows it. `None` leaves them as they are.
    pub shuffle: Option<u64>,
    /// The most that one page of a listing holds, whatever was asked for: AWS may give less than that. A
    /// client that reads only first pages shows it. `None` gives as much as was asked for.
    pub largest_page: Option<u64>,
    /// How many container instances a new cluster finds itself with. With none, tasks for EC2 and
    /// external instances are not placed.
    pub instances: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            account: "123456789012".to_owned(),
            region: "us-east-1".to_owned(),
            partition: "aws".to_owned(),
            timings: Timings::default(),
            quotas: Quotas::default(),
            rates: RateLimits::none(),
            shuffle: None,
            largest_page: None,
            instances: 3,
        }
    }
}

/// How long things take, in milliseconds of the simulated world.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Timings {
    /// From a new role, or a change of its trust policy, until ECS can assume it.
    pub role_known: u64,
    /// From a write to IAM until reads show it.
    pub iam_read: u64,
    /// For a task's network interface or instance to be found.
    pub provisioning: u64,
    /// For a task's images to be pulled.
    pub pulling: u64,
    /// For a running task to be registered with its load balancers.
    pub activating: u64,
    /// From running until the health checks have passed.
    pub healthy: u64,
    /// From running until ECS counts on a task that has no health checks.
    pub settling: u64,
    /// For a task's connections to drain from its load balancers.
    pub draining: u64,
    /// For a task's containers to stop.
    pub stopping: u64,
    /// For a task's network interface to be given back.
    pub deprovisioning: u64,
    /// How long a task that belongs to no service runs before its containers end by themselves.
    pub standalone_task: u64,
    /// For traffic to be moved by a blue/green, linear or canary deployment, each time.
    pub traffic_shift: u64,
    /// For a lifecycle hook's function to answer.
    pub lifecycle_hook: u64,
    /// For a cluster's capacity providers to be put in place.
    pub cluster_update: u64,
    /// How long stopped tasks and deleted clusters and services can still be described.
    pub remembered: u64,
}

impl Default for Timings {
    fn default() -> Self {
        Self {
            role_known: 8_000,
            iam_read: 0,
            provisioning: 8_000,
            pulling: 12_000,
            activating: 3_000,
            healthy: 15_000,
            settling: 5_000,
            draining: 20_000,
            stopping: 5_000,
            deprovisioning: 6_000,
            standalone_task: 30_000,
            traffic_shift: 5_000,
            lifecycle_hook: 2_000,
            cluster_update: 5_000,
            remembered: 3_600_000,
        }
    }
}

impl Timings {
    /// Returns timings with which everything happens at once.
    pub fn instant() -> Self {
        Self {
            role_known: 0,
            iam_read: 0,
            provisioning: 0,
            pulling: 0,
            activating: 0,
            healthy: 0,
            settling: 0,
            draining: 0,
            stopping: 0,
            deprovisioning: 0,
            standalone_task: 0,
            traffic_shift: 0,
            lifecycle_hook: 0,
            cluster_update: 0,
            remembered: 3_600_000,
        }
    }
}

/// The quotas that are kept, AWS's defaults at first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Quotas {
    /// Clusters a Region.
    pub clusters: usize,
    /// Services a cluster.
    pub services_per_cluster: usize,
    /// Tasks a service wants.
    pub tasks_per_service: u64,
    /// Roles an account.
    pub roles: usize,
    /// Managed policies attached to a role.
    pub attached_policies_per_role: usize,
    /// Characters of all policies that stand in a role, white space not counted.
    pub inline_policy_characters: usize,
    /// Revisions of one task definition family.
    pub revisions_per_family: u32,
    /// Bytes of a task definition.
    pub task_definition_bytes: usize,
}

impl Default for Quotas {
    fn default() -> Self {
        Self {
            clusters: 10_000,
            services_per_cluster: 5_000,
            tasks_per_service: 5_000,
            roles: 5_000,
            attached_policies_per_role: 10,
            inline_policy_characters: 10_240,
            revisions_per_family: 1_000_000,
            task_definition_bytes: 65_536,
        }
    }
}

/// What refuses input that AWS would refuse: the rules, as the simulator sees them.
pub trait Validator: fmt::Debug + Send + Sync {
    /// Looks at a request before the simulator acts on it. `world` is as the request finds it.
    ///
    /// # Errors
    /// The answer to give instead.
    fn validate(
        &self,
        world: &World,
        service: Service,
        operation: &str,
        request: &Value,
    ) -> Result<(), Refusal>;
}
