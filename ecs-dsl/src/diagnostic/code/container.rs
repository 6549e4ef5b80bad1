//! ECS02 codes: what each container of a task definition says, ports, health, logs and volumes apart.

use super::Code;
use crate::diagnostic::Severity::{Error, Warning};

/// A container has no name, or one that ECS does not take.
pub static CONTAINER_NAME: Code = Code {
    id: "ECS0201",
    severity: Error,
    summary: "A container has no name, or one that ECS does not take",
    why: "a container has a name of 1 to 255 letters, digits, `-` and `_`, by which all else refers to it",
    aws: "ContainerDefinition, member name",
    wrong: r#"task.container("web.1", image)"#,
    right: r#"task.container("web-1", image)"#,
    rules: &["CD-001", "CD-002"],
};

/// A container has no image, or one that cannot be pulled.
pub static IMAGE: Code = Code {
    id: "ECS0202",
    severity: Error,
    summary: "A container has no image, or a malformed one",
    why: "an image is `registry/repository:tag`, at most 255 characters before a digest, and a digest is `sha256:` and 64 hex digits",
    aws: "ContainerDefinition, member image",
    wrong: r#"task.container("web", "nginx@sha256:1234")"#,
    right: r#"task.container("web", "nginx:1.27")"#,
    rules: &["CD-002", "CD-003", "CD-004", "CD-005"],
};

/// A container asks for CPU shares that the kernel does not give.
pub static CPU_CLAMPED: Code = Code {
    id: "ECS0203",
    severity: Warning,
    summary: "A container asks for fewer or more CPU shares than the kernel counts",
    why: "on Linux instances a container's CPU is a share from 2 to 262144; what lies outside is moved to the nearer end",
    aws: "ContainerDefinition, member cpu",
    wrong: "container.cpu(CpuUnits::new(1))",
    right: "container.cpu(CpuUnits::new(2))",
    rules: &["CD-007"],
};

/// A container has too little memory to start.
pub static MEMORY_FLOOR: Code = Code {
    id: "ECS0204",
    severity: Error,
    summary: "A container has less memory than Docker allows",
    why: "Docker starts no container with less than 6 MiB",
    aws: "ContainerDefinition, member memory and memoryReservation",
    wrong: "container.memory(Mib::new(4))",
    right: "container.memory(Mib::new(6))",
    rules: &["CD-008", "CD-009"],
};

/// A container reserves more memory than it may use.
pub static MEMORY_ORDER: Code = Code {
    id: "ECS0205",
    severity: Error,
    summary: "A container's reservation is not below its limit",
    why: "memory is the limit at which a container is killed, memoryReservation what is kept for it; where both are given, the limit is the larger",
    aws: "ContainerDefinition, member memory and memoryReservation",
    wrong: "container.memory(Mib::new(256)).memory_reservation(Mib::new(512))",
    right: "container.memory(Mib::new(512)).memory_reservation(Mib::new(256))",
    rules: &["CD-010"],
};

/// Links are used without a bridge network.
pub static LINKS: Code = Code {
    id: "ECS0206",
    severity: Error,
    summary: "A container is linked outside network mode bridge",
    why: "links are a feature of Docker's bridge network on Linux; in the other modes containers of a task meet on localhost, or not at all",
    aws: "ContainerDefinition, member links",
    wrong: r#"{ "networkMode": "awsvpc", "containerDefinitions": [{ "links": ["db"], … }], … }"#,
    right: r#"{ "networkMode": "bridge", "containerDefinitions": [{ "links": ["db"], … }], … }"#,
    rules: &["CD-013", "CD-014"],
};

/// A link has a form that Docker does not read.
pub static LINK_FORM: Code = Code {
    id: "ECS0207",
    severity: Error,
    summary: "A link is not of the form name or name:alias",
    why: "a link names a container, and with a colon the name by which it is known inside; each has up to 255 letters, digits, `-` and `_`",
    aws: "ContainerDefinition, member links",
    wrong: r#"{ "links": ["db:my database"], … }"#,
    right: r#"{ "links": ["db:my-database"], … }"#,
    rules: &["CD-015"],
};

