//! Waiting for AWS's limits, in an order.
//!
//! Calls that wait for the same limit form a line. Who comes first is not who came first: a deployment
//! of a hundred services wants the roles of its first service made before the last one's, so that the
//! limits of roles, task definitions and services are all used at the same time and not one after the
//! other.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, Semaphore, SemaphorePermit};

use super::rates::{Bucket, Rate, RateClass, RateLimits};
use super::time::Time;

/// Whose turn it is among calls that wait for the same limit, and how many may be under way.
#[derive(Debug, Clone, Default)]
pub(crate) struct Turn {
    /// Lower ones go first; the same ones in the order in which they come.
    pub(crate) place: usize,
    /// What a call takes one of while it is under way. It is taken once the limit allows the call: those
    /// that wait for one limit must not keep others from going.
    pub(crate) slots: Option<Arc<Semaphore>>,
}

impl Turn {
    /// Waits until a call may be sent.
    pub(super) async fn slot(&self) -> Option<SemaphorePermit<'_>> {
        // Nobody closes it; if somebody did, nothing would be left to wait for.
        self.slots.as_ref()?.acquire().await.ok()
    }
}

/// The buckets of one account and Region, from our side.
#[derive(Debug)]
pub(super) struct Throttle {
    limits: RateLimits,
    time: Arc<dyn Time>,
    lines: Mutex<BTreeMap<RateClass, Line>>,
}

/// Who waits for a limit.
#[derive(Debug)]
struct Line {
    bucket: Bucket,
    arrivals: u64,
    waiting: BTreeMap<Ticket, Arc<Notify>>,
}

/// A place in a line: the turn, then the order of arrival.
type Ticket = (usize, u64);

impl Line {
    fn wake_first(&self) {
        if let Some(first) = self.waiting.values().next() {
            first.notify_one();
        }
    }
}

/// What to do next for who waits.
enum Next {
    Go,
    /// It is the first, and the next token comes after this.
    Sleep(Duration),
    /// Others come first; the last of them says so.
    BeWoken,
}

impl Throttle {
    pub(super) fn new(limits: RateLimits, time: Arc<dyn Time>) -> Self {
        Self { limits: limits.kept_to(), time, lines: Mutex::default() }
    }

    /// Waits until the class has room for one more call and nobody with a lower place waits for it.
    pub(super) async fn wait(&self, class: RateClass, place: usize) {
        let Some(rate) = self.limits.rate(class) else { return };
        let standing = self.join(class, rate, place);
        loop {
            match standing.next() {
                Next::Go => return,
                Next::Sleep(pause) => self.time.sleep(pause).await,
                Next::BeWoken => standing.woken.notified().await,
            }
        }
    }

    fn join(&self, class: RateClass, rate: Rate, place: usize) -> Standing<'_> {
        let now = self.time.now();
        let woken = Arc::new(Notify::new());
        let mut lines = self.lines();
        let line = lines.entry(class).or_insert_with(|| Line {
            bucket: Bucket::full(rate, now),
            arrivals: 0,
            waiting: BTreeMap::new(),
        });
        line.arrivals += 1;
        let ticket = (place, line.arrivals);
        line.waiting.insert(ticket, Arc::clone(&woken));
        Standing { throttle: self, class, rate, ticket, woken }
    }

    fn lines(&self) -> MutexGuard<'_, BTreeMap<RateClass, Line>> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Somebody in a line, who leaves it when dropped, with a token or without.
struct Standing<'a> {
    throttle: &'a Throttle,
    class: RateClass,
    rate: Rate,
    ticket: Ticket,
    woken: Arc<Notify>,
}

impl Standing<'_> {
    fn next(&self) -> Next {
        let now = self.throttle.time.now();
        let mut lines = self.throttle.lines();
        let Some(line) = lines.get_mut(&self.class) else { return Next::Go };
        if line.waiting.keys().next() != Some(&self.ticket) {
            return Next::BeWoken;
        }
        if line.bucket.take(self.rate, now) {
            return Next::Go;
        }
        Next::Sleep(line.bucket.until_next(self.rate, now))
    }
}

