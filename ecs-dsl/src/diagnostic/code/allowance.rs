//! STK02 codes: what is wrong with what a user allows.

use super::Code;
use crate::diagnostic::Severity::{Error, Warning};

/// What was allowed is no code.
pub static UNKNOWN_ALLOWANCE: Code = Code {
    id: "STK0201",
    severity: Error,
    summary: "A code that does not exist is allowed",
    why: "an allowance names the code of the warning that it is for; codes are never renamed, so this one was mistyped",
    aws: "none: the request is not changed",
    wrong: "task.allow(\"SEC104\", \"the agent has to be root\")",
    right: "task.allow(\"SEC0104\", \"the agent has to be root\")",
    rules: &[],
};

/// What was allowed is an error.
pub static ERROR_ALLOWED: Code = Code {
    id: "STK0202",
    severity: Warning,
    summary: "An error is allowed, which has no effect",
    why: "AWS refuses what an error reports, or it cannot work, whatever the reason for it",
    aws: "none: the request is not changed",
    wrong: "service.allow(\"STK0101\", \"we want both\")",
    right: "mend what the error reports, and take the allowance out",
    rules: &[],
};

/// What was allowed was not reported.
pub static IDLE_ALLOWANCE: Code = Code {
    id: "STK0203",
    severity: Warning,
    summary: "A warning is allowed that the resource does not give cause for",
    why: "an allowance that outlives its cause would hide the next one",
    aws: "none: the request is not changed",
    wrong: "task.allow(\"SEC0104\", \"the agent has to be root\")   // but the container has a user by now",
    right: "task",
    rules: &[],
};

/// Nothing was said for allowing it.
pub static NO_REASON: Code = Code {
    id: "STK0204",
    severity: Error,
    summary: "A warning is allowed without a reason",
    why: "whoever reads the stack or its manifest later has to know why the risk was taken",
    aws: "none: the request is not changed",
    wrong: "task.allow(\"SEC0104\", \"\")",
    right: "task.allow(\"SEC0104\", \"the agent has to be root to read the host's counters\")",
    rules: &[],
};

/// Every code of the family.
pub static CODES: &[&Code] = &[&UNKNOWN_ALLOWANCE, &ERROR_ALLOWED, &IDLE_ALLOWANCE, &NO_REASON];
