//! Every key of the derives, against the builders' calls that it stands for.

use ecs_dsl::api::ecs::{
    CapacityOptionType, Device, DockerVolumeConfiguration, InstanceRequirements, IpcMode, IsolationMode,
    LogDriver, PidMode,
};
use ecs_dsl::contract::{self, ContainerEnv};
use ecs_dsl::prelude::*;
use ecs_dsl::resource::task_definition::S3FilesVolume;
use ecs_dsl::{App, Env, assembly};

/// Returns the manifest, whatever the rules say of so full a stack.
fn manifest(add: impl ecs_dsl::resource::Add) -> String {
    let stack = Stack::new("keys", &Env::new()).region("eu-west-1").account("111122223333").add(add);
    assembly::assemble(&App::new().stack(stack)).0.stacks[0].to_json()
}

fn group() -> &'static str {
    "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/0123456789abcdef"
}

#[derive(ContainerEnv)]
#[allow(dead_code, reason = "the stack's side alone is under test")]
struct WebEnv {
    log_level: String,
    token: contract::Secret<String>,
}

#[derive(ContainerEnv)]
#[allow(dead_code, reason = "the stack's side alone is under test")]
struct NoEnv {
    #[env(default = 5)]
    workers: u8,
}

/// All that Fargate has.
#[derive(TaskDef)]
#[task_def(
    args(role: &TaskRole, pull: &ExecutionRole),
    family = "full",
    fargate(cpu = 1024, memory = "4 GB"),
    platform("LINUX", CpuArchitecture::X86_64),
    ephemeral_storage = "50 GiB",
    task_role = role,
    execution_role = pull,
    share_processes,
    keep_revisions = 10,
    enable_fault_injection = false,
    app_mesh_proxy(side_car, [("AppPorts", "8080")]),
    tags(team = "shop", "cost centre" = "7"),
    tag("stage", "dev"),
    volumes(cache, files = s3_files(S3FilesVolume::new("arn:aws:s3files:eu-west-1:111122223333:file-system/fs-1")), scratch = ebs),
    customize = |request| request.enable_fault_injection = Some(true),
    with = |task| task.tag("with", "yes"),
    retain,
)]
struct Full {
    #[container(
        image = "public.ecr.aws/nginx/nginx:1.29",
        essential,
        ports(http = 80, dns = udp(53), grpc = tcp(9090, name = "rpc", app_protocol = "grpc")),
        port_range(8000, 8009),
        env = WebEnv { log_level: "info", token: Secret::ssm_parameter("/token") },
        env(EXTRA = 1, "odd.name" = true),
        secrets(PASSWORD = Secret::ssm_parameter("/password")),
        env_file = "arn:aws:s3:::settings/web.env",
        depends_on(side_car = "HEALTHY"),
        mounts(cache = "/cache", files = read_only("/files")),
        volumes_from(side_car = read_only),
        command = ["serve"],
        entry_point = ["/bin/web"],
        working_directory = "/srv",
        registry_credentials = Secret::secrets_manager("arn:aws:secretsmanager:eu-west-1:111122223333:secret:hub-AbCdEf"),
        docker_label("com.example.team", "shop"),
        start_timeout = "2m",
        stop_timeout = "1m30s",
        restart = "1m",
        ignore_exit_codes = [0, 3],
        pin_image_version = false,
        unmanaged_image,
        interactive,
        pseudo_terminal,
        cpu = "0.5 vCPU",
        memory = "2 GB",
        memory_reservation = 512,
        ulimit("nofile", 1024, 2048),
        user = "1000",
        readonly_root_filesystem,
        init_process,
        add_capabilities = ["SYS_PTRACE"],
        drop_capabilities = ["NET_RAW"],
        tmpfs("/tmp", "64 MiB", ["noexec"]),
        system_control("net.core.somaxconn", "1024"),
        credential_spec = "credentialspec:spec",
        dns_servers = ["10.0.0.2"],
        dns_search_domains = ["corp.example.com"],
        logs = Logs::cloudwatch(LogGroup::existing("/full")),
        customize = |definition| definition.hostname = Some("web".to_owned()),
        with = |container| container.docker_label("with", "yes"),
    )]
    web: Container,
    #[container(
        name = "proxy",
        image = "envoy:1.30",
        essential = false,
        env = NoEnv,
        disable_networking,
        health_check(shell = "true", interval = "10s", timeout = "5s", retries = 2, start_period = "1m"),
        log_router(fluentd, ecs_log_metadata = false, config_file = "/fluent.conf"),
    )]
    side_car: Container,
}

