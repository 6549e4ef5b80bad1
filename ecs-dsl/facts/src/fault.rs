//! A mistake in a text, with the part at fault, told apart from where and how it is shown.

use std::fmt;
use std::ops::Range;

/// A mistake in a text: what is wrong, why, how to mend it, and the bytes at fault.
///
/// The three sentences are fragments without a full stop, so that each fits a compiler's message, a
/// line of a terminal or a member of a JSON document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong, with the part at fault quoted.
    pub what: String,
    /// The rule that was broken.
    pub why: String,
    /// What to write instead.
    pub fix: String,
    /// The bytes at fault in the text that was judged; empty where something is missing.
    pub at: Range<usize>,
}

impl Fault {
    /// Makes a fault from its three sentences and the bytes at fault.
    pub fn new(
        at: Range<usize>,
        what: impl Into<String>,
        why: impl Into<String>,
        fix: impl Into<String>,
    ) -> Self {
        Self { what: what.into(), why: why.into(), fix: fix.into(), at }
    }

    /// Returns the same fault in a text that has `bytes` more bytes before the part judged here.
    #[must_use]
    pub fn moved(mut self, bytes: usize) -> Self {
        self.at = self.at.start + bytes..self.at.end + bytes;
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}; {}", self.what, self.why, self.fix)
    }
}

impl std::error::Error for Fault {}

/// All the mistakes of one text, at least one, in the order of their place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faults {
    first: Fault,
    rest: Vec<Fault>,
}

impl Faults {
    /// Returns `Err` with the faults in the order of their place, or `Ok` when there are none.
    ///
    /// # Errors
    /// Whenever the list is not empty.
    pub fn none_of(mut faults: Vec<Fault>) -> Result<(), Self> {
        faults.sort_by_key(|fault| fault.at.start);
        let mut faults = faults.into_iter();
        match faults.next() {
            None => Ok(()),
            Some(first) => Err(Self { first, rest: faults.collect() }),
        }
    }

    /// Returns the fault that stands first in the text.
    pub fn first(&self) -> &Fault {
        &self.first
    }

    /// Returns the faults one after the other.
    pub fn iter(&self) -> impl Iterator<Item = &Fault> {
        std::iter::once(&self.first).chain(&self.rest)
    }
}

impl From<Fault> for Faults {
    fn from(first: Fault) -> Self {
        Self { first, rest: Vec::new() }
    }
}

impl IntoIterator for Faults {
    type Item = Fault;
    type IntoIter = std::iter::Chain<std::iter::Once<Fault>, std::vec::IntoIter<Fault>>;

    fn into_iter(self) -> Self::IntoIter {
        std::iter::once(self.first).chain(self.rest)
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, fault) in self.iter().enumerate() {
            if index > 0 {
                formatter.write_str("\n")?;
            }
            fault.fmt(formatter)?;
        }
        Ok(())
    }
}

impl std::error::Error for Faults {}

/// Joins words as a sentence does: `a`, `a and b`, `a, b and c`.
pub fn listed<T: fmt::Display>(items: impl IntoIterator<Item = T>) -> String {
    joined(items, "and")
}

/// Joins words as a choice: `a`, `a or b`, `a, b or c`.
pub fn choice<T: fmt::Display>(items: impl IntoIterator<Item = T>) -> String {
    joined(items, "or")
}

fn joined<T: fmt::Display>(items: impl IntoIterator<Item = T>, last: &str) -> String {
    let items: Vec<String> = items.into_iter().map(|item| item.to_string()).collect();
    match items.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((end, start)) => format!("{} {last} {end}", start.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_come_in_the_order_of_their_place() {
        let faults = Faults::none_of(vec![Fault::new(7..9, "b", "", ""), Fault::new(1..2, "a", "", "")]);
        let order: Vec<String> = faults.unwrap_err().into_iter().map(|fault| fault.what).collect();
        assert_eq!(order, ["a", "b"]);
        assert_eq!(Faults::none_of(Vec::new()), Ok(()));
    }

    #[test]
    fn a_fault_moves_with_the_text_before_it() {
        assert_eq!(Fault::new(1..3, "", "", "").moved(4).at, 5..7);
    }

    #[test]
    fn lists_read_as_sentences() {
        assert_eq!(listed(["a"]), "a");
        assert_eq!(listed(["a", "b"]), "a and b");
        assert_eq!(choice([1, 2, 3]), "1, 2 or 3");
        assert_eq!(listed::<&str>([]), "");
    }
}
