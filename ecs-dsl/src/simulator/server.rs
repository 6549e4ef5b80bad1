//! The HTTP server around the world.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::error::Error;
use std::fmt;
use std::fs::{File, TryLockError};
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use http::Request as HttpRequest;
use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use super::clock::Clock;
use super::faults::{EffectDone, Fault, FaultAction, Faults};
use super::protocol::{self, HttpAnswer, Request};
use super::state::{External, Refusal, Settings, TaskFault, World, WorldFileError};
use crate::aws::{Access, Service, Time};

/// How often a world with a file is written, at most, while requests come in.
const SAVE_EVERY: Duration = Duration::from_millis(100);
/// A large world is written less often, so that writing takes no more than one part in so many.
const SAVING_SHARE: u32 = 20;

/// A simulator that cannot start.
#[derive(Debug)]
pub enum StartError {
    /// No port could be opened on loopback.
    Port(io::Error),
    /// No thread, or no event loop for it, could be had.
    Thread(io::Error),
    /// The world's file cannot be read.
    File(WorldFileError),
    /// Another simulator has the world's file.
    InUse(PathBuf),
}

impl fmt::Display for StartError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Port(error) => write!(formatter, "cannot open a port for the simulator: {error}"),
            Self::Thread(error) => write!(formatter, "cannot start the simulator: {error}"),
            Self::File(error) => error.fmt(formatter),
            Self::InUse(path) => write!(
                formatter,
                "the local state {} is in use by another command; wait until it is done",
                path.display()
            ),
        }
    }
}

impl Error for StartError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Port(error) | Self::Thread(error) => Some(error),
            Self::File(error) => error.source(),
            Self::InUse(_) => None,
        }
    }
}

/// A request that came, and how it was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallRecord {
    /// Whose operation it was.
    pub service: Service,
    /// The operation's name.
    pub operation: String,
    /// The HTTP status; `None` when the connection was cut.
    pub status: Option<u16>,
    /// The code of the error that it was refused with.
    pub refused: Option<String>,
}

impl CallRecord {
    /// Returns whether the answer was that calls come too fast.
    pub fn is_throttled(&self) -> bool {
        self.refused.as_deref().is_some_and(|code| matches!(code, "Throttling" | "ThrottlingException"))
    }
}

/// A running simulator. Dropping it stops the server, and writes the world's file if it has one.
#[derive(Debug)]
pub struct Simulator {
    shared: Arc<Shared>,
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
    /// Held as long as the world's file is ours.
    _lock: Option<File>,
}

