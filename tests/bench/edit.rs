//! From an edit of one line of a stack to the printed assembly: `cargo run -- synth`, compiler and linker included.

use std::fs;
use std::path::{Path, PathBuf};

use ecs_dsl_tests::measure::{Pair, Run, Table};
use ecs_dsl_tests::workspace;

use crate::build::{self, Apart};
use crate::{Extent, Failure, bare};

pub(crate) fn measured(extent: Extent) -> Result<String, Failure> {
    let times = if extent == Extent::Full { 15 } else { 2 };
    let folder = build::scenario("edit");
    let ours = copied(&folder)?;
    let beside = bare::prepared(&folder)?;
    let our_file = Edited::new(a_stack(&ours.workspace.join("stacks").join("src"))?)?;
    let bare_file = Edited::new(beside.workspace.join("bare").join("src").join("main.rs"))?;
    // What is built here is what every later run finds built.
    ours.cargo(&["run", "--", "synth"])?;
    beside.cargo(&["run", "--", "synth"])?;

    let (mut edits, mut edits_beside) = (0.., 0..);
    let pair = Pair::measure(
        times,
        || seen(&ours, &our_file, edits.next().unwrap_or_default()),
        || seen(&beside, &bare_file, edits_beside.next().unwrap_or_default()),
    )?;
    let mut table = Table::new(&[
        "one line edited → `cargo run -- synth`",
        "wall: median (min–max)",
        "processor",
        "ratio",
    ]);
    let name = our_file.path.strip_prefix(&ours.workspace).unwrap_or(&our_file.path);
    table.row([
        format!("this workspace (`{}`)", name.display()),
        pair.ours.wall(),
        pair.ours.cpu(),
        pair.times(),
    ]);
    table.row(["serde + clap alone".to_owned(), pair.beside.wall(), pair.beside.cpu(), "1".to_owned()]);
    Ok(table.to_string())
}

/// Edits the file and runs the program until it has printed.
fn seen(apart: &Apart, file: &Edited, edit: u32) -> Result<Run, Failure> {
    file.edit(edit)?;
    let ran = apart.cargo(&["run", "--", "synth"])?;
    if !ran.said.contains("Compiling") {
        return Err(
            format!("{} was edited and cargo compiled nothing:\n{}", file.path.display(), ran.said).into()
        );
    }
    Ok(ran.run)
}

/// Copies the files of this workspace that git knows or would take, so that the user's own are not edited.
fn copied(folder: &Path) -> Result<Apart, Failure> {
    let apart = Apart { workspace: folder.join("workspace"), target: folder.join("target") };
    build::remove(&apart.workspace)?;
    let listed = build::git(&["ls-files", "-z", "--cached", "--others", "--exclude-standard"])?;
    for name in listed.split_terminator('\0') {
        let from = workspace::root().join(name);
        // A file that was removed and not yet committed so.
        if !from.is_file() {
            continue;
        }
        let to = apart.workspace.join(name);
        fs::create_dir_all(to.parent().unwrap_or(&apart.workspace))?;
        fs::copy(from, to)?;
    }
    Ok(apart)
}

/// Returns the file that a user would edit: the first of the stacks, or `main.rs` where there is none.
fn a_stack(folder: &Path) -> Result<PathBuf, Failure> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| entry.map(|it| it.path())).collect::<Result<_, _>>()?;
    files.retain(|file| file.extension().is_some_and(|it| it == "rs"));
    files.sort_unstable_by_key(|file| (file.ends_with("main.rs"), file.clone()));
    files.into_iter().next().ok_or_else(|| format!("{} has no Rust files", folder.display()).into())
}

/// A file whose first function is edited again and again.
struct Edited {
    path: PathBuf,
    /// The text up to the end of the line that opens the function.
    before: String,
    after: String,
}

impl Edited {
    fn new(path: PathBuf) -> Result<Self, Failure> {
        let text = fs::read_to_string(&path)?;
        let at = opening_of_first_function(&text).ok_or(format!("{} has no function", path.display()))?;
        let (before, after) = text.split_at(at);
        Ok(Self { before: before.to_owned(), after: after.to_owned(), path })
    }

    /// Writes the file with one statement that differs from edit to edit.
    ///
    /// On the line that is there, as when a value is changed: more lines would move everything behind them, which
    /// costs the compiler more.
    fn edit(&self, nth: u32) -> Result<(), Failure> {
        let statement = format!(" std::hint::black_box({nth}_u32);");
        Ok(fs::write(&self.path, [self.before.as_str(), &statement, &self.after].concat())?)
    }
}

/// Returns the place behind the brace that opens the body of the first function.
fn opening_of_first_function(text: &str) -> Option<usize> {
    let mut at = 0;
    let mut in_function = false;
    for line in text.split_inclusive('\n') {
        in_function |= ["fn ", "pub fn ", "pub(crate) fn "].iter().any(|start| line.starts_with(start));
        if in_function && let Some(brace) = line.find('{') {
            return Some(at + brace + 1);
        }
        at += line.len();
    }
    None
}
