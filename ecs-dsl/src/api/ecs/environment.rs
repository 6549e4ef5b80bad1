//! The environment variables of a container.

use serde::{Deserialize, Serialize};

use crate::api::open_enum::open_enum;

/// A name and a value: an environment variable, a property of a proxy, a detail of an attachment.
///
/// AWS: [`KeyValuePair`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_KeyValuePair.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KeyValuePair {
    /// The name. AWS: `KeyValuePair.name`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The value, in plain text for all who may read the task definition. AWS: `KeyValuePair.value`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

impl KeyValuePair {
    /// Makes a pair of a name and a value.
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { name: Some(name.into()), value: Some(value.into()) }
    }
}

/// A file of environment variables, one `NAME=value` a line.
///
/// A variable in `environment` wins over the same one in a file, and the first file over a later one.
/// The execution role must be allowed to read the file.
/// AWS: [`EnvironmentFile`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EnvironmentFile.html)
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EnvironmentFile {
    /// The ARN of the S3 object, whose key ends in `.env`. AWS: `EnvironmentFile.value`.
    pub value: String,
    /// The kind of store that the file is in. AWS: `EnvironmentFile.type`.
    pub r#type: EnvironmentFileType,
}

impl EnvironmentFile {
    /// Makes a file in S3 of the ARN of its object.
    pub fn s3(object_arn: impl Into<String>) -> Self {
        Self { value: object_arn.into(), r#type: EnvironmentFileType::S3 }
    }
}

open_enum! {
    /// The store of an environment file.
    ///
    /// AWS: `EnvironmentFile.type`
    pub enum EnvironmentFileType {
        /// An S3 object.
        S3 = "s3",
    }
}
