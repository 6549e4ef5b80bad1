//! Which instances take a task.

use super::TaskDef;
use crate::api::ecs::{TaskDefinitionPlacementConstraint, TaskDefinitionPlacementConstraintType};
use crate::resource::launch::{Launch, PlacementConstraints};

/// An expression of the cluster query language that an instance must meet.
///
/// AWS: placement constraint of type `memberOf`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberOf(pub(crate) String);

impl MemberOf {
    /// Makes one of an expression such as `attribute:ecs.instance-type =~ g5.*`. Limit: 2,000 characters.
    pub fn new(expression: impl Into<String>) -> Self {
        Self(expression.into())
    }

    /// Takes instances of a type, with `*` as a wildcard: `g5.*`.
    pub fn instance_type(pattern: impl AsRef<str>) -> Self {
        Self(format!("attribute:ecs.instance-type =~ {}", pattern.as_ref()))
    }
}

impl<L: Launch> TaskDef<L> {
    /// Runs the task only on instances that meet an expression. Limit: 10. AWS: `placementConstraints`.
    #[track_caller]
    pub fn place_on(self, constraint: MemberOf) -> Self
    where
        L: PlacementConstraints,
    {
        let item = TaskDefinitionPlacementConstraint {
            r#type: Some(TaskDefinitionPlacementConstraintType::MemberOf),
            expression: Some(constraint.0),
        };
        self.set("placementConstraints", |definition| {
            definition.placement_constraints.get_or_insert_default().push(item);
        })
    }
}
