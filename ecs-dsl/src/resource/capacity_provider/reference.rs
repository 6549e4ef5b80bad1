//! References to capacity providers, and their weight in a strategy.

use std::fmt;
use std::marker::PhantomData;
use std::rc::Rc;

use super::{CapacityProvider, CapacityProviderState};
use crate::api::ecs::CapacityProviderStrategyItem;
use crate::assembly::Build;
use crate::resource::launch::{Ec2, Fargate, Launch, ManagedInstances};
use crate::resource::{Reference, Shared};
use crate::source::SourceLine;

/// The two capacity providers that AWS has for Fargate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FargateCapacity {
    /// Tasks that run until they end. AWS: `FARGATE`.
    OnDemand,
    /// Cheaper tasks that AWS may end with two minutes' notice. AWS: `FARGATE_SPOT`.
    Spot,
}

impl FargateCapacity {
    fn name(self) -> &'static str {
        match self {
            Self::OnDemand => "FARGATE",
            Self::Spot => "FARGATE_SPOT",
        }
    }
}

/// A capacity provider that exists already, by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExistingCapacityProvider<L> {
    pub(super) name: String,
    pub(super) launch: PhantomData<L>,
}

/// A capacity provider for services of one launch type.
pub struct CapacityProviderRef<L>(ClusterCapacity, PhantomData<L>);

impl<L> fmt::Debug for CapacityProviderRef<L> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// A capacity provider of any launch type, for a cluster to be associated with.
#[derive(Debug, Clone)]
pub enum ClusterCapacity {
    #[doc(hidden)]
    Own(Rc<Shared<CapacityProviderState>>),
    #[doc(hidden)]
    Existing(String),
}

impl ClusterCapacity {
    /// Returns whether the provider can only be made after its cluster.
    pub(crate) fn needs_cluster(&self) -> bool {
        match self {
            Self::Own(provider) => provider.state.borrow().managed_instances.is_some(),
            Self::Existing(_) => false,
        }
    }

    /// Returns the provider's name, and records that it must exist.
    pub(crate) fn resolve(&self, build: &mut Build<'_>, line: SourceLine, member: &str) -> String {
        match self {
            Self::Existing(name) => name.clone(),
            Self::Own(provider) => {
                build.depend(&Reference::new(provider.clone(), line), member);
                provider.node.address().id().to_owned()
            }
        }
    }
}

/// What tasks of a launch type can take capacity from: `&instances`, `FargateCapacity::Spot`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a capacity provider for `{L}`",
    label = "a capacity provider for `{L}` is expected",
    note = "hand over one of the stack, as in `&instances`, or name one that exists already: `CapacityProvider::existing(\"instances\")`",
    note = "AWS has two for Fargate: `FargateCapacity::OnDemand` and `FargateCapacity::Spot`"
)]
pub trait IntoCapacityProvider<L> {
    #[doc(hidden)]
    fn into_capacity_provider(self) -> CapacityProviderRef<L>;
}

#[diagnostic::do_not_recommend]
impl<L, T: Into<CapacityProviderRef<L>>> IntoCapacityProvider<L> for T {
    fn into_capacity_provider(self) -> CapacityProviderRef<L> {
        self.into()
    }
}

/// What a cluster can have capacity of: a provider for any launch type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a capacity provider",
    label = "a capacity provider is expected",
    note = "hand over one of the stack, as in `&instances`, or name one that exists already: `CapacityProvider::existing(\"instances\")`",
    note = "AWS has two for Fargate: `FargateCapacity::OnDemand` and `FargateCapacity::Spot`"
)]
pub trait IntoClusterCapacity {
    #[doc(hidden)]
    fn into_cluster_capacity(self) -> ClusterCapacity;
}

#[diagnostic::do_not_recommend]
impl<T: Into<ClusterCapacity>> IntoClusterCapacity for T {
    fn into_cluster_capacity(self) -> ClusterCapacity {
        self.into()
    }
}

/// A provider's weight in a strategy.
#[derive(Debug, Clone)]
pub(crate) struct Weighted {
    pub(crate) provider: ClusterCapacity,
    pub(crate) weight: i32,
    pub(crate) base: Option<i32>,
}

impl Weighted {
    pub(crate) fn new<L>(provider: CapacityProviderRef<L>, weight: i32, base: Option<i32>) -> Self {
        Self { provider: provider.0, weight, base }
    }

    pub(crate) fn resolve(&self, build: &mut Build<'_>, member: &str) -> CapacityProviderStrategyItem {
        let line = build.line_of(member);
        CapacityProviderStrategyItem {
            capacity_provider: self.provider.resolve(build, line, member),
            weight: Some(self.weight),
            base: self.base,
        }
    }
}

impl From<FargateCapacity> for CapacityProviderRef<Fargate> {
    fn from(capacity: FargateCapacity) -> Self {
        Self(capacity.into(), PhantomData)
    }
}

impl From<FargateCapacity> for ClusterCapacity {
    fn from(capacity: FargateCapacity) -> Self {
        Self::Existing(capacity.name().to_owned())
    }
}

macro_rules! from_provider {
    ($($launch:ident),+) => {
        $(impl From<&CapacityProvider<$launch>> for CapacityProviderRef<$launch> {
            fn from(provider: &CapacityProvider<$launch>) -> Self {
                Self(provider.into(), PhantomData)
            }
        }

        impl From<&CapacityProvider<$launch>> for ClusterCapacity {
            fn from(provider: &CapacityProvider<$launch>) -> Self {
                Self::Own(provider.0.clone())
            }
        })+
    };
}

from_provider!(Ec2, ManagedInstances);

impl<L: Launch> From<ExistingCapacityProvider<L>> for CapacityProviderRef<L> {
    fn from(provider: ExistingCapacityProvider<L>) -> Self {
        Self(ClusterCapacity::Existing(provider.name), PhantomData)
    }
}

impl<L: Launch> From<ExistingCapacityProvider<L>> for ClusterCapacity {
    fn from(provider: ExistingCapacityProvider<L>) -> Self {
        Self::Existing(provider.name)
    }
}
