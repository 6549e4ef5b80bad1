//! Rolling deployments: new tasks start and old ones stop, within two percentages.

use super::super::deployment::RolloutState;
use super::super::service::Service;
use super::{World, complete, crew, failure, launch, others_linger, primary, retire};

/// How many tasks there must and may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bounds {
    pub(super) least: u64,
    pub(super) most: u64,
}

/// The lower bound rounds up and the upper one down.
pub(super) fn bounds(desired: u64, minimum_percent: u64, maximum_percent: u64) -> Bounds {
    Bounds { least: (desired * minimum_percent).div_ceil(100), most: desired * maximum_percent / 100 }
}

fn bounds_of(service: &Service, desired: u64) -> Bounds {
    let configuration = &service.config["deploymentConfiguration"];
    let percent = |member: &str, default| configuration[member].as_u64().unwrap_or(default);
    bounds(desired, percent("minimumHealthyPercent", 100), percent("maximumPercent", 200))
}

pub(super) fn reconcile(world: &mut World, service: &mut Service) {
    failure::heed_alarms(world, service);
    let desired = service.wanted(world);
    let id = primary(service).id.clone();
    let new = crew(world, service, |one| one == id);
    let old = crew(world, service, |one| one != id);
    let healthy = (new.healthy.len() + old.healthy.len()) as u64;

    if new.len() > desired {
        let surplus = usize::try_from(new.len() - desired).unwrap_or(usize::MAX);
        let ids: Vec<String> = new.least_missed_first().take(surplus).cloned().collect();
        retire(world, service, &ids);
    }
    if primary(service).state == RolloutState::Failed {
        // Without a rollback a failed deployment stays as it is: nothing more starts or stops.
        return;
    }
    if new.healthy.len() as u64 == desired {
        service.deployments[0].in_a_row = 0;
    }
    failure::forget_failures_on_health(service, !new.healthy.is_empty());

    let missing = desired.saturating_sub(new.len());
    let bounds = bounds_of(service, desired);
    // Nothing old to replace means nothing to keep room for.
    let most = if old.len() == 0 { desired } else { bounds.most };
    let room = most.saturating_sub(new.len() + old.len());
    launch(world, service, 0, missing.min(room));

    let spare = if missing > room {
        healthy.saturating_sub(bounds.least)
    } else if new.healthy.len() as u64 == desired {
        old.len()
    } else {
        healthy.saturating_sub(desired.max(bounds.least))
    };
    let spare = usize::try_from(spare).unwrap_or(usize::MAX);
    // An old task that is not healthy holds nothing up, so it never counts against the minimum.
    let mut retired: Vec<String> = Vec::new();
    if missing > room || new.healthy.len() as u64 == desired {
        retired.extend(old.starting.iter().cloned());
    }
    retired.extend(old.healthy.iter().take(spare).cloned());
    retire(world, service, &retired);

    let done = missing == 0 && new.healthy.len() as u64 == desired && new.len() == desired;
    if done && !others_linger(world, service, &id) {
        complete(world, service);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_rounds_up_and_the_most_rounds_down() {
        assert_eq!(bounds(3, 50, 150), Bounds { least: 2, most: 4 });
        assert_eq!(bounds(1, 50, 150), Bounds { least: 1, most: 1 });
        assert_eq!(bounds(0, 100, 200), Bounds { least: 0, most: 0 });
    }
}
