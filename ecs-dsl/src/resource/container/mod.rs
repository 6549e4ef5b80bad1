//! Containers of a task definition.
//!
//! A container is made by [`TaskDef::container`](crate::TaskDef::container) and belongs to that task.
//! Its builder's methods stand in files by what they are about; capabilities of the launch type
//! decide which of them a container has.

mod contract;
mod environment;
mod health;
mod lifecycle;
mod limits;
mod linux;
mod logging;
mod network;
mod port;
mod secret;
mod state;
mod storage;
mod value;

pub use health::HealthCheck;
pub(crate) use logging::LogChoice;
pub use logging::{Firelens, IntoLogs, Logs};
pub use port::Port;
pub use secret::Secret;
pub(crate) use secret::SecretMisuse;
pub use state::Container;
pub(crate) use state::ContainerShared;
pub use value::{IntoValue, Value};
