//! The rules of clusters.

#[cfg(test)]
mod tests;

use ecs_dsl_facts::names;

use crate::api::ecs::{
    ClusterConfiguration, ClusterSettingName, CreateCluster, ExecuteCommandConfiguration,
    ExecuteCommandLogging, PutClusterCapacityProviders,
};
use crate::check::limits::{given, named};
use crate::check::value::{check_known, has_token};
use crate::check::{Alone, Surroundings};
use crate::diagnostic::Finding;
use crate::diagnostic::code::{cluster as codes, security_of_services};
use crate::resource::service::validate::{capacity, service_connect};
use crate::resource::tags;

/// The values of the setting containerInsights.
const INSIGHTS: [&str; 3] = ["enhanced", "enabled", "disabled"];

/// Checks a cluster, and that its capacity providers can be associated with it.
pub(crate) fn validate(request: &CreateCluster, around: &dyn Surroundings, findings: &mut Vec<Finding>) {
    let name = given(&request.cluster_name).unwrap_or("default");
    named(&codes::NAME, "clusterName", name, &names::CLUSTER, findings);
    check_settings(request, around, findings);
    if let Some(configuration) = &request.configuration {
        check_configuration(configuration, findings);
    }
    check_association(
        name,
        request.capacity_providers.as_deref().unwrap_or_default(),
        request.default_capacity_provider_strategy.as_deref().unwrap_or_default(),
        around,
        findings,
    );
    if let Some(defaults) = &request.service_connect_defaults {
        check_namespace(&defaults.namespace, findings);
    }
    tags::check(request.tags.as_deref(), "tags", findings);
}

/// Checks the request that associates a cluster with its capacity providers.
pub(crate) fn validate_association(
    request: &PutClusterCapacityProviders,
    around: &dyn Surroundings,
    findings: &mut Vec<Finding>,
) {
    let providers = &request.capacity_providers;
    check_association(
        &request.cluster,
        providers,
        &request.default_capacity_provider_strategy,
        around,
        findings,
    );
}

fn check_settings(request: &CreateCluster, around: &dyn Surroundings, findings: &mut Vec<Finding>) {
    let mut insights = None;
    for (index, setting) in request.settings.iter().flatten().enumerate() {
        let at = format!("settings[{index}]");
        match &setting.name {
            Some(ClusterSettingName::ContainerInsights) => {
                let value = setting.value.as_deref().unwrap_or_default();
                insights = Some((index, value));
                if !INSIGHTS.contains(&value) && !has_token(value) {
                    let what = format!("containerInsights has no value `{value}`");
                    let fix = match ecs_dsl_facts::nearest(value, INSIGHTS) {
                        Some(meant) => format!("write `{meant}`"),
                        None => "write `enhanced`, `enabled` or `disabled`".to_owned(),
                    };
                    findings.push(Finding::new(&codes::SETTING, format!("{at}.value"), what, fix));
                }
            }
            Some(other) => {
                check_known(&format!("{at}.name"), other.as_str(), ClusterSettingName::VALUES, findings);
            }
            None => {
                let what = "a setting has no name";
                findings.push(Finding::new(&codes::SETTING, at, what, "write the name `containerInsights`"));
            }
        }
    }
    let (member, what) = match insights {
        Some((index, "disabled")) => (format!("settings[{index}].value"), "Container Insights are off"),
        // What is not said is the account's default, which is off until someone changes it.
        None if around.is_production() => ("settings".to_owned(), "Container Insights are not asked for"),
        _ => return,
    };
    let fix = "set containerInsights to `enabled` or `enhanced`";
    findings.push(Finding::new(&security_of_services::INSIGHTS_OFF, member, what, fix));
}

fn check_configuration(configuration: &ClusterConfiguration, findings: &mut Vec<Finding>) {
    if let Some(exec) = &configuration.execute_command_configuration {
        check_exec(exec, findings);
    }
    let Some(storage) = &configuration.managed_storage_configuration else { return };
    for (name, key) in [
        ("kmsKeyId", &storage.kms_key_id),
        ("fargateEphemeralStorageKmsKeyId", &storage.fargate_ephemeral_storage_kms_key_id),
    ] {
        let Some(key) = given(key) else { continue };
        let id = key.rsplit('/').next().unwrap_or(key);
        if id.starts_with("mrk-") {
            let what = format!("`{key}` is a multi-Region key");
            let member = format!("configuration.managedStorageConfiguration.{name}");
            findings.push(Finding::new(&codes::KEY, member, what, "name a single-Region key"));
        }
    }
}

