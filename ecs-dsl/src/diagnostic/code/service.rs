//! ECS07 codes: services and what their tasks run on.

use super::Code;
use crate::diagnostic::Severity::{Error, Hint, Warning};

/// A service's name is missing or has a form that ECS does not take.
pub static NAME: Code = Code {
    id: "ECS0701",
    severity: Error,
    summary: "A service's name is missing or has a form that ECS does not take",
    why: "the name is part of the service's ARN: 1 to 255 letters, digits, `-` and `_`",
    aws: "CreateService, member serviceName",
    wrong: r#"Service::fargate("web app", &cluster, &task, network)"#,
    right: r#"Service::fargate("web-app", &cluster, &task, network)"#,
    rules: &["SV-001"],
};

/// Two services of a cluster have the same name.
pub static SAME_NAME: Code = Code {
    id: "ECS0702",
    severity: Error,
    summary: "Two services of a cluster have the same name",
    why: "a name is taken as long as a service of it is ACTIVE or DRAINING in the cluster",
    aws: "CreateService, member serviceName",
    wrong: r#"two requests with "serviceName": "web" and "cluster": "shop""#,
    right: r#""serviceName": "web" and "serviceName": "web-internal""#,
    rules: &["SV-002"],
};

/// A service says no task definition.
pub static TASK_DEFINITION_MISSING: Code = Code {
    id: "ECS0703",
    severity: Error,
    summary: "A service says no task definition",
    why: "only the controller EXTERNAL has it in task sets; every other service must say what runs",
    aws: "CreateService, member taskDefinition",
    wrong: r#"{ "serviceName": "web", "deploymentController": { "type": "ECS" }, … }"#,
    right: r#"{ "serviceName": "web", "taskDefinition": "web", … }"#,
    rules: &["SV-005"],
};

/// A cluster or task definition is referred to by something that names none.
pub static REFERENCE_FORM: Code = Code {
    id: "ECS0704",
    severity: Error,
    summary: "A cluster or task definition is referred to by something that names none",
    why: "a cluster is a name or an ARN; a task definition is a family, `family:revision` or an ARN",
    aws: "CreateService and RunTask, members cluster and taskDefinition",
    wrong: r#"{ "taskDefinition": "web:latest", … }"#,
    right: r#"{ "taskDefinition": "web:7", … }"#,
    rules: &["SV-003", "SV-004"],
};

/// A service refers to a resource of another region.
pub static OTHER_REGION: Code = Code {
    id: "ECS0705",
    severity: Error,
    summary: "A service refers to a resource of another region",
    why: "what a service uses lies in the service's own region; ECS does not look elsewhere",
    aws: "CreateService, members cluster, taskDefinition, loadBalancers, serviceRegistries and serviceConnectConfiguration",
    wrong: "a target group arn:aws:elasticloadbalancing:us-east-1:… in a stack of eu-central-1",
    right: "a target group arn:aws:elasticloadbalancing:eu-central-1:…",
    rules: &["SC-002", "SV-054"],
};

/// A member takes the ARN of a resource of another kind.
pub static ARN_KIND: Code = Code {
    id: "ECS0706",
    severity: Error,
    summary: "A member takes the ARN of a resource of another kind",
    why: "the API takes any text here and finds out later that it names no such resource",
    aws: "CreateService, members roleArn, targetGroupArn, productionListenerRule, registryArn and their like",
    wrong: r#"TargetGroup::arn("arn:aws:elasticloadbalancing:…:loadbalancer/app/web/…")"#,
    right: r#"TargetGroup::arn("arn:aws:elasticloadbalancing:…:targetgroup/web/…")"#,
    rules: &["SV-054", "IA-027"],
};

/// A service does not say how many tasks it runs, or says a negative number.
pub static DESIRED_COUNT: Code = Code {
    id: "ECS0707",
    severity: Error,
    summary: "A service does not say how many tasks it runs, or says a negative number",
    why: "with the strategy REPLICA, which is the default, ECS keeps a number of tasks running and must be told it",
    aws: "CreateService, member desiredCount",
    wrong: r#"{ "serviceName": "web", "taskDefinition": "web" }"#,
    right: r#"{ "serviceName": "web", "taskDefinition": "web", "desiredCount": 2 }"#,
    rules: &["SV-007", "SV-009"],
};

