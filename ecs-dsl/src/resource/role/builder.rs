//! The builder of roles.

use std::fmt;
use std::marker::PhantomData;
use std::rc::Rc;

use super::{ExistingRole, KIND, Purpose, RunsContainers};
use crate::api::iam::CreateRole;
use crate::iam::policy::{OneOrMany, PolicyDocument, Statement};
use crate::resource::basics::builder_basics;
use crate::resource::container::Value;
use crate::resource::{Add, Buildable, Customization, Node, Reference, Shared};
use crate::source::SourceLine;
use crate::units::Seconds;

pub struct RoleState {
    pub(super) principal: &'static str,
    pub(super) confined: bool,
    pub(super) trust: Option<PolicyDocument>,
    pub(super) path: Option<String>,
    pub(super) description: Option<String>,
    pub(super) max_session: Option<Seconds>,
    pub(super) boundary: Option<String>,
    pub(super) statements: Vec<(Statement, SourceLine)>,
    pub(super) policies: Vec<(String, PolicyDocument, SourceLine)>,
    pub(super) managed: Vec<(String, SourceLine)>,
    pub(super) exec: Option<SourceLine>,
    pub(super) tags: Vec<(String, String)>,
    pub(super) customizations: Vec<Customization<CreateRole>>,
}

impl RoleState {
    pub(crate) fn new<P: Purpose>() -> Self {
        Self {
            principal: P::PRINCIPAL,
            confined: P::CONFINED,
            trust: None,
            path: None,
            description: None,
            max_session: None,
            boundary: None,
            statements: Vec::new(),
            policies: Vec::new(),
            managed: Vec::new(),
            exec: None,
            tags: Vec::new(),
            customizations: Vec::new(),
        }
    }

    pub(crate) fn described(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }
}

/// An IAM role that the stack creates; [`TaskRole`](super::TaskRole) and
/// [`ExecutionRole`](super::ExecutionRole) name its two common purposes.
///
/// The name has 1 to 64 letters, digits and `+=,.@-_`, and is unique in the account whatever the path.
/// AWS: [`CreateRole`](https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html)
pub struct Role<P>(pub(crate) Rc<Shared<RoleState>>, PhantomData<P>);

impl<P> Clone for Role<P> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}

impl<P> fmt::Debug for Role<P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

builder_basics!(Role<P: Purpose>);

impl<P: Purpose> Role<P> {
    /// Makes a role of this name, which nothing may do yet and which its own service may take on.
    ///
    /// The trust policy names the service that the purpose asks for, and for tasks the account and
    /// region whose tasks may use it, so that no other account's tasks can be made to.
    #[track_caller]
    pub fn new(name: impl Into<String>) -> Self {
        let node = Node::new(KIND, name, SourceLine::caller());
        Self(Shared::new(node, RoleState::new::<P>()), PhantomData)
    }

    /// Refers to a role that exists already, by its ARN.
    ///
    /// Nothing is added to such a role: whoever made it sees to its permissions.
    pub fn existing(arn: impl Into<String>) -> ExistingRole<P> {
        ExistingRole { arn: arn.into(), purpose: PhantomData }
    }

    /// Returns the role's name.
    pub fn name(&self) -> &str {
        self.0.node.address().id()
    }

    /// Returns the role's ARN, for an environment variable.
    #[track_caller]
    pub fn arn(&self) -> Value {
        Value::Attribute(Reference::new(self.0.clone(), SourceLine::caller()), "arn")
    }

    /// Allows actions on resources: `role.allow_on(["s3:GetObject"], ["arn:aws:s3:::reports/*"])`.
    ///
    /// Statements given so are merged, sorted and sent as the inline policy `application`.
    #[track_caller]
    pub fn allow_on(
        self,
        actions: impl Into<OneOrMany<String>>,
        resources: impl Into<OneOrMany<String>>,
    ) -> Self {
        self.statement(Statement::allow(actions).on(resources))
    }

    /// Adds a statement, with conditions or a denial where wanted, to the inline policy `application`.
    #[track_caller]
    pub fn statement(self, statement: Statement) -> Self {
        let line = SourceLine::caller();
        self.0.set("policies.application", line, |state| state.statements.push((statement, line)));
        self
    }

