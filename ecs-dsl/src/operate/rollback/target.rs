//! What a service goes back to, and how it gets there.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::name_of;
use crate::apply::{Failure, Setting, primary};
use crate::aws::{CallError, CallErrorKind, EcsOperation};
use crate::live::{family_of, items, revision_of, revisions, task_definition};
use crate::operate::service::Service;

/// How many service revisions one call describes.
const REVISIONS: usize = 20;
/// How many deployments of the past are looked at.
const DEPLOYMENTS: usize = 100;

/// How a service is put back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Way {
    /// By giving it the older revision.
    Update,
    /// By stopping the service deployment of this ARN.
    Stop(String),
    /// ECS does it already.
    Watch,
}

/// Returns a task definition as it is described.
pub(super) async fn described(setting: &Setting, name: &str) -> Result<Value, Failure> {
    let found = task_definition(&setting.aws, name).await.map_err(|error| Failure::of_call(&error))?;
    // A service goes on with a revision that is INACTIVE, which is as good as unknown here.
    Ok(found.unwrap_or_else(|| json!({ "taskDefinitionArn": name })))
}

/// Finds the target; `None` when the service is on the one that is named.
pub(super) async fn find(
    setting: &Setting,
    service: &Service,
    current: &Value,
    to: Option<&str>,
) -> Result<Option<(Value, Way)>, Failure> {
    let now = current["taskDefinitionArn"].as_str().unwrap_or_default();
    let deployment = primary(&service.described).unwrap_or(&Value::Null);
    let under_way = deployment["rolloutState"] == "IN_PROGRESS";
    if let Some(to) = to {
        let named = named(setting, now, to).await?;
        // The newest deployment may have failed with nothing to put back.
        let same = named["taskDefinitionArn"] == now && deployment["rolloutState"] != "FAILED";
        return Ok((!same).then_some((named, Way::Update)));
    }
    if under_way {
        let reason = deployment["rolloutStateReason"].as_str().unwrap_or_default();
        if reason.contains("rolling back") {
            return Ok(Some((current.clone(), Way::Watch)));
        }
        if let Some(found) = replaced(setting, service).await? {
            return Ok(Some(found));
        }
    }
    let before = before(setting, service, now).await?;
    match before {
        Some(definition) => Ok(Some((definition, Way::Update))),
        None => Err(Failure::new(format!("the service ran no revision before {}", name_of(current)))
            .fix("name one with --to, or mend the code and deploy")),
    }
}

/// Reads the revision that the user named.
async fn named(setting: &Setting, now: &str, to: &str) -> Result<Value, Failure> {
    let family = family_of(now).unwrap_or_default();
    let name = if to.bytes().all(|byte| byte.is_ascii_digit()) {
        format!("{family}:{to}")
    } else if to.contains(':') {
        to.to_owned()
    } else {
        let what = format!("`{to}` is no revision");
        return Err(Failure::new(what).fix("give its number, or family:number"));
    };
    let found = task_definition(&setting.aws, &name).await.map_err(|error| Failure::of_call(&error))?;
    if let Some(found) = found {
        return Ok(found);
    }
    let family = family_of(&format!("/{name}")).unwrap_or_default().to_owned();
    let mut active = revisions(&setting.aws, &family).await.map_err(|error| Failure::of_call(&error))?;
    active.sort_by_key(|arn| Reverse(revision_of(arn)));
    let numbers: Vec<String> =
        active.iter().take(10).filter_map(|arn| revision_of(arn)).map(|number| number.to_string()).collect();
    let failure = Failure::new(format!("there is no ACTIVE revision `{}`", crate::apply::short(&name)));
    Err(match numbers.as_slice() {
        [] => failure.fix("deploy, which registers one"),
        numbers => failure.fix(format!("the newest ACTIVE ones of {family} are {}", numbers.join(", "))),
    })
}

