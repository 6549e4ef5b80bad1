//! The command line as its users meet it: what is printed, where, and the exit code.

mod explain;
mod list;
mod run;
mod synth;