    /// Adds a whole inline policy under a name of its own. AWS: `PutRolePolicy`.
    ///
    /// Limit: all inline policies of a role have 10,240 characters together, white space not counted.
    #[track_caller]
    pub fn policy(self, name: impl Into<String>, document: PolicyDocument) -> Self {
        let (name, line) = (name.into(), SourceLine::caller());
        let member = format!("policies.{name}");
        self.0.set(member, line, |state| state.policies.push((name, document, line)));
        self
    }

    /// Attaches a managed policy by its ARN. Limit: 10 a role by default. AWS: `AttachRolePolicy`.
    #[track_caller]
    pub fn managed_policy(self, arn: impl Into<String>) -> Self {
        let line = SourceLine::caller();
        self.0.set("managedPolicies", line, |state| state.managed.push((arn.into(), line)));
        self
    }

    /// Sets the whole trust policy, in place of the one that the purpose gives. AWS: `AssumeRolePolicyDocument`.
    #[track_caller]
    pub fn trust(self, trust: impl Into<PolicyDocument>) -> Self {
        self.0
            .set("AssumeRolePolicyDocument", SourceLine::caller(), |state| state.trust = Some(trust.into()));
        self
    }

    /// Sets the path. Default: `/ecs-dsl/<stack>/`. A change makes a new role. AWS: `Path`.
    ///
    /// A role that is to be adopted has to be said to be where it is, as it cannot be moved.
    #[track_caller]
    pub fn path(self, path: impl Into<String>) -> Self {
        self.0.set("Path", SourceLine::caller(), |state| state.path = Some(path.into()));
        self
    }

    /// Sets the description. Limit: 1,000 characters. AWS: `Description`.
    #[track_caller]
    pub fn description(self, text: impl Into<String>) -> Self {
        self.0.set("Description", SourceLine::caller(), |state| state.description = Some(text.into()));
        self
    }

    /// Sets how long a session of the role lasts at most. Default: 3,600 s. Limit: 3,600 to 43,200 s. AWS: `MaxSessionDuration`.
    #[track_caller]
    pub fn max_session_duration(self, seconds: Seconds) -> Self {
        self.0.set("MaxSessionDuration", SourceLine::caller(), |state| state.max_session = Some(seconds));
        self
    }

    /// Sets the permissions boundary, by the ARN of a managed policy. AWS: `PermissionsBoundary`.
    #[track_caller]
    pub fn permissions_boundary(self, arn: impl Into<String>) -> Self {
        self.0.set("PermissionsBoundary", SourceLine::caller(), |state| state.boundary = Some(arn.into()));
        self
    }

    /// Adds a tag. Limit: 50. AWS: `Tags`.
    #[track_caller]
    pub fn tag(self, key: impl Into<String>, value: impl Into<String>) -> Self {
        let index = self.0.state.borrow().tags.len();
        let member = format!("Tags[{index}]");
        self.0.set(member, SourceLine::caller(), |state| state.tags.push((key.into(), value.into())));
        self
    }

    /// Changes the create request itself, after everything else: the way to members without a method of their own.
    ///
    /// The requests that follow it take the name from it, and the rules judge the trust policy that it has.
    #[track_caller]
    pub fn customize(self, change: impl Fn(&mut CreateRole) + 'static) -> Self {
        let change = Customization::new(change, SourceLine::caller());
        self.0.state.borrow_mut().customizations.push(change);
        self
    }
}

impl<P: Purpose> Role<P> {
    /// Allows ECS Exec: the four `ssmmessages` actions, as the inline policy `ecs-exec`.
    ///
    /// A service with `enable_execute_command` does this by itself.
    #[track_caller]
    pub fn allow_exec(self) -> Self
    where
        P: RunsContainers,
    {
        let line = SourceLine::caller();
        self.0.set("policies.ecs-exec", line, |state| state.exec = Some(line));
        self
    }
}

impl<P: Purpose> Add for &Role<P> {
    fn add_to(self, items: &mut Vec<Rc<dyn Buildable>>) {
        items.push(self.0.clone());
    }
}
