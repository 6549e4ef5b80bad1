//! What time it is in the simulated world.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::aws::{Pause, RealTime, Time};

/// When virtual time begins: 2025-01-01T00:00:00Z.
const EPOCH: Duration = Duration::from_secs(1_735_689_600);
/// How long a sleeper on virtual time lets others work before it takes the clock forward.
const GRACE: Duration = Duration::from_millis(1);

/// The clock of a simulated world, and of who waits for it.
///
/// Clones show the same time.
#[derive(Debug, Clone)]
pub struct Clock(Arc<Kind>);

#[derive(Debug)]
enum Kind {
    /// Time passes only while somebody sleeps, and then at once.
    Virtual(Mutex<Virtual>),
    /// Time passes by the wall clock, so many times as fast.
    Scaled { from: Instant, start: Duration, factor: f64 },
}

#[derive(Debug, Default)]
struct Virtual {
    now: Duration,
    /// What each request adds.
    per_request: Duration,
    /// Whether sleeping takes the clock forward, or waits for somebody who does.
    sleepers_advance: bool,
    /// When the sleepers want to be woken, counted.
    wakes: BTreeMap<Duration, usize>,
    /// How many calls are under way, as their callers say.
    calls: usize,
    /// How many calls wait on this clock for their answer.
    waiting_calls: usize,
    /// How many times somebody lay down to sleep or woke up, began a call or ended one.
    stirrings: u64,
}

impl Virtual {
    /// A call that is being worked on holds the clock; one whose answer is late on purpose does not.
    fn may_jump(&self) -> bool {
        self.sleepers_advance && self.calls <= self.waiting_calls
    }
}

impl Clock {
    /// Makes a clock on which time passes only while somebody sleeps, and then at once.
    ///
    /// The earliest sleeper takes the clock to its own end, after a moment in which calls that are
    /// under way may go on; so several may sleep at a time, and wake in the right order.
    pub fn jumping() -> Self {
        Self::of(Virtual { now: EPOCH, sleepers_advance: true, ..Virtual::default() })
    }

    /// Makes a clock that only [`advance`](Self::advance) moves; sleepers wait for it.
    pub fn manual() -> Self {
        Self::of(Virtual { now: EPOCH, ..Virtual::default() })
    }

    /// Makes a clock that jumps as [`jumping`](Self::jumping) does, and that every request moves on:
    /// for a client that polls without sleeping on this clock.
    pub fn per_request(step: Duration) -> Self {
        Self::of(Virtual { now: EPOCH, per_request: step, sleepers_advance: true, ..Virtual::default() })
    }

    /// Makes a clock that follows the wall clock, `factor` times as fast.
    pub fn scaled(factor: f64) -> Self {
        let factor = if factor.is_finite() && factor > 0.0 { factor } else { 1.0 };
        Self(Arc::new(Kind::Scaled { from: Instant::now(), start: RealTime.now(), factor }))
    }

    fn of(state: Virtual) -> Self {
        Self(Arc::new(Kind::Virtual(Mutex::new(state))))
    }

    /// Moves a virtual clock on. The wall clock cannot be moved.
    pub fn advance(&self, by: Duration) {
        if let Kind::Virtual(state) = &*self.0 {
            lock(state).now += by;
        }
    }

    /// Moves a virtual clock on to a time, if it is not there yet: a world from a file goes on where
    /// it was left.
    pub(super) fn advance_to(&self, time: Duration) {
        if let Kind::Virtual(state) = &*self.0 {
            let mut state = lock(state);
            state.now = state.now.max(time);
        }
    }

    /// Waits until `duration` has passed.
    async fn pass(&self, duration: Duration) {
        match &*self.0 {
            Kind::Scaled { factor, .. } => tokio::time::sleep(duration.div_f64(*factor)).await,
            Kind::Virtual(state) => {
                let sleeper = Sleeper::new(state, duration);
                while !sleeper.is_over() {
                    // Whoever has just ended a call may be about to begin another, or to lie down for
                    // less long: only a moment in which nobody stirred is over for everybody.
                    let before = lock(state).stirrings;
                    tokio::time::sleep(GRACE).await;
                    sleeper.take_clock_forward(before);
                }
            }
        }
    }

    /// Waits as [`pass`](Self::pass) does, on behalf of a call whose answer is to come late.
    pub(super) async fn hold_answer(&self, duration: Duration) {
        let _waiting = Waiting::new(self);
        self.pass(duration).await;
    }

    /// Moves the clock by what a request is said to take, and tells the time.
    pub(super) fn tick(&self) -> Duration {
        if let Kind::Virtual(state) = &*self.0 {
            let mut state = lock(state);
            let step = state.per_request;
            state.now += step;
        }
        self.now()
    }
}

fn lock(state: &Mutex<Virtual>) -> MutexGuard<'_, Virtual> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Time for Clock {
    fn now(&self) -> Duration {
        match &*self.0 {
            Kind::Virtual(state) => lock(state).now,
            Kind::Scaled { from, start, factor } => *start + from.elapsed().mul_f64(*factor),
        }
    }

    fn sleep(&self, duration: Duration) -> Pause {
        let clock = self.clone();
        Box::pin(async move { clock.pass(duration).await })
    }

    fn call_begins(&self) -> Box<dyn Send> {
        if let Kind::Virtual(state) = &*self.0 {
            let mut state = lock(state);
            state.calls += 1;
            state.stirrings += 1;
        }
        Box::new(UnderWay(self.clone()))
    }
}