/// Returns what the deployment under way replaces, and that it is to be stopped; `None` where nothing is
/// told of service deployments.
async fn replaced(setting: &Setting, service: &Service) -> Result<Option<(Value, Way)>, Failure> {
    let Some(mut open) = deployments(setting, service, &["PENDING", "IN_PROGRESS"], 1).await? else {
        return Ok(None);
    };
    let Some(arn) = open.pop().and_then(|one| Some(one["serviceDeploymentArn"].as_str()?.to_owned())) else {
        return Ok(None);
    };
    let body = json!({ "serviceDeploymentArns": [arn] });
    let answer = setting.aws.ecs.call(EcsOperation::DescribeServiceDeployments, &body).await;
    let mut answer = answer.map_err(|error| Failure::of_call(&error))?;
    let described = items(&mut answer, "serviceDeployments").pop().unwrap_or_default();
    let sources: Vec<Value> = described["sourceServiceRevisions"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|source| source["arn"].clone())
        .collect();
    let brought = brought(setting, &sources).await?;
    let source = sources.iter().find_map(|arn| brought.get(arn.as_str()?));
    match source {
        Some(source) => Ok(Some((self::described(setting, source).await?, Way::Stop(arn)))),
        None => Err(Failure::new(
            "the deployment under way is the service's first: there is nothing to go back to",
        )
        .fix("mend the code and deploy, or destroy the stack")),
    }
}

/// Returns the latest ACTIVE revision before this one that the service ran, or else that its family has.
async fn before(setting: &Setting, service: &Service, now: &str) -> Result<Option<Value>, Failure> {
    let (family, number) = (family_of(now), revision_of(now));
    // Going back never goes forward again: what was rolled back from is newer.
    let is_before = |arn: &String| {
        arn != now
            && (family_of(arn) != family || revision_of(arn).unwrap_or_default() < number.unwrap_or_default())
    };
    let mut candidates = Vec::new();
    if let Some(past) = deployments(setting, service, &["SUCCESSFUL"], DEPLOYMENTS).await? {
        let targets: Vec<Value> = past.iter().map(|one| one["targetServiceRevisionArn"].clone()).collect();
        let brought = brought(setting, &targets).await?;
        candidates.extend(targets.iter().filter_map(|arn| brought.get(arn.as_str()?).cloned()));
    }
    let of_family = revisions(&setting.aws, family.unwrap_or_default()).await;
    let mut of_family = of_family.map_err(|error| Failure::of_call(&error))?;
    of_family.sort_by_key(|arn| Reverse(revision_of(arn)));
    candidates.retain(is_before);
    if candidates.is_empty() {
        candidates.extend(of_family.into_iter().filter(is_before));
    }
    candidates.dedup();
    for arn in candidates {
        let found = task_definition(&setting.aws, &arn).await.map_err(|error| Failure::of_call(&error))?;
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

/// Returns the service's deployments of some statuses, the newest first; `None` where they are not told of.
async fn deployments(
    setting: &Setting,
    service: &Service,
    statuses: &[&str],
    most: usize,
) -> Result<Option<Vec<Value>>, Failure> {
    let mut body =
        json!({ "cluster": service.cluster, "service": service.name, "status": statuses, "maxResults": 100 });
    let mut all = Vec::new();
    loop {
        let mut answer = match setting.aws.ecs.call(EcsOperation::ListServiceDeployments, &body).await {
            Ok(answer) => answer,
            Err(error) if is_withheld(&error) => return Ok(None),
            Err(error) => return Err(Failure::of_call(&error)),
        };
        all.extend(items(&mut answer, "serviceDeployments"));
        match answer["nextToken"].as_str().filter(|token| !token.is_empty() && all.len() < most) {
            Some(token) => body["nextToken"] = json!(token),
            None => break,
        }
    }
    all.sort_by(|one, other| time(other).total_cmp(&time(one)));
    all.truncate(most);
    Ok(Some(all))
}

fn time(deployment: &Value) -> f64 {
    deployment["createdAt"].as_f64().or(deployment["startedAt"].as_f64()).unwrap_or_default()
}

/// Whether the history is not offered, or not for these credentials: the family's revisions are there still.
fn is_withheld(error: &CallError) -> bool {
    matches!(error.kind(), CallErrorKind::NotOffered | CallErrorKind::AccessDenied { .. })
}

/// Returns which task definition each service revision brought.
async fn brought(setting: &Setting, arns: &[Value]) -> Result<BTreeMap<String, String>, Failure> {
    let mut brought = BTreeMap::new();
    for batch in arns.chunks(REVISIONS) {
        let body = json!({ "serviceRevisionArns": batch });
        let answer = setting.aws.ecs.call(EcsOperation::DescribeServiceRevisions, &body).await;
        let mut answer = match answer {
            Ok(answer) => answer,
            Err(error) if is_withheld(&error) => continue,
            Err(error) => return Err(Failure::of_call(&error)),
        };
        for revision in items(&mut answer, "serviceRevisions") {
            let text = |member: &str| revision[member].as_str().map(str::to_owned);
            brought.extend(text("serviceRevisionArn").zip(text("taskDefinition")));
        }
    }
    Ok(brought)
}
