//! A running simulator: the server around a world, how it is begun and ended, and what a test may do meanwhile.

mod connection;
mod shared;

use std::error::Error;
use std::fmt;
use std::fs::{File, TryLockError};
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::sync::oneshot;

use super::clock::Clock;
use super::faults::Fault;
use super::state::{External, Settings, TaskFault, World, WorldFileError};
use crate::aws::{Access, Service, Time};
use connection::accept;
use shared::{Shared, lock};

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
        let shared = Arc::new(Shared::new(world, clock, file));
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
