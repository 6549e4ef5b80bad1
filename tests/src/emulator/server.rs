//! The emulator's process: its port, its log, its end.

use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::workspace;

/// How long an answer may take on a machine that is busy with everything else.
const PATIENCE: Duration = Duration::from_secs(120);

/// `serve.py` and the emulator inside it.
#[derive(Debug)]
pub(super) struct Server {
    child: Child,
    // Open for as long as the server shall live: its end is what ends the server.
    lifeline: Option<ChildStdin>,
    port: u16,
    log: PathBuf,
}

impl Server {
    pub(super) fn start(name: &str, mut command: Command) -> Self {
        static STARTED: AtomicU32 = AtomicU32::new(0);
        let nth = STARTED.fetch_add(1, Ordering::Relaxed);
        let log = workspace::scratch("emulators").join(format!("{name}-{}-{nth}.log", std::process::id()));
        let file = File::create(&log).unwrap_or_else(|e| panic!("cannot write {}: {e}", log.display()));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(file);
        let mut child = command.spawn().unwrap_or_else(|e| panic!("{command:?} does not start: {e}"));
        let lifeline = child.stdin.take();
        let mut said = String::new();
        let stdout = child.stdout.take().expect("stdout is a pipe");
        let _ = BufReader::new(stdout).read_line(&mut said);
        let mut server = Self { child, lifeline, port: 0, log };
        match said.trim().parse() {
            Ok(port) => server.port = port,
            Err(_) => panic!("{name} gave {said:?} as its port; its log:\n{}", server.log()),
        }
        server
    }

    pub(super) fn port(&self) -> u16 {
        self.port
    }

    pub(super) fn log(&self) -> String {
        fs::read(&self.log).map_or_else(|e| e.to_string(), |log| String::from_utf8_lossy(&log).into_owned())
    }

    #[cfg(test)]
    pub(super) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Calls one of the emulator's own addresses.
    pub(super) fn call(&self, method: &str, path: &str) {
        match status(self.port, method, path) {
            Ok(200..=299) => {}
            Ok(status) => panic!("{method} {path} was answered with {status}; the log:\n{}", self.log()),
            Err(e) => panic!("{method} {path} was not answered: {e}; the log:\n{}", self.log()),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.lifeline = None;
        let begun = Instant::now();
        while let Ok(None) = self.child.try_wait() {
            // It ends at once; should it hang, its own process is ours to kill.
            if begun.elapsed() > Duration::from_secs(10) {
                let _ = self.child.kill();
                let _ = self.child.wait();
            }
            thread::sleep(Duration::from_millis(2));
        }
        if thread::panicking() {
            let log = self.log();
            let from = log.char_indices().rev().nth(4000).map_or(0, |(at, _)| at);
            let _ = writeln!(io::stderr(), "the end of {}:\n{}", self.log.display(), &log[from..]);
        } else {
            let _ = fs::remove_file(&self.log);
        }
    }
}

/// Returns the status of an answer over HTTP. The server accepts connections before it is up, and answers when it is.
fn status(port: u16, method: &str, path: &str) -> io::Result<u16> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let head = format!("{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n");
    stream.write_all(format!("{head}Content-Length: 0\r\nConnection: close\r\n\r\n").as_bytes())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let line = String::from_utf8_lossy(&answer);
    let status = line.split(' ').nth(1).and_then(|word| word.parse().ok());
    status.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, format!("not HTTP: {line}")))
}
