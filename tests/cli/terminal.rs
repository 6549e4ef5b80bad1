//! The program on a terminal: what it asks, what it takes for a yes, and how it shows what goes on.

use std::io::{Read, Write};
use std::process::Child;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use pty_process::Size;
use pty_process::blocking::{Command, Pty, open};

use crate::home::{Home, KEYS};

/// How long to wait for something to be shown: much longer than it takes.
const PATIENCE: Duration = Duration::from_secs(120);

/// The program on a pseudo-terminal.
struct Terminal {
    child: Child,
    keyboard: Pty,
    screen: Receiver<Vec<u8>>,
    shown: String,
}

impl Terminal {
    fn run(place: &Home, arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        let (keyboard, terminal) = open().expect("a pseudo-terminal");
        keyboard.resize(Size::new(30, 100)).expect("it has a size");
        let command = program().arg("one").args(arguments).env_clear();
        let command = command.current_dir(&place.folder).env("TERM", "xterm-256color");
        let command = command.envs(place.variables()).envs(KEYS).envs(variables.iter().copied());
        let child = command.spawn(terminal).expect("the program starts");
        let (sender, screen) = channel();
        let mut reader = std::fs::File::from(
            std::os::fd::AsFd::as_fd(&keyboard).try_clone_to_owned().expect("another handle"),
        );
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            // A terminal whose program has ended can be read no more.
            while let Ok(length @ 1..) = reader.read(&mut buffer) {
                if sender.send(buffer[..length].to_vec()).is_err() {
                    return;
                }
            }
        });
        Self { child, keyboard, screen, shown: String::new() }
    }

    /// Waits until something is shown.
    fn expect(&mut self, text: &str) {
        while !self.shown.contains(text) {
            let Ok(more) = self.screen.recv_timeout(PATIENCE) else {
                panic!("`{text}` is not shown in:\n{}", self.shown)
            };
            self.shown.push_str(&String::from_utf8_lossy(&more));
        }
    }

    fn type_in(&mut self, text: &str) {
        self.keyboard.write_all(text.as_bytes()).expect("the program reads");
    }

    /// Waits for the end, and returns the exit code and all that was shown.
    fn end(mut self) -> (Option<i32>, String) {
        while let Ok(more) = self.screen.recv_timeout(PATIENCE) {
            self.shown.push_str(&String::from_utf8_lossy(&more));
        }
        (self.child.wait().expect("the program ends").code(), std::mem::take(&mut self.shown))
    }
}

/// The program, which hears Ctrl-C also where the tests run in the background, as whoever is started there does not.
fn program() -> Command {
    let program = env!("CARGO_BIN_EXE_program");
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or_default();
    if ignored & 0b10 == 0 {
        return Command::new(program);
    }
    Command::new("/usr/bin/env").arg("--default-signal=INT").arg(program)
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // Gone already, if all went well.
        let _ = self.child.kill();
    }
}

const MARK: &str = "Type `broadens-iam` to agree: ";
const QUESTION: &str = "Deploy this? [y/N] ";

#[test]
fn a_wrong_answer_changes_nothing() {
    let place = Home::new("wrong");
    for answer in ["y\n", "\n", "broadens\n", "BROADENS-IAM\n", "\u{4}"] {
        let mut terminal = Terminal::run(&place, &["deploy", "--no-wait"], &[]);
        terminal.expect(MARK);
        terminal.type_in(answer);
        let (code, shown) = terminal.end();
        assert_eq!(code, Some(3), "{answer:?}: {shown}");
        assert!(shown.contains("not agreed to; nothing was changed"), "{answer:?}: {shown}");
        assert!(!shown.contains(QUESTION), "{answer:?}: {shown}");
    }
    for answer in ["n\n", "\n", "yeah\n", "\u{4}"] {
        let mut terminal = Terminal::run(&place, &["deploy", "--no-wait"], &[]);
        terminal.expect(MARK);
        terminal.type_in("broadens-iam\n");
        terminal.expect(QUESTION);
        terminal.type_in(answer);
        let (code, shown) = terminal.end();
        assert_eq!(code, Some(3), "{answer:?}: {shown}");
    }
    place.assert_nothing_was_changed();
}

