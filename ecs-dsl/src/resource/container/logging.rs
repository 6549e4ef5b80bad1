//! Where a container's output goes.

use std::collections::BTreeMap;

use super::{Container, Secret, SecretMisuse};
use crate::api::ecs::{self, FirelensConfiguration, FirelensConfigurationType, LogConfiguration, LogDriver};
use crate::resource::launch::{HostAccess, Launch};
use crate::resource::log_group::{IntoLogGroup, LogGroupRef};
use crate::source::SourceLine;

/// Where output goes: CloudWatch Logs, a log router in the task, or Splunk.
///
/// AWS: [`LogConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html)
#[derive(Debug, Clone)]
pub struct Logs(LogChoice);

/// What was chosen, before the stack's region is known.
#[derive(Debug, Clone)]
pub(crate) struct LogChoice {
    driver: LogDriver,
    pub(crate) group: Option<LogGroupRef>,
    options: BTreeMap<String, String>,
    secrets: Vec<(String, Secret)>,
}

impl Logs {
    /// Sends output to a log group, under streams `ecs/<container>/<task>`. AWS: driver `awslogs`.
    #[track_caller]
    pub fn cloudwatch(group: impl IntoLogGroup) -> Self {
        let mut logs = Self::driver(LogDriver::Awslogs);
        logs.0.group = Some(group.into_log_group());
        logs.option("awslogs-stream-prefix", "ecs")
    }

    /// Sends output to the task's log router, with the router's own options. AWS: driver `awsfirelens`.
    ///
    /// The router writes with the task role, which is given what the outputs `cloudwatch_logs`,
    /// `kinesis_firehose`, `kinesis_streams` and `s3` need; for others allow it on the role.
    pub fn firelens<K: Into<String>, V: Into<String>>(options: impl IntoIterator<Item = (K, V)>) -> Self {
        let mut logs = Self::driver(LogDriver::Awsfirelens);
        logs.0.options = options.into_iter().map(|(key, value)| (key.into(), value.into())).collect();
        logs
    }

    /// Sends output to Splunk; the token is a secret. AWS: driver `splunk`.
    pub fn splunk(url: impl Into<String>, token: Secret) -> Self {
        Self::driver(LogDriver::Splunk).option("splunk-url", url).secret_option("splunk-token", token)
    }

    fn driver(driver: LogDriver) -> Self {
        Self(LogChoice { driver, group: None, options: BTreeMap::new(), secrets: Vec::new() })
    }

    /// Sets the first part of the stream names. Default: `ecs`. AWS: option `awslogs-stream-prefix`.
    #[must_use]
    pub fn stream_prefix(self, prefix: impl Into<String>) -> Self {
        self.option("awslogs-stream-prefix", prefix)
    }

    /// Sets an option of the driver, in the driver's own words. AWS: `options`.
    #[must_use]
    pub fn option(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.0.options.insert(key.into(), value.into());
        self
    }

    /// Sets an option of the driver to the value of a secret. AWS: `secretOptions`.
    #[must_use]
    pub fn secret_option(mut self, key: impl Into<String>, secret: Secret) -> Self {
        self.0.secrets.push((key.into(), secret));
        self
    }

    pub(crate) fn into_choice(self) -> LogChoice {
        self.0
    }
}

/// What says where output goes: [`Logs`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say where output goes",
    label = "`Logs` are expected",
    note = "to a log group: `Logs::cloudwatch(&group)`, or `Logs::cloudwatch(LogGroup::existing(\"/web\"))`",
    note = "through the task's log router: `Logs::firelens([…])`"
)]
pub trait IntoLogs {
    #[doc(hidden)]
    fn into_logs(self) -> Logs;
}

#[diagnostic::do_not_recommend]
impl IntoLogs for Logs {
    fn into_logs(self) -> Logs {
        self
    }
}

impl LogChoice {
    /// Returns the configuration as ECS takes it, for a stack of this region.
    pub(crate) fn to_wire(&self, region: &str) -> LogConfiguration {
        let mut options = self.options.clone();
        if let Some(group) = &self.group {
            options.insert("awslogs-group".to_owned(), group.name());
            options.entry("awslogs-region".to_owned()).or_insert_with(|| region.to_owned());
        }
        let secrets: Vec<ecs::Secret> = self
            .secrets
            .iter()
            .map(|(name, secret)| ecs::Secret { name: name.clone(), value_from: secret.value_from() })
            .collect();
        LogConfiguration {
            log_driver: self.driver.clone(),
            options: (!options.is_empty()).then_some(options),
            secret_options: (!secrets.is_empty()).then_some(secrets),
        }
    }

