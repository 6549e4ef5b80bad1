//! Reading ECS: clusters, services, capacity providers and task definitions, as many a call as AWS allows.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::parallel::in_parallel;
use crate::aws::{Aws, CallError, CallErrorKind, EcsOperation};
use crate::resource::service;

/// How many services one call describes.
const SERVICES: usize = 10;
/// How many revisions of services one call describes.
const REVISIONS: usize = 20;
/// How many clusters or capacity providers one call describes.
const CLUSTERS: usize = 100;
/// One page of a listing of families may be read for so many of them.
const FAMILIES: usize = 10;

/// Returns the description of each cluster that there is, by name.
///
/// AWS describes INACTIVE clusters for a while after their deletion; they count as gone.
pub(crate) async fn clusters(aws: &Aws, names: &[String]) -> Result<BTreeMap<String, Value>, CallError> {
    let mut found = BTreeMap::new();
    for batch in names.chunks(CLUSTERS) {
        let body = json!({ "clusters": batch, "include": ["TAGS", "SETTINGS", "CONFIGURATIONS"] });
        let mut answer = aws.ecs.call(EcsOperation::DescribeClusters, &body).await?;
        for cluster in items(&mut answer, "clusters") {
            if cluster["status"] != "INACTIVE" {
                found.insert(text(&cluster, "clusterName"), cluster);
            }
        }
    }
    Ok(found)
}

/// A service by the names of its cluster and its own.
pub(crate) type ServiceName = (String, String);

/// Returns the description of each service that there is; one that is draining is described too.
pub(crate) async fn services(
    aws: &Aws,
    names: &[ServiceName],
) -> Result<BTreeMap<ServiceName, Value>, CallError> {
    let mut by_cluster: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (cluster, name) in names {
        by_cluster.entry(cluster).or_default().push(name);
    }
    let mut calls = Vec::new();
    for (cluster, names) in by_cluster {
        for batch in names.chunks(SERVICES) {
            let body = json!({ "cluster": cluster, "services": batch, "include": ["TAGS"] });
            let (aws, cluster) = (aws.clone(), cluster.to_owned());
            calls.push(async move {
                let answer = aws.ecs.call(EcsOperation::DescribeServices, &body).await;
                // Where there is no cluster, there are no services.
                Ok((cluster, absent_if_not_found(answer)?))
            });
        }
    }
    let mut found = BTreeMap::new();
    for (cluster, answer) in in_parallel(calls).await? {
        for service in items(&mut answer.unwrap_or_default(), "services") {
            if service["status"] != "INACTIVE" {
                found.insert((cluster.clone(), text(&service, "serviceName")), service);
            }
        }
    }
    Ok(found)
}

/// Adds to each service what nothing but its newest revision tells. A revision is not told where that
/// is not allowed or not offered, or where it is older than such descriptions are.
pub(crate) async fn add_revisions(
    aws: &Aws,
    services: &mut BTreeMap<ServiceName, Value>,
) -> Result<(), CallError> {
    let arns: Vec<String> = services
        .values()
        .flat_map(|service| service["currentServiceRevisions"].as_array().into_iter().flatten())
        .filter_map(|revision| revision["arn"].as_str().map(str::to_owned))
        .collect();
    let calls = arns.chunks(REVISIONS).map(|batch| {
        let (aws, body) = (aws.clone(), json!({ "serviceRevisionArns": batch }));
        async move {
            match aws.ecs.call(EcsOperation::DescribeServiceRevisions, &body).await {
                Err(error)
                    if matches!(
                        error.kind(),
                        CallErrorKind::AccessDenied { .. } | CallErrorKind::NotOffered
                    ) =>
                {
                    Ok(None)
                }
                answer => Ok(absent_if_not_found(answer)?),
            }
        }
    });
    let mut newest: BTreeMap<String, Value> = BTreeMap::new();
    for mut answer in in_parallel(calls.collect()).await?.into_iter().flatten() {
        for revision in items(&mut answer, "serviceRevisions") {
            let created = |revision: &Value| revision["createdAt"].as_f64().unwrap_or_default();
            let known = newest.entry(text(&revision, "serviceArn")).or_default();
            if known.is_null() || created(known) < created(&revision) {
                *known = revision;
            }
        }
    }
    for service in services.values_mut() {
        if let Some(revision) = newest.remove(&text(service, "serviceArn")) {
            service[service::lifecycle::REVISION] = revision;
        }
    }
    Ok(())
}