/// A call under way.
struct UnderWay(Clock);

impl Drop for UnderWay {
    fn drop(&mut self) {
        if let Kind::Virtual(state) = &*self.0.0 {
            let mut state = lock(state);
            state.calls -= 1;
            state.stirrings += 1;
        }
    }
}

/// A call whose answer waits.
struct Waiting<'a>(&'a Clock);

impl<'a> Waiting<'a> {
    fn new(clock: &'a Clock) -> Self {
        if let Kind::Virtual(state) = &*clock.0 {
            lock(state).waiting_calls += 1;
        }
        Self(clock)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        if let Kind::Virtual(state) = &*self.0.0 {
            lock(state).waiting_calls -= 1;
        }
    }
}

/// A sleeper's place in the queue; leaving it, also by being dropped, gives the place up.
struct Sleeper<'a> {
    state: &'a Mutex<Virtual>,
    wake: Duration,
}

impl<'a> Sleeper<'a> {
    fn new(state: &'a Mutex<Virtual>, duration: Duration) -> Self {
        let mut locked = lock(state);
        let wake = locked.now + duration;
        *locked.wakes.entry(wake).or_default() += 1;
        locked.stirrings += 1;
        drop(locked);
        Self { state, wake }
    }

    fn is_over(&self) -> bool {
        lock(self.state).now >= self.wake
    }

    fn take_clock_forward(&self, stirrings_before: u64) {
        let mut state = lock(self.state);
        let is_first = state.wakes.keys().next() == Some(&self.wake);
        if is_first && state.stirrings == stirrings_before && state.may_jump() {
            state.now = state.now.max(self.wake);
        }
    }
}

impl Drop for Sleeper<'_> {
    fn drop(&mut self) {
        let mut state = lock(self.state);
        state.stirrings += 1;
        if let Some(count) = state.wakes.get_mut(&self.wake) {
            *count -= 1;
            if *count == 0 {
                state.wakes.remove(&self.wake);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run<F: Future>(future: F) -> F::Output {
        tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .expect("a runtime with a timer alone needs nothing of the machine")
            .block_on(future)
    }

    #[test]
    fn sleepers_wake_in_the_order_of_their_ends() {
        let clock = Clock::jumping();
        let begin = clock.now();
        let order = Mutex::new(Vec::new());
        let sleep = |seconds| {
            let (clock, order) = (clock.clone(), &order);
            async move {
                clock.sleep(Duration::from_secs(seconds)).await;
                order.lock().expect("no sleeper panics").push(seconds);
            }
        };
        run(async { tokio::join!(sleep(600), sleep(5), sleep(60)) });
        assert_eq!(*order.lock().expect("no sleeper panics"), [5, 60, 600]);
        assert_eq!(clock.now() - begin, Duration::from_secs(600));
    }

    /// Of two that look at the clock in the same moment, the one that wakes has something to do first.
    #[test]
    fn who_wakes_may_go_on_before_the_next_one_wakes() {
        let clock = Clock::jumping();
        let begin = clock.now();
        let looks = Mutex::new(Vec::new());
        run(async {
            let poller = async {
                for _ in 0..20 {
                    clock.sleep(Duration::from_millis(250)).await;
                    // What goes on is another task, behind the other sleeper in the queue.
                    tokio::task::yield_now().await;
                    looks.lock().expect("no sleeper panics").push(clock.now() - begin);
                }
            };
            tokio::join!(poller, clock.sleep(Duration::from_secs(40)));
        });
        let expected: Vec<_> = (1..=20).map(|count| Duration::from_millis(250 * count)).collect();
        assert_eq!(*looks.lock().expect("no sleeper panics"), expected);
    }

    #[test]
    fn a_sleeper_that_is_given_up_does_not_hold_the_others_back() {
        let clock = Clock::jumping();
        drop(clock.sleep(Duration::from_secs(1)));
        run(async {
            tokio::select! {
                () = clock.sleep(Duration::from_secs(3600)) => panic!("the longer sleep won"),
                () = clock.sleep(Duration::from_secs(10)) => {}
            }
            let before = clock.now();
            clock.sleep(Duration::from_secs(20)).await;
            assert_eq!(clock.now() - before, Duration::from_secs(20));
        });
    }

    #[test]
    fn a_call_that_is_worked_on_holds_the_clock() {
        let clock = Clock::jumping();
        let begin = clock.now();
        run(async {
            let call = clock.call_begins();
            tokio::select! {
                () = clock.sleep(Duration::from_secs(1)) => panic!("time passed during a call"),
                () = tokio::time::sleep(Duration::from_millis(20)) => {}
            }
            clock.hold_answer(Duration::from_secs(2)).await;
            drop(call);
            clock.sleep(Duration::from_secs(3)).await;
        });
        assert_eq!(clock.now() - begin, Duration::from_secs(5));
    }

    #[test]
    fn a_manual_clock_moves_only_by_hand() {
        let clock = Clock::manual();
        run(async {
            let sleeper = clock.sleep(Duration::from_secs(30));
            let mover = async {
                tokio::time::sleep(Duration::from_millis(5)).await;
                clock.advance(Duration::from_secs(30));
            };
            tokio::join!(sleeper, mover);
        });
    }
}
