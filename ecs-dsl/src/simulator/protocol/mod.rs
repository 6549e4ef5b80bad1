//! From HTTP to a request of the world, and back.

mod json;
mod query_xml;

use bytes::Bytes;
use http::{HeaderMap, Response, StatusCode};
use http_body_util::Full;
use serde_json::Value;

use super::state::Refusal;
use crate::aws::Service;

/// A request as the world takes it: the query protocol's flat keys have become the same nested JSON
/// that the JSON protocol has from the start.
#[derive(Debug, Clone)]
pub(super) struct Request {
    pub(super) service: Service,
    pub(super) operation: String,
    pub(super) input: Value,
    /// Whose keys signed it; empty where it is not signed.
    pub(super) user: String,
}

/// What an HTTP server sends back.
pub(super) type HttpAnswer = Response<Full<Bytes>>;

/// Reads a request.
///
/// # Errors
/// The answer to send when it is not one that any of our services takes.
pub(super) fn read(headers: &HeaderMap, body: &[u8]) -> Result<Request, Box<HttpAnswer>> {
    let request = match headers.get("x-amz-target").map(|target| target.to_str()) {
        Some(Ok(target)) => json::read(target, body),
        Some(Err(_)) => Err(Box::new(json::refuse("", &unknown_operation("that name"), "unknown"))),
        None => query_xml::read(body),
    };
    request.map(|request| Request { user: user(headers), ..request })
}

/// Returns the key id in `Authorization: AWS4-HMAC-SHA256 Credential=ID/DATE/REGION/…`: who signs with a
/// key of the simulator's is the user of that name.
fn user(headers: &HeaderMap) -> String {
    let signed = headers.get("authorization").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let id = signed.split_once("Credential=").and_then(|(_, rest)| rest.split('/').next());
    id.unwrap_or_default().to_owned()
}

/// Writes what the world said to a request.
pub(super) fn write(request: &Request, answer: Result<Value, Refusal>, request_id: &str) -> HttpAnswer {
    let Request { service, operation, .. } = request;
    let refused = answer.as_ref().err().map(|refusal| RefusedWith(refusal.code().to_owned()));
    let mut written = match (service, answer) {
        (Service::Iam | Service::Sts, Ok(output)) => {
            query_xml::answer(*service, operation, &output, request_id)
        }
        (Service::Iam | Service::Sts, Err(refusal)) => query_xml::refuse(*service, &refusal, request_id),
        (_, Ok(output)) => json::answer(&output, request_id),
        (_, Err(refusal)) => json::refuse(operation, &refusal, request_id),
    };
    if let Some(refused) = refused {
        written.extensions_mut().insert(refused);
    }
    written
}

/// The code of a refusal, for who keeps a record of answers.
#[derive(Debug, Clone)]
struct RefusedWith(String);

/// Returns the code of the error that an answer refuses with.
pub(super) fn refused_with(answer: &HttpAnswer) -> Option<&str> {
    answer.extensions().get::<RefusedWith>().map(|RefusedWith(code)| code.as_str())
}

fn unknown_operation(name: &str) -> Refusal {
    Refusal::new("UnknownOperationException", format!("the simulator has no operation of {name}"))
}

fn respond(status: u16, content_type: &str, request_id: &str, body: String) -> HttpAnswer {
    let answer = Response::builder()
        .status(StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR))
        .header("content-type", content_type)
        .header("x-amzn-requestid", request_id)
        .body(Full::new(Bytes::from(body.clone())));
    // Our own headers are all well formed, so this cannot go wrong but by a mistake of ours.
    answer.unwrap_or_else(|_| Response::new(Full::new(Bytes::from(body))))
}
