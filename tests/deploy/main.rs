//! Deploying, against the simulator and against AWS as others wrote it: what is done, and what is left
//! when something goes wrong in the middle.

mod access;
mod adopt;
mod capacity;
mod draining;
mod emulators;
mod kinds;
mod lifecycle;
mod pages;
mod put_back;
mod put_back_mark;
mod refusals;
mod rig;
mod rollback;
mod rollouts;
mod run_task;
mod scale;
mod stack;
mod stacks;
mod stage;
mod survival;
