//! From nothing to the first JSON: `git clone`, `cargo run -- synth`, with the crates downloaded before and nothing
//! built.

use std::path::Path;
use std::time::Instant;

use ecs_dsl_tests::measure::{Pair, Run, Table};
use ecs_dsl_tests::workspace;

use crate::build::{self, Apart};
use crate::{Extent, Failure, bare};

pub(crate) fn measured(extent: Extent) -> Result<String, Failure> {
    let times = if extent == Extent::Full { 3 } else { 1 };
    let folder = build::scenario("cold");
    let beside = bare::prepared(&folder)?;
    beside.cargo(&["fetch", "--quiet"])?;
    cloned(&folder)?.cargo(&["fetch", "--quiet"])?;

    let mut crates = 0;
    let mut printed = 0;
    let pair = Pair::measure(
        times,
        || {
            let begun = Instant::now();
            let apart = cloned(&folder)?;
            let run = first_run(&apart, &mut crates, &mut printed)?;
            Ok(Run { wall: begun.elapsed(), ..run })
        },
        || first_run(&beside, &mut 0, &mut 0),
    )?;
    let mut table = Table::new(&[
        "cold clone → `cargo run -- synth`",
        "wall: median (min–max)",
        "processor",
        "crates",
        "ratio",
    ]);
    if printed == 0 {
        return Err("`synth` printed nothing".into());
    }
    let name = "this workspace, no AWS SDK among its crates";
    table.row([name.to_owned(), pair.ours.wall(), pair.ours.cpu(), crates.to_string(), pair.times()]);
    table.row([
        "serde + clap alone, without the clone".to_owned(),
        pair.beside.wall(),
        pair.beside.cpu(),
        String::new(),
        "1".to_owned(),
    ]);
    Ok(table.to_string())
}

/// Clones what is committed here; what is not is not what a user would get.
fn cloned(folder: &Path) -> Result<Apart, Failure> {
    let apart = Apart { workspace: folder.join("clone"), target: folder.join("target") };
    build::remove(&apart.workspace)?;
    let head = build::git(&["rev-parse", "HEAD"])?;
    let (from, to) = (workspace::root().to_string_lossy(), apart.workspace.to_string_lossy());
    build::git(&["clone", "--quiet", "--no-checkout", &from, &to])?;
    build::git(&["-C", &to, "checkout", "--quiet", "--detach", head.trim()])?;
    Ok(apart)
}

/// Builds everything and runs it, and fails when a part of the AWS SDK was built for it.
fn first_run(apart: &Apart, crates: &mut usize, printed: &mut u64) -> Result<Run, Failure> {
    build::remove(&apart.target)?;
    let ran = apart.cargo(&["run", "--", "synth"])?;
    let compiled: Vec<&str> =
        ran.said.lines().filter_map(|line| line.trim().strip_prefix("Compiling ")).collect();
    if compiled.is_empty() {
        return Err(format!("cargo compiled nothing in {}:\n{}", apart.target.display(), ran.said).into());
    }
    if let Some(sdk) = compiled.iter().find(|it| it.starts_with("aws-")) {
        return Err(format!("`synth` must not need the AWS SDK, and {sdk} was compiled for it").into());
    }
    *crates = compiled.len();
    *printed = ran.printed;
    Ok(ran.run)
}
