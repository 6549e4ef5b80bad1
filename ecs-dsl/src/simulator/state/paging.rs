//! Listings whose pages are smaller than was asked for.

use serde_json::{Value, json};

use crate::aws::Service;

/// Returns a request whose page is no larger than a limit; nothing where it is none for a page.
pub(super) fn limited(service: Service, operation: &str, input: &Value, most: u64) -> Option<Value> {
    let lists = operation.starts_with("List") || operation.starts_with("Describe");
    let (member, default, as_text) = match (service, operation) {
        (Service::Ecs, "DescribeCapacityProviders") => ("maxResults", 10, false),
        (Service::Ecs, _) if operation.starts_with("List") => ("maxResults", 100, false),
        (Service::Iam, "GetAccountAuthorizationDetails") => ("MaxItems", 100, true),
        (Service::Iam, _) if lists => ("MaxItems", 100, true),
        (Service::Logs, _) if operation.starts_with("Describe") => ("limit", 50, false),
        (Service::Tagging, "GetResources") => ("ResourcesPerPage", 50, false),
        _ => return None,
    };
    let asked = &input[member];
    let asked = asked.as_u64().or_else(|| asked.as_str()?.parse().ok()).unwrap_or(default);
    let size = asked.min(most.max(1));
    let mut limited = input.clone();
    limited[member] = if as_text { json!(size.to_string()) } else { json!(size) };
    Some(limited)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_listings_are_limited_and_never_enlarged() {
        let page = |service, operation, input| limited(service, operation, &input, 3);
        let asked = page(Service::Ecs, "ListServices", json!({ "maxResults": 100 }));
        assert_eq!(asked, Some(json!({ "maxResults": 3 })));
        assert_eq!(page(Service::Iam, "ListRoles", json!({})), Some(json!({ "MaxItems": "3" })));
        let asked = page(Service::Tagging, "GetResources", json!({ "ResourcesPerPage": 1 }));
        assert_eq!(asked, Some(json!({ "ResourcesPerPage": 1 })));
        assert_eq!(page(Service::Ecs, "DescribeServices", json!({})), None);
        assert_eq!(page(Service::Iam, "GetRole", json!({})), None);
    }
}
