//! From a struct and its attributes to a stack, with every mistake on the way.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Attribute, Data, DeriveInput, Expr, Fields, parse_quote, parse_quote_spanned};

use super::attrs::{self, StackAttrs, Started};
use super::model::{Field, Kind, Made, Runner, Stack, Step};
use crate::support::call::Call;
use crate::support::crate_path;
use crate::support::entry::{nearest_of, plain};
use crate::support::errors::{Errors, advice};
use crate::support::launch::Launch;
use crate::support::value::{Value, ident_of};

/// The name by which expressions know the environment of the run.
pub(super) const ENV: &str = "env";

/// Returns the stack as far as it could be understood, and every mistake.
pub(super) fn stack(input: &DeriveInput) -> (Option<Stack>, Errors) {
    let mut errors = Errors::default();
    if !input.generics.params.is_empty() {
        let why = "a stack is one list of resources";
        errors.push(&input.generics, advice("a stack takes no generic parameters", why, "remove them"));
        return (None, errors);
    }
    let Some(written) = fields(input, &mut errors) else { return (None, errors) };
    let attrs = StackAttrs::read(&input.attrs, &mut errors);
    let misspelt = attrs.name_misspelt;
    let stack_name = attrs.name.unwrap_or_else(|| {
        let why = "what AWS holds for a stack is found again by its name";
        if misspelt {
            return Value::Written(parse_quote!(""));
        }
        errors.push(&input.ident, advice("this stack has no name", why, "write `#[stack(name = \"…\")]`"));
        Value::Written(parse_quote!(""))
    });
    let kinds: Vec<(String, Option<Kind>)> = written
        .iter()
        .filter_map(|field| Some((plain(field.ident.as_ref()?), kind(&field.attrs).map(|(kind, _)| kind))))
        .collect();
    let library = attrs.library.map_or_else(crate_path::library, ToTokens::into_token_stream);
    let mut names: Vec<(Kind, String)> = Vec::new();
    let mut fields = Vec::new();
    for (index, field) in written.iter().enumerate() {
        let scope = Scope { kinds: &kinds, at: index, library: &library };
        fields.extend(read(field, &scope, &mut names, &mut errors));
    }
    let stack = Stack {
        vis: input.vis.clone(),
        name: input.ident.clone(),
        library,
        stack_name,
        calls: attrs.calls,
        fields,
    };
    (Some(stack), errors)
}

fn fields(input: &DeriveInput, errors: &mut Errors) -> Option<Vec<syn::Field>> {
    let why = "its fields are its resources";
    let fix = "write `struct Shop { #[cluster(name = \"shop\")] main: Cluster }`";
    match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => return Some(fields.named.iter().cloned().collect()),
            Fields::Unit => return Some(Vec::new()),
            Fields::Unnamed(fields) => errors.push(fields, advice("a stack has named fields", why, fix)),
        },
        Data::Enum(_) | Data::Union(_) => {
            errors.push(&input.ident, advice("a stack is a struct", why, fix));
        }
    }
    None
}

/// Returns what the first of a field's attributes makes of it.
fn kind(attributes: &[Attribute]) -> Option<(Kind, &Attribute)> {
    attributes.iter().find_map(|attribute| {
        let kind = Kind::ALL.into_iter().find(|kind| attribute.path().is_ident(kind.attribute()))?;
        Some((kind, attribute))
    })
}

