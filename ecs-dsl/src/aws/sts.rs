//! STS: who we are.

use std::sync::{Arc, OnceLock};

use super::door::{Door, Failure, Intent};
use super::error::CallError;
use super::operation::{Effect, Service};
use super::rates::RateClass;

/// How often who we are is asked at most.
const ATTEMPTS: u32 = 4;

/// Who the credentials belong to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallerIdentity {
    /// The account's twelve digits.
    pub account: String,
    /// The user's or assumed role's ARN.
    pub arn: String,
    /// The unique id of the user or role.
    pub user_id: String,
}

impl CallerIdentity {
    /// Returns the partition, as `aws-cn` in `arn:aws-cn:…`.
    pub fn partition(&self) -> &str {
        self.arn.split(':').nth(1).filter(|part| !part.is_empty()).unwrap_or("aws")
    }
}

/// The client of the Security Token Service.
#[derive(Debug, Clone)]
pub struct StsClient {
    sdk: aws_sdk_sts::Client,
    door: Arc<Door>,
    /// Credentials do not change hands within a connection.
    caller: Arc<OnceLock<CallerIdentity>>,
}

impl StsClient {
    pub(super) fn new(config: &aws_types::SdkConfig, door: Arc<Door>) -> Self {
        let mut own = aws_sdk_sts::config::Builder::from(config);
        // Who asks first finds out that nobody is there, and should not be kept waiting for it.
        if let Some(retries) = config.retry_config() {
            let attempts = retries.max_attempts().min(ATTEMPTS);
            own = own.retry_config(retries.clone().with_max_attempts(attempts));
        }
        let sdk = aws_sdk_sts::Client::from_conf(own.build());
        Self { sdk, door, caller: Arc::default() }
    }

    /// Returns who the credentials belong to. No permission is needed for this, and AWS is asked only
    /// once a connection.
    ///
    /// # Errors
    /// No or bad credentials, no Region, and what can befall every call.
    pub async fn get_caller_identity(&self) -> Result<CallerIdentity, CallError> {
        if let Some(caller) = self.caller.get() {
            return Ok(caller.clone());
        }
        let intent = Intent {
            service: Service::Sts,
            operation: "GetCallerIdentity",
            subject: "",
            effect: Effect::Reads,
            class: RateClass::Sts,
        };
        let sent = self.sdk.get_caller_identity().send();
        let answer = self.door.pass(intent, Box::pin(async { sent.await.map_err(Failure::from) })).await?;
        let caller = CallerIdentity {
            account: answer.account.unwrap_or_default(),
            arn: answer.arn.unwrap_or_default(),
            user_id: answer.user_id.unwrap_or_default(),
        };
        Ok(self.caller.get_or_init(|| caller).clone())
    }
}
