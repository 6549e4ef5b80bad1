//! The launch types: on whose machines tasks run.

use crate::api::open_enum::open_enum;

open_enum! {
    /// What tasks run on, when no capacity provider strategy says so.
    ///
    /// AWS: `launchType`
    pub enum LaunchType {
        /// Container instances registered with the cluster; the default.
        Ec2 = "EC2",
        /// Fargate: no machines to look after. Fargate Spot needs a capacity provider strategy.
        Fargate = "FARGATE",
        /// The user's own machines, registered through ECS Anywhere.
        External = "EXTERNAL",
        /// Managed Instances; in requests name their capacity provider in a strategy instead.
        ManagedInstances = "MANAGED_INSTANCES",
    }
}