/// Returns the description of each capacity provider that there is, by name.
///
/// `clusters` tells of names in which cluster they are made, as those of Managed Instances are: AWS tells
/// of these only to who names the cluster.
pub(crate) async fn capacity_providers(
    aws: &Aws,
    names: &[String],
    clusters: &BTreeMap<String, String>,
) -> Result<BTreeMap<String, Value>, CallError> {
    let mut by_cluster: BTreeMap<Option<&String>, Vec<&String>> = BTreeMap::new();
    for name in names {
        by_cluster.entry(clusters.get(name)).or_default().push(name);
    }
    let mut found = BTreeMap::new();
    for (cluster, names) in by_cluster {
        for batch in names.chunks(CLUSTERS) {
            let mut body = json!({ "capacityProviders": batch, "include": ["TAGS"] });
            if let Some(cluster) = cluster {
                body["cluster"] = json!(cluster);
            }
            let operation = EcsOperation::DescribeCapacityProviders;
            let answer = absent_if_not_found(pages(aws, operation, body, "capacityProviders").await)?;
            let providers = answer.into_iter().flatten().filter(|one| one["status"] != "INACTIVE");
            found.extend(providers.map(|provider| (text(&provider, "name"), provider)));
        }
    }
    Ok(found)
}

/// Returns a revision of a task definition with its tags, as one object; of a family, the newest ACTIVE one.
pub(crate) async fn task_definition(aws: &Aws, name: &str) -> Result<Option<Value>, CallError> {
    let definition = any_task_definition(aws, name).await?;
    Ok(definition.filter(|definition| definition["status"] != "INACTIVE"))
}

/// As [`task_definition`], also where the revision is INACTIVE.
pub(crate) async fn any_task_definition(aws: &Aws, name: &str) -> Result<Option<Value>, CallError> {
    let body = json!({ "taskDefinition": name, "include": ["TAGS"] });
    let answer = aws.ecs.call(EcsOperation::DescribeTaskDefinition, &body).await;
    let Some(mut answer) = absent_if_not_found(answer)? else { return Ok(None) };
    let mut definition = answer["taskDefinition"].take();
    definition["tags"] = answer["tags"].take();
    Ok(Some(definition))
}

/// Returns the ARNs of the ACTIVE revisions of a family, through all pages.
pub(crate) async fn revisions(aws: &Aws, family: &str) -> Result<Vec<String>, CallError> {
    let body = json!({ "familyPrefix": family, "status": "ACTIVE", "maxResults": 100 });
    let all = names(pages(aws, EcsOperation::ListTaskDefinitions, body, "taskDefinitionArns").await?);
    // A server may take the name for a prefix.
    let of_family = |arn: &String| family_of(arn) == Some(family);
    Ok(all.into_iter().filter(of_family).collect())
}

/// Returns which of many families have an ACTIVE revision; `None` where a listing does not tell it in fewer
/// calls than asking for each would take, or may not be had.
pub(crate) async fn families(aws: &Aws, names: &[String]) -> Result<Option<BTreeSet<String>>, CallError> {
    let mut body = json!({ "status": "ACTIVE", "maxResults": 100 });
    let prefix = common_prefix(names);
    if !prefix.is_empty() {
        body["familyPrefix"] = json!(prefix);
    }
    let mut found = BTreeSet::new();
    // Others may have any number of families that begin alike.
    for _ in 0..names.len() / FAMILIES {
        let answer = aws.ecs.call(EcsOperation::ListTaskDefinitionFamilies, &body).await;
        let mut answer = match answer {
            Ok(answer) => answer,
            Err(error) => match error.kind() {
                CallErrorKind::AccessDenied { .. } | CallErrorKind::NotOffered => return Ok(None),
                _ => return Err(error),
            },
        };
        found.extend(self::names(items(&mut answer, "families")));
        match answer["nextToken"].as_str().filter(|token| !token.is_empty()) {
            Some(token) => body["nextToken"] = json!(token),
            None => return Ok(Some(found)),
        }
    }
    Ok(None)
}

