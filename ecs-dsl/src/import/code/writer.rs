//! From a value of the API to a literal: a serializer, and nothing else knows of serde.
//!
//! A value writes itself through serde, which tells the type's name and its members; members are named
//! as JSON has them, from which the field's name follows.

use std::fmt;

use serde::ser::{self, Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, Serializer};

use super::expr::Expr;
use super::literal::Literal;

impl Literal {
    /// Writes a value of the API.
    pub(in crate::import) fn of(value: &dyn erased_serde::Serialize) -> Self {
        // What is written cannot fail: every value of the API is made of texts, numbers, lists and structs.
        erased_serde::serialize(value, Writer).unwrap_or(Self::Absent)
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
    use super::field_name;

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
}
