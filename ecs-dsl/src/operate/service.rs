//! The service that a verb is about, as AWS has it.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::resolve::{Missing, addresses, found, resolved};
use crate::apply::{Failure, Setting};
use crate::aws::EcsOperation;
use crate::live::{absent_if_not_found, cluster_of, items};

/// A service that is there.
#[derive(Debug, Clone)]
pub(super) struct Service {
    /// The name of its cluster.
    pub(super) cluster: String,
    /// Its own name.
    pub(super) name: String,
    /// What ECS says of it.
    pub(super) described: Value,
}

impl Service {
    /// Reads the service that a manifest has at an address.
    pub(super) async fn read(setting: &Setting, address: &str) -> Result<Self, Failure> {
        let cluster = cluster(setting, address).await?;
        let stack = &setting.manifest.stack;
        let request = &setting.manifest.resources[address].request;
        let name = request["serviceName"].as_str().unwrap_or_default().to_owned();
        let body = json!({ "cluster": cluster, "services": [name], "include": ["TAGS"] });
        let answer = absent_if_not_found(setting.aws.ecs.call(EcsOperation::DescribeServices, &body).await);
        let answer = answer.map_err(|error| Failure::of_call(&error))?;
        let found = items(&mut answer.unwrap_or_default(), "services").into_iter().next();
        // Once deleted, a service is described for a while.
        let there = found.filter(|one| !matches!(one["status"].as_str(), Some("INACTIVE" | "DRAINING")));
        let described = there.ok_or_else(|| Missing { address: address.to_owned(), stack: stack.clone() })?;
        Ok(Self { cluster, name, described })
    }

    /// Returns the ARNs of the task definitions that its deployments bring, the newest first.
    pub(super) fn revisions(&self) -> Vec<String> {
        let deployments = self.described["deployments"].as_array().into_iter().flatten();
        let mut arns: Vec<String> = Vec::new();
        let all = deployments.map(|one| &one["taskDefinition"]).chain([&self.described["taskDefinition"]]);
        for arn in all.filter_map(Value::as_str) {
            if !arns.iter().any(|known| known == arn) {
                arns.push(arn.to_owned());
            }
        }
        arns
    }
}

/// Returns the name of the cluster that a service or run of a manifest is in.
pub(super) async fn cluster(setting: &Setting, address: &str) -> Result<String, Failure> {
    let stack = &setting.manifest.stack;
    let Some(resource) = setting.manifest.resources.get(address) else {
        return Err(Failure::new(format!("stack `{stack}` has no {address}")));
    };
    let known = found(setting, &BTreeSet::new()).await?.known;
    let request = resolved(&json!({ "cluster": resource.request["cluster"] }), &known, stack)?;
    Ok(cluster_of(&request))
}

/// Returns the name or ARN of the task definition that an address is, or that its run starts.
pub(super) async fn definition_name(setting: &Setting, address: &str) -> Result<String, Failure> {
    let stack = &setting.manifest.stack;
    let token = match setting.manifest.resources.get(address) {
        Some(resource) if address.starts_with("run-task/") => resource.request["taskDefinition"].clone(),
        _ => Value::from(format!("${{{address}.arn}}")),
    };
    let found = found(setting, &addresses(&token)).await?;
    let name = resolved(&token, &found.known, stack)?;
    Ok(name.as_str().unwrap_or_default().to_owned())
}
