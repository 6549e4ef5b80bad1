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

/// What can stand in an environment variable: text, a number, a boolean, an attribute such as `role.arn()`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the value of an environment variable",
    label = "text, a number, a boolean or an attribute such as `role.arn()` is expected",
    note = "a secret is set with `.secret(name, secret)`: ECS then reads it when the container starts",
    note = "for another type, give its text: `.to_string()`"
)]
pub trait IntoValue {
    #[doc(hidden)]
    fn into_value(self) -> Value;
}

#[diagnostic::do_not_recommend]
impl<T: Into<Value>> IntoValue for T {
    fn into_value(self) -> Value {
        self.into()
    }
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
