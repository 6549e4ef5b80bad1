//! One run of one process.

use std::fs::File;
use std::io;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use wait4::Wait4 as _;

/// What one run of a process took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// The time from before the start to after the end.
    pub wall: Duration,
    /// The processor time of the process and of those it waited for, which other work on the machine changes less.
    pub cpu: Duration,
    /// The most memory, in bytes, that the process or one of the processes it waited for had at once.
    ///
    /// The system counts from the fork on, so it is never less than what this process has had at most: who measures
    /// small programs stays small, and does not read their output into memory.
    pub peak: u64,
    /// How it ended.
    pub status: ExitStatus,
}

/// Runs a process to its end, its output and its messages going to files: a pipe would be read by us while we measure.
///
/// # Errors
/// When the files cannot be written or the process does not start.
pub fn run(command: &mut Command, stdout: &Path, stderr: &Path) -> io::Result<Run> {
    command.stdin(Stdio::null()).stdout(File::create(stdout)?).stderr(File::create(stderr)?);
    let begun = Instant::now();
    let ended = command.spawn()?.wait4()?;
    let (wall, used) = (begun.elapsed(), ended.rusage);
    Ok(Run { wall, cpu: used.utime + used.stime, peak: used.maxrss, status: ended.status })
}
