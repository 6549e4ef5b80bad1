//! Deploying, against the simulator and against AWS as others wrote it: what is done, and what is left
//! when something goes wrong in the middle.

mod capacity;
mod draining;
mod emulators;
mod lifecycle;
mod pages;
mod refusals;
mod rig;
mod rollouts;
mod scale;
mod stack;
mod stage;
mod survival;