    /// Returns what is wrong with the secrets of the options, by member of the configuration.
    pub(crate) fn misused(&self) -> impl Iterator<Item = (String, SecretMisuse)> + '_ {
        let secrets = self.secrets.iter().enumerate();
        secrets.filter_map(|(index, (_, secret))| {
            Some((format!("secretOptions[{index}].valueFrom"), secret.misuse()?))
        })
    }

    /// Returns the region that the user chose for the log group.
    pub(crate) fn region(&self) -> Option<&str> {
        self.options.get("awslogs-region").map(String::as_str)
    }

    /// Returns the KMS keys of the secrets, by the reference that they decrypt.
    pub(crate) fn keys(&self) -> impl Iterator<Item = (String, String)> + '_ {
        self.secrets
            .iter()
            .filter_map(|(_, secret)| Some((secret.value_from(), secret.kms_key()?.to_owned())))
    }
}

/// A log router, Fluent Bit or Fluentd, that takes the output of the task's other containers.
///
/// AWS: [`FirelensConfiguration`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_FirelensConfiguration.html)
#[derive(Debug, Clone, PartialEq)]
pub struct Firelens(FirelensConfiguration);

impl Firelens {
    /// Routes with Fluent Bit.
    pub fn fluent_bit() -> Self {
        Self::of(FirelensConfigurationType::Fluentbit)
    }

    /// Routes with Fluentd.
    pub fn fluentd() -> Self {
        Self::of(FirelensConfigurationType::Fluentd)
    }

    fn of(r#type: FirelensConfigurationType) -> Self {
        Self(FirelensConfiguration { r#type, options: None })
    }

    /// Sets whether the task's cluster, ARN and definition are added to each event. Default: true.
    ///
    /// AWS: option `enable-ecs-log-metadata`.
    #[must_use]
    pub fn ecs_log_metadata(self, enable: bool) -> Self {
        self.option("enable-ecs-log-metadata", enable.to_string())
    }

    /// Adds a configuration file of the image, by its path. AWS: options `config-file-type`, `config-file-value`.
    #[must_use]
    pub fn config_file(self, path: impl Into<String>) -> Self {
        self.option("config-file-type", "file").option("config-file-value", path)
    }

    /// Adds a configuration file in S3, by the object's ARN; not on Fargate. The execution role may read it.
    ///
    /// AWS: options `config-file-type`, `config-file-value`.
    #[must_use]
    pub fn config_object(self, arn: impl Into<String>) -> Self {
        self.option("config-file-type", "s3").option("config-file-value", arn)
    }

    fn option(mut self, key: &str, value: impl Into<String>) -> Self {
        self.0.options.get_or_insert_default().insert(key.to_owned(), value.into());
        self
    }
}

impl<L: Launch> Container<L> {
    /// Sends the container's output somewhere, in place of the task's [`logs`](crate::TaskDef::logs). AWS: `logConfiguration`.
    #[track_caller]
    pub fn logs(self, logs: impl IntoLogs) -> Self {
        self.shared.state.borrow_mut().log = Some(logs.into_logs().into_choice());
        self.shared.trace.borrow_mut().record("logConfiguration", SourceLine::caller());
        self
    }

    /// Sends the container's output to another driver of the host: `json-file`, `syslog`, `journald`, `gelf`, `fluentd`.
    ///
    /// AWS: `logConfiguration.logDriver`.
    #[track_caller]
    pub fn log_driver<K: Into<String>, V: Into<String>>(
        self,
        driver: LogDriver,
        options: impl IntoIterator<Item = (K, V)>,
    ) -> Self
    where
        L: HostAccess,
    {
        let mut logs = Logs::driver(driver);
        logs.0.options = options.into_iter().map(|(key, value)| (key.into(), value.into())).collect();
        self.logs(logs)
    }

    /// Makes the container the task's log router. Limit: one a task. AWS: `firelensConfiguration`.
    #[track_caller]
    pub fn log_router(self, firelens: Firelens) -> Self {
        self.set("firelensConfiguration", |definition| definition.firelens_configuration = Some(firelens.0))
    }
}
