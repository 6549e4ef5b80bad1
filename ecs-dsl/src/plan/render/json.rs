//! The plan as JSON for programs.

use serde::Serialize;

use crate::assembly::to_json;
use crate::plan::model::Plan;

/// The format's name and version. A member may be added within a version; nothing else changes.
pub const DIFF_FORMAT: &str = "ecs-dsl-diff/1";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Diff {
    format: &'static str,
    different: bool,
    stacks: Vec<Plan>,
}

/// Returns the plans as JSON: `format`, whether anything is `different`, and the `stacks`, each a [`Plan`].
///
/// Calls are named without their requests, which may hold what the rest hides.
///
/// ```json
/// {
///   "format": "ecs-dsl-diff/1",
///   "different": true,
///   "stacks": [{
///     "format": "ecs-dsl-plan/1", "stack": "shop", "region": "eu-central-1", "account": null,
///     "resources": [{
///       "address": "service/web", "kind": "ecs:service", "name": "web",
///       "action": "update",
///       "impact": "capacity-drop",
///       "members": [{ "member": "desiredCount", "old": 4, "new": 2 }],
///       "after": ["task-definition/web"],
///       "calls": [{ "service": "ecs", "operation": "UpdateService" }]
///     }]
///   }]
/// }
/// ```
///
/// `action` is `create`, `update`, `new-revision`, `replace`, `delete`, `release`, `adopt`, `unchanged`
/// or `on-demand`; `impact` is `none`, `rolling-restart`, `capacity-drop`, `replacement` or `outage`,
/// the last for a while or, where a service is deleted, from then on; `lost` says of a log group that is
/// deleted or replaced that what it held is gone; `marks` are `broadens-iam`, `opens-to-public`, `replaces` and `deletes`. A member without `old` is
/// absent or AWS's default now, one without `new` will be; `hidden` says that its values look like a
/// secret, `knownAfterApply` that AWS decides a part of the new one. `later` are the calls that wait until every
/// service has been moved. `notes` of a stack say what could not be seen, and `adopt` that its plan was made
/// with `--adopt`.
pub fn json(plans: &[Plan]) -> String {
    let diff = Diff {
        format: DIFF_FORMAT,
        different: plans.iter().any(|plan| !plan.is_empty()),
        stacks: plans.iter().map(Plan::shown).collect(),
    };
    to_json(&diff)
}
