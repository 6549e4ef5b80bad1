//! Launch types as types: what a task cannot have where it runs has no method there.
//!
//! The capability traits below are what methods ask for; each says in its compiler message what is
//! missing and what to use instead.

use std::fmt;

mod sealed {
    pub trait Sealed {}
}

/// Where tasks run: [`Fargate`], [`Ec2`], [`External`] or [`ManagedInstances`].
pub trait Launch: sealed::Sealed + Copy + fmt::Debug + 'static {
    /// The value of `requiresCompatibilities` and `launchType`.
    const VALUE: &'static str;
}

macro_rules! launch {
    ($(#[$meta:meta])* $name:ident = $value:literal) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub struct $name;

        impl sealed::Sealed for $name {}

        impl Launch for $name {
            const VALUE: &'static str = $value;
        }
    };
}

launch! {
    /// AWS runs the tasks on capacity of its own, of fixed sizes, each in a network of its own.
    Fargate = "FARGATE"
}
launch! {
    /// Tasks run on the user's EC2 instances, most often of an Auto Scaling group.
    Ec2 = "EC2"
}
launch! {
    /// Tasks run on the user's own servers, registered with ECS Anywhere.
    External = "EXTERNAL"
}
launch! {
    /// Tasks run on EC2 instances that ECS chooses, starts and patches.
    ManagedInstances = "MANAGED_INSTANCES"
}

macro_rules! capability {
    ($(#[$meta:meta])* $name:ident: $($launch:ident),+) => {
        $(#[$meta])*
        pub trait $name: Launch {}
        // The message says which launch types have it; a list of our implementations would say it again.
        $(#[diagnostic::do_not_recommend] impl $name for $launch {})+
    };
}

capability! {
    /// The tasks run on instances whose kernel, devices and namespaces can be reached.
    #[diagnostic::on_unimplemented(
        message = "a Fargate task has no access to the host it runs on",
        label = "needs a task on instances: `Ec2`, `External` or `ManagedInstances`",
        note = "Fargate offers no privileged containers, devices, host namespaces, host paths, swap settings or Docker security options"
    )]
    HostAccess: Ec2, External, ManagedInstances
}
capability! {
    /// The tasks may use Docker's own networks: links and the bridge.
    #[diagnostic::on_unimplemented(
        message = "Fargate and Managed Instances tasks have no Docker network of their own",
        label = "needs an `Ec2` or `External` task",
        note = "containers of one Fargate or Managed Instances task reach each other on localhost; nothing has to be linked"
    )]
    DockerNetwork: Ec2, External
}
capability! {
    /// The tasks may use volumes of Docker's volume drivers.
    #[diagnostic::on_unimplemented(
        message = "Fargate and Managed Instances tasks have no Docker volumes",
        label = "needs an `Ec2` or `External` task",
        note = "use an EFS volume (`efs_volume`), an EBS volume (`ebs_volume`) or a volume that lives with the task (`volume`)"
    )]
    DockerVolumes: Ec2, External
}
capability! {
    /// The tasks may ask for GPUs.
    #[diagnostic::on_unimplemented(
        message = "a Fargate task cannot have GPUs",
        label = "needs a task on instances with GPUs",
        note = "use `TaskDef::ec2`, `TaskDef::managed_instances` or `TaskDef::external`"
    )]
    Gpus: Ec2, External, ManagedInstances
}
capability! {
    /// The user chooses in what order instances fill with tasks.
    #[diagnostic::on_unimplemented(
        message = "Fargate and Managed Instances tasks have no placement strategy",
        label = "placement strategies need `Ec2` or `External`",
        note = "there AWS spreads tasks over the subnets' Availability Zones by itself"
    )]
    Placement: Ec2, External
}
capability! {
    /// The user says which instances may take the tasks.
    #[diagnostic::on_unimplemented(
        message = "Fargate tasks run on no instances that could be chosen",
        label = "placement constraints need `Ec2`, `External` or `ManagedInstances`",
        note = "on Fargate, AWS spreads tasks over the subnets' Availability Zones by itself"
    )]
    PlacementConstraints: Ec2, External, ManagedInstances
}
capability! {
    /// A service may run one task on each instance.
    #[diagnostic::on_unimplemented(
        message = "a service on Fargate or Managed Instances cannot be a daemon",
        label = "daemons need `Ec2` or `External` instances to run one task on each",
        note = "give the service a `desired_count` instead"
    )]
    Daemon: Ec2, External
}
capability! {
    /// The tasks can have a network interface in a VPC, and with it load balancers and service meshes.
    #[diagnostic::on_unimplemented(
        message = "External tasks are not in a VPC",
        label = "load balancers, service discovery, Service Connect, VPC Lattice, subnets, EFS and FSx need a VPC",
        note = "ECS Anywhere runs tasks on servers of yours: AWS's load balancers do not reach them, and what they mount is a path of the server, with `host_volume`"
    )]
    InVpc: Fargate, Ec2, ManagedInstances
}
capability! {
    /// ECS can attach an EBS volume to each task.
    #[diagnostic::on_unimplemented(
        message = "External tasks take no EBS volumes",
        label = "needs `Fargate`, `Ec2` or `ManagedInstances`",
        note = "mount a path of the server with `host_volume` instead"
    )]
    EbsVolumes: Fargate, Ec2, ManagedInstances
}
