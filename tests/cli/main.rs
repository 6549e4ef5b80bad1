//! The command line as its users meet it: what is printed, where, and the exit code.

mod access;
mod check;
mod deploy;
mod diff;
mod explain;
mod graph;
mod list;
mod place;
mod run;
mod synth;
mod terminal;