/// A daemon service has what only replicas have.
pub static DAEMON: Code = Code {
    id: "ECS0708",
    severity: Error,
    summary: "A daemon service has what only replicas have",
    why: "a daemon runs one task on each instance: ECS refuses a count, placement strategies, EBS volumes and other controllers for it, and Fargate has no instances",
    aws: "CreateService, member schedulingStrategy",
    wrong: r#"{ "schedulingStrategy": "DAEMON", "desiredCount": 2, … }"#,
    right: r#"{ "schedulingStrategy": "DAEMON", … }"#,
    rules: &["SV-008", "SV-030", "SV-031", "SV-032", "SV-033", "EB-017"],
};

/// A client token has a form that ECS does not take.
pub static CLIENT_TOKEN: Code = Code {
    id: "ECS0709",
    severity: Error,
    summary: "A client token has a form that ECS does not take",
    why: "the token is compared as it is: 36 printable ASCII characters at most for a service, 64 for a run",
    aws: "CreateService and RunTask, member clientToken",
    wrong: r#"{ "clientToken": "my token", … }"#,
    right: r#"{ "clientToken": "deploy-2024-06-01", … }"#,
    rules: &["SV-010", "OP-013"],
};

/// A member is an empty text.
pub static EMPTY_TEXT: Code = Code {
    id: "ECS0710",
    severity: Hint,
    summary: "A member is an empty text",
    why: "an empty text means the same as leaving the member out, and is not sent",
    aws: "CreateService, members role, clientToken and platformVersion",
    wrong: r#"{ "role": "", … }"#,
    right: "{ … }",
    rules: &["SV-021"],
};

/// A launch type and a capacity provider strategy stand side by side.
pub static LAUNCH_TYPE_AND_STRATEGY: Code = Code {
    id: "ECS0711",
    severity: Error,
    summary: "A launch type and a capacity provider strategy stand side by side",
    why: "the strategy says what the tasks run on, so a launch type beside it would say it twice",
    aws: "CreateService and RunTask, members launchType and capacityProviderStrategy",
    wrong: r#"{ "launchType": "FARGATE", "capacityProviderStrategy": [ … ], … }"#,
    right: r#"{ "capacityProviderStrategy": [{ "capacityProvider": "FARGATE", "weight": 1 }], … }"#,
    rules: &["SV-012"],
};

/// A launch type is given for capacity that only a strategy can name.
pub static LAUNCH_TYPE_OF_PROVIDER: Code = Code {
    id: "ECS0712",
    severity: Error,
    summary: "A launch type is given for capacity that only a strategy can name",
    why: "Managed Instances and Fargate Spot are capacity providers; a launch type does not say which provider is meant",
    aws: "CreateService and RunTask, member launchType",
    wrong: r#"{ "launchType": "FARGATE_SPOT", … }"#,
    right: "service.capacity_provider(FargateCapacity::Spot, 1)",
    rules: &["SV-013", "SV-014"],
};

/// A task definition does not run on what its service gives it.
pub static NOT_COMPATIBLE: Code = Code {
    id: "ECS0713",
    severity: Error,
    summary: "A task definition does not run on what its service gives it",
    why: "the revision was checked for its compatibilities alone, so ECS refuses to start it elsewhere; without a launch type and a strategy, services run on EC2",
    aws: "CreateService and RunTask, member taskDefinition; RegisterTaskDefinition, member requiresCompatibilities",
    wrong: r#"{ "launchType": "FARGATE", … } with "requiresCompatibilities": ["EC2"]"#,
    right: r#"{ "launchType": "FARGATE", … } with "requiresCompatibilities": ["FARGATE"]"#,
    rules: &["SV-015", "TD-018", "TD-019"],
};

