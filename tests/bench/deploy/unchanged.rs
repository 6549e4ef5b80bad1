//! A deployment that finds nothing to do: how many calls it takes to see that, and how long.

use std::time::{Duration, Instant};

use ecs_dsl::aws::RateLimits;
use ecs_dsl::simulator::{Clock, Settings, Simulator, Timings, World};
use ecs_dsl_tests::fleet::Fleet;
use ecs_dsl_tests::measure::Table;

use crate::calls::Calls;
use crate::rig::{deploy, manifest, run};
use crate::{Extent, Failure};

/// How long every answer takes.
const LATENCY: Duration = Duration::from_millis(50);
/// How many calls an unchanged resource may cost, in a stack of this many services or more.
const CALLS_A_RESOURCE: (f64, u32) = (0.15, 100);

pub(crate) fn measured(extent: Extent) -> Result<String, Failure> {
    let sizes: &[u32] = if extent == Extent::Full { &[10, 100, 1_000] } else { &[100] };
    let mut table =
        Table::new(&["services, unchanged", "resources", "calls", "calls a resource", "wall", "throttled"]);
    let mut notes = String::new();
    for &services in sizes {
        let settings = Settings { timings: Timings::instant(), ..Settings::default() };
        let fleet = Fleet { services, region: settings.region.clone(), ..Fleet::default() };
        let wanted = manifest(&fleet)?;
        let mut world = deployed(settings, &wanted)?;
        let latency = if extent == Extent::Full { LATENCY } else { LATENCY / 10 };
        world.settings.rates = RateLimits::published();
        let simulator = Simulator::of(world, Clock::scaled(1.0))?;
        simulator.set_latency(latency);

        let begun = Instant::now();
        let again = run(deploy(simulator.access(), &wanted, true))??;
        let wall = begun.elapsed();
        if !again.plan.is_empty() {
            let left: Vec<_> = again.plan.changes().collect();
            return Err(format!("{services} unchanged services differ: {left:#?}").into());
        }
        let calls = Calls::of(&simulator.calls());
        let resources = wanted.resources.len();
        #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^52")]
        let each = calls.count() as f64 / resources as f64;
        let (most, from) = CALLS_A_RESOURCE;
        if services >= from && each > most {
            return Err(format!("{each:.3} calls a resource are more than {most}: {}", calls.listed()).into());
        }
        table.row([
            services.to_string(),
            resources.to_string(),
            calls.count().to_string(),
            format!("{each:.3}"),
            format!("{:.2} s", wall.as_secs_f64()),
            calls.throttled.to_string(),
        ]);
        notes.push_str(&format!("{services} services: {}\n", calls.listed()));
    }
    Ok(format!("{table}\n{} ms a call, and AWS's published rates\n{notes}", LATENCY.as_millis()))
}

/// Returns a world in which the stack is deployed, without waiting for limits that are not measured here.
fn deployed(settings: Settings, wanted: &ecs_dsl::assembly::Manifest) -> Result<World, Failure> {
    let simulator = Simulator::of(World::new(settings), Clock::jumping())?;
    run(deploy(simulator.access(), wanted, true))??;
    Ok(simulator.with_world(|world| world.clone()))
}
