//! Deploying, against the simulator and against AWS as others wrote it: what is done, and what is left
//! when something goes wrong in the middle.

mod capacity;
mod crashes;
mod emulators;
mod lifecycle;
mod log_groups;
mod network;
mod owned;
mod rig;
mod rollouts;
mod scale;
mod stack;
