//! Enums that keep the values they don't know, as AWS adds new ones between our releases.

/// Declares an enum over wire strings that keeps an unknown string as `Unknown`.
macro_rules! open_enum {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident {
            $( $(#[$variant_meta:meta])* $variant:ident = $wire:literal ),+ $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $name {
            $( $(#[$variant_meta])* $variant, )+
            /// A value that this version of the library does not know, kept as it was written.
            Unknown(String),
        }

        impl $name {
            /// Every value this version knows, as AWS spells it.
            pub const VALUES: &'static [&'static str] = &[$($wire),+];

            /// Returns the value as AWS spells it.
            pub fn as_str(&self) -> &str {
                match self {
                    $( Self::$variant => $wire, )+
                    Self::Unknown(value) => value,
                }
            }

            /// Returns whether this version of the library knows the value.
            pub fn is_known(&self) -> bool {
                !matches!(self, Self::Unknown(_))
            }

            /// Returns a known value as Rust names it, and as AWS spells it.
            fn known(&self) -> Option<(&'static str, &'static str)> {
                match self {
                    $( Self::$variant => Some((concat!(stringify!($name), "::", stringify!($variant)), $wire)), )+
                    Self::Unknown(_) => None,
                }
            }
        }

        impl From<&str> for $name {
            fn from(value: &str) -> Self {
                match value {
                    $( $wire => Self::$variant, )+
                    other => Self::Unknown(other.to_owned()),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            // JSON has the text alone. The name beside it is for what writes values as Rust.
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self.known() {
                    Some((name, wire)) => serializer.serialize_unit_variant(name, 0, wire),
                    None => serializer.serialize_newtype_struct(stringify!($name), self.as_str()),
                }
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?;
                Ok(Self::from(value.as_ref()))
            }
        }
    };
}

pub(crate) use open_enum;

#[cfg(test)]
mod tests {
    use crate::api::ecs::PlacementStrategyType;

    #[test]
    fn known_values_are_variants() {
        for (wire, variant) in
            [("random", PlacementStrategyType::Random), ("binpack", PlacementStrategyType::Binpack)]
        {
            assert_eq!(PlacementStrategyType::from(wire), variant);
            assert_eq!(variant.as_str(), wire);
            assert!(variant.is_known());
        }
        assert_eq!(PlacementStrategyType::VALUES, ["random", "spread", "binpack"]);
    }

    #[test]
    fn unknown_values_are_kept_as_they_were_written() {
        // A value that JSON must escape cannot be borrowed from the text.
        for wire in ["\"RANDOM\"", "\"\"", "\"a\\\"b\\u00e9\""] {
            let read: PlacementStrategyType = serde_json::from_str(wire).expect(wire);
            assert!(!read.is_known(), "{wire}");
            let again: PlacementStrategyType =
                serde_json::from_str(&serde_json::to_string(&read).expect(wire)).expect(wire);
            assert_eq!(again, read);
        }
        assert_eq!(PlacementStrategyType::from("sideways").to_string(), "sideways");
    }

    #[test]
    fn only_strings_are_read() {
        for json in ["1", "null", "{}", "[\"random\"]"] {
            assert!(serde_json::from_str::<PlacementStrategyType>(json).is_err(), "{json}");
        }
    }
}
