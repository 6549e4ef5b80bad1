//! Principals: whom a statement speaks of.

use super::OneOrMany;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Unexpected, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use std::fmt;

/// Whom a statement of a trust or resource policy speaks of.
///
/// AWS: policy elements `Principal` and `NotPrincipal`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Principal {
    /// Everyone, even without credentials: `"*"`.
    Everyone,
    /// Those named, by their kind.
    Named(PrincipalMap),
}

/// Principals by their kind, as in `{ "Service": "ecs-tasks.amazonaws.com" }`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrincipalMap {
    /// Accounts, users, roles and sessions, by account id or ARN. AWS: `AWS`.
    #[serde(rename = "AWS", skip_serializing_if = "Option::is_none")]
    pub aws: Option<OneOrMany<String>>,
    /// AWS services, by host-like name. AWS: `Service`.
    #[serde(rename = "Service", skip_serializing_if = "Option::is_none")]
    pub service: Option<OneOrMany<String>>,
    /// Identity providers: a provider's ARN, or the name of a web identity provider. AWS: `Federated`.
    #[serde(rename = "Federated", skip_serializing_if = "Option::is_none")]
    pub federated: Option<OneOrMany<String>>,
    /// S3's older account ids, 64 hexadecimal digits. AWS: `CanonicalUser`.
    #[serde(rename = "CanonicalUser", skip_serializing_if = "Option::is_none")]
    pub canonical_user: Option<OneOrMany<String>>,
}

impl Principal {
    /// Returns an AWS service as principal, such as `ecs-tasks.amazonaws.com`.
    pub fn service(names: impl Into<OneOrMany<String>>) -> Self {
        Self::Named(PrincipalMap { service: Some(names.into()), ..PrincipalMap::default() })
    }

    /// Returns accounts, users or roles as principal, by account id or ARN.
    pub fn aws(names: impl Into<OneOrMany<String>>) -> Self {
        Self::Named(PrincipalMap { aws: Some(names.into()), ..PrincipalMap::default() })
    }

    /// Returns identity providers as principal, by ARN or web identity name.
    pub fn federated(names: impl Into<OneOrMany<String>>) -> Self {
        Self::Named(PrincipalMap { federated: Some(names.into()), ..PrincipalMap::default() })
    }
}

impl Principal {
    /// Returns accounts of S3 as principal, by their older ids.
    pub fn canonical_user(ids: impl Into<OneOrMany<String>>) -> Self {
        Self::Named(PrincipalMap { canonical_user: Some(ids.into()), ..PrincipalMap::default() })
    }

    /// Returns all of these together: `Principal::all([Principal::service("ecs.amazonaws.com"), Principal::aws("111122223333")])`.
    pub fn all(principals: impl IntoIterator<Item = Self>) -> Self {
        principals.into_iter().fold(Self::Named(PrincipalMap::default()), Self::and)
    }

    fn and(self, other: Self) -> Self {
        let (Self::Named(mut all), Self::Named(more)) = (self, other) else { return Self::Everyone };
        let PrincipalMap { aws, service, federated, canonical_user } = more;
        for (names, more) in [
            (&mut all.aws, aws),
            (&mut all.service, service),
            (&mut all.federated, federated),
            (&mut all.canonical_user, canonical_user),
        ] {
            match (names.as_mut(), more) {
                (Some(names), Some(more)) => more.into_iter().for_each(|name| names.push(name)),
                (None, more) => *names = more,
                (Some(_), None) => {}
            }
        }
        Self::Named(all)
    }
}

impl Serialize for Principal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Everyone => serializer.serialize_str("*"),
            Self::Named(map) => map.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Principal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PrincipalVisitor;

        impl<'de> Visitor<'de> for PrincipalVisitor {
            type Value = Principal;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("\"*\" or an object with AWS, Service, Federated or CanonicalUser")
            }

            fn visit_str<E: Error>(self, value: &str) -> Result<Self::Value, E> {
                match value {
                    "*" => Ok(Principal::Everyone),
                    other => Err(E::invalid_value(Unexpected::Str(other), &self)),
                }
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                PrincipalMap::deserialize(MapAccessDeserializer::new(map)).map(Principal::Named)
            }
        }

        deserializer.deserialize_any(PrincipalVisitor)
    }
}
