//! `completions`: scripts for shells.

use std::io::Write;
use std::process::{Command, Stdio};

use crate::place::Place;
use crate::run::run;

#[test]
fn a_script_is_for_the_name_of_the_program_and_knows_every_verb() {
    for (shell, begins) in [
        ("bash", "_program()"),
        ("zsh", "#compdef program"),
        ("fish", "complete -c program"),
        ("elvish", "program"),
        ("powershell", "-CommandName 'program'"),
    ] {
        let ran = run("none", &["completions", shell]);
        assert_eq!((ran.code, ran.talk.as_str()), (0, ""), "{shell}");
        assert!(ran.data.contains(begins), "{shell}: {}", ran.data);
        assert!(!ran.data.contains("stacks completions"), "{shell}: the library's own name");
        for verb in ["synth", "check", "deploy", "destroy", "run", "logs", "exec", "rollback", "completions"]
        {
            assert!(ran.data.contains(verb), "{shell} does not know {verb}");
        }
        assert!(ran.data.contains("no-wait"), "{shell} does not know the flags");
    }
    let unknown = run("none", &["completions", "basch"]);
    assert!(unknown.code == 3 && unknown.talk.contains("bash"), "{}", unknown.talk);
}

#[test]
#[allow(clippy::print_stderr, reason = "a test that is left out has to say so")]
fn bash_reads_its_script() {
    let script = run("none", &["completions", "bash"]).data;
    let bash = Command::new("bash").arg("-n").stdin(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let Ok(mut bash) = bash else { return eprintln!("skipped: there is no bash here") };
    let mut input = bash.stdin.take().expect("a pipe");
    input.write_all(script.as_bytes()).expect("bash reads");
    drop(input);
    let read = bash.wait_with_output().expect("bash ends");
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
}

/// Lets bash complete a line, and returns what it offers.
#[cfg(unix)]
fn offered_by_bash(place: &Place, words: &[&str]) -> Option<Vec<String>> {
    use std::os::unix::fs::PermissionsExt;

    // The program under test wants to know which stacks it has.
    let program = place.folder().join("program");
    std::fs::write(&program, format!("#!/bin/sh\nexec '{}' sound \"$@\"\n", env!("CARGO_BIN_EXE_program")))
        .and_then(|()| std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)))
        .expect("a file");
    std::fs::write(place.folder().join("script"), run("none", &["completions", "bash"]).data)
        .expect("a file");
    let previous = words.iter().rev().nth(1).copied().unwrap_or_default();
    let current = words.last().copied().unwrap_or_default();
    let line = words.iter().map(|word| format!("'{word}'")).collect::<Vec<_>>().join(" ");
    let script = format!(
        "source ./script; COMP_WORDS=({line}); COMP_CWORD={}; _program_with_names ./program '{current}' '{previous}'; \
         printf '%s\\n' \"${{COMPREPLY[@]}}\"; complete -p ./program program",
        words.len() - 1
    );
    let bash = Command::new("bash").arg("-c").arg(script).current_dir(place.folder()).output().ok()?;
    let offered = String::from_utf8_lossy(&bash.stdout).lines().map(str::to_owned).collect::<Vec<_>>();
    assert!(
        offered.iter().any(|line| line.contains("complete -o") && line.contains("_program_with_names")),
        "{bash:?}"
    );
    Some(offered)
}

#[test]
#[cfg(unix)]
#[allow(clippy::print_stderr, reason = "a test that is left out has to say so")]
fn bash_offers_the_names_of_stacks_and_resources() {
    let place = Place::new("completions");
    for (words, expected, not) in [
        (&["./program", "deploy", ""][..], &["web-dev", "web-prod", "--yes"][..], &[][..]),
        (&["./program", "deploy", "web-dev", "web-p"], &["web-prod"], &["web-dev"]),
        (&["./program", "deploy", "--y"], &["--yes"], &["web-dev"]),
        (&["./program", "rollback", "web-"], &["web-dev", "web-prod"], &[]),
        (&["./program", "deploy", "--timeout", ""], &[], &["web-dev"]),
        (&["./program", ""], &["deploy"], &["web-dev"]),
    ] {
        let Some(offered) = offered_by_bash(&place, words) else {
            return eprintln!("skipped: there is no bash here");
        };
        let is_offered = |name: &&str| offered.iter().any(|one| one == name);
        assert!(expected.iter().all(is_offered), "{words:?}: {offered:?}");
        assert!(!not.iter().any(is_offered), "{words:?}: {offered:?}");
    }
}

#[test]
fn the_names_are_asked_for_by_a_word_that_no_help_shows() {
    let stacks = run("sound", &["__complete", "deploy"]);
    assert_eq!((stacks.code, stacks.data.as_str(), stacks.talk.as_str()), (0, "web-dev\nweb-prod\n", ""));
    let help = run("sound", &["--help"]);
    assert!(!help.data.contains("__complete"), "{}", help.data);
    for (shell, asks) in [("zsh", "compdef _program_with_names program"), ("fish", "__complete $typed")] {
        let script = run("none", &["completions", shell]).data;
        assert!(script.contains(asks), "{shell}: {script}");
    }
}
