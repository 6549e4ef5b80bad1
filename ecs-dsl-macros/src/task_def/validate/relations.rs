//! What the containers of a task are to each other: each is there, and none waits for itself.

use proc_macro2::Ident;

use crate::support::entry::{nearest_of, plain};
use crate::support::errors::{Errors, advice};
use crate::task_def::model::{Step, Task, TaskStep};

/// Checks that what is named is there.
pub(super) fn siblings(task: &Task, errors: &mut Errors) {
    let containers: Vec<String> = task.containers.iter().map(|container| plain(&container.field)).collect();
    let volumes: Vec<String> = task.volumes.iter().map(|volume| plain(&volume.handle)).collect();
    let mut check = |name: &Ident, noun: &str, known: &[String], missing: &str| {
        if known.iter().any(|known| *known == plain(name)) {
            return;
        }
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        let what = format!("this task has no {noun} `{name}`");
        let (why, fix) = if known.is_empty() {
            (format!("it has no {noun}s at all"), missing.to_owned())
        } else {
            (format!("{noun}s are meant by their names in this struct"), nearest_of(&plain(name), &known))
        };
        errors.push(name, advice(what, why, fix));
    };
    for step in &task.steps {
        if let TaskStep::Proxy { container, .. } = step {
            check(container, "container", &containers, "add a field for it");
        }
    }
    for step in task.containers.iter().flat_map(|container| &container.steps) {
        match step {
            Step::Mount { volume, .. } => {
                let missing = format!("add `volumes({volume})` to `#[task_def(…)]`");
                check(volume, "volume", &volumes, &missing);
            }
            step => {
                if let Some(other) = step.other() {
                    check(other, "container", &containers, "add a field for it");
                }
            }
        }
    }
}

/// Finds containers that wait for each other, and so never start.
pub(super) fn cycles(task: &Task, errors: &mut Errors) {
    let index = |name: &Ident| task.containers.iter().position(|container| container.field == *name);
    let edges: Vec<Vec<(usize, &Ident)>> = task
        .containers
        .iter()
        .map(|container| {
            container
                .steps
                .iter()
                .filter_map(Step::other)
                .filter_map(|other| Some((index(other)?, other)))
                .collect()
        })
        .collect();
    let mut done = vec![false; edges.len()];
    for start in 0..edges.len() {
        let mut path = Vec::new();
        if let Some((from, at)) = walk(start, &edges, &mut done, &mut path) {
            let ring: Vec<String> = path
                .iter()
                .skip(from)
                .chain(path.get(from))
                .filter_map(|index| task.containers.get(*index))
                .map(|container| format!("`{}`", container.field))
                .collect();
            let what = if ring.len() == 2 {
                format!("{} waits for itself", ring.concat().split_inclusive('`').take(2).collect::<String>())
            } else {
                format!("these containers wait for each other: {}", ring.join(" → "))
            };
            let why = "each would start after the other, so none would start";
            errors.push(at, advice(what, why, "remove one of these dependencies"));
        }
    }
}

/// Follows the edges from a container; returns where on the path a ring begins, and the name that closes it.
fn walk<'t>(
    at: usize,
    edges: &[Vec<(usize, &'t Ident)>],
    done: &mut [bool],
    path: &mut Vec<usize>,
) -> Option<(usize, &'t Ident)> {
    if done.get(at).copied().unwrap_or(true) {
        return None;
    }
    path.push(at);
    for &(next, name) in edges.get(at).into_iter().flatten() {
        if let Some(from) = path.iter().position(|seen| *seen == next) {
            path.iter().for_each(|&seen| mark(done, seen));
            return Some((from, name));
        }
        if let Some(ring) = walk(next, edges, done, path) {
            return Some(ring);
        }
    }
    path.pop();
    mark(done, at);
    None
}

fn mark(done: &mut [bool], at: usize) {
    if let Some(done) = done.get_mut(at) {
        *done = true;
    }
}
