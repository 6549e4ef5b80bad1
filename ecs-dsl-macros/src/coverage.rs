//! Every method of the builders can be reached from an attribute.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::call::Method;
use crate::{stack, task_def};

/// Returns the names of a folder's public methods that describe a builder further: they take `self`, or
/// add something to it.
fn methods(folder: &str, of: &[&str]) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ecs-dsl/src/resource").join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(&root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    let mut found = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let mut inside = false;
        let mut lines = text.lines().peekable();
        while let Some(line) = lines.next() {
            if line.trim_start().starts_with("impl") {
                inside = of
                    .iter()
                    .any(|name| line.contains(&format!(" {name}<")) || line.contains(&format!(" {name} {{")))
                    && !line.contains(" for ");
            }
            let Some(rest) = line.trim_start().strip_prefix("pub fn ") else { continue };
            let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            let signature = format!("{rest}{}", lines.clone().take(8).collect::<String>());
            let head = signature.split("->").next().unwrap_or_default();
            if inside && (head.contains("self,") || head.contains("self)") || head.contains("mut self")) {
                found.push(name);
            }
        }
    }
    assert!(found.len() > 2, "{folder} has methods");
    found
}

fn covered(folder: &str, of: &[&str], table: &[Method], otherwise: &[&str]) {
    for method in methods(folder, of) {
        assert!(
            table.iter().any(|key| key.name == method) || otherwise.contains(&method.as_str()),
            "`{method}` of {of:?} has no key"
        );
    }
}

#[test]
fn containers_and_their_ports() {
    // The forms that say the same: `ports`, `env`, `secrets`, `mounts`, `depends_on`, …; and what reads.
    let forms = [
        "port",
        "udp_port",
        "ports",
        "env",
        "envs",
        "secret",
        "environment",
        "depends_on",
        "mount",
        "mount_read_only",
        "volumes_from",
        "link",
        "health_check",
        "log_router",
        "name",
    ];
    covered("container", &["Container"], task_def::keys::CONTAINER, &forms);
    covered("container", &["Port"], task_def::keys::PORT, &["named", "number", "name"]);
    covered("container", &["HealthCheck"], task_def::keys::HEALTH_CHECK, &[]);
    covered("container", &["Firelens"], task_def::keys::LOG_ROUTER, &[]);
}

#[test]
fn task_definitions() {
    let forms = [
        "container",
        "app_mesh_proxy",
        "family",
        "volume",
        "host_volume",
        "docker_volume",
        "efs_volume",
        "s3_files_volume",
        "fsx_windows_volume",
        "ebs_volume",
    ];
    covered("task_definition", &["TaskDef"], task_def::keys::TASK, &forms);
}

#[test]
fn fields_of_stacks() {
    covered("cluster", &["Cluster"], stack::keys::CLUSTER, &["name"]);
    covered("log_group", &["LogGroup"], stack::keys::LOG_GROUP, &["name"]);
    covered("role", &["Role"], stack::keys::ROLE, &["name", "arn"]);
    covered("capacity_provider", &["CapacityProvider"], stack::keys::CAPACITY_PROVIDER, &["name"]);
    covered("service", &["Service"], stack::keys::SERVICE, &["name", "network"]);
    covered("run_task", &["RunTask"], stack::keys::RUN_TASK, &["name", "network"]);
    // What both have of one macro.
    for table in [stack::keys::SERVICE, stack::keys::RUN_TASK] {
        covered(".", &["$builder"], table, &[]);
    }
}

/// Checks that a derive's documentation shows every key.
fn documented(file: &str, tables: &[(&[Method], &[&str])]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ecs-dsl/src/declare").join(file);
    let text = fs::read_to_string(path).unwrap();
    for (table, forms) in tables {
        for key in table.iter().map(|method| method.name).chain(forms.iter().copied()) {
            assert!(
                text.contains(&format!("`{key}`")) || text.contains(&format!("`{key} ")),
                "{file} lacks `{key}`"
            );
        }
    }
}

#[test]
fn every_key_is_documented() {
    use task_def::keys as task;
    documented(
        "task_def.md",
        &[(task::TASK, task::TASK_FORMS), (task::CONTAINER, task::CONTAINER_FORMS), (task::PORT, &["named"])],
    );
    use stack::keys::*;
    let tables = [STACK, CLUSTER, LOG_GROUP, ROLE, CAPACITY_PROVIDER, SERVICE, RUN_TASK];
    documented("stack.md", &tables.map(|table| (table, &["name", "tags", "with"][..])));
}
