//! Several stacks: those that do not need each other at the same time, each with what the others learnt.

use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};

use super::walk::{End, walk};
use crate::kind::Known;
use crate::plan::stacks::for_others;

/// What became of a stack, and what was learnt of its ARNs. A stack that failed keeps those that need it
/// from being begun.
pub(crate) struct Ended<T> {
    pub(crate) outcome: T,
    pub(crate) is_success: bool,
    pub(crate) learnt: Known,
}

/// Works on stacks, each once all that it needs are done. `needs` names for each the places of others, and
/// `work` gets what those that are done have learnt, in the tokens by which others refer to them.
///
/// How much is changed at a time is for the stacks' shared [`Slots`](super::Slots) to limit.
pub(crate) async fn walk_stacks<T, F>(
    names: &[String],
    needs: &[Vec<usize>],
    stopped: impl Fn() -> bool,
    mut work: impl FnMut(usize, Known) -> F,
) -> Vec<End<T, T>>
where
    T: Send + 'static,
    F: Future<Output = Ended<T>> + Send + 'static,
{
    let all = Arc::new(Mutex::new(Known::new()));
    let lock = |all: &Mutex<Known>, more: Known| {
        let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
        all.extend(more);
        all.clone()
    };
    let begin = |place: usize| {
        let (all, name) = (Arc::clone(&all), names[place].clone());
        let working = work(place, lock(&all, Known::new()));
        async move {
            let Ended { outcome, is_success, learnt } = working.await;
            lock(&all, for_others(&name, &learnt));
            if is_success { Ok(outcome) } else { Err(outcome) }
        }
    };
    walk(needs, stopped, begin, |_, _| {}).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stack_knows_what_those_before_it_learnt_and_is_not_begun_after_a_failure() {
        let names = ["base", "web", "broken", "late"].map(str::to_owned);
        let needs = [vec![], vec![0], vec![], vec![2]];
        let seen = Arc::new(Mutex::new(Vec::new()));
        let work = |place: usize, known: Known| {
            let (seen, name) = (Arc::clone(&seen), names[place].clone());
            async move {
                seen.lock().expect("no panic").push((name.clone(), known));
                let learnt = Known::from([("cluster/main.arn".to_owned(), format!("arn:{name}"))]);
                Ended { is_success: name != "broken", outcome: name, learnt }
            }
        };
        let walked = walk_stacks(&names, &needs, || false, work);
        let ends =
            tokio::runtime::Builder::new_current_thread().build().expect("an event loop").block_on(walked);
        let [End::Done(base), End::Done(web), End::Failed(broken), End::Skipped(2)] = &ends[..] else {
            panic!("{ends:?}")
        };
        assert_eq!([base, web, broken], ["base", "web", "broken"]);
        let seen = seen.lock().expect("no panic");
        let of = |name: &str| &seen.iter().find(|(one, _)| one == name).expect("it was begun").1;
        assert_eq!(of("web").get("base:cluster/main.arn").map(String::as_str), Some("arn:base"));
        assert!(of("base").is_empty() && of("broken").is_empty(), "{seen:?}");
    }
}
