//! Where a test's program runs: a folder of its own, and what stands in for AWS.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use ecs_dsl::aws::{Service, Time};
use ecs_dsl::simulator::{Clock, Settings, Simulator, Timings, World};
use serde_json::{Value, json};

use crate::run::{Ran, command, run_in};

/// How long a program may be silent before a test gives it up rather than hang.
const PATIENCE: Duration = Duration::from_secs(120);

/// A folder of the test's own, in which `--local` keeps what it simulates.
pub(crate) struct Place(pub(crate) PathBuf);

impl Place {
    pub(crate) fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("ecs-dsl-cli-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder for the test");
        Self(folder)
    }

    /// Returns the folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.0
    }

    /// Runs the program with its sound stacks.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with("sound", arguments)
    }

    /// Runs the program with one of its sets of stacks.
    pub(crate) fn run_with(&self, stacks: &str, arguments: &[&str]) -> Ran {
        run_in(&self.0, stacks, arguments)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // The system clears its temporary folder some day, should this not work.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// An AWS of the test's own, which the program reaches as it reaches the real one: by an endpoint. What
/// takes time there happens at once, as the program waits by the wall clock.
pub(crate) struct Endpoint {
    pub(crate) simulator: Simulator,
    place: Place,
}

impl Endpoint {
    pub(crate) fn new(name: &str) -> Self {
        let settings = Settings { timings: Timings::instant(), ..Settings::default() };
        // The program asks for what was written in the last minutes by its own clock.
        let simulator = Simulator::of(World::new(settings), Clock::scaled(1.0)).expect("a free port");
        Self { simulator, place: Place::new(name) }
    }

    /// As [`new`](Self::new), with the stacks deployed.
    pub(crate) fn deployed(name: &str, stacks: &str) -> Self {
        let endpoint = Self::new(name);
        let deployed = endpoint.run(stacks, &["deploy", "--yes", "--allow", "broadens-iam"]);
        assert_eq!(deployed.code, 0, "{}", deployed.talk);
        endpoint
    }

    /// Returns the folder in which the program runs.
    pub(crate) fn folder(&self) -> &Path {
        &self.place.0
    }

    /// Runs the program with one of its sets of stacks.
    pub(crate) fn run(&self, stacks: &str, arguments: &[&str]) -> Ran {
        self.run_with(stacks, arguments, &[])
    }

    /// As [`run`](Self::run), with more environment variables.
    pub(crate) fn run_with(&self, stacks: &str, arguments: &[&str], more: &[(&str, &str)]) -> Ran {
        let output = self.command(stacks, arguments, more).output().expect("the program starts");
        Ran::of(output)
    }

    /// Begins the program and lets it go on; its data can be read along.
    pub(crate) fn begin(&self, stacks: &str, arguments: &[&str]) -> Begun {
        let mut command = self.command(stacks, arguments, &[]);
        let mut child =
            command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program starts");
        let output = child.stdout.take().expect("a pipe");
        let (sender, lines) = mpsc::channel();
        std::thread::spawn(move || {
            // Whoever does not listen any more has heard enough.
            BufReader::new(output).lines().map_while(Result::ok).try_for_each(|line| sender.send(line))
        });
        Begun { child, lines }
    }

    fn command(&self, stacks: &str, arguments: &[&str], more: &[(&str, &str)]) -> Command {
        let url = self.simulator.url();
        let keys = [("AWS_ACCESS_KEY_ID", "test"), ("AWS_SECRET_ACCESS_KEY", "test")];
        let mut command = command(&self.place.0, stacks, arguments, &keys);
        command.env("AWS_ENDPOINT_URL", url).envs(more.iter().copied());
        command
    }

    /// Returns what a task was told to do otherwise than its definition says.
    pub(crate) fn overrides_of(&self, task: &str) -> Value {
        let body = json!({ "cluster": task.split('/').nth(1), "tasks": [task] });
        self.ask(Service::Ecs, "DescribeTasks", &body)["tasks"][0]["overrides"].clone()
    }

    /// Asks the simulated AWS itself, past the program.
    pub(crate) fn ask(&self, service: Service, operation: &str, body: &Value) -> Value {
        let now = self.simulator.clock().now();
        let answer = self.simulator.with_world(|world| world.answer(service, operation, body, now));
        answer.expect("it is allowed")
    }
}

/// A program that goes on. It ends with the test.
pub(crate) struct Begun {
    child: Child,
    lines: mpsc::Receiver<String>,
}

impl Begun {
    /// Waits for the next line of its data, and returns it.
    pub(crate) fn line(&self) -> String {
        self.lines.recv_timeout(PATIENCE).expect("the program prints a line, within two minutes")
    }

    /// Presses Ctrl-C, and returns the exit code and what was still printed.
    #[cfg(unix)]
    pub(crate) fn interrupt(mut self) -> (Option<i32>, Vec<String>) {
        let kill = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status();
        assert!(kill.expect("there is a kill").success());
        let mut rest = Vec::new();
        while let Ok(line) = self.lines.recv_timeout(PATIENCE) {
            rest.push(line);
        }
        (self.child.wait().expect("the program ends").code(), rest)
    }
}

impl Begun {
    /// Reads no more, and waits for the program to notice; returns its exit code.
    pub(crate) fn unread(mut self, write_more: impl Fn()) -> Option<i32> {
        drop(std::mem::replace(&mut self.lines, mpsc::channel().1));
        let begun = std::time::Instant::now();
        while begun.elapsed() < PATIENCE {
            write_more();
            if let Some(ended) = self.child.try_wait().expect("it was started") {
                return ended.code();
            }
        }
        panic!("the program goes on although nobody reads it")
    }
}

impl Drop for Begun {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