#[test]
fn all_that_fargate_has() {
    let roles = || (TaskRole::new("app"), ExecutionRole::new("pull"));
    let (role, pull) = roles();
    let declared = Full::task_def(&role, &pull);
    let declared = manifest((&role, &pull, &declared));

    let (role, pull) = roles();
    let task = TaskDef::fargate("full", fargate!(1 vCPU, 4 GB))
        .platform(OsFamily::Linux, CpuArchitecture::X86_64)
        .ephemeral_storage(Gib::new(50))
        .task_role(&role)
        .execution_role(&pull)
        .share_processes()
        .keep_revisions(10)
        .tag("team", "shop")
        .tag("cost centre", "7")
        .tag("stage", "dev")
        .tag("with", "yes")
        .customize(|request| request.enable_fault_injection = Some(true))
        .retain();
    let cache = task.volume("cache");
    let files = task.s3_files_volume(
        "files",
        S3FilesVolume::new("arn:aws:s3files:eu-west-1:111122223333:file-system/fs-1"),
    );
    let _ = task.ebs_volume("scratch");
    let web = task.container("web", "public.ecr.aws/nginx/nginx:1.29");
    let proxy = task
        .container("proxy", "envoy:1.30")
        .essential(false)
        .disable_networking()
        .environment(NoEnv::values())
        .health_check(
            HealthCheck::shell("true")
                .interval(Seconds::new(10))
                .timeout(Seconds::new(5))
                .retries(2)
                .start_period(Seconds::new(60)),
        )
        .log_router(Firelens::fluentd().ecs_log_metadata(false).config_file("/fluent.conf"));
    let _ = web.port(80);
    let _ = web.udp_port(53);
    let _ = web.port(9090).named("rpc").app_protocol(ApplicationProtocol::Grpc);
    let _ = web
        .essential(true)
        .port_range(8000, 8009)
        .environment(WebEnv::values().log_level("info").token(Secret::ssm_parameter("/token")))
        .env("EXTRA", 1)
        .env("odd.name", true)
        .secret("PASSWORD", Secret::ssm_parameter("/password"))
        .env_file("arn:aws:s3:::settings/web.env")
        .depends_on(&proxy, ContainerCondition::Healthy)
        .mount(&cache, "/cache")
        .mount_read_only(&files, "/files")
        .volumes_from(&proxy, true)
        .command(["serve"])
        .entry_point(["/bin/web"])
        .working_directory("/srv")
        .registry_credentials(Secret::secrets_manager(
            "arn:aws:secretsmanager:eu-west-1:111122223333:secret:hub-AbCdEf",
        ))
        .docker_label("com.example.team", "shop")
        .start_timeout(Seconds::new(120))
        .stop_timeout(Seconds::new(90))
        .restart(Seconds::new(60))
        .ignore_exit_codes([0, 3])
        .pin_image_version(false)
        .unmanaged_image()
        .interactive()
        .pseudo_terminal()
        .cpu(CpuUnits::new(512))
        .memory(Mib::gb(2))
        .memory_reservation(Mib::new(512))
        .ulimit(UlimitName::Nofile, 1024, 2048)
        .user("1000")
        .readonly_root_filesystem()
        .init_process()
        .add_capabilities(["SYS_PTRACE"])
        .drop_capabilities(["NET_RAW"])
        .tmpfs("/tmp", Mib::new(64), ["noexec"])
        .system_control("net.core.somaxconn", "1024")
        .credential_spec("credentialspec:spec")
        .dns_servers(["10.0.0.2"])
        .dns_search_domains(["corp.example.com"])
        .logs(Logs::cloudwatch(LogGroup::existing("/full")))
        .customize(|definition| definition.hostname = Some("web".to_owned()))
        .docker_label("with", "yes");
    let task = task.app_mesh_proxy(&proxy, [("AppPorts", "8080")]);
    assert_eq!(declared, manifest((&role, &pull, &task)));
}

