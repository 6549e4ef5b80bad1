//! What `synth` makes of the example stacks, and what others make of that.

mod assembly;
mod graph;
mod judges;
mod queries;
mod roles;
mod rules;
mod snapshots;
mod stacks;
