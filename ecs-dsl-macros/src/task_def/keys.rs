//! The keys of a task definition and of a container that are the builders' methods of the same name.

use crate::support::call::{Method, arguments, nothing, one, switch};
use crate::support::launch::{
    DOCKER_NETWORK, GPUS, HOST, ON_FARGATE, ON_MANAGED_INSTANCES, PLACEMENT_CONSTRAINTS, TASK_SIZE,
};
use crate::support::value::{Choice, Kind, SECONDS};

use Kind::{Any, Cpu, Memory, Number, Text};

const LOGS: Kind = Kind::Built("where output goes", "logs = Logs::cloudwatch(&group)");

/// The methods of `TaskDef`.
pub(crate) static TASK: &[Method] = &[
    one("task_role", Any),
    one("execution_role", Any),
    one("logs", LOGS),
    arguments(
        "platform",
        &[Kind::Choice(&SYSTEM), Kind::Choice(&ARCHITECTURE)],
        "platform(\"WINDOWS_SERVER_2022_CORE\", \"X86_64\")",
    ),
    nothing("arm64"),
    one("ephemeral_storage", Kind::Storage).on(&ON_FARGATE),
    one("cpu", Cpu).on(&TASK_SIZE),
    one("memory", Memory).on(&TASK_SIZE),
    one("pid_mode", Kind::Choice(&PID_MODE)).on(&HOST),
    one("ipc_mode", Kind::Choice(&IPC_MODE)).on(&HOST),
    nothing("share_processes"),
    nothing("enable_fault_injection"),
    one("place_on", Kind::MemberOf).repeats().on(&PLACEMENT_CONSTRAINTS),
    arguments("trusted_execution", &[Any, Any], "trusted_execution(IsolationMode::…, None)")
        .on(&ON_MANAGED_INSTANCES),
    arguments("tag", &[Text, Text], "tag(\"team\", \"shop\")").repeats(),
    one("keep_revisions", Number),
    one("customize", Any).repeats(),
    arguments("allow", &[Kind::Code, Text], "allow(\"SEC0103\", \"the reason\")").repeats(),
    nothing("retain"),
];

/// The keys of a task definition with a form of their own.
pub(crate) const TASK_FORMS: &[&str] = &[
    "family",
    "fargate",
    "ec2",
    "external",
    "managed_instances",
    "args",
    "volumes",
    "app_mesh_proxy",
    "tags",
    "with",
    "crate",
];

/// The methods of `Container`.
pub(crate) static CONTAINER: &[Method] = &[
    switch("essential"),
    one("start_timeout", SECONDS),
    one("stop_timeout", SECONDS),
    one("restart", Kind::Seconds(60, 1800, "`restart`")),
    one("ignore_exit_codes", Any),
    switch("pin_image_version"),
    nothing("unmanaged_image"),
    nothing("interactive"),
    nothing("pseudo_terminal"),
    one("cpu", Cpu),
    one("memory", Memory),
    one("memory_reservation", Memory),
    arguments("ulimit", &[Kind::Choice(&ULIMIT), Number, Number], "ulimit(\"nofile\", 65_536, 65_536)")
        .repeats(),
    one("gpus", Number).on(&GPUS),
    arguments("gpu_share", &[Memory, Any], "gpu_share(\"2 GB\", None)").on(&GPUS),
    nothing("neuron_devices").on(&ON_MANAGED_INSTANCES),
    one("user", Text),
    nothing("readonly_root_filesystem"),
    nothing("init_process"),
    one("add_capabilities", Kind::List),
    one("drop_capabilities", Kind::List),
    arguments("tmpfs", &[Text, Memory, Any], "tmpfs(\"/tmp\", \"64 MiB\", [\"noexec\"])").repeats(),
    arguments("system_control", &[Text, Text], "system_control(\"net.core.somaxconn\", \"1024\")").repeats(),
    nothing("privileged").on(&HOST),
    one("device", Any).repeats().on(&HOST),
    one("shared_memory", Memory).on(&HOST),
    arguments("swap", &[Memory, Any], "swap(\"512 MiB\", Some(60))").on(&HOST),
    one("docker_security_option", Text).repeats().on(&HOST),
    one("credential_spec", Text).repeats(),
    one("logs", LOGS),
    arguments("log_driver", &[Any, Any], "log_driver(LogDriver::Journald, [(\"tag\", \"web\")])").on(&HOST),
    nothing("disable_networking"),
    one("hostname", Text).on(&HOST),
    arguments("extra_host", &[Text, Text], "extra_host(\"db\", \"10.0.0.5\")").repeats().on(&HOST),
    one("dns_servers", Kind::List),
    one("dns_search_domains", Kind::List),
    arguments("port_range", &[Number, Number], "port_range(8000, 8099)").repeats(),
    one("env_file", Text).repeats(),
    one("command", Kind::List),
    one("entry_point", Kind::List),
    one("working_directory", Text),
    one("registry_credentials", Any),
    arguments("docker_label", &[Text, Text], "docker_label(\"com.example.team\", \"shop\")").repeats(),
    one("customize", Any).repeats(),
];

