//! The processor and operating system that a task is built for.

use serde::{Deserialize, Serialize};

use crate::api::open_enum::open_enum;

/// The processor and operating system that a task needs.
///
/// AWS: [`RuntimePlatform`](https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RuntimePlatform.html)
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RuntimePlatform {
    /// The processor. Default on Fargate: `X86_64`. AWS: `RuntimePlatform.cpuArchitecture`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu_architecture: Option<CpuArchitecture>,
    /// The operating system. Default on Fargate: `LINUX`.
    ///
    /// AWS: `RuntimePlatform.operatingSystemFamily`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operating_system_family: Option<OsFamily>,
}

open_enum! {
    /// The processor that a task is built for.
    ///
    /// AWS: `RuntimePlatform.cpuArchitecture`
    pub enum CpuArchitecture {
        /// Intel and AMD, 64 bit.
        X86_64 = "X86_64",
        /// Arm, 64 bit, such as Graviton; Linux only.
        Arm64 = "ARM64",
    }
}

open_enum! {
    /// The operating system that a task is built for.
    ///
    /// AWS: `RuntimePlatform.operatingSystemFamily`
    pub enum OsFamily {
        /// Windows Server 2019, full installation.
        WindowsServer2019Full = "WINDOWS_SERVER_2019_FULL",
        /// Windows Server 2019, core installation.
        WindowsServer2019Core = "WINDOWS_SERVER_2019_CORE",
        /// Windows Server 2016, full installation.
        WindowsServer2016Full = "WINDOWS_SERVER_2016_FULL",
        /// Windows Server, version 2004, core installation.
        WindowsServer2004Core = "WINDOWS_SERVER_2004_CORE",
        /// Windows Server 2022, core installation.
        WindowsServer2022Core = "WINDOWS_SERVER_2022_CORE",
        /// Windows Server 2022, full installation.
        WindowsServer2022Full = "WINDOWS_SERVER_2022_FULL",
        /// Windows Server 2025, core installation.
        WindowsServer2025Core = "WINDOWS_SERVER_2025_CORE",
        /// Windows Server 2025, full installation.
        WindowsServer2025Full = "WINDOWS_SERVER_2025_FULL",
        /// Windows Server, version 20H2, core installation.
        WindowsServer20H2Core = "WINDOWS_SERVER_20H2_CORE",
        /// Linux.
        Linux = "LINUX",
    }
}

impl OsFamily {
    /// Returns whether this is a Windows, also one that this version of the library does not know.
    pub fn is_windows(&self) -> bool {
        self.as_str().starts_with("WINDOWS")
    }
}
