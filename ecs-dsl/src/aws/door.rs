//! What every client shares: the way a call takes from here to AWS and back.

use std::error::Error;
use std::future::Future;
use std::sync::Arc;
use std::time::Instant;

use aws_credential_types::provider::error::CredentialsError;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;
use aws_types::request_id::RequestId;

use super::classify::kind_of_answer;
use super::error::{CallError, CallErrorKind};
use super::gate::{Call, Gates};
use super::operation::{Effect, Service};
use super::rates::RateClass;
use super::throttle::{Throttle, Turn};
use super::time::Time;

/// A failed call, as far as it can be told without its operation's own error type.
#[derive(Debug)]
pub(super) struct Failure {
    reached: Reached,
    status: Option<u16>,
    code: Option<String>,
    message: Option<String>,
    request_id: Option<String>,
    /// Whether a web page came instead of an answer, as from a proxy or an emulator that gave up.
    web_page: bool,
    source: Box<dyn Error + Send + Sync>,
}

/// How far a call came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reached {
    Nowhere,
    Sent,
    Waited,
    Answered,
    Garbled,
}

impl<E> From<SdkError<E, HttpResponse>> for Failure
where
    E: ProvideErrorMetadata + Error + Send + Sync + 'static,
{
    fn from(error: SdkError<E, HttpResponse>) -> Self {
        let reached = match &error {
            SdkError::ConstructionFailure(_) => Reached::Nowhere,
            SdkError::TimeoutError(_) => Reached::Waited,
            SdkError::DispatchFailure(failure) if failure.is_timeout() => Reached::Waited,
            SdkError::DispatchFailure(_) => Reached::Sent,
            SdkError::ServiceError(_) => Reached::Answered,
            _ => Reached::Garbled,
        };
        let metadata = error.as_service_error().map(ProvideErrorMetadata::meta);
        Self {
            reached,
            status: error.raw_response().map(|response| response.status().as_u16()),
            code: metadata.and_then(|meta| meta.code()).map(str::to_owned),
            message: metadata.and_then(|meta| meta.message()).map(str::to_owned),
            request_id: error.request_id().map(str::to_owned),
            web_page: error.raw_response().is_some_and(|response| {
                response.headers().get("content-type").is_some_and(|kind| kind.starts_with("text/html"))
            }),
            source: Box::new(error),
        }
    }
}

impl Failure {
    /// Returns whether an answer of success came that the SDK could not read.
    pub(super) fn is_unread_success(&self) -> bool {
        self.reached == Reached::Garbled && self.status.is_some_and(|status| (200..300).contains(&status))
    }

    fn into_error(self, service: Service, operation: &str, emulated: bool) -> CallError {
        if let (true, Some(status)) = (self.web_page, self.status) {
            let kind = if emulated {
                CallErrorKind::NotOffered
            } else {
                kind_of_answer(service, operation, status, "", "")
            };
            let message = format!("the endpoint answered with a web page and HTTP status {status}");
            return CallError::new(service, operation, kind, message)
                .with_status(self.status)
                .with_source(self.source);
        }
        let code = self.code.as_deref().unwrap_or_default();
        let message = self.message.as_deref().unwrap_or_default();
        let kind = match self.reached {
            Reached::Answered => {
                kind_of_answer(service, operation, self.status.unwrap_or_default(), code, message)
            }
            Reached::Garbled if self.status.is_some_and(|status| status >= 400) => {
                kind_of_answer(service, operation, self.status.unwrap_or_default(), code, message)
            }
            Reached::Garbled => CallErrorKind::Unreadable,
            Reached::Waited => CallErrorKind::TimedOut,
            Reached::Nowhere | Reached::Sent => kind_of_source(&*self.source, self.reached),
        };
        let message = self.message.unwrap_or_else(|| innermost(&*self.source));
        CallError::new(service, operation, kind, message)
            .with_code(self.code)
            .with_status(self.status)
            .with_request_id(self.request_id)
            .with_source(self.source)
    }
}

/// Names the kind of a failure without answer, from the chain of its causes.
fn kind_of_source(error: &(dyn Error + 'static), reached: Reached) -> CallErrorKind {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if let Some(credentials) = error.downcast_ref::<CredentialsError>() {
            return match credentials {
                CredentialsError::CredentialsNotLoaded(_) => CallErrorKind::NoCredentials,
                _ => CallErrorKind::BadCredentials,
            };
        }
        // The connection was never made, so nothing can have happened.
        if error
            .downcast_ref::<hyper_util::client::legacy::Error>()
            .is_some_and(hyper_util::client::legacy::Error::is_connect)
        {
            return CallErrorKind::Unreachable;
        }
        cause = error.source();
    }
    if reached == Reached::Sent { CallErrorKind::ConnectionCut } else { CallErrorKind::Other }
}

/// Returns the text of the last cause: the SDK's own outer texts only say that something failed.
fn innermost(error: &(dyn Error + 'static)) -> String {
    let mut last = error;
    while let Some(cause) = last.source() {
        last = cause;
    }
    last.to_string()
}

/// The way out, shared by the clients of one connection.
#[derive(Debug, Clone)]
pub(super) struct Door {
    pub(super) gates: Arc<Gates>,
    pub(super) throttle: Arc<Throttle>,
    /// When those who go through are let through, beside others who wait.
    pub(super) turn: Turn,
    pub(super) time: Arc<dyn Time>,
    /// Whether something else stands in for AWS.
    pub(super) emulated: bool,
}

/// What a call is, before it has a number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Intent<'a> {
    pub(super) service: Service,
    pub(super) operation: &'a str,
    pub(super) subject: &'a str,
    pub(super) effect: Effect,
    pub(super) class: RateClass,
}

impl Door {
    /// Makes a call: rate limit, gates, the SDK, gates again.
    pub(super) async fn pass<T, F>(self: &Arc<Self>, intent: Intent<'_>, send: F) -> Result<T, CallError>
    where
        F: Future<Output = Result<T, Failure>>,
    {
        let Intent { service, operation, subject, effect, class } = intent;
        // Waiting comes first: a gate that stops calls must see the last moment before one is made.
        self.throttle.wait(class, self.turn.place).await;
        let _slot = self.turn.slot().await;
        let call = Call { service, operation, subject, effect, number: self.gates.next_number() };
        self.gates.before(&call)?;
        let under_way = self.time.call_begins();
        let begun = Instant::now();
        let outcome = send.await.map_err(|failure| failure.into_error(service, operation, self.emulated));
        drop(under_way);
        self.gates.after(&call, outcome.as_ref().map(drop), begun.elapsed())?;
        outcome
    }
}
