//! Credentials, Region and endpoint: what stands between a command line and a client.

use std::sync::Arc;
use std::time::Duration;

use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, Region};
use aws_credential_types::Credentials;
use aws_smithy_types::retry::RetryConfig;

use super::door::Door;
use super::ecs::EcsClient;
use super::error::{CallError, CallErrorKind};
use super::gate::{CallGate, Gates};
use super::iam::IamClient;
use super::logs::LogsClient;
use super::nearby::is_on_loopback;
use super::operation::Service;
use super::rates::RateLimits;
use super::sts::StsClient;
use super::tagging::TaggingClient;
use super::throttle::{Throttle, Turn};
use super::time::{RealTime, Time};
use super::transport::Transport;

/// How often a call is made in all before its failure is handed on.
const ATTEMPTS: u32 = 8;
/// The longest pause between two attempts.
const LONGEST_BACKOFF: Duration = Duration::from_secs(10);
/// How long a connection may take to be made.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// How long an answer may take, once a call was sent.
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(60);

/// What to know before AWS can be called. What is not said is found in AWS's standard chain: the
/// environment, the shared configuration files, SSO, a credential process, the container's or
/// instance's role.
///
/// A session of `aws login` is not read by itself, as that would compile 26 crates more: give a second
/// profile `credential_process = aws configure export-credentials --profile NAME --format process`.
#[derive(Debug, Clone)]
pub struct Access {
    profile: Option<String>,
    region: Option<String>,
    endpoint: Option<String>,
    credentials: Option<Credentials>,
    rates: Option<RateLimits>,
    attempts: u32,
    first_backoff: Duration,
    attempt_timeout: Duration,
    time: Arc<dyn Time>,
    gates: Vec<Arc<dyn CallGate>>,
}

impl Access {
    /// Takes everything from the standard chain.
    pub fn standard() -> Self {
        Self {
            profile: None,
            region: None,
            endpoint: None,
            credentials: None,
            rates: None,
            attempts: ATTEMPTS,
            first_backoff: Duration::from_secs(1),
            attempt_timeout: ATTEMPT_TIMEOUT,
            time: Arc::new(RealTime),
            gates: Vec::new(),
        }
    }

    /// Sets the profile of the shared configuration files, as `--profile` and AWS_PROFILE do.
    pub fn profile(mut self, profile: impl Into<String>) -> Self {
        self.profile = Some(profile.into());
        self
    }

    /// Sets the Region, as `--region` and AWS_REGION do.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Sets the URL that every service is called at, as AWS_ENDPOINT_URL does.
    pub fn endpoint(mut self, url: impl Into<String>) -> Self {
        self.endpoint = Some(url.into());
        self
    }

    /// Sets fixed keys, for an endpoint that only pretends to be AWS.
    pub fn test_credentials(self) -> Self {
        self.test_credentials_of("test")
    }

    /// Sets fixed keys of a user of this name, whom the simulator tells from others; other endpoints
    /// may not.
    pub fn test_credentials_of(mut self, user: &str) -> Self {
        self.credentials = Some(Credentials::from_keys(user, "test", None));
        self
    }

    /// Sets the rates to stay below. Default: [`RateLimits::published`], and [`RateLimits::none`] where
    /// the endpoint is on this machine, which AWS never is.
    pub fn rates(mut self, rates: RateLimits) -> Self {
        self.rates = Some(rates);
        self
    }

    /// Sets how often a call is made in all before its failure is handed on; at least 1. Default: 8.
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.max(1);
        self
    }

    /// Sets the longest possible pause before the second attempt; each further one at most doubles
    /// it. Default: 1 second.
    pub fn first_backoff(mut self, pause: Duration) -> Self {
        self.first_backoff = pause;
        self
    }

    /// Sets how long one attempt may take. Default: 60 seconds.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = timeout;
        self
    }

    /// Sets the clock that waits for rate limits are made on. Default: the wall clock.
    pub fn time(mut self, time: Arc<dyn Time>) -> Self {
        self.time = time;
        self
    }

    /// Adds a gate, which every call passes after the gates added before.
    pub fn gate(mut self, gate: Arc<dyn CallGate>) -> Self {
        self.gates.push(gate);
        self
    }
}

