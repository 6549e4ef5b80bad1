//! Diagnostics as SARIF 2.1.0, the form in which code hosts take them to annotate pull requests.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::diagnostic::{Code, Diagnostic, Place, Severity};

/// Returns the diagnostics, those that were allowed too, as a SARIF log with one run.
pub(crate) fn report(diagnostics: &[Diagnostic]) -> String {
    let rules: BTreeMap<&str, &Code> = diagnostics.iter().map(|it| (it.code.id, it.code)).collect();
    let numbers: BTreeMap<&str, usize> = rules.keys().enumerate().map(|(number, id)| (*id, number)).collect();
    crate::assembly::to_json(&json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "ecs-dsl",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules.values().map(|code| rule(code)).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": diagnostics.iter().map(|it| result(it, numbers[it.code.id])).collect::<Vec<_>>(),
        }],
    }))
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
    }
}

fn rule(code: &Code) -> Value {
    json!({
        "id": code.id,
        "shortDescription": { "text": code.summary },
        "fullDescription": { "text": format!("{}: {}", code.summary, code.why) },
        "help": { "text": format!("AWS: {}\n\nWrong:\n{}\n\nRight:\n{}", code.aws, code.wrong, code.right) },
        "defaultConfiguration": { "level": level(code.severity) },
    })
}

fn result(diagnostic: &Diagnostic, rule: usize) -> Value {
    let mut result = json!({
        "ruleId": diagnostic.code.id,
        "ruleIndex": rule,
        "level": level(diagnostic.severity),
        "message": { "text": message(diagnostic) },
    });
    let mut location = json!({});
    if let Some((file, line, column)) = diagnostic.place.position() {
        location["physicalLocation"] = json!({
            "artifactLocation": { "uri": uri(&file) },
            "region": { "startLine": line, "startColumn": column },
        });
    }
    // A file's name is in the physical location already.
    let address = diagnostic.address.as_deref().filter(|_| !matches!(diagnostic.place, Place::File { .. }));
    let parts = [diagnostic.stack.as_deref(), address, Some(diagnostic.member.as_str())];
    let name: Vec<&str> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    if !name.is_empty() {
        location["logicalLocations"] = json!([{ "fullyQualifiedName": name.join(" ") }]);
    }
    if location != json!({}) {
        result["locations"] = json!([location]);
    }
    if let Some(reason) = &diagnostic.allowed {
        let by_flag = reason == crate::check::allow::BY_FLAG;
        let kind = if by_flag { "external" } else { "inSource" };
        result["suppressions"] = json!([{ "kind": kind, "justification": reason }]);
    }
    result
}

fn message(diagnostic: &Diagnostic) -> String {
    format!(
        "{}: {}. Why: {}. Fix: {}.",
        diagnostic.subject,
        diagnostic.what,
        diagnostic.why.trim_end_matches('.'),
        diagnostic.fix.trim_end_matches('.'),
    )
}

/// Returns a path as a relative reference: what has a meaning of its own in a URI is written as `%XX`.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => {
                uri.push(byte.into())
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_path_becomes_a_relative_reference() {
        assert_eq!(super::uri("stacks/src/web.rs"), "stacks/src/web.rs");
        assert_eq!(super::uri("my files/<stdin>:ü"), "my%20files/%3Cstdin%3E%3A%C3%BC");
    }
}