/// A platform version is given for tasks that do not run on Fargate.
pub static PLATFORM_ELSEWHERE: Code = Code {
    id: "ECS0714",
    severity: Error,
    summary: "A platform version is given for tasks that do not run on Fargate",
    why: "only Fargate has platform versions; ECS refuses one for other tasks",
    aws: "CreateService and RunTask, member platformVersion",
    wrong: r#"{ "launchType": "EC2", "platformVersion": "1.4.0", … }"#,
    right: r#"{ "launchType": "EC2", … }"#,
    rules: &["SV-016"],
};

/// A platform version has a form that no version has.
pub static PLATFORM_FORM: Code = Code {
    id: "ECS0715",
    severity: Error,
    summary: "A platform version has a form that no version has",
    why: "a version is LATEST or a number such as 1.4.0",
    aws: "CreateService and RunTask, member platformVersion",
    wrong: r#"service.platform_version("1.4")"#,
    right: r#"service.platform_version("1.4.0")"#,
    rules: &["SV-016"],
};

/// A platform version lacks what the task definition or service uses.
pub static PLATFORM_TOO_OLD: Code = Code {
    id: "ECS0716",
    severity: Error,
    summary: "A platform version lacks what the task definition or service uses",
    why: "older platforms do not have the feature, so tasks could not be placed",
    aws: "CreateService and RunTask, member platformVersion",
    wrong: r#"service.platform_version("1.3.0")   // with an EFS volume"#,
    right: "no platform version, which means LATEST",
    rules: &[
        "SV-063", "TD-032", "TD-033", "TD-039", "TD-053", "CD-020", "CD-034", "CD-036", "CD-067", "HC-007",
    ],
};

/// A service has a role that ECS does not use for it.
pub static ROLE: Code = Code {
    id: "ECS0717",
    severity: Error,
    summary: "A service has a role that ECS does not use for it",
    why: "the role lets ECS call a load balancer for tasks outside awsvpc; with awsvpc, service discovery, several target groups or another controller the service-linked role does it",
    aws: "CreateService, member role",
    wrong: r#"{ "role": "ecsServiceRole", "networkConfiguration": { … }, … }"#,
    right: r#"{ "networkConfiguration": { … }, … }"#,
    rules: &["SV-017", "SV-018", "SV-019", "LB-007"],
};

/// A service's role is neither a role's name nor its ARN.
pub static ROLE_FORM: Code = Code {
    id: "ECS0718",
    severity: Error,
    summary: "A service's role is neither a role's name nor its ARN",
    why: "a role is meant by its name, by its path and name, or by its ARN where the path is not `/`",
    aws: "CreateService, member role",
    wrong: r#"{ "role": "service roles/web", … }"#,
    right: r#"{ "role": "arn:aws:iam::123456789012:role/service-roles/web", … }"#,
    rules: &["SV-020"],
};

/// Tasks with a network interface of their own have no network.
pub static NETWORK_MISSING: Code = Code {
    id: "ECS0719",
    severity: Error,
    summary: "Tasks with a network interface of their own have no network",
    why: "in the mode awsvpc each task gets an interface, and ECS must know the subnets for it",
    aws: "CreateService and RunTask, member networkConfiguration",
    wrong: r#"{ "taskDefinition": "web", "launchType": "FARGATE" }"#,
    right: r#"Service::fargate("web", &cluster, &task, Network::private(["subnet-…"], ["sg-…"]))"#,
    rules: &["SV-022", "SV-023", "TD-013"],
};

/// A network is given to tasks that have no network interface of their own.
pub static NETWORK_ELSEWHERE: Code = Code {
    id: "ECS0720",
    severity: Error,
    summary: "A network is given to tasks that have no network interface of their own",
    why: "in the modes bridge, host and none the tasks use the instance's network, and ECS refuses subnets for them",
    aws: "CreateService and RunTask, member networkConfiguration",
    wrong: r#"{ "networkConfiguration": { … }, … } with "networkMode": "bridge""#,
    right: r#""networkMode": "awsvpc", or no networkConfiguration"#,
    rules: &["SV-022"],
};

