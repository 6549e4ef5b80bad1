//! The builder of capacity providers, and what its two kinds share.

use std::fmt;
use std::marker::PhantomData;
use std::rc::Rc;

use super::managed_instances::ManagedInstancesState;
use super::{ExistingCapacityProvider, KIND};
use crate::api::ecs::CreateCapacityProvider;
use crate::resource::basics::builder_basics;
use crate::resource::launch::{Ec2, Launch, ManagedInstances};
use crate::resource::{Add, Buildable, Customization, Node, Shared};
use crate::source::SourceLine;

pub struct CapacityProviderState {
    pub(super) request: CreateCapacityProvider,
    pub(super) managed_instances: Option<ManagedInstancesState>,
    pub(super) tags: Vec<(String, String)>,
    pub(super) customizations: Vec<Customization<CreateCapacityProvider>>,
}

/// A capacity provider: an Auto Scaling group (`CapacityProvider<Ec2>`), or instances that ECS
/// chooses and manages (`CapacityProvider<ManagedInstances>`).
///
/// The name has 1 to 255 letters, digits, `-` and `_`, and does not begin with `aws`, `ecs` or `fargate`.
/// AWS: [`CreateCapacityProvider`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCapacityProvider.html)
pub struct CapacityProvider<L>(pub(crate) Rc<Shared<CapacityProviderState>>, PhantomData<L>);

impl<L> Clone for CapacityProvider<L> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}

impl<L> fmt::Debug for CapacityProvider<L> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

builder_basics!(CapacityProvider<L: Launch>);

impl<L: Launch> CapacityProvider<L> {
    pub(super) fn of(
        name: String,
        line: SourceLine,
        managed_instances: Option<ManagedInstancesState>,
    ) -> Self {
        let state = CapacityProviderState {
            request: CreateCapacityProvider { name: name.clone(), ..CreateCapacityProvider::default() },
            managed_instances,
            tags: Vec::new(),
            customizations: Vec::new(),
        };
        Self(Shared::new(Node::new(KIND, name, line), state), PhantomData)
    }

    /// Refers to a capacity provider that exists already, by its name.
    pub fn existing(name: impl Into<String>) -> ExistingCapacityProvider<L> {
        ExistingCapacityProvider { name: name.into(), launch: PhantomData }
    }

    /// Returns the provider's name.
    pub fn name(&self) -> &str {
        self.0.node.address().id()
    }

    #[track_caller]
    pub(super) fn set(self, member: &'static str, change: impl FnOnce(&mut CapacityProviderState)) -> Self {
        self.0.set(member, SourceLine::caller(), change);
        self
    }

    /// Adds a tag. Limit: 50. AWS: `tags`.
    #[track_caller]
    pub fn tag(self, key: impl Into<String>, value: impl Into<String>) -> Self {
        let line = SourceLine::caller();
        let index = self.0.state.borrow().tags.len();
        self.0.set(format!("tags[{index}]"), line, |state| state.tags.push((key.into(), value.into())));
        self
    }

    /// Changes the create request itself, after everything else: the way to members without a method of their own.
    #[track_caller]
    pub fn customize(self, change: impl Fn(&mut CreateCapacityProvider) + 'static) -> Self {
        let change = Customization::new(change, SourceLine::caller());
        self.0.state.borrow_mut().customizations.push(change);
        self
    }
}

impl Add for &CapacityProvider<Ec2> {
    fn add_to(self, items: &mut Vec<Rc<dyn Buildable>>) {
        items.push(self.0.clone());
    }
}

impl Add for &CapacityProvider<ManagedInstances> {
    fn add_to(self, items: &mut Vec<Rc<dyn Buildable>>) {
        items.push(self.0.clone());
    }
}
