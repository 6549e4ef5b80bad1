//! Who deploys a stack: a mark on one of the stack's own resources, so that two do not deploy it at once.
//!
//! There is no state file to lock, so the mark is a tag, [`CLAIM_TAG`], on the stack's cluster or else one
//! of its services: who, since when, and until when. It is put there before anything else is changed,
//! renewed while the run lasts, and taken away at its end, also after Ctrl-C. A run that was killed
//! leaves its mark behind, which then counts for [`LEASE`] at most: nobody is kept out for ever. Who takes
//! a stack over before that leaves word, so that the other, if it lives, finds out by whom. Such a tag means
//! nothing to anybody else, is in no plan, and is taken away by the next run that changes something.
//!
//! Tags know no compare-and-swap. Two runs that begin within the same moment can both believe that
//! the stack is theirs; the one whose mark was written over finds out when it renews it or takes it away,
//! begins nothing new, and says who was first. What keeps such two from harm is not the mark but that
//! every step is safe to repeat. A stack that has neither cluster nor service yet is marked as soon as it
//! has one, and where tags may not be written there is no mark at all. Adopting sets tags and nothing else, and
//! is done without.

mod mark;

use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::Notify;

use super::words::point_in_time;
use crate::assembly::CLAIM_TAG;
use crate::aws::{Aws, CallError, EcsOperation};
use crate::kind::Kind;
use crate::plan::{Action, Plan, PlannedResource};
use crate::resource::KINDS;
pub use mark::Rival;
use mark::{ENDED, Mark, fitting};

/// How long a mark counts after it was last renewed.
pub(crate) const LEASE: Duration = Duration::from_secs(120);
/// How often it is renewed.
const RENEWAL: Duration = Duration::from_secs(40);
/// How long to pause before a mark is believed in that keeps this run out: reads may be old.
const SECOND_LOOK: Duration = Duration::from_secs(5);

/// One run's mark on a stack.
#[derive(Debug)]
pub(crate) struct Claim {
    aws: Aws,
    run: String,
    take_over: bool,
    /// The addresses that can carry the mark, the best first.
    carriers: Vec<String>,
    /// The same, for asking whether one is among them.
    can_carry: BTreeSet<String>,
    /// What carries it, and since when.
    held: tokio::sync::Mutex<Option<Held>>,
    over: Notify,
    lost: AtomicBool,
    rival: Mutex<Option<Rival>>,
}

#[derive(Debug, Clone)]
struct Held {
    arn: String,
    mark: Mark,
    /// Whether somebody else's mark was written over that still counted.
    taken_over: bool,
}

impl Claim {
    /// Prepares the mark of a run that applies a plan.
    pub(crate) fn new(aws: Aws, run: String, plan: &Plan, take_over: bool) -> Self {
        // To follow what is under way changes nothing, which any number may do.
        let carriers = if plan.is_empty() { Vec::new() } else { carriers(plan) };
        let can_carry = carriers.iter().cloned().collect();
        Self { carriers, can_carry, ..Self::without_plan(aws, run, take_over) }
    }

    /// Prepares the mark of a run that changes what is there already, and makes nothing.
    pub(crate) fn without_plan(aws: Aws, run: String, take_over: bool) -> Self {
        Self {
            aws,
            run,
            take_over,
            carriers: Vec::new(),
            can_carry: BTreeSet::new(),
            held: tokio::sync::Mutex::default(),
            over: Notify::new(),
            lost: AtomicBool::new(false),
            rival: Mutex::default(),
        }
    }

    /// Marks the stack before anything else is changed, on something that is there already.
    pub(crate) async fn begin(&self, plan: &Plan) {
        let arns = plan.resources.iter().filter_map(|one| Some((one.address.as_str(), one.arn.as_ref()?)));
        let arns: BTreeMap<&str, &String> = arns.collect();
        let there = self.carriers.iter().find_map(|address| arns.get(address.as_str()));
        if let Some(arn) = there.map(|arn| (*arn).clone()) {
            self.put_on(arn).await;
        }
    }

    /// Marks the stack on what was just made, if it has no mark yet.
    pub(crate) async fn made(&self, address: &str, arn: Option<String>) {
        if let Some(arn) = arn
            && self.can_carry.contains(address)
        {
            self.put_on(arn).await;
        }
    }

    /// Marks the stack on the first of these, all of which are there, unless any of them carries somebody
    /// else's mark: a plan may have chosen a later one.
    pub(crate) async fn begin_among(&self, arns: &[String]) {
        let Some((first, others)) = arns.split_first() else { return };
        for arn in others {
            // What cannot be read keeps nobody out.
            let _ = self.kept_out_by(arn).await;
        }
        self.put_on(first.clone()).await;
    }

    /// Does work while the mark is renewed, and takes the mark away after it.
    pub(crate) async fn during<T>(self: &Arc<Self>, work: impl Future<Output = T>) -> T {
        let keeper = Arc::clone(self);
        let keeper = tokio::spawn(async move { keeper.keep().await });
        let done = work.await;
        self.over();
        let _ = keeper.await;
        self.end().await;
        done
    }

    /// Looks for somebody else's mark that counts. The stack is lost to it, unless it is taken over: then
    /// whose mark that is is returned.
    async fn kept_out_by(&self, arn: &str) -> Result<Option<Rival>, CallError> {
        let rival = self.counting(arn).await?;
        if rival.is_none() || self.take_over {
            return Ok(rival);
        }
        self.aws.time().sleep(SECOND_LOOK).await;
        if let Some(still) = self.counting(arn).await? {
            self.lose(still);
        }
        Ok(None)
    }

