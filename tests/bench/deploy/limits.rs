//! A first deployment at AWS's own limits: 50 ms a call, and its published rates enforced by the simulator.
//!
//! The world's own delays (tasks that start, roles that ECS does not know yet) are left out: they are the same for
//! every client. Time is real.

use std::time::Duration;

use ecs_dsl::aws::RateLimits;
use ecs_dsl::simulator::{Clock, Settings, Simulator, Timings, World};
use ecs_dsl_tests::fleet::Fleet;
use ecs_dsl_tests::measure::Table;

use crate::calls::Calls;
use crate::critical::{Critical, FORMULA};
use crate::rig::{deploy, manifest, run};
use crate::{Extent, Failure};

/// How long every answer takes.
const LATENCY: Duration = Duration::from_millis(50);

pub(crate) fn measured(extent: Extent) -> Result<String, Failure> {
    let sizes: &[u32] = if extent == Extent::Full { &[1, 10, 100] } else { &[3] };
    let mut table =
        Table::new(&["services, deployed first", "wall", "critical path", "ratio", "calls", "throttled"]);
    let mut notes = String::new();
    for &services in sizes {
        let (latency, rates) = match extent {
            Extent::Full => (LATENCY, RateLimits::published()),
            // As many limits, and little time to wait for them.
            Extent::Smoke => (LATENCY / 10, faster(&RateLimits::published())),
        };
        let settings = Settings { rates: rates.clone(), timings: Timings::instant(), ..Settings::default() };
        let fleet = Fleet { services, region: settings.region.clone(), ..Fleet::default() };
        let wanted = manifest(&fleet)?;
        let simulator = Simulator::of(World::new(settings), Clock::scaled(1.0))?;
        simulator.set_latency(latency);
        let deployed = run(deploy(simulator.access(), &wanted, true))??;
        let calls = Calls::of(&simulator.calls());

        let again = run(deploy(simulator.access(), &wanted, true))??;
        if !again.plan.is_empty() {
            let left: Vec<_> = again.plan.changes().collect();
            return Err(format!("{services} services were deployed, and still differ: {left:#?}").into());
        }
        let critical = Critical::of(&deployed.plan, latency, &rates);
        let ratio = deployed.whole().as_secs_f64() / critical.length.as_secs_f64();
        table.row([
            services.to_string(),
            format!("{:.2} s", deployed.whole().as_secs_f64()),
            format!("{:.2} s", critical.length.as_secs_f64()),
            format!("{ratio:.2} ×"),
            calls.count().to_string(),
            calls.throttled.to_string(),
        ]);
        notes.push_str(&format!("{services} services: {critical}; {}\n", calls.listed()));
    }
    Ok(format!("{table}\n{FORMULA}\n{notes}"))
}

/// Returns the rates of what changes something, ten times as fast and with half the burst.
fn faster(rates: &RateLimits) -> RateLimits {
    use ecs_dsl::aws::RateClass::{IamWrite, LogsWrite, ServiceWrite, TaskDefinitionWrite};
    let mut faster = rates.clone();
    for class in [IamWrite, LogsWrite, ServiceWrite, TaskDefinitionWrite] {
        if let Some(rate) = rates.rate(class) {
            faster = faster.with(class, rate.burst / 2.0, rate.per_second * 10.0);
        }
    }
    faster
}