/// A network has more subnets or security groups than ECS takes.
pub static NETWORK_LIMIT: Code = Code {
    id: "ECS0721",
    severity: Error,
    summary: "A network has more subnets or security groups than ECS takes",
    why: "a network has at most 16 subnets and 5 security groups, all of one VPC",
    aws: "AwsVpcConfiguration, members subnets and securityGroups",
    wrong: "six security groups",
    right: "five security groups",
    rules: &["SV-024", "SV-025"],
};

/// A subnet or security group is not written as its id.
pub static NETWORK_ID: Code = Code {
    id: "ECS0722",
    severity: Error,
    summary: "A subnet or security group is not written as its id",
    why: "ECS takes ids that begin with `subnet-` and `sg-`, not names, and not one for the other",
    aws: "AwsVpcConfiguration, members subnets and securityGroups",
    wrong: r#"Network::private(["sg-0a1b2c3d"], ["subnet-0a1b2c3d"])"#,
    right: r#"Network::private(["subnet-0a1b2c3d"], ["sg-0a1b2c3d"])"#,
    rules: &["SV-024", "SV-025"],
};

/// A public address is asked for where tasks cannot have one.
pub static PUBLIC_IP_ELSEWHERE: Code = Code {
    id: "ECS0723",
    severity: Error,
    summary: "A public address is asked for where tasks cannot have one",
    why: "only Fargate gives an interface a public address; for tasks on instances ECS answers that it is not supported for the launch type",
    aws: "AwsVpcConfiguration, member assignPublicIp",
    wrong: r#"{ "launchType": "EC2", "networkConfiguration": { "awsvpcConfiguration": { "assignPublicIp": "ENABLED", … } }, … }"#,
    right: "a private network with NAT, or Fargate",
    rules: &["SV-027"],
};

/// Fargate tasks have placement constraints or strategies.
pub static PLACEMENT_ON_FARGATE: Code = Code {
    id: "ECS0724",
    severity: Error,
    summary: "Fargate tasks have placement constraints or strategies",
    why: "Fargate has no instances to choose among, and ECS refuses the members",
    aws: "CreateService and RunTask, members placementConstraints and placementStrategy",
    wrong: r#"{ "launchType": "FARGATE", "placementStrategy": [{ "type": "spread", … }], … }"#,
    right: r#"{ "launchType": "FARGATE", … }"#,
    rules: &["SV-035"],
};

/// There are more placement constraints or strategies than ECS takes.
pub static PLACEMENT_LIMIT: Code = Code {
    id: "ECS0725",
    severity: Error,
    summary: "There are more placement constraints or strategies than ECS takes",
    why: "a task has at most 10 constraints, those of its task definition counted, and 5 strategies",
    aws: "CreateService and RunTask, members placementConstraints and placementStrategy",
    wrong: "six strategies",
    right: "at most five",
    rules: &["SV-034", "SV-038", "OP-014"],
};

/// A placement constraint's expression does not suit its type.
pub static PLACEMENT_EXPRESSION: Code = Code {
    id: "ECS0726",
    severity: Error,
    summary: "A placement constraint's expression does not suit its type",
    why: "memberOf picks instances by an expression of at most 2000 characters; distinctInstance takes none",
    aws: "PlacementConstraint, members type and expression",
    wrong: r#"{ "type": "memberOf" }"#,
    right: r#"{ "type": "memberOf", "expression": "attribute:ecs.instance-type =~ m7g.*" }"#,
    rules: &["SV-037"],
};

/// A placement strategy's field does not suit its type.
pub static PLACEMENT_FIELD: Code = Code {
    id: "ECS0727",
    severity: Error,
    summary: "A placement strategy's field does not suit its type",
    why: "spread goes by instanceId, host or an attribute; binpack goes by cpu or memory",
    aws: "PlacementStrategy, members type and field",
    wrong: r#"{ "type": "binpack", "field": "disk" }"#,
    right: r#"{ "type": "binpack", "field": "memory" }"#,
    rules: &["SV-040", "SV-041"],
};