    async fn put_on(&self, arn: String) {
        let mut held = self.held.lock().await;
        if held.is_some() || self.is_lost() {
            return;
        }
        let Ok(rival) = self.kept_out_by(&arn).await else { return };
        if self.is_lost() {
            return;
        }
        let Ok(caller) = self.aws.sts.get_caller_identity().await else { return };
        let now = self.aws.time().now();
        let mark = Mark {
            who: fitting(&caller.arn),
            since: point_in_time(&json!(now.as_secs())),
            until: (now + LEASE).as_secs(),
            run: self.run.clone(),
        };
        if self.write(&arn, &mark).await.is_err() {
            return;
        }
        // Whoever wrote last has it.
        if let Ok(there) = self.read(&arn).await
            && let Some(rival) = self.other(there)
        {
            return self.lose(rival);
        }
        *held = Some(Held { arn, mark, taken_over: rival.is_some() });
    }

    /// Renews the mark until the run is over. A renewal that was begun is finished: one that came after the
    /// mark's end would put it back.
    async fn keep(&self) {
        loop {
            tokio::select! {
                () = self.over.notified() => return,
                () = self.aws.time().sleep(RENEWAL) => {}
            }
            let mut held = self.held.lock().await;
            let Some(one) = held.as_mut() else { continue };
            let Ok(there) = self.read(&one.arn).await else { continue };
            if let Some(rival) = self.other(there) {
                self.lose(rival);
                *held = None;
                return;
            }
            one.mark.until = (self.aws.time().now() + LEASE).as_secs();
            let _ = self.write(&one.arn, &one.mark).await;
        }
    }

    /// Ends the renewing.
    fn over(&self) {
        self.over.notify_one();
    }

    /// Takes the mark away, if it is still this run's.
    async fn end(&self) {
        let Some(Held { arn, mark, taken_over }) = self.held.lock().await.take() else { return };
        // What carried it may be gone by now, and the mark with it.
        let Ok(Some(there)) = self.read(&arn).await else { return };
        let foreign = there.run != self.run;
        let ended = there.is_ended();
        if foreign {
            self.lose(there.rival(self.aws.time().now()));
        }
        // A mark that stays by mischance counts no longer than any other.
        if !foreign && taken_over {
            // Whom the stack was taken from is to find out by whom.
            let mark = Mark { until: ENDED, ..mark };
            let body = json!({ "resourceArn": arn, "tags": [mark.tag()] });
            let _ = self.aws.ecs.release(EcsOperation::TagResource, &body).await;
        } else if !foreign || ended {
            let body = json!({ "resourceArn": arn, "tagKeys": [CLAIM_TAG] });
            let _ = self.aws.ecs.release(EcsOperation::UntagResource, &body).await;
        }
    }

    /// Returns whether somebody else has the stack, so that nothing new may begin.
    pub(crate) fn is_lost(&self) -> bool {
        self.lost.load(Ordering::SeqCst)
    }

    /// Returns who has the stack instead.
    pub(crate) fn rival(&self) -> Option<Rival> {
        self.rival.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn lose(&self, rival: Rival) {
        self.lost.store(true, Ordering::SeqCst);
        *self.rival.lock().unwrap_or_else(PoisonError::into_inner) = Some(rival);
    }

    fn other(&self, mark: Option<Mark>) -> Option<Rival> {
        let mark = mark.filter(|mark| mark.run != self.run)?;
        Some(mark.rival(self.aws.time().now()))
    }

    /// Returns whose mark counts by now, if it is not this run's.
    async fn counting(&self, arn: &str) -> Result<Option<Rival>, CallError> {
        let there = self.read(arn).await?;
        Ok(self.other(there).filter(|rival| !rival.lasts.is_zero()))
    }

    async fn read(&self, arn: &str) -> Result<Option<Mark>, CallError> {
        let body = json!({ "resourceArn": arn });
        let answer = self.aws.ecs.call(EcsOperation::ListTagsForResource, &body).await?;
        let tags = answer["tags"].as_array().into_iter().flatten();
        let value = tags.into_iter().find(|tag| tag["key"] == CLAIM_TAG).map(|tag| &tag["value"]);
        Ok(value.and_then(Value::as_str).and_then(Mark::read))
    }

    async fn write(&self, arn: &str, mark: &Mark) -> Result<(), CallError> {
        let body = json!({ "resourceArn": arn, "tags": [mark.tag()] });
        self.aws.ecs.call(EcsOperation::TagResource, &body).await.map(drop)
    }
}

/// Returns the addresses of what can carry the mark of who applies a plan, the best first.
fn carriers(plan: &Plan) -> Vec<String> {
    let kinds = || KINDS.iter().filter(|kind| kind.carries_claim());
    let is_of = |one: &PlannedResource, kind: &dyn Kind| one.kind == kind.kind();
    let stays = |one: &PlannedResource| {
        matches!(one.action, Action::Create | Action::Update | Action::Unchanged) && one.blocked.is_none()
    };
    let staying =
        kinds().flat_map(|kind| plan.resources.iter().filter(|one| is_of(one, *kind) && stays(one)));
    let staying: Vec<String> = staying.map(|one| one.address.clone()).collect();
    if !staying.is_empty() {
        return staying;
    }
    // All of it goes: what goes last carries the mark until then.
    let goes = |one: &PlannedResource| one.action == Action::Delete;
    let going =
        kinds().flat_map(|kind| plan.resources.iter().rev().filter(|one| is_of(one, *kind) && goes(one)));
    going.map(|one| one.address.clone()).collect()
}
