//! The keys of a stack's fields that are the builders' methods of the same name.

use crate::support::call::{Method, arguments, nothing, one, switch};
use crate::support::launch::{DAEMON, EBS, IN_VPC, ON_FARGATE, PLACEMENT, PLACEMENT_CONSTRAINTS};
use crate::support::value::{Choice, Kind, SECONDS};

use Kind::{Any, Number, Text};

const TAG: Method = arguments("tag", &[Text, Text], "tag(\"team\", \"shop\")").repeats();
const CUSTOMIZE: Method = one("customize", Any).repeats();
const ALLOW: Method = arguments("allow", &[Kind::Code, Text], "allow(\"SEC0103\", \"the reason\")").repeats();
const RETAIN: Method = nothing("retain");
const WEIGHTED: Method =
    arguments("capacity_provider", &[Any, Number], "capacity_provider(FargateCapacity::Spot, 3)").repeats();

const WEIGHTED_WITH_BASE: Method = arguments(
    "capacity_provider_with_base",
    &[Any, Number, Number],
    "capacity_provider_with_base(FargateCapacity::OnDemand, 1, 1)",
)
.repeats();

pub(crate) static STACK: &[Method] = &[
    one("region", Text),
    one("account", Text),
    arguments("tag", &[Text, Text], "tag(\"team\", \"shop\")").repeats(),
    one("permissions_boundary", Text),
    nothing("roll_back_on_failure"),
];

pub(crate) static CLUSTER: &[Method] = &[
    one("container_insights", Kind::Choice(&INSIGHTS)),
    one("exec_logging", Kind::Built("where sessions go", "exec_logging = ExecLogging::cloudwatch(&group)")),
    one("fargate_storage_key", Text),
    one("managed_storage_key", Text),
    one("service_connect_namespace", Text),
    one("capacity_provider", Any).repeats(),
    arguments(
        "default_capacity_provider",
        &[Any, Number, Any],
        "default_capacity_provider(FargateCapacity::Spot, 1, None)",
    )
    .repeats(),
    TAG,
    CUSTOMIZE,
    ALLOW,
    RETAIN,
];

pub(crate) static LOG_GROUP: &[Method] = &[
    one("retention", Kind::Retention),
    one("class", Any),
    one("kms_key", Text),
    nothing("deletion_protection"),
    TAG,
    CUSTOMIZE,
    ALLOW,
    RETAIN,
];

pub(crate) static ROLE: &[Method] = &[
    arguments(
        "allow_on",
        &[Kind::Actions, Any],
        "allow_on([\"s3:GetObject\"], [\"arn:aws:s3:::uploads/*\"])",
    )
    .repeats(),
    one("statement", Any).repeats(),
    arguments("policy", &[Text, Any], "policy(\"uploads\", document)").repeats(),
    one("managed_policy", Text).repeats(),
    one("trust", Any),
    one("path", Text),
    one("description", Text),
    one("max_session_duration", Kind::Seconds(3600, 43_200, "a session")),
    one("permissions_boundary", Text),
    nothing("allow_exec"),
    TAG,
    CUSTOMIZE,
    ALLOW,
    RETAIN,
];

pub(crate) static CAPACITY_PROVIDER: &[Method] = &[
    one(
        "managed_scaling",
        Kind::Built("a setting of scaling", "managed_scaling = ManagedScaling::target(Percent::new(90))"),
    ),
    nothing("termination_protection"),
    switch("managed_draining"),
    one("instance_requirements", Any),
    one("storage", Kind::Storage),
    one("capacity_option", Any),
    nothing("detailed_monitoring"),
    one("scale_in_after", Any),
    nothing("propagate_tags"),
    one("infrastructure_role", Any),
    one("instance_profile", Text),
    TAG,
    CUSTOMIZE,
    ALLOW,
    RETAIN,
];

