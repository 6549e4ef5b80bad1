//! What a JSON schema has against a document, by Python's jsonschema.

use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use crate::availability::Unavailable;
use crate::python::{Environment, Program};

/// Returns all that is wrong with each document by the schema in a file; nothing where it is valid.
///
/// # Errors
/// When jsonschema cannot be had on this machine.
///
/// # Panics
/// When the file holds no schema.
pub fn validate(schema: &Path, documents: &[Value]) -> Result<Vec<Vec<String>>, Unavailable> {
    let mut command = Environment::Schemas.ready()?.program("validate_documents.py");
    command.arg(schema);
    let mut program = Program::start(command);
    let answer = |document| {
        let answer = program.ask(document);
        Vec::deserialize(&answer).unwrap_or_else(|error| panic!("no list of faults ({error}): {answer}"))
    };
    Ok(documents.iter().map(answer).collect())
}
