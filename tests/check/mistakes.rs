//! How typical mistakes are reported: the whole text, as a pipe gets it and as a terminal shows it.

use ecs_dsl::check::{self, Settings};
use ecs_dsl::diagnostic::{Diagnostic, Severity, Style, render};
use ecs_dsl_tests::mistakes::{self, Mistake};

fn found(mistake: &Mistake) -> Vec<Diagnostic> {
    check::app(&(mistake.app)(), &Settings::default()).1
}

#[test]
fn the_stack_without_a_mistake_gives_no_cause() {
    let (_, diagnostics) = check::app(&mistakes::sound(), &Settings::default());
    assert_eq!(render(&diagnostics, Style::Plain), "");
}

#[test]
fn each_mistake_is_reported_once_under_its_code_at_its_line() {
    let mut wrong = Vec::new();
    for mistake in mistakes::all() {
        let advice = |it: &&Diagnostic| it.severity == Severity::Hint;
        let codes: Vec<&str> = found(&mistake).iter().filter(|it| !advice(it)).map(|it| it.code.id).collect();
        if codes != [mistake.code] {
            wrong.push(format!("{}: {codes:?} instead of {}", mistake.name, mistake.code));
        }
        let here = |it: &Diagnostic| it.place.to_string().starts_with("tests/src/mistakes/");
        assert!(found(&mistake).iter().all(here), "{}", mistake.name);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn plain() {
    for mistake in mistakes::all() {
        insta::assert_snapshot!(mistake.name, render(&found(&mistake), Style::Plain));
    }
}

#[test]
fn on_a_terminal() {
    for name in ["fargate_size", "dependency_cycle", "action_misspelt"] {
        let mistakes = mistakes::all();
        let mistake = mistakes.iter().find(|mistake| mistake.name == name).expect("the mistake is there");
        let coloured = render(&found(mistake), Style::Terminal);
        assert!(coloured.contains('\u{1b}'), "a terminal gets colours");
        insta::assert_snapshot!(format!("terminal_{name}"), coloured.replace('\u{1b}', "␛"));
        insta::assert_snapshot!(format!("uncoloured_{name}"), render(&found(mistake), Style::Uncoloured));
    }
}
