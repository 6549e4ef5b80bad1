//! Waiting until what a call began has come about, where AWS answers before it has.
//!
//! Which calls these are, what to ask for then and what the answer means is each kind's to say
//! ([`Settling`](crate::kind::Settling)); here is when it is asked, and for how long.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use super::call::{self, Failed};
use super::event::Event;
use super::outcome::Failure;
use super::run::Run;
use crate::kind::{Kind, PlannedCall, Settled};

/// How long it may take: a service to stop its tasks, a cluster to change its capacity providers.
const LONGEST: Duration = Duration::from_secs(3600);

/// Returns once what a call began has come about; at once for calls that AWS answers when they are done.
pub(crate) async fn after(
    run: &Run,
    address: &str,
    kind: &dyn Kind,
    call: &PlannedCall,
) -> Result<(), Failure> {
    let Some(settling) = kind.settling().iter().find(|one| one.after == call.operation) else {
        return Ok(());
    };
    let question = (settling.ask)(&run.resolve(&call.request));
    let begun = run.aws.time().now();
    let mut told = None;
    loop {
        let what = match (settling.judge)(described(run, &question).await?.as_ref()) {
            Settled::Yes => return Ok(()),
            Settled::Never { what, fix } => return Err(Failure::new(what).fix(fix)),
            Settled::NotYet(what) => what,
        };
        if run.aws.time().now().saturating_sub(begun) >= LONGEST {
            return Err(Failure::new(format!("it has waited an hour {what}")).fix(settling.fix));
        }
        if told.as_ref() != Some(&what) {
            told = Some(what.clone());
            run.tell(Event::Waiting { address: address.to_owned(), what });
        }
        run.pause(run.describer.pause()).await?;
    }
}

/// Returns a description; `None` where there is nothing to describe.
async fn described(run: &Run, question: &PlannedCall) -> Result<Option<Value>, Failure> {
    // Of services many are looked at at once, and those who ask share calls.
    if question.operation == "DescribeServices"
        && let (Some(cluster), Some(name)) =
            (question.request["cluster"].as_str(), question.request["services"][0].as_str())
    {
        let service = run.describer.service(cluster, name).await;
        let service = service.map_err(|error: Arc<_>| Failure::of_call(&error))?;
        return Ok(service.map(|service| json!({ "services": [service] })));
    }
    let answer = call::send(&run.aws, &question.service, &question.operation, &question.request).await;
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(Failed::Call(error)) if error.is_not_found() => Ok(None),
        Err(Failed::Call(error)) => Err(Failure::of_call(&error)),
        Err(Failed::Unknown(operation)) => {
            Err(Failure::new(format!("it takes {operation} to see, which this program cannot do")))
        }
    }
}