#[test]
fn ctrl_c_at_a_question_ends_the_program() {
    let place = Home::new("interrupted");
    let mut terminal = Terminal::run(&place, &["deploy", "--no-wait"], &[]);
    terminal.expect(MARK);
    terminal.type_in("\u{3}");
    let (code, shown) = terminal.end();
    // It has no code of its own: the signal ended it.
    assert_eq!(code, None, "{shown}");
    place.assert_nothing_was_changed();
}

#[test]
fn the_marks_names_and_a_yes_are_agreement() {
    let place = Home::new("agreed");
    let mut terminal = Terminal::run(&place, &["deploy"], &[]);
    terminal.expect("lets roles do more, or lets more assume them: role/web-execution, role/web-task");
    terminal.expect(MARK);
    terminal.type_in("broadens-iam\n");
    terminal.expect(QUESTION);
    terminal.type_in("y\n");
    let (code, shown) = terminal.end();
    assert_eq!(code, Some(0), "{shown}");
    assert_eq!(place.creator(), "arn:aws:iam::123456789012:user/alice");
    // What is under way stands below, and is taken away when it is done.
    assert!(shown.contains("  … service/web: create"), "{shown}");
    assert!(shown.contains("A\r\u{1b}[J"), "{shown}");
    assert!(shown.contains("\u{1b}[32m✓\u{1b}[0m service/web: created"), "{shown}");
    let (_, last) = shown.rsplit_once("\u{1b}[J").expect("something was taken away");
    assert!(!last.contains('…') && last.trim_end().ends_with("5 done"), "{shown}");

    let mut terminal = Terminal::run(&place, &["destroy", "--all"], &[]);
    terminal.expect("Destroy all this? [y/N] ");
    terminal.type_in("no\n");
    let (code, shown) = terminal.end();
    assert_eq!(code, Some(3), "{shown}");
    assert_eq!(place.creator(), "arn:aws:iam::123456789012:user/alice", "it is there still");
    let mut terminal = Terminal::run(&place, &["destroy", "--all"], &[]);
    terminal.expect("Destroy all this? [y/N] ");
    terminal.type_in("y\n");
    let (code, shown) = terminal.end();
    assert_eq!(code, Some(0), "{shown}");
    assert!(place.simulator.with_world(|world| world.is_clean()), "{shown}");
}

#[test]
fn no_color_leaves_the_movement_and_takes_the_colours() {
    let place = Home::new("uncoloured");
    let arguments = ["deploy", "--yes", "--allow", "broadens-iam"];
    let (code, shown) = Terminal::run(&place, &arguments, &[("NO_COLOR", "1")]).end();
    assert_eq!(code, Some(0), "{shown}");
    assert!(shown.contains("\u{1b}[J") && shown.contains("✓ service/web: created"), "{shown}");
    // What sets colours ends with m; what moves the cursor does not.
    for code in shown.split("\u{1b}[").skip(1) {
        let end = code.find(|c: char| c.is_ascii_alphabetic()).and_then(|at| code[at..].chars().next());
        assert_ne!(end, Some('m'), "{code:?} in {shown}");
    }
}

#[test]
fn off_a_terminal_each_line_stands_for_itself() {
    let place = Home::new("plain");
    let ran = place.run(
        "one",
        &["deploy", "--yes", "--allow", "broadens-iam"],
        &[KEYS[0], KEYS[1], ("TERM", "xterm")],
    );
    assert_eq!(ran.code, 0, "{}", ran.talk);
    assert!(!ran.talk.contains('\u{1b}'), "{:?}", ran.talk);
    assert!(ran.talk.contains("  ✓ service/web: created"), "{}", ran.talk);
    // A terminal that cannot move its cursor gets the same.
    let arguments = ["destroy", "--all", "--yes"];
    let (code, shown) = Terminal::run(&place, &arguments, &[("TERM", "dumb"), ("NO_COLOR", "1")]).end();
    assert_eq!(code, Some(0), "{shown}");
    assert!(!shown.contains('\u{1b}'), "{shown:?}");
}
