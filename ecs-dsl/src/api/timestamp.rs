//! Points in time, as answers write them.

use std::fmt;

use serde::de::{self, Deserializer, Visitor};
use serde::{Deserialize, Serialize, Serializer};

/// A point in time in an answer: seconds since 1970 on the wire, text in what the AWS CLI prints.
#[derive(Debug, Clone, PartialEq)]
pub enum Timestamp {
    /// Seconds since the start of 1970 in UTC, with a fraction.
    Seconds(f64),
    /// Text, most often as in ISO 8601: `2026-03-01T12:00:00.123000+09:00`.
    Text(String),
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Seconds(seconds) => serializer.serialize_f64(*seconds),
            Self::Text(text) => serializer.serialize_str(text),
        }
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TimestampVisitor)
    }
}

struct TimestampVisitor;

// A point in time has far fewer digits than an f64 holds.
#[allow(clippy::cast_precision_loss, reason = "seconds since 1970 are far below 2^53")]
impl Visitor<'_> for TimestampVisitor {
    type Value = Timestamp;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a point in time, as a number of seconds or as text")
    }

    fn visit_f64<E: de::Error>(self, seconds: f64) -> Result<Timestamp, E> {
        Ok(Timestamp::Seconds(seconds))
    }

    fn visit_i64<E: de::Error>(self, seconds: i64) -> Result<Timestamp, E> {
        Ok(Timestamp::Seconds(seconds as f64))
    }

    fn visit_u64<E: de::Error>(self, seconds: u64) -> Result<Timestamp, E> {
        Ok(Timestamp::Seconds(seconds as f64))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Timestamp, E> {
        Ok(Timestamp::Text(text.to_owned()))
    }
}
