//! The README's first stack, in both of its forms: the text there, clean, and the same to the byte.

mod builders;
mod derives;

use std::fs;

use ecs_dsl::App;
use ecs_dsl::check::{self, Settings};
use ecs_dsl::diagnostic::{Style, render};
use ecs_dsl::prelude::*;
use ecs_dsl_tests::workspace;

#[test]
fn the_modules_are_what_the_readme_shows() {
    let readme = fs::read_to_string(workspace::root().join("README.md")).expect("the README is there");
    for text in [include_str!("builders.rs"), include_str!("derives.rs")] {
        assert!(readme.contains(text), "the README does not show this:\n{text}");
    }
}

#[test]
fn the_first_stack_gives_no_cause_in_either_form() {
    for stage in ["dev", "test"] {
        let env = Env::new().with_stage(stage);
        let checked = |stack| {
            let (assembly, diagnostics) = check::app(&App::new().stack(stack), &Settings::default());
            assert_eq!(render(&diagnostics, Style::Plain), "");
            assembly.stacks[0].to_json()
        };
        assert_eq!(checked(builders::stack(&env)), checked(derives::stack(&env)));
    }
}
