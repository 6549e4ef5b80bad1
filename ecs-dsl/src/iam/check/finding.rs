//! What a rule found, and the row of the rule.

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// AWS would refuse it, or it cannot work.
    Error,
    /// AWS takes it, but it is risky or without effect.
    Warning,
}

/// A rule: what does not depend on the values at hand.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// The stable id, such as `IAM0301`.
    pub id: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// One line that says what the rule is.
    pub summary: &'static str,
    /// Why AWS has the rule, in a sentence.
    pub why: &'static str,
    /// The AWS operation and member it is about.
    pub aws: &'static str,
    /// An example that breaks the rule.
    pub wrong: &'static str,
    /// The same example, mended.
    pub right: &'static str,
    /// The ids of the rulebook's rules that this code enforces.
    pub rules: &'static [&'static str],
}

/// What a rule found, before anyone knows where the member was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule's code.
    pub code: &'static Code,
    /// The member at fault, as a path in the document: `Statement[0].Action[1]`; empty for the whole.
    pub member: String,
    /// What is wrong, with the values at hand.
    pub what: String,
    /// Why AWS has the rule; the code's own reason when absent.
    pub why: Option<String>,
    /// What to write instead.
    pub fix: String,
}

impl Finding {
    /// Makes a finding whose reason is the code's own.
    pub fn new(
        code: &'static Code,
        member: impl Into<String>,
        what: impl Into<String>,
        fix: impl Into<String>,
    ) -> Self {
        Self { code, member: member.into(), what: what.into(), why: None, fix: fix.into() }
    }

    /// Replaces the code's reason by one with the values at hand.
    #[must_use]
    pub fn because(mut self, why: impl Into<String>) -> Self {
        self.why = Some(why.into());
        self
    }
}
