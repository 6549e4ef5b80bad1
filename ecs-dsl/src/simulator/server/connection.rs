//! Requests as they come: read, disturbed as scripted, answered by the world, and written down.

use std::convert::Infallible;
use std::error::Error;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use http::Request as HttpRequest;
use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use super::shared::{Shared, lock};
use crate::simulator::faults::{EffectDone, FaultAction};
use crate::simulator::protocol::{self, HttpAnswer, Request};
use crate::simulator::state::Refusal;

/// Serves connections until it is told to stop.
pub(super) async fn accept(
    listener: std::net::TcpListener,
    shared: Arc<Shared>,
    mut stopped: oneshot::Receiver<()>,
) {
    let Ok(listener) = TcpListener::from_std(listener) else { return };
    loop {
        let stream = tokio::select! {
            _ = &mut stopped => return,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                // Out of file descriptors, say: the next one may succeed.
                Err(_) => continue,
            },
        };
        // Small answers should not wait for more to come.
        let _ = stream.set_nodelay(true);
        let shared = Arc::clone(&shared);
        tokio::spawn(async move {
            let service = service_fn(|request| {
                let shared = Arc::clone(&shared);
                async move { handle(&shared, request).await }
            });
            // An error here is a connection that was cut, by us or by the client.
            let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

/// A connection to be closed without an answer.
#[derive(Debug)]
struct Cut;

impl fmt::Display for Cut {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the connection was cut on purpose")
    }
}

impl Error for Cut {}

impl From<Infallible> for Cut {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}

async fn handle(shared: &Shared, http: HttpRequest<Incoming>) -> Result<HttpAnswer, Cut> {
    let (parts, body) = http.into_parts();
    let body = body.collect().await.map_err(|_| Cut)?.to_bytes();
    let request = match protocol::read(&parts.headers, &body) {
        Ok(request) => request,
        Err(answer) => return Ok(*answer),
    };
    let latency = *lock(&shared.latency);
    if !latency.is_zero() {
        shared.clock.hold_answer(latency).await;
    }
    let text = request.input.to_string();
    let faults = lock(&shared.faults).of(&request.user, request.service, &request.operation, &text);
    for fault in &faults {
        if let FaultAction::Delay(delay) = fault {
            shared.clock.hold_answer(*delay).await;
        }
    }
    let outcome = answer(shared, &request, &faults);
    shared.record(&request, outcome.as_ref().ok());
    outcome
}

fn answer(shared: &Shared, request: &Request, faults: &[FaultAction]) -> Result<HttpAnswer, Cut> {
    let now = shared.clock.tick();
    let number = shared.requests.fetch_add(1, Ordering::SeqCst) + 1;
    let id = format!("00000000-0000-4000-8000-{number:012}");
    let refuse = |refusal| Ok(protocol::write(request, Err(refusal), &id));
    let service = request.service;

    for fault in faults {
        let world = lock(&shared.world);
        match fault {
            FaultAction::Throttle => return refuse(world.throttled(service)),
            FaultAction::Refuse { code, message } => return refuse(Refusal::new(code, message)),
            FaultAction::ServerError { status, done: EffectDone::No } => {
                return refuse(world.failed(service, *status));
            }
            FaultAction::Cut { done: EffectDone::No } => return Err(Cut),
            _ => {}
        }
    }
    let stale = faults.iter().find_map(|fault| match fault {
        FaultAction::Stale(age) => Some(*age),
        _ => None,
    });
    let reads = ["Get", "List", "Describe"].iter().any(|verb| request.operation.starts_with(verb));
    shared.remember(now);
    let answered = match stale {
        Some(age) if reads => shared.answer_from_the_past(request, age),
        _ => {
            let mut world = lock(&shared.world);
            world.set_caller(&request.user);
            world.answer(service, &request.operation, &request.input, now)
        }
    };
    if !reads {
        shared.save_sometimes();
    }
    for fault in faults {
        match fault {
            FaultAction::ServerError { status, done: EffectDone::Yes } => {
                let refusal = lock(&shared.world).failed(service, *status);
                return refuse(refusal);
            }
            FaultAction::Cut { done: EffectDone::Yes } => return Err(Cut),
            _ => {}
        }
    }
    Ok(protocol::write(request, answered, &id))
}
