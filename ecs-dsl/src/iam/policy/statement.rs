//! Statements: one permission or prohibition of a policy.

use super::{Condition, ConditionValue, OneOrMany, Principal};
use crate::api::open_enum::open_enum;
use serde::{Deserialize, Serialize};

open_enum! {
    /// What a statement does with a request that it matches.
    ///
    /// AWS: policy element `Effect`.
    pub enum Effect {
        /// The request is allowed, unless another statement denies it.
        Allow = "Allow",
        /// The request is denied, whatever other statements allow.
        Deny = "Deny",
    }
}

/// One statement of a policy.
///
/// Of `Action` and `NotAction` one stands in every statement; `Resource` or `NotResource` in those of
/// an identity policy, `Principal` or `NotPrincipal` in those of a trust or resource policy. Start
/// one with [`Statement::allow`] or [`Statement::deny`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct Statement {
    /// A name for the statement, unique in its document. Limit: letters and digits in identity policies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sid: Option<String>,
    /// Whether the statement allows or denies.
    pub effect: Effect,
    /// Whom the statement speaks of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub principal: Option<Principal>,
    /// Whom the statement does not speak of: it covers everyone else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_principal: Option<Principal>,
    /// The actions, as `service:Action`, with `*` and `?` as wildcards.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<OneOrMany<String>>,
    /// The actions left out: the statement covers all others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_action: Option<OneOrMany<String>>,
    /// The resources, as ARNs, with `*` and `?` as wildcards.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource: Option<OneOrMany<String>>,
    /// The resources left out: the statement covers all others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_resource: Option<OneOrMany<String>>,
    /// When the statement holds; always, when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condition: Option<Condition>,
}

/// A statement that has its actions, and lacks what they act on or who acts.
///
/// Ends in [`on`](Self::on), [`on_everything`](Self::on_everything) or
/// [`on_all_except`](Self::on_all_except) for a role's policy, or [`by`](Self::by) for a trust or
/// resource policy.
#[derive(Debug, Clone)]
#[must_use = "a statement needs resources or a principal"]
pub struct StatementStart(Statement);

impl Statement {
    /// Allows these actions.
    ///
    /// An action is `service:Action`, case ignored, with `*` and `?` as wildcards: `"s3:GetObject"`,
    /// `["s3:Get*", "s3:List*"]`.
    pub fn allow(actions: impl Into<OneOrMany<String>>) -> StatementStart {
        StatementStart(Self { action: Some(actions.into()), ..Self::empty(Effect::Allow) })
    }

    /// Denies these actions, whatever else allows them.
    pub fn deny(actions: impl Into<OneOrMany<String>>) -> StatementStart {
        StatementStart(Self { action: Some(actions.into()), ..Self::empty(Effect::Deny) })
    }

    /// Allows every action of every service but these. AWS: `NotAction`.
    pub fn allow_all_except(actions: impl Into<OneOrMany<String>>) -> StatementStart {
        StatementStart(Self { not_action: Some(actions.into()), ..Self::empty(Effect::Allow) })
    }

    /// Denies every action of every service but these. AWS: `NotAction`.
    pub fn deny_all_except(actions: impl Into<OneOrMany<String>>) -> StatementStart {
        StatementStart(Self { not_action: Some(actions.into()), ..Self::empty(Effect::Deny) })
    }

    /// Sets the statement's name, unique in its document. Limit: letters and digits. AWS: `Sid`.
    pub fn sid(mut self, sid: impl Into<String>) -> Self {
        self.sid = Some(sid.into());
        self
    }

    /// Sets whom the statement speaks of. AWS: `Principal`.
    ///
    /// For a resource policy that names its resources too; a role's own policies have no principal.
    pub fn by(mut self, principal: Principal) -> Self {
        self.principal = Some(principal);
        self
    }

    /// Sets whom the statement does not speak of: it covers everyone else. AWS: `NotPrincipal`.
    pub fn by_all_except(mut self, principal: Principal) -> Self {
        self.not_principal = Some(principal);
        self
    }

    /// Adds a condition: the statement holds only where this key has one of these values.
    ///
    /// `condition("StringEquals", "aws:SourceAccount", "111122223333")`. Several conditions must all
    /// hold; values given for one operator and key, in one call or several, are alternatives.
    pub fn condition(
        mut self,
        operator: impl Into<String>,
        key: impl Into<String>,
        values: impl Into<OneOrMany<ConditionValue>>,
    ) -> Self {
        self.condition.get_or_insert_default().add(operator, key, values);
        self
    }

    /// Returns a statement with an effect and nothing else, for building one member by member.
    pub fn empty(effect: Effect) -> Self {
        Self {
            sid: None,
            effect,
            principal: None,
            not_principal: None,
            action: None,
            not_action: None,
            resource: None,
            not_resource: None,
            condition: None,
        }
    }
}

impl StatementStart {
    /// Sets the resources that the actions may touch, as ARNs with `*` and `?`. AWS: `Resource`.
    pub fn on(mut self, resources: impl Into<OneOrMany<String>>) -> Statement {
        self.0.resource = Some(resources.into());
        self.0
    }

    /// Covers every resource: `"Resource": "*"`, which actions without resources need.
    pub fn on_everything(self) -> Statement {
        self.on("*")
    }

    /// Covers every resource but these. AWS: `NotResource`.
    pub fn on_all_except(mut self, resources: impl Into<OneOrMany<String>>) -> Statement {
        self.0.not_resource = Some(resources.into());
        self.0
    }

    /// Sets whom the statement speaks of, and leaves the resource to what carries the policy.
    ///
    /// For trust policies and for the resource policies of services that take no `Resource`.
    /// AWS: `Principal`.
    pub fn by(self, principal: Principal) -> Statement {
        self.0.by(principal)
    }

    /// Sets whom the statement does not speak of, and leaves the resource to what carries the policy.
    ///
    /// AWS: `NotPrincipal`.
    pub fn by_all_except(self, principal: Principal) -> Statement {
        self.0.by_all_except(principal)
    }
}
