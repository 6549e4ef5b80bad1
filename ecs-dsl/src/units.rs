//! Quantities with their unit in the type, so that seconds are never passed where MiB are meant.

use std::fmt;

use ecs_dsl_facts::fargate::{self, Half, Os};
use ecs_dsl_facts::{Fault, Faults, duration, quantity};
use serde::{Deserialize, Serialize};

macro_rules! unit {
    ($(#[$meta:meta])* $name:ident, $symbol:literal) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(i32);

        impl $name {
            #[doc = concat!("Makes a quantity in ", $symbol, "; any number is kept, the rules judge it.")]
            pub const fn new(value: i32) -> Self {
                Self(value)
            }

            #[doc = concat!("Returns the number of ", $symbol, ".")]
            pub const fn get(self) -> i32 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(formatter, concat!("{} ", $symbol), self.0)
            }
        }
    };
}

unit! {
    /// Processor shares in CPU units: 1,024 are one vCPU.
    CpuUnits, "CPU units"
}
unit! {
    /// Memory in MiB (2²⁰ bytes).
    Mib, "MiB"
}
unit! {
    /// Storage in GiB (2³⁰ bytes).
    Gib, "GiB"
}
unit! {
    /// A span of time in seconds.
    Seconds, "s"
}
unit! {
    /// A span of time in minutes.
    Minutes, "min"
}
unit! {
    /// A share in per cent of the desired count, or of capacity.
    Percent, "%"
}

impl CpuUnits {
    /// Makes CPU units of whole vCPUs: one vCPU is 1,024 units.
    pub const fn vcpu(count: i32) -> Self {
        Self(count.saturating_mul(1024))
    }
}

impl Mib {
    /// Makes MiB of whole GiB, which the ECS API calls GB: one is 1,024 MiB.
    pub const fn gb(count: i32) -> Self {
        Self(count.saturating_mul(1024))
    }
}

impl Seconds {
    /// Makes seconds of whole minutes.
    pub const fn minutes(count: i32) -> Self {
        Self(count.saturating_mul(60))
    }
}

impl Seconds {
    /// Makes seconds of a span of time such as `30s`, `5m` or `1h30m`; `seconds!` checks one while the
    /// program compiles.
    ///
    /// # Errors
    /// When the text is no such span, or has a part of a second.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        duration::whole_seconds(text).map(Self)
    }
}

impl Minutes {
    /// Makes minutes of whole hours.
    pub const fn hours(count: i32) -> Self {
        Self(count.saturating_mul(60))
    }
}

/// The size of a Fargate task: its CPU and its memory, of which AWS offers fixed pairs.
///
/// `fargate!(1 vCPU, 4 GB)` makes one that is checked by the compiler; one made here is checked at
/// synth, against the same table. AWS: `RegisterTaskDefinition`, members `cpu` and `memory`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FargateSize {
    cpu: CpuUnits,
    memory: Mib,
}

impl FargateSize {
    /// Makes a size of CPU units and MiB.
    pub const fn new(cpu: CpuUnits, memory: Mib) -> Self {
        Self { cpu, memory }
    }

    /// Makes a size of the texts that ECS takes, such as `1 vCPU` and `4 GB`, or `1024` and `4096`.
    ///
    /// # Errors
    /// When a text is no amount, or Fargate does not offer the two together to Linux tasks; the faults
    /// offer the nearest sizes.
    ///
    /// ```
    /// use ecs_dsl::units::FargateSize;
    ///
    /// assert!(FargateSize::parse("1 vCPU", "4 GB").is_ok());
    /// assert!(FargateSize::parse("1 vCPU", "1 GB").is_err());
    /// ```
    pub fn parse(cpu: &str, memory: &str) -> Result<Self, Faults> {
        let units = quantity::cpu_units(cpu)?;
        let mib = quantity::memory_mib(memory)?;
        match fargate::check(units, mib, Os::Linux) {
            Ok(_) => Ok(Self::new(CpuUnits(units), Mib(mib))),
            Err(fault) => {
                let text = if fault.half == Half::Cpu { cpu } else { memory };
                Err(Fault::new(0..text.len(), fault.what, fault.why, fault.fix).into())
            }
        }
    }

    /// Returns the CPU units.
    pub const fn cpu(self) -> CpuUnits {
        self.cpu
    }

    /// Returns the memory.
    pub const fn memory(self) -> Mib {
        self.memory
    }
}

/// What can be the size of a Fargate task: a [`FargateSize`], or its CPU and memory as a pair.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the size of a Fargate task",
    label = "a CPU and a memory are expected",
    note = "write `fargate!(1 vCPU, 4 GB)`, which checks them while the program compiles",
    note = "what is known only when the program runs is `(CpuUnits::new(…), Mib::new(…))`, or read with `FargateSize::parse`"
)]
pub trait IntoFargateSize {
    #[doc(hidden)]
    fn into_fargate_size(self) -> FargateSize;
}

#[diagnostic::do_not_recommend]
impl<T: Into<FargateSize>> IntoFargateSize for T {
    fn into_fargate_size(self) -> FargateSize {
        self.into()
    }
}

impl From<(CpuUnits, Mib)> for FargateSize {
    fn from((cpu, memory): (CpuUnits, Mib)) -> Self {
        Self::new(cpu, memory)
    }
}
