//! The environment of a container as one type: what the application loads is what the stack provides.
//!
//! A struct lists the variables once. The application reads itself from the process's environment with
//! it, and hears of every problem at once:
//!
//! ```
//! use std::time::Duration;
//!
//! use ecs_dsl_env::{ContainerEnv, EnvValue, Secret, Url};
//!
//! #[derive(Debug, Clone, Copy, PartialEq, Eq, EnvValue)]
//! enum LogLevel {
//!     Info,
//!     Debug,
//! }
//!
//! /// What the web container is told.
//! #[derive(Debug, ContainerEnv)]
//! struct WebEnv {
//!     /// How much is logged.
//!     #[env(default = LogLevel::Info)]
//!     log_level: LogLevel,
//!     /// Where orders are kept.
//!     database_url: Url,
//!     /// The password for it.
//!     database_password: Secret<String>,
//!     /// The port that the load balancer asks.
//!     #[env(name = "PORT", default = 8080)]
//!     port: u16,
//!     #[env(default = "30s")]
//!     timeout: Duration,
//!     #[env(separator = ',')]
//!     allowed_origins: Option<Vec<Url>>,
//! }
//!
//! let env = WebEnv::from_lookup(|name| match name {
//!     "DATABASE_URL" => Some("postgres://db.internal/orders".to_owned()),
//!     "DATABASE_PASSWORD" => Some("correct horse".to_owned()),
//!     _ => None,
//! })?;
//! assert_eq!(env.port, 8080);
//! assert_eq!(format!("{:?}", env.database_password), "Secret(not shown)");
//! assert_eq!(env.database_password.expose(), "correct horse");
//! # Ok::<(), ecs_dsl_env::EnvErrors>(())
//! ```
//!
//! In the stack the same struct is the type of the container's environment: [`values`] of it take one
//! value a variable, and a required variable left out, a plain value for a secret, or a secret for a
//! plain variable does not compile.
//!
//! ```
//! # use ecs_dsl_env::{ContainerEnv, EnvBindings, Secret, SecretRef, Url};
//! # #[derive(ContainerEnv)]
//! # struct WebEnv { database_url: Url, database_password: Secret<String>, #[env(default = 8080)] port: u16 }
//! let values = WebEnv::values()
//!     .database_url("postgres://db.internal/orders")
//!     .database_password(SecretRef::new("arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf"));
//! assert_eq!(values.into_bindings().len(), 2);
//! ```
//!
//! This crate knows nothing of AWS's API and links nothing at run time but its table of durations;
//! the derive macros cost an application's build the `syn` that most builds have already.
//!
//! [`values`]: derive@ContainerEnv

// Lets the derive's absolute paths resolve in this crate's own tests.
extern crate self as ecs_dsl_env;

mod error;
mod load;
mod secret;
mod stack;
mod url;
mod value;

pub use ecs_dsl_macros::{ContainerEnv, EnvValue};
pub use error::{EnvError, EnvErrors, Problem};
pub use load::{ContainerEnv, Presence, Variable};
pub use secret::Secret;
pub use stack::{
    BindingValue, EnvBinding, EnvBindings, Given, Missing, PlainValue, SecretRef, SecretValue, TextValue,
};
pub use url::Url;
pub use value::{EnvValue, ValueError};

/// What the derive macros expand to; not for use by hand.
#[doc(hidden)]
pub mod expansion {
    pub use crate::load::{Codec, Loader, Native, Parsed, Separated};
    pub use crate::stack::Slots;
    pub use crate::value::choice_of;
}
