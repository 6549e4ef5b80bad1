//! App and Stack: what the user's `main` hands over.

use std::rc::Rc;

use crate::env::Env;
use crate::resource::{Add, Buildable};
use crate::source::SourceLine;

/// All stacks of a program.
#[derive(Debug, Default)]
pub struct App {
    stacks: Vec<Stack>,
}

impl App {
    /// Makes a program without stacks.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a stack; `synth` and `list` keep the order in which stacks were added.
    #[must_use]
    pub fn stack(mut self, stack: Stack) -> Self {
        self.stacks.push(stack);
        self
    }

    pub(crate) fn stacks(&self) -> &[Stack] {
        &self.stacks
    }
}

/// A tag of everything in a stack, with the line that wrote it.
#[derive(Debug)]
pub(crate) struct StackTag {
    pub(crate) key: String,
    pub(crate) value: String,
    pub(crate) line: SourceLine,
}

/// A set of resources that is deployed, compared and destroyed as one.
///
/// A stack holds what was added to it and the roles derived for that. Resources may refer to those
/// of other stacks of the same program; the other stack is then deployed first.
#[derive(Debug)]
pub struct Stack {
    pub(crate) name: String,
    pub(crate) stage: String,
    pub(crate) line: SourceLine,
    pub(crate) region: Option<String>,
    pub(crate) account: Option<String>,
    pub(crate) tags: Vec<StackTag>,
    pub(crate) permissions_boundary: Option<(String, SourceLine)>,
    pub(crate) roll_back_on_failure: bool,
    pub(crate) items: Vec<Rc<dyn Buildable>>,
}

impl Stack {
    /// Makes an empty stack for the region and account of `env`.
    ///
    /// The name is 1 to 128 letters, digits, `-` and `_`, beginning with a letter (`STK0106`): it
    /// becomes the tag `ecs-dsl:stack` on everything the stack owns, and the path `/ecs-dsl/<name>/`
    /// of its roles.
    #[track_caller]
    pub fn new(name: impl Into<String>, env: &Env) -> Self {
        Self {
            name: name.into(),
            stage: env.stage().to_owned(),
            line: SourceLine::caller(),
            region: env.region().map(str::to_owned),
            account: env.account().map(str::to_owned),
            tags: Vec::new(),
            permissions_boundary: None,
            roll_back_on_failure: false,
            items: Vec::new(),
        }
    }

    /// Sets the region of a stack that always lives in one, such as `ap-northeast-2`; `--region` gives way to it.
    #[must_use]
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Sets the account of a stack that always lives in one, 12 digits; `--account` gives way to it.
    ///
    /// With the account known, role ARNs stand plainly in the manifest instead of as tokens.
    #[must_use]
    pub fn account(mut self, account: impl Into<String>) -> Self {
        self.account = Some(account.into());
        self
    }

    /// Adds a tag to everything in the stack that takes tags and does not have the key already.
    ///
    /// Keys that begin with `ecs-dsl:` are this program's own (`ECS0607`).
    #[must_use]
    #[track_caller]
    pub fn tag(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        let (key, value, line) = (key.into(), value.into(), SourceLine::caller());
        self.tags.push(StackTag { key, value, line });
        self
    }

    /// Sets the permissions boundary of every role of the stack that states none, derived ones too, by the ARN of
    /// a managed policy. Default: none. AWS: `CreateRole`, member `PermissionsBoundary`.
    ///
    /// An account may demand one of whoever makes roles. It grants nothing: a role can do what both its
    /// policies and the boundary allow, so the boundary has to allow what the stack's roles are for.
    #[must_use]
    #[track_caller]
    pub fn permissions_boundary(mut self, arn: impl Into<String>) -> Self {
        self.permissions_boundary = Some((arn.into(), SourceLine::caller()));
        self
    }

    /// Puts back what a failed deploy changed in this stack. Default: it stays as far as it came.
    ///
    /// When a resource fails, everything that the run made, changed or deleted in this stack goes back to
    /// what was there before, and the deploy still ends as failed. A run that is stopped with Ctrl-C
    /// puts nothing back. `deploy --rollback` asks for the same for one run, `--no-rollback` overrides it;
    /// `--no-wait`, with which nobody sees a deployment fail, is refused without the latter.
    #[must_use]
    pub fn roll_back_on_failure(mut self) -> Self {
        self.roll_back_on_failure = true;
        self
    }

    /// Adds a resource, a tuple of resources, a slice, or an option of one.
    ///
    /// A resource belongs to one stack (`STK0103`); what others refer to must be in some stack
    /// (`STK0102`).
    #[must_use]
    #[allow(
        clippy::should_implement_trait,
        reason = "a stack takes resources in; nobody writes `stack + cluster`"
    )]
    pub fn add(mut self, resources: impl Add) -> Self {
        resources.add_to(&mut self.items);
        self
    }
}
