//! Actions as values of a policy.

use std::borrow::Cow;
use std::fmt;

use ecs_dsl_facts::{Fault, iam_action};
use serde::{Deserialize, Serialize};

use super::policy::OneOrMany;

/// An action, or a pattern of actions, that IAM knows: `s3:GetObject`, `ecs:Describe*`.
///
/// `iam_action!("…")` and `actions!["…", …]` make ones that are checked while the program compiles. Policies
/// take a plain text as well, for what AWS has added since the table was made.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct IamAction(Cow<'static, str>);

impl IamAction {
    /// Makes an action of a text, and writes it as AWS does.
    ///
    /// # Errors
    /// When no service has the action, or no action meets the pattern; the fault offers the nearest one.
    ///
    /// ```
    /// use ecs_dsl::iam::IamAction;
    ///
    /// assert_eq!(IamAction::parse("S3:getobject").map(|action| action.to_string()).as_deref(), Ok("s3:GetObject"));
    /// assert!(IamAction::parse("s3:GetObjct").is_err());
    /// ```
    pub fn parse(text: &str) -> Result<Self, Fault> {
        iam_action::check(text).map(|action| Self(action.into()))
    }

    /// Makes an action of a text that `iam_action!` has checked.
    #[doc(hidden)]
    pub const fn from_checked(text: &'static str) -> Self {
        Self(Cow::Borrowed(text))
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::str::FromStr for IamAction {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self, Fault> {
        Self::parse(text)
    }
}

impl AsRef<str> for IamAction {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl From<IamAction> for String {
    fn from(action: IamAction) -> Self {
        action.0.into_owned()
    }
}

impl From<IamAction> for OneOrMany<String> {
    fn from(action: IamAction) -> Self {
        Self::One(action.into())
    }
}

impl fmt::Display for IamAction {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::iam::policy::Statement;

    #[test]
    fn policies_take_one_or_several() {
        let one = Statement::allow(IamAction::parse("s3:GetObject").unwrap()).on("*");
        assert_eq!(one, Statement::allow("s3:GetObject").on("*"));
        let several = [IamAction::from_checked("s3:GetObject"), IamAction::from_checked("s3:PutObject")];
        assert_eq!(
            Statement::allow(several).on("*"),
            Statement::allow(["s3:GetObject", "s3:PutObject"]).on("*")
        );
    }
}
