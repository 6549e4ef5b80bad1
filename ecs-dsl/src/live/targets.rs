//! What is to be read: the names that the code has for things, and those that listings tell.

use std::collections::BTreeMap;

use super::ecs::last_part;
use crate::assembly::Manifest;
use crate::kind::{Kind, Known, Target, resolve};
use crate::resource::of_kind;

/// What AWS knows things by, each with the address that the code has for it, if it has one.
pub(super) type Named = BTreeMap<Target, Option<String>>;

/// What is to be read.
#[derive(Debug, Default)]
pub(super) struct Targets {
    by_kind: BTreeMap<&'static str, Named>,
    /// The clusters that things are made in which have their names in the whole account, by these names.
    pub(super) made_in: BTreeMap<String, String>,
}

impl Targets {
    /// Returns what a manifest names.
    pub(super) fn of(manifest: &Manifest, known: &Known) -> Self {
        let mut targets = Self::default();
        for (address, resource) in &manifest.resources {
            let Some(kind) = of_kind(&resource.kind) else { continue };
            let whole = resolve(&kind.whole(resource), known);
            let target = kind.target(&whole);
            if kind.made_in(&whole).is_some() {
                let cluster = whole["cluster"].as_str().unwrap_or_default();
                targets.made_in.insert(target.name.clone(), last_part(cluster).to_owned());
            }
            targets.by_kind.entry(kind.kind()).or_default().insert(target, Some(address.clone()));
        }
        targets
    }

    /// Adds something; what the code names keeps its address.
    pub(super) fn add(&mut self, kind: &dyn Kind, target: Target) {
        self.by_kind.entry(kind.kind()).or_default().entry(target).or_default();
    }

    /// Returns what is to be read of a kind.
    pub(super) fn all(&self, kind: &dyn Kind) -> Named {
        self.by_kind.get(kind.kind()).cloned().unwrap_or_default()
    }

    /// Returns the names of what is to be read of a kind.
    pub(super) fn names(&self, kind: &dyn Kind) -> Vec<String> {
        let all = self.by_kind.get(kind.kind()).into_iter().flatten();
        all.map(|(target, _)| target.name.clone()).collect()
    }

    /// Returns whether something is to be read, and where the code has it.
    pub(super) fn get(&self, kind: &dyn Kind, target: &Target) -> Option<Option<&str>> {
        let address = self.by_kind.get(kind.kind())?.get(target)?;
        Some(address.as_deref())
    }
}
