//! What the orders API is told by its environment.
//!
//! The application loads this struct, and the stack that runs it fills the same one, so a variable that
//! one of the two forgets does not compile.

use std::net::{Ipv4Addr, SocketAddr};
use std::num::NonZeroU16;
use std::time::Duration;

use ecs_dsl_env::{ContainerEnv, EnvValue, Secret, Url};

/// How much the application logs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, EnvValue)]
pub enum LogLevel {
    /// Failures alone.
    Error,
    /// What an operator wants to see.
    Info,
    /// Every request.
    Debug,
}

/// The environment of the orders API.
#[derive(Debug, ContainerEnv)]
#[env(prefix = "ORDERS_")]
pub struct OrdersEnv {
    /// How much is logged.
    #[env(default = LogLevel::Info)]
    pub log_level: LogLevel,
    /// Where requests are taken.
    #[env(default = SocketAddr::from((Ipv4Addr::UNSPECIFIED, 8080)))]
    pub listen: SocketAddr,
    /// The database of orders, without credentials.
    pub database_url: Url,
    /// The user that opens it.
    pub database_user: Secret<String>,
    /// That user's password.
    pub database_password: Secret<String>,
    /// The key that signs calls of the payment provider; without it orders are taken unpaid.
    pub payment_key: Option<Secret<String>>,
    /// How long a client may take to send its request.
    #[env(default = "10s")]
    pub request_timeout: Duration,
    /// The sites whose scripts may call the API.
    pub allowed_origins: Option<Vec<Url>>,
    /// How many orders a page has.
    #[env(default = "50")]
    pub page_size: NonZeroU16,
}
