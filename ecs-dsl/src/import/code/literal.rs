//! Wire values as Rust literals, and what is left to assign where a builder has written a part.
//!
//! How a value of the API becomes a literal is `writer.rs`.

use super::expr::{Chain, Expr, call, string, tuple};

/// A value of the API, as it would be written in Rust.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::import) enum Literal {
    /// An optional member that is not there.
    Absent,
    Plain(Expr),
    Text(String),
    List(Vec<Literal>),
    Map(Vec<(String, Literal)>),
    Struct {
        type_name: &'static str,
        fields: Vec<(String, Literal)>,
    },
    Some(Box<Literal>),
}

/// A member to be set: its path, and the value.
pub(in crate::import) type Assignment = (String, Expr);

/// Structs that have no default: all their fields are written.
const WITHOUT_DEFAULT: &[&str] = &[
    "ContainerDependency",
    "DeploymentController",
    "EbsTagSpecification",
    "EnvironmentFile",
    "FirelensConfiguration",
    "LogConfiguration",
    "ResourceRequirement",
    "ServiceConnectAccessLogConfiguration",
    "TaskManagedEbsVolumeTerminationPolicy",
    "ThresholdConfiguration",
    "TrustedExecutionConfiguration",
    "Ulimit",
];

/// Types whose names the prelude has for something else: they are named with their module.
const NAMED_TWICE: &[&str] = &[
    "CapacityProvider",
    "Cluster",
    "Container",
    "ContainerOverride",
    "Deployment",
    "HealthCheck",
    "ManagedScaling",
    "RunTask",
    "Secret",
    "Service",
];

/// Returns a type's name as the module has it.
fn imported(type_name: &str) -> String {
    if NAMED_TWICE.contains(&type_name) { format!("ecs::{type_name}") } else { type_name.to_owned() }
}

impl Literal {
    /// Returns the literal as an expression.
    pub(in crate::import) fn into_expr(self) -> Expr {
        match self {
            Self::Absent => Expr::plain("None"),
            Self::Plain(expr) => expr,
            Self::Text(text) => {
                let mut chain = Chain::new(string(text));
                chain.call("to_owned", []);
                chain.into()
            }
            Self::List(items) if items.is_empty() => Expr::plain("Vec::new()"),
            Self::List(items) => Expr::Vec(items.into_iter().map(Self::into_expr).collect()),
            Self::Map(entries) if entries.is_empty() => Expr::plain("BTreeMap::new()"),
            Self::Map(entries) => {
                let entry =
                    |(key, value): (String, Self)| tuple([Self::Text(key).into_expr(), value.into_expr()]);
                call("BTreeMap::from", [Expr::Array(entries.into_iter().map(entry).collect())])
            }
            Self::Some(value) => call("Some", [value.into_expr()]),
            Self::Struct { type_name, fields } => {
                let absent = fields.iter().filter(|(_, value)| *value == Self::Absent).count();
                let rest = absent > 0 && !WITHOUT_DEFAULT.contains(&type_name);
                let fields = fields
                    .into_iter()
                    .filter(|(_, value)| !rest || *value != Self::Absent)
                    .map(|(name, value)| (name, value.into_expr()))
                    .collect::<Vec<_>>();
                let type_name = imported(type_name);
                if fields.is_empty() {
                    return Expr::Api { type_name, rest: "::default()".to_owned() };
                }
                Expr::Struct { type_name, fields, rest }
            }
        }
    }

    /// Returns the fields of a struct.
    fn fields(&self) -> &[(String, Self)] {
        match self {
            Self::Struct { fields, .. } => fields,
            _ => &[],
        }
    }
}

/// Returns what must be assigned to get from what is written to what is wanted: both are of one struct.
///
/// `touches` says of a member of the struct, by the name of its field, whether it is of concern.
pub(in crate::import) fn assignments(
    place: &str,
    written: &Literal,
    wanted: &Literal,
    touches: impl Fn(&str) -> bool,
) -> Vec<Assignment> {
    let mut found = Vec::new();
    for ((field, old), (_, new)) in written.fields().iter().zip(wanted.fields()) {
        if touches(field) {
            assign(&format!("{place}.{field}"), old, new, &mut found);
        }
    }
    found
}