#[derive(Debug)]
struct Shared {
    world: Mutex<World>,
    clock: Clock,
    faults: Mutex<Faults>,
    latency: Mutex<Duration>,
    calls: Mutex<Vec<CallRecord>>,
    /// Earlier worlds, for reads that are answered late.
    past: Mutex<VecDeque<(Duration, World)>>,
    file: Option<PathBuf>,
    /// Before when the file need not be written again.
    next_save: Mutex<Option<Instant>>,
    requests: AtomicU64,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Simulator {
    /// Starts a simulator of an empty world on a clock that jumps.
    ///
    /// # Errors
    /// No port or thread is to be had.
    pub fn start(settings: Settings) -> Result<Self, StartError> {
        Self::of(World::new(settings), Clock::jumping())
    }

    /// Starts a simulator of a world, on a clock.
    ///
    /// # Errors
    /// No port or thread is to be had.
    pub fn of(world: World, clock: Clock) -> Result<Self, StartError> {
        Self::serve(world, clock, None)
    }

    /// Starts a simulator whose world is kept in a file: it goes on as it was left, or is new with
    /// these settings when there is no file yet. One file is one account and Region.
    ///
    /// # Errors
    /// The file cannot be read or is in use, or no port or thread is to be had.
    pub fn open(path: &Path, settings: Settings, clock: Clock) -> Result<Self, StartError> {
        let lock = take_lock(path)?;
        let world = World::load(path).map_err(StartError::File)?.unwrap_or_else(|| World::new(settings));
        let mut simulator = Self::serve(world, clock, Some(path.to_owned()))?;
        simulator._lock = Some(lock);
        Ok(simulator)
    }

    fn serve(world: World, clock: Clock, file: Option<PathBuf>) -> Result<Self, StartError> {
        clock.advance_to(world.now());
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(StartError::Port)?;
        listener.set_nonblocking(true).map_err(StartError::Port)?;
        let address = listener.local_addr().map_err(StartError::Port)?;
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(StartError::Thread)?;
        let shared = Arc::new(Shared {
            world: Mutex::new(world),
            clock,
            faults: Mutex::default(),
            latency: Mutex::default(),
            calls: Mutex::default(),
            past: Mutex::default(),
            file,
            next_save: Mutex::default(),
            requests: AtomicU64::new(0),
        });
        let (stop, stopped) = oneshot::channel();
        let served = Arc::clone(&shared);
        let thread = std::thread::Builder::new()
            .name("ecs-dsl simulator".to_owned())
            .spawn(move || runtime.block_on(accept(listener, served, stopped)))
            .map_err(StartError::Thread)?;
        Ok(Self { shared, address, stop: Some(stop), thread: Some(thread), _lock: None })
    }

    /// Returns the endpoint's URL.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Returns the clock that the simulated world goes by.
    pub fn clock(&self) -> Clock {
        self.shared.clock.clone()
    }

    /// Returns how to reach the simulator: endpoint, keys, Region, clock and rates; retries follow each
    /// other at once.
    pub fn access(&self) -> Access {
        let settings = lock(&self.shared.world).settings.clone();
        Access::standard()
            .endpoint(self.url())
            .test_credentials()
            .region(settings.region)
            .rates(settings.rates)
            .time(Arc::new(self.clock()))
            .first_backoff(Duration::from_millis(1))
    }

    /// Looks at the world, or changes it, between two requests.
    pub fn with_world<T>(&self, look: impl FnOnce(&mut World) -> T) -> T {
        let mut world = lock(&self.shared.world);
        world.advance(self.shared.clock.now());
        look(&mut world)
    }

    /// Makes something exist that nobody created here.
    pub fn assume_exists(&self, external: External) {
        self.with_world(|world| world.assume_exists(external));
    }

    /// Scripts the fate of tasks that are started from now on.
    pub fn add_task_fault(&self, fault: TaskFault) {
        self.with_world(|world| world.add_task_fault(fault));
    }

    /// Lets tasks that are started from now on live.
    pub fn clear_task_faults(&self) {
        self.with_world(|world| world.clear_task_faults());
    }

    /// Scripts what happens to calls from now on.
    pub fn add_fault(&self, fault: Fault) {
        lock(&self.shared.faults).add(fault);
    }

    /// Lets all calls through again.
    pub fn clear_faults(&self) {
        lock(&self.shared.faults).clear();
    }

    /// Sets how long every answer takes, on the simulator's clock.
    pub fn set_latency(&self, latency: Duration) {
        *lock(&self.shared.latency) = latency;
    }

    /// Returns the requests that came so far.
    pub fn calls(&self) -> Vec<CallRecord> {
        lock(&self.shared.calls).clone()
    }

    /// Forgets the requests that came so far.
    pub fn forget_calls(&self) {
        lock(&self.shared.calls).clear();
    }

    /// Writes the world's file, if it has one.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn save(&self) -> Result<(), WorldFileError> {
        self.shared.save()
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            // The server may be gone already, which is as good.
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
        // Whoever wants to know whether the file could be written calls `save`.
        let _ = self.shared.save();
    }
}

impl Shared {
    fn save(&self) -> Result<(), WorldFileError> {
        match &self.file {
            Some(path) => lock(&self.world).save(path),
            None => Ok(()),
        }
    }

    /// Writes the file now and then, so that little is lost when the process is killed.
    fn save_sometimes(&self) {
        if self.file.is_none() {
            return;
        }
        let mut next = lock(&self.next_save);
        let begun = Instant::now();
        if next.is_none_or(|next| next <= begun) {
            // A file that cannot be written is told of by `save`, at the end.
            let _ = self.save();
            *next = Some(Instant::now() + SAVE_EVERY.max(begun.elapsed() * SAVING_SHARE));
        }
    }

    fn record(&self, request: &Request, answer: Option<&HttpAnswer>) {
        let Request { service, operation, .. } = request;
        lock(&self.calls).push(CallRecord {
            service: *service,
            operation: operation.clone(),
            status: answer.map(|answer| answer.status().as_u16()),
            refused: answer.and_then(protocol::refused_with).map(str::to_owned),
        });
    }

    /// Keeps the world as it is before a request, as long as reads may be answered from it.
    fn remember(&self, now: Duration) {
        let Some(memory) = lock(&self.faults).longest_memory() else { return };
        let mut world = lock(&self.world);
        world.advance(now);
        let mut past = lock(&self.past);
        past.push_back((now, world.clone()));
        // The newest of those that are old enough has to stay.
        while past.get(1).is_some_and(|(at, _)| *at + memory <= now) {
            past.pop_front();
        }
    }