pub(crate) static SERVICE: &[Method] = &[
    one("desired_count", Number),
    one("autoscaled", Number),
    WEIGHTED,
    WEIGHTED_WITH_BASE,
    one("platform_version", Text).on(&ON_FARGATE),
    one(
        "deployment",
        Kind::Built(
            "a deployment",
            "deployment = Deployment::rolling().circuit_breaker(CircuitBreaker::rollback())",
        ),
    ),
    nothing("replica"),
    nothing("daemon").on(&DAEMON),
    nothing("enable_execute_command"),
    nothing("enable_ecs_managed_tags"),
    one("propagate_tags", Kind::Choice(&PROPAGATE)),
    switch("availability_zone_rebalancing").on(&IN_VPC),
    arguments("monitor", &[Any, SECONDS], "monitor([\"CPUUtilization\"], \"20s\")").repeats(),
    arguments("target", &[Any, Any], "target(group, &web.ports.http)").repeats().on(&IN_VPC),
    arguments("classic_load_balancer", &[Text, Any], "classic_load_balancer(\"web\", &web.ports.http)")
        .repeats()
        .on(&IN_VPC),
    one("health_check_grace_period", SECONDS).on(&IN_VPC),
    one("service_registry", Text).on(&IN_VPC),
    arguments("service_registry_at", &[Text, Any], "service_registry_at(\"arn:…\", &web.ports.http)")
        .on(&IN_VPC),
    one("service_connect", Kind::Built("a mesh", "service_connect = ServiceConnect::client()")).on(&IN_VPC),
    arguments("lattice_target", &[Any, Any], "lattice_target(target, &web.ports.http)").repeats().on(&IN_VPC),
    arguments("gateway_connector", &[Any, Any], "gateway_connector(connector, &web.ports.http)").on(&IN_VPC),
    arguments("ebs_volume", &[Any, Any], "ebs_volume(&web.volumes.scratch, Ebs::gp3(Gib::new(50)))").on(&EBS),
    one("spread_over", Text).repeats().on(&PLACEMENT),
    nothing("spread_over_zones").on(&PLACEMENT),
    nothing("binpack_cpu").on(&PLACEMENT),
    nothing("binpack_memory").on(&PLACEMENT),
    nothing("place_at_random").on(&PLACEMENT),
    one("place_on", Kind::MemberOf).repeats().on(&PLACEMENT_CONSTRAINTS),
    nothing("distinct_instances").on(&PLACEMENT_CONSTRAINTS),
    TAG,
    CUSTOMIZE,
    ALLOW,
    RETAIN,
];

pub(crate) static RUN_TASK: &[Method] = &[
    one("count", Number),
    WEIGHTED,
    WEIGHTED_WITH_BASE,
    one("platform_version", Text).on(&ON_FARGATE),
    nothing("enable_execute_command"),
    nothing("enable_ecs_managed_tags"),
    one("propagate_tags", Kind::Choice(&PROPAGATE)),
    one("started_by", Text),
    one("group", Text),
    one("reference_id", Text),
    arguments("ebs_volume", &[Any, Any], "ebs_volume(&job.volumes.scratch, Ebs::gp3(Gib::new(50)))").on(&EBS),
    arguments(
        "ebs_volume_to_keep",
        &[Any, Any],
        "ebs_volume_to_keep(&job.volumes.results, Ebs::gp3(Gib::new(50)))",
    )
    .on(&EBS),
    arguments(
        "override_container",
        &[Any, Any],
        "override_container(&web.containers.app, ContainerOverride::new().command([\"bin/migrate\"]))",
    )
    .repeats(),
    one("override_cpu", Kind::Cpu),
    one("override_memory", Kind::Memory),
    one("override_task_role", Any),
    one("override_execution_role", Any),
    one("override_ephemeral_storage", Kind::Storage).on(&ON_FARGATE),
    one("spread_over", Text).repeats().on(&PLACEMENT),
    nothing("spread_over_zones").on(&PLACEMENT),
    nothing("binpack_cpu").on(&PLACEMENT),
    nothing("binpack_memory").on(&PLACEMENT),
    nothing("place_at_random").on(&PLACEMENT),
    one("place_on", Kind::MemberOf).repeats().on(&PLACEMENT_CONSTRAINTS),
    nothing("distinct_instances").on(&PLACEMENT_CONSTRAINTS),
    TAG,
    CUSTOMIZE,
    ALLOW,
    RETAIN,
];

static INSIGHTS: Choice = Choice {
    noun: "setting of Container Insights",
    path: "resource::cluster::ContainerInsights",
    values: &[("enhanced", "Enhanced"), ("enabled", "Enabled"), ("disabled", "Disabled")],
};

static PROPAGATE: Choice = Choice {
    noun: "source of tags",
    path: "api::ecs::PropagateTags",
    values: &[("SERVICE", "Service"), ("TASK_DEFINITION", "TaskDefinition"), ("NONE", "None")],
};
