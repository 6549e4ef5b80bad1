//! What the verbs that need AWS have in common: their flags, the connection, the plans.

#[cfg(feature = "deploy")]
mod connect;
#[cfg(feature = "deploy")]
mod consent;
mod flags;
#[cfg(feature = "deploy")]
mod local;
#[cfg(feature = "deploy")]
mod operation;
#[cfg(feature = "deploy")]
mod outcome;
#[cfg(feature = "deploy")]
mod plans;

pub(super) use flags::{Access, Agreement, OnFailure, Patience, time};

#[cfg(feature = "deploy")]
pub(super) use {
    connect::{Session, in_session},
    consent::{agreed, unblocked},
    flags::Risk,
    outcome::conclude,
    plans::{Planned, applied, planned},
};
