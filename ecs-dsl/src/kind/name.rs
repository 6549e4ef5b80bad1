//! Names that may also be ARNs.

/// Returns what an ARN ends in, or the name itself: `web:3` of `arn:…:task-definition/web:3`.
pub fn bare_name(name: &str) -> &str {
    if name.starts_with("arn:") { name.rsplit('/').next().unwrap_or(name) } else { name }
}

/// Whether two names, either of which may be an ARN, mean the same.
pub fn same_name(wanted: &str, live: &str) -> bool {
    bare_name(wanted) == bare_name(live)
}
