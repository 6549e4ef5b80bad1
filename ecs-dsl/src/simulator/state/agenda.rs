//! What happens when.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Millis;

/// Something to look at when its time comes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(in crate::simulator) enum Item {
    /// A task, by its id.
    Task(String),
    /// A service, by its key.
    Service(String),
}

/// The order of what is to come. An item that comes up too often is harmless: it looks at itself and
/// finds nothing to do.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(in crate::simulator) struct Agenda(BTreeSet<(Millis, Item)>);

impl Agenda {
    pub(in crate::simulator) fn add(&mut self, due: Millis, item: Item) {
        self.0.insert((due, item));
    }

    pub(super) fn next_until(&mut self, now: Millis) -> Option<(Millis, Item)> {
        let (due, _) = self.0.first()?;
        if *due <= now { self.0.pop_first() } else { None }
    }
}
