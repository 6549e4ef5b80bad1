//! A home to run the program in, with the files of AWS's tools, and an AWS of the test's own.

use std::fs;
use std::path::PathBuf;

use ecs_dsl::aws::{Aws, EcsOperation};
use ecs_dsl::simulator::{External, Settings, Simulator, Timings};
use serde_json::{Value, json};

use crate::run::{Ran, run_with};

/// The keys of the user alice.
pub(crate) const KEYS: [(&str, &str); 2] =
    [("AWS_ACCESS_KEY_ID", "alice"), ("AWS_SECRET_ACCESS_KEY", "secret")];

/// A home folder, and an AWS on which nothing takes its time.
pub(crate) struct Home {
    pub(crate) folder: PathBuf,
    pub(crate) simulator: Simulator,
}

impl Home {
    pub(crate) fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("ecs-dsl-access-{name}-{}", std::process::id()));
        fs::create_dir_all(folder.join(".aws")).expect("a folder for the test");
        // The program has the wall clock, on which nothing should take its time.
        let (region, timings) = ("eu-central-1".to_owned(), Timings::instant());
        let simulator = Simulator::start(Settings { region, timings, ..Settings::default() });
        let simulator = simulator.expect("a free port");
        simulator.assume_exists(External::log_group("/web"));
        Self { folder, simulator }
    }

    /// Returns what the program's environment has to have.
    pub(crate) fn variables(&self) -> [(&'static str, String); 3] {
        [
            ("HOME", self.folder.display().to_string()),
            ("AWS_ENDPOINT_URL", self.simulator.url()),
            ("AWS_EC2_METADATA_DISABLED", "true".to_owned()),
        ]
    }

    /// Runs the program with the simulator's endpoint and these variables, and no others.
    pub(crate) fn run(&self, stacks: &str, arguments: &[&str], variables: &[(&str, &str)]) -> Ran {
        let own = self.variables();
        let mut all: Vec<(&str, &str)> = own.iter().map(|(name, value)| (*name, value.as_str())).collect();
        all.extend(variables);
        run_with(&self.folder, stacks, arguments, &all)
    }

    /// Writes a file of the shared AWS configuration.
    pub(crate) fn configure(&self, file: &str, text: &str) {
        fs::write(self.folder.join(".aws").join(file), text).expect("the folder can be written");
    }

    /// Returns the operations that came, each once.
    pub(crate) fn operations(&self) -> Vec<String> {
        let mut all: Vec<String> = self.simulator.calls().into_iter().map(|call| call.operation).collect();
        all.dedup();
        all
    }

    pub(crate) fn assert_nothing_was_changed(&self) {
        let reads = |name: &&String| ["Get", "List", "Describe"].iter().any(|verb| name.starts_with(verb));
        let operations = self.operations();
        let changes: Vec<&String> = operations.iter().filter(|name| !reads(name)).collect();
        assert!(changes.is_empty(), "{changes:?}");
        assert!(self.simulator.with_world(|world| world.is_clean()));
    }

    /// Returns who made the service.
    pub(crate) fn creator(&self) -> Value {
        let work = async {
            let aws = Aws::open(self.simulator.access()).await.expect("the Region is known");
            let body = json!({ "cluster": "web", "services": ["web"] });
            aws.ecs.call(EcsOperation::DescribeServices, &body).await.expect("an answer")
        };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.expect("an event loop").block_on(work)["services"][0]["createdBy"].clone()
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        // The system clears its temporary folder some day, should this not work.
        let _ = fs::remove_dir_all(&self.folder);
    }
}
