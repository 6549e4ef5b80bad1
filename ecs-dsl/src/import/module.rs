//! The module that is written: its statements, the names in it, and what it refers to.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::code::{self, Assignment, Chain, Expr, Literal, Names, Statement, assignments, call, string};
use super::document::Input;
use super::launch::Launch;
use super::note::Note;
use super::task::TaskHandle;
use crate::kind::bare_name;
use crate::plan;

/// What roles are for, as the builders' types have it.
pub(super) const TASK_ROLE: &str = "TaskRole";
pub(super) const EXECUTION_ROLE: &str = "ExecutionRole";
pub(super) const INFRASTRUCTURE_ROLE: &str = "InfrastructureRole";

/// A stack's function while it is written.
#[derive(Default)]
pub(super) struct Module {
    pub(super) names: Names,
    statements: Vec<Statement>,
    /// The variables of the stack's resources, in order.
    items: Vec<String>,
    pub(super) notes: Vec<Note>,
    /// The region of the stack, if the documents tell one.
    pub(super) region: Option<String>,
    pub(super) account: Option<String>,
    /// Variables by the name in AWS.
    pub(super) clusters: BTreeMap<String, String>,
    pub(super) log_groups: BTreeMap<String, String>,
    pub(super) providers: BTreeMap<String, (String, Launch)>,
    pub(super) roles: BTreeMap<String, (String, &'static str)>,
    pub(super) tasks: BTreeMap<String, TaskHandle>,
    /// The families whose tasks have a role, named or derived.
    pub(super) has_task_role: BTreeSet<String>,
}

impl Module {
    /// Adds a statement.
    pub(super) fn push(&mut self, statement: Statement) {
        self.statements.push(statement);
    }

    /// Adds a resource: the statement that binds it to a variable, which the stack takes in.
    pub(super) fn resource(&mut self, variable: &str, chain: Chain, comments: Vec<String>) {
        let statement = Statement { comments, ..Statement::new(Some(variable.to_owned()), chain) };
        self.push(statement);
        self.items.push(variable.to_owned());
    }

    /// Takes note of something, and returns it as a comment.
    pub(super) fn note(&mut self, note: Note) -> String {
        let member = note.path.clone();
        let comment =
            if member.is_empty() { note.what.clone() } else { format!("`{member}`: {}", note.what) };
        self.notes.push(note);
        comment
    }

    /// Takes note of the members that nothing is known of, and returns the comments on them.
    pub(super) fn unknown<T>(&mut self, input: &Input<T>, within: impl Fn(&str) -> bool) -> Vec<String> {
        let unknown: Vec<&String> = input.unknown.iter().filter(|member| within(member)).collect();
        let what = "left out: no member of that name is known";
        unknown.into_iter().map(|member| self.note(input.origin.note(member, what))).collect()
    }

    /// Returns a reference to a cluster, by its name or ARN.
    pub(super) fn cluster(&self, name_or_arn: Option<&str>) -> Expr {
        let name = name_or_arn.unwrap_or("default");
        match self.clusters.get(bare_name(name)) {
            Some(variable) => Expr::reference(variable),
            None => call("Cluster::existing", [string(name)]),
        }
    }

    /// Returns a reference to a log group.
    pub(super) fn log_group(&self, name: &str) -> Expr {
        match self.log_groups.get(name) {
            Some(variable) => Expr::reference(variable),
            None => call("LogGroup::existing", [string(name)]),
        }
    }

    /// Returns a reference to a role of a purpose, by its name or ARN.
    pub(super) fn role(&self, purpose: &'static str, arn: &str) -> Expr {
        match self.roles.get(bare_name(arn)) {
            Some((variable, is_for)) if *is_for == purpose => Expr::reference(variable),
            _ => call(&format!("{purpose}::existing"), [string(arn)]),
        }
    }

    /// Returns a reference to a capacity provider, for tasks of a launch type or for a cluster.
    pub(super) fn provider(&self, name: &str, launch: Option<Launch>) -> Expr {
        match (name, self.providers.get(name)) {
            ("FARGATE", _) if matches!(launch, None | Some(Launch::Fargate)) => {
                Expr::plain("FargateCapacity::OnDemand")
            }
            ("FARGATE_SPOT", _) if matches!(launch, None | Some(Launch::Fargate)) => {
                Expr::plain("FargateCapacity::Spot")
            }
            (_, Some((variable, of))) if launch.is_none_or(|launch| launch == *of) => {
                Expr::reference(variable)
            }
            _ => {
                let launch = launch.unwrap_or(Launch::Ec2).type_name();
                call(&format!("CapacityProvider::<{launch}>::existing"), [string(name)])
            }
        }
    }

