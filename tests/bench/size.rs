//! `synth` of 1, 100, 1,000 and 10,000 services: the whole process, without cargo.

use std::path::PathBuf;
use std::process::Command;

use ecs_dsl_tests::measure::{Pair, Run, Stats, Table};
use ecs_dsl_tests::workspace;

use crate::build::{self, Apart};
use crate::{Extent, Failure, bare};

/// The binary of this package that builds a stack of as many services as its argument says and prints its assembly:
/// task definition, two roles, log group and service each.
const APP: &str = "bench-app";

pub(crate) fn measured(extent: Extent) -> Result<String, Failure> {
    let (services, profiles, times): (&[u32], &[Profile], u32) = match extent {
        Extent::Full => (&[1, 100, 1_000, 10_000], &[Profile::Dev, Profile::Release], 15),
        Extent::Smoke => (&[1, 100], &[Profile::Dev], 2),
    };
    let folder = build::scenario("size");
    let bare = bare::prepared(&folder)?;
    let own = Apart { workspace: workspace::root().to_owned(), target: workspace::target() };

    let columns =
        ["services", "program", "profile", "wall: median (min–max)", "peak memory", "JSON", "ratio"];
    let mut table = Table::new(&columns);
    for profile in profiles {
        let beside = Program { path: profile.built(&bare, "bare", "bare")?, folder: folder.join("tmp-bare") };
        let path = profile.built(&own, "ecs-dsl-tests", APP)?;
        let ours = Program { path, folder: folder.join("tmp-ours") };
        for &services in services {
            let (mut printed, mut printed_beside) = (0, 0);
            let pair = Pair::measure(
                times,
                || ours.synth(services, &mut printed),
                || beside.synth(services, &mut printed_beside),
            )?;
            let mut row = |program: &str, stats: &Stats, printed: u64, ratio: String| {
                let json = format!("{} kB", printed.div_ceil(1000));
                let profile = profile.name().to_owned();
                let services = thousands(services);
                table.row([services, program.to_owned(), profile, stats.wall(), stats.memory(), json, ratio]);
            };
            row("`synth`", &pair.ours, printed, pair.times());
            row("serde + clap alone", &pair.beside, printed_beside, "1".to_owned());
        }
    }
    Ok(table.to_string())
}

/// A program to measure, and where its output goes.
#[derive(Debug)]
struct Program {
    path: PathBuf,
    folder: PathBuf,
}

impl Program {
    fn synth(&self, services: u32, printed: &mut u64) -> Result<Run, Failure> {
        std::fs::create_dir_all(&self.folder)?;
        let mut command = Command::new(&self.path);
        let ran = build::ran(command.args(["synth", "--services", &services.to_string()]), &self.folder)?;
        *printed = ran.printed;
        Ok(ran.run)
    }
}

/// How the program is compiled: a user's `cargo run` is `dev`.
#[derive(Debug, Clone, Copy)]
enum Profile {
    Dev,
    Release,
}

impl Profile {
    fn name(self) -> &'static str {
        match self {
            Self::Dev => "dev",
            Self::Release => "release",
        }
    }

    fn built(self, apart: &Apart, package: &str, binary: &str) -> Result<PathBuf, Failure> {
        apart.cargo(&[
            "build",
            "--quiet",
            "--profile",
            self.name(),
            "--package",
            package,
            "--bin",
            binary,
        ])?;
        let folder = match self {
            Self::Dev => "debug",
            Self::Release => "release",
        };
        Ok(apart.target.join(folder).join(binary))
    }
}

fn thousands(number: u32) -> String {
    match (number / 1000, number % 1000) {
        (0, rest) => rest.to_string(),
        (thousands, rest) => format!("{thousands},{rest:03}"),
    }
}
