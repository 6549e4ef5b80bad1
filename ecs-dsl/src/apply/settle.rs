//! Waiting until what a call began has come about, where AWS answers before it has.

use std::time::Duration;

use serde_json::{Value, json};

use super::event::Event;
use super::outcome::Failure;
use super::run::Run;
use crate::aws::EcsOperation;
use crate::live::{absent_if_not_found, cluster_of, items};

/// How long a service may take to stop its tasks, and a cluster to change its capacity providers.
const LONGEST: Duration = Duration::from_secs(3600);

/// What a look found.
enum Look {
    /// It has come about.
    Settled,
    /// It goes on; what is waited for.
    Going(String),
    /// It will not come about.
    Failed(Failure),
}

/// Returns once what a call began has come about; at once for calls that AWS answers when they are done.
pub(crate) async fn after(run: &Run, address: &str, operation: &str, request: &Value) -> Result<(), Failure> {
    let request = run.resolve(request);
    let fix = match operation {
        "DeleteService" => {
            "look at its tasks: protected ones are not stopped, and load balancers may drain for long"
        }
        "PutClusterCapacityProviders" => "look at the cluster's attachments in the console",
        "DeleteCapacityProvider" => "look at what still uses it: instances that run, tasks, services",
        _ => return Ok(()),
    };
    let begun = run.aws.time().now();
    let mut told = None;
    loop {
        let look = match operation {
            "DeleteService" => service(run, &request).await,
            "PutClusterCapacityProviders" => attachments(run, &request).await,
            _ => provider(run, &request).await,
        };
        let what = match look? {
            Look::Settled => return Ok(()),
            Look::Failed(failure) => return Err(failure),
            Look::Going(what) => what,
        };
        if run.aws.time().now().saturating_sub(begun) >= LONGEST {
            return Err(Failure::new(format!("it has waited an hour {what}")).fix(fix));
        }
        if told.as_ref() != Some(&what) {
            told = Some(what.clone());
            run.tell(Event::Waiting { address: address.to_owned(), what });
        }
        run.pause(run.describer.pause()).await?;
    }
}

/// A deleted service stops its tasks: they need their roles, their log group and their cluster until
/// then, and its name is taken.
async fn service(run: &Run, request: &Value) -> Result<Look, Failure> {
    let (cluster, name) = (cluster_of(request), request["service"].as_str().unwrap_or_default());
    let service = run.describer.service(&cluster, name).await.map_err(|error| Failure::of_call(&error))?;
    let Some(service) = service.filter(|service| service["status"] != "INACTIVE") else {
        return Ok(Look::Settled);
    };
    Ok(Look::Going(match service["runningCount"].as_u64() {
        None | Some(0) => "for its tasks to be gone".to_owned(),
        Some(1) => "for 1 task to stop".to_owned(),
        Some(count) => format!("for {count} tasks to stop"),
    }))
}

/// A cluster takes its capacity providers in a while, and services cannot use them before.
async fn attachments(run: &Run, request: &Value) -> Result<Look, Failure> {
    let body = json!({ "clusters": [request["cluster"]], "include": ["ATTACHMENTS"] });
    let answer = run.aws.ecs.call(EcsOperation::DescribeClusters, &body).await;
    let mut answer = answer.map_err(|error| Failure::of_call(&error))?;
    let clusters = items(&mut answer, "clusters");
    Ok(match clusters.first().and_then(|cluster| cluster["attachmentsStatus"].as_str()) {
        Some("UPDATE_FAILED") => Look::Failed(
            Failure::new("the cluster could not take its capacity providers")
                .fix("look at the cluster's attachments in the console"),
        ),
        Some("UPDATE_IN_PROGRESS") => {
            Look::Going("for the cluster to take its capacity providers".to_owned())
        }
        _ => Look::Settled,
    })
}

/// A deleted capacity provider lets its instances go first, and they need its roles until then.
async fn provider(run: &Run, request: &Value) -> Result<Look, Failure> {
    let mut body = json!({ "capacityProviders": [request["capacityProvider"]] });
    // One of Managed Instances is told of only to who names its cluster.
    if !request["cluster"].is_null() {
        body["cluster"] = request["cluster"].clone();
    }
    let answer = run.aws.ecs.call(EcsOperation::DescribeCapacityProviders, &body).await;
    let answer = absent_if_not_found(answer).map_err(|error| Failure::of_call(&error))?;
    let found = items(&mut answer.unwrap_or_default(), "capacityProviders");
    let Some(provider) = found.iter().find(|one| one["status"] != "INACTIVE") else {
        return Ok(Look::Settled);
    };
    Ok(match provider["updateStatus"].as_str() {
        Some("DELETE_FAILED") => {
            let reason = provider["updateStatusReason"].as_str().unwrap_or("ECS gives no reason");
            Look::Failed(
                Failure::new(format!("the capacity provider could not be deleted: {reason}"))
                    .fix("mend that, and run the same command again"),
            )
        }
        _ => Look::Going("for its instances to be gone".to_owned()),
    })
}