/// A random placement strategy has a field.
pub static PLACEMENT_FIELD_UNUSED: Code = Code {
    id: "ECS0728",
    severity: Warning,
    summary: "A random placement strategy has a field",
    why: "random chooses by nothing, so the field has no effect",
    aws: "PlacementStrategy, member field",
    wrong: r#"{ "type": "random", "field": "cpu" }"#,
    right: r#"{ "type": "random" }"#,
    rules: &["SV-042"],
};

/// A health check grace period is negative.
pub static GRACE_PERIOD: Code = Code {
    id: "ECS0729",
    severity: Error,
    summary: "A health check grace period is negative",
    why: "the period is counted in seconds from the start of a task, 0 to 2147483647",
    aws: "CreateService, member healthCheckGracePeriodSeconds",
    wrong: r#"{ "healthCheckGracePeriodSeconds": -1, … }"#,
    right: r#"{ "healthCheckGracePeriodSeconds": 60, … }"#,
    rules: &["SV-043"],
};

/// A health check grace period has nothing to wait for.
pub static GRACE_PERIOD_UNUSED: Code = Code {
    id: "ECS0730",
    severity: Warning,
    summary: "A health check grace period has nothing to wait for",
    why: "the period covers the checks of load balancers, VPC Lattice and containers; ECS has refused it for services with none",
    aws: "CreateService, member healthCheckGracePeriodSeconds",
    wrong: r#"{ "healthCheckGracePeriodSeconds": 60, … } without load balancers"#,
    right: "service.target(group, &port).health_check_grace_period(Seconds::new(60))",
    rules: &["SV-044"],
};

/// Managed tags are on and it is not said whose tags the tasks get.
pub static MANAGED_TAGS: Code = Code {
    id: "ECS0731",
    severity: Warning,
    summary: "Managed tags are on and it is not said whose tags the tasks get",
    why: "AWS asks to set propagateTags with enableECSManagedTags; ECS takes a request without and then propagates none, so this is a warning",
    aws: "CreateService, members enableECSManagedTags and propagateTags",
    wrong: "service.enable_ecs_managed_tags()",
    right: "service.enable_ecs_managed_tags().propagate_tags(PropagateTags::Service)",
    rules: &["SV-045"],
};

/// Zone rebalancing is on for a service that cannot have it.
pub static ZONE_REBALANCING: Code = Code {
    id: "ECS0732",
    severity: Warning,
    summary: "Zone rebalancing is on for a service that cannot have it",
    why: "ECS moves tasks between zones only for replicas on AWS's own capacity, with a maximum above 100 percent and no Classic Load Balancer",
    aws: "CreateService, member availabilityZoneRebalancing",
    wrong: "service.availability_zone_rebalancing(true)   // with a maximum of 100 percent",
    right: "service.availability_zone_rebalancing(true)   // with a maximum of 200 percent",
    rules: &["SV-050"],
};

/// A service has several service registries.
pub static REGISTRIES: Code = Code {
    id: "ECS0733",
    severity: Error,
    summary: "A service has several service registries",
    why: "ECS registers tasks in one Cloud Map service",
    aws: "CreateService, member serviceRegistries",
    wrong: r#"service.service_registry("arn:…").service_registry("arn:…")"#,
    right: r#"service.service_registry("arn:…")"#,
    rules: &["SV-051"],
};

/// A service registry does not say which container and port it is about, or says it twice.
pub static REGISTRY_TARGET: Code = Code {
    id: "ECS0734",
    severity: Error,
    summary: "A service registry does not say which container and port it is about, or says it twice",
    why: "outside awsvpc the address is that of a container's port on its instance, so containerName and containerPort are needed; with awsvpc an SRV record takes them or port, not both",
    aws: "ServiceRegistry, members containerName, containerPort and port",
    wrong: r#"service.service_registry("arn:…")   // with the network mode bridge"#,
    right: r#"service.service_registry_at("arn:…", &port)"#,
    rules: &["SV-052", "SV-053"],
};

