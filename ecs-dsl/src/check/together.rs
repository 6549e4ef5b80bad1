//! Rules over several resources at once, whose findings are about one of them.

use crate::api::ecs::CreateService;
use crate::diagnostic::Finding;
use crate::resource::Desired;
use crate::resource::service::DesiredService;
use crate::resource::service::validate::together;

use super::Surroundings;

/// Checks resources of one account and region with each other.
///
/// Returns each finding with the place in `resources` of the one that it is about.
pub(super) fn check<'a>(
    resources: impl Iterator<Item = &'a dyn Desired>,
    around: &dyn Surroundings,
) -> Vec<(usize, Finding)> {
    let services: Vec<(usize, &CreateService)> = resources
        .enumerate()
        .filter_map(|(number, it)| Some((number, &it.as_any().downcast_ref::<DesiredService>()?.request)))
        .collect();
    let requests: Vec<&CreateService> = services.iter().map(|(_, request)| *request).collect();
    let found = together(&requests, around).into_iter();
    found.filter_map(|(index, finding)| Some((services.get(index)?.0, finding))).collect()
}
