//! Following a deployment to its end.
//!
//! A service is done when *the deployment that we started* is COMPLETED. A service that is merely
//! stable may be stable at the old revision: that is what a rollback leaves behind.

mod look;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use super::outcome::Failure;
use super::run::Run;
use super::words::{duration, point_in_time, short};
use super::{autopsy, event::Event};
use crate::aws::CallError;
use crate::live::task_definition;
use crate::resource::service::lifecycle::primary;
use look::{Look, look};

/// How long a deployment may be missing from descriptions: one that was just started, or from old ones.
const UNSEEN: Duration = Duration::from_secs(60);
/// How many looks may fail in a row before following is given up.
const LOOKS: u32 = 12;
/// What helps against another deployment that takes over.
const RIVAL: &str = "see who else deploys this service, and deploy again";

/// What is followed.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    pub(crate) address: String,
    pub(crate) cluster: String,
    pub(crate) service: String,
    /// The deployment that was started; without one, the PRIMARY one at the first look.
    pub(crate) deployment: Option<String>,
    /// The revision that it is to bring, where it is known.
    pub(crate) task_definition: Option<String>,
    pub(crate) timeout: Duration,
}

/// Follows a deployment until it is done, or fails.
pub(crate) async fn follow(run: &Run, target: &Target) -> Result<(), Failure> {
    let now = || run.aws.time().now();
    let begun = now();
    let mut following = Following {
        run,
        target,
        deployment: target.deployment.clone(),
        service: None,
        seen: begun,
        told: String::new(),
        heard: None,
    };
    let mut lost_looks = 0;
    loop {
        if run.stop.is_stopped() {
            let what = "not followed to its end, as the run was stopped; ECS goes on with the deployment";
            return Err(Failure::stopped(what));
        }
        let at = now();
        match following.look().await {
            Ok(look) => {
                lost_looks = 0;
                // A single description may be old; only one that stays away is gone.
                if look != Look::Unseen {
                    following.seen = at;
                }
                if following.is_over(look, at).await? {
                    return Ok(());
                }
                if at.saturating_sub(begun) >= target.timeout {
                    return Err(following.took_too_long().await);
                }
            }
            Err(error) if error.patience().is_some() && lost_looks < LOOKS => lost_looks += 1,
            Err(error) => return Err(Failure::of_call(&error)),
        }
        run.aws.time().sleep(run.describer.pause()).await;
    }
}

/// What is known of a deployment by now.
struct Following<'a> {
    run: &'a Run,
    target: &'a Target,
    /// The deployment's id.
    deployment: Option<String>,
    /// The service at the last look.
    service: Option<Value>,
    /// When the deployment was last seen.
    seen: Duration,
    /// What was last told of how far it is.
    told: String,
    /// The events that ECS has told; what it said before the first look is old.
    heard: Option<BTreeSet<String>>,
}

