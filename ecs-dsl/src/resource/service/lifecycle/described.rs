//! A described service as a live resource.

use std::collections::BTreeSet;

use serde_json::Value;

use super::ServiceKind;
use crate::kind::{LiveResource, bare_name, tags_as_map};

/// What a service's description has only in its deployments.
const OF_DEPLOYMENTS: &[&str] =
    &["serviceConnectConfiguration", "volumeConfigurations", "vpcLatticeConfigurations"];

/// What a description tells nowhere but in service revisions.
const OF_REVISIONS: &[&str] = &["gatewayConnectors", "monitoring"];

/// The member under which a description carries the service's newest revision, as
/// `DescribeServiceRevisions` tells it, for [`live`].
pub const REVISION: &str = "serviceRevision";

/// Returns a service as `DescribeServices` tells it as a live resource.
///
/// What only its revision tells is not compared where the description comes without it: see [`REVISION`].
pub fn live(described: &Value) -> LiveResource {
    let mut whole = described.clone();
    let revision = &described[REVISION];
    for member in OF_REVISIONS {
        if revision.is_object() && whole[*member].is_null() {
            whole[*member] = revision[*member].clone();
        }
    }
    if let Some(cluster) = described["clusterArn"].as_str() {
        whole["cluster"] = bare_name(cluster).into();
    }
    if let Some(role) = described["roleArn"].as_str() {
        whole["role"] = role.into();
    }
    let deployments = described["deployments"].as_array().into_iter().flatten();
    let mut in_order: Vec<&Value> = deployments.collect();
    in_order.sort_by_key(|deployment| deployment["status"] != "PRIMARY");
    for member in OF_DEPLOYMENTS {
        if whole[*member].is_null()
            && let Some(value) = in_order.first().map(|deployment| &deployment[*member])
        {
            whole[*member] = value.clone();
        }
    }
    let mut untold = BTreeSet::new();
    for member in OF_REVISIONS {
        if whole[*member].is_null() && !revision.is_object() {
            untold.insert((*member).to_owned());
        }
    }
    let arn = described["serviceArn"].as_str().map(str::to_owned);
    let status = described["status"].as_str().map(str::to_owned);
    LiveResource { arn, status, untold, ..LiveResource::of(&ServiceKind, tags_as_map(whole)) }
}
