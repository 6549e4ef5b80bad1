//! The calls that read and change the tags of what exists: a service's tags, for one, are no part
//! of its update.

use serde::{Deserialize, Serialize};

use super::Tag;

/// More tags for a resource; a key that is there already gets the new value.
///
/// AWS: [`TagResource`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TagResource.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TagResource {
    /// The resource's ARN. AWS: `TagResource.resourceArn`.
    pub resource_arn: String,
    /// The tags. AWS: `TagResource.tags`.
    pub tags: Vec<Tag>,
}

/// Takes tags from a resource.
///
/// AWS: [`UntagResource`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UntagResource.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UntagResource {
    /// The resource's ARN. AWS: `UntagResource.resourceArn`.
    pub resource_arn: String,
    /// The keys of the tags that go. AWS: `UntagResource.tagKeys`.
    pub tag_keys: Vec<String>,
}

/// Asks for the tags of a resource.
///
/// AWS: [`ListTagsForResource`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTagsForResource.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListTagsForResource {
    /// The resource's ARN. AWS: `ListTagsForResource.resourceArn`.
    pub resource_arn: String,
}

/// The tags of a resource.
///
/// AWS: `ListTagsForResource`
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListTagsForResourceAnswer {
    /// The tags. AWS: `ListTagsForResourceResponse.tags`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Tag>,
}
