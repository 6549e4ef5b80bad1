//! The stacks of this workspace.
fn main() {}