fn read(
    field: &syn::Field,
    scope: &Scope<'_>,
    names: &mut Vec<(Kind, String)>,
    errors: &mut Errors,
) -> Option<Field> {
    let ident = field.ident.clone()?;
    if ident == ENV {
        let why = "the expressions in this struct know the run's environment by that name";
        errors.push(&ident, advice("a field cannot be called `env`", why, "give it another name"));
    }
    let Some((kind, attribute)) = kind(&field.attrs) else {
        let what = format!("it is not said what `{ident}` is");
        let why = "each field is a resource, or a value that resources use";
        let fix = "write `#[cluster(…)]`, `#[log_group(…)]`, `#[role(…)]`, `#[capacity_provider(…)]`, `#[task_def(…)]`, `#[service(…)]`, `#[run_task(…)]`, `#[resource(…)]` or `#[value(…)]` before it";
        errors.push(&ident, advice(what, why, fix));
        return None;
    };
    let others = field.attrs.iter().filter(|other| !std::ptr::eq(*other, attribute));
    for other in others.filter(|other| Kind::ALL.iter().any(|kind| other.path().is_ident(kind.attribute()))) {
        let what = format!("`{ident}` is {} already", kind.noun());
        let why = "one attribute makes a field what it is";
        errors.push(other.path(), advice(what, why, "remove one of them, or write all its keys into one"));
    }
    let read = attrs::field(kind, attribute, &ident, &field.ty, errors)?;
    if let Some(name) = read.literal_name {
        let key = (kind, name.value());
        if names.contains(&key) {
            let what = format!("{} named `{}` stands above already", kind.noun(), name.value());
            let why = "AWS tells resources of one kind apart by their names";
            errors.push(&name, advice(what, why, "give one of them another name"));
        }
        names.push(key);
    }
    let mut steps = read.steps;
    let made = match read.made {
        Started::Made(made) => match *made {
            Made::Call { function, arguments } => {
                let arguments = arguments.into_iter().map(|value| scope.value(value, errors)).collect();
                Made::Call { function, arguments }
            }
            Made::TaskDef { task, arguments } => {
                let arguments =
                    arguments.into_iter().map(|value| scope.argument(value, Wanted::ANY, errors)).collect();
                Made::TaskDef { task, arguments }
            }
            Made::Written(expression) => Made::Written(expression),
        },
        Started::Runner(runner) => {
            let (arguments, network) = scope.runner(&runner, kind, attribute, errors);
            if let Some((key, network)) = network {
                let call = Call { key, method: "network", arguments: vec![network], condition: None };
                steps.insert(0, Step::Call(call));
            }
            Made::Call { function: runner.launch.key(), arguments }
        }
    };
    for step in &mut steps {
        match step {
            Step::Call(call) => {
                for value in &mut call.arguments {
                    *value = scope.value(value.clone(), errors);
                }
            }
            Step::Target { task, group, .. } => {
                scope.sibling(task, "task", Some(Kind::TaskDef), errors);
                *group = scope.value(group.clone(), errors);
            }
            Step::With { .. } => {}
        }
    }
    Some(Field {
        ident,
        ty: field.ty.clone(),
        kind,
        attribute: attribute.path().require_ident().ok()?.clone(),
        made,
        steps,
    })
}

/// What the expressions of one field can name: the fields above it.
struct Scope<'f> {
    kinds: &'f [(String, Option<Kind>)],
    at: usize,
    library: &'f TokenStream,
}

