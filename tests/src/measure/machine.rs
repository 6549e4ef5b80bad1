//! The machine that figures were taken on: without it they mean nothing.

use std::fs;
use std::process::Command;
use std::thread;

/// Returns one line: processor, number of cores, memory, system and compiler; what cannot be read is left out.
#[must_use]
pub fn describe() -> String {
    let cores = thread::available_parallelism().map(|cores| format!("{cores} × "));
    let processor = field("/proc/cpuinfo", "model name").unwrap_or_else(|| std::env::consts::ARCH.to_owned());
    let memory = field("/proc/meminfo", "MemTotal").and_then(|total| {
        let kib: u64 = total.split(' ').next()?.parse().ok()?;
        Some(format!("{} GiB", kib.div_ceil(1 << 20)))
    });
    let system = fs::read_to_string("/proc/sys/kernel/osrelease")
        .map_or_else(|_| std::env::consts::OS.to_owned(), |release| format!("Linux {}", release.trim()));
    let compiler = Command::new("rustc").arg("--version").output().ok().and_then(|said| {
        let version = String::from_utf8(said.stdout).ok()?;
        Some(version.split(" (").next()?.trim().to_owned()).filter(|version| !version.is_empty())
    });
    let processor = Some(format!("{}{processor}", cores.unwrap_or_default()));
    [processor, memory, Some(system), compiler].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Returns the first value of a `name : value` line.
fn field(file: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    let line = text.lines().find(|line| line.starts_with(name))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}