    /// Returns the module's text, with the stack of this name.
    pub(super) fn text(mut self, stack: &str, what: &str) -> (String, Vec<Note>) {
        let tail = self.tail(stack);
        let mut statements: Vec<Statement> = self.statements.drain(..).chain([tail]).collect();
        let (mut types, mut variables) = (BTreeSet::new(), BTreeSet::new());
        for statement in statements.iter_mut().rev() {
            // A handle that nothing takes needs no name.
            let is_used = |name: &String| variables.contains(name);
            statement.binding = statement.binding.take().filter(is_used);
            statement.value.types(&mut types);
            statement.value.variables(&mut variables);
        }
        let mut text = code::comment(what, 0).replace("//", "//!");
        text.push('\n');
        text.push_str(&imports(&types));
        text.push_str("\npub(crate) fn stack(env: &Env) -> Stack {\n");
        for (index, statement) in statements.iter().enumerate() {
            let apart =
                index > 0 && (statement.is_tail || self.items.iter().any(|item| begins(statement, item)));
            if apart {
                text.push('\n');
            }
            text.push_str(&code::statement(statement));
        }
        text.push_str("}\n");
        (text, self.notes)
    }

    /// Returns what the function returns.
    fn tail(&self, stack: &str) -> Statement {
        let mut chain = Chain::new(call("Stack::new", [string(stack), Expr::plain("env")]));
        if let Some(region) = &self.region {
            chain.call("region", [string(region)]);
        }
        if let Some(account) = &self.account {
            chain.call("account", [string(account)]);
        }
        let items: Vec<Expr> = self.items.iter().map(|item| Expr::reference(item)).collect();
        // A tuple takes eight.
        for items in items.chunks(8) {
            match items {
                [one] => chain.call("add", [one.clone()]),
                many => chain.call("add", [Expr::Tuple(many.to_vec())]),
            }
        }
        Statement { is_tail: true, ..Statement::new(None, chain) }
    }
}

fn begins(statement: &Statement, item: &str) -> bool {
    statement.binding.as_deref() == Some(item)
}

/// Types of the ECS API that the prelude has too: those are imported already.
const IN_PRELUDE: &[&str] = &[
    "ApplicationProtocol",
    "ContainerCondition",
    "CpuArchitecture",
    "DeploymentLifecycleHookAction",
    "DeploymentLifecycleHookStage",
    "NetworkMode",
    "OsFamily",
    "PropagateTags",
    "UlimitName",
];

/// Returns the lines that bring in what the code names.
fn imports(types: &BTreeSet<String>) -> String {
    let (paths, names): (Vec<&String>, Vec<&String>) =
        types.iter().partition(|name| name.contains("::") && !name.starts_with("ecs::"));
    let (std, ours): (Vec<&String>, Vec<&String>) =
        paths.into_iter().partition(|path| path.starts_with("std::"));
    let mut text: String = std.iter().map(|path| format!("use {path};\n")).collect();
    if !std.is_empty() {
        text.push('\n');
    }
    let wanted = |name: &&&String| !name.starts_with("ecs::") && !IN_PRELUDE.contains(&name.as_str());
    let module = names.iter().any(|name| name.starts_with("ecs::")).then(|| "self".to_owned());
    let api: Vec<String> =
        module.into_iter().chain(names.iter().filter(wanted).map(|name| (*name).clone())).collect();
    if !api.is_empty() {
        text.push_str(&code::uses("ecs_dsl::api::ecs", &api));
    }
    let (before, after): (Vec<&String>, Vec<&String>) =
        ours.into_iter().partition(|path| path.as_str() < "ecs_dsl::prelude");
    let line = |path: &&String| format!("use {path};\n");
    text.extend(before.iter().map(line));
    text.push_str("use ecs_dsl::prelude::*;\n");
    text.extend(after.iter().map(line));
    text
}

/// Adds to a chain what its methods have not written: a change of the request itself.
pub(super) fn customize<T: Serialize>(
    chain: &mut Chain,
    parameter: &'static str,
    (written, wanted): (&T, &T),
    touches: impl Fn(&str) -> bool,
) {
    let body: Vec<Assignment> = assignments(parameter, &Literal::of(written), &Literal::of(wanted), touches);
    if !body.is_empty() {
        chain.call("customize", [Expr::Closure { parameter, body }]);
    }
}

/// Adds to a chain what its methods have not written, as far as it makes a difference to AWS.
pub(super) fn customize_request<T: Serialize>(kind: &str, chain: &mut Chain, written: &T, wanted: &T) {
    let json = |request: &dyn erased_serde::Serialize| serde_json::to_value(request).unwrap_or_default();
    let changes = plan::members(kind, &json(written), &json(wanted));
    let back = plan::members(kind, &json(wanted), &json(written));
    let tops: BTreeSet<String> = changes.iter().chain(&back).map(|it| code::field_name(it.top())).collect();
    customize(chain, "request", (written, wanted), |field| tops.contains(field));
}

/// Adds the tags to a chain.
pub(super) fn tags(chain: &mut Chain, tags: &[(String, String)]) {
    for (key, value) in tags {
        chain.call("tag", [string(key), string(value)]);
    }
}
