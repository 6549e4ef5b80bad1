//! The launch types, and what some of them lack.

use std::fmt;

use proc_macro2::{Ident, Span};

/// Where tasks run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Launch {
    Fargate,
    Ec2,
    External,
    ManagedInstances,
}

use Launch::{Ec2, External, Fargate, ManagedInstances};

impl Launch {
    /// Every launch type, each with its key, which is also the name of the builders' constructors.
    const ALL: [(Self, &'static str, &'static str); 4] = [
        (Fargate, "fargate", "Fargate"),
        (Ec2, "ec2", "Ec2"),
        (External, "external", "External"),
        (ManagedInstances, "managed_instances", "ManagedInstances"),
    ];

    /// The keys, of which a task definition has one.
    pub(crate) const KEYS: [&'static str; 4] = ["fargate", "ec2", "external", "managed_instances"];

    pub(crate) fn of_key(key: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, name, _)| *name == key).map(|(launch, ..)| *launch)
    }

    pub(crate) fn of_type(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(.., name_of_type)| *name_of_type == name).map(|(launch, ..)| *launch)
    }

    pub(crate) fn key(self) -> &'static str {
        self.row().1
    }

    pub(crate) fn type_name(self) -> &'static str {
        self.row().2
    }

    fn row(self) -> &'static (Self, &'static str, &'static str) {
        let [fargate, ec2, external, managed] = &Self::ALL;
        match self {
            Fargate => fargate,
            Ec2 => ec2,
            External => external,
            ManagedInstances => managed,
        }
    }

    /// Returns the name of the type, for generated code.
    pub(crate) fn type_ident(self) -> Ident {
        Ident::new(self.type_name(), Span::call_site())
    }
}

impl fmt::Display for Launch {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Fargate => "Fargate",
            Ec2 => "EC2",
            External => "External",
            ManagedInstances => "Managed Instances",
        })
    }
}

/// Something that only tasks of some launch types have.
pub(crate) struct Capability {
    pub(crate) launches: &'static [Launch],
    /// What the other tasks lack: a fragment after `a Fargate task`.
    pub(crate) lack: &'static str,
    pub(crate) fix: &'static str,
}

impl Capability {
    pub(crate) fn holds(&self, launch: Launch) -> bool {
        self.launches.contains(&launch)
    }
}

pub(crate) static EVERYWHERE: Capability =
    Capability { launches: &[Fargate, Ec2, External, ManagedInstances], lack: "", fix: "" };
pub(crate) static HOST: Capability = Capability {
    launches: &[Ec2, External, ManagedInstances],
    lack: "has no access to the host it runs on",
    fix: "remove it, or run the task on instances with `ec2(…)` or `managed_instances(…)`",
};
pub(crate) static TASK_SIZE: Capability = Capability {
    launches: &[Ec2, External],
    lack: "has its size already, in its launch type's own list",
    fix: "write it there, as in `fargate(cpu = \"1 vCPU\", memory = \"4 GB\")`",
};
pub(crate) static DOCKER_NETWORK: Capability = Capability {
    launches: &[Ec2, External],
    lack: "has no Docker network of its own",
    fix: "remove it: the containers of the task reach each other on localhost",
};
pub(crate) static DOCKER_VOLUMES: Capability = Capability {
    launches: &[Ec2, External],
    lack: "has no Docker volumes",
    fix: "use `efs(…)`, `ebs`, or a volume that lives with the task: its name alone",
};
pub(crate) static GPUS: Capability = Capability {
    launches: &[Ec2, External, ManagedInstances],
    lack: "cannot have GPUs",
    fix: "run the task on instances with GPUs, with `ec2(…)` or `managed_instances(…)`",
};
pub(crate) static PLACEMENT: Capability = Capability {
    launches: &[Ec2, External],
    lack: "has no placement strategy",
    fix: "remove it: ECS spreads the tasks over the subnets' Availability Zones",
};
pub(crate) static PLACEMENT_CONSTRAINTS: Capability = Capability {
    launches: &[Ec2, External, ManagedInstances],
    lack: "runs on no instances that could be chosen",
    fix: "remove it: ECS spreads the tasks over the subnets' Availability Zones",
};
pub(crate) static DAEMON: Capability = Capability {
    launches: &[Ec2, External],
    lack: "has no instances of the user's, to run on each",
    fix: "write `desired_count = 2`",
};
pub(crate) static IN_VPC: Capability = Capability {
    launches: &[Fargate, Ec2, ManagedInstances],
    lack: "is not in a VPC",
    fix: "remove it, or run the task in AWS",
};
pub(crate) static EBS: Capability = Capability {
    launches: &[Fargate, Ec2, ManagedInstances],
    lack: "takes no EBS volumes",
    fix: "mount a path of the server with `host(\"/path\")`",
};
pub(crate) static ON_FARGATE: Capability = Capability {
    launches: &[Fargate],
    lack: "does not run on Fargate",
    fix: "remove it: only Fargate has it",
};
pub(crate) static ON_MANAGED_INSTANCES: Capability = Capability {
    launches: &[ManagedInstances],
    lack: "does not run on Managed Instances",
    fix: "remove it: only Managed Instances have it",
};