/// A container refers to one that the task does not have.
pub static UNKNOWN_CONTAINER: Code = Code {
    id: "ECS0208",
    severity: Error,
    summary: "A task definition refers to a container that it does not have",
    why: "dependencies, links and shared volumes name containers of the same task definition",
    aws: "ContainerDependency, member containerName; VolumeFrom, member sourceContainer; ContainerDefinition, member links",
    wrong: r#"{ "dependsOn": [{ "containerName": "datbase", "condition": "START" }], … }"#,
    right: r#"{ "dependsOn": [{ "containerName": "database", "condition": "START" }], … }"#,
    rules: &["CD-030", "CD-062"],
};

/// A file of variables is no .env object of S3, or one of too many.
pub static ENVIRONMENT_FILE: Code = Code {
    id: "ECS0209",
    severity: Error,
    summary: "A file of variables is not a .env object of S3, or there are more than ten",
    why: "ECS reads up to ten files of variables, each an object of S3 whose name ends in .env",
    aws: "ContainerDefinition, member environmentFiles",
    wrong: r#"container.env_file("s3://config/web.env")"#,
    right: r#"container.env_file("arn:aws:s3:::config/web.env")"#,
    rules: &["CD-017", "CD-018"],
};

/// A variable is set twice.
pub static VARIABLE_TWICE: Code = Code {
    id: "ECS0210",
    severity: Warning,
    summary: "A container sets an environment variable twice",
    why: "a container has one value for each variable, and which of the two it is, ECS does not say",
    aws: "ContainerDefinition, member environment",
    wrong: r#"container.env("LOG_LEVEL", "info").env("LOG_LEVEL", "debug")"#,
    right: r#"container.env("LOG_LEVEL", "debug")"#,
    rules: &["CD-023"],
};

/// A secret has the name of another variable.
pub static SECRET_TWICE: Code = Code {
    id: "ECS0211",
    severity: Error,
    summary: "A container's secret has the name of another secret or variable",
    why: "secrets become environment variables, and ECS takes each name once over both lists",
    aws: "ContainerDefinition, member secrets",
    wrong: r#"container.env("DB_PASSWORD", "").secret("DB_PASSWORD", secret)"#,
    right: r#"container.secret("DB_PASSWORD", secret)"#,
    rules: &["CD-023"],
};

/// A secret is named in a form that ECS does not resolve.
pub static SECRET_REFERENCE: Code = Code {
    id: "ECS0212",
    severity: Error,
    summary: "A secret is named in a form that ECS does not resolve",
    why: "a value comes from a Secrets Manager secret by its full ARN, or from a Parameter Store parameter by its full ARN, or by its name where it lies in the task's own Region",
    aws: "Secret, member valueFrom; RepositoryCredentials, member credentialsParameter",
    wrong: r#"{ "name": "DB_PASSWORD", "valueFrom": "arn:aws:s3:::config/password" }"#,
    right: r#"{ "name": "DB_PASSWORD", "valueFrom": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf" }"#,
    rules: &["CD-024", "CD-025", "CD-026", "CD-027", "LC-018", "VO-022"],
};

/// A container waits for an essential one to end.
pub static WAITS_FOR_ESSENTIAL: Code = Code {
    id: "ECS0213",
    severity: Error,
    summary: "A container waits for an essential container to end",
    why: "when an essential container ends, the whole task is stopped, so what waits for its end never starts",
    aws: "ContainerDependency, member condition",
    wrong: "web.depends_on(&migration, ContainerCondition::Success)",
    right: "let migration = migration.essential(false); web.depends_on(&migration, ContainerCondition::Success)",
    rules: &["CD-031"],
};

/// A container waits for the health of one without a health check.
pub static WAITS_FOR_HEALTH: Code = Code {
    id: "ECS0214",
    severity: Error,
    summary: "A container waits for the health of a container without a health check",
    why: "ECS looks at the health checks of the task definition alone; one that is built into the image is not seen",
    aws: "ContainerDependency, member condition; ContainerDefinition, member healthCheck",
    wrong: "web.depends_on(&database, ContainerCondition::Healthy)",
    right: r#"let database = database.health_check(HealthCheck::shell("pg_isready")); web.depends_on(&database, ContainerCondition::Healthy)"#,
    rules: &["CD-032", "HC-008"],
};

/// Containers wait for each other.
pub static DEPENDENCY_CYCLE: Code = Code {
    id: "ECS0215",
    severity: Error,
    summary: "Containers wait for each other in a circle",
    why: "each would have to start before the other, so none ever does",
    aws: "ContainerDefinition, member dependsOn",
    wrong: "let web = web.depends_on(&admin, ContainerCondition::Start); admin.depends_on(&web, ContainerCondition::Start)",
    right: "admin.depends_on(&web, ContainerCondition::Start)",
    rules: &["CD-033"],
};

