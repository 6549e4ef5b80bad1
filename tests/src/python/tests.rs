//! Installing, once and again, from a package that is made here: no network.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::install::up_to_date;
use crate::availability::or_skip;
use crate::workspace;

/// A package as a wheel file, which is a zip archive: pip installs it without asking anyone.
fn wheel(folder: &Path, version: &str) -> PathBuf {
    let path = folder.join(format!("tiny-{version}-py3-none-any.whl"));
    let make = r#"
import sys, zipfile
path, version = sys.argv[1:]
info = f"tiny-{version}.dist-info/"
files = {
    "tiny.py": f"VERSION = {version!r}\n",
    info + "METADATA": f"Metadata-Version: 2.1\nName: tiny\nVersion: {version}\n",
    info + "WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
}
record = "".join(f"{name},,\n" for name in [*files, info + "RECORD"])
with zipfile.ZipFile(path, "w") as archive:
    for name, text in {**files, info + "RECORD": record}.items():
        archive.writestr(name, text)
"#;
    let made = Command::new("python3").args(["-c", make]).arg(&path).arg(version).status();
    assert!(made.is_ok_and(|status| status.success()), "cannot make {}", path.display());
    path
}

fn fresh(name: &str) -> PathBuf {
    let folder = workspace::scratch("python-install").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the scratch folder is ours");
    folder
}

fn installed(python: &Path) -> String {
    let output = Command::new(python).args(["-c", "import tiny; print(tiny.VERSION)"]).output();
    String::from_utf8_lossy(&output.expect("an installed Python starts").stdout).trim().to_owned()
}

#[test]
fn an_environment_is_installed_once_and_again_when_its_requirements_change() {
    let folder = fresh("again");
    let requirements = folder.join("requirements.txt");
    let environment = folder.join("environment");
    let Some(_) = or_skip(super::install::version_of("python3")) else { return };

    fs::write(&requirements, wheel(&folder, "1.0").display().to_string()).expect("writable");
    let Some(python) = or_skip(up_to_date("python3", &requirements, &environment)) else { return };
    assert_eq!(installed(&python), "1.0");

    let witness = environment.join("witness");
    fs::write(&witness, "").expect("writable");
    up_to_date("python3", &requirements, &environment).expect("was installed a moment ago");
    assert!(witness.exists(), "an environment that is up to date was made anew");

    fs::write(&requirements, wheel(&folder, "2.0").display().to_string()).expect("writable");
    let python = up_to_date("python3", &requirements, &environment).expect("could install a moment ago");
    assert_eq!(installed(&python), "2.0");
    assert!(!witness.exists(), "the environment of other requirements was kept");
}

#[test]
fn an_installation_cut_short_is_made_anew() {
    let folder = fresh("cut-short");
    let requirements = folder.join("requirements.txt");
    let environment = folder.join("environment");
    let Some(_) = or_skip(super::install::version_of("python3")) else { return };
    fs::write(&requirements, wheel(&folder, "1.0").display().to_string()).expect("writable");

    fs::create_dir_all(environment.join("bin")).expect("writable");
    fs::write(environment.join("bin").join("python"), "what a killed process left").expect("writable");
    let Some(python) = or_skip(up_to_date("python3", &requirements, &environment)) else { return };
    assert_eq!(installed(&python), "1.0");
}

#[test]
fn two_that_ask_at_once_get_one_installation() {
    let folder = fresh("at-once");
    let requirements = folder.join("requirements.txt");
    let environment = folder.join("environment");
    let Some(_) = or_skip(super::install::version_of("python3")) else { return };
    fs::write(&requirements, wheel(&folder, "1.0").display().to_string()).expect("writable");

    let ask = || up_to_date("python3", &requirements, &environment);
    let answers = std::thread::scope(|scope| {
        let others = [scope.spawn(ask), scope.spawn(ask), scope.spawn(ask)];
        others.map(|other| other.join().expect("no panic"))
    });
    for answer in answers {
        let Some(python) = or_skip(answer) else { return };
        assert_eq!(installed(&python), "1.0");
    }
}

#[test]
fn what_is_missing_is_named() {
    let folder = fresh("missing");
    let requirements = folder.join("requirements.txt");
    fs::write(&requirements, "").expect("writable");
    let why = up_to_date("python-of-nowhere", &requirements, &folder.join("environment"))
        .expect_err("no such program");
    assert!(why.to_string().contains("`python-of-nowhere` does not start"), "{why}");

    let Some(_) = or_skip(super::install::version_of("python3")) else { return };
    fs::write(&requirements, folder.join("tiny-9.9-py3-none-any.whl").display().to_string())
        .expect("writable");
    let why = up_to_date("python3", &requirements, &folder.join("environment")).expect_err("no such package");
    assert!(why.to_string().contains("tiny-9.9-py3-none-any.whl"), "{why}");
}
