//! The document that holds the statements.

use super::{OneOrMany, Statement, merge};
use serde::{Deserialize, Serialize};

/// A policy document: a version and its statements.
///
/// Stands in IAM's requests as JSON text: `PolicyDocument`, `AssumeRolePolicyDocument`. Limits, white
/// space not counted: 10240 characters for all inline policies of a role together, 6144 for a managed
/// policy, 2048 for a trust policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct PolicyDocument {
    /// The version of the policy language; absent means the old one, `2008-10-17`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// A name for the document, which some services ask for and IAM does not use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The statements: a list, or one alone.
    #[serde(rename = "Statement")]
    pub statements: OneOrMany<Statement>,
}

impl PolicyDocument {
    /// The version of the policy language that has variables; every new policy should name it.
    pub const VERSION: &str = "2012-10-17";

    /// Returns a document of the current version, without statements.
    pub fn new() -> Self {
        Self { version: Some(Self::VERSION.to_owned()), id: None, statements: OneOrMany::default() }
    }

    /// Sets the version of the policy language, `2012-10-17` unless another is kept for an old document. AWS: `Version`.
    pub fn version(mut self, version: impl Into<String>) -> Self {
        self.version = Some(version.into());
        self
    }

    /// Leaves the version out, which means the old language: it has no variables. AWS: `Version`.
    pub fn without_version(mut self) -> Self {
        self.version = None;
        self
    }

    /// Sets the name of the document, which IAM does not use. AWS: `Id`.
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Adds a statement at the end.
    pub fn statement(mut self, statement: Statement) -> Self {
        self.statements.push(statement);
        self
    }

    /// Allows actions on resources, without a condition.
    ///
    /// Short for [`statement`](Self::statement) with [`Statement::allow`] and [`StatementStart::on`](super::StatementStart::on).
    pub fn allow(
        self,
        actions: impl Into<OneOrMany<String>>,
        resources: impl Into<OneOrMany<String>>,
    ) -> Self {
        self.statement(Statement::allow(actions).on(resources))
    }

    /// Denies actions on resources, whatever else allows them.
    ///
    /// Short for [`statement`](Self::statement) with [`Statement::deny`] and [`StatementStart::on`](super::StatementStart::on).
    pub fn deny(
        self,
        actions: impl Into<OneOrMany<String>>,
        resources: impl Into<OneOrMany<String>>,
    ) -> Self {
        self.statement(Statement::deny(actions).on(resources))
    }

    /// Returns the document as JSON without white space, as it goes into IAM's requests.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("a policy's keys are strings and its numbers are JSON's own")
    }

    /// Returns the document's size as IAM counts it: in characters, white space left out.
    pub fn size(&self) -> usize {
        Self::size_of(&self.to_json())
    }

    /// Returns the same of a document that is at hand as JSON.
    pub(crate) fn size_of(json: &str) -> usize {
        let begins_character = |byte: &u8| byte & 0xC0 != 0x80;
        json.bytes().filter(begins_character).filter(|byte| !byte.is_ascii_whitespace()).count()
    }

    /// Returns the document in normal form: two documents that say the same are then equal.
    ///
    /// Every single value becomes a list, lists are sorted, repeated and covered values dropped, and
    /// statements merged as [`merge`] does. For comparing, not for sending: the document that goes
    /// to AWS is the one that was written.
    pub fn normalized(&self) -> Self {
        Self {
            version: self.version.clone(),
            id: self.id.clone(),
            statements: OneOrMany::Many(merge(self.statements.clone())),
        }
    }
}

impl Default for PolicyDocument {
    fn default() -> Self {
        Self::new()
    }
}

impl FromIterator<Statement> for PolicyDocument {
    fn from_iter<I: IntoIterator<Item = Statement>>(statements: I) -> Self {
        Self { statements: OneOrMany::Many(statements.into_iter().collect()), ..Self::new() }
    }
}
