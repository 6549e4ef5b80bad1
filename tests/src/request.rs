//! One call of an AWS API, as botocore names it.

use serde::Serialize;
use serde_json::Value;

/// A request as it goes on the wire, with the service and operation it is for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Request {
    /// botocore's name of the service: `ecs`, `iam`, `logs`.
    pub service: String,
    /// The operation: `CreateCluster`.
    pub operation: String,
    /// The members of the operation's input.
    pub params: Value,
    /// The resource's address in its stack, `kind/id`, when it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

impl Request {
    /// Returns the request for an operation of a service.
    pub fn new(service: impl Into<String>, operation: impl Into<String>, params: Value) -> Self {
        Self { service: service.into(), operation: operation.into(), params, address: None }
    }

    /// Sets the resource's address: what tokens in other requests call it.
    #[must_use]
    pub fn at(mut self, address: impl Into<String>) -> Self {
        self.address = Some(address.into());
        self
    }
}
