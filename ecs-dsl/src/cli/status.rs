//! `status`: what of the stacks is there, and how its services are.

use super::session::Access;

/// The flags of `status`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Stacks by name, with * and ? as wildcards [default: all]
    #[arg(value_name = "STACK")]
    stacks: Vec<String>,
    /// Print JSON for programs
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    access: Access,
}

#[cfg(not(feature = "deploy"))]
impl Arguments {
    /// Returns the patterns of the stacks that are meant.
    pub(super) fn stacks(&self) -> &[String] {
        &self.stacks
    }
}

#[cfg(feature = "deploy")]
pub(super) use with_aws::run;

#[cfg(feature = "deploy")]
mod with_aws {
    use serde_json::{Value, json};

    use super::super::DONE;
    use super::super::meant::{Sound, Stacks, stacks};
    use super::super::session::{Planned, Session, in_session, planned};
    use super::Arguments;
    use crate::app::App;
    use crate::assembly::to_json;
    use crate::plan::{Live, Options};
    use crate::report;

    pub(in super::super) fn run(arguments: &Arguments, app: &App) -> u8 {
        let Stacks { program, meant } = match stacks(app, &arguments.stacks, Sound::Assembled) {
            Ok(stacks) => stacks,
            Err(code) => return code,
        };
        in_session(
            || Session::begin(&arguments.access, &program),
            async |session| {
                let stacks = planned(session, &meant, &Options::default(), false).await?;
                show(&stacks, arguments.json);
                Ok(DONE)
            },
        )
    }

    fn show(stacks: &[Planned], as_json: bool) {
        let all: Vec<Value> = stacks.iter().map(stack).collect();
        if as_json {
            report::data(&to_json(&json!({ "format": "ecs-dsl-status/1", "stacks": all })));
            return;
        }
        let mut text = String::new();
        for stack in &all {
            let word = |member: &str| stack[member].as_str().unwrap_or_default().to_owned();
            text.push_str(&format!("stack {}  {}  {}\n", word("stack"), word("region"), word("account")));
            for resource in stack["resources"].as_array().into_iter().flatten() {
                let address = resource["address"].as_str().unwrap_or_default();
                text.push_str(&format!("  {address}: {}\n", line(resource)));
            }
        }
        report::data(&text);
    }

    fn line(resource: &Value) -> String {
        let state = resource["state"].as_str().unwrap_or_default();
        if resource["desired"].is_null() {
            return state.to_owned();
        }
        let number = |member: &str| resource[member].as_u64().unwrap_or_default();
        let mut line = format!("{state}, {}/{} tasks run", number("running"), number("desired"));
        if let Some(rollout) = resource["rollout"].as_str() {
            line.push_str(&format!(", deployment {rollout}"));
        }
        if let Some(revision) = resource["taskDefinition"].as_str() {
            line.push_str(&format!(", {}", revision.rsplit('/').next().unwrap_or(revision)));
        }
        if let Some(event) = resource["lastEvent"].as_str() {
            line.push_str(&format!("\n      {event}"));
        }
        line
    }

    fn stack(planned: &Planned) -> Value {
        let Planned { plan, live, account, .. } = planned;
        let resources: Vec<Value> = plan
            .resources
            .iter()
            .map(|one| {
                let state = match (&one.blocked, live.resources.contains_key(&one.address), one.is_change()) {
                    (Some(_), ..) => "not the stack's",
                    (None, false, _) => "not there",
                    (None, true, true) => "differs from the code",
                    (None, true, false) => "as in the code",
                };
                let mut shown = json!({ "address": one.address, "kind": one.kind, "state": state });
                if let Some(arn) = &one.arn {
                    shown["arn"] = json!(arn);
                }
                service(&mut shown, live, &one.address);
                shown
            })
            .collect();
        json!({ "stack": plan.stack, "region": plan.region, "account": account.id, "resources": resources })
    }

    fn service(shown: &mut Value, live: &Live, address: &str) {
        let Some(found) = live.resources.get(address).filter(|found| !found.state.is_null()) else {
            return;
        };
        let (whole, state) = (&found.whole, &found.state);
        let deployments = state["deployments"].as_array().into_iter().flatten();
        let primary = deployments.into_iter().find(|one| one["status"] == "PRIMARY").unwrap_or(&Value::Null);
        for (member, value) in [
            ("desired", &whole["desiredCount"]),
            ("running", &state["runningCount"]),
            ("rollout", &primary["rolloutState"]),
            ("taskDefinition", &primary["taskDefinition"]),
            ("lastEvent", &state["lastEvent"]),
        ] {
            if !value.is_null() {
                shown[member] = value.clone();
            }
        }
    }
}
