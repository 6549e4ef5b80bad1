//! How tasks are placed on container instances. Fargate places by itself and takes none of this.

use serde::{Deserialize, Serialize};

use crate::api::open_enum::open_enum;

/// A condition that an instance must meet before a task is placed on it.
///
/// Limit: 10 for a task, those of its task definition counted.
/// AWS: [`PlacementConstraint`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PlacementConstraint.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PlacementConstraint {
    /// What kind of condition this is. AWS: `PlacementConstraint.type`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<PlacementConstraintType>,
    /// The condition in the cluster query language, such as `attribute:ecs.instance-type =~ m7g.*`.
    ///
    /// Needed with `memberOf`, refused with `distinctInstance`. Limit: 2000 characters.
    /// AWS: `PlacementConstraint.expression`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expression: Option<String>,
}

open_enum! {
    /// The kinds of placement constraint.
    ///
    /// AWS: `PlacementConstraint.type`
    pub enum PlacementConstraintType {
        /// Every task of the service runs on an instance of its own.
        DistinctInstance = "distinctInstance",
        /// Tasks run only on instances that the expression picks.
        MemberOf = "memberOf",
    }
}

/// A preference among the instances that could take a task.
///
/// Several apply in turn, so their order means something. Limit: 5 for a service or a run.
/// AWS: [`PlacementStrategy`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PlacementStrategy.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PlacementStrategy {
    /// Which preference this is. AWS: `PlacementStrategy.type`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<PlacementStrategyType>,
    /// What the preference looks at: for `spread` an attribute such as
    /// `attribute:ecs.availability-zone`, or `instanceId` (also spelled `host`); for `binpack`
    /// `cpu` or `memory`; unused for `random`.
    ///
    /// AWS: `PlacementStrategy.field`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

open_enum! {
    /// The preferences among instances.
    ///
    /// AWS: `PlacementStrategy.type`
    pub enum PlacementStrategyType {
        /// Any instance will do.
        Random = "random",
        /// Tasks are spread evenly over the values of the field.
        Spread = "spread",
        /// Tasks fill the instance with the least of the field left, so that few instances are
        /// used.
        Binpack = "binpack",
    }
}
