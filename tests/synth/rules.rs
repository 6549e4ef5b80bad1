//! The example stacks give no cause for warnings, but for those that they allow and say why.

use ecs_dsl::Env;
use ecs_dsl::check::{self, Settings};
use ecs_dsl::diagnostic::{Style, render};

use crate::stacks;

#[test]
fn the_example_stacks_are_sound_in_every_stage() {
    for stage in ["dev", "prod"] {
        let app = stacks::app(&Env::new().with_stage(stage));
        let (_, mut diagnostics) = check::app(&app, &Settings::default());
        diagnostics.retain(|diagnostic| diagnostic.allowed.is_none());
        assert_eq!(render(&diagnostics, Style::Plain), "", "stage {stage}");
    }
}
