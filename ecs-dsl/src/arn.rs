//! Amazon Resource Names as values of a stack.

use std::borrow::Cow;
use std::fmt;

use ecs_dsl_facts::Faults;
use ecs_dsl_facts::arn::{self, ArnKind};
use serde::{Deserialize, Serialize};

use crate::iam::policy::OneOrMany;

/// The ARN of something that AWS knows.
///
/// `arn!("…")` makes one that is checked while the program compiles; [`Arn::parse`] checks one that is
/// known only when it runs; [`Arn::new`] takes any text, which the rules of the member it is used in
/// judge at synth, where they can name the line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Arn(Cow<'static, str>);

impl Arn {
    /// Makes an ARN of any text, unchecked until synth.
    pub fn new(text: impl Into<Cow<'static, str>>) -> Self {
        Self(text.into())
    }

    /// Makes an ARN of a text that has the form of one.
    ///
    /// # Errors
    /// With every mistake in the text: a missing part, a malformed partition, region or account, or a
    /// resource that does not look like its kind's.
    ///
    /// ```
    /// use ecs_dsl::arn::Arn;
    ///
    /// assert!(Arn::parse("arn:aws:iam::123456789012:role/web").is_ok());
    /// assert!(Arn::parse("arn:aws:iam::1234:role/web").is_err());
    /// ```
    pub fn parse(text: impl Into<Cow<'static, str>>) -> Result<Self, Faults> {
        let text = text.into();
        arn::parse(&text)?;
        Ok(Self(text))
    }

    /// Makes an ARN of a text that has the form of one of this kind, such as a role's.
    ///
    /// # Errors
    /// As [`Arn::parse`], and when the text is the ARN of something else.
    pub fn parse_as(kind: ArnKind, text: impl Into<Cow<'static, str>>) -> Result<Self, Faults> {
        let text = text.into();
        arn::parse_as(&text, kind)?;
        Ok(Self(text))
    }

    /// Makes an ARN of a text that `arn!` has checked.
    #[doc(hidden)]
    pub const fn from_checked(text: &'static str) -> Self {
        Self(Cow::Borrowed(text))
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the six parts, unless the text has not the form of an ARN.
    pub fn parts(&self) -> Option<arn::Arn<'_>> {
        arn::parse(&self.0).ok()
    }

    /// Returns the kind of thing it names, where that is known.
    pub fn kind(&self) -> Option<ArnKind> {
        self.parts().and_then(|arn| arn.kind())
    }
}

impl TryFrom<&str> for Arn {
    type Error = Faults;

    fn try_from(text: &str) -> Result<Self, Faults> {
        Self::parse(text.to_owned())
    }
}

impl std::str::FromStr for Arn {
    type Err = Faults;

    fn from_str(text: &str) -> Result<Self, Faults> {
        Self::parse(text.to_owned())
    }
}

impl AsRef<str> for Arn {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl From<Arn> for String {
    fn from(arn: Arn) -> Self {
        arn.0.into_owned()
    }
}

impl From<&Arn> for String {
    fn from(arn: &Arn) -> Self {
        arn.0.to_string()
    }
}

impl From<Arn> for OneOrMany<String> {
    fn from(arn: Arn) -> Self {
        Self::One(arn.into())
    }
}

impl fmt::Display for Arn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROLE: &str = "arn:aws:iam::123456789012:role/web";

    #[test]
    fn any_text_is_kept_and_only_good_text_is_parsed() {
        assert_eq!(Arn::new("${role/web.arn}").as_str(), "${role/web.arn}");
        assert_eq!(Arn::new("nonsense").parts(), None);
        assert_eq!(Arn::parse(ROLE).unwrap().kind(), Some(ArnKind::Role));
        assert!(Arn::try_from("nonsense").is_err());
        assert!(Arn::parse_as(ArnKind::Cluster, ROLE).is_err());
        assert_eq!(ROLE.parse::<Arn>().unwrap(), Arn::from_checked(ROLE));
    }

    #[test]
    fn it_is_a_string_on_the_wire() {
        let json = serde_json::to_string(&Arn::new(ROLE)).unwrap();
        assert_eq!(json, format!("\"{ROLE}\""));
        assert_eq!(serde_json::from_str::<Arn>(&json).unwrap().to_string(), ROLE);
    }
}
