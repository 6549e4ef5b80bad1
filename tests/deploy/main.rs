//! Deploying, against the simulator and against AWS as others wrote it: what is done, and what is left
//! when something goes wrong in the middle.

mod capacity;
mod crashes;
mod draining;
mod emulators;
mod lifecycle;
mod network;
mod put_back;
mod rig;
mod rollouts;
mod run_task;
mod scale;
mod stack;
