//! The value of an environment variable: known now, or an attribute that AWS gives a resource.

use crate::resource::Reference;

/// The value of an environment variable.
///
/// Made of text, numbers and booleans by `From`, or of an attribute such as `role.arn()`, which
/// stands as a token in the manifest until the resource exists.
#[derive(Debug, Clone)]
pub enum Value {
    /// A text that is known now.
    Text(String),
    #[doc(hidden)]
    Attribute(Reference, &'static str),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

macro_rules! from_display {
    ($($type:ty),+) => {
        $(impl From<$type> for Value {
            fn from(value: $type) -> Self {
                Self::Text(value.to_string())
            }
        })+
    };
}

from_display!(bool, u8, u16, u32, u64, usize, i32, i64, f64);
