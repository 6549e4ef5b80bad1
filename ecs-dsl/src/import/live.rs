//! Reading what is to be imported from AWS itself: a cluster, its services, and what those run.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde_json::Value;

use super::document::Found;
use super::{Imported, stack};
use crate::aws::{Aws, CallError};
use crate::live::{
    add_revisions, any_task_definition, capacity_providers, clusters, last_part, role, service_names,
    services, text,
};
use crate::resource::{capacity_provider, cluster, role as roles, service, task_definition};

/// What is read of a cluster.
#[derive(Debug, Clone, Default)]
pub struct Which {
    /// The cluster's name or ARN.
    pub cluster: String,
    /// The services by name; all where none is named.
    pub services: Vec<String>,
    /// Whether the roles that task definitions name are defined too, instead of being referred to.
    ///
    /// Roles are often shared with others, which a stack that defines them does not know.
    pub roles: bool,
    /// The stack's name; by default the cluster's.
    pub name: Option<String>,
}

/// Why nothing was read.
#[derive(Debug)]
pub enum LiveError {
    /// A call failed.
    Call(CallError),
    /// What was named is not there.
    Missing(String),
}

impl fmt::Display for LiveError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Call(error) => error.fmt(formatter),
            Self::Missing(what) => write!(formatter, "{what} is not there"),
        }
    }
}

impl std::error::Error for LiveError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Call(error) => Some(error),
            Self::Missing(_) => None,
        }
    }
}

impl From<CallError> for LiveError {
    fn from(error: CallError) -> Self {
        Self::Call(error)
    }
}

/// Writes the module that defines a cluster with its services, their task definitions and its capacity.
///
/// # Errors
/// What can befall a call, and that the cluster or a service that is named is not there; nothing is changed.
pub async fn cluster(aws: &Aws, which: &Which) -> Result<Imported, LiveError> {
    let cluster_name = last_part(&which.cluster).to_owned();
    let described = clusters(aws, std::slice::from_ref(&which.cluster)).await?.remove(&cluster_name);
    let Some(described) = described else {
        return Err(LiveError::Missing(format!("the cluster `{}`", which.cluster)));
    };
    let mut found = providers(aws, &described).await?;
    found.push(Found::of_live("ecs:cluster", cluster::lifecycle::live(&described), None));

    let names = match which.services.as_slice() {
        [] => service_names(aws, &cluster_name).await?,
        named => named.to_vec(),
    };
    let names: Vec<_> = names.into_iter().map(|service| (cluster_name.clone(), service)).collect();
    let mut running = services(aws, &names).await?;
    if let Some((_, missing)) = names.iter().find(|name| !running.contains_key(name)) {
        return Err(LiveError::Missing(format!("the service `{missing}` in the cluster `{cluster_name}`")));
    }
    add_revisions(aws, &mut running).await?;
    let revisions: BTreeSet<String> =
        running.values().map(|service| text(service, "taskDefinition")).collect();
    let mut named_roles = BTreeSet::new();
    for revision in revisions.iter().filter(|revision| !revision.is_empty()) {
        let Some(described) = any_task_definition(aws, revision).await? else { continue };
        for member in ["taskRoleArn", "executionRoleArn"] {
            named_roles.extend(described[member].as_str().map(|arn| last_part(arn).to_owned()));
        }
        let number = described["revision"].as_i64();
        found.push(Found::of_live(
            "ecs:task-definition",
            task_definition::lifecycle::live(&described),
            number,
        ));
    }
    if which.roles {
        for name in &named_roles {
            if let Some(live) = role(aws, name).await? {
                found.push(Found::of_live("iam:role", roles::lifecycle::live(&live.described()), None));
            }
        }
    }
    let services = running
        .values()
        .map(|described| Found::of_live("ecs:service", service::lifecycle::live(described), None));
    found.extend(services);
    let (code, notes) = stack::write(found, which.name.as_deref(), Vec::new());
    Ok(Imported { code, notes, diagnostics: Vec::new() })
}

/// Returns the capacity providers of a cluster that are the user's own.
async fn providers(aws: &Aws, cluster: &Value) -> Result<Vec<Found>, CallError> {
    let names = cluster["capacityProviders"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let names: Vec<String> =
        names.filter(|name| !matches!(*name, "FARGATE" | "FARGATE_SPOT")).map(str::to_owned).collect();
    let mut read = capacity_providers(aws, &names, &BTreeMap::new()).await?;
    // Those of Managed Instances are told of only to who names the cluster.
    let left: Vec<String> = names.into_iter().filter(|name| !read.contains_key(name)).collect();
    let within = text(cluster, "clusterName");
    let clusters = left.iter().map(|name| (name.clone(), within.clone())).collect();
    read.extend(capacity_providers(aws, &left, &clusters).await?);
    let found = |described: &Value| {
        Found::of_live("ecs:capacity-provider", capacity_provider::lifecycle::live(described), None)
    };
    Ok(read.values().map(found).collect())
}
