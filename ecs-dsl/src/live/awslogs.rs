//! Where a container's lines go, when the `awslogs` driver takes them.

use serde_json::Value;

use super::ecs::last_part;

/// What the `awslogs` driver of a container was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Awslogs {
    /// The container's name.
    pub container: String,
    /// The log group.
    pub group: String,
    /// The Region, where it is stated; it may be another than the task's.
    pub region: Option<String>,
    /// What the names of streams begin with, where it is stated.
    pub prefix: Option<String>,
}

impl Awslogs {
    /// Reads a container's definition; `None` where another driver takes its lines, or none.
    pub fn of(container: &Value) -> Option<Self> {
        let logs = &container["logConfiguration"];
        let option = |name: &str| logs["options"][name].as_str().map(str::to_owned);
        (logs["logDriver"] == "awslogs").then_some(())?;
        Some(Self {
            container: container["name"].as_str()?.to_owned(),
            group: option("awslogs-group")?,
            region: option("awslogs-region"),
            prefix: option("awslogs-stream-prefix"),
        })
    }

    /// Returns the stream of a task's container, both as they are described.
    ///
    /// Without a prefix the stream has the id that Docker gave to the container, which is known only once
    /// it was started.
    pub fn stream(&self, task: &Value, container: &Value) -> Option<String> {
        match &self.prefix {
            Some(prefix) => {
                let task = last_part(task["taskArn"].as_str()?);
                Some(format!("{prefix}/{}/{task}", self.container))
            }
            None => container["runtimeId"].as_str().map(str::to_owned),
        }
    }
}
