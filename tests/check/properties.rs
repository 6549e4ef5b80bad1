//! What holds whatever the requests are: no rule panics, and the same input gives the same answer.

use std::fs;

use ecs_dsl::check::Settings;
use ecs_dsl::check::files::{Source, files};
use ecs_dsl_tests::mutate::Mutator;
use ecs_dsl_tests::workspace;
use proptest::prelude::*;
use serde_json::Value;

/// Requests with all members, and the small ones of a whole stack.
fn seeds() -> Vec<Value> {
    let mut seeds = Vec::new();
    for folder in ["tests/api/all-members", "tests/fuzz/seeds"] {
        let mut paths: Vec<_> = fs::read_dir(workspace::root().join(folder))
            .expect("the folder is there")
            .map(|entry| entry.expect("an entry").path())
            .collect();
        paths.sort();
        let documents = paths.iter().filter_map(|path| fs::read(path).ok());
        seeds.extend(documents.filter_map(|bytes| serde_json::from_slice(&bytes).ok()));
    }
    assert!(seeds.len() > 10, "only {} seeds were read", seeds.len());
    seeds
}

fn damaged(documents: &[Value], seed: u64, count: usize) -> Vec<Source> {
    let mut mutator = Mutator::new(seed);
    let mut chosen: Vec<Value> =
        (0..=mutator.below(4)).map(|_| documents[mutator.below(documents.len())].clone()).collect();
    for _ in 0..count {
        let at = mutator.below(chosen.len());
        mutator.damage(&mut chosen[at]);
    }
    let named = chosen.iter().enumerate();
    named.map(|(number, document)| Source::new(format!("{number}.json"), document.to_string())).collect()
}

#[test]
fn random_requests_are_judged_without_a_panic_and_the_same_each_time() {
    let documents = seeds();
    let cases = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1_000) };
    proptest!(cases, |(seed in any::<u64>(), count in 0..24_usize)| {
        let sources = damaged(&documents, seed, count);
        let once = files(&sources, &Settings::default()).diagnostics;
        prop_assert_eq!(&once, &files(&sources, &Settings::default()).diagnostics);
        for diagnostic in &once {
            prop_assert!(!diagnostic.what.is_empty() && !diagnostic.fix.is_empty(), "{:?}", diagnostic);
        }
    });
}
