//! Points in time, as numbers on the wire and as text in the AWS CLI's output.

use serde::{Deserialize, Serialize};

/// A point in time in an answer, kept as it was written.
///
/// The wire has seconds since 1970 (UTC) with a fraction; the AWS CLI prints the same time as
/// ISO 8601 text with an offset. Both are read, so that an answer saved from either can be used.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged, expecting = "expected a point in time, as seconds since 1970 or as text")]
pub enum Timestamp {
    /// Seconds since the start of 1970, UTC.
    Seconds(f64),
    /// ISO 8601 text, such as `2025-02-21T15:25:38.598000-06:00`.
    Text(String),
}

impl Timestamp {
    /// Returns the seconds since the start of 1970 (UTC), or nothing for text that is not a time.
    ///
    /// Two times are compared by this, whichever way each was written.
    pub fn epoch_seconds(&self) -> Option<f64> {
        match self {
            Self::Seconds(seconds) => Some(*seconds),
            Self::Text(text) => parse_iso_8601(text),
        }
    }
}

/// Reads `YYYY-MM-DDThh:mm:ss[.fraction](Z|±hh:mm)`, the one form that AWS tools print.
fn parse_iso_8601(text: &str) -> Option<f64> {
    let (date, rest) = text.split_once('T')?;
    let [year, month, day] = numbers(date, '-', [4, 2, 2])?;

    let zone_at = rest.find(['Z', '+', '-'])?;
    let (time, zone) = rest.split_at(zone_at);
    let (whole, fraction) = match time.split_once('.') {
        Some((whole, digits)) => (whole, parse_fraction(digits)?),
        None => (time, 0.0),
    };
    let [hour, minute, second] = numbers(whole, ':', [2, 2, 2])?;
    let offset_minutes = parse_zone(zone)?;

    // 60 is a leap second.
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let minutes = (days_since_1970(year, month, day) * 24 + hour) * 60 + minute - offset_minutes;
    Some((minutes * 60 + second) as f64 + fraction)
}

fn parse_fraction(digits: &str) -> Option<f64> {
    let known = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if known { format!("0.{digits}").parse().ok() } else { None }
}

/// Returns how many minutes the zone is ahead of UTC.
fn parse_zone(zone: &str) -> Option<i64> {
    if zone == "Z" {
        return Some(0);
    }
    let (sign, time) = match zone.split_at_checked(1)? {
        ("+", time) => (1, time),
        ("-", time) => (-1, time),
        _ => return None,
    };
    let [hours, minutes] = numbers(time, ':', [2, 2])?;
    (hours <= 23 && minutes <= 59).then_some(sign * (hours * 60 + minutes))
}

/// Reads numbers of fixed widths, parted by `separator`.
fn numbers<const N: usize>(text: &str, separator: char, widths: [usize; N]) -> Option<[i64; N]> {
    let mut parts = text.split(separator);
    let mut read = [0; N];
    for (number, width) in read.iter_mut().zip(widths) {
        let part = parts.next()?;
        if part.len() != width || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        *number = part.parse().ok()?;
    }
    parts.next().is_none().then_some(read)
}

/// Counts the days from 1970-01-01 in the Gregorian calendar.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    // Years begin in March here, so that the leap day is the last of its year.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let era_start = year.div_euclid(400) * 400;
    let year_of_era = year - era_start;
    let day_of_year = (153 * month + 2) / 5 + day - 1;
    let days_before_1970 = 719_468;
    year.div_euclid(400) * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year
        - days_before_1970
}

/// Returns a time as AWS's tools write it in UTC, from seconds since the start of 1970.
#[cfg(any(test, feature = "deploy"))]
pub(crate) fn utc(seconds: i64) -> String {
    let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (year, month, day) = date_of(days);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// Returns year, month and day of a count of days from 1970-01-01: what [`days_since_1970`] counts, the other way.
#[cfg(any(test, feature = "deploy"))]
fn date_of(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::{Timestamp, date_of, days_since_1970, utc};

    #[test]
    fn days_are_counted_alike_both_ways() {
        for days in (-800_000..800_000).step_by(97).chain([-1, 0, 11_016, 20_088]) {
            let (year, month, day) = date_of(days);
            assert_eq!(days_since_1970(year, month, day), days);
        }
        for (seconds, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (-1, "1969-12-31T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_735_689_599, "2024-12-31T23:59:59Z"),
        ] {
            assert_eq!(utc(seconds), text);
        }
    }

    fn seconds_of(text: &str) -> Option<f64> {
        Timestamp::Text(text.to_owned()).epoch_seconds()
    }

    #[test]
    fn text_and_number_give_the_same_time() {
        for (text, seconds) in [
            ("1970-01-01T00:00:00Z", 0.0),
            ("1969-12-31T23:59:59Z", -1.0),
            ("2000-02-29T12:00:00Z", 951_825_600.0),
            ("2000-03-01T00:00:00+00:00", 951_868_800.0),
            ("2024-12-03T16:24:25.250000-05:00", 1_733_261_065.25),
            ("2025-01-01T05:30:00+05:30", 1_735_689_600.0),
        ] {
            assert_eq!(seconds_of(text), Some(seconds), "{text}");
            assert_eq!(Timestamp::Seconds(seconds).epoch_seconds(), Some(seconds));
        }
    }

    #[test]
    fn text_that_is_no_time_gives_none() {
        for text in [
            "",
            "yesterday",
            "2025-01-01",
            "2025-01-01T00:00:00",
            "2025-13-01T00:00:00Z",
            "2025-01-01T24:00:00Z",
            "2025-01-01T00:00:00.Z",
            "2025-01-01T00:00:00+5:30",
            "2025-1-01T00:00:00Z",
            "2025-01-01T00:00:00é",
        ] {
            assert_eq!(seconds_of(text), None, "{text}");
        }
    }

    #[test]
    fn both_forms_are_kept_as_they_were_written() {
        for json in ["1557119253.821", "\"2025-02-21T15:25:38.598000-06:00\""] {
            let read: Timestamp = serde_json::from_str(json).expect(json);
            assert_eq!(serde_json::to_string(&read).expect(json), json);
        }
    }
}
