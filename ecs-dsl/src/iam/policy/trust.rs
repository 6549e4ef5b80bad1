//! Trust policies: who may take on a role.

use super::{ConditionValue, OneOrMany, PolicyDocument, Principal, Statement};

/// A role's trust policy in the making: who may take the role on, and under which conditions.
///
/// A service that acts for many accounts could be led to use a role of one account for another, the
/// "confused deputy"; [`source_account`](Self::source_account) and
/// [`source_arn`](Self::source_arn) tie the role to whom the service acts for.
///
/// AWS: `CreateRole`, member `AssumeRolePolicyDocument`.
///
/// ```
/// use ecs_dsl::iam::policy::{PolicyDocument, TrustPolicy};
///
/// let trust: PolicyDocument = TrustPolicy::service("ecs-tasks.amazonaws.com")
///     .source_account("111122223333")
///     .source_arn("arn:aws:ecs:ap-northeast-2:111122223333:*")
///     .into();
/// assert!(trust.to_json().contains(r#""ArnLike":{"aws:SourceArn":"arn:aws:ecs:ap-northeast-2:111122223333:*"}"#));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustPolicy(Statement);

impl TrustPolicy {
    /// Lets an AWS service take on the role, such as `ecs-tasks.amazonaws.com`.
    pub fn service(names: impl Into<OneOrMany<String>>) -> Self {
        Self(Statement::allow("sts:AssumeRole").by(Principal::service(names)))
    }

    /// Lets accounts, users or roles take on the role, by account id or ARN.
    pub fn aws(names: impl Into<OneOrMany<String>>) -> Self {
        Self(Statement::allow("sts:AssumeRole").by(Principal::aws(names)))
    }

    /// Lets whom an OpenID Connect provider vouches for take on the role, by the provider's ARN.
    ///
    /// Without a [`condition`](Self::condition) on the provider's `:sub` or `:aud` key that is everyone
    /// with an account there.
    pub fn web_identity(names: impl Into<OneOrMany<String>>) -> Self {
        Self(Statement::allow("sts:AssumeRoleWithWebIdentity").by(Principal::federated(names)))
    }

    /// Adds the condition that the service acts for something in these accounts.
    ///
    /// `StringEquals` on `aws:SourceAccount`.
    pub fn source_account(self, accounts: impl Into<OneOrMany<ConditionValue>>) -> Self {
        self.condition("StringEquals", "aws:SourceAccount", accounts)
    }

    /// Adds the condition that the service acts for one of these resources, with `*` and `?`.
    ///
    /// `ArnLike` on `aws:SourceArn`. For tasks of ECS: `arn:aws:ecs:REGION:ACCOUNT:*`.
    pub fn source_arn(self, arns: impl Into<OneOrMany<ConditionValue>>) -> Self {
        self.condition("ArnLike", "aws:SourceArn", arns)
    }

    /// Adds a condition, as [`Statement::condition`] does.
    pub fn condition(
        self,
        operator: impl Into<String>,
        key: impl Into<String>,
        values: impl Into<OneOrMany<ConditionValue>>,
    ) -> Self {
        Self(self.0.condition(operator, key, values))
    }

    /// Returns the statement, for a trust policy of several.
    pub fn into_statement(self) -> Statement {
        self.0
    }
}

impl From<TrustPolicy> for PolicyDocument {
    fn from(trust: TrustPolicy) -> Self {
        Self::new().statement(trust.0)
    }
}