/// All that instances have beside.
#[derive(TaskDef)]
#[task_def(
    family = "host",
    ec2(network_mode = "bridge"),
    cpu = "2 vCPU",
    memory = "4 GB",
    pid_mode = "host",
    ipc_mode = IpcMode::Task,
    place_on = "attribute:ecs.instance-type =~ g5.*",
    place_on = MemberOf::new("attribute:disk == ssd"),
    volumes(
        spool = host("/var/spool"),
        shared = docker(DockerVolumeConfiguration::default(), name = "shared_data"),
    ),
)]
struct OnInstances {
    #[container(
        image = "app:1",
        ports(http = tcp(80, host_port = 0)),
        mounts(shared = "/data", spool = "/spool"),
        links(helper = "db"),
        gpus = 1,
        gpu_share("2 GB", Some(Percent::new(50))),
        privileged,
        device = Device { host_path: "/dev/fuse".to_owned(), ..Device::default() },
        shared_memory = "1 GB",
        swap("512 MiB", Some(60)),
        docker_security_option = "no-new-privileges",
        hostname = "app",
        extra_host("db", "10.0.0.5"),
        log_driver(LogDriver::Journald, [("tag", "app")]),
    )]
    app: Container<Ec2>,
    #[container(image = "helper:1", ports(admin = 80), health_check = HealthCheck::shell("true"))]
    helper: Container<Ec2>,
}

#[test]
fn all_that_instances_have() {
    let declared = OnInstances::task_def();
    let declared = manifest(&declared);

    let task = TaskDef::ec2("host", NetworkMode::Bridge)
        .cpu(CpuUnits::vcpu(2))
        .memory(Mib::gb(4))
        .pid_mode(PidMode::Host)
        .ipc_mode(IpcMode::Task)
        .place_on(MemberOf::instance_type("g5.*"))
        .place_on(MemberOf::new("attribute:disk == ssd"));
    let spool = task.host_volume("spool", "/var/spool");
    let shared = task.docker_volume("shared_data", DockerVolumeConfiguration::default());
    let app = task.container("app", "app:1");
    let helper = task.container("helper", "helper:1").health_check(HealthCheck::shell("true"));
    let _ = helper.port(80);
    let _ = app.port(80).host_port(0);
    let _ = app
        .mount(&shared, "/data")
        .mount(&spool, "/spool")
        .link(&helper, "db")
        .gpus(1)
        .gpu_share(Mib::gb(2), Some(Percent::new(50)))
        .privileged()
        .device(Device { host_path: "/dev/fuse".to_owned(), ..Device::default() })
        .shared_memory(Mib::gb(1))
        .swap(Mib::new(512), Some(60))
        .docker_security_option("no-new-privileges")
        .hostname("app")
        .extra_host("db", "10.0.0.5")
        .log_driver(LogDriver::Journald, [("tag", "app")]);
    assert_eq!(declared, manifest(&task));
}

#[derive(TaskDef)]
#[task_def(
    family = "managed",
    managed_instances(network_mode = "awsvpc", cpu = "2 vCPU", memory = "8 GB"),
    trusted_execution(IsolationMode::from("sandbox"), None)
)]
struct Managed {
    #[container(image = "app:1", neuron_devices, ports(http = tcp(80, named)))]
    app: Container<ManagedInstances>,
}

#[derive(Stack)]
#[stack(name = "keys", region = "eu-west-1", account = "111122223333", tag("team", "ml"))]
struct Instances {
    #[log_group(
        name = "/ml",
        kms_key = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        deletion_protection,
        tags(a = "b"),
        retain
    )]
    logs: LogGroup,

    #[role(
        name = "infra",
        managed_policy = "arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForManagedInstances",
        path = "/ml/",
        description = "instances",
        max_session_duration = "2h",
        permissions_boundary = "arn:aws:iam::111122223333:policy/boundary",
        statement = Statement::allow("s3:GetObject").on("arn:aws:s3:::ml/*"),
        policy("more", PolicyDocument::new().allow("s3:PutObject", "arn:aws:s3:::ml/*")),
    )]
    infra: InfrastructureRole,

    #[cluster(
        name = "ml",
        exec_logging = ExecLogging::cloudwatch(&logs),
        fargate_storage_key = "alias/a",
        managed_storage_key = "alias/b",
        customize = |request| request.tags = None,
        with = |cluster| cluster.retain(),
    )]
    main: Cluster,

    #[capacity_provider(
        name = "instances",
        managed_instances(main, ["subnet-0a11aa22bb33cc44d"], ["sg-0c11aa22bb33cc44d"]),
        storage = "100 GiB",
        capacity_option = CapacityOptionType::Spot,
        instance_requirements = InstanceRequirements::default(),
        detailed_monitoring,
        scale_in_after = Some(seconds!(5m)),
        propagate_tags,
        infrastructure_role = infra,
        instance_profile = "arn:aws:iam::111122223333:instance-profile/ml",
    )]
    instances: CapacityProvider<ManagedInstances>,

    #[task_def]
    task: TaskDefOf<Managed>,

    #[service(
        name = "ml",
        cluster = main,
        task = task,
        provider = instances,
        network = Network::public(["subnet-0a11aa22bb33cc44d"], ["sg-0c11aa22bb33cc44d"]),
        target(group(), &task.ports.http),
        availability_zone_rebalancing = false,
        monitor(["CPUUtilization"], "20s"),
        service_registry_at("arn:aws:servicediscovery:eu-west-1:111122223333:service/srv-1", &task.ports.http),
        replica,
    )]
    service: Service<ManagedInstances>,
}

