//! The simulated AWS of `--local`: a world an account and Region, kept in a file between runs.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Value, json};

use crate::assembly::Manifest;
use crate::aws;
use crate::simulator::{Clock, External, Externals, Settings, Simulator, StartError, WorldFileError};

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
        Self { folder: Path::new(FOLDER).to_owned(), externals: externals(program), worlds: BTreeMap::new() }
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

/// Returns what the program's requests refer to and its stacks do not make.
fn externals(program: &[Manifest]) -> Vec<External> {
    let mut own: BTreeSet<String> = BTreeSet::new();
    let mut requests = Vec::new();
    for manifest in program {
        for (address, resource) in &manifest.resources {
            own.extend(address.split_once('/').map(|(kind, id)| format!("{kind}/{id}")));
            requests.push(resource.request.clone());
            requests.extend(resource.then.iter().map(|call| call.request.clone()));
        }
    }
    let is_own = |external: &External| {
        let address = match external {
            External::Role(arn) => format!("role/{}", arn.rsplit('/').next().unwrap_or(arn)),
            External::Cluster(name) => format!("cluster/{}", name.rsplit('/').next().unwrap_or(name)),
            External::CapacityProvider(name) => format!("capacity-provider/{name}"),
            External::LogGroup(name) => format!("log-group/{name}"),
            External::TaskDefinition { .. } => return false,
        };
        own.contains(&address)
    };
    let found = Externals::referenced_by(&requests).into_iter().filter(|external| !is_own(external));
    found
        .map(|external| match external {
            External::TaskDefinition { name, .. } => {
                let registration = registration(&name, &requests);
                External::task_definition(name, registration)
            }
            other => other,
        })
        .collect()
}

/// Returns as much of the registration of somebody else's revision as those who run it show.
fn registration(name: &str, requests: &[Value]) -> Value {
    let mut containers: BTreeMap<String, BTreeSet<i64>> = BTreeMap::new();
    let mut registration = json!({});
    for service in requests.iter().filter(|request| request["taskDefinition"] == name) {
        for part in ["loadBalancers", "serviceRegistries"] {
            for item in service[part].as_array().into_iter().flatten() {
                if let Some(container) = item["containerName"].as_str() {
                    let ports = containers.entry(container.to_owned()).or_default();
                    ports.extend(item["containerPort"].as_i64());
                }
            }
        }
        if service["networkConfiguration"]["awsvpcConfiguration"].is_object() {
            registration["networkMode"] = json!("awsvpc");
        }
        if service["launchType"] == "FARGATE" {
            registration["requiresCompatibilities"] = json!(["FARGATE"]);
            registration["cpu"] = json!("256");
            registration["memory"] = json!("512");
        }
    }
    let container = |(name, ports): (String, BTreeSet<i64>)| {
        let ports: Vec<Value> = ports.into_iter().map(|port| json!({ "containerPort": port })).collect();
        json!({ "name": name, "image": "assumed", "memory": 128, "portMappings": ports })
    };
    if !containers.is_empty() {
        registration["containerDefinitions"] = containers.into_iter().map(container).collect();
    }
    registration
}
