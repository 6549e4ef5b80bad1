//! Types that a variable's text stands for.

use std::fmt;
use std::time::Duration;

use ecs_dsl_facts::{duration, fault};

/// A type that is written as the text of an environment variable.
///
/// Numbers, `bool`, `String`, paths, internet addresses, [`Duration`] (`30s`, `1h30m`) and
/// [`Url`](crate::Url) are. An enum gets it by `#[derive(EnvValue)]`; a type that has `FromStr` needs none
/// of it and is marked `#[env(from_str)]` where it is used.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from an environment variable",
    label = "this type is not an `EnvValue`",
    note = "derive `EnvValue` if it is an enum without fields",
    note = "mark the field `#[env(from_str)]` if the type has `FromStr` and `Display`",
    note = "`Option`, `Secret` and `Vec` are known by these names, not through an alias"
)]
pub trait EnvValue: Sized {
    /// Returns what a value looks like, to follow the word "expected".
    fn expected() -> String;

    /// Reads a value.
    ///
    /// # Errors
    /// When the text does not stand for one.
    fn parse(text: &str) -> Result<Self, ValueError>;

    /// Writes a value the way [`parse`](EnvValue::parse) reads it.
    fn to_text(&self) -> String;

    /// Returns as much of a text as an error message may show: all of it, unless it can hold a secret.
    fn shown(text: &str) -> String {
        text.to_owned()
    }
}

/// Why a text does not stand for a value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ValueError(Option<String>);

impl ValueError {
    /// Says what is wrong, where more is known than the expected form; it follows the value and a comma.
    pub fn new(reason: impl Into<String>) -> Self {
        Self(Some(reason.into()))
    }

    /// Says no more than that the text is not of the expected form.
    pub const fn unfit() -> Self {
        Self(None)
    }

    /// Returns what is wrong, where more is known than the expected form.
    pub fn reason(&self) -> Option<&str> {
        self.0.as_deref()
    }
}

impl fmt::Display for ValueError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.reason().unwrap_or("not of the expected form"))
    }
}

impl std::error::Error for ValueError {}

/// Writes the values of an enum as a choice: `info, warn or debug`.
pub fn choice_of(values: &[&str]) -> String {
    fault::choice(values.iter().map(|value| format!("`{value}`")))
}

impl EnvValue for String {
    fn expected() -> String {
        "text".to_owned()
    }

    fn parse(text: &str) -> Result<Self, ValueError> {
        Ok(text.to_owned())
    }

    fn to_text(&self) -> String {
        self.clone()
    }
}

impl EnvValue for bool {
    fn expected() -> String {
        "`true` or `false` (or 1, 0, yes, no, on, off)".to_owned()
    }

    fn parse(text: &str) -> Result<Self, ValueError> {
        match text.to_ascii_lowercase().as_str() {
            "true" | "1" | "yes" | "on" => Ok(true),
            "false" | "0" | "no" | "off" => Ok(false),
            _ => Err(ValueError::unfit()),
        }
    }

    fn to_text(&self) -> String {
        self.to_string()
    }
}

impl EnvValue for Duration {
    fn expected() -> String {
        "a span of time such as `30s`, `5m` or `1h30m`".to_owned()
    }

    fn parse(text: &str) -> Result<Self, ValueError> {
        duration::parse(text).map_err(|_| match text.parse::<u64>() {
            Ok(_) => ValueError::new("a number without a unit"),
            Err(_) => ValueError::unfit(),
        })
    }

    fn to_text(&self) -> String {
        duration::text(*self)
    }
}

macro_rules! whole_numbers {
    ($($number:ty),+) => {
        $(impl EnvValue for $number {
            fn expected() -> String {
                format!("a whole number from {} to {}", <$number>::MIN, <$number>::MAX)
            }

            fn parse(text: &str) -> Result<Self, ValueError> {
                text.parse().map_err(|_| ValueError::unfit())
            }

            fn to_text(&self) -> String {
                self.to_string()
            }
        })+
    };
}

whole_numbers!(u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize);
whole_numbers!(std::num::NonZeroU8, std::num::NonZeroU16, std::num::NonZeroU32, std::num::NonZeroU64);
whole_numbers!(std::num::NonZeroUsize);

