//! The example stacks as graphs: every need is an arrow, and an arrow goes to what is made later.

use ecs_dsl::Env;
use ecs_dsl::assembly::{Manifest, assemble, graph};

use crate::stacks::app;

fn manifests() -> Vec<Manifest> {
    let (assembly, diagnostics) = assemble(&app(&Env::new().with_stage("prod")));
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    assembly.stacks.iter().map(Manifest::of).collect()
}

#[test]
fn every_need_of_the_examples_is_an_arrow_and_goes_forward() {
    let manifests = manifests();
    let needs: usize = manifests
        .iter()
        .flat_map(|one| one.resources.values())
        .map(|resource| resource.depends_on.len())
        .sum();
    let text = graph::mermaid(&manifests);
    let arrows: Vec<(usize, usize)> = text
        .lines()
        .filter_map(|line| line.split_once(" --> "))
        .map(|(first, then)| {
            let number = |text: &str| text.trim().trim_start_matches('n').parse().expect("a number");
            (number(first), number(then))
        })
        .collect();
    assert_eq!(arrows.len(), needs);
    assert!(arrows.iter().all(|(first, then)| first < then), "{arrows:?}");
    assert_eq!(graph::dot(&manifests).matches(" -> ").count(), needs);
    for (address, _) in manifests.iter().flat_map(|one| &one.resources) {
        assert!(text.contains(&format!("[\"{address}\"]")), "{address}");
    }
}
