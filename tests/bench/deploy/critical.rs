//! The shortest time that any client could deploy a plan in.
//!
//! Every call takes the latency, and AWS lets so many calls of a kind begin at once and so many a second from
//! then on. Two things cannot be beaten, whatever the order of the calls:
//!
//! - the longest chain of calls of which each needs the one before: `latency × its calls`;
//! - for each limit: what comes before its first call, then until its last one may begin, then what comes from
//!   its last one on: `latency × calls before + (calls − burst) ÷ rate + latency × calls from it on`, with the fewest
//!   calls before and behind of all the calls under the limit.
//!
//! The longest of these is the critical path. It counts what is changed, and a look at each service that is followed;
//! before that, two calls: who we are, and one round of reading.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use ecs_dsl::aws::{EcsOperation, RateClass, RateLimits};
use ecs_dsl::plan::{Plan, PlannedCall, PlannedResource};

/// How the length is calculated, for who reads the figures.
pub(crate) const FORMULA: &str = "\
critical path = 2 reads + the longest of: the longest chain of calls × latency; for each limit, latency × the calls
before its first + (calls − burst) ÷ rate + latency × the calls from its last on";

/// The calls that come before a plan is there, at least: who we are, and one round of reading.
const READS: u32 = 2;

/// The critical path of a plan, and what makes it as long as it is.
#[derive(Debug)]
pub(crate) struct Critical {
    pub(crate) length: Duration,
    what: String,
}

impl fmt::Display for Critical {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.what)
    }
}

/// The calls of a plan under one limit.
struct Limited {
    calls: u32,
    before: u32,
    from: u32,
}

impl Critical {
    pub(crate) fn of(plan: &Plan, latency: Duration, limits: &RateLimits) -> Self {
        let places: BTreeMap<&str, usize> =
            plan.resources.iter().enumerate().map(|(place, one)| (one.address.as_str(), place)).collect();
        let needs: Vec<Vec<usize>> = plan
            .resources
            .iter()
            .map(|one| one.after.iter().filter_map(|need| places.get(need.as_str()).copied()).collect())
            .collect();
        let calls: Vec<Vec<Option<RateClass>>> = plan.resources.iter().map(classes).collect();

        // A plan's resources stand after what they need, so one pass each way sees every chain.
        let mut before = vec![0; calls.len()];
        for node in 0..calls.len() {
            let longest = needs[node].iter().map(|&need| before[need] + length(&calls[need])).max();
            before[node] = longest.unwrap_or_default();
        }
        let mut behind = vec![0; calls.len()];
        for node in (0..calls.len()).rev() {
            for &need in &needs[node] {
                behind[need] = behind[need].max(behind[node] + length(&calls[node]));
            }
        }

        let chain = (0..calls.len()).map(|node| before[node] + length(&calls[node]) + behind[node]).max();
        let chain = chain.unwrap_or_default();
        let mut longest = Self { length: latency * chain, what: format!("a chain of {chain} calls") };
        let mut limited: BTreeMap<RateClass, Limited> = BTreeMap::new();
        for node in 0..calls.len() {
            for (nth, class) in calls[node].iter().enumerate() {
                let Some(class) = *class else { continue };
                let nth = u32::try_from(nth).unwrap_or(u32::MAX);
                let (before, from) = (before[node] + nth, length(&calls[node]) - nth + behind[node]);
                let all = limited.entry(class).or_insert(Limited { calls: 0, before, from });
                all.calls += 1;
                all.before = all.before.min(before);
                all.from = all.from.min(from);
            }
        }
        for (class, Limited { calls, before, from }) in limited {
            let Some(rate) = limits.rate(class) else { continue };
            let waits = (f64::from(calls) - rate.burst).max(0.0) / rate.per_second;
            let length = latency * (before + from) + Duration::from_secs_f64(waits);
            if length > longest.length {
                let what = format!(
                    "{calls} calls under the limit {class:?}, {} at once and {} a second",
                    rate.burst, rate.per_second
                );
                longest = Self { length, what };
            }
        }
        Self { length: longest.length + latency * READS, ..longest }
    }
}

fn length(calls: &[Option<RateClass>]) -> u32 {
    u32::try_from(calls.len()).unwrap_or(u32::MAX)
}

/// Returns the limits of a resource's calls, in the order of the calls.
fn classes(resource: &PlannedResource) -> Vec<Option<RateClass>> {
    let mut classes: Vec<_> = resource.calls.iter().map(|call| Some(class(call))).collect();
    if resource.deploys {
        // The look at the service: many share one call, so it is in the chain and under no limit.
        classes.push(None);
    }
    classes
}

fn class(call: &PlannedCall) -> RateClass {
    match call.service.as_str() {
        "ecs" => {
            let known = EcsOperation::ALL.iter().find(|known| known.name() == call.operation);
            known.map_or(RateClass::ClusterWrite, |known| known.rate_class())
        }
        "iam" => RateClass::IamWrite,
        _ => RateClass::LogsWrite,
    }
}
