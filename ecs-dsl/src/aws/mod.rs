//! The only door to AWS.
//!
//! Everything that leaves this process for AWS goes through [`Aws`]: requests are signed, sent and
//! retried by AWS's own SDK, and come back as a `Result` with a [`CallError`] that says what kind of
//! failure it was and whether the call may have had its effect all the same.
//!
//! - **ECS**: [`EcsClient::call`] sends a request's JSON as it stands and gives the answer's JSON,
//!   so that a member which this library has never heard of passes through unharmed.
//! - **IAM, CloudWatch Logs, STS, resource groups tagging**: typed calls, as many as a deployer needs.
//!
//! Every call passes three things on its way out, in this order: the [`CallGate`]s (which count,
//! record or stop calls), the [`RateLimits`] (which keep us below AWS's own limits), and the SDK's
//! retries with jitter. What decides *which* calls are made lives elsewhere.

mod access;
mod classify;
mod door;
mod ecs;
mod error;
mod gate;
mod iam;
mod logs;
mod nearby;
mod operation;
mod rates;
mod sts;
mod tagging;
mod throttle;
mod time;
mod transport;

pub use access::{Access, Aws};
pub use ecs::EcsClient;
pub use error::{CallError, CallErrorKind};
pub use gate::{Call, CallGate, CallLog, Stop, StopSwitch};
pub use iam::{IamClient, InlinePolicy, InstanceProfile, Role, RoleDetail, RoleRequest};
pub use logs::{LogEvent, LogGroup, LogsClient, StreamEvent, Streams};
pub use operation::{EcsOperation, Effect, Service};
pub use rates::{Rate, RateClass, RateLimits};
pub use sts::{CallerIdentity, StsClient};
pub use tagging::{TaggedResource, TaggingClient};
pub use time::{Pause, RealTime, Time};

pub(crate) use rates::Bucket;
pub(crate) use throttle::Turn;
