//! What a network and a busy service do to calls, scripted.

use std::time::Duration;

use crate::aws::Service;

/// Whether a call that fails has done its work all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EffectDone {
    /// The call fails before anything is done.
    No,
    /// Everything is done, and only the answer is lost.
    Yes,
}

/// What happens to a call.
#[derive(Debug, Clone, PartialEq)]
pub enum FaultAction {
    /// It is answered that calls come too fast, and nothing is done.
    Throttle,
    /// It is answered with this HTTP status and the service's own error for a fault inside.
    ServerError {
        /// The status: 500 or 503.
        status: u16,
        /// Whether the work is done all the same.
        done: EffectDone,
    },
    /// The connection is closed without an answer.
    Cut {
        /// Whether the work is done all the same.
        done: EffectDone,
    },
    /// The answer comes this much later, on the simulator's clock.
    Delay(Duration),
    /// A read is answered from the world as it was this long ago.
    Stale(Duration),
    /// It is refused with this error, and nothing is done.
    Refuse {
        /// The error's code, as `AccessDeniedException`.
        code: String,
        /// The error's message.
        message: String,
    },
}

/// Which of the calls that match a fault befalls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nth {
    /// Only this one, counted from 1.
    Only(u64),
    /// The first so many.
    First(u64),
    /// Every so many: 3 means the third, the sixth, …
    Every(u64),
    /// All.
    All,
}

impl Nth {
    fn covers(self, count: u64) -> bool {
        match self {
            Self::Only(n) => count == n,
            Self::First(n) => count <= n,
            Self::Every(n) => n > 0 && count.is_multiple_of(n),
            Self::All => true,
        }
    }
}

/// A scripted fault: which calls, and what happens to them.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    service: Option<Service>,
    user: Option<String>,
    operation: Option<String>,
    subject: Option<String>,
    nth: Nth,
    action: FaultAction,
    seen: u64,
}

impl Fault {
    /// Makes a fault that befalls every call; narrow it by the methods below.
    pub fn new(action: FaultAction) -> Self {
        Self { service: None, user: None, operation: None, subject: None, nth: Nth::All, action, seen: 0 }
    }

    /// Narrows the fault to a service's calls.
    pub fn service(mut self, service: Service) -> Self {
        self.service = Some(service);
        self
    }

    /// Narrows the fault to the calls of a user, as
    /// [`Access::test_credentials_of`](crate::aws::Access::test_credentials_of) names them.
    pub fn user(mut self, name: impl Into<String>) -> Self {
        self.user = Some(name.into());
        self
    }

    /// Narrows the fault to an operation, as `CreateService`; `Describe*` is every operation whose
    /// name begins so.
    pub fn operation(mut self, operation: impl Into<String>) -> Self {
        self.operation = Some(operation.into());
        self
    }

    /// Narrows the fault to calls whose request holds this text.
    pub fn about(mut self, text: impl Into<String>) -> Self {
        self.subject = Some(text.into());
        self
    }

    /// Narrows the fault to some of the calls that match.
    pub fn nth(mut self, nth: Nth) -> Self {
        self.nth = nth;
        self
    }

    fn matches(&self, user: &str, service: Service, operation: &str, body: &str) -> bool {
        let named = self.operation.as_deref().is_none_or(|wanted| match wanted.strip_suffix('*') {
            Some(prefix) => operation.starts_with(prefix),
            None => operation == wanted,
        });
        named
            && self.user.as_deref().is_none_or(|wanted| wanted == user)
            && self.service.is_none_or(|wanted| wanted == service)
            && self.subject.as_deref().is_none_or(|text| body.contains(text))
    }
}

/// The faults of a simulator, asked in the order in which they were added.
#[derive(Debug, Default)]
pub(super) struct Faults(Vec<Fault>);

impl Faults {
    pub(super) fn add(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// Returns everything that befalls a call. Every matching fault counts it, also those that spare it.
    pub(super) fn of(
        &mut self,
        user: &str,
        service: Service,
        operation: &str,
        body: &str,
    ) -> Vec<FaultAction> {
        let mut actions = Vec::new();
        for fault in &mut self.0 {
            if fault.matches(user, service, operation, body) {
                fault.seen += 1;
                if fault.nth.covers(fault.seen) {
                    actions.push(fault.action.clone());
                }
            }
        }
        actions
    }

    /// Returns how far back a read may have to look.
    pub(super) fn longest_memory(&self) -> Option<Duration> {
        let stale = self.0.iter().filter_map(|fault| match fault.action {
            FaultAction::Stale(age) => Some(age),
            _ => None,
        });
        stale.max()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_counts_only_what_it_matches() {
        let mut faults = Faults::default();
        let fault = Fault::new(FaultAction::Throttle).operation("Describe*").about("web").nth(Nth::Only(2));
        faults.add(fault);
        let mut hit = |operation, body| !faults.of("", Service::Ecs, operation, body).is_empty();
        assert!(!hit("DescribeServices", "web"));
        assert!(!hit("DescribeServices", "api"));
        assert!(!hit("CreateService", "web"));
        assert!(hit("DescribeTasks", "web"));
        assert!(!hit("DescribeTasks", "web"));
    }

    #[test]
    fn every_third_is_the_third_and_the_sixth() {
        let hits: Vec<u64> = (1..=7).filter(|count| Nth::Every(3).covers(*count)).collect();
        assert_eq!(hits, [3, 6]);
        assert!(!Nth::Every(0).covers(1));
    }
}
