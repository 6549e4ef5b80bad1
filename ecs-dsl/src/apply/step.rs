//! One call of a step: made until it is done, or known not to be.

use std::time::Duration;

use serde_json::{Value, json};

use super::call::{self, Failed};
use super::event::Event;
use super::outcome::Failure;
use super::run::Run;
use super::words::duration;
use crate::aws::{Aws, CallError, CallErrorKind};
use crate::plan::{PlannedCall, open_tokens};

/// The first pause before a call is repeated; each further one doubles, up to the longest.
const FIRST_PAUSE: Duration = Duration::from_secs(2);
const LONGEST_PAUSE: Duration = Duration::from_secs(15);

/// A call that did not do what it was to do.
pub(crate) enum Undone {
    /// What is there is not what the plan took it to be: look again and plan this resource anew.
    LookAgain(Failure),
    /// It failed.
    Failed(Failure),
}

/// Makes a planned call over a connection that is for this resource's turn, waiting for what AWS takes its time for.
pub(crate) async fn perform(
    run: &Run,
    aws: &Aws,
    address: &str,
    planned: &PlannedCall,
) -> Result<Value, Undone> {
    let mut request = run.resolve(&planned.request);
    if let Some(token) = open_tokens(&request).first() {
        let what = format!("it needs `{token}`, which is not known");
        let fix = "deploy the stack that has it first, or deploy both at once";
        return Err(Undone::Failed(Failure::new(what).fix(fix)));
    }
    // What AWS would make twice is made once, however often the call is repeated.
    let has_own_token = request["clientToken"].as_str().is_some_and(|token| !token.is_empty());
    if planned.operation == "CreateService" || (planned.operation == "RunTask" && !has_own_token) {
        request["clientToken"] = json!(client_token(&run.nonce, address));
    }
    let begun = run.aws.time().now();
    let mut pause = FIRST_PAUSE;
    loop {
        let outcome = call::send(aws, &planned.service, &planned.operation, &request).await;
        let error = match outcome {
            Ok(answer) => return Ok(answer),
            Err(Failed::Unknown(operation)) => {
                let what = format!("the plan asks for {operation}, which this program cannot do");
                return Err(Undone::Failed(Failure::new(what)));
            }
            Err(Failed::Call(error)) => error,
        };
        match judge(&planned.operation, &error) {
            Judgement::Done => return Ok(Value::Null),
            Judgement::LookAgain => return Err(Undone::LookAgain(Failure::of_call(&error))),
            Judgement::Fails => return Err(Undone::Failed(Failure::of_call(&error))),
            Judgement::Wait(patience) => {
                let waited = run.aws.time().now().saturating_sub(begun);
                if waited >= patience {
                    let mut failure = Failure::of_call(&error);
                    failure.details.push(format!("it was tried for {}", duration(waited)));
                    return Err(Undone::Failed(failure));
                }
                let what = waiting_for(&error);
                run.tell(Event::Waiting { address: address.to_owned(), what });
                run.pause(pause).await.map_err(Undone::Failed)?;
                pause = (pause * 2).min(LONGEST_PAUSE);
            }
        }
    }
}

/// What a failed call means for its step.
#[derive(Debug, PartialEq, Eq)]
enum Judgement {
    /// What it was to bring about is so already.
    Done,
    /// It may have had its effect, or things are not as the plan took them to be.
    LookAgain,
    /// It will work in a while.
    Wait(Duration),
    /// It will not work.
    Fails,
}

fn judge(operation: &str, error: &CallError) -> Judgement {
    let kind = error.kind();
    let takes_away = ["Delete", "Detach", "Remove", "Untag", "Deregister", "Disassociate"];
    let takes_away = takes_away.iter().any(|verb| operation.starts_with(verb));
    let makes = ["Create", "Register", "Add"].iter().any(|verb| operation.starts_with(verb));
    match kind {
        CallErrorKind::Stopped { .. } => Judgement::Fails,
        CallErrorKind::NotFound | CallErrorKind::NotActive if takes_away => Judgement::Done,
        // A retention that was never set cannot be taken back, and a service that drains is on its way.
        CallErrorKind::NotFound | CallErrorKind::NotActive => Judgement::LookAgain,
        CallErrorKind::AlreadyExists => Judgement::LookAgain,
        CallErrorKind::LimitExceeded if operation == "AddRoleToInstanceProfile" => Judgement::LookAgain,
        _ if makes && error.may_have_had_effect() => Judgement::LookAgain,
        _ => error.patience().map_or(Judgement::Fails, Judgement::Wait),
    }
}

fn waiting_for(error: &CallError) -> String {
    match error.kind() {
        CallErrorKind::CannotAssumeRole { role: Some(role) } => {
            format!("for ECS to know the role {role}")
        }
        CallErrorKind::CannotAssumeRole { role: None } => "for ECS to know a new role".to_owned(),
        CallErrorKind::Draining => "for the old service of that name to stop its tasks".to_owned(),
        CallErrorKind::Occupied => "for what still uses it to go".to_owned(),
        CallErrorKind::InProgress => "for another change of it to end".to_owned(),
        CallErrorKind::Throttled => "because AWS says that calls come too fast".to_owned(),
        _ => format!("after a failed call: {error}"),
    }
}

/// Returns a token of at most 36 characters that is the same for every repetition within this run, and
/// no other run's: a service that was deleted and is made again must not be answered from memory.
fn client_token(nonce: &str, address: &str) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in nonce.bytes().chain([0]).chain(address.bytes()) {
        hash ^= u64::from(byte);
        hash = hash.wrapping_mul(0x0000_0100_0000_01b3);
    }
    let mut token: String = nonce.chars().take(19).collect();
    token.push_str(&format!("-{hash:016x}"));
    token
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_token_fits_and_is_its_runs_and_its_resources_own() {
        let token = client_token("18a2b3c4d5e6f7a8-1f4", "service/web");
        assert!(token.len() <= 36 && token.is_ascii(), "{token}");
        assert_eq!(token, client_token("18a2b3c4d5e6f7a8-1f4", "service/web"));
        assert_ne!(token, client_token("18a2b3c4d5e6f7a8-1f4", "service/api"));
        assert_ne!(token, client_token("28a2b3c4d5e6f7a8-1f4", "service/web"));
    }
}
