//! An AWS to practise on: a real HTTP endpoint on loopback that answers as AWS does.
//!
//! It speaks the protocols of what a deployer calls (ECS, CloudWatch Logs and the tagging API in
//! JSON 1.1, IAM and STS in their query protocol), so the same SDK, retries and error texts are at
//! work as in earnest. `deploy --local` runs against it, and so do the tests of how a deployment
//! survives throttling, lost answers, stale reads and tasks that die.
//!
//! # How it is made
//!
//! [`World`] is the whole of it, and pure: a request and the time go in, an answer comes
//! out. What takes time in AWS (tasks that start, rollouts, roles that ECS does not know yet) is a
//! schedule inside the world, moved on by whatever time the next request brings. Around it stand
//! what a network does: [`Simulator`] serves it over HTTP, a [`Clock`] says what time it is, and
//! [`Fault`]s lose answers, cut connections and slow things down.
//!
//! What a request alone shows to be wrong is not looked at here: a [`Validator`] does that, and
//! [`rehearsal::Rules`](crate::rehearsal::Rules) is the one by which the simulator refuses what AWS refuses.
//! Whoever wants to test how a stack is deployed uses [`rehearsal`](crate::rehearsal), which has it on.

mod clock;
mod ecs;
mod faults;
mod iam;
mod logs;
mod protocol;
mod server;
mod state;
mod sts;
mod tagging;
#[cfg(test)]
mod tests;

pub use clock::Clock;
pub use faults::{EffectDone, Fault, FaultAction, Nth};
pub use server::{CallRecord, Simulator, StartError};
pub use state::{
    External, Externals, Quotas, Refusal, Settings, TaskFate, TaskFault, Timings, Validator, World,
    WorldFileError,
};
