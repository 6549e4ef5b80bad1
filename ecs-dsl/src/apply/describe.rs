//! Looking at many services at once: questions that come at about the same time share a call.

use std::collections::BTreeMap;
use std::mem;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::oneshot;

use crate::aws::{Aws, CallError, EcsOperation};
use crate::live::{absent_if_not_found, items, last_part, text};

/// How many services one call describes.
const SERVICES: usize = 10;
/// How long the first question waits for others to share its call.
const GATHERING: Duration = Duration::from_millis(25);
/// How long to pause between two looks at the same service.
const PAUSE: Duration = Duration::from_secs(5);
/// Less than this is no pause.
const SHORTEST_PAUSE: Duration = Duration::from_secs(1);

type Asker = oneshot::Sender<Result<Option<Value>, Arc<CallError>>>;

/// Who waits, by cluster, each for the service of a name.
type Waiting = BTreeMap<String, Vec<(String, Asker)>>;

/// Describes services for all who follow one.
#[derive(Debug, Clone)]
pub(crate) struct Describer {
    aws: Aws,
    waiting: Arc<Mutex<Waiting>>,
}

impl Describer {
    pub(crate) fn new(aws: Aws) -> Self {
        Self { aws, waiting: Arc::default() }
    }

    /// Returns a service as it is now; `None` where there is none.
    pub(crate) async fn service(&self, cluster: &str, name: &str) -> Result<Option<Value>, Arc<CallError>> {
        let (asker, answer) = oneshot::channel();
        let first = {
            let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
            let first = waiting.is_empty();
            waiting.entry(cluster.to_owned()).or_default().push((name.to_owned(), asker));
            first
        };
        if first {
            let describer = self.clone();
            tokio::spawn(async move { describer.ask().await });
        }
        // The one who asks is gone only with the whole runtime.
        answer.await.unwrap_or(Ok(None))
    }

    /// Returns how long to pause before the next look: all who follow a service look at the same moments,
    /// whenever they began, so that a hundred of them cost ten calls each time and not a hundred.
    pub(crate) fn pause(&self) -> Duration {
        let since = self.aws.time().now().as_nanos() % PAUSE.as_nanos();
        let rest = PAUSE - Duration::from_nanos(u64::try_from(since).unwrap_or_default());
        if rest < SHORTEST_PAUSE { rest + PAUSE } else { rest }
    }

    async fn ask(&self) {
        self.aws.time().sleep(GATHERING).await;
        let waiting = mem::take(&mut *self.waiting.lock().unwrap_or_else(PoisonError::into_inner));
        for (cluster, mut askers) in waiting {
            while !askers.is_empty() {
                let batch: Vec<_> = askers.drain(..askers.len().min(SERVICES)).collect();
                let (aws, cluster) = (self.aws.clone(), cluster.clone());
                tokio::spawn(async move { ask_batch(&aws, &cluster, batch).await });
            }
        }
    }
}

async fn ask_batch(aws: &Aws, cluster: &str, batch: Vec<(String, Asker)>) {
    let mut names: Vec<&str> = batch.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let body = json!({ "cluster": cluster, "services": names, "include": ["TAGS"] });
    let answer = absent_if_not_found(aws.ecs.call(EcsOperation::DescribeServices, &body).await);
    match answer {
        Ok(answer) => {
            let services = items(&mut answer.unwrap_or_default(), "services");
            for (name, asker) in batch {
                let found = services.iter().find(|service| text(service, "serviceName") == last_part(&name));
                // Who asked may have been stopped meanwhile.
                let _ = asker.send(Ok(found.cloned()));
            }
        }
        Err(error) => {
            let error = Arc::new(error);
            for (_, asker) in batch {
                let _ = asker.send(Err(Arc::clone(&error)));
            }
        }
    }
}
