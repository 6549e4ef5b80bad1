//! SEC01 codes: what AWS advises against in a task definition.

use super::Code;
use crate::diagnostic::Severity::Warning;

/// A secret seems to stand in a plain variable.
pub static PLAIN_SECRET: Code = Code {
    id: "SEC0101",
    severity: Warning,
    summary: "An environment variable seems to hold a secret in plain text",
    why: "everyone who may describe the task definition reads its variables, and its revisions are kept for good",
    aws: "ContainerDefinition, member environment",
    wrong: r#"container.env("DB_PASSWORD", "hunter2")"#,
    right: r#"container.secret("DB_PASSWORD", Secret::secrets_manager(arn))"#,
    rules: &["CD-022"],
};

/// A container is privileged.
pub static PRIVILEGED: Code = Code {
    id: "SEC0102",
    severity: Warning,
    summary: "A container is privileged",
    why: "a privileged container has the rights of root on its instance, and so on every other task there",
    aws: "ContainerDefinition, member privileged",
    wrong: "container.privileged()",
    right: r#"container.add_capabilities(["NET_ADMIN"])"#,
    rules: &[],
};

/// Containers can write to their own root file system.
pub static WRITABLE_ROOT: Code = Code {
    id: "SEC0103",
    severity: Warning,
    summary: "Containers can write to their own root file system",
    why: "an intruder who can write to the image's files can stay in them; what must be written belongs in volumes, and tasks with ECS Exec are excused, as its agent writes there",
    aws: "ContainerDefinition, member readonlyRootFilesystem",
    wrong: r#"task.container("web", image)"#,
    right: r#"task.container("web", image).readonly_root_filesystem()"#,
    rules: &[],
};

/// Containers run as root, or as whom the image says.
pub static ROOT_USER: Code = Code {
    id: "SEC0104",
    severity: Warning,
    summary: "Containers run as root, or as whoever their image says",
    why: "root in a container is one mistake of the kernel away from root of the host; unless a user is named, most images run as root",
    aws: "ContainerDefinition, member user",
    wrong: r#"task.container("web", image)"#,
    right: r#"task.container("web", image).user("1000:1000")"#,
    rules: &[],
};

/// Containers write their output nowhere.
pub static NO_LOGS: Code = Code {
    id: "SEC0105",
    severity: Warning,
    summary: "Containers have no log configuration",
    why: "without one, what a container writes ends with it, and nobody can tell why it failed",
    aws: "ContainerDefinition, member logConfiguration",
    wrong: r#"task.container("web", image)"#,
    right: r#"task.container("web", image).logs(Logs::cloudwatch(&logs))"#,
    rules: &[],
};

/// A task sees the processes of its host.
pub static HOST_PROCESSES: Code = Code {
    id: "SEC0106",
    severity: Warning,
    summary: "A task shares the process namespace of its host",
    why: "its containers see, and may signal, the processes of the host and of every task on it",
    aws: "RegisterTaskDefinition, member pidMode",
    wrong: r#"{ "pidMode": "host", … }"#,
    right: r#"{ "pidMode": "task", … }"#,
    rules: &["TD-041"],
};

/// A task shares the IPC namespace of its host.
pub static HOST_IPC: Code = Code {
    id: "SEC0107",
    severity: Warning,
    summary: "A task shares the IPC namespace of its host",
    why: "its containers can read the shared memory of the host and of every task on it",
    aws: "RegisterTaskDefinition, member ipcMode",
    wrong: r#"{ "ipcMode": "host", … }"#,
    right: r#"{ "ipcMode": "task", … }"#,
    rules: &["TD-046"],
};

/// Containers run as root on the network of their host.
pub static ROOT_ON_HOST_NETWORK: Code = Code {
    id: "SEC0108",
    severity: Warning,
    summary: "Containers run as root on the network of their host",
    why: "root on the host's network can listen on any port of it and reach what listens on its localhost",
    aws: "RegisterTaskDefinition, member networkMode; ContainerDefinition, member user",
    wrong: r#"{ "networkMode": "host", "containerDefinitions": [{ "name": "agent", … }], … }"#,
    right: r#"{ "networkMode": "host", "containerDefinitions": [{ "name": "agent", "user": "1000", … }], … }"#,
    rules: &["TD-014"],
};

/// An image is whatever is newest.
pub static LATEST_IMAGE: Code = Code {
    id: "SEC0109",
    severity: Warning,
    summary: "A container's image is tagged latest, or not at all",
    why: "what latest names can change between two tasks of one service, and a rollback brings the same tag back",
    aws: "ContainerDefinition, member image",
    wrong: r#"task.container("web", "nginx")"#,
    right: r#"task.container("web", "nginx:1.27.3")"#,
    rules: &[],
};

/// An EFS volume is not encrypted on the way.
pub static PLAIN_EFS: Code = Code {
    id: "SEC0110",
    severity: Warning,
    summary: "An EFS volume is not encrypted on the way",
    why: "without it file data crosses the network in clear text; DISABLED is what ECS takes where nothing is said",
    aws: "EFSVolumeConfiguration, member transitEncryption",
    wrong: r#"EfsVolume::new("fs-0123456789abcdef0").unencrypted()"#,
    right: r#"EfsVolume::new("fs-0123456789abcdef0")"#,
    rules: &[],
};

/// One role is both the task role and the execution role.
pub static ONE_ROLE: Code = Code {
    id: "SEC0111",
    severity: Warning,
    summary: "One role is both the task role and the execution role",
    why: "the application then has the rights that ECS needs to start it: to read every secret of the task and pull every image",
    aws: "RegisterTaskDefinition, members taskRoleArn and executionRoleArn",
    wrong: r#"{ "taskRoleArn": "arn:aws:iam::123456789012:role/web", "executionRoleArn": "arn:aws:iam::123456789012:role/web", … }"#,
    right: r#"{ "taskRoleArn": "arn:aws:iam::123456789012:role/web", "executionRoleArn": "arn:aws:iam::123456789012:role/web-execution", … }"#,
    rules: &["TD-060"],
};

/// Every code of the family.
pub static CODES: &[&Code] = &[
    &PLAIN_SECRET,
    &PRIVILEGED,
    &WRITABLE_ROOT,
    &ROOT_USER,
    &NO_LOGS,
    &HOST_PROCESSES,
    &HOST_IPC,
    &ROOT_ON_HOST_NETWORK,
    &LATEST_IMAGE,
    &PLAIN_EFS,
    &ONE_ROLE,
];