fn assign(place: &str, old: &Literal, new: &Literal, found: &mut Vec<Assignment>) {
    if old == new {
        return;
    }
    match (old, new) {
        (Literal::Struct { .. }, Literal::Struct { .. }) => {
            for ((field, old), (_, new)) in old.fields().iter().zip(new.fields()) {
                assign(&format!("{place}.{field}"), old, new, found);
            }
        }
        (Literal::Some(old), Literal::Some(new)) => match (old.as_ref(), new.as_ref()) {
            (Literal::Struct { type_name, .. }, Literal::Struct { .. })
                if !WITHOUT_DEFAULT.contains(type_name) =>
            {
                assign(&format!("{place}.get_or_insert_default()"), old, new, found);
            }
            (Literal::List(have), Literal::List(want)) if !have.is_empty() && want.starts_with(have) => {
                let more = want[have.len()..].iter().cloned().map(Literal::into_expr).collect();
                let mut chain = Chain::of_place(place);
                chain.call("get_or_insert_default", []);
                chain.call("extend", [Expr::Array(more)]);
                found.push((String::new(), chain.into()));
            }
            _ => found.push((place.to_owned(), Literal::Some(new.clone()).into_expr())),
        },
        (_, new) => found.push((place.to_owned(), new.clone().into_expr())),
    }
}

#[cfg(test)]
mod tests {
    use super::{Literal, WITHOUT_DEFAULT, assignments};
    use crate::api::ecs::{CreateService, DeploymentConfiguration, LaunchType, Tag};

    #[test]
    fn only_what_differs_is_assigned_and_lists_are_added_to() {
        let written = CreateService {
            launch_type: Some(LaunchType::Fargate),
            deployment_configuration: Some(DeploymentConfiguration {
                maximum_percent: Some(200),
                ..DeploymentConfiguration::default()
            }),
            tags: Some(vec![Tag::new("a", "1")]),
            ..CreateService::default()
        };
        let mut wanted = written.clone();
        wanted.launch_type = Some(LaunchType::from("MOON"));
        wanted.deployment_configuration.get_or_insert_default().bake_time_in_minutes = Some(5);
        wanted.tags.get_or_insert_default().push(Tag::new("b", "2"));
        wanted.role = Some("ecs".to_owned());
        let places = |touches: fn(&str) -> bool| -> Vec<String> {
            let found = assignments("request", &Literal::of(&written), &Literal::of(&wanted), touches);
            found.into_iter().map(|(place, _)| place).collect()
        };
        assert_eq!(
            places(|_| true),
            [
                "request.launch_type",
                "request.role",
                "request.deployment_configuration.get_or_insert_default().bake_time_in_minutes",
                // A list is added to by a call of its own.
                "",
            ]
        );
        assert_eq!(places(|field| field == "role"), ["request.role"]);
    }

    fn sources() -> Vec<String> {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/api/ecs");
        let files = std::fs::read_dir(folder).expect("the types of the API");
        files.map(|file| std::fs::read_to_string(file.expect("a file").path()).expect("a source")).collect()
    }

    #[test]
    fn the_structs_without_a_default_are_known() {
        for source in sources() {
            for (at, _) in source.match_indices("\npub struct ") {
                let name = source[at + 12..].split([' ', ';', '(']).next().expect("a name");
                let derives =
                    source[..at].rfind("#[derive(").map(|start| &source[start..at]).unwrap_or_default();
                let derives = derives.split(')').next().unwrap_or_default();
                let listed = WITHOUT_DEFAULT.contains(&name);
                assert_eq!(listed, !derives.contains("Default"), "{name}");
            }
        }
    }
}
