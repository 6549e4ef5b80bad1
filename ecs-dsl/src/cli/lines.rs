//! Printing the lines of logs.

use serde_json::json;

use crate::operate::logs::{Line, short_id};
use crate::report;

/// How lines are printed.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Printer {
    /// As JSON, an object a line.
    pub(super) json: bool,
    /// With the time in front.
    pub(super) timestamps: bool,
    /// With task and container in front.
    pub(super) prefixed: bool,
}

impl Printer {
    pub(super) fn print(self, line: &Line) {
        report::data(&self.text(line));
    }

    fn text(self, line: &Line) -> String {
        let time = point_in_time(line.timestamp);
        if self.json {
            let object = json!({
                "time": time,
                "timestamp": line.timestamp,
                "task": line.task,
                "container": line.container,
                "logGroup": line.group,
                "logStream": line.stream,
                "message": line.message,
            });
            return format!("{object}\n");
        }
        let mut lead = String::new();
        if self.timestamps {
            lead.push_str(&format!("{time} "));
        }
        if self.prefixed {
            lead.push_str(&format!("{}/{} ", short_id(&line.task), line.container));
        }
        format!("{lead}{}\n", line.message)
    }
}

/// Returns a time in milliseconds since 1970 as AWS's tools write it.
fn point_in_time(milliseconds: i64) -> String {
    let whole = crate::apply::point_in_time(&json!(milliseconds.div_euclid(1_000)));
    format!("{}.{:03}Z", whole.trim_end_matches('Z'), milliseconds.rem_euclid(1_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_plain_or_has_in_front_what_was_asked_for() {
        let line = Line {
            timestamp: 1_735_689_600_042,
            task: "0123456789abcdef".to_owned(),
            container: "web".to_owned(),
            group: "/shop".to_owned(),
            stream: "site/web/0123456789abcdef".to_owned(),
            message: "GET / \"200\"".to_owned(),
        };
        assert_eq!(Printer::default().text(&line), "GET / \"200\"\n");
        let all = Printer { timestamps: true, prefixed: true, json: false };
        assert_eq!(all.text(&line), "2025-01-01T00:00:00.042Z 01234567/web GET / \"200\"\n");
        let json = Printer { json: true, ..all }.text(&line);
        let read: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
        assert_eq!(
            (read["message"].as_str(), read["task"].as_str()),
            (Some("GET / \"200\""), Some("0123456789abcdef"))
        );
        assert_eq!(json.matches('\n').count(), 1);
    }
}