impl Scope<'_> {
    fn find(&self, name: &str) -> Option<(usize, Option<Kind>)> {
        self.kinds
            .iter()
            .position(|(field, _)| field == name)
            .and_then(|index| Some((index, self.kinds.get(index)?.1)))
    }

    /// Turns the bare name of a field into a reference to it.
    fn value(&self, value: Value, errors: &mut Errors) -> Value {
        let Value::Written(expr) = &value else { return value };
        let Some(name) = ident_of(expr) else { return value };
        let Some((index, kind)) = self.find(&plain(name)) else { return value };
        if index >= self.at {
            self.later(name, errors);
        }
        Value::Written(match kind {
            Some(Kind::Value) => {
                let library = self.library;
                parse_quote_spanned!(name.span()=> #library::declare::value(&#name))
            }
            _ => parse_quote_spanned!(name.span()=> &#name),
        })
    }

    /// Like [`value`](Self::value), for what is most often a field: a name that is none is noted.
    fn argument(&self, value: Value, wanted: Wanted, errors: &mut Errors) -> Value {
        if let Value::Written(expr) = &value
            && let Some(name) = ident_of(expr)
            && name != ENV
            && name.to_string().starts_with(|first: char| first.is_lowercase() || first == '_')
            && self.find(&plain(name)).is_none()
        {
            self.unknown(name, wanted, errors);
        }
        self.value(value, errors)
    }

    fn later(&self, name: &proc_macro2::Ident, errors: &mut Errors) {
        let (what, fix) = match self.kinds.get(self.at) {
            Some((field, _)) if *field == plain(name) => {
                (format!("`{name}` is made from itself"), "name another field".to_owned())
            }
            Some((field, _)) => (format!("`{name}` stands below `{field}`"), format!("move `{name}` up")),
            None => (format!("`{name}` stands further below"), format!("move `{name}` up")),
        };
        errors.push(name, advice(what, "fields are made from the top, each from those above it", fix));
    }

    fn unknown(&self, name: &proc_macro2::Ident, wanted: Wanted, errors: &mut Errors) {
        let above = self.above(|kind| wanted.may_be(kind));
        let what = format!("there is no field `{name}` in this struct");
        let fix = if above.is_empty() {
            format!("add a field with {} above this one", wanted.made_by)
        } else {
            nearest_of(&plain(name), &above)
        };
        errors.push(name, advice(what, "the parts of a stack are meant by their fields' names", fix));
    }

    /// Returns the names of the fields above that are of certain kinds.
    fn above(&self, fits: impl Fn(Kind) -> bool) -> Vec<&str> {
        let above = self.kinds.iter().take(self.at);
        above.filter(|(_, kind)| kind.is_none_or(&fits)).map(|(field, _)| field.as_str()).collect()
    }

    /// Checks that a name is a field above of this kind.
    fn sibling(&self, name: &proc_macro2::Ident, key: &str, wanted: Option<Kind>, errors: &mut Errors) {
        let Some((_, Some(kind))) = self.find(&plain(name)) else { return };
        if let Some(wanted) = wanted
            && kind != wanted
            // What cannot be a task definition at all is reported where it is taken for one.
            && matches!(kind, Kind::Resource | Kind::Value)
        {
            let what = format!("`{name}` is {}, and has no named ports", kind.noun());
            let why = "`targets` names the ports of a field with `#[task_def]`";
            let fix = format!("write `target(group, &port)`, or name such a field in `{key}`");
            errors.push(name, advice(what, why, fix));
        }
    }

    /// Reads the arguments of a service's or a run's constructor, and a network that is set afterwards.
    fn runner(
        &self,
        runner: &Runner,
        kind: Kind,
        attribute: &Attribute,
        errors: &mut Errors,
    ) -> (Vec<Value>, Option<(proc_macro2::Ident, Value)>) {
        let mut arguments: Vec<Value> =
            runner.name.iter().map(|name| self.value(name.clone(), errors)).collect();
        let mut require =
            |part: Option<&Expr>, key: &str, why: &str, example: &str, errors: &mut Errors| match part {
                Some(expr) => arguments.push(self.part(expr, key, errors)),
                None if runner.misspelt.contains(&key) => {}
                None => {
                    let what = format!("it is not said which `{key}` {} has", kind.noun());
                    errors
                        .push(attribute.path(), advice(what, why, format_args!("write `{key} = {example}`")));
                }
            };
        require(runner.cluster.as_ref(), "cluster", "tasks run in a cluster", "main", errors);
        require(runner.task.as_ref(), "task", "a task definition says what runs", "web", errors);
        let network = runner.network.as_ref();
        let mut later = None;
        match runner.launch {
            Launch::Fargate => {
                let why = "a Fargate task has a network interface in your VPC";
                let example = "Network::private([\"subnet-…\"], [\"sg-…\"])";
                require(network.map(|(_, network)| network), "network", why, example, errors);
            }
            Launch::External if network.is_some() => {
                if let Some((key, _)) = network {
                    let why = "an External task runs on a server of yours, outside of any VPC";
                    let what =
                        format!("`network` is not for an External {}", kind.noun().trim_start_matches("a "));
                    errors.push(key, advice(what, why, "remove it"));
                }
            }
            _ => later = network.map(|(key, network)| (key.clone(), self.part(network, "network", errors))),
        }
        match (&runner.provider, runner.launch) {
            (provider, Launch::ManagedInstances) => {
                let why = "managed instances come from a capacity provider";
                let provider = provider.as_ref().map(|(_, provider)| provider);
                match provider {
                    Some(provider) => arguments.push(self.part(provider, "provider", errors)),
                    None if runner.misspelt.contains(&"provider") => {}
                    None => {
                        let what = format!("it is not said which `provider` {} has", kind.noun());
                        errors.push(attribute.path(), advice(what, why, "write `provider = instances`"));
                    }
                }
            }
            (Some((key, _)), launch) => {
                let what = format!("`provider` is not for {launch}");
                let why = "it is where managed instances come from";
                errors.push(key, advice(what, why, "write `capacity_provider(instances, 1)`"));
            }
            (None, _) => {}
        }
        (arguments, later)
    }

    fn part(&self, expr: &Expr, key: &str, errors: &mut Errors) -> Value {
        let wanted = Wanted::of(key);
        if let Some(name) = ident_of(expr)
            && let Some((_, Some(kind))) = self.find(&plain(name))
            && !wanted.may_be(kind)
        {
            let what = format!("`{name}` is {}", kind.noun());
            let why = format!("`{key}` is {}", wanted.noun);
            let fix = match self.above(wanted.fits).first() {
                Some(first) => format!("write `{key} = {first}`"),
                None => format!("add a field with {} above", wanted.made_by),
            };
            errors.push(name, advice(what, why, fix));
            return Value::Written(expr.clone());
        }
        self.argument(Value::Written(expr.clone()), wanted, errors)
    }
}

/// What a key can name.
#[derive(Clone, Copy)]
struct Wanted {
    noun: &'static str,
    /// The attribute of such a field.
    made_by: &'static str,
    fits: fn(Kind) -> bool,
}

impl Wanted {
    const ANY: Self = Self { noun: "a field", made_by: "that name", fits: |_| true };

    fn of(key: &str) -> Self {
        let of = |noun, made_by, fits| Self { noun, made_by, fits };
        match key {
            "cluster" => of("a cluster", "`#[cluster(…)]`", |kind| kind == Kind::Cluster),
            "task" => of("a task definition", "`#[task_def]`", |kind| kind == Kind::TaskDef),
            "provider" => of("a capacity provider", "`#[capacity_provider(…)]`", |kind| {
                kind == Kind::CapacityProvider
            }),
            "network" => of("a network", "`#[value(Network::private(…))]`", |_| false),
            _ => Self::ANY,
        }
    }

    /// Returns whether a field of this kind may be what is wanted; what an expression makes may be anything.
    fn may_be(self, kind: Kind) -> bool {
        (self.fits)(kind) || matches!(kind, Kind::Resource | Kind::Value)
    }
}