#[test]
fn stacks_of_managed_instances() {
    let env = Env::new();
    let declared = assembly::assemble(&App::new().stack(Instances::stack(&env))).0.stacks[0].to_json();

    let logs = LogGroup::new("/ml")
        .kms_key("arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab")
        .deletion_protection()
        .tag("a", "b")
        .retain();
    let infra = InfrastructureRole::new("infra")
        .managed_policy("arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForManagedInstances")
        .path("/ml/")
        .description("instances")
        .max_session_duration(Seconds::minutes(120))
        .permissions_boundary("arn:aws:iam::111122223333:policy/boundary")
        .statement(Statement::allow("s3:GetObject").on("arn:aws:s3:::ml/*"))
        .policy("more", PolicyDocument::new().allow("s3:PutObject", "arn:aws:s3:::ml/*"));
    let main = Cluster::new("ml")
        .exec_logging(ExecLogging::cloudwatch(&logs))
        .fargate_storage_key("alias/a")
        .managed_storage_key("alias/b")
        .customize(|request| request.tags = None)
        .retain();
    let instances = CapacityProvider::managed_instances(
        "instances",
        &main,
        ["subnet-0a11aa22bb33cc44d"],
        ["sg-0c11aa22bb33cc44d"],
    )
    .storage(Gib::new(100))
    .capacity_option(CapacityOptionType::Spot)
    .instance_requirements(InstanceRequirements::default())
    .detailed_monitoring()
    .scale_in_after(Some(Seconds::minutes(5)))
    .propagate_tags()
    .infrastructure_role(&infra)
    .instance_profile("arn:aws:iam::111122223333:instance-profile/ml");
    let task = TaskDef::managed_instances("managed", NetworkMode::Awsvpc, CpuUnits::vcpu(2), Mib::gb(8))
        .trusted_execution(IsolationMode::from("sandbox"), None);
    let http = task.container("app", "app:1").neuron_devices().port(80).named("http");
    let service = Service::managed_instances("ml", &main, &task, &instances)
        .network(Network::public(["subnet-0a11aa22bb33cc44d"], ["sg-0c11aa22bb33cc44d"]))
        .target(group(), &http)
        .availability_zone_rebalancing(false)
        .monitor(["CPUUtilization"], Seconds::new(20))
        .service_registry_at("arn:aws:servicediscovery:eu-west-1:111122223333:service/srv-1", &http)
        .replica();
    let stack = Stack::new("keys", &env)
        .region("eu-west-1")
        .account("111122223333")
        .tag("team", "ml")
        .add((&logs, &infra, &main))
        .add((&instances, &task, &service));
    let built = assembly::assemble(&App::new().stack(stack)).0.stacks[0].to_json();
    assert_eq!(declared, built);
}

#[derive(TaskDef)]
#[task_def(family = "report", fargate(cpu = "1 vCPU", memory = "4 GB"), volumes(scratch = ebs))]
struct Report {
    #[container(image = "report:1", mounts(scratch = "/scratch"))]
    report: Container,
}

#[derive(Stack)]
#[stack(name = "keys", region = "eu-west-1", account = "111122223333")]
struct Runs {
    #[role(name = "once")]
    once: TaskRole,

    #[cluster(name = "main", capacity_provider = FargateCapacity::OnDemand)]
    main: Cluster,

    #[task_def]
    report: TaskDefOf<Report>,

