//! What a rule may know of the resources around the one it looks at.

use crate::api::ecs::{CreateCapacityProvider, CreateCluster, CreateService, RegisterTaskDefinition};
use crate::api::iam::CreateRole;
use crate::iam::policy::PolicyDocument;

/// The resources around the one that a rule looks at: those of the stacks, or of the files, checked together.
///
/// Each method takes the reference as the request has it (a name, an ARN or a token) and returns
/// nothing where what it names is not among them: it may exist in AWS all the same.
pub trait Surroundings {
    /// Returns the task definition that a service or run refers to.
    fn task_definition(&self, reference: &str) -> Option<&RegisterTaskDefinition>;

    /// Returns the cluster of this name, ARN or token.
    fn cluster(&self, reference: &str) -> Option<&CreateCluster>;

    /// Returns the capacity provider of this name.
    fn capacity_provider(&self, name: &str) -> Option<&CreateCapacityProvider>;

    /// Returns the providers that a cluster is associated with, where they are known.
    fn associated_providers(&self, cluster: &str) -> Option<&[String]>;

    /// Returns the role of this name, ARN or token, with its inline policies.
    fn role(&self, reference: &str) -> Option<(&CreateRole, &[PolicyDocument])>;

    /// Returns the services of a cluster.
    fn services(&self, cluster: &str) -> &[&CreateService];

    /// Returns whether ECS Exec is on for tasks of this family, in a service or a run.
    fn runs_with_exec(&self, family: &str) -> bool;

    /// Returns the region that the resource goes to, where it is known.
    fn region(&self) -> Option<&str>;

    /// Returns whether the stack's stage is one that customers use (`prod`, `production`, `live`).
    fn is_production(&self) -> bool;
}

/// Nothing around: a file checked alone.
#[derive(Debug, Clone, Copy)]
pub struct Alone;

impl Surroundings for Alone {
    fn task_definition(&self, _: &str) -> Option<&RegisterTaskDefinition> {
        None
    }

    fn cluster(&self, _: &str) -> Option<&CreateCluster> {
        None
    }

    fn capacity_provider(&self, _: &str) -> Option<&CreateCapacityProvider> {
        None
    }

    fn associated_providers(&self, _: &str) -> Option<&[String]> {
        None
    }

    fn role(&self, _: &str) -> Option<(&CreateRole, &[PolicyDocument])> {
        None
    }

    fn services(&self, _: &str) -> &[&CreateService] {
        &[]
    }

    fn runs_with_exec(&self, _: &str) -> bool {
        false
    }

    fn region(&self) -> Option<&str> {
        None
    }

    fn is_production(&self) -> bool {
        false
    }
}
