//! The Resource Groups Tagging API: what carries which tags, over services.

use std::collections::BTreeMap;
use std::sync::Arc;

use aws_sdk_resourcegroupstagging::types::TagFilter;

use super::door::{Door, Failure, Intent};
use super::error::CallError;
use super::operation::{Effect, Service};
use super::rates::RateClass;

/// How many resources one answer may hold; the API's own limit.
const PAGE: i32 = 100;

/// A resource and its tags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaggedResource {
    /// The resource's ARN.
    pub arn: String,
    /// Its tags, `aws:` ones too.
    pub tags: BTreeMap<String, String>,
}

/// The client of the Resource Groups Tagging API.
#[derive(Debug, Clone)]
pub struct TaggingClient {
    sdk: aws_sdk_resourcegroupstagging::Client,
    door: Arc<Door>,
}

impl TaggingClient {
    pub(super) fn new(config: &aws_types::SdkConfig, door: Arc<Door>) -> Self {
        Self { sdk: aws_sdk_resourcegroupstagging::Client::new(config), door }
    }

    /// Returns every resource of the Region that carries all of `tags`, through all pages.
    ///
    /// A tag without value matches every value. `types` narrows the search to resource types such as
    /// `ecs:service`; empty means all. The index lags behind the services by seconds, and holds what
    /// was deleted for a while: treat it as a list of candidates.
    ///
    /// # Errors
    /// What can befall every call.
    pub async fn get_resources(
        &self,
        tags: &[(&str, Option<&str>)],
        types: &[&str],
    ) -> Result<Vec<TaggedResource>, CallError> {
        let filters: Vec<TagFilter> = tags
            .iter()
            .map(|(key, value)| {
                TagFilter::builder().key(*key).set_values(value.map(|value| vec![value.to_owned()])).build()
            })
            .collect();
        let types: Vec<String> = types.iter().map(|kind| (*kind).to_owned()).collect();
        let intent = Intent {
            service: Service::Tagging,
            operation: "GetResources",
            subject: tags.first().and_then(|(_, value)| *value).unwrap_or_default(),
            effect: Effect::Reads,
            class: RateClass::Tagging,
        };
        let mut found = Vec::new();
        let mut token: Option<String> = None;
        loop {
            let sent = self
                .sdk
                .get_resources()
                .set_tag_filters((!filters.is_empty()).then(|| filters.clone()))
                .set_resource_type_filters((!types.is_empty()).then(|| types.clone()))
                .resources_per_page(PAGE)
                .set_pagination_token(token)
                .send();
            let page = self.door.pass(intent, Box::pin(async { sent.await.map_err(Failure::from) })).await?;
            for resource in page.resource_tag_mapping_list.unwrap_or_default() {
                let Some(arn) = resource.resource_arn else { continue };
                let tags = resource.tags.unwrap_or_default().into_iter().map(|tag| (tag.key, tag.value));
                found.push(TaggedResource { arn, tags: tags.collect() });
            }
            token = page.pagination_token.filter(|token| !token.is_empty());
            if token.is_none() {
                return Ok(found);
            }
        }
    }
}
