//! IAM: roles, their policies, instance profiles.
//!
//! IAM is one global service: its changes take seconds to be seen everywhere, by ECS too. A read just
//! after a write may still answer with what was before.

mod instance_profile;
mod role;
mod shape;

use std::sync::Arc;

use super::door::{Door, Failure, Intent};
use super::error::CallError;
use super::operation::{Effect, Service};
use super::rates::RateClass;

pub use shape::{InlinePolicy, InstanceProfile, Role, RoleDetail, RoleRequest};

/// How many items one answer may hold; IAM gives a hundred by default and a thousand at most.
const PAGE: i32 = 1000;

/// The client of Identity and Access Management.
///
/// Policy documents go in and come out as JSON: AWS's URL-encoding is undone.
#[derive(Debug, Clone)]
pub struct IamClient {
    sdk: aws_sdk_iam::Client,
    door: Arc<Door>,
}

impl IamClient {
    pub(super) fn new(config: &aws_types::SdkConfig, door: Arc<Door>) -> Self {
        Self { sdk: aws_sdk_iam::Client::new(config), door }
    }

    pub(super) fn set_door(&mut self, door: &Arc<Door>) {
        self.door = Arc::clone(door);
    }

    async fn read<T, F>(&self, operation: &str, subject: &str, sent: F) -> Result<T, CallError>
    where
        F: Future<Output = Result<T, Failure>>,
    {
        self.pass(operation, subject, Effect::Reads, RateClass::IamRead, sent).await
    }

    async fn write<T, F>(&self, operation: &str, subject: &str, sent: F) -> Result<T, CallError>
    where
        F: Future<Output = Result<T, Failure>>,
    {
        self.pass(operation, subject, Effect::Settles, RateClass::IamWrite, sent).await
    }

    async fn pass<T, F>(
        &self,
        operation: &str,
        subject: &str,
        effect: Effect,
        class: RateClass,
        sent: F,
    ) -> Result<T, CallError>
    where
        F: Future<Output = Result<T, Failure>>,
    {
        let intent = Intent { service: Service::Iam, operation, subject, effect, class };
        self.door.pass(intent, sent).await
    }
}

/// Sends an SDK call and turns its own error type into the one that the door knows.
///
/// Boxed, as the SDK's futures are tens of kilobytes large: whoever has one inside would be as large, and
/// whoever chooses among twenty of them has room for all on the stack.
macro_rules! sent {
    ($call:expr) => {
        Box::pin(async { $call.send().await.map_err(super::super::door::Failure::from) })
    };
}

use sent;