/// A connection to one Region of one account.
///
/// Cheap to clone: clones share gates, rate limits and connections.
#[derive(Debug, Clone)]
pub struct Aws {
    /// Amazon ECS.
    pub ecs: EcsClient,
    /// Identity and Access Management.
    pub iam: IamClient,
    /// CloudWatch Logs.
    pub logs: LogsClient,
    /// Security Token Service.
    pub sts: StsClient,
    /// Resource Groups Tagging API.
    pub tagging: TaggingClient,
    region: String,
    endpoint: Option<String>,
    time: Arc<dyn Time>,
    door: Arc<Door>,
}

impl Aws {
    /// Finds credentials, Region and endpoint, and makes the clients.
    ///
    /// Credentials are first used by the first call: [`StsClient::get_caller_identity`] is the one
    /// to try them with.
    ///
    /// # Errors
    /// [`CallErrorKind::NoRegion`] when no Region is said or configured.
    pub async fn open(access: Access) -> Result<Self, CallError> {
        let Access { profile, region, endpoint, credentials, rates, attempts, time, gates, .. } = access;
        let retries = RetryConfig::standard()
            .with_max_attempts(attempts)
            .with_initial_backoff(access.first_backoff)
            .with_max_backoff(LONGEST_BACKOFF.max(access.first_backoff));
        let timeouts = TimeoutConfig::builder()
            .connect_timeout(CONNECT_TIMEOUT)
            .operation_attempt_timeout(access.attempt_timeout)
            .build();
        let mut loader = aws_config::defaults(BehaviorVersion::v2026_01_12())
            .http_client(Transport::shared())
            .retry_config(retries)
            .timeout_config(timeouts);
        if let Some(profile) = profile {
            loader = loader.profile_name(profile);
        }
        if let Some(region) = region {
            loader = loader.region(Region::new(region));
        }
        if let Some(url) = endpoint {
            loader = loader.endpoint_url(url);
        }
        if let Some(credentials) = credentials {
            loader = loader.credentials_provider(credentials);
        }
        let config = loader.load().await;
        let Some(region) = config.region().map(|region| region.as_ref().to_owned()) else {
            let kind = CallErrorKind::NoRegion;
            return Err(CallError::new(Service::Sts, "GetCallerIdentity", kind, "no Region is configured"));
        };
        let rates = rates.unwrap_or_else(|| match config.endpoint_url().is_some_and(is_on_loopback) {
            true => RateLimits::none(),
            false => RateLimits::published(),
        });
        let door = Arc::new(Door {
            gates: Arc::new(Gates::new(gates)),
            throttle: Arc::new(Throttle::new(rates, Arc::clone(&time))),
            turn: Turn::default(),
            time: Arc::clone(&time),
            emulated: config.endpoint_url().is_some(),
        });
        Ok(Self {
            ecs: EcsClient::new(&config, Arc::clone(&door)),
            iam: IamClient::new(&config, Arc::clone(&door)),
            logs: LogsClient::new(&config, Arc::clone(&door)),
            sts: StsClient::new(&config, Arc::clone(&door)),
            tagging: TaggingClient::new(&config, Arc::clone(&door)),
            door,
            region,
            endpoint: config.endpoint_url().map(str::to_owned),
            time,
        })
    }

    /// Returns the Region that is called.
    pub fn region(&self) -> &str {
        &self.region
    }

    /// Returns the endpoint that stands in for AWS, if one was said or configured.
    pub fn endpoint(&self) -> Option<&str> {
        self.endpoint.as_deref()
    }

    /// Returns the same connection for calls that change ECS, IAM or log groups and wait for their turn.
    pub(crate) fn in_turn(&self, turn: Turn) -> Self {
        let door = Arc::new(Door { turn, ..(*self.door).clone() });
        let mut aws = self.clone();
        aws.ecs.set_door(&door);
        aws.iam.set_door(&door);
        aws.logs.set_door(&door);
        Self { door, ..aws }
    }

    /// Returns the clock to wait on between two looks at something that takes its time.
    pub fn time(&self) -> &Arc<dyn Time> {
        &self.time
    }
}
