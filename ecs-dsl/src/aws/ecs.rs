//! ECS: our own JSON out, AWS's own JSON back.
//!
//! The SDK would want every request built through its own types, and would drop what it does not
//! know from an answer. So its operation is sent *empty*, and just before it is signed the body is
//! replaced by ours; and what came back is kept before the SDK makes its own types of it.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::{
    AfterDeserializationInterceptorContextRef, InterceptorContext,
};
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::retries::classifiers::{ClassifyRetry, RetryAction};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::ConfigBag;
use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::door::{Door, Failure, Intent};
use super::error::{CallError, CallErrorKind};
use super::operation::{EcsOperation, Effect, Service, with_ecs_method};

/// The client of Amazon ECS.
#[derive(Debug, Clone)]
pub struct EcsClient {
    sdk: aws_sdk_ecs::Client,
    door: Arc<Door>,
}

impl EcsClient {
    pub(super) fn new(config: &aws_types::SdkConfig, door: Arc<Door>) -> Self {
        Self { sdk: aws_sdk_ecs::Client::new(config), door }
    }

    pub(super) fn set_door(&mut self, door: &Arc<Door>) {
        self.door = Arc::clone(door);
    }

    /// Sends `body` as the operation's request, and returns the answer's JSON.
    ///
    /// Throttled calls are repeated, with jitter. Failures after which the effect is unknown are
    /// repeated only where repeating is harmless: the operation's [`Effect`] is not
    /// [`Effect::Adds`], or the request carries a client token.
    ///
    /// # Errors
    /// A [`CallError`] of the kind that AWS's answer, or its absence, means. `Describe…` operations
    /// do not fail for what they could not find: it stands under `failures` in the answer.
    pub async fn call(&self, operation: EcsOperation, body: &Value) -> Result<Value, CallError> {
        self.call_as(operation, body, effect_of(operation, body)).await
    }

    /// Does as [`call`](Self::call) does, for a call that takes back what this run put there for its own
    /// sake: one that a stopped run may still make.
    pub(crate) async fn release(&self, operation: EcsOperation, body: &Value) -> Result<Value, CallError> {
        self.call_as(operation, body, Effect::Releases).await
    }

    async fn call_as(
        &self,
        operation: EcsOperation,
        body: &Value,
        effect: Effect,
    ) -> Result<Value, CallError> {
        let intent = Intent {
            service: Service::Ecs,
            operation: operation.name(),
            subject: subject_of(operation, body),
            effect,
            class: operation.rate_class(),
        };
        let answer = Answer::default();
        let sent = self.send(operation, body.to_string().into(), answer.clone(), effect);
        self.door
            .pass(intent, async {
                match sent.await {
                    // The SDK may stumble over a success whose JSON is as good as any.
                    Err(failure) if !(failure.is_unread_success() && answer.json().is_ok()) => Err(failure),
                    _ => Ok(()),
                }
            })
            .await?;
        answer.json().map_err(|error| {
            let message = format!("the answer is not JSON: {error}");
            CallError::new(Service::Ecs, operation.name(), CallErrorKind::Unreadable, message)
        })
    }

    /// Does as [`call`](Self::call) does, with the request and the answer as types of
    /// [`api::ecs`](crate::api::ecs).
    ///
    /// # Errors
    /// As [`call`](Self::call); [`CallErrorKind::Unreadable`] for an answer of another shape.
    pub async fn ask<A: DeserializeOwned>(
        &self,
        operation: EcsOperation,
        request: &impl Serialize,
    ) -> Result<A, CallError> {
        let unreadable = |kind, what: &str, error: serde_json::Error| {
            CallError::new(Service::Ecs, operation.name(), kind, format!("{what}: {error}"))
        };
        let body = serde_json::to_value(request).map_err(|error| {
            unreadable(CallErrorKind::InvalidParameter, "the request cannot be written as JSON", error)
        })?;
        let answer = self.call(operation, &body).await?;
        A::deserialize(answer)
            .map_err(|error| unreadable(CallErrorKind::Unreadable, "the answer has an unknown shape", error))
    }

    fn send(&self, operation: EcsOperation, body: Bytes, answer: Answer, effect: Effect) -> Sent {
        let retries = aws_sdk_ecs::config::Builder::new().retry_classifier(RetryOnlyWhatIsSafe { effect });
        let put_body = move |request: &mut HttpRequest| {
            let length = body.len().to_string();
            request.headers_mut().insert("content-length", length);
            *request.body_mut() = SdkBody::from(body.clone());
        };
        macro_rules! send {
            ($method:ident) => {{
                let operation = self.sdk.$method().customize();
                let operation =
                    operation.config_override(retries).interceptor(answer).mutate_request(put_body);
                Box::pin(async move { operation.send().await.map(drop).map_err(Failure::from) })
            }};
        }
        with_ecs_method!(operation, send)
    }
}

type Sent = Pin<Box<dyn Future<Output = Result<(), Failure>> + Send>>;

/// Returns what this very request does: a client token makes repeating it harmless.
fn effect_of(operation: EcsOperation, body: &Value) -> Effect {
    let has_token = body.get("clientToken").and_then(Value::as_str).is_some_and(|token| !token.is_empty());
    match operation.effect() {
        Effect::Adds if has_token => Effect::Settles,
        effect => effect,
    }
}

fn subject_of(operation: EcsOperation, body: &Value) -> &str {
    match &body[operation.subject_member()] {
        Value::String(name) => name,
        Value::Array(names) if names.len() == 1 => names[0].as_str().unwrap_or_default(),
        _ => "",
    }
}

/// Keeps the body of the last answer.
#[derive(Debug, Clone, Default)]
struct Answer(Arc<Mutex<Option<Bytes>>>);

impl Answer {
    fn json(&self) -> Result<Value, serde_json::Error> {
        let body = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match body.as_deref() {
            // Some operations answer nothing, which some servers send as no bytes at all.
            None | Some([]) => Ok(Value::Object(serde_json::Map::new())),
            Some(bytes) => serde_json::from_slice(bytes),
        }
    }
}

#[dyn_dispatch_hint]
impl Intercept for Answer {
    fn name(&self) -> &'static str {
        "Answer"
    }

    fn read_after_deserialization(
        &self,
        context: &AfterDeserializationInterceptorContextRef<'_>,
        _components: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let bytes = context.response().body().bytes().map(Bytes::copy_from_slice);
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = bytes;
        Ok(())
    }
}

/// Forbids the SDK to repeat what may have been done already.
#[derive(Debug)]
struct RetryOnlyWhatIsSafe {
    effect: Effect,
}

impl ClassifyRetry for RetryOnlyWhatIsSafe {
    fn name(&self) -> &'static str {
        "RetryOnlyWhatIsSafe"
    }

    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        let response = context.response();
        let succeeded = response.is_some_and(|response| {
            // A body that is wholly here is an answer, whether or not the SDK could read it.
            response.status().is_success() && response.body().bytes().is_some()
        });
        let unsure = response.is_none_or(|response| response.status().as_u16() >= 500);
        if succeeded || (self.effect == Effect::Adds && unsure) {
            RetryAction::RetryForbidden
        } else {
            RetryAction::NoActionIndicated
        }
    }
}
