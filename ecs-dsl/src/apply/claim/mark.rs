//! The mark itself: who deploys, since when and until when, as a tag's value.

use std::fmt;
use std::time::Duration;

use serde_json::{Value, json};

use crate::apply::duration;
use crate::assembly::CLAIM_TAG;

/// Until when a mark counts whose run is over.
pub(super) const ENDED: u64 = 0;
/// What AWS takes for a tag's value, less what stands beside the name in ours.
const LONGEST_NAME: usize = 150;

/// Somebody else who deploys the stack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rival {
    /// The ARN of the user or role, as far as a tag can hold it.
    pub who: String,
    /// Since when, as `2025-01-01T00:00:00Z`.
    pub since: String,
    /// How long the mark still counts if that run is dead.
    pub lasts: Duration,
}

impl Rival {
    /// Returns what to do about it, for who comes second; `again` is the command to give again.
    pub fn fix(&self, again: &str) -> String {
        format!(
            "wait until that is done, then `{again}`; if that run is dead, its mark counts for {} more, or pass \
             --take-over",
            duration(self.lasts)
        )
    }
}

impl fmt::Display for Rival {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} deploys it since {}", self.who, self.since)
    }
}

/// A mark as it stands in the tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) who: String,
    pub(super) since: String,
    /// Seconds since 1970.
    pub(super) until: u64,
    pub(super) run: String,
}

impl Mark {
    pub(super) fn write(&self) -> String {
        let Self { who, since, until, run } = self;
        format!("{who} since {since} until {until} run {run}")
    }

    pub(super) fn read(value: &str) -> Option<Self> {
        let words: Vec<&str> = value.split(' ').collect();
        let [who, "since", since, "until", until, "run", run] = words[..] else { return None };
        let until = until.parse().ok()?;
        Some(Self { who: who.to_owned(), since: since.to_owned(), until, run: run.to_owned() })
    }

    /// Whether the run that put it there is over.
    pub(super) fn is_ended(&self) -> bool {
        self.until == ENDED
    }

    pub(super) fn rival(self, now: Duration) -> Rival {
        let lasts = Duration::from_secs(self.until).saturating_sub(now);
        Rival { who: self.who, since: self.since, lasts }
    }

    /// Returns the mark as the tag that carries it.
    pub(super) fn tag(&self) -> Value {
        json!({ "key": CLAIM_TAG, "value": self.write() })
    }
}

/// Returns a name in the letters that a tag's value may have, and no longer than it may be.
pub(super) fn fitting(name: &str) -> String {
    let fits = |c: char| c.is_alphanumeric() || "+-=._:/@".contains(c);
    name.chars().take(LONGEST_NAME).map(|c| if fits(c) { c } else { '_' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_read_as_it_was_written_and_fits_into_a_tag() {
        let mark = Mark {
            who: fitting(&format!("arn:aws:sts::111122223333:assumed-role/ci/a,b c{}", "x".repeat(300))),
            since: "2025-01-01T00:00:00Z".to_owned(),
            until: 1_735_689_720,
            run: "18a2b3c4d5e6f7a8-1f40-7".to_owned(),
        };
        let written = mark.write();
        assert!(written.chars().count() <= 256, "{written}");
        assert!(written.starts_with("arn:aws:sts::111122223333:assumed-role/ci/a_b_c"), "{written}");
        assert_eq!(Mark::read(&written), Some(mark.clone()));
        let rival = mark.rival(Duration::from_secs(1_735_689_700));
        assert_eq!(rival.lasts, Duration::from_secs(20));
        assert_eq!(Mark::read("somebody"), None);
    }
}
