//! The simulated AWS of `--local`: a world an account and Region, kept in a file between runs.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::assembly::Manifest;
use crate::aws;
use crate::rehearsal::{Rules, assumed};
use crate::simulator::{Clock, External, Settings, Simulator, StartError, WorldFileError};

/// Where the worlds are kept, below the folder that the program is started in.
const FOLDER: &str = ".ecs-dsl/local";

/// The simulated worlds of one run.
#[derive(Debug)]
pub(super) struct Local {
    folder: PathBuf,
    externals: Vec<External>,
    worlds: BTreeMap<PathBuf, Arc<Simulator>>,
}

impl Local {
    /// Prepares for a program: what its stacks refer to and none of them makes is taken to exist.
    pub(super) fn new(program: &[Manifest]) -> Self {
        Self { folder: Path::new(FOLDER).to_owned(), externals: assumed(program), worlds: BTreeMap::new() }
    }

    /// Returns how to reach the world that a stack lives in.
    pub(super) fn access(&mut self, manifest: &Manifest) -> Result<aws::Access, StartError> {
        let settings = Settings::default();
        let account = manifest.account.clone().unwrap_or(settings.account);
        let partition = ecs_dsl_facts::region::partition(&manifest.region).to_owned();
        let path = self.folder.join(format!("{account}-{}.json", manifest.region));
        let settings =
            Settings { account, partition, region: manifest.region.clone(), ..Settings::default() };
        let world = match self.worlds.get(&path) {
            Some(world) => Arc::clone(world),
            None => {
                let world = Arc::new(Simulator::open(&path, settings, Clock::jumping())?);
                world.with_world(|world| world.set_validator(Arc::new(Rules)));
                for external in &self.externals {
                    world.assume_exists(external.clone());
                }
                self.worlds.insert(path, Arc::clone(&world));
                world
            }
        };
        Ok(world.access())
    }

    pub(super) fn save(self) -> Result<(), WorldFileError> {
        self.worlds.values().try_for_each(|world| world.save())
    }
}
