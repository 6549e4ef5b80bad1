//! moto and ministack: AWS as others wrote it, on loopback, for one test.
//!
//! Each has gaps; a deployment that passes on both is worth more than one that passes on either. Neither validates
//! what AWS validates.

mod server;
#[cfg(test)]
mod tests;

use std::sync::{Mutex, PoisonError};

use serde_json::Value;

use crate::availability::Unavailable;
use crate::python::{Environment, Program};
use crate::request::Request;

use server::Server;

/// Which program plays AWS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `moto_server`, with the policies that AWS manages.
    Moto,
    /// ministack.
    Ministack,
}

impl Kind {
    /// Every emulator, for tests that run against each.
    pub const ALL: [Self; 2] = [Self::Moto, Self::Ministack];

    /// Returns the emulator's name, as its makers write it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Moto => "moto",
            Self::Ministack => "ministack",
        }
    }

    /// Returns the account that everything in the emulator belongs to.
    #[must_use]
    pub fn account(self) -> &'static str {
        match self {
            Self::Moto => "123456789012",
            Self::Ministack => "000000000000",
        }
    }

    fn environment(self) -> Environment {
        match self {
            Self::Moto => Environment::Aws,
            Self::Ministack => Environment::Ministack,
        }
    }

    fn health(self) -> &'static str {
        match self {
            Self::Moto => "/moto-api/data.json",
            Self::Ministack => "/_ministack/health",
        }
    }

    fn reset(self) -> &'static str {
        match self {
            Self::Moto => "/moto-api/reset",
            Self::Ministack => "/_ministack/reset",
        }
    }
}

/// An emulator that runs until it is dropped, or until this process ends in whatever way.
///
/// Any credentials do; the region of what [`send`](Self::send) sends is `us-east-1`.
#[derive(Debug)]
pub struct Emulator {
    kind: Kind,
    // Before the server: the client's connections go first.
    client: Mutex<Option<Program>>,
    server: Server,
}

impl Emulator {
    /// Starts an emulator on a free port and returns it once it answers.
    ///
    /// # Errors
    /// When the emulator cannot be had on this machine.
    ///
    /// # Panics
    /// When it is installed but does not start; the message holds its log.
    pub fn start(kind: Kind) -> Result<Self, Unavailable> {
        Self::start_with(kind, &[])
    }

    /// Starts an emulator without the policies that AWS manages, which moto loads for seconds after every reset.
    ///
    /// # Errors
    /// When the emulator cannot be had on this machine.
    ///
    /// # Panics
    /// As [`start`](Self::start).
    pub fn start_without_managed_policies(kind: Kind) -> Result<Self, Unavailable> {
        Self::start_with(kind, &[("MOTO_IAM_LOAD_MANAGED_POLICIES", "false")])
    }

    fn start_with(kind: Kind, environment: &[(&str, &str)]) -> Result<Self, Unavailable> {
        // Asked for here, so that a test that has its emulator is not refused its client.
        Environment::Aws.ready()?;
        let mut command = kind.environment().ready()?.program("serve.py");
        command.arg(kind.name()).envs(environment.iter().copied());
        let server = Server::start(kind.name(), command);
        server.call("GET", kind.health());
        Ok(Self { kind, client: Mutex::new(None), server })
    }

    /// Returns which emulator this is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Returns the address to set as `AWS_ENDPOINT_URL`: `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn endpoint(&self) -> String {
        format!("http://127.0.0.1:{}", self.server.port())
    }

    /// Makes the emulator forget everything.
    ///
    /// # Panics
    /// When it does not answer; the message holds its log.
    pub fn reset(&self) {
        self.server.call("POST", self.kind.reset());
    }

    /// Returns what the emulator has written to its log so far.
    #[must_use]
    pub fn log(&self) -> String {
        self.server.log()
    }

    /// Sends requests one after the other, through botocore, and returns each one's answer or `Code: message`.
    ///
    /// A request is sent although an earlier one failed, and none is sent twice.
    pub fn send(&self, requests: &[Request]) -> Vec<Result<Value, String>> {
        let mut client = self.client.lock().unwrap_or_else(PoisonError::into_inner);
        let client = client.get_or_insert_with(|| {
            let python = Environment::Aws.ready().expect("was ready when the emulator started");
            let mut command = python.program("send_requests.py");
            command.arg(self.endpoint());
            Program::start(command)
        });
        requests.iter().map(|request| answer(client.ask(request))).collect()
    }
}

fn answer(mut line: Value) -> Result<Value, String> {
    match line.get("error") {
        Some(error) => Err(error.as_str().unwrap_or_default().to_owned()),
        None => Ok(line["answer"].take()),
    }
}