/// The keys of a container with a form of their own.
pub(crate) const CONTAINER_FORMS: &[&str] = &[
    "name",
    "image",
    "ports",
    "env",
    "secrets",
    "depends_on",
    "mounts",
    "volumes_from",
    "links",
    "health_check",
    "log_router",
    "with",
];

/// The methods of `HealthCheck`.
pub(crate) static HEALTH_CHECK: &[Method] = &[
    one("interval", Kind::Seconds(5, 300, "the time between two health checks")),
    one("timeout", Kind::Seconds(2, 60, "the time a health check may take")),
    one("retries", Number),
    one("start_period", Kind::Seconds(0, 300, "the time in which failures do not count")),
];

/// The methods of `Firelens`.
pub(crate) static LOG_ROUTER: &[Method] =
    &[switch("ecs_log_metadata"), one("config_file", Text), one("config_object", Text)];

/// The methods of `Port`.
pub(crate) static PORT: &[Method] =
    &[one("app_protocol", Kind::Choice(&PROTOCOL)), one("host_port", Number).on(&HOST)];

/// Links need Docker's own network.
pub(super) static LINKS: &crate::support::launch::Capability = &DOCKER_NETWORK;

pub(super) static NETWORK_MODE: Choice = Choice {
    noun: "network mode",
    path: "api::ecs::NetworkMode",
    values: &[("awsvpc", "Awsvpc"), ("bridge", "Bridge"), ("host", "Host"), ("none", "None")],
};

pub(super) static CONDITION: Choice = Choice {
    noun: "condition of a dependency",
    path: "api::ecs::ContainerCondition",
    values: &[("START", "Start"), ("COMPLETE", "Complete"), ("SUCCESS", "Success"), ("HEALTHY", "Healthy")],
};

static PID_MODE: Choice = Choice {
    noun: "process namespace",
    path: "api::ecs::PidMode",
    values: &[("host", "Host"), ("task", "Task")],
};

static IPC_MODE: Choice = Choice {
    noun: "IPC namespace",
    path: "api::ecs::IpcMode",
    values: &[("host", "Host"), ("task", "Task"), ("none", "None")],
};

static PROTOCOL: Choice = Choice {
    noun: "application protocol",
    path: "api::ecs::ApplicationProtocol",
    values: &[("http", "Http"), ("http2", "Http2"), ("grpc", "Grpc")],
};

static ARCHITECTURE: Choice = Choice {
    noun: "processor architecture",
    path: "api::ecs::CpuArchitecture",
    values: &[("X86_64", "X86_64"), ("ARM64", "Arm64")],
};

pub(super) static SYSTEM: Choice = Choice {
    noun: "operating system",
    path: "api::ecs::OsFamily",
    values: &[
        ("LINUX", "Linux"),
        ("WINDOWS_SERVER_2025_CORE", "WindowsServer2025Core"),
        ("WINDOWS_SERVER_2025_FULL", "WindowsServer2025Full"),
        ("WINDOWS_SERVER_2022_CORE", "WindowsServer2022Core"),
        ("WINDOWS_SERVER_2022_FULL", "WindowsServer2022Full"),
        ("WINDOWS_SERVER_2019_CORE", "WindowsServer2019Core"),
        ("WINDOWS_SERVER_2019_FULL", "WindowsServer2019Full"),
        ("WINDOWS_SERVER_2016_FULL", "WindowsServer2016Full"),
        ("WINDOWS_SERVER_2004_CORE", "WindowsServer2004Core"),
        ("WINDOWS_SERVER_20H2_CORE", "WindowsServer20H2Core"),
    ],
};

static ULIMIT: Choice = Choice {
    noun: "resource limit",
    path: "api::ecs::UlimitName",
    values: &[
        ("core", "Core"),
        ("cpu", "Cpu"),
        ("data", "Data"),
        ("fsize", "Fsize"),
        ("locks", "Locks"),
        ("memlock", "Memlock"),
        ("msgqueue", "Msgqueue"),
        ("nice", "Nice"),
        ("nofile", "Nofile"),
        ("nproc", "Nproc"),
        ("rss", "Rss"),
        ("rtprio", "Rtprio"),
        ("rttime", "Rttime"),
        ("sigpending", "Sigpending"),
        ("stack", "Stack"),
    ],
};