/// A start or stop timeout is out of range.
pub static TIMEOUT: Code = Code {
    id: "ECS0216",
    severity: Error,
    summary: "A start or stop timeout is shorter or longer than Fargate allows",
    why: "on Fargate a container has 2 to 120 seconds to start for those that wait for it, and 2 to 120 seconds to stop",
    aws: "ContainerDefinition, member startTimeout and stopTimeout",
    wrong: "container.stop_timeout(Seconds::new(300))",
    right: "container.stop_timeout(Seconds::new(120))",
    rules: &["CD-035", "CD-037"],
};

/// A container has a member that awsvpc does not offer.
pub static NOT_IN_AWSVPC: Code = Code {
    id: "ECS0217",
    severity: Error,
    summary: "A container sets names of hosts in network mode awsvpc",
    why: "with a network interface of its own, a task's host name and hosts file are ECS's to write",
    aws: "ContainerDefinition, member hostname and extraHosts",
    wrong: r#"{ "networkMode": "awsvpc", "containerDefinitions": [{ "hostname": "web", … }], … }"#,
    right: r#"{ "networkMode": "awsvpc", "containerDefinitions": [{ … }], … }"#,
    rules: &["CD-040", "CD-048"],
};

/// A container chooses its DNS in awsvpc.
pub static DNS_IN_AWSVPC: Code = Code {
    id: "ECS0218",
    severity: Warning,
    summary: "A container chooses its DNS servers or domains in network mode awsvpc",
    why: "a task with a network interface of its own asks the resolver of its VPC; AWS has refused these members there",
    aws: "ContainerDefinition, member dnsServers and dnsSearchDomains",
    wrong: r#"{ "networkMode": "awsvpc", "containerDefinitions": [{ "dnsServers": ["10.0.0.2"], … }], … }"#,
    right: "a DHCP option set of the VPC, or a Route 53 resolver rule",
    rules: &["CD-046", "CD-047"],
};

/// A user is written in a form that Docker does not read.
pub static USER: Code = Code {
    id: "ECS0219",
    severity: Error,
    summary: "A container's user is written in a form that Docker does not read",
    why: "a user is a name or an id that is not negative, and may have a group after a colon",
    aws: "ContainerDefinition, member user",
    wrong: r#"container.user("app:")"#,
    right: r#"container.user("1000:1000")"#,
    rules: &["CD-041"],
};

/// A container has a member that Windows does not offer.
pub static NOT_ON_WINDOWS: Code = Code {
    id: "ECS0220",
    severity: Error,
    summary: "A Windows container has a member that is Linux's alone",
    why: "Windows containers have no users by id, no privileges to give, no kernel settings and no resolver settings of their own",
    aws: "ContainerDefinition, member user, privileged, linuxParameters and others",
    wrong: r#"{ "user": "1000", … } with an operatingSystemFamily of Windows"#,
    right: "the same container without user",
    rules: &[
        "CD-042", "CD-043", "CD-044", "CD-045", "CD-046", "CD-047", "CD-048", "CD-058", "CD-066", "CD-088",
    ],
};

/// A container has a member that Fargate does not offer.
pub static NOT_ON_FARGATE: Code = Code {
    id: "ECS0221",
    severity: Error,
    summary: "A Fargate container has a member that Fargate does not offer",
    why: "a Fargate task has no host to reach: no privileges over it, no devices, no GPUs, no swap and no shared memory of a chosen size; a definition is held against every launch type it lists",
    aws: "ContainerDefinition, member privileged, dockerSecurityOptions, linuxParameters and resourceRequirements",
    wrong: r#"{ "requiresCompatibilities": ["FARGATE"], "containerDefinitions": [{ "privileged": true, … }], … }"#,
    right: r#"{ "requiresCompatibilities": ["EC2"], "containerDefinitions": [{ "privileged": true, … }], … }"#,
    rules: &["TD-018", "CD-044", "CD-050", "CD-083", "CD-089", "CD-091", "CD-096", "CD-098"],
};