/// Returns what all names begin with.
pub(crate) fn common_prefix(names: &[String]) -> String {
    let Some((first, rest)) = names.split_first() else { return String::new() };
    let mut prefix = first.as_str();
    for name in rest {
        while !name.starts_with(prefix) {
            let Some((last, _)) = prefix.char_indices().next_back() else { return String::new() };
            prefix = &prefix[..last];
        }
    }
    prefix.to_owned()
}

/// Returns the names of a cluster's services, through all pages.
pub(crate) async fn service_names(aws: &Aws, cluster: &str) -> Result<Vec<String>, CallError> {
    let body = json!({ "cluster": cluster, "maxResults": 100 });
    let arns = pages(aws, EcsOperation::ListServices, body, "serviceArns").await;
    let arns = names(absent_if_not_found(arns)?.unwrap_or_default());
    Ok(arns.iter().map(|arn| last_part(arn).to_owned()).collect())
}

/// Takes the texts among the elements of a list.
fn names(elements: Vec<Value>) -> Vec<String> {
    elements.into_iter().filter_map(|one| one.as_str().map(str::to_owned)).collect()
}

/// Returns a member of an answer that is a list, through all pages.
async fn pages(
    aws: &Aws,
    operation: EcsOperation,
    mut body: Value,
    member: &str,
) -> Result<Vec<Value>, CallError> {
    let mut all = Vec::new();
    loop {
        let mut answer = aws.ecs.call(operation, &body).await?;
        all.extend(items(&mut answer, member));
        match answer["nextToken"].as_str().filter(|token| !token.is_empty()) {
            Some(token) => body["nextToken"] = json!(token),
            None => return Ok(all),
        }
    }
}

/// Turns the failure of something that is not there into its absence.
pub(crate) fn absent_if_not_found<T>(outcome: Result<T, CallError>) -> Result<Option<T>, CallError> {
    match outcome {
        Ok(answer) => Ok(Some(answer)),
        Err(error) if error.is_not_found() => Ok(None),
        Err(error) => Err(error),
    }
}

/// Takes the elements of a list out of an answer.
pub(crate) fn items(answer: &mut Value, member: &str) -> Vec<Value> {
    match answer.get_mut(member).map(Value::take) {
        Some(Value::Array(items)) => items,
        _ => Vec::new(),
    }
}

/// Returns a member that is a text; empty where it is absent.
pub(crate) fn text(value: &Value, member: &str) -> String {
    value[member].as_str().unwrap_or_default().to_owned()
}

/// Returns the name at the end of an ARN, or the name itself.
pub(crate) fn last_part(name: &str) -> &str {
    name.rsplit(['/', ':']).next().unwrap_or(name)
}

/// Returns the family of a task definition's ARN: `web` of `…:task-definition/web:7`.
pub(crate) fn family_of(arn: &str) -> Option<&str> {
    let (_, name) = arn.rsplit_once('/')?;
    Some(name.rsplit_once(':').map_or(name, |(family, _)| family))
}

/// Returns the revision of a task definition's ARN: 7 of `…:task-definition/web:7`.
pub(crate) fn revision_of(arn: &str) -> Option<u64> {
    arn.rsplit_once(':')?.1.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arns_are_taken_apart() {
        let arn = "arn:aws:ecs:us-east-1:111122223333:task-definition/web-api:12";
        assert_eq!((family_of(arn), revision_of(arn)), (Some("web-api"), Some(12)));
        assert_eq!(last_part("arn:aws:ecs:us-east-1:111122223333:service/main/web"), "web");
        assert_eq!(last_part("web"), "web");
        assert_eq!(revision_of("web"), None);
    }

    #[test]
    fn the_common_prefix_of_names() {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert_eq!(common_prefix(&names(&["/shop/dev", "/shop/prod"])), "/shop/");
        assert_eq!(common_prefix(&names(&["/shop", "/shop"])), "/shop");
        assert_eq!(common_prefix(&names(&["a", "b"])), "");
        assert_eq!(common_prefix(&names(&[])), "");
    }
}
