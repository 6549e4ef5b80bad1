//! Putting back what a failed run changed.
//!
//! Nothing was recorded on the way: what there is now is read again, the way back from there to what was
//! there before is planned, and that plan is applied like any other. Then it is looked again, as reads
//! lag behind writes, until nothing is left to be put back.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use super::outcome::{Ending, Failure, Outcome};
use super::{Options, Setting, apply, patience};
use crate::live::Begun;
use crate::plan::{self, Action, Known, Live, Options as PlanOptions, Plan, PlannedResource, WayBack};

/// How often the way back is planned; more than once only where reads lag behind.
const ROUNDS: u32 = 3;
/// How long to pause between two looks at what ECS puts back by itself.
const PAUSE: Duration = Duration::from_secs(5);
/// How long ECS may take to begin with that.
const BEGINNING: Duration = Duration::from_secs(60);

/// How putting back ended.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PutBack {
    /// What became of every resource that was to go back.
    pub outcome: Outcome,
    /// The addresses of what the run made and what is marked to be retained: it stays.
    pub kept: Vec<String>,
    /// What was made again but is not as it was: by address, what is not as before.
    pub lost: BTreeMap<String, String>,
    /// Why it could not be found out what is to go back, or whether it did.
    pub failure: Option<Failure>,
}

impl PutBack {
    /// Returns whether everything that the run changed is as it was.
    pub fn is_success(&self) -> bool {
        self.failure.is_none() && self.outcome.is_success()
    }
}

/// Puts back what a run changed in its stack, as far as AWS allows.
///
/// `ran` is the plan that was applied with `setting`, `ended` how that ended, `before` the live side of
/// which it was made, and `learnt` what the run learnt of ARNs. What the run did not begin is not
/// touched. A deployment that ECS itself rolls back is followed to its end instead of being disturbed.
pub async fn put_back(
    ran: &Plan,
    ended: &Outcome,
    before: &Live,
    learnt: &Known,
    setting: Setting,
    options: Options,
) -> PutBack {
    let mut put_back = PutBack::default();
    if let Err(failure) = rounds(ran, ended, before, learnt, &setting, options, &mut put_back).await {
        put_back.failure = Some(failure);
    }
    put_back
}

async fn rounds(
    ran: &Plan,
    ended: &Outcome,
    before: &Live,
    learnt: &Known,
    setting: &Setting,
    options: Options,
    put_back: &mut PutBack,
) -> Result<(), Failure> {
    let addresses = begun(ran, ended);
    let of_begun = |address: &String| addresses.contains(address);
    let mut code = setting.manifest.clone();
    code.resources.retain(|address, _| of_begun(address));
    let mut before = before.clone();
    before.resources.retain(|address, _| of_begun(address));
    let mut begun = Begun { code, before };
    begun.describe(&setting.aws).await.map_err(|error| Failure::of_call(&error))?;
    for _ in 0..ROUNDS {
        let way = look(ran, &addresses, &begun, learnt, setting).await?;
        put_back.kept.clone_from(&way.kept);
        put_back.lost.extend(way.lost.clone());
        let anything = way.plan.resources.iter().any(|one| one.is_change() || one.deploys);
        if !anything {
            return Ok(());
        }
        let timeout = options.timeout.or_else(|| longest(&begun, &way));
        let setting = Setting {
            manifest: way.manifest,
            plan_options: PlanOptions { adopt: true, ..setting.plan_options.clone() },
            ..setting.clone()
        };
        let options = Options { timeout, wait: true, ..options.clone() };
        let (outcome, learnt) = apply(&way.plan, setting, options).await;
        for made in way.plan.resources.iter().filter(|one| one.action == Action::Create) {
            if let Some(arn) = learnt.get(&format!("{}.arn", made.address)) {
                begun.renumber(&made.address, arn);
            }
        }
        let is_success = outcome.is_success();
        merge(&mut put_back.outcome, outcome);
        if !is_success {
            return Ok(());
        }
    }
    let left = look(ran, &addresses, &begun, learnt, setting).await?.plan;
    let left: Vec<&str> = left.changes().map(|one| one.address.as_str()).collect();
    if left.is_empty() {
        return Ok(());
    }
    let what = format!("it was put back, and yet this is not as it was: {}", left.join(", "));
    Err(Failure::new(what).fix("see who else changes it, and deploy again"))
}

/// Returns the addresses that a run began: those that it only followed it did not change.
fn begun(ran: &Plan, ended: &Outcome) -> BTreeSet<String> {
    let is_begun = |ending: &Ending| matches!(ending, Ending::Done | Ending::Failed(_));
    let ended = ended.resources.iter().filter(|(.., ending)| is_begun(ending));
    let changes = |one: &&PlannedResource| {
        one.is_change() && !matches!(one.action, Action::Unchanged | Action::OnDemand)
    };
    let changed: BTreeSet<&str> =
        ran.resources.iter().filter(changes).map(|one| one.address.as_str()).collect();
    ended.map(|(address, ..)| address).filter(|address| changed.contains(address.as_str())).cloned().collect()
}

/// Looks at what there is and plans the way back, once ECS is on its own way back where it goes there by
/// itself.
async fn look(
    ran: &Plan,
    addresses: &BTreeSet<String>,
    begun: &Begun,
    learnt: &Known,
    setting: &Setting,
) -> Result<WayBack, Failure> {
    let since = setting.aws.time().now();
    loop {
        let now = begun.read(&setting.aws, &setting.account, learnt).await;
        let now = now.map_err(|error| Failure::of_call(&error))?;
        let waited = setting.aws.time().now().saturating_sub(since);
        let begins = now
            .resources
            .iter()
            .any(|(address, one)| begun.before.resources.contains_key(address) && plan::rolls_back_soon(one));
        if !begins || waited >= BEGINNING || setting.stop.is_stopped() {
            let way = plan::back(ran, addresses, &begun.before, &now, &setting.plan_options.known);
            return way.map_err(|error| Failure::new(error.to_string()));
        }
        setting.aws.time().sleep(PAUSE).await;
    }
}

/// Returns how long the longest deployment may take, by the settings of the code and by those of before.
fn longest(begun: &Begun, way: &WayBack) -> Option<Duration> {
    let both = [&begun.code, &way.manifest].into_iter();
    let services = both.flat_map(|manifest| manifest.resources.values().map(move |one| (manifest, one)));
    let longest = services.map(|(manifest, one)| patience(manifest, one)).max();
    longest.filter(|longest| !longest.is_zero())
}

/// A later round's endings take the place of the earlier ones of the same work on the same resources.
fn merge(all: &mut Outcome, later: Outcome) {
    let places =
        all.resources.iter().zip(0..).map(|((address, what, _), place)| ((address.clone(), *what), place));
    let places: BTreeMap<(String, &str), usize> = places.collect();
    if later.rival.is_some() {
        all.rival = later.rival;
    }
    for (address, what, ending) in later.resources {
        let part = (address, what);
        match places.get(&part) {
            Some(&place) => all.resources[place].2 = ending,
            None => all.resources.push((part.0, part.1, ending)),
        }
    }
}