/// A Fargate container sets another limit than nofile.
pub static FARGATE_ULIMIT: Code = Code {
    id: "ECS0222",
    severity: Error,
    summary: "A Fargate container sets another limit than nofile",
    why: "on Fargate the number of open files (65535 by default) can be changed, and no other limit",
    aws: "ContainerDefinition, member ulimits",
    wrong: "container.ulimit(UlimitName::Memlock, -1, -1)   // on Fargate",
    right: "container.ulimit(UlimitName::Nofile, 100_000, 100_000)",
    rules: &["CD-057"],
};

/// A Fargate container adds another capability than SYS_PTRACE.
pub static FARGATE_CAPABILITY: Code = Code {
    id: "ECS0223",
    severity: Error,
    summary: "A Fargate container adds another capability than SYS_PTRACE",
    why: "Fargate gives SYS_PTRACE alone, for tools that look into other processes of the task; any may be dropped",
    aws: "KernelCapabilities, member add",
    wrong: r#"container.add_capabilities(["NET_ADMIN"])"#,
    right: r#"container.add_capabilities(["SYS_PTRACE"])"#,
    rules: &["CD-100"],
};

/// A security option is none that ECS passes on.
pub static SECURITY_OPTION: Code = Code {
    id: "ECS0224",
    severity: Error,
    summary: "A Docker security option is none that ECS passes on",
    why: "ECS passes on no-new-privileges, apparmor:PROFILE, label:VALUE and credentialspec:PATH",
    aws: "ContainerDefinition, member dockerSecurityOptions",
    wrong: r#"container.docker_security_option("seccomp=unconfined")"#,
    right: r#"container.docker_security_option("no-new-privileges")"#,
    rules: &["CD-051"],
};

/// A credential spec is malformed, or one of several.
pub static CREDENTIAL_SPEC: Code = Code {
    id: "ECS0225",
    severity: Error,
    summary: "A credential spec is malformed, or there is more than one",
    why: "a container has one credential spec, credentialspec:ARN or credentialspecdomainless:ARN, whose ARN is of a parameter or of an object of S3",
    aws: "ContainerDefinition, member credentialSpecs",
    wrong: r#"{ "credentialSpecs": ["arn:aws:s3:::specs/web.json"], … }"#,
    right: r#"{ "credentialSpecs": ["credentialspec:arn:aws:s3:::specs/web.json"], … }"#,
    rules: &["CD-052", "CD-053"],
};

/// A soft limit is above its hard limit.
pub static ULIMIT_ORDER: Code = Code {
    id: "ECS0226",
    severity: Error,
    summary: "A soft limit is above its hard limit",
    why: "the kernel refuses a soft limit above the hard one, and the container does not start; -1 means no limit",
    aws: "Ulimit, members softLimit and hardLimit",
    wrong: "container.ulimit(UlimitName::Nofile, 65_536, 1024)",
    right: "container.ulimit(UlimitName::Nofile, 1024, 65_536)",
    rules: &["CD-056"],
};

/// A restart policy is out of its limits.
pub static RESTART_POLICY: Code = Code {
    id: "ECS0227",
    severity: Error,
    summary: "A restart policy is out of its limits",
    why: "a container must have run for 60 to 1800 seconds before it is restarted, and at most 50 exit codes can be exempt",
    aws: "ContainerRestartPolicy, members restartAttemptPeriod and ignoredExitCodes",
    wrong: "container.restart(Seconds::new(10))",
    right: "container.restart(Seconds::new(60))",
    rules: &["CD-060", "CD-061"],
};

/// A kernel setting is none that a container may have.
pub static SYSTEM_CONTROL: Code = Code {
    id: "ECS0228",
    severity: Error,
    summary: "A system control is none that a container may have for itself",
    why: "Docker sets those kernel parameters alone that each container has for itself: some of kernel.*, and fs.mqueue.* and net.*",
    aws: "SystemControl, member namespace",
    wrong: r#"container.system_control("vm.max_map_count", "262144")"#,
    right: r#"container.system_control("net.core.somaxconn", "1024")"#,
    rules: &["CD-068"],
};

/// A kernel setting would be the host's.
pub static SYSTEM_CONTROL_OF_HOST: Code = Code {
    id: "ECS0229",
    severity: Error,
    summary: "A system control is set in a namespace that the task shares with its host",
    why: "in network mode host the net.* parameters are the host's, and in IPC mode host those of IPC; ECS does not let a task change them",
    aws: "SystemControl, member namespace",
    wrong: r#"{ "networkMode": "host", "containerDefinitions": [{ "systemControls": [{ "namespace": "net.core.somaxconn", "value": "1024" }], … }], … }"#,
    right: r#"{ "networkMode": "awsvpc", "containerDefinitions": [{ "systemControls": [{ "namespace": "net.core.somaxconn", "value": "1024" }], … }], … }"#,
    rules: &["CD-069", "CD-071", "TD-044"],
};

