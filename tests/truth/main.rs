//! The plan tells the truth: what it says of a simulated AWS is what there is, no difference more and
//! none less.

mod corpus;
mod described;
mod examples;
mod log_groups;
mod mutations;
mod owned;
mod owners;
mod revisions;
mod rig;
mod service_members;
#[path = "../synth/stacks.rs"]
#[allow(dead_code, reason = "the stacks are used as one program here")]
mod stacks;
