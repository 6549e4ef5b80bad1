//! Making a virtual environment what its requirements say, once, whoever asks.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::availability::Unavailable;

/// The oldest Python that the pinned packages run on.
const OLDEST: (u32, u32) = (3, 11);

/// Returns the Python of the environment in `folder`, which then holds what `requirements` names.
pub(super) fn up_to_date(python: &str, requirements: &Path, folder: &Path) -> Result<PathBuf, Unavailable> {
    let version = version_of(python)?;
    let pinned = fs::read_to_string(requirements).map_err(|e| io(requirements, &e))?;
    // The folder is in the stamp because the scripts of a virtual environment hold its path.
    let wanted = format!("{version}\n{}\n{pinned}", folder.display());
    let stamp = folder.join("installed");
    let executable = folder.join("bin").join("python");
    let is_up_to_date =
        || fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) && executable.exists();
    if is_up_to_date() {
        return Ok(executable);
    }

    let beside = folder.parent().unwrap_or(folder);
    fs::create_dir_all(beside).map_err(|e| io(beside, &e))?;
    let lock_path = folder.with_extension("lock");
    let lock = File::create(&lock_path).map_err(|e| io(&lock_path, &e))?;
    lock.lock().map_err(|e| io(&lock_path, &e))?;
    if is_up_to_date() {
        return Ok(executable);
    }

    if folder.exists() {
        fs::remove_dir_all(folder).map_err(|e| io(folder, &e))?;
    }
    run(&lock, Command::new(python).args(["-m", "venv"]).arg(folder))?;
    run(
        &lock,
        Command::new(&executable)
            .args(["-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"])
            .args(["--no-deps", "--only-binary", ":all:", "--retries", "2", "--requirement"])
            .arg(requirements),
    )?;
    run(&lock, Command::new(&executable).args(["-m", "pip", "check", "--disable-pip-version-check"]))?;
    // Written under another name first: a stamp cut short must not be taken for a whole one.
    let unfinished = folder.join("installed.new");
    fs::write(&unfinished, &wanted).map_err(|e| io(&unfinished, &e))?;
    fs::rename(&unfinished, &stamp).map_err(|e| io(&stamp, &e))?;
    Ok(executable)
}

pub(super) fn version_of(python: &str) -> Result<String, Unavailable> {
    let output = Command::new(python)
        .args([
            "-c",
            "import sys; print('%d %d %s' % (sys.version_info[0], sys.version_info[1], sys.version))",
        ])
        .output()
        .map_err(|e| {
            Unavailable::new(format!("`{python}` does not start: {e}; install Python 3.11 or newer"))
        })?;
    let version = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    let mut numbers = version.split(' ').map_while(|word| word.parse::<u32>().ok());
    match (numbers.next(), numbers.next()) {
        (Some(major), Some(minor)) if (major, minor) >= OLDEST => Ok(version),
        (Some(major), Some(minor)) => Err(Unavailable::new(format!(
            "`{python}` is {major}.{minor}; the pinned packages need {}.{} or newer",
            OLDEST.0, OLDEST.1
        ))),
        _ => Err(Unavailable::new(format!("`{python}` does not tell its version"))),
    }
}

/// Runs one step of the installation, which holds the lock as well: when this process is killed, a pip that outlives
/// it must not write into an environment that the next process has begun.
fn run(lock: &File, command: &mut Command) -> Result<(), Unavailable> {
    let shown = format!("{command:?}");
    let failed = |why: String| Unavailable::new(format!("{shown} failed: {why}"));
    let held = lock.try_clone().map_err(|e| failed(e.to_string()))?;
    let output = command.stdin(Stdio::from(held)).output().map_err(|e| failed(e.to_string()))?;
    if output.status.success() {
        return Ok(());
    }
    let said = [output.stdout, output.stderr].concat();
    Err(failed(format!("{}\n{}", output.status, String::from_utf8_lossy(&said).trim())))
}

fn io(path: &Path, error: &std::io::Error) -> Unavailable {
    Unavailable::new(format!("{}: {error}", path.display()))
}