/// A kernel setting is set by several containers that share it.
pub static SYSTEM_CONTROL_SHARED: Code = Code {
    id: "ECS0230",
    severity: Warning,
    summary: "Several containers set a system control that they share",
    why: "the containers of a task share its network in awsvpc, and in IPC mode task its IPC namespace: the container that starts last decides for all",
    aws: "SystemControl, member namespace",
    wrong: "net.core.somaxconn set on two containers of one awsvpc task",
    right: "net.core.somaxconn set on one of them",
    rules: &["CD-070", "TD-045"],
};

/// A resource requirement asks for what cannot be had.
pub static RESOURCE_VALUE: Code = Code {
    id: "ECS0231",
    severity: Error,
    summary: "A resource requirement has no usable amount",
    why: "a requirement has a value, for GPUs a number or ALL; a GPU may be shared instead, by one strategy and without a value",
    aws: "ResourceRequirement",
    wrong: r#"{ "type": "GPU", "value": "half" }"#,
    right: r#"{ "type": "GPU", "value": "1" }"#,
    rules: &["CD-073", "CD-074", "CD-075", "CD-077", "CD-079", "CD-080"],
};

/// Some containers share GPUs and some own them.
pub static GPU_MIX: Code = Code {
    id: "ECS0232",
    severity: Error,
    summary: "Some containers of a task share GPUs and some have their own",
    why: "the containers of a task all ask for whole GPUs or all for a share",
    aws: "ResourceRequirement, members value and sharingStrategy",
    wrong: "web.gpus(1); admin.gpu_share(Mib::gb(4), None)",
    right: "web.gpus(1); admin.gpus(1)",
    rules: &["CD-076"],
};

/// A resource is asked for where it is not offered.
pub static RESOURCE_PLACE: Code = Code {
    id: "ECS0233",
    severity: Error,
    summary: "A resource is asked for where ECS does not offer it",
    why: "GPUs are not shared on external instances; Neuron devices are had on Managed Instances alone, all of them, by one container of a task",
    aws: "ResourceRequirement",
    wrong: r#"{ "requiresCompatibilities": ["EC2"], "containerDefinitions": [{ "resourceRequirements": [{ "type": "NeuronDevice", "value": "ALL" }], … }], … }"#,
    right: r#"{ "requiresCompatibilities": ["MANAGED_INSTANCES"], "containerDefinitions": [{ "resourceRequirements": [{ "type": "NeuronDevice", "value": "ALL" }], … }], … }"#,
    rules: &["CD-078", "CD-081"],
};

/// A log router has an option that FireLens does not know.
pub static ROUTER_OPTION: Code = Code {
    id: "ECS0234",
    severity: Error,
    summary: "A log router has an option that FireLens does not know",
    why: "FireLens knows enable-ecs-log-metadata, config-file-type and config-file-value; Fargate takes its configuration from a file of the image alone",
    aws: "FirelensConfiguration, member options",
    wrong: r#"{ "type": "fluentbit", "options": { "config-file": "/extra.conf" } }"#,
    right: r#"{ "type": "fluentbit", "options": { "config-file-type": "file", "config-file-value": "/extra.conf" } }"#,
    rules: &["CD-085", "CD-086"],
};

/// A task has two log routers, or logs to one it does not have.
pub static ROUTER_COUNT: Code = Code {
    id: "ECS0235",
    severity: Error,
    summary: "A task has two log routers, or sends output to one that it does not have",
    why: "the driver awsfirelens hands a container's output to the one container of the task that has a firelensConfiguration",
    aws: "ContainerDefinition, member firelensConfiguration",
    wrong: r#"web.logs(Logs::firelens([("Name", "datadog")]))   // in a task without a router"#,
    right: r#"task.container("log-router", image).log_router(Firelens::fluent_bit())"#,
    rules: &["CD-087"],
};

/// A file system in memory is malformed.
pub static TMPFS: Code = Code {
    id: "ECS0236",
    severity: Error,
    summary: "A file system in memory has no absolute path, no size or an unknown option",
    why: "a tmpfs has an absolute path, a size in MiB, and mount options of a fixed list",
    aws: "Tmpfs",
    wrong: r#"container.tmpfs("cache", Mib::new(64), ["rw"])"#,
    right: r#"container.tmpfs("/cache", Mib::new(64), ["rw"])"#,
    rules: &["CD-092", "CD-094"],
};