/// ECS Exec is on and the tasks have no task role.
pub static EXEC_WITHOUT_ROLE: Code = Code {
    id: "ECS0735",
    severity: Error,
    summary: "ECS Exec is on and the tasks have no task role",
    why: "the agent in the task calls Systems Manager with the task role; ECS refuses the service without one",
    aws: "CreateService and RunTask, member enableExecuteCommand; RegisterTaskDefinition, member taskRoleArn",
    wrong: "service.enable_execute_command()   // with a task definition without taskRoleArn",
    right: "task.task_role(&role)",
    rules: &["SV-048"],
};

/// ECS Exec is on and the task role's policies do not allow it.
pub static EXEC_PERMISSIONS: Code = Code {
    id: "ECS0736",
    severity: Warning,
    summary: "ECS Exec is on and the task role's policies do not allow it",
    why: "the agent opens its channel with four ssmmessages actions; managed policies attached to the role may allow them too, which is not looked at",
    aws: "CreateService and RunTask, member enableExecuteCommand",
    wrong: "a task role with inline policies that allow s3:GetObject alone",
    right: r#"TaskRole::new("web").allow_exec()"#,
    rules: &["SV-048"],
};

/// ECS Exec is on and a container's root file system is read-only.
pub static EXEC_READONLY: Code = Code {
    id: "ECS0737",
    severity: Warning,
    summary: "ECS Exec is on and a container's root file system is read-only",
    why: "the agent writes its state and logs below /var/lib/amazon/ssm and /var/log/amazon/ssm; without them commands in that container fail",
    aws: "CreateService and RunTask, member enableExecuteCommand; ContainerDefinition, member readonlyRootFilesystem",
    wrong: "service.enable_execute_command()   // of a container with a read-only root",
    right: "volumes mounted at /var/lib/amazon/ssm and /var/log/amazon/ssm",
    rules: &["SV-048"],
};

/// A capacity provider strategy's numbers are outside their limits.
pub static STRATEGY_LIMIT: Code = Code {
    id: "ECS0738",
    severity: Error,
    summary: "A capacity provider strategy's numbers are outside their limits",
    why: "a strategy has at most 20 providers, weights of 0 to 1000 and a base of 0 to 100000",
    aws: "CapacityProviderStrategyItem, members weight and base",
    wrong: "service.capacity_provider(FargateCapacity::Spot, 1001)",
    right: "service.capacity_provider(FargateCapacity::Spot, 1000)",
    rules: &["SV-055", "SV-057", "SV-058"],
};

/// Several providers of a strategy have a base.
pub static STRATEGY_BASES: Code = Code {
    id: "ECS0739",
    severity: Error,
    summary: "Several providers of a strategy have a base",
    why: "the base is filled before any weight counts, so only one provider can have it",
    aws: "CapacityProviderStrategyItem, member base",
    wrong: "service.capacity_provider_with_base(FargateCapacity::OnDemand, 1, 1).capacity_provider_with_base(FargateCapacity::Spot, 1, 1)",
    right: "service.capacity_provider_with_base(FargateCapacity::OnDemand, 1, 1).capacity_provider(FargateCapacity::Spot, 1)",
    rules: &["SV-059"],
};

/// No provider of a strategy has a weight.
pub static STRATEGY_WEIGHTS: Code = Code {
    id: "ECS0740",
    severity: Error,
    summary: "No provider of a strategy has a weight",
    why: "a provider without a weight gets no tasks beyond its base, so with none the calls fail",
    aws: "CapacityProviderStrategyItem, member weight",
    wrong: "two providers of weight 0",
    right: "service.capacity_provider(FargateCapacity::OnDemand, 1).capacity_provider(FargateCapacity::Spot, 3)",
    rules: &["SV-060"],
};

