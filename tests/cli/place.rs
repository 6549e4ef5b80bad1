//! Where a test's program runs: a folder of its own, and what stands in for AWS.

use std::fs;
use std::path::{Path, PathBuf};

use ecs_dsl::aws::{Service, Time};
use ecs_dsl::simulator::{Clock, Settings, Simulator, Timings, World};
use serde_json::{Value, json};

use crate::run::{Ran, run_in, run_with};

/// A folder of the test's own, in which `--local` keeps what it simulates.
pub(crate) struct Place(PathBuf);

impl Place {
    pub(crate) fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("ecs-dsl-cli-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder for the test");
        Self(folder)
    }

    /// Runs the program with its sound stacks.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with("sound", arguments)
    }

    /// Runs the program with one of its sets of stacks.
    pub(crate) fn run_with(&self, stacks: &str, arguments: &[&str]) -> Ran {
        run_in(&self.0, stacks, arguments)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // The system clears its temporary folder some day, should this not work.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// An AWS of the test's own, which the program reaches as it reaches the real one: by an endpoint. What
/// takes time there happens at once, as the program waits by the wall clock.
pub(crate) struct Endpoint {
    pub(crate) simulator: Simulator,
    place: Place,
}

impl Endpoint {
    pub(crate) fn new(name: &str) -> Self {
        let settings = Settings { timings: Timings::instant(), ..Settings::default() };
        let clock = Clock::per_request(std::time::Duration::from_secs(1));
        let simulator = Simulator::of(World::new(settings), clock).expect("a free port");
        Self { simulator, place: Place::new(name) }
    }

    /// As [`new`](Self::new), with the stacks deployed.
    pub(crate) fn deployed(name: &str, stacks: &str) -> Self {
        let endpoint = Self::new(name);
        let deployed = endpoint.run(stacks, &["deploy", "--yes", "--allow", "broadens-iam"]);
        assert_eq!(deployed.code, 0, "{}", deployed.talk);
        endpoint
    }

    /// Returns the folder in which the program runs.
    pub(crate) fn folder(&self) -> &Path {
        &self.place.0
    }

    /// Runs the program with one of its sets of stacks.
    pub(crate) fn run(&self, stacks: &str, arguments: &[&str]) -> Ran {
        self.run_with(stacks, arguments, &[])
    }

    /// As [`run`](Self::run), with more environment variables.
    pub(crate) fn run_with(&self, stacks: &str, arguments: &[&str], more: &[(&str, &str)]) -> Ran {
        let url = self.simulator.url();
        let mut variables = vec![
            ("AWS_ENDPOINT_URL", url.as_str()),
            ("AWS_ACCESS_KEY_ID", "test"),
            ("AWS_SECRET_ACCESS_KEY", "test"),
        ];
        variables.extend(more);
        run_with(&self.place.0, stacks, arguments, &variables)
    }

    /// Returns what a task was told to do otherwise than its definition says.
    pub(crate) fn overrides_of(&self, task: &str) -> Value {
        let body = json!({ "cluster": task.split('/').nth(1), "tasks": [task] });
        let now = self.simulator.clock().now();
        let answer =
            self.simulator.with_world(|world| world.answer(Service::Ecs, "DescribeTasks", &body, now));
        answer.expect("the task is known")["tasks"][0]["overrides"].clone()
    }
}
