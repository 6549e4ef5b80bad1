//! The same calls without the program: what the other side itself takes.
//!
//! A [`Recorder`] stands between the program and the emulator once and keeps what went through it, byte by byte. From
//! then on the requests can be sent by a client that does nothing else: open a connection, write, read until it ends.
//! moto closes the connection after every answer, so a connection a call is what the program needs too.

use std::io::{self, Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::task::JoinSet;

use crate::Failure;

/// How long the other side may take for an answer.
const PATIENCE: Duration = Duration::from_secs(120);

/// A request as it was sent, and when.
#[derive(Debug, Clone)]
pub(crate) struct Recorded {
    bytes: Vec<u8>,
    /// Its status line, which a repetition must have too.
    status: String,
    begun: Instant,
    ended: Instant,
}

/// Lets everything through to the emulator and writes it down.
#[derive(Debug)]
pub(crate) struct Recorder {
    port: u16,
    recorded: Arc<Mutex<Vec<Recorded>>>,
}

impl Recorder {
    /// Starts one before the emulator at a port. It lives as long as the process.
    pub(crate) fn before(port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let recorder = Self { port: listener.local_addr()?.port(), recorded: Arc::default() };
        let recorded = Arc::clone(&recorder.recorded);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let recorded = Arc::clone(&recorded);
                thread::spawn(move || {
                    // What fails here fails for the program too, which says so.
                    if let Ok(one) = passed_on(stream, port) {
                        recorded.lock().unwrap_or_else(PoisonError::into_inner).push(one);
                    }
                });
            }
        });
        Ok(recorder)
    }

    pub(crate) fn endpoint(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Returns what went through since the last time, in the order in which it was begun.
    pub(crate) fn take(&self) -> Vec<Recorded> {
        let mut all = std::mem::take(&mut *self.recorded.lock().unwrap_or_else(PoisonError::into_inner));
        all.sort_by_key(|one| one.begun);
        all
    }
}

/// Passes one request on and its answer back.
fn passed_on(mut client: TcpStream, port: u16) -> io::Result<Recorded> {
    let bytes = request(&mut client)?;
    let begun = Instant::now();
    let mut emulator = TcpStream::connect(("127.0.0.1", port))?;
    emulator.set_read_timeout(Some(PATIENCE))?;
    emulator.write_all(&bytes)?;
    let mut answer = Vec::new();
    emulator.read_to_end(&mut answer)?;
    let ended = Instant::now();
    client.write_all(&answer)?;
    client.shutdown(Shutdown::Both)?;
    Ok(Recorded { bytes, status: status_line(&answer), begun, ended })
}

/// Reads a request to its end, which its content-length tells.
fn request(client: &mut TcpStream) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 16 << 10];
    loop {
        if let Some(length) = whole_length(&bytes)
            && bytes.len() >= length
        {
            return Ok(bytes);
        }
        match client.read(&mut buffer)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            read => bytes.extend_from_slice(&buffer[..read]),
        }
    }
}

/// Returns how long a request is, head and body, once its head is there.
fn whole_length(bytes: &[u8]) -> Option<usize> {
    let head = bytes.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
    let text = String::from_utf8_lossy(&bytes[..head]).to_ascii_lowercase();
    let length = text.lines().find_map(|line| line.strip_prefix("content-length:"));
    Some(head + length.and_then(|length| length.trim().parse().ok()).unwrap_or(0))
}

fn status_line(answer: &[u8]) -> String {
    let line = answer.split(|byte| *byte == b'\r').next().unwrap_or_default();
    String::from_utf8_lossy(line).into_owned()
}

/// Puts other texts of the same length in the place of those that an emulator makes up anew after each reset.
pub(crate) fn with(recorded: &[Recorded], exchanged: &[(&str, &str)]) -> Result<Vec<Recorded>, Failure> {
    let mut all = recorded.to_vec();
    for one in &mut all {
        for (old, new) in exchanged {
            if old.len() != new.len() {
                return Err(format!("`{new}` is not as long as `{old}`").into());
            }
            let places: Vec<usize> = one
                .bytes
                .windows(old.len())
                .enumerate()
                .filter(|(_, it)| *it == old.as_bytes())
                .map(|it| it.0)
                .collect();
            for place in places {
                one.bytes[place..place + old.len()].copy_from_slice(new.as_bytes());
            }
        }
    }
    Ok(all)
}

/// How requests are sent again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// Each after the answer to the one before.
    BackToBack,
    /// Each once all are answered that had been answered when it was begun: with the parallelism of the recording.
    AsRecorded,
}

/// Sends requests again, and returns how long that took.
pub(crate) async fn replay(port: u16, requests: &[Recorded], manner: Manner) -> Result<Duration, Failure> {
    let begun = Instant::now();
    let needs = |nth: usize| match manner {
        Manner::BackToBack => nth,
        // In the order of their beginnings, so whatever ended before this one began stands before it.
        Manner::AsRecorded => requests[..nth].iter().filter(|it| it.ended <= requests[nth].begun).count(),
    };
    let mut by_end: Vec<usize> = (0..requests.len()).collect();
    if manner == Manner::AsRecorded {
        by_end.sort_by_key(|&nth| requests[nth].ended);
    }
    let mut done = vec![false; requests.len()];
    let mut running = JoinSet::new();
    let mut next = 0;
    loop {
        while next < requests.len() && by_end[..needs(next)].iter().all(|&nth| done[nth]) {
            let (nth, bytes) = (next, requests[next].bytes.clone());
            running.spawn(async move { (nth, send(port, &bytes).await) });
            next += 1;
        }
        match running.join_next().await {
            None => break,
            Some(ended) => {
                let (nth, answer) = ended?;
                let (status, wanted) = (status_line(&answer?), &requests[nth].status);
                if status != *wanted {
                    return Err(
                        format!("a repeated call was answered `{status}` instead of `{wanted}`").into()
                    );
                }
                done[nth] = true;
            }
        }
    }
    Ok(begun.elapsed())
}

async fn send(port: u16, bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut stream = tokio::net::TcpStream::connect(("127.0.0.1", port)).await?;
    stream.set_nodelay(true)?;
    stream.write_all(bytes).await?;
    let mut answer = Vec::new();
    tokio::time::timeout(PATIENCE, stream.read_to_end(&mut answer)).await??;
    Ok(answer)
}
