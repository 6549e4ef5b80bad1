//! A stack in our own words.

use proc_macro2::{Ident, TokenStream};
use syn::{Expr, Type, Visibility};

use crate::support::call::Call;
use crate::support::launch::Launch;
use crate::support::value::Value;

/// A struct whose fields are the resources of a stack.
pub(super) struct Stack {
    pub(super) vis: Visibility,
    pub(super) name: Ident,
    /// The path of `ecs-dsl`.
    pub(super) library: TokenStream,
    pub(super) stack_name: Value,
    /// Region, account and tags.
    pub(super) calls: Vec<Call>,
    pub(super) fields: Vec<Field>,
}

/// A field, and how its value is made.
pub(super) struct Field {
    pub(super) ident: Ident,
    pub(super) ty: Type,
    pub(super) kind: Kind,
    /// The attribute's name, at which the constructor is called.
    pub(super) attribute: Ident,
    pub(super) made: Made,
    pub(super) steps: Vec<Step>,
}

/// What a field holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Cluster,
    LogGroup,
    Role,
    CapacityProvider,
    TaskDef,
    Service,
    RunTask,
    /// A resource that an expression makes.
    Resource,
    /// A value that other fields use, no resource.
    Value,
}

/// How a field's value comes about.
pub(super) enum Made {
    /// A function of the field's type.
    Call { function: &'static str, arguments: Vec<Value> },
    /// `Web::task_def(…)` of the struct that derives `TaskDef`.
    TaskDef { task: Type, arguments: Vec<Value> },
    /// The expression in the attribute.
    Written(Expr),
}

/// Something that is said of a resource, in the order in which it was written.
pub(super) enum Step {
    Call(Call),
    /// `targets(http = "arn:…")`: a port of the service's task, by its handle.
    Target {
        task: Ident,
        port: Ident,
        group: Value,
    },
    /// `with = |service| …`.
    With {
        key: Ident,
        change: Expr,
    },
}

/// What a service or a run is made of, before it is known what the names in it mean.
pub(super) struct Runner {
    pub(super) launch: Launch,
    pub(super) name: Option<Value>,
    pub(super) cluster: Option<Expr>,
    pub(super) task: Option<Expr>,
    pub(super) network: Option<(Ident, Expr)>,
    pub(super) provider: Option<(Ident, Expr)>,
    /// Keys that were misspelt, which has been noted.
    pub(super) misspelt: Vec<&'static str>,
}

impl Kind {
    /// Returns the attribute that makes a field one of these.
    pub(super) fn attribute(self) -> &'static str {
        match self {
            Self::Cluster => "cluster",
            Self::LogGroup => "log_group",
            Self::Role => "role",
            Self::CapacityProvider => "capacity_provider",
            Self::TaskDef => "task_def",
            Self::Service => "service",
            Self::RunTask => "run_task",
            Self::Resource => "resource",
            Self::Value => "value",
        }
    }

    /// Returns what the field is called in messages.
    pub(super) fn noun(self) -> &'static str {
        match self {
            Self::Cluster => "a cluster",
            Self::LogGroup => "a log group",
            Self::Role => "a role",
            Self::CapacityProvider => "a capacity provider",
            Self::TaskDef => "a task definition",
            Self::Service => "a service",
            Self::RunTask => "a run",
            Self::Resource => "a resource",
            Self::Value => "a value",
        }
    }

    pub(super) const ALL: [Self; 9] = [
        Self::Cluster,
        Self::LogGroup,
        Self::Role,
        Self::CapacityProvider,
        Self::TaskDef,
        Self::Service,
        Self::RunTask,
        Self::Resource,
        Self::Value,
    ];
}
