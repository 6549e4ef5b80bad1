//! How applying a plan goes, line by line.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::apply::{Event, Listener, duration};

/// Writes a line on standard error for every event; what is told again and again is told once.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    told: Mutex<BTreeMap<String, String>>,
}

impl Listener for Lines {
    fn event(&self, event: &Event) {
        let (address, line) = match event {
            Event::Begun { .. } => return,
            Event::Waiting { address, what } => (address, format!("  … {address}: waits {what}\n")),
            Event::Progress { address, what } => (address, format!("  … {address}: {what}\n")),
            Event::Said { address, message } => (address, format!("    {address}: ECS says: {message}\n")),
            Event::Done { address, what, took } => {
                let took =
                    if took.as_secs() == 0 { String::new() } else { format!(" in {}", duration(*took)) };
                (address, format!("  ✓ {address}: {}{took}\n", past(what)))
            }
            Event::Failed { address, what } => (address, format!("  ✗ {address}: {what}\n")),
            Event::Skipped { address, because } => {
                (address, format!("  - {address}: skipped, because {because} failed\n"))
            }
        };
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if told.get(address) != Some(&line) {
            super::talk(&line);
            told.insert(address.clone(), line);
        }
    }
}

/// Returns the word for what was done.
pub(crate) fn past(verb: &str) -> String {
    match verb {
        "follow" => "deployed".to_owned(),
        "run" => "ran".to_owned(),
        "roll back" => "rolled back".to_owned(),
        "replace" | "create" | "update" | "delete" | "release" => format!("{verb}d"),
        other => format!("{other}ed"),
    }
}
