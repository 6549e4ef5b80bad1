//! The rules, one row a limit.