fn check_exec(exec: &ExecuteCommandConfiguration, findings: &mut Vec<Finding>) {
    let at = "configuration.executeCommandConfiguration";
    let logs = exec.log_configuration.as_ref();
    let has_place = logs.is_some_and(|logs| {
        given(&logs.cloud_watch_log_group_name).is_some() || given(&logs.s3_bucket_name).is_some()
    });
    let member = format!("{at}.logConfiguration");
    match &exec.logging {
        Some(ExecuteCommandLogging::Override) if !has_place => {
            let what = "the logging is OVERRIDE, and neither a log group nor a bucket is named";
            let fix = "add cloudWatchLogGroupName or s3BucketName to logConfiguration, or write `DEFAULT`";
            findings.push(Finding::new(&codes::EXEC_LOG, member, what, fix));
        }
        Some(ExecuteCommandLogging::Override) => {}
        Some(ExecuteCommandLogging::Unknown(value)) => {
            check_known(&format!("{at}.logging"), value, ExecuteCommandLogging::VALUES, findings);
        }
        other => {
            if has_place {
                let logging = other.as_ref().map_or("DEFAULT", |logging| logging.as_str());
                let what = format!("a log is named, and the logging is {logging}");
                findings.push(Finding::new(
                    &codes::EXEC_LOG_UNUSED,
                    member,
                    what,
                    "write the logging `OVERRIDE`",
                ));
            }
        }
    }
}

fn check_association(
    cluster: &str,
    providers: &[String],
    strategy: &[crate::api::ecs::CapacityProviderStrategyItem],
    around: &dyn Surroundings,
    findings: &mut Vec<Finding>,
) {
    for (index, name) in providers.iter().enumerate() {
        let member = format!("capacityProviders[{index}]");
        if let Some((what, fix)) = misfit(name, cluster, around) {
            findings.push(Finding::new(&codes::PROVIDER, member, what, fix));
        }
    }
    let member = "defaultCapacityProviderStrategy";
    capacity::check_items(strategy, member, around, findings);
    // What is made for the cluster has to be named too, before it can stand in its default strategy.
    capacity::check_associated(strategy, member, providers, cluster, &Alone, findings);
}

/// Says why a provider cannot be associated with a cluster.
fn misfit(name: &str, cluster: &str, around: &dyn Surroundings) -> Option<(String, String)> {
    const OWN: [&str; 2] = ["FARGATE", "FARGATE_SPOT"];
    if OWN.contains(&name) || has_token(name) {
        return None;
    }
    // One that is made beside has its name looked at where it is made.
    if names::CAPACITY_PROVIDER.check(name).is_err() && around.capacity_provider(name).is_none() {
        let fix = match ecs_dsl_facts::nearest(name, OWN) {
            Some(meant) => format!("write `{meant}`"),
            None => "write `FARGATE`, `FARGATE_SPOT` or the name of one of the account's".to_owned(),
        };
        return Some((format!("there is no capacity provider `{name}`"), fix));
    }
    let home = around.capacity_provider(name)?.cluster.as_deref().filter(|home| !home.is_empty())?;
    let home_name = home.rsplit('/').next().unwrap_or(home);
    let cluster_name = cluster.rsplit('/').next().unwrap_or(cluster);
    (home_name != cluster_name && !has_token(home) && !has_token(cluster)).then(|| {
        let what = format!("the capacity provider `{name}` lives in the cluster `{home_name}`");
        (what, "leave it out, or make a provider for this cluster".to_owned())
    })
}

fn check_namespace(namespace: &str, findings: &mut Vec<Finding>) {
    let member = "serviceConnectDefaults.namespace";
    let before = findings.len();
    service_connect::check_namespace_form(namespace, member, findings);
    if findings.len() == before && !namespace.starts_with("arn:") && !has_token(namespace) {
        let what = format!("ECS makes the namespace `{namespace}` if there is none, and leaves it for ever");
        let fix = "name a namespace that you own by its ARN, or delete this one yourself some day";
        findings.push(Finding::new(&codes::NEW_NAMESPACE, member, what, fix));
    }
}