    fn answer_from_the_past(&self, request: &Request, age: Duration) -> Result<serde_json::Value, Refusal> {
        let then = self.clock.now().saturating_sub(age);
        let past = lock(&self.past);
        let found = past.iter().rev().find(|(at, _)| *at <= then).or_else(|| past.front());
        let found = found.map(|(_, world)| world.clone());
        drop(past);
        let mut world = found.unwrap_or_else(|| lock(&self.world).clone());
        world.set_caller(&request.user);
        let then = then.max(world.now());
        world.answer(request.service, &request.operation, &request.input, then)
    }
}

/// Takes the lock that lies beside a world's file; the system gives it back when the process ends.
fn take_lock(path: &Path) -> Result<File, StartError> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".lock");
    let open = || {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        File::create(&beside)
    };
    let file = open().map_err(|cause| StartError::File(WorldFileError::unwritable(path, cause)))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StartError::InUse(path.to_owned())),
        Err(TryLockError::Error(cause)) => Err(StartError::File(WorldFileError::unwritable(path, cause))),
    }
}

async fn accept(listener: std::net::TcpListener, shared: Arc<Shared>, mut stopped: oneshot::Receiver<()>) {
    let Ok(listener) = TcpListener::from_std(listener) else { return };
    loop {
        let stream = tokio::select! {
            _ = &mut stopped => return,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                // Out of file descriptors, say: the next one may succeed.
                Err(_) => continue,
            },
        };
        // Small answers should not wait for more to come.
        let _ = stream.set_nodelay(true);
        let shared = Arc::clone(&shared);
        tokio::spawn(async move {
            let service = service_fn(|request| {
                let shared = Arc::clone(&shared);
                async move { handle(&shared, request).await }
            });
            // An error here is a connection that was cut, by us or by the client.
            let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

/// A connection to be closed without an answer.
#[derive(Debug)]
struct Cut;

impl fmt::Display for Cut {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the connection was cut on purpose")
    }
}

impl Error for Cut {}

impl From<Infallible> for Cut {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}

async fn handle(shared: &Shared, http: HttpRequest<Incoming>) -> Result<HttpAnswer, Cut> {
    let (parts, body) = http.into_parts();
    let body = body.collect().await.map_err(|_| Cut)?.to_bytes();
    let request = match protocol::read(&parts.headers, &body) {
        Ok(request) => request,
        Err(answer) => return Ok(*answer),
    };
    let latency = *lock(&shared.latency);
    if !latency.is_zero() {
        shared.clock.hold_answer(latency).await;
    }
    let text = request.input.to_string();
    let faults = lock(&shared.faults).of(&request.user, request.service, &request.operation, &text);
    for fault in &faults {
        if let FaultAction::Delay(delay) = fault {
            shared.clock.hold_answer(*delay).await;
        }
    }
    let outcome = answer(shared, &request, &faults);
    shared.record(&request, outcome.as_ref().ok());
    outcome
}

fn answer(shared: &Shared, request: &Request, faults: &[FaultAction]) -> Result<HttpAnswer, Cut> {
    let now = shared.clock.tick();
    let number = shared.requests.fetch_add(1, Ordering::SeqCst) + 1;
    let id = format!("00000000-0000-4000-8000-{number:012}");
    let refuse = |refusal| Ok(protocol::write(request, Err(refusal), &id));
    let service = request.service;

    for fault in faults {
        let world = lock(&shared.world);
        match fault {
            FaultAction::Throttle => return refuse(world.throttled(service)),
            FaultAction::Refuse { code, message } => return refuse(Refusal::new(code, message)),
            FaultAction::ServerError { status, done: EffectDone::No } => {
                return refuse(world.failed(service, *status));
            }
            FaultAction::Cut { done: EffectDone::No } => return Err(Cut),
            _ => {}
        }
    }
    let stale = faults.iter().find_map(|fault| match fault {
        FaultAction::Stale(age) => Some(*age),
        _ => None,
    });
    let reads = ["Get", "List", "Describe"].iter().any(|verb| request.operation.starts_with(verb));
    shared.remember(now);
    let answered = match stale {
        Some(age) if reads => shared.answer_from_the_past(request, age),
        _ => {
            let mut world = lock(&shared.world);
            world.set_caller(&request.user);
            world.answer(service, &request.operation, &request.input, now)
        }
    };
    if !reads {
        shared.save_sometimes();
    }
    for fault in faults {
        match fault {
            FaultAction::ServerError { status, done: EffectDone::Yes } => {
                let refusal = lock(&shared.world).failed(service, *status);
                return refuse(refusal);
            }
            FaultAction::Cut { done: EffectDone::Yes } => return Err(Cut),
            _ => {}
        }
    }
    Ok(protocol::write(request, answered, &id))
}
