//! The command line as its users meet it: what is printed, where, and the exit code.

mod check;
mod deploy;
mod diff;
mod explain;
mod graph;
mod import;
mod list;
mod run;
mod synth;
