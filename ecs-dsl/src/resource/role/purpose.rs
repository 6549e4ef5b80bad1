//! What a role is for, as a type.

use std::fmt;

use super::Role;

mod sealed {
    pub trait Sealed {}
}

/// What a role is for: [`Task`], [`Execution`], [`Infrastructure`] or [`Instance`].
pub trait Purpose: sealed::Sealed + Copy + fmt::Debug + 'static {
    /// The service that takes the role on.
    const PRINCIPAL: &'static str;
    /// Whether the trust policy says for whose tasks the role may be taken on (the confused-deputy conditions).
    const CONFINED: bool;
}

macro_rules! purpose {
    ($(#[$meta:meta])* $name:ident, $alias:ident, $principal:literal, $confined:literal, $(#[$alias_meta:meta])*) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub struct $name;

        impl sealed::Sealed for $name {}

        impl Purpose for $name {
            const PRINCIPAL: &'static str = $principal;
            const CONFINED: bool = $confined;
        }

        $(#[$alias_meta])*
        pub type $alias = Role<$name>;
    };
}

purpose! {
    /// The purpose of a [`TaskRole`].
    Task, TaskRole, "ecs-tasks.amazonaws.com", true,
    /// The role of the application: what the code in the containers may do.
    ///
    /// AWS: `RegisterTaskDefinition`, member `taskRoleArn`.
}
purpose! {
    /// The purpose of an [`ExecutionRole`].
    Execution, ExecutionRole, "ecs-tasks.amazonaws.com", true,
    /// The role of ECS itself for a task: pulling images, reading secrets, writing logs.
    ///
    /// A task definition that is given none gets one derived. AWS: `RegisterTaskDefinition`, member
    /// `executionRoleArn`.
}
purpose! {
    /// The purpose of an [`InfrastructureRole`].
    Infrastructure, InfrastructureRole, "ecs.amazonaws.com", false,
    /// The role of ECS for what it manages on a service's behalf: EBS volumes, traffic shifting,
    /// certificates, VPC Lattice targets, hooks.
    ///
    /// A feature that needs one and is given none gets one derived. AWS: the members `roleArn` of
    /// `CreateService`.
}
purpose! {
    /// The purpose of an [`InstanceRole`].
    Instance, InstanceRole, "ec2.amazonaws.com", false,
    /// The role of EC2 instances, carried by an instance profile. Derived for managed instances.
}

/// The purpose of roles that what runs in the containers has: [`Task`].
#[diagnostic::on_unimplemented(
    message = "ECS Exec is allowed on a task role, and `{Self}` is another purpose",
    label = "the shell runs in the container, with the role of the application",
    note = "call `.allow_exec()` on the `TaskRole`; a service with `.enable_execute_command()` does it by itself"
)]
pub trait RunsContainers: Purpose {}

#[diagnostic::do_not_recommend]
impl RunsContainers for Task {}
