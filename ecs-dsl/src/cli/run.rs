//! `run`: starts the tasks of a run, and follows them to their end.

use std::time::Duration;

use super::name::{InStack, RUN, Wanted};
use super::session::{Access, time};

/// The flags of `run`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Run by its name or address, such as run-task/migrate
    #[arg(value_name = "NAME")]
    name: String,
    #[command(flatten)]
    stack: InStack,
    /// Environment variable of this run alone; whoever may describe tasks can read it
    #[arg(long, value_name = "NAME=VALUE", value_parser = variable)]
    env: Vec<(String, String)>,
    /// Container that --env and the command are for [default: the only one, or the only essential one]
    #[arg(long, value_name = "NAME")]
    container: Option<String>,
    /// Do not wait for the tasks to end
    #[arg(long, conflicts_with_all = ["timeout", "logs"])]
    no_wait: bool,
    /// How long the tasks are followed, such as 20m; they go on afterwards [default: to their end]
    #[arg(long, value_name = "TIME", value_parser = time)]
    timeout: Option<Duration>,
    /// Print what the containers write to CloudWatch Logs, as they write it
    #[arg(long)]
    logs: bool,
    /// Print how the tasks ended as JSON for programs
    #[arg(long, conflicts_with = "logs")]
    json: bool,
    #[command(flatten)]
    access: Access,
    /// Command in the place of the container's own, for this run alone
    #[arg(last = true, value_name = "COMMAND")]
    command: Vec<String>,
}

fn variable(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("a variable is given as NAME=VALUE".to_owned()),
    }
}

impl Arguments {
    /// Returns what the verb looks for in the stacks.
    pub(super) fn wanted(&self) -> Wanted<'_> {
        Wanted { name: &self.name, stack: &self.stack, kinds: &[RUN] }
    }
}

#[cfg(feature = "deploy")]
pub(super) use with_aws::run;

#[cfg(feature = "deploy")]
mod with_aws {
    use serde_json::{Value, json};

    use super::super::lines::Printer;
    use super::super::meant::{Resource, Sound, resource};
    use super::super::name::Named;
    use super::super::session::{Session, in_session};
    use super::super::{DONE, FAILED, INVALID, count, fail};
    use super::Arguments;
    use crate::app::App;
    use crate::assembly::{Manifest, to_json};
    use crate::live::last_part;
    use crate::operate::logs::short_id;
    use crate::operate::run_task::{Following, Overrides, Prepared, Started, TaskEnd};
    use crate::report;

    const FORMAT: &str = "ecs-dsl-run/1";
    const INTERRUPTED: &str = "\nno longer following; press Ctrl-C again to leave at once\n";

    pub(in super::super) fn run(arguments: &Arguments, app: &App) -> u8 {
        let Resource { program, named } = match resource(app, &arguments.wanted(), Sound::ByRules) {
            Ok(resource) => resource,
            Err(code) => return code,
        };
        let begin = || Session::looking_on(&arguments.access, &program, INTERRUPTED);
        in_session(begin, async |session| start(arguments, session, &program, &named).await)
    }

    async fn start(
        arguments: &Arguments,
        session: &mut Session,
        program: &[Manifest],
        named: &Named,
    ) -> Result<u8, u8> {
        let Named { manifest, address } = named;
        let setting = session.setting(program, manifest, address).await?;
        let prepared = Prepared::new(setting, address).await;
        let mut prepared = prepared.map_err(|failure| fail(FAILED, &failure.to_string()))?;
        let overrides = Overrides {
            container: arguments.container.clone(),
            env: arguments.env.clone(),
            command: arguments.command.clone(),
        };
        prepared.override_with(&overrides).map_err(|message| fail(INVALID, &message))?;
        if prepared.differs() {
            report::talk(&format!(
                "warning: the code has another task definition than AWS; this runs {}, and `deploy {}` brings the new one\n",
                prepared.revision(),
                manifest.stack
            ));
        }
        let started = prepared.start().await.map_err(|failure| fail(FAILED, &failure.to_string()))?;
        say_started(&prepared, &started, address, &manifest.stack);
        if arguments.no_wait {
            if arguments.json {
                let tasks: Vec<Value> = started.tasks.iter().map(|task| json!({ "taskArn": task })).collect();
                report::data(&to_json(&document(named, &prepared, &started, &Value::Null, tasks)));
            }
            return Ok(if started.refused.is_empty() { DONE } else { FAILED });
        }
        let regions = session.regions(manifest, std::slice::from_ref(prepared.definition())).await?;
        let following = Following { timeout: arguments.timeout, logs: arguments.logs, regions: &regions };
        let containers = prepared.definition()["containerDefinitions"].as_array().map_or(0, Vec::len);
        let printer = Printer { prefixed: containers > 1 || started.tasks.len() > 1, ..Printer::default() };
        let ends = prepared.follow(&started, &following, &mut |line| printer.print(line)).await;
        let ends = ends.map_err(|failure| fail(FAILED, &failure.to_string()))?;
        let success = started.refused.is_empty() && ends.iter().all(TaskEnd::is_success);
        if arguments.json {
            let tasks = ends.iter().map(TaskEnd::to_json).collect();
            report::data(&to_json(&document(named, &prepared, &started, &json!(success), tasks)));
        }
        ends.iter().for_each(say_ended);
        if !started.refused.is_empty() {
            report::talk(&format!("failed: {} not started\n", count(started.refused.len(), "task")));
        }
        Ok(if success { DONE } else { FAILED })
    }

    fn say_started(prepared: &Prepared, started: &Started, address: &str, stack: &str) {
        let ids: Vec<&str> = started.tasks.iter().map(|task| last_part(task)).collect();
        report::talk(&format!(
            "stack {stack}\n  {address}: started {} of {} in cluster {}: {}\n",
            count(ids.len(), "task"),
            prepared.revision(),
            started.cluster,
            ids.join(", ")
        ));
        for refused in &started.refused {
            report::talk(&format!("  {refused}\n"));
            if let Some(fix) = refused.fix {
                report::talk(&format!("  fix: {fix}\n"));
            }
        }
    }

    fn say_ended(end: &TaskEnd) {
        let task = short_id(last_part(&end.task));
        let mut text = if end.is_success() {
            format!("task {task}: every essential container ended with 0\n")
        } else {
            format!("failed: task {task}: {}\n", end.reason)
        };
        if let Some(meaning) = &end.meaning {
            text.push_str(&format!("  that is: {meaning}\n"));
        }
        for (container, lines) in &end.last_lines {
            text.push_str(&format!("  last lines of {container}:\n"));
            text.extend(lines.iter().map(|line| format!("  | {line}\n")));
        }
        if let Some(fix) = &end.fix {
            text.push_str(&format!("  fix: {fix}\n"));
        }
        report::talk(&text);
    }

    fn document(
        named: &Named,
        prepared: &Prepared,
        started: &Started,
        success: &Value,
        tasks: Vec<Value>,
    ) -> Value {
        let refused: Vec<Value> = started
            .refused
            .iter()
            .map(|one| json!({ "reason": one.reason, "meaning": one.meaning, "fix": one.fix }))
            .collect();
        json!({
            "format": FORMAT,
            "stack": named.manifest.stack,
            "address": named.address,
            "cluster": started.cluster,
            "taskDefinition": prepared.revision(),
            "success": success,
            "tasks": tasks,
            "refused": refused,
        })
    }
}
