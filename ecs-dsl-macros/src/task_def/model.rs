//! A task definition in our own words.

use proc_macro2::{Ident, Span, TokenStream};
use syn::{Expr, FnArg, LitStr, Type, Visibility};

use crate::support::call::Call;
use crate::support::launch::Launch;
use crate::support::value::Value;

/// A struct whose fields are the containers of a task.
pub(super) struct Task {
    pub(super) vis: Visibility,
    pub(super) name: Ident,
    /// The first paragraph of the struct's doc comment.
    pub(super) summary: String,
    /// The path of `ecs-dsl`.
    pub(super) library: TokenStream,
    pub(super) family: Value,
    pub(super) launch: LaunchChoice,
    /// The parameters of the constructor, for what the expressions need.
    pub(super) args: Vec<FnArg>,
    pub(super) steps: Vec<TaskStep>,
    pub(super) volumes: Vec<Volume>,
    pub(super) containers: Vec<Container>,
}

/// The launch type, with what it needs to know.
pub(super) struct LaunchChoice {
    pub(super) launch: Launch,
    pub(super) key: Ident,
    /// The arguments of the constructor after the family.
    pub(super) arguments: Vec<Value>,
    /// A Fargate size, when both halves are known here.
    pub(super) size: Option<Size>,
    /// The network mode, when it is known here.
    pub(super) network_mode: Option<&'static str>,
}

/// A size that was written as two literals.
pub(super) struct Size {
    pub(super) cpu: (i32, Span),
    pub(super) memory: (i32, Span),
}

/// Something that is said of the task.
pub(super) enum TaskStep {
    Call(Call),
    /// `app_mesh_proxy(envoy, [("AppPorts", "8080")])`, once there are containers.
    Proxy {
        key: Ident,
        container: Ident,
        properties: Expr,
    },
    /// `with = |task| …`, after all else.
    With {
        key: Ident,
        change: Expr,
    },
}

/// A volume that containers mount.
pub(super) struct Volume {
    pub(super) handle: Ident,
    pub(super) name: LitStr,
    pub(super) source: VolumeSource,
}

/// Where a volume comes from: the builder's method and its arguments after the name.
pub(super) struct VolumeSource {
    pub(super) key: Ident,
    pub(super) method: &'static str,
    pub(super) arguments: Vec<Expr>,
}

/// A field, and the container it stands for.
pub(super) struct Container {
    pub(super) field: Ident,
    pub(super) ty: Type,
    pub(super) summary: String,
    pub(super) name: LitStr,
    pub(super) image: Value,
    pub(super) steps: Vec<Step>,
}

/// Something that is said of a container, in the order in which it was written.
pub(super) enum Step {
    Call(Call),
    Port(Port),
    Env {
        name: LitStr,
        value: Value,
    },
    Secret {
        name: LitStr,
        value: Value,
    },
    /// `env = WebEnv { … }`: the values that a contract asks for.
    Contract {
        key: Ident,
        values: Contract,
    },
    DependsOn {
        other: Ident,
        condition: Value,
    },
    Mount {
        volume: Ident,
        path: Value,
        read_only: bool,
    },
    VolumesFrom {
        other: Ident,
        read_only: bool,
    },
    Link {
        key: Ident,
        other: Ident,
        alias: Value,
    },
    /// `health_check(…)` and `log_router(…)`: a value of the library, with calls on it.
    Part {
        key: Ident,
        part: &'static str,
        start: &'static str,
        argument: Option<Value>,
        calls: Vec<Call>,
    },
    /// `with = |container| …`.
    With {
        key: Ident,
        change: Expr,
    },
}

/// The values of an environment contract.
pub(super) enum Contract {
    /// `WebEnv { log_level: "info" }`.
    Struct(TokenStream, Vec<(Ident, Expr)>),
    /// Any other expression.
    Written(Expr),
}

/// A port that a container opens.
pub(super) struct Port {
    pub(super) handle: Ident,
    pub(super) number: Expr,
    pub(super) udp: bool,
    pub(super) name: Option<LitStr>,
    pub(super) calls: Vec<Call>,
}

impl Task {
    pub(super) fn ports(&self) -> impl Iterator<Item = (&Container, &Port)> {
        self.containers.iter().flat_map(|container| {
            container.steps.iter().filter_map(move |step| match step {
                Step::Port(port) => Some((container, port)),
                _ => None,
            })
        })
    }
}

impl Step {
    /// Returns the other container that must be there first, if the step names one.
    pub(super) fn other(&self) -> Option<&Ident> {
        match self {
            Self::DependsOn { other, .. } | Self::VolumesFrom { other, .. } | Self::Link { other, .. } => {
                Some(other)
            }
            _ => None,
        }
    }
}
