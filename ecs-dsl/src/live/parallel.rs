//! Several calls at once, and no more than AWS and this machine like.

use std::future::Future;

use tokio::task::JoinSet;

use crate::aws::CallError;

/// How many reads are under way at a time.
const AT_ONCE: usize = 16;

/// Waits for all calls, some at a time, and returns their answers in the order of the calls; the first
/// failure ends it.
pub(crate) async fn in_parallel<T, F>(calls: Vec<F>) -> Result<Vec<T>, CallError>
where
    T: Send + 'static,
    F: Future<Output = Result<T, CallError>> + Send + 'static,
{
    let mut answers: Vec<Option<T>> = calls.iter().map(|_| None).collect();
    let mut waiting = calls.into_iter().enumerate();
    let mut running = JoinSet::new();
    loop {
        while running.len() < AT_ONCE
            && let Some((place, call)) = waiting.next()
        {
            running.spawn(async move { (place, call.await) });
        }
        match running.join_next().await {
            None => break,
            Some(Ok((place, answer))) => answers[place] = Some(answer?),
            Some(Err(failure)) => match failure.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                // Nobody cancels these tasks but the end of the set itself.
                Err(_) => break,
            },
        }
    }
    Ok(answers.into_iter().flatten().collect())
}