impl Drop for Standing<'_> {
    fn drop(&mut self) {
        let mut lines = self.throttle.lines();
        if let Some(line) = lines.get_mut(&self.class) {
            line.waiting.remove(&self.ticket);
            line.wake_first();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aws::{Pause, RealTime};

    /// A clock that stands where the last sleeper wanted to be woken.
    #[derive(Debug, Default)]
    struct Jumping(Arc<Mutex<Duration>>);

    impl Time for Jumping {
        fn now(&self) -> Duration {
            *self.0.lock().expect("no panic")
        }

        fn sleep(&self, duration: Duration) -> Pause {
            let (now, wake) = (Arc::clone(&self.0), self.now() + duration);
            Box::pin(async move {
                tokio::task::yield_now().await;
                let mut now = now.lock().expect("no panic");
                *now = wake.max(*now);
            })
        }
    }

    fn run<T>(work: impl Future<Output = T>) -> T {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
        runtime.expect("an event loop").block_on(work)
    }

    /// Lets calls with these places wait at once, and returns the places in the order in which they went, with when.
    fn order(throttle: &Throttle, places: &[usize]) -> Vec<(usize, u128)> {
        let went = Mutex::new(Vec::new());
        let begin = throttle.time.now();
        run(async {
            let mut waiting: Vec<_> = places
                .iter()
                .map(|&place| {
                    let went = &went;
                    Box::pin(async move {
                        throttle.wait(RateClass::IamWrite, place).await;
                        let at = throttle.time.now() - begin;
                        went.lock().expect("no panic").push((place, at.as_millis()));
                    })
                })
                .collect();
            std::future::poll_fn(|context| {
                waiting.retain_mut(|one| one.as_mut().poll(context).is_pending());
                match waiting.is_empty() {
                    true => std::task::Poll::Ready(()),
                    false => std::task::Poll::Pending,
                }
            })
            .await;
        });
        went.into_inner().expect("no panic")
    }

    fn throttle(burst: f64, per_second: f64) -> Throttle {
        let limits = RateLimits::none().with(RateClass::IamWrite, burst, per_second);
        Throttle::new(limits, Arc::new(Jumping::default()))
    }

    #[test]
    fn lower_places_go_first_once_there_is_a_line() {
        // Two of the burst of three are given: who comes while there is no line does not wait.
        let went = order(&throttle(3.0, 4.0), &[9, 7, 5, 1, 3, 1]);
        assert_eq!(went, [(9, 0), (7, 0), (1, 250), (1, 500), (3, 750), (5, 1000)]);
    }

    #[test]
    fn who_gives_up_does_not_hold_the_line_up() {
        let throttle = throttle(2.0, 4.0);
        run(async {
            throttle.wait(RateClass::IamWrite, 0).await;
            let first = throttle.wait(RateClass::IamWrite, 1);
            let second = throttle.wait(RateClass::IamWrite, 2);
            let mut first = Box::pin(first);
            let gone = std::future::poll_fn(|context| {
                let _ = first.as_mut().poll(context).is_pending();
                std::task::Poll::Ready(())
            });
            gone.await;
            let give_up = async {
                tokio::task::yield_now().await;
                drop(first);
            };
            tokio::join!(second, give_up);
        });
        assert!(throttle.lines()[&RateClass::IamWrite].waiting.is_empty());
    }

    #[test]
    fn who_waits_for_a_limit_takes_no_slot() {
        let limits = RateLimits::none().with(RateClass::IamWrite, 1.0, 1000.0);
        let throttle = Throttle::new(limits, Arc::new(RealTime));
        let turn = Turn { place: 0, slots: Some(Arc::new(Semaphore::new(1))) };
        run(async {
            let held = turn.slot().await;
            assert!(held.is_some());
            // The limit lets it through while the slot is taken.
            throttle.wait(RateClass::IamWrite, turn.place).await;
        });
        assert!(run(Turn::default().slot()).is_none());
    }
}
