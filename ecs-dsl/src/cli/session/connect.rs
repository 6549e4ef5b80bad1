//! Connections: one a Region, each tried before anything is changed.

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::super::{FAILED, fail};
use super::flags::Access;
use super::local::Local;
use crate::assembly::Manifest;
use crate::aws::{self, Aws, CallError, StopSwitch};
use crate::live::Account;
use crate::report;

/// The exit code of a run that a second Ctrl-C ended.
const INTERRUPTED: i32 = 130;

/// The connections of one run.
#[derive(Debug)]
pub(in super::super) struct Session {
    access: Access,
    local: Option<Local>,
    stop: Arc<StopSwitch>,
    /// What is told when Ctrl-C is heard; nothing where it is not listened to.
    words: Option<&'static str>,
    listens: AtomicBool,
    open: BTreeMap<String, (Aws, Account)>,
}

impl Session {
    /// Begins a session for a program's stacks.
    pub(in super::super) fn begin(access: &Access, program: &[Manifest]) -> Self {
        Self::hearing(
            access,
            program,
            "\nstopping: nothing new is begun; press Ctrl-C again to leave at once\n",
        )
    }

    /// Begins a session of a verb that looks on while AWS works: what Ctrl-C ends is the looking on, and
    /// `words` say so.
    pub(in super::super) fn looking_on(access: &Access, program: &[Manifest], words: &'static str) -> Self {
        let session = Self::hearing(access, program, words);
        let _ = session.stop();
        session
    }

    fn hearing(access: &Access, program: &[Manifest], words: &'static str) -> Self {
        Self { words: Some(words), ..Self::unheard(access, program) }
    }

    /// Begins a session that Ctrl-C ends as it ends any program.
    pub(in super::super) fn unheard(access: &Access, program: &[Manifest]) -> Self {
        let local = access.local.then(|| Local::new(program));
        let (stop, listens) = (Arc::new(StopSwitch::new()), AtomicBool::new(false));
        Self { access: access.clone(), local, stop, words: None, listens, open: BTreeMap::new() }
    }

    /// Returns whether the other side is only simulated.
    pub(in super::super) fn is_local(&self) -> bool {
        self.local.is_some()
    }

    /// Returns what stops the run, and lets Ctrl-C turn it from now on. Before that, while the run only
    /// reads and asks, Ctrl-C ends the program as it ends any other.
    pub(in super::super) fn stop(&self) -> Arc<StopSwitch> {
        if let Some(words) = self.words
            && !self.listens.swap(true, Ordering::Relaxed)
        {
            tokio::spawn(listen_to_ctrl_c(Arc::clone(&self.stop), words));
        }
        Arc::clone(&self.stop)
    }

    /// Returns the connection for a stack, tried, of its Region and in its account.
    ///
    /// # Errors
    /// The exit code, when it was told why there is none.
    pub(in super::super) async fn of(&mut self, manifest: &Manifest) -> Result<(Aws, Account), u8> {
        let account = manifest.account.as_deref();
        let key = match &self.local {
            // A simulated account is as many accounts as the stacks say.
            Some(_) => format!("{} {}", manifest.region, account.unwrap_or_default()),
            None => manifest.region.clone(),
        };
        if let Some(open) = self.open.get(&key) {
            return right_account(manifest, open.clone());
        }
        let access = match &mut self.local {
            Some(local) => local.access(manifest).map_err(|error| fail(FAILED, &error.to_string()))?,
            None => {
                let mut access = aws::Access::standard().region(&manifest.region);
                if let Some(profile) = &self.access.profile {
                    access = access.profile(profile);
                }
                if let Some(rates) = self.access.rates() {
                    access = access.rates(rates);
                }
                access
            }
        };
        let gate: Arc<dyn aws::CallGate> = self.stop.clone();
        let opened = open(access.gate(gate)).await;
        let opened = opened.map_err(|error| fail(FAILED, &self.no_entry(&error)))?;
        self.open.insert(key, opened.clone());
        right_account(manifest, opened)
    }

    /// Returns why there is no connection. A profile that is not there looks to the SDK as one that has
    /// nothing in it, so its name is told.
    fn no_entry(&self, error: &CallError) -> String {
        let variable = || std::env::var("AWS_PROFILE").ok().filter(|name| !name.is_empty());
        match self.access.profile.clone().or_else(variable) {
            Some(profile) if *error.kind() == aws::CallErrorKind::NoCredentials => format!(
                "the profile `{profile}` has no AWS credentials, or there is none of that name\n  fix: name one \
                 that `aws configure list-profiles` shows, or run `aws sso login --profile {profile}`"
            ),
            _ => told(error),
        }
    }

    /// Writes down what the simulated AWS has come to.
    ///
    /// # Errors
    /// The exit code, when it was told why that cannot be done.
    pub(in super::super) fn end(self) -> Result<(), u8> {
        match self.local.map(Local::save) {
            Some(Err(error)) => Err(fail(FAILED, &error.to_string())),
            _ => Ok(()),
        }
    }
}

async fn open(access: aws::Access) -> Result<(Aws, Account), CallError> {
    let aws = Aws::open(access).await?;
    let caller = aws.sts.get_caller_identity().await?;
    let account = Account { partition: caller.partition().to_owned(), id: caller.account };
    Ok((aws, account))
}

fn right_account(manifest: &Manifest, (aws, account): (Aws, Account)) -> Result<(Aws, Account), u8> {
    match &manifest.account {
        Some(stated) if *stated != account.id => {
            let message = format!(
                "stack `{}` is for account {stated}, and the credentials are of account {}\n  fix: pass \
                 --profile with a profile of account {stated}, or change the account that the stack states",
                manifest.stack, account.id
            );
            Err(fail(FAILED, &message))
        }
        _ => Ok((aws, account)),
    }
}

/// Returns a failed call with what to do about it.
pub(super) fn told(error: &CallError) -> String {
    match error.fix() {
        Some(fix) => format!("{error}\n  fix: {fix}"),
        None => error.to_string(),
    }
}

/// The first Ctrl-C lets nothing new begin; the second ends the program.
async fn listen_to_ctrl_c(stop: Arc<StopSwitch>, words: &'static str) {
    if tokio::signal::ctrl_c().await.is_err() {
        return;
    }
    stop.stop();
    report::talk(words);
    if tokio::signal::ctrl_c().await.is_ok() {
        std::process::exit(INTERRUPTED);
    }
}

/// Runs a verb to its end, in the session that `begin` begins, and returns its exit code.
pub(in super::super) fn in_session(
    begin: impl FnOnce() -> Session,
    work: impl AsyncFnOnce(&mut Session) -> Result<u8, u8>,
) -> u8 {
    block_on(async {
        let mut session = begin();
        let code = work(&mut session).await.unwrap_or_else(|code| code);
        session.end().err().unwrap_or(code)
    })
}

fn block_on(work: impl Future<Output = u8>) -> u8 {
    match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime.block_on(work),
        Err(error) => fail(FAILED, &format!("no event loop is to be had: {error}")),
    }
}
