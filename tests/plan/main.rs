//! What is wanted and what there is, and the plan between the two.

mod actions;
mod back;
mod corpus;
mod describe;
mod manifests;
mod policies;
mod rows;
#[path = "../synth/stacks.rs"]
mod stacks;
mod world;
