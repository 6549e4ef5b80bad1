//! `when`: the part of a chain of calls that is made under a condition, the same for every builder.

use super::capacity_provider::{CapacityProvider, ManagedScaling};
use super::cluster::{Cluster, ExecLogging};
use super::container::{Container, Firelens, HealthCheck, Logs, Port, Secret};
use super::launch::Launch;
use super::log_group::LogGroup;
use super::role::{Purpose, Role};
use super::run_task::{ContainerOverride, RunTask};
use super::service::{
    CircuitBreaker, Deployment, Ebs, Endpoint, Hook, LatticeTarget, Service, ServiceConnect, TargetGroup,
    Tls, TrafficShift,
};
use super::task_definition::{EfsVolume, S3FilesVolume, TaskDef};
use crate::app::Stack;
use crate::iam::policy::{PolicyDocument, Statement};

macro_rules! when {
    ($($builder:ident $(<$parameter:ident: $bound:ident>)?),+ $(,)?) => {$(
        impl $(<$parameter: $bound>)? $builder $(<$parameter>)? {
            /// Makes further calls where a condition holds, and none where it does not.
            ///
            /// It keeps a chain whole that differs between stages: `.when(env.is("prod"), |it| it.retain())`.
            #[must_use]
            pub fn when(self, condition: bool, calls: impl FnOnce(Self) -> Self) -> Self {
                if condition { calls(self) } else { self }
            }
        }
    )+};
}

when! {
    CapacityProvider<L: Launch>,
    CircuitBreaker,
    Cluster,
    Container<L: Launch>,
    ContainerOverride<L: Launch>,
    Deployment,
    Ebs,
    EfsVolume,
    Endpoint,
    ExecLogging,
    Firelens,
    HealthCheck,
    Hook,
    LatticeTarget,
    LogGroup,
    Logs,
    ManagedScaling,
    PolicyDocument,
    Port<L: Launch>,
    Role<P: Purpose>,
    RunTask<L: Launch>,
    S3FilesVolume,
    Secret,
    Service<L: Launch>,
    ServiceConnect,
    Stack,
    Statement,
    TargetGroup,
    TaskDef<L: Launch>,
    Tls,
    TrafficShift,
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use crate::prelude::*;

    #[test]
    fn calls_are_made_only_where_the_condition_holds() {
        let exec = |stage: &str| {
            let env = Env::new().with_stage(stage).with_region("eu-west-1");
            let task = TaskDef::fargate("web", fargate!(1 vCPU, 2 GB)).when(env.is("prod"), TaskDef::arm64);
            let web = task.container("web", "public.ecr.aws/nginx/nginx:1.29");
            let _ = web.when(env.is("prod"), |it| it.readonly_root_filesystem().user("1000"));
            let stack = Stack::new("shop", &env).when(env.is("prod"), |it| it.tag("paged", "yes")).add(&task);
            crate::assembly::assemble(&App::new().stack(stack)).0.stacks[0].to_json()
        };
        for part in ["ARM64", "readonlyRootFilesystem", "\"1000\"", "paged"] {
            assert!(exec("prod").contains(part), "{part}");
            assert!(!exec("dev").contains(part), "{part}");
        }
    }

    /// Everything with methods that take and give `Self` is a builder, and has `when`.
    #[test]
    fn every_builder_has_it() {
        let here =
            fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/resource/when.rs")).unwrap();
        let table = here.split("\nwhen! {").nth(1).and_then(|rest| rest.split("\n}").next()).unwrap();
        let listed =
            |name: &str| table.lines().any(|line| line.trim().split(['<', ',']).next() == Some(name));
        let mut builders = 0;
        let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src/resource")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
                if entry.is_dir() {
                    folders.push(entry);
                    continue;
                }
                let text = fs::read_to_string(&entry).unwrap();
                let mut of = None;
                for line in text.lines() {
                    if line.starts_with("impl") && !line.contains(" for ") {
                        let name = line.split_whitespace().rev().nth(1).unwrap_or_default();
                        of = name.split('<').next().map(str::to_owned);
                    }
                    let gives_self =
                        line.contains("self, ") || line.contains("(self)") || line.contains("mut self");
                    if line.starts_with("    pub fn ") && gives_self && line.ends_with("-> Self {") {
                        let name = of.as_deref().unwrap();
                        assert!(listed(name), "`{name}` of {} has no `when`", entry.display());
                        builders += 1;
                    }
                }
            }
        }
        assert!(builders > 100, "the builders were found: {builders}");
    }
}
