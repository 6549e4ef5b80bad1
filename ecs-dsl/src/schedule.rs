//! Schedule expressions as values of a stack.

use std::borrow::Cow;
use std::fmt;

use ecs_dsl_facts::{Faults, schedule};
use serde::{Deserialize, Serialize};

/// When something runs: `rate(5 minutes)`, `cron(0 3 * * ? *)` or `at(2030-01-31T03:00:00)`.
///
/// `schedule!("…")` makes one that is checked while the program compiles; [`Schedule::parse`] checks one
/// that is known only when it runs.
/// AWS: `ScheduleExpression` of EventBridge rules and of EventBridge Scheduler
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Schedule(Cow<'static, str>);

impl Schedule {
    /// Makes a schedule of any text, unchecked until synth.
    pub fn new(text: impl Into<Cow<'static, str>>) -> Self {
        Self(text.into())
    }

    /// Makes a schedule of a text that is a schedule expression.
    ///
    /// # Errors
    /// With every mistake in the text, field by field.
    ///
    /// ```
    /// use ecs_dsl::schedule::Schedule;
    ///
    /// assert!(Schedule::parse("cron(0 3 * * ? *)").is_ok());
    /// assert!(Schedule::parse("cron(0 3 * * * *)").is_err());
    /// ```
    pub fn parse(text: impl Into<Cow<'static, str>>) -> Result<Self, Faults> {
        let text = text.into();
        schedule::parse(&text)?;
        Ok(Self(text))
    }

    /// Makes a schedule of a text that `schedule!` has checked.
    #[doc(hidden)]
    pub const fn from_checked(text: &'static str) -> Self {
        Self(Cow::Borrowed(text))
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::str::FromStr for Schedule {
    type Err = Faults;

    fn from_str(text: &str) -> Result<Self, Faults> {
        Self::parse(text.to_owned())
    }
}

impl AsRef<str> for Schedule {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl From<Schedule> for String {
    fn from(schedule: Schedule) -> Self {
        schedule.0.into_owned()
    }
}

impl fmt::Display for Schedule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_schedules_are_parsed_and_their_text_is_kept() {
        assert_eq!(Schedule::parse("rate(1 hour)").unwrap().to_string(), "rate(1 hour)");
        assert!("every hour".parse::<Schedule>().is_err());
        assert_eq!(Schedule::new("${aws.account}").as_str(), "${aws.account}");
        assert_eq!(
            serde_json::to_string(&Schedule::from_checked("rate(1 hour)")).unwrap(),
            "\"rate(1 hour)\""
        );
    }
}
