//! Wire values as Rust literals, and what is left to assign where a builder has written a part.
//!
//! A value writes itself through serde, which tells the type's name and its members; members are named
//! as JSON has them, from which the field's name follows.

use std::fmt;

use serde::ser::{self, Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, Serializer};

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
    /// Writes a value of the API.
    pub(in crate::import) fn of(value: &impl Serialize) -> Self {
        // What is written cannot fail: every value of the API is made of texts, numbers, lists and structs.
        value.serialize(Writer).unwrap_or(Self::Absent)
    }

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

/// Returns the name of a type's field by the member's name in JSON.
pub(in crate::import) fn field_name(member: &str) -> String {
    // Units are one word to us, and the API writes them as two or three.
    let member =
        member.replace("GiB", "Gib").replace("MiB", "Mib").replace("VCpu", "Vcpu").replace("vCpu", "vcpu");
    let letters: Vec<char> = member.chars().collect();
    let mut name = String::new();
    for (index, c) in letters.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|index| letters.get(index));
        let after = letters.get(index + 1);
        let begins = c.is_ascii_uppercase()
            && before.is_some_and(|before| {
                !before.is_ascii_uppercase() || after.is_some_and(char::is_ascii_lowercase)
            });
        if begins {
            name.push('_');
        }
        name.push(c.to_ascii_lowercase());
    }
    if name == "type" { "r#type".to_owned() } else { name }
}

/// A serializer that writes nothing but [`Literal`]s.
struct Writer;

/// Why a value cannot be written; values of the API give no cause.
#[derive(Debug)]
struct Failure(String);

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Failure {}

impl ser::Error for Failure {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

fn number(value: impl fmt::Debug) -> Result<Literal, Failure> {
    Ok(Literal::Plain(Expr::Plain(format!("{value:?}"))))
}

macro_rules! numbers {
    ($($method:ident: $type:ty),+) => {
        $(fn $method(self, value: $type) -> Result<Literal, Failure> {
            number(value)
        })+
    };
}

impl Serializer for Writer {
    type Ok = Literal;
    type Error = Failure;
    type SerializeSeq = List;
    type SerializeTuple = Impossible<Literal, Failure>;
    type SerializeTupleStruct = Impossible<Literal, Failure>;
    type SerializeTupleVariant = Impossible<Literal, Failure>;
    type SerializeMap = Map;
    type SerializeStruct = Struct;
    type SerializeStructVariant = Impossible<Literal, Failure>;

    numbers! {
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64,
        serialize_f32: f32, serialize_f64: f64, serialize_char: char
    }

    fn serialize_str(self, text: &str) -> Result<Literal, Failure> {
        Ok(Literal::Text(text.to_owned()))
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<Literal, Failure> {
        Err(Failure("bytes".to_owned()))
    }

    fn serialize_none(self) -> Result<Literal, Failure> {
        Ok(Literal::Absent)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Literal, Failure> {
        Ok(Literal::Some(Box::new(value.serialize(Self)?)))
    }

    fn serialize_unit(self) -> Result<Literal, Failure> {
        Ok(Literal::Absent)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Literal, Failure> {
        Ok(Literal::Absent)
    }

    fn serialize_unit_variant(self, name: &'static str, _: u32, _: &'static str) -> Result<Literal, Failure> {
        let (type_name, variant) = name.split_at(name.find("::").unwrap_or(name.len()));
        Ok(Literal::Plain(Expr::Api { type_name: type_name.to_owned(), rest: variant.to_owned() }))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<Literal, Failure> {
        match value.serialize(Self)? {
            Literal::Text(value) => Ok(Literal::Plain(Expr::Unknown { type_name: name.to_owned(), value })),
            other => Ok(other),
        }
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        value: &T,
    ) -> Result<Literal, Failure> {
        value.serialize(Self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List, Failure> {
        Ok(List(Vec::new()))
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Failure> {
        Err(Failure("a tuple".to_owned()))
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Failure> {
        Err(Failure("a tuple".to_owned()))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Failure> {
        Err(Failure("a tuple".to_owned()))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Map, Failure> {
        Ok(Map { entries: Vec::new(), key: None })
    }

    fn serialize_struct(self, type_name: &'static str, _: usize) -> Result<Struct, Failure> {
        Ok(Struct { type_name, fields: Vec::new() })
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Failure> {
        Err(Failure("a variant with fields".to_owned()))
    }
}

struct List(Vec<Literal>);

impl SerializeSeq for List {
    type Ok = Literal;
    type Error = Failure;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failure> {
        self.0.push(value.serialize(Writer)?);
        Ok(())
    }

    fn end(self) -> Result<Literal, Failure> {
        Ok(Literal::List(self.0))
    }
}

struct Map {
    entries: Vec<(String, Literal)>,
    key: Option<String>,
}

impl SerializeMap for Map {
    type Ok = Literal;
    type Error = Failure;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Failure> {
        match key.serialize(Writer)? {
            Literal::Text(key) => self.key = Some(key),
            _ => return Err(Failure("a key that is no text".to_owned())),
        }
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failure> {
        self.entries.push((self.key.take().unwrap_or_default(), value.serialize(Writer)?));
        Ok(())
    }

    fn end(self) -> Result<Literal, Failure> {
        Ok(Literal::Map(self.entries))
    }
}

struct Struct {
    type_name: &'static str,
    fields: Vec<(String, Literal)>,
}

impl SerializeStruct for Struct {
    type Ok = Literal;
    type Error = Failure;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        member: &'static str,
        value: &T,
    ) -> Result<(), Failure> {
        self.fields.push((field_name(member), value.serialize(Writer)?));
        Ok(())
    }

    fn skip_field(&mut self, member: &'static str) -> Result<(), Failure> {
        self.fields.push((field_name(member), Literal::Absent));
        Ok(())
    }

    fn end(self) -> Result<Literal, Failure> {
        Ok(Literal::Struct { type_name: self.type_name, fields: self.fields })
    }
}

#[cfg(test)]
mod tests {
    use super::{Literal, WITHOUT_DEFAULT, assignments, field_name};
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
    fn the_name_of_every_field_follows_from_the_member() {
        let mut renamed = 0;
        for source in sources() {
            let mut member: Option<&str> = None;
            for line in source.lines().map(str::trim) {
                if let Some((_, rest)) = line.split_once("rename = \"") {
                    member = rest.split('"').next();
                } else if let Some(rest) = line.strip_prefix("pub ") {
                    let field = rest.split(':').next().unwrap_or_default();
                    if let Some(member) = member.take() {
                        assert_eq!(field_name(member), field);
                        renamed += 1;
                    } else if !field.contains(' ') {
                        assert_eq!(field_name(&camel_case(field)), field);
                    }
                }
            }
        }
        assert!(renamed > 10, "{renamed}");
    }

    /// Returns what serde makes of a field's name.
    fn camel_case(field: &str) -> String {
        let mut words = field.trim_start_matches("r#").split('_');
        let mut name = words.next().unwrap_or_default().to_owned();
        for word in words {
            let mut letters = word.chars();
            name.extend(letters.next().map(|c| c.to_ascii_uppercase()));
            name.push_str(letters.as_str());
        }
        name
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
