//! The AWS managed policies that roles of ECS are made with.

/// The managed policy for pulling images and writing logs, in place of derived permissions.
///
/// It does not cover secrets, environment files, customer keys or creating log groups.
pub const TASK_EXECUTION: &str = "service-role/AmazonECSTaskExecutionRolePolicy";

/// For the infrastructure role of services that attach EBS volumes to their tasks.
pub const INFRASTRUCTURE_VOLUMES: &str = "service-role/AmazonECSInfrastructureRolePolicyForVolumes";

/// For the infrastructure role of services that shift traffic between target groups (blue/green).
pub const INFRASTRUCTURE_LOAD_BALANCERS: &str = "AmazonECSInfrastructureRolePolicyForLoadBalancers";

/// For the infrastructure role of services that use TLS in Service Connect.
pub const INFRASTRUCTURE_SERVICE_CONNECT_TLS: &str =
    "service-role/AmazonECSInfrastructureRolePolicyForServiceConnectTransportLayerSecurity";

/// For the infrastructure role of services that register with VPC Lattice target groups.
pub const INFRASTRUCTURE_VPC_LATTICE: &str = "AmazonECSInfrastructureRolePolicyForVpcLattice";

/// For the infrastructure role of capacity providers that manage instances.
pub const INFRASTRUCTURE_MANAGED_INSTANCES: &str = "AmazonECSInfrastructureRolePolicyForManagedInstances";

/// For the instance profile of managed instances.
pub const INSTANCE_MANAGED_INSTANCES: &str = "AmazonECSInstanceRolePolicyForManagedInstances";

/// For the instance profile of container instances that the user runs.
pub const INSTANCE_EC2: &str = "service-role/AmazonEC2ContainerServiceforEC2Role";

/// For schedules and rules that start tasks.
pub const EVENTS: &str = "service-role/AmazonEC2ContainerServiceEventsRole";

/// For instances of one's own, outside of AWS, that ECS Anywhere registers through Systems Manager.
pub const SSM_INSTANCE: &str = "AmazonSSMManagedInstanceCore";

/// For sidecars that send traces to X-Ray.
pub const XRAY_WRITE: &str = "AWSXRayDaemonWriteAccess";

/// The managed policies of this module, each with its path.
pub const KNOWN: &[&str] = &[
    TASK_EXECUTION,
    INFRASTRUCTURE_VOLUMES,
    INFRASTRUCTURE_LOAD_BALANCERS,
    INFRASTRUCTURE_SERVICE_CONNECT_TLS,
    INFRASTRUCTURE_VPC_LATTICE,
    INFRASTRUCTURE_MANAGED_INSTANCES,
    INSTANCE_MANAGED_INSTANCES,
    INSTANCE_EC2,
    EVENTS,
    SSM_INSTANCE,
    XRAY_WRITE,
];

/// Returns the ARN of an AWS managed policy in a partition, such as `aws` or `aws-cn`.
pub fn arn(partition: &str, policy: &str) -> String {
    format!("arn:{partition}:iam::aws:policy/{policy}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arns() {
        assert_eq!(
            arn("aws", TASK_EXECUTION),
            "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
        );
        assert!(KNOWN.iter().all(|policy| policy.len() <= 512 && !policy.starts_with('/')));
    }
}
