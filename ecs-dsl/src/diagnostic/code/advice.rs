//! ADV codes: forms that serve better.

use super::Code;
use crate::diagnostic::Severity::Hint;

/// Containers of a task have nothing to do with each other.
pub static UNRELATED: Code = Code {
    id: "ADV0101",
    severity: Hint,
    summary: "Containers of a task have nothing to do with each other",
    why: "containers of one task are placed, scaled and replaced together; what shares neither its life, a localhost port, a volume nor a resource does better in a task definition of its own",
    aws: "RegisterTaskDefinition, member containerDefinitions",
    wrong: "one task definition with the containers web and mailer",
    right: "a task definition for web and one for mailer, each with its service",
    rules: &[],
};

/// Every code of the family.
pub static CODES: &[&Code] = &[&UNRELATED];
