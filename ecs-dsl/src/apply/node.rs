//! One resource of the plan: its calls in order, what has to be waited for, what is learnt.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use super::event::Event;
use super::follow::{Target, follow};
use super::outcome::Failure;
use super::run::Run;
use super::settle;
use super::step::{Undone, perform};
use crate::assembly::{Manifest, ManifestResource};
use crate::aws::Aws;
use crate::kind::Kind;
use crate::live::{self, Depth};
use crate::plan::{self, Action, Options as PlanOptions, PlannedCall, PlannedResource};
use crate::resource::of_kind;
use crate::resource::service::lifecycle::cluster_of;

/// How often a resource is looked at again when it is not as the plan took it to be.
const LOOKS: u32 = 6;

/// What the work on a resource has come to.
#[derive(Debug, Default)]
struct Progress {
    /// Whether a deployment is to be followed.
    deploys: bool,
    /// Its id, where a call told it.
    deployment: Option<String>,
}

/// Says in a word what is done to a resource.
pub(crate) fn verb(resource: &PlannedResource) -> &'static str {
    match resource.action {
        Action::Create => "create",
        Action::Update => "update",
        Action::NewRevision => "register",
        Action::Replace => "replace",
        Action::Delete => "delete",
        Action::Release => "release",
        Action::Adopt => "adopt",
        Action::Unchanged | Action::OnDemand => "follow",
    }
}

/// Brings one resource to where the plan wants it. Of those that wait for the same limit the one with the
/// lowest place goes first.
pub(crate) async fn apply(run: Arc<Run>, resource: PlannedResource, place: usize) -> Result<(), Failure> {
    let begun = run.aws.time().now();
    let (address, what) = (resource.address.clone(), verb(&resource));
    run.tell(Event::Begun { address: address.clone(), what });
    let outcome = work(&run, &run.in_turn(place), &resource).await;
    match &outcome {
        Ok(()) => {
            let took = run.aws.time().now().saturating_sub(begun);
            run.tell(Event::Done { address, what, took });
        }
        Err(failure) => run.tell(Event::Failed { address, what: failure.what.clone() }),
    }
    outcome
}

async fn work(run: &Run, aws: &Aws, resource: &PlannedResource) -> Result<(), Failure> {
    let kind = of_kind(&resource.kind)
        .ok_or_else(|| Failure::new(format!("this program does not know the kind `{}`", resource.kind)))?;
    let mut progress = Progress { deploys: resource.deploys, ..Progress::default() };
    let mut calls = resource.calls.clone();
    let mut looks = 0;
    while let Err(undone) = make(run, aws, kind, resource, &calls, &mut progress).await {
        let failure = match undone {
            Undone::Failed(failure) => return Err(failure),
            Undone::LookAgain(failure) => failure,
        };
        looks += 1;
        if looks > LOOKS || !run.manifest.resources.contains_key(&resource.address) {
            return Err(failure);
        }
        // Reads may lag behind the write that was just made, the more so the sooner they come.
        run.pause(Duration::from_secs(2) * looks).await?;
        let anew = plan_anew(run, kind, &resource.address).await?;
        if let Some(blocked) = anew.blocked {
            return Err(Failure::new(blocked));
        }
        agreed_to(resource, &anew)?;
        calls = anew.calls;
        progress.deploys |= anew.deploys;
    }
    follow_if_deploying(run, kind, resource, &progress).await
}

/// What is found on looking again must be something that the plan showed.
fn agreed_to(planned: &PlannedResource, anew: &PlannedResource) -> Result<(), Failure> {
    let mut more = anew.marks.iter().filter(|mark| !planned.marks.contains(mark)).map(|mark| mark.as_str());
    let replaces = anew.action == Action::Replace && planned.action != Action::Replace;
    let Some(what) = more.next().or(replaces.then_some("replaces")) else { return Ok(()) };
    let what = format!("it is not as it was when the plan was made, and what it takes now `{what}`");
    Err(Failure::new(what).fix("look at the plan that `diff` makes now, and deploy again"))
}

