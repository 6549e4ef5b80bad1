//! The walk over the graph: what is ready runs, what follows a failure does not.

use std::future::Future;

use tokio::task::JoinSet;

/// What became of a node.
#[derive(Debug)]
pub(crate) enum End<T, E> {
    /// It was done.
    Done(T),
    /// It failed.
    Failed(E),
    /// It was not begun: this node, by its place, failed or was stopped before it.
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
    mut skipped: impl FnMut(usize, usize),
) -> Vec<End<T, E>>
where
    T: Send + 'static,
    E: Send + 'static,
    F: Future<Output = Result<T, E>> + Send + 'static,
{
    let mut ends: Vec<Option<End<T, E>>> = needs.iter().map(|_| None).collect();
    let mut begun = vec![false; needs.len()];
    let mut running = JoinSet::new();
    loop {
        let mut moved = true;
        while moved {
            moved = false;
            for node in 0..needs.len() {
                if begun[node] || ends[node].is_some() {
                    continue;
                }
                let failed = needs[node].iter().find_map(|need| match &ends[*need] {
                    Some(End::Failed(_)) => Some(Some(*need)),
                    Some(End::Skipped(cause)) => Some(Some(*cause)),
                    Some(End::NotBegun) => Some(None),
                    _ => None,
                });
                match failed {
                    Some(Some(cause)) => {
                        skipped(node, cause);
                        ends[node] = Some(End::Skipped(cause));
                        moved = true;
                    }
                    Some(None) => {
                        ends[node] = Some(End::NotBegun);
                        moved = true;
                    }
                    None if needs[node].iter().all(|need| matches!(ends[*need], Some(End::Done(_)))) => {
                        if stopped() {
                            ends[node] = Some(End::NotBegun);
                        } else {
                            begun[node] = true;
                            let work = run(node);
                            running.spawn(async move { (node, work.await) });
                        }
                        moved = true;
                    }
                    None => {}
                }
            }
        }
        match running.join_next().await {
            None => break,
            Some(Ok((node, Ok(done)))) => ends[node] = Some(End::Done(done)),
            Some(Ok((node, Err(error)))) => ends[node] = Some(End::Failed(error)),
            Some(Err(failure)) => {
                if let Ok(panic) = failure.try_into_panic() {
                    std::panic::resume_unwind(panic);
                }
            }
        }
    }
    // Nodes of a circle are never ready; the assembly refuses circles, a plan read from a file may have one.
    ends.into_iter().map(|end| end.unwrap_or(End::NotBegun)).collect()
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
