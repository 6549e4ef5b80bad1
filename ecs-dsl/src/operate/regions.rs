//! Connections to other Regions: a container may write its lines to another one than it runs in.

use std::collections::BTreeMap;

use super::logs::Source;
use crate::aws::{Aws, LogsClient};

/// Connections by Region, beside the one of the stack.
#[derive(Debug, Clone, Default)]
pub struct Regions(BTreeMap<String, Aws>);

impl Regions {
    /// Adds the connection to a Region.
    pub fn add(&mut self, region: impl Into<String>, aws: Aws) {
        self.0.insert(region.into(), aws);
    }

    /// Returns each source with the client that reads it: its own Region's, or else the stack's.
    pub fn clients(&self, stack: &Aws, sources: Vec<Source>) -> Vec<(LogsClient, Source)> {
        let client = |source: &Source| {
            let other = source.region.as_ref().and_then(|region| self.0.get(region));
            other.unwrap_or(stack).logs.clone()
        };
        sources.into_iter().map(|source| (client(&source), source)).collect()
    }
}