/// A swap setting is out of range.
pub static SWAP: Code = Code {
    id: "ECS0237",
    severity: Error,
    summary: "A swap setting is out of range",
    why: "maxSwap is 0 MiB or more, swappiness 0 to 100",
    aws: "LinuxParameters, members maxSwap and swappiness",
    wrong: r#"{ "maxSwap": 512, "swappiness": 120 }"#,
    right: r#"{ "maxSwap": 512, "swappiness": 60 }"#,
    rules: &["CD-095", "CD-097"],
};

/// A swappiness has no effect.
pub static SWAPPINESS_IGNORED: Code = Code {
    id: "ECS0238",
    severity: Warning,
    summary: "A swappiness is set without an amount of swap",
    why: "without maxSwap, ECS ignores swappiness",
    aws: "LinuxParameters, member swappiness",
    wrong: r#"{ "swappiness": 60 }"#,
    right: r#"{ "maxSwap": 512, "swappiness": 60 }"#,
    rules: &["CD-097"],
};

/// A capability is none that Linux has.
pub static CAPABILITY: Code = Code {
    id: "ECS0239",
    severity: Error,
    summary: "A capability is none that Docker knows",
    why: "capabilities are ALL or names such as NET_ADMIN, in capitals and without CAP_",
    aws: "KernelCapabilities, members add and drop",
    wrong: r#"container.drop_capabilities(["CAP_NET_RAW"])"#,
    right: r#"container.drop_capabilities(["NET_RAW"])"#,
    rules: &["CD-101"],
};

/// Capabilities of a privileged container have no effect.
pub static CAPABILITIES_IGNORED: Code = Code {
    id: "ECS0240",
    severity: Warning,
    summary: "A privileged container adds or drops capabilities",
    why: "a privileged container has every capability, and ECS ignores the lists",
    aws: "LinuxParameters, member capabilities",
    wrong: r#"container.privileged().drop_capabilities(["NET_RAW"])"#,
    right: r#"container.drop_capabilities(["NET_RAW"])"#,
    rules: &["CD-102"],
};

/// A variable's name is empty or has an equals sign.
pub static VARIABLE_NAME: Code = Code {
    id: "ECS0241",
    severity: Error,
    summary: "A variable's name is empty or has an equals sign",
    why: "a container gets NAME=value, so a program would find another variable than was meant, or none",
    aws: "ContainerDefinition, members environment[].name and secrets[].name",
    wrong: r#"container.env("LOG_LEVEL=info", "")"#,
    right: r#"container.env("LOG_LEVEL", "info")"#,
    rules: &[],
};

/// Every code of the family.
pub static CODES: &[&Code] = &[
    &CONTAINER_NAME,
    &IMAGE,
    &CPU_CLAMPED,
    &MEMORY_FLOOR,
    &MEMORY_ORDER,
    &LINKS,
    &LINK_FORM,
    &UNKNOWN_CONTAINER,
    &ENVIRONMENT_FILE,
    &VARIABLE_TWICE,
    &SECRET_TWICE,
    &SECRET_REFERENCE,
    &WAITS_FOR_ESSENTIAL,
    &WAITS_FOR_HEALTH,
    &DEPENDENCY_CYCLE,
    &TIMEOUT,
    &NOT_IN_AWSVPC,
    &DNS_IN_AWSVPC,
    &USER,
    &NOT_ON_WINDOWS,
    &NOT_ON_FARGATE,
    &FARGATE_ULIMIT,
    &FARGATE_CAPABILITY,
    &SECURITY_OPTION,
    &CREDENTIAL_SPEC,
    &ULIMIT_ORDER,
    &RESTART_POLICY,
    &SYSTEM_CONTROL,
    &SYSTEM_CONTROL_OF_HOST,
    &SYSTEM_CONTROL_SHARED,
    &RESOURCE_VALUE,
    &GPU_MIX,
    &RESOURCE_PLACE,
    &ROUTER_OPTION,
    &ROUTER_COUNT,
    &TMPFS,
    &SWAP,
    &SWAPPINESS_IGNORED,
    &CAPABILITY,
    &CAPABILITIES_IGNORED,
    &VARIABLE_NAME,
];