impl Following<'_> {
    /// Looks at the service.
    async fn look(&mut self) -> Result<Look, Arc<CallError>> {
        self.service = self.run.describer.service(&self.target.cluster, &self.target.service).await?;
        let Some(service) = &self.service else { return Ok(Look::Unseen) };
        if !matches!(text(service, "status"), "" | "ACTIVE") {
            return Ok(Look::Unseen);
        }
        if self.deployment.is_none() {
            self.deployment = primary(service).map(|deployment| text(deployment, "id").to_owned());
        }
        let look = look(service, self.deployment.as_deref().unwrap_or_default());
        self.say();
        Ok(look)
    }

    /// Says whether a look shows the deployment done, or why it never will be.
    async fn is_over(&mut self, look: Look, now: Duration) -> Result<bool, Failure> {
        match look {
            Look::Done => self.right_revision().map(|()| true),
            Look::NotOurs(controller) => {
                self.progress(format!("{controller} carries the deployment out; it is not followed"));
                Ok(true)
            }
            Look::Failed { reason, rolls_back } => {
                let colon = if reason.is_empty() { "" } else { ": " };
                let mut failure = Failure::new(format!("its deployment failed{colon}{reason}"));
                failure.details.extend(rolls_back.map(|old| format!("ECS puts back {}", short(&old))));
                Err(self.died(failure).await)
            }
            Look::Superseded { id, since, revision } => {
                let what =
                    format!("another deployment took over: {id} of {}, since {since}", short(&revision));
                let mut failure = Failure::new(what).fix(RIVAL);
                failure.details.extend(registrant(self.run, &revision).await);
                Err(failure)
            }
            Look::Going { what, failed, wanted, running, breaker } => {
                if what != self.told {
                    self.progress(what.clone());
                    self.told = what;
                }
                // Without a circuit breaker ECS would try for ever; it is as good a measure here.
                if breaker || running > 0 || failed < wanted.div_ceil(2).clamp(3, 200) {
                    return Ok(false);
                }
                let what = format!("{failed} tasks failed and none runs; ECS keeps trying");
                let mut failure = self.died(Failure::new(what)).await;
                failure.fix.get_or_insert_with(|| {
                    "mend the cause and deploy again; a circuit breaker would have put the old revision back"
                        .to_owned()
                });
                Err(failure)
            }
            Look::Unseen if now.saturating_sub(self.seen) > UNSEEN => {
                let what =
                    "the deployment that was started is gone: somebody replaced it, or deleted the service";
                Err(Failure::new(what).fix(RIVAL))
            }
            Look::Unseen => Ok(false),
        }
    }

    async fn took_too_long(&self) -> Failure {
        let what = format!("its deployment is not done after {}", duration(self.target.timeout));
        let failure = Failure::new(what).fix("ECS goes on; look at `status`, or give more time by --timeout");
        self.died(failure).await
    }

    /// A deployment that is done brought what it was to bring, unless somebody changed it under way.
    fn right_revision(&self) -> Result<(), Failure> {
        let Some(wanted) = &self.target.task_definition else { return Ok(()) };
        let primary = self.service.as_ref().and_then(primary);
        let runs = primary.map(|one| text(one, "taskDefinition")).unwrap_or_default();
        // Some servers tell the revision as it was asked for.
        if runs.is_empty() || short(runs) == short(wanted) {
            return Ok(());
        }
        let what = format!("its deployment is done, but runs {} instead of {}", short(runs), short(wanted));
        Err(Failure::new(what).fix(RIVAL))
    }

    fn progress(&self, what: String) {
        self.run.tell(Event::Progress { address: self.target.address.clone(), what });
    }

    /// Tells what ECS said since the last look.
    fn say(&mut self) {
        let events = self.service.as_ref().and_then(|service| service["events"].as_array());
        let events = events.into_iter().flatten();
        let is_first = self.heard.is_none();
        let heard = self.heard.get_or_insert_default();
        let mut new: Vec<&Value> =
            events.filter(|event| heard.insert(text(event, "id").to_owned())).collect();
        new.reverse();
        for event in new.into_iter().filter(|_| !is_first) {
            let message = text(event, "message").to_owned();
            self.run.tell(Event::Said { address: self.target.address.clone(), message });
        }
    }

    /// Adds to a failure why tasks died.
    async fn died(&self, mut failure: Failure) -> Failure {
        let found =
            autopsy::of_service(self.run, self.target, self.deployment.as_deref(), self.service.as_ref())
                .await;
        failure.details.extend(found.details);
        failure.fix = failure.fix.or(found.remedy);
        failure
    }
}

/// Says who brought a revision. ECS does not tell who started a deployment; mostly it is the same.
async fn registrant(run: &Run, revision: &str) -> Option<String> {
    let definition = task_definition(&run.aws, revision).await.ok()??;
    let who = definition["registeredBy"].as_str()?;
    let when = point_in_time(&definition["registeredAt"]);
    Some(format!("{} was registered by {who} at {when}", short(revision)))
}

fn text<'a>(value: &'a Value, member: &str) -> &'a str {
    value[member].as_str().unwrap_or_default()
}
