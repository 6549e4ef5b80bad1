//! SEC02 codes: the security baseline of services and clusters; that of containers has codes of its own.

use super::Code;
use crate::diagnostic::Severity::Warning;

/// A service's tasks get public addresses.
pub static PUBLIC_IP: Code = Code {
    id: "SEC0201",
    severity: Warning,
    summary: "A service's tasks get public addresses",
    why: "everyone can then reach what the security groups let in; Security Hub asks for none (ECS.2)",
    aws: "AwsVpcConfiguration, member assignPublicIp",
    wrong: r#"Network::public(["subnet-…"], ["sg-…"])"#,
    right: r#"Network::private(["subnet-…"], ["sg-…"])"#,
    rules: &["SV-028"],
};

/// A service stays on an old platform version.
pub static PLATFORM_PINNED: Code = Code {
    id: "SEC0202",
    severity: Warning,
    summary: "A service stays on an old platform version",
    why: "Fargate mends its platform in LATEST; a pinned version stays as it is and is retired some day (Security Hub ECS.10)",
    aws: "CreateService and RunTask, member platformVersion",
    wrong: r#"service.platform_version("1.4.0")"#,
    right: "no platform version, which means LATEST",
    rules: &[],
};

/// A cluster has Container Insights off.
pub static INSIGHTS_OFF: Code = Code {
    id: "SEC0203",
    severity: Warning,
    summary: "A cluster has Container Insights off",
    why: "without them CloudWatch has the CPU and memory of services alone, which is little to see an incident by (Security Hub ECS.12)",
    aws: "CreateCluster, member settings",
    wrong: r#"Cluster::new("main").container_insights(ContainerInsights::Disabled)"#,
    right: r#"Cluster::new("main").container_insights(ContainerInsights::Enabled)"#,
    rules: &[],
};

/// ECS Exec is on in production, and its sessions are not logged.
pub static EXEC_UNAUDITED: Code = Code {
    id: "SEC0204",
    severity: Warning,
    summary: "ECS Exec is on in production, and its sessions are not logged",
    why: "a shell in a production task leaves no record of what was done, unless the cluster sends the sessions to a log group or bucket",
    aws: "CreateService, member enableExecuteCommand; CreateCluster, member executeCommandConfiguration",
    wrong: "service.enable_execute_command()   // in the stage prod",
    right: r#"Cluster::new("main").exec_logging(ExecLogging::cloudwatch(&logs))"#,
    rules: &[],
};

/// A service has nothing that ends a failing deployment.
pub static NO_CIRCUIT_BREAKER: Code = Code {
    id: "SEC0205",
    severity: Warning,
    summary: "A service has nothing that ends a failing deployment",
    why: "without a circuit breaker or alarms ECS goes on starting tasks that fail, and nobody is told",
    aws: "DeploymentConfiguration, members deploymentCircuitBreaker and alarms",
    wrong: "Deployment::rolling()",
    right: "Deployment::rolling().circuit_breaker(CircuitBreaker::rollback())",
    rules: &[],
};

/// A service of one task is stopped while it is deployed.
pub static ONE_TASK_DOWN: Code = Code {
    id: "SEC0206",
    severity: Warning,
    summary: "A service of one task is stopped while it is deployed",
    why: "with a minimum below 100 percent ECS may stop the only task before the new one runs",
    aws: "DeploymentConfiguration, member minimumHealthyPercent",
    wrong: "service.desired_count(1).deployment(Deployment::rolling().minimum_healthy_percent(Percent::new(0)))",
    right: "service.desired_count(1).deployment(Deployment::rolling().minimum_healthy_percent(Percent::new(100)))",
    rules: &[],
};

/// All of a service's tasks run on Spot capacity.
pub static ALL_SPOT: Code = Code {
    id: "SEC0207",
    severity: Warning,
    summary: "All of a service's tasks run on Spot capacity",
    why: "AWS takes Spot capacity back at two minutes' notice, from all tasks at once if need be",
    aws: "CreateService, member capacityProviderStrategy",
    wrong: "service.capacity_provider(FargateCapacity::Spot, 1)",
    right: "service.capacity_provider_with_base(FargateCapacity::OnDemand, 1, 1).capacity_provider(FargateCapacity::Spot, 3)",
    rules: &[],
};

/// Every code of the family.
pub static CODES: &[&Code] = &[
    &PUBLIC_IP,
    &PLATFORM_PINNED,
    &INSIGHTS_OFF,
    &EXEC_UNAUDITED,
    &NO_CIRCUIT_BREAKER,
    &ONE_TASK_DOWN,
    &ALL_SPOT,
];
