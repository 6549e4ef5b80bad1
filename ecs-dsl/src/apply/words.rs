//! Points in time, lengths of time and revisions, as people say them.

use std::time::Duration;

use serde_json::Value;

use crate::api::utc;

/// Returns a point in time as AWS's tools write it, from the seconds since 1970 of an answer.
pub(crate) fn point_in_time(told: &Value) -> String {
    let Some(seconds) = told.as_f64() else { return told.as_str().unwrap_or("some time ago").to_owned() };
    utc(seconds as i64)
}

/// Returns `family:revision` of a task definition's ARN.
pub(crate) fn short(arn: &str) -> &str {
    arn.rsplit('/').next().unwrap_or(arn)
}

/// Returns a length of time as people say it.
pub(crate) fn duration(length: Duration) -> String {
    let seconds = length.as_secs();
    match (seconds / 60, seconds % 60) {
        (0, seconds) => format!("{seconds} s"),
        (minutes, 0) => format!("{minutes} min"),
        (minutes, seconds) => format!("{minutes} min {seconds} s"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn points_in_time_are_written_as_aws_tools_do() {
        for (seconds, expected) in [
            (0.0, "1970-01-01T00:00:00Z"),
            (951_782_399.9, "2000-02-28T23:59:59Z"),
            (951_782_400.0, "2000-02-29T00:00:00Z"),
            (1_735_689_600.5, "2025-01-01T00:00:00Z"),
            (4_107_542_400.0, "2100-03-01T00:00:00Z"),
        ] {
            assert_eq!(point_in_time(&json!(seconds)), expected);
        }
        assert_eq!(point_in_time(&json!("2025-01-01T00:00:00Z")), "2025-01-01T00:00:00Z");
    }

    #[test]
    fn lengths_of_time_are_told_as_people_say_them() {
        for (seconds, expected) in [(30, "30 s"), (600, "10 min"), (95, "1 min 35 s")] {
            assert_eq!(duration(Duration::from_secs(seconds)), expected);
        }
    }
}
