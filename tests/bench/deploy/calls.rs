//! Counting calls.

use std::collections::BTreeMap;

use ecs_dsl::simulator::CallRecord;

/// How often each operation was called, and how often the answer was that calls come too fast.
#[derive(Debug, Default)]
pub(crate) struct Calls {
    by_operation: BTreeMap<String, usize>,
    pub(crate) throttled: usize,
}

impl Calls {
    pub(crate) fn of(records: &[CallRecord]) -> Self {
        let mut calls = Self::default();
        for record in records {
            *calls.by_operation.entry(format!("{}:{}", record.service, record.operation)).or_default() += 1;
            calls.throttled += usize::from(record.is_throttled());
        }
        calls
    }

    pub(crate) fn count(&self) -> usize {
        self.by_operation.values().sum()
    }

    /// Returns the operations with their numbers, most called first.
    pub(crate) fn listed(&self) -> String {
        let mut all: Vec<_> = self.by_operation.iter().collect();
        all.sort_by_key(|(operation, count)| (std::cmp::Reverse(**count), *operation));
        all.iter().map(|(operation, count)| format!("{count} {operation}")).collect::<Vec<_>>().join(", ")
    }
}