    #[run_task(
        name = "report",
        cluster = main,
        task = report,
        network = Network::private(["subnet-0a11aa22bb33cc44d"], ["sg-0c11aa22bb33cc44d"]),
        capacity_provider_with_base(FargateCapacity::OnDemand, 1, 1),
        ebs_volume_to_keep(&report.volumes.scratch, Ebs::gp3(Gib::new(50))),
        override_container(&report.containers.report, ContainerOverride::new().command(["bin/report"])),
        override_cpu = "2 vCPU",
        override_memory = "8 GB",
        override_task_role = once,
        override_ephemeral_storage = "30 GiB",
        enable_ecs_managed_tags,
        propagate_tags = "TASK_DEFINITION",
        group = "reports",
        reference_id = "nightly-7",
    )]
    run: RunTask,

    #[task_def]
    old: TaskDefOf<Batch>,

    #[run_task(
        name = "batch",
        cluster = main,
        task = old,
        spread_over = "host",
        binpack_cpu,
        place_on = "attribute:disk == ssd",
        distinct_instances,
    )]
    batch: RunTask<Ec2>,
}

#[derive(TaskDef)]
#[task_def(family = "batch", ec2(network_mode = "bridge"))]
struct Batch {
    #[container(image = "batch:1", memory = "64 MiB")]
    batch: Container<Ec2>,
}

#[test]
fn runs() {
    let env = Env::new();
    let declared = assembly::assemble(&App::new().stack(Runs::stack(&env))).0.stacks[0].to_json();
    let once = TaskRole::new("once");
    let main = Cluster::new("main").capacity_provider(FargateCapacity::OnDemand);
    let report = TaskDef::fargate("report", fargate!(1 vCPU, 4 GB));
    let scratch = report.ebs_volume("scratch");
    let container = report.container("report", "report:1").mount(&scratch, "/scratch");
    let network = Network::private(["subnet-0a11aa22bb33cc44d"], ["sg-0c11aa22bb33cc44d"]);
    let run = RunTask::fargate("report", &main, &report, network)
        .capacity_provider_with_base(FargateCapacity::OnDemand, 1, 1)
        .ebs_volume_to_keep(&scratch, Ebs::gp3(Gib::new(50)))
        .override_container(&container, ContainerOverride::new().command(["bin/report"]))
        .override_cpu(CpuUnits::vcpu(2))
        .override_memory(Mib::gb(8))
        .override_task_role(&once)
        .override_ephemeral_storage(Gib::new(30))
        .enable_ecs_managed_tags()
        .propagate_tags(PropagateTags::TaskDefinition)
        .group("reports")
        .reference_id("nightly-7");
    let old = TaskDef::ec2("batch", NetworkMode::Bridge);
    let _ = old.container("batch", "batch:1").memory(Mib::new(64));
    let batch = RunTask::ec2("batch", &main, &old)
        .spread_over("host")
        .binpack_cpu()
        .place_on(MemberOf::new("attribute:disk == ssd"))
        .distinct_instances();
    let stack = Stack::new("keys", &env).region("eu-west-1").account("111122223333");
    let stack = stack.add((&once, &main, &report, &run)).add((&old, &batch));
    let built = assembly::assemble(&App::new().stack(stack)).0.stacks[0].to_json();
    assert_eq!(declared, built);
}

/// Declarations and builders in one stack: handles of one go where the other's would.
#[test]
fn declarations_and_builders_mix() {
    let env = Env::new();
    let (instances, stack) = Instances::declare(&env);
    let extra = RunTask::managed_instances("once", &instances.main, &instances.task, &instances.instances);
    let stack = stack.add(&extra);
    let (assembly, _) = assembly::assemble(&App::new().stack(stack));
    let manifest = assembly.stacks[0].to_json();
    assert!(manifest.contains("\"run-task/once\""), "{manifest}");
    assert_eq!(instances.task.containers.app.name(), "app");
    assert_eq!(instances.task.definition.family(), "managed");
}

#[derive(Stack)]
#[stack(
    name = "keys",
    region = "eu-west-1",
    account = "111122223333",
    permissions_boundary = "arn:aws:iam::111122223333:policy/limits",
    roll_back_on_failure
)]
struct Careful {
    #[cluster(name = "main")]
    _main: Cluster,

    #[role(name = "web")]
    _web: TaskRole,
}

#[test]
fn a_stack_of_limited_roles_that_goes_back_on_failure() {
    let env = Env::new();
    let built = Stack::new("keys", &env)
        .region("eu-west-1")
        .account("111122223333")
        .permissions_boundary("arn:aws:iam::111122223333:policy/limits")
        .roll_back_on_failure();
    let json = |stack| assembly::assemble(&App::new().stack(stack)).0.stacks[0].to_json();
    assert_eq!(json(Careful::stack(&env)), json(built.add((&Cluster::new("main"), &TaskRole::new("web")))));
}
