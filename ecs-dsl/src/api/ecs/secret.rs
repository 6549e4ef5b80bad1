//! Values that ECS fetches from Secrets Manager or Parameter Store when a container starts.

use serde::{Deserialize, Serialize};

/// A secret that becomes an environment variable or a log option.
///
/// Only the name of the secret stands here, never its value. The execution role must be allowed to
/// read it.
/// AWS: [`Secret`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Secret.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Secret {
    /// The environment variable, or the log driver's option, that gets the value.
    ///
    /// AWS: `Secret.name`
    pub name: String,
    /// Where the value is: the ARN of a Secrets Manager secret or of an SSM parameter.
    ///
    /// A parameter of the task's own Region may be named without its ARN. A secret's ARN may go on with
    /// `:json-key:version-stage:version-id`.
    /// AWS: `Secret.valueFrom`
    pub value_from: String,
}
