//! JSON 1.1: the operation in a header, JSON in and JSON out.

use serde_json::{Value, json};

use super::{HttpAnswer, Request, respond, unknown_operation};
use crate::aws::Service;
use crate::simulator::state::Refusal;

const CONTENT_TYPE: &str = "application/x-amz-json-1.1";

/// The services' names in `X-Amz-Target`.
const TARGETS: &[(&str, Service)] = &[
    ("AmazonEC2ContainerServiceV20141113", Service::Ecs),
    ("Logs_20140328", Service::Logs),
    ("ResourceGroupsTaggingAPI_20170126", Service::Tagging),
];

pub(super) fn read(target: &str, body: &[u8]) -> Result<Request, Box<HttpAnswer>> {
    let (prefix, operation) = target.split_once('.').unwrap_or((target, ""));
    let Some((_, service)) = TARGETS.iter().find(|(name, _)| *name == prefix) else {
        return Err(Box::new(refuse(operation, &unknown_operation(target), "unknown")));
    };
    let input = match body {
        [] => Ok(json!({})),
        bytes => serde_json::from_slice(bytes),
    };
    match input {
        Ok(input @ Value::Object(_)) => {
            Ok(Request { service: *service, operation: operation.to_owned(), input, user: String::new() })
        }
        _ => {
            let refusal = Refusal::new("SerializationException", "the request is not a JSON object");
            Err(Box::new(refuse(operation, &refusal, "unknown")))
        }
    }
}

pub(super) fn answer(output: &Value, request_id: &str) -> HttpAnswer {
    respond(200, CONTENT_TYPE, request_id, output.to_string())
}

pub(super) fn refuse(_operation: &str, refusal: &Refusal, request_id: &str) -> HttpAnswer {
    let body = json!({ "__type": refusal.code(), "message": refusal.message() });
    respond(refusal.status(), CONTENT_TYPE, request_id, body.to_string())
}
