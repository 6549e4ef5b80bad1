//! Limits on what the processes of a container may use.

use serde::{Deserialize, Serialize};

use crate::api::open_enum::open_enum;

/// A resource limit of a container's processes; not on Windows.
///
/// AWS: [`Ulimit`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Ulimit.html)
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Ulimit {
    /// What is limited.
    ///
    /// Fargate takes only `nofile`, which is 65535, soft and hard, when not set.
    /// AWS: `Ulimit.name`
    pub name: UlimitName,
    /// The limit in force, which a process may raise up to the hard one.
    ///
    /// Unit: that of the kind, as for `setrlimit`.
    /// AWS: `Ulimit.softLimit`
    pub soft_limit: i32,
    /// The highest that the soft limit may be.
    ///
    /// Unit: that of the kind.
    /// AWS: `Ulimit.hardLimit`
    pub hard_limit: i32,
}

impl Ulimit {
    /// Makes a limit of its kind, the soft and the hard limit.
    pub fn new(name: UlimitName, soft_limit: i32, hard_limit: i32) -> Self {
        Self { name, soft_limit, hard_limit }
    }
}

open_enum! {
    /// What can be limited for the processes of a container.
    ///
    /// AWS: `Ulimit.name`
    pub enum UlimitName {
        /// The size of a core file, in bytes.
        Core = "core",
        /// Processor time, in seconds.
        Cpu = "cpu",
        /// The data segment, in bytes.
        Data = "data",
        /// The size of a file, in bytes.
        Fsize = "fsize",
        /// The number of file locks.
        Locks = "locks",
        /// Memory that may be locked, in bytes.
        Memlock = "memlock",
        /// Bytes in POSIX message queues.
        Msgqueue = "msgqueue",
        /// The nice value, as 20 minus the limit.
        Nice = "nice",
        /// The number of open files.
        Nofile = "nofile",
        /// The number of processes of the user.
        Nproc = "nproc",
        /// The resident set, in bytes.
        Rss = "rss",
        /// The real-time priority.
        Rtprio = "rtprio",
        /// Processor time without a blocking call under real-time scheduling, in microseconds.
        Rttime = "rttime",
        /// The number of pending signals.
        Sigpending = "sigpending",
        /// The stack, in bytes.
        Stack = "stack",
    }
}
