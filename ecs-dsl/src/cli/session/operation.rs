//! What a verb works with that is about one resource of a stack.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::super::{FAILED, fail};
use super::connect::Session;
use crate::apply::Setting;
use crate::assembly::Manifest;
use crate::live::Awslogs;
use crate::operate::{Regions, in_other_stacks, known_of_other};
use crate::plan::{Known, Options, open_tokens};
use crate::report;

impl Session {
    /// Returns a setting for work on one resource: what it refers to in other stacks is known.
    ///
    /// # Errors
    /// The exit code, when it was told what went wrong.
    pub(in super::super) async fn setting(
        &mut self,
        program: &[Manifest],
        manifest: &Manifest,
        address: &str,
    ) -> Result<Setting, u8> {
        let mut known = Known::new();
        for (stack, addresses) in needed_of_others(manifest, address) {
            let Some(other) = program.iter().find(|one| one.stack == stack) else { continue };
            let setting = self.plain_setting(other, Known::new()).await?;
            let found = known_of_other(&setting, &addresses).await;
            known.extend(found.map_err(|failure| fail(FAILED, &failure.to_string()))?);
        }
        self.plain_setting(manifest, known).await
    }

    async fn plain_setting(&mut self, manifest: &Manifest, known: Known) -> Result<Setting, u8> {
        let (aws, account) = self.of(manifest).await?;
        Ok(Setting {
            aws,
            account,
            manifest: manifest.clone(),
            plan_options: Options { known, ..Options::default() },
            stop: self.stop(),
            listener: report::progress::lines(),
        })
    }

    /// Returns connections to the Regions that the containers of task definitions write their lines to.
    ///
    /// # Errors
    /// The exit code, when it was told what went wrong.
    pub(in super::super) async fn regions(
        &mut self,
        manifest: &Manifest,
        definitions: &[Value],
    ) -> Result<Regions, u8> {
        let mut regions = Regions::default();
        // A simulated Region has the lines of all its tasks.
        if self.is_local() {
            return Ok(regions);
        }
        let containers =
            definitions.iter().flat_map(|one| one["containerDefinitions"].as_array().into_iter().flatten());
        let stated: BTreeSet<String> = containers.filter_map(|one| Awslogs::of(one)?.region).collect();
        for region in stated.into_iter().filter(|region| *region != manifest.region) {
            let elsewhere = Manifest { region: region.clone(), ..manifest.clone() };
            let (aws, _) = self.of(&elsewhere).await?;
            regions.add(region, aws);
        }
        Ok(regions)
    }
}

/// Returns what a resource, and what it refers to in its own stack, needs of other stacks.
fn needed_of_others(manifest: &Manifest, address: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut needed: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let Some(resource) = manifest.resources.get(address) else { return needed };
    let tokens = open_tokens(&resource.request);
    let own = tokens.iter().filter_map(|token| manifest.resources.get(token.rsplit_once('.')?.0));
    for resource in own.chain([resource]) {
        for (stack, address) in in_other_stacks(&resource.request) {
            needed.entry(stack).or_default().insert(address);
        }
    }
    needed
}