/// A strategy uses a capacity provider that the cluster does not have.
pub static PROVIDER_NOT_ASSOCIATED: Code = Code {
    id: "ECS0741",
    severity: Error,
    summary: "A strategy uses a capacity provider that the cluster does not have",
    why: "a service uses providers that its cluster is associated with, FARGATE and FARGATE_SPOT too",
    aws: "CapacityProviderStrategyItem, member capacityProvider; CreateCluster, member capacityProviders",
    wrong: "service.capacity_provider(FargateCapacity::Spot, 1)   // on a cluster without it",
    right: r#"Cluster::new("main").capacity_provider(FargateCapacity::Spot)"#,
    rules: &["SV-056", "SV-061", "CL-009"],
};

/// A strategy mixes Fargate with instances.
pub static MIXED_PROVIDERS: Code = Code {
    id: "ECS0742",
    severity: Error,
    summary: "A strategy mixes Fargate with instances",
    why: "a strategy shares tasks out among providers of one kind: AWS's guide says Fargate or Auto Scaling groups, never both",
    aws: "CreateService and RunTask, member capacityProviderStrategy",
    wrong: "FARGATE and an Auto Scaling group in one strategy",
    right: "two services, each with its own strategy",
    rules: &["SV-062"],
};

/// FARGATE_SPOT is used for Windows tasks.
pub static SPOT_PLATFORM: Code = Code {
    id: "ECS0743",
    severity: Error,
    summary: "FARGATE_SPOT is used for Windows tasks",
    why: "Fargate Spot runs Linux tasks",
    aws: "CreateService and RunTask, member capacityProviderStrategy; RegisterTaskDefinition, member runtimePlatform",
    wrong: "service.capacity_provider(FargateCapacity::Spot, 1)   // with a Windows task",
    right: "service.capacity_provider(FargateCapacity::OnDemand, 1)",
    rules: &["SV-063"],
};

/// A metric configuration has metrics or a resolution that ECS does not have.
pub static METRICS: Code = Code {
    id: "ECS0744",
    severity: Error,
    summary: "A metric configuration has metrics or a resolution that ECS does not have",
    why: "a configuration names 1 to 5 of CPUUtilization and MemoryUtilization, and 20 or 60 seconds",
    aws: "MetricConfiguration, members metricNames and resolutionSeconds",
    wrong: r#"service.monitor(["CPUUtilization"], Seconds::new(30))"#,
    right: r#"service.monitor(["CPUUtilization"], Seconds::new(20))"#,
    rules: &["SV-064", "SV-065"],
};

/// Every code of the family.
pub static CODES: &[&Code] = &[
    &NAME,
    &SAME_NAME,
    &TASK_DEFINITION_MISSING,
    &REFERENCE_FORM,
    &OTHER_REGION,
    &ARN_KIND,
    &DESIRED_COUNT,
    &DAEMON,
    &CLIENT_TOKEN,
    &EMPTY_TEXT,
    &LAUNCH_TYPE_AND_STRATEGY,
    &LAUNCH_TYPE_OF_PROVIDER,
    &NOT_COMPATIBLE,
    &PLATFORM_ELSEWHERE,
    &PLATFORM_FORM,
    &PLATFORM_TOO_OLD,
    &ROLE,
    &ROLE_FORM,
    &NETWORK_MISSING,
    &NETWORK_ELSEWHERE,
    &NETWORK_LIMIT,
    &NETWORK_ID,
    &PUBLIC_IP_ELSEWHERE,
    &PLACEMENT_ON_FARGATE,
    &PLACEMENT_LIMIT,
    &PLACEMENT_EXPRESSION,
    &PLACEMENT_FIELD,
    &PLACEMENT_FIELD_UNUSED,
    &GRACE_PERIOD,
    &GRACE_PERIOD_UNUSED,
    &MANAGED_TAGS,
    &ZONE_REBALANCING,
    &REGISTRIES,
    &REGISTRY_TARGET,
    &EXEC_WITHOUT_ROLE,
    &EXEC_PERMISSIONS,
    &EXEC_READONLY,
    &STRATEGY_LIMIT,
    &STRATEGY_BASES,
    &STRATEGY_WEIGHTS,
    &PROVIDER_NOT_ASSOCIATED,
    &MIXED_PROVIDERS,
    &SPOT_PLATFORM,
    &METRICS,
];