async fn make(
    run: &Run,
    aws: &Aws,
    kind: &dyn Kind,
    resource: &PlannedResource,
    calls: &[PlannedCall],
    progress: &mut Progress,
) -> Result<(), Undone> {
    let address = &resource.address;
    for call in calls {
        let answer = perform(run, aws, address, call).await?;
        // Those who refer to it need its ARN.
        if let Some(arn) = answer.pointer(kind.told_arn()).and_then(Value::as_str) {
            run.learn(format!("{address}.arn"), arn.to_owned());
        }
        if let Some(deployment) = kind.deployment() {
            let started = (deployment.started)(&call.operation, &answer);
            progress.deployment = started.or(progress.deployment.take());
        }
        settle::after(run, address, kind, call).await.map_err(Undone::Failed)?;
    }
    Ok(())
}

/// Reads the live side again and plans one resource anew.
async fn plan_anew(run: &Run, kind: &dyn Kind, address: &str) -> Result<PlannedResource, Failure> {
    let all = run.manifest.resources.iter();
    let needed = all.filter(|(one, it)| *one == address || kind.beside().contains(&it.kind.as_str()));
    let needed: BTreeMap<String, ManifestResource> =
        needed.map(|(address, resource)| (address.clone(), resource.clone())).collect();
    let requests = needed
        .values()
        .flat_map(|one| std::iter::once(&one.request).chain(one.then.iter().map(|call| &call.request)));
    let known = run.known_in(requests);
    // Not cloned whole: many may have to look again, and a stack may be large.
    let Manifest { format, stack, region, account, roll_back_on_failure, resources: _ } = &run.manifest;
    let manifest = Manifest {
        format: format.clone(),
        stack: stack.clone(),
        region: region.clone(),
        account: account.clone(),
        roll_back_on_failure: roll_back_on_failure.clone(),
        resources: needed,
    };
    let PlanOptions { against_manifest, adopt, delete_log_groups, revisions_go, known: _ } = run.plan_options;
    let mut options = PlanOptions { against_manifest, adopt, delete_log_groups, revisions_go, known };
    // The tokens of the resource's neighbours are known; its own may be of something that is gone.
    options.known.remove(&format!("{address}.arn"));
    let live = live::read_named(&run.aws, &run.account, &manifest, &options, Depth::Plan).await;
    let live = live.map_err(|error| Failure::of_call(&error))?;
    let plan = plan::plan(&manifest, &live, &options).map_err(|error| Failure::new(error.to_string()))?;
    let planned = plan.resource(address).cloned();
    let planned = planned.ok_or_else(|| Failure::new("it is not in the plan any more"))?;
    if let Some(arn) = planned.arn.clone().filter(|_| planned.action != Action::NewRevision) {
        run.learn(format!("{address}.arn"), arn);
    }
    Ok(planned)
}

async fn follow_if_deploying(
    run: &Run,
    kind: &dyn Kind,
    resource: &PlannedResource,
    progress: &Progress,
) -> Result<(), Failure> {
    let deploys = kind.deployment().is_some() && progress.deploys && resource.action != Action::Delete;
    let Some(manifest) = run.manifest.resources.get(&resource.address).filter(|_| deploys) else {
        return Ok(());
    };
    if !run.options.wait {
        return Ok(());
    }
    let wanted = run.resolve(&manifest.request);
    let task_definition = wanted["taskDefinition"].as_str().filter(|name| name.starts_with("arn:"));
    let target = Target {
        address: resource.address.clone(),
        cluster: cluster_of(&wanted),
        service: resource.name.clone(),
        deployment: progress.deployment.clone(),
        task_definition: task_definition.map(str::to_owned),
        timeout: run.options.timeout.unwrap_or_else(|| patience(&run.manifest, manifest)),
    };
    follow(run, &target).await
}

/// Returns how long the deployment of a resource may take, from its own settings and its containers'; no
/// time at all where there are no deployments.
pub(crate) fn patience(manifest: &Manifest, resource: &ManifestResource) -> Duration {
    let Some(deployment) = of_kind(&resource.kind).and_then(|kind| kind.deployment()) else {
        return Duration::ZERO;
    };
    let revision = resource.request[deployment.runs]
        .as_str()
        .and_then(|token| token.strip_prefix("${")?.strip_suffix(".arn}"))
        .and_then(|address| manifest.resources.get(address));
    (deployment.patience)(&resource.request, revision.map(|revision| &revision.request))
}
