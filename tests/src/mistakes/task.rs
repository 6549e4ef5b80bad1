//! Mistakes in task definitions and their containers.

use ecs_dsl::api::ecs::{ContainerDependency, LogConfiguration, LogDriver, MountPoint, PortMapping};
use ecs_dsl::prelude::*;

use super::{Mistake, container, parts, parts_of};

pub(super) const MISTAKES: &[Mistake] = &[
    Mistake {
        name: "fargate_size",
        what: "4 GiB of memory with a quarter vCPU on Fargate",
        code: "ECS0107",
        app: || parts_of(FargateSize::new(CpuUnits::new(256), Mib::gb(4))).app(),
    },
    Mistake {
        name: "family",
        what: "a space in the family's name",
        code: "ECS0101",
        app: || {
            let it = parts();
            let _ = it.task.clone().customize(|request| request.family = "web app".to_owned());
            it.app()
        },
    },
    Mistake {
        name: "eleven_containers",
        what: "an eleventh container",
        code: "ECS0102",
        app: || {
            let it = parts();
            for number in 2..=11 {
                let _ = container(&it.task, &format!("helper-{number}")).volumes_from(&it.web, true);
            }
            it.app()
        },
    },
    Mistake {
        name: "no_essential_container",
        what: "no essential container",
        code: "ECS0103",
        app: || {
            let it = parts();
            let _ = it.web.clone().essential(false);
            it.app()
        },
    },
    Mistake {
        name: "same_container_name",
        what: "two containers of one name",
        code: "ECS0104",
        app: || {
            let it = parts();
            let _ = container(&it.task, "web").essential(false);
            it.app()
        },
    },
    Mistake {
        name: "dependency_cycle",
        what: "containers that wait for each other",
        code: "ECS0215",
        app: || {
            let it = parts();
            let proxy = container(&it.task, "proxy").depends_on(&it.web, ContainerCondition::Start);
            let _ = it.web.clone().depends_on(&proxy, ContainerCondition::Start);
            it.app()
        },
    },
    Mistake {
        name: "dependency_unknown",
        what: "a dependency on a container that is not there",
        code: "ECS0208",
        app: || {
            let it = parts();
            let _ = it.web.clone().customize(|container| {
                container.depends_on = Some(vec![ContainerDependency {
                    container_name: "proxy".to_owned(),
                    condition: ContainerCondition::Start,
                }]);
            });
            it.app()
        },
    },
    Mistake {
        name: "healthy_without_health_check",
        what: "waiting for HEALTHY without a health check",
        code: "ECS0214",
        app: || {
            let it = parts();
            let proxy = container(&it.task, "proxy");
            let _ = it.web.clone().depends_on(&proxy, ContainerCondition::Healthy);
            it.app()
        },
    },
    Mistake {
        name: "memory_sum",
        what: "containers with more memory than the task",
        code: "ECS0111",
        app: || {
            let it = parts();
            let _ = it.web.clone().memory(Mib::new(768));
            let _ = container(&it.task, "cache").memory(Mib::new(512)).volumes_from(&it.web, true);
            it.app()
        },
    },
    Mistake {
        name: "memory_reservation",
        what: "a memory reservation above the limit",
        code: "ECS0205",
        app: || {
            let it = parts();
            let _ = it.web.clone().memory(Mib::new(256)).memory_reservation(Mib::new(512));
            it.app()
        },
    },
    Mistake {
        name: "port_range",
        what: "container port 70000",
        code: "ECS0307",
        app: || {
            let it = parts();
            let _ = it.web.clone().customize(|container| {
                let mapping = PortMapping { container_port: Some(70_000), ..PortMapping::default() };
                container.port_mappings.get_or_insert_default().push(mapping);
            });
            it.app()
        },
    },
    Mistake {
        name: "host_port",
        what: "another host port than container port under awsvpc",
        code: "ECS0301",
        app: || {
            let it = parts();
            let _ = it.web.clone().customize(|container| {
                for mapping in container.port_mappings.iter_mut().flatten() {
                    mapping.host_port = Some(80);
                }
            });
            it.app()
        },
    },
    Mistake {
        name: "same_port",
        what: "one port in two containers of a task under awsvpc",
        code: "ECS0311",
        app: || {
            let it = parts();
            let _ = container(&it.task, "admin").ports([8080]);
            it.app()
        },
    },
    Mistake {
        name: "bridge_on_fargate",
        what: "network mode bridge on Fargate",
        code: "ECS0105",
        app: || {
            let it = parts();
            let _ = it.task.clone().customize(|request| request.network_mode = Some(NetworkMode::Bridge));
            it.app()
        },
    },
    Mistake {
        name: "privileged_on_fargate",
        what: "a privileged container on Fargate",
        code: "ECS0221",
        app: || {
            let it = parts();
            let _ = it.web.clone().customize(|container| container.privileged = Some(true));
            it.app()
        },
    },
    Mistake {
        name: "log_driver_on_fargate",
        what: "a log driver that Fargate does not have",
        code: "ECS0411",
        app: || {
            let it = parts();
            let _ = it.web.clone().customize(|container| {
                container.log_configuration = Some(log(LogDriver::JsonFile, [("max-size", "10m")]));
            });
            it.app()
        },
    },
    Mistake {
        name: "awslogs_without_group",
        what: "awslogs without a log group",
        code: "ECS0412",
        app: || {
            let it = parts();
            let options = [("awslogs-region", "eu-central-1"), ("awslogs-stream-prefix", "web")];
            let _ = it.web.clone().customize(move |container| {
                container.log_configuration = Some(log(LogDriver::Awslogs, options));
            });
            it.app()
        },
    },
    Mistake {
        name: "stop_timeout",
        what: "500 seconds to stop on Fargate",
        code: "ECS0216",
        app: || {
            let it = parts();
            let _ = it.web.clone().stop_timeout(Seconds::new(500));
            it.app()
        },
    },
    Mistake {
        name: "health_check_interval",
        what: "a health check every second",
        code: "ECS0402",
        app: || {
            let it = parts();
            let check = HealthCheck::shell("curl -f http://localhost:8080/").interval(Seconds::new(1));
            let _ = it.web.clone().health_check(check);
            it.app()
        },
    },
    Mistake {
        name: "mount_point_unknown",
        what: "a mount point of a volume that is not there",
        code: "ECS0511",
        app: || {
            let it = parts();
            let _ = it.web.clone().customize(|container| {
                container.mount_points = Some(vec![MountPoint {
                    source_volume: Some("data".to_owned()),
                    container_path: Some("/data".to_owned()),
                    read_only: None,
                }]);
            });
            it.app()
        },
    },
    Mistake {
        name: "ephemeral_storage",
        what: "5 GiB of ephemeral storage",
        code: "ECS0117",
        app: || {
            let it = parts();
            let _ = it.task.clone().ephemeral_storage(Gib::new(5));
            it.app()
        },
    },
    Mistake {
        name: "secret_in_environment",
        what: "a password in a plain environment variable",
        code: "SEC0101",
        app: || {
            let it = parts();
            let _ = it.web.clone().env("DB_PASSWORD", "hunter2hunter2");
            it.app()
        },
    },
];

fn log<const N: usize>(log_driver: LogDriver, options: [(&str, &str); N]) -> LogConfiguration {
    let options = options.into_iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
    LogConfiguration { options: Some(options), ..LogConfiguration::new(log_driver) }
}
