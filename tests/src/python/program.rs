//! A Python program that answers each line of JSON with one line of JSON.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde::Serialize;
use serde_json::Value;

/// A running program, asked as often as needed: starting Python and loading a service's model takes longer than
/// hundreds of answers.
#[derive(Debug)]
pub struct Program {
    child: Child,
    questions: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Program {
    /// Starts the program; what it says on stderr goes to ours.
    ///
    /// # Panics
    /// When it does not start.
    #[must_use]
    pub fn start(mut command: Command) -> Self {
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap_or_else(|e| panic!("{command:?} does not start: {e}"));
        let questions = child.stdin.take();
        let answers = BufReader::new(child.stdout.take().expect("stdout is a pipe"));
        Self { child, questions, answers }
    }

    /// Returns the program's answer to one question.
    ///
    /// # Panics
    /// When the program ended instead of answering: its traceback is on stderr.
    pub fn ask(&mut self, question: &impl Serialize) -> Value {
        let mut line = serde_json::to_string(question).expect("a question is JSON");
        line.push('\n');
        let questions = self.questions.as_mut().expect("open until dropped");
        let mut answer = String::new();
        let asked = questions.write_all(line.as_bytes()).and_then(|()| self.answers.read_line(&mut answer));
        match asked {
            Ok(read) if read > 0 => serde_json::from_str(&answer)
                .unwrap_or_else(|e| panic!("the program's answer is not JSON ({e}): {answer}")),
            Ok(_) => panic!("the program ended instead of answering {line}"),
            Err(e) => panic!("the program cannot be asked {line}: {e}"),
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // The end of its questions is what ends the program.
        self.questions = None;
        let _ = self.child.wait();
    }
}
