//! The command line as its users meet it: what is printed, where, and the exit code.

mod access;
mod check;
mod completions;
mod deploy;
mod diff;
mod exec;
mod explain;
mod graph;
mod home;
mod import;
mod list;
mod logs;
mod place;
mod proxy;
mod rollback;
mod run;
mod run_task;
mod saved;
mod synth;
mod terminal;
