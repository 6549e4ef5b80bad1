//! Log configurations, as the builder of them.

use super::code::{Chain, Expr, call, string};
use super::launch::Launch;
use super::module::Module;
use super::values::{api, pairs, secret};
use crate::api::ecs::{LogConfiguration, LogDriver};

/// A method of a container that writes a log configuration.
pub(super) struct LogCall {
    pub(super) method: &'static str,
    pub(super) arguments: Vec<Expr>,
}

/// Returns the call that writes a configuration, if there is one that writes just that.
pub(super) fn of(module: &Module, configuration: &LogConfiguration, launch: Launch) -> Option<LogCall> {
    if let Some(logs) = builder(module, configuration) {
        return Some(LogCall { method: "logs", arguments: vec![logs] });
    }
    let plain = configuration.secret_options.as_ref().is_none_or(Vec::is_empty);
    (launch.has_host() && plain).then(|| LogCall {
        method: "log_driver",
        arguments: vec![api(&configuration.log_driver), pairs(options(configuration))],
    })
}

fn options(configuration: &LogConfiguration) -> impl Iterator<Item = (&str, &str)> {
    let options = configuration.options.iter().flatten();
    options.map(|(key, value)| (key.as_str(), value.as_str()))
}

/// Returns a configuration as `Logs::…`, if that writes just this.
pub(super) fn builder(module: &Module, configuration: &LogConfiguration) -> Option<Expr> {
    let option = |key: &str| configuration.options.as_ref()?.get(key).map(String::as_str);
    let mut secrets: Vec<(&str, &str)> = configuration
        .secret_options
        .iter()
        .flatten()
        .map(|secret| (secret.name.as_str(), secret.value_from.as_str()))
        .collect();
    let mut left: Vec<(&str, &str)> = options(configuration).collect();
    let mut chain = match configuration.log_driver {
        LogDriver::Awslogs => {
            let (group, prefix) = (option("awslogs-group")?, option("awslogs-stream-prefix")?);
            let region = option("awslogs-region")?;
            let mut chain = Chain::new(call("Logs::cloudwatch", [module.log_group(group)]));
            if prefix != "ecs" {
                chain.call("stream_prefix", [string(prefix)]);
            }
            let is_stacks = module.region.as_deref() == Some(region);
            left.retain(|(key, _)| match *key {
                "awslogs-group" | "awslogs-stream-prefix" => false,
                "awslogs-region" => !is_stacks,
                _ => true,
            });
            chain
        }
        LogDriver::Awsfirelens => Chain::new(call("Logs::firelens", [pairs(std::mem::take(&mut left))])),
        LogDriver::Splunk => {
            let token = secrets.iter().position(|(name, _)| *name == "splunk-token")?;
            let (_, token) = secrets.remove(token);
            left.retain(|(key, _)| *key != "splunk-url");
            Chain::new(call("Logs::splunk", [string(option("splunk-url")?), secret(token)]))
        }
        _ => return None,
    };
    for (key, value) in left {
        chain.call("option", [string(key), string(value)]);
    }
    for (name, value_from) in secrets {
        chain.call("secret_option", [string(name), secret(value_from)]);
    }
    Some(chain.into())
}
