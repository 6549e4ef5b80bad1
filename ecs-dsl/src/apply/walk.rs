//! The walk over the graph: what is ready runs, what follows a failure does not.

use std::future::Future;

use tokio::task::JoinSet;

use crate::graph::Front;

/// What became of a node.
#[derive(Debug)]
pub(crate) enum End<T, E> {
    /// It was done.
    Done(T),
    /// It failed.
    Failed(E),
    /// It was not begun: this node, by its place, failed before it.
    Skipped(usize),
    /// It was not begun: the walk was stopped.
    NotBegun,
}

/// Runs every node once all that it needs is done. `needs` names for each node the places of others;
/// `stopped` is asked before a node is begun.
///
/// How much runs at a time is for the nodes to limit: one that only waits should not hold others up.
pub(crate) async fn walk<T, E, F>(
    needs: &[Vec<usize>],
    stopped: impl Fn() -> bool,
    mut run: impl FnMut(usize) -> F,
    skipped: impl FnMut(usize, usize),
) -> Vec<End<T, E>>
where
    T: Send + 'static,
    E: Send + 'static,
    F: Future<Output = Result<T, E>> + Send + 'static,
{
    let front = Front::of(needs);
    let mut ready = front.ready();
    let mut ends = Ends { front, ends: needs.iter().map(|_| None).collect(), skipped };
    let mut running = JoinSet::new();
    loop {
        for node in ready.drain(..) {
            if stopped() {
                ends.cannot_be_had(node, End::NotBegun);
            } else {
                let work = run(node);
                running.spawn(async move { (node, work.await) });
            }
        }
        match running.join_next().await {
            None => break,
            Some(Ok((node, Ok(done)))) => {
                ends.ends[node] = Some(End::Done(done));
                ready = ends.front.done(node);
            }
            Some(Ok((node, Err(error)))) => ends.cannot_be_had(node, End::Failed(error)),
            Some(Err(failure)) => {
                if let Ok(panic) = failure.try_into_panic() {
                    std::panic::resume_unwind(panic);
                }
            }
        }
    }
    // Nodes of a circle are never ready; the assembly refuses circles, a plan read from a file may have one.
    ends.ends.into_iter().map(|end| end.unwrap_or(End::NotBegun)).collect()
}

/// What became of the nodes so far.
struct Ends<T, E, S> {
    front: Front,
    ends: Vec<Option<End<T, E>>>,
    /// Is told of each node that is skipped, and because of which.
    skipped: S,
}

impl<T, E, S: FnMut(usize, usize)> Ends<T, E, S> {
    /// Ends a node that is not done, and with it all that needs it. What was not begun because the walk
    /// was stopped is nobody's fault, so nothing is skipped because of it.
    fn cannot_be_had(&mut self, node: usize, end: End<T, E>) {
        let was_stopped = matches!(end, End::NotBegun);
        self.ends[node] = Some(end);
        let mut open = vec![node];
        while let Some(lost) = open.pop() {
            for &follower in self.front.followers(lost) {
                if self.ends[follower].is_some() {
                    continue;
                }
                self.ends[follower] = Some(if was_stopped {
                    End::NotBegun
                } else {
                    (self.skipped)(follower, node);
                    End::Skipped(node)
                });
                open.push(follower);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    fn run<T>(work: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread().build().expect("an event loop").block_on(work)
    }

    #[test]
    fn followers_wait_and_those_of_a_failure_are_skipped() {
        // 0 → 1 → 2, and 3 → 4 beside them; 1 fails.
        let needs = [vec![], vec![0], vec![1], vec![], vec![3]];
        let order = Arc::new(Mutex::new(Vec::new()));
        let ends = run(walk(
            &needs,
            || false,
            |node| {
                let order = Arc::clone(&order);
                async move {
                    order.lock().expect("no panic").push(node);
                    if node == 1 { Err("broken") } else { Ok(()) }
                }
            },
            |_, _| {},
        ));
        assert!(matches!(
            ends.as_slice(),
            [End::Done(()), End::Failed("broken"), End::Skipped(1), End::Done(()), End::Done(())]
        ));
        let order = order.lock().expect("no panic");
        let place = |node: usize| order.iter().position(|one| *one == node);
        assert!(place(0) < place(1) && place(3) < place(4) && place(2).is_none());
    }

    #[test]
    fn nothing_new_is_begun_once_stopped_and_circles_end_the_walk() {
        let ends = run(walk(&[vec![], vec![0]], || true, |_| async { Ok::<(), ()>(()) }, |_, _| {}));
        assert!(matches!(ends.as_slice(), [End::NotBegun, End::NotBegun]));
        let ends = run(walk(&[vec![1], vec![0]], || false, |_| async { Ok::<(), ()>(()) }, |_, _| {}));
        assert!(matches!(ends.as_slice(), [End::NotBegun, End::NotBegun]));
    }
}
