//! `completions`: scripts for shells.

use std::io::Write;
use std::process::{Command, Stdio};

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