macro_rules! numbers {
    ($($number:ty),+) => {
        $(impl EnvValue for $number {
            fn expected() -> String {
                "a number such as `0.5`".to_owned()
            }

            fn parse(text: &str) -> Result<Self, ValueError> {
                // The standard library reads `nan` and `inf`, which no setting means.
                text.parse().ok().filter(|number: &$number| number.is_finite()).ok_or(ValueError::unfit())
            }

            fn to_text(&self) -> String {
                self.to_string()
            }
        })+
    };
}

numbers!(f32, f64);

macro_rules! standard {
    ($($type:ty, $expected:literal;)+) => {
        $(impl EnvValue for $type {
            fn expected() -> String {
                $expected.to_owned()
            }

            fn parse(text: &str) -> Result<Self, ValueError> {
                text.parse().map_err(|_| ValueError::unfit())
            }

            fn to_text(&self) -> String {
                self.to_string()
            }
        })+
    };
}

standard! {
    char, "one character";
    std::net::IpAddr, "an IP address such as `10.0.0.1` or `::1`";
    std::net::Ipv4Addr, "an IPv4 address such as `10.0.0.1`";
    std::net::Ipv6Addr, "an IPv6 address such as `::1`";
    std::net::SocketAddr, "an address and port such as `0.0.0.0:8080` or `[::1]:8080`";
}

impl EnvValue for std::path::PathBuf {
    fn expected() -> String {
        "a path".to_owned()
    }

    fn parse(text: &str) -> Result<Self, ValueError> {
        if text.is_empty() { Err(ValueError::new("an empty path")) } else { Ok(text.into()) }
    }

    fn to_text(&self) -> String {
        self.to_string_lossy().into_owned()
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, SocketAddr};
    use std::path::PathBuf;

    use super::*;

    #[track_caller]
    fn inside<T: EnvValue + PartialEq + fmt::Debug>(text: &str, value: T) {
        assert_eq!(T::parse(text).as_ref(), Ok(&value));
        assert_eq!(T::parse(&value.to_text()), Ok(value));
    }

    #[track_caller]
    fn outside<T: EnvValue + fmt::Debug>(texts: &[&str]) {
        for text in texts {
            assert!(T::parse(text).is_err(), "{text:?} was read as {:?}", T::parse(text));
        }
    }

    #[test]
    fn whole_numbers_at_their_ends() {
        inside("0", 0u16);
        inside("65535", 65535u16);
        outside::<u16>(&["65536", "-1", "", " 1", "1 ", "1.0", "0x10", "1_000", "one"]);
        inside("-128", -128i8);
        outside::<i8>(&["-129", "128"]);
        outside::<std::num::NonZeroU8>(&["0", "256"]);
        assert_eq!(u16::expected(), "a whole number from 0 to 65535");
    }

    #[test]
    fn numbers_are_finite() {
        inside("0.5", 0.5f64);
        inside("-1e3", -1000f64);
        outside::<f64>(&["nan", "inf", "", "0,5", "1e999"]);
    }

    #[test]
    fn switches_in_each_spelling() {
        for text in ["true", "TRUE", "1", "yes", "On"] {
            inside(text, true);
        }
        for text in ["false", "0", "no", "OFF"] {
            inside(text, false);
        }
        outside::<bool>(&["", "2", "truth", "y"]);
    }

    #[test]
    fn spans_of_time() {
        inside("30s", Duration::from_secs(30));
        inside("1h30m", Duration::from_secs(5400));
        inside("250ms", Duration::from_millis(250));
        outside::<Duration>(&["", "30", "half a minute"]);
        assert_eq!(Duration::parse("30").unwrap_err().reason(), Some("a number without a unit"));
    }

    #[test]
    fn text_paths_and_addresses() {
        inside("", String::new());
        inside("/var/lib", PathBuf::from("/var/lib"));
        outside::<PathBuf>(&[""]);
        inside("10.0.0.1", IpAddr::from([10, 0, 0, 1]));
        inside("0.0.0.0:80", SocketAddr::from(([0, 0, 0, 0], 80)));
        outside::<SocketAddr>(&["localhost:80", "80"]);
        inside("x", 'x');
        outside::<char>(&["", "xy"]);
    }
}
