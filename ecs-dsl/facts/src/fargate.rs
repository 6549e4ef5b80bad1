//! The sizes that Fargate offers: which memory goes with which CPU.

use std::fmt;

use crate::fault::listed;
use crate::quantity::{cpu_words, memory_words};

/// A row of the size table: an amount of CPU and the memory that goes with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// The CPU units.
    pub cpu: i32,
    /// The memory that may be chosen.
    pub memory: Memory,
    /// Whether Windows tasks may have this size too; Linux tasks may have every one.
    pub windows: bool,
    /// The oldest Linux platform version that has this size, where it is not every one.
    pub since: Option<&'static str>,
    /// Where the row comes from.
    pub source: Source,
}

/// The memory that goes with an amount of CPU, in MiB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Memory {
    /// These amounts alone, rising.
    Choices(&'static [i32]),
    /// Every step from the first amount to the last.
    Steps {
        /// The smallest amount.
        from: i32,
        /// The largest amount.
        to: i32,
        /// The distance between two amounts.
        step: i32,
    },
}

/// How sure a row of the table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// AWS's own description of `RegisterTaskDefinition` has it.
    Aws,
    /// AWS's API description lacks it, but third-party validators list it: accepted, never advised.
    ThirdParty,
}

/// The operating system a task runs on, as far as sizes differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Os {
    /// Any Linux family.
    Linux,
    /// Any Windows Server family.
    Windows,
}

/// Every size that is known, by rising CPU.
pub static SIZES: &[Size] = &[
    small(256, Memory::Choices(&[512, 1024, 2048]), false),
    small(512, Memory::Steps { from: 1024, to: 4096, step: 1024 }, false),
    small(1024, Memory::Steps { from: 2048, to: 8192, step: 1024 }, true),
    small(2048, Memory::Steps { from: 4096, to: 16384, step: 1024 }, true),
    small(4096, Memory::Steps { from: 8192, to: 30720, step: 1024 }, true),
    large(8192, Memory::Steps { from: 16384, to: 61440, step: 4096 }, Source::Aws),
    large(16384, Memory::Steps { from: 32768, to: 122_880, step: 8192 }, Source::Aws),
    large(32768, Memory::Choices(&[61440, 122_880, 249_856]), Source::ThirdParty),
];

const fn small(cpu: i32, memory: Memory, windows: bool) -> Size {
    Size { cpu, memory, windows, since: None, source: Source::Aws }
}

const fn large(cpu: i32, memory: Memory, source: Source) -> Size {
    Size { cpu, memory, windows: false, since: Some("1.4.0"), source }
}

impl Memory {
    /// Returns whether this much memory, in MiB, is offered.
    pub fn offers(&self, mib: i32) -> bool {
        self.amounts().any(|amount| amount == mib)
    }

    /// Returns every amount, in MiB, rising.
    pub fn amounts(&self) -> Box<dyn Iterator<Item = i32>> {
        match *self {
            Self::Choices(amounts) => Box::new(amounts.iter().copied()),
            Self::Steps { from, to, step } => Box::new(successive(from, to, step)),
        }
    }

    /// Returns the largest amount below and the smallest above, whichever exist.
    fn neighbours(&self, mib: i32) -> (Option<i32>, Option<i32>) {
        (self.amounts().filter(|amount| *amount < mib).last(), self.amounts().find(|amount| *amount > mib))
    }
}

fn successive(from: i32, to: i32, step: i32) -> impl Iterator<Item = i32> {
    std::iter::successors(Some(from), move |amount| amount.checked_add(step)).take_while(move |a| *a <= to)
}

impl fmt::Display for Memory {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Choices(amounts) => formatter.write_str(&listed(amounts.iter().map(|a| memory_words(*a)))),
            Self::Steps { from, to, step } => write!(
                formatter,
                "{} to {} in steps of {}",
                memory_words(from),
                memory_words(to),
                memory_words(step)
            ),
        }
    }
}

/// Which half of a size is at fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    /// The CPU.
    Cpu,
    /// The memory.
    Memory,
}

/// A size that Fargate does not offer, with the nearest that it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SizeFault {
    /// The half that should change.
    pub half: Half,
    /// What is wrong.
    pub what: String,
    /// The rule that was broken.
    pub why: String,
    /// What to write instead, in words.
    pub fix: String,
    /// What to write instead, as pairs of CPU units and MiB, the nearest first.
    pub nearest: Vec<(i32, i32)>,
}

impl fmt::Display for SizeFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}; {}", self.what, self.why, self.fix)
    }
}

impl std::error::Error for SizeFault {}

/// Returns the row that offers this many CPU units with this much memory (MiB) on that system.
///
/// # Errors
/// When Fargate does not offer the pair: the fault says which half is wrong and what is nearest.
pub fn check(cpu: i32, memory: i32, os: Os) -> Result<&'static Size, SizeFault> {
    let on_this_os = |size: &&Size| os == Os::Linux || size.windows;
    let Some(size) = SIZES.iter().filter(on_this_os).find(|size| size.cpu == cpu) else {
        return Err(no_such_cpu(cpu, memory, os));
    };
    if size.memory.offers(memory) {
        return Ok(size);
    }
    let (below, above) = size.memory.neighbours(memory);
    let mut nearest: Vec<(i32, i32)> = below.into_iter().chain(above).map(|mib| (cpu, mib)).collect();
    nearest.sort_by_key(|(_, mib)| mib.abs_diff(memory));
    // The same memory with another amount of CPU is as near a wish as another amount of memory.
    let other = SIZES.iter().filter(on_this_os).filter(|other| advised(other) && other.memory.offers(memory));
    nearest.extend(other.min_by_key(|other| other.cpu.abs_diff(cpu)).map(|other| (other.cpu, memory)));
    let words = nearest.iter().map(|&(other_cpu, mib)| {
        if other_cpu == cpu {
            memory_words(mib)
        } else {
            format!("{} with {}", cpu_words(other_cpu), memory_words(mib))
        }
    });
    Err(SizeFault {
        half: Half::Memory,
        what: format!("Fargate does not offer {} with {}", memory_words(memory), cpu_words(cpu)),
        why: format!("with {} the choices are {}", cpu_words(cpu), size.memory),
        fix: format!("use {}", alternatives(words)),
        nearest,
    })
}

/// Joins sizes, some of which are pairs, so that each stands apart.
fn alternatives(words: impl Iterator<Item = String>) -> String {
    words.collect::<Vec<_>>().join(", or ")
}

fn advised(size: &Size) -> bool {
    size.source == Source::Aws
}

fn no_such_cpu(cpu: i32, memory: i32, os: Os) -> SizeFault {
    let rows: Vec<&Size> =
        SIZES.iter().filter(|size| advised(size) && (os == Os::Linux || size.windows)).collect();
    let below = rows.iter().rev().find(|size| size.cpu < cpu);
    let above = rows.iter().find(|size| size.cpu > cpu);
    let mut nearest: Vec<(i32, i32)> = below
        .into_iter()
        .chain(above)
        .filter_map(|size| {
            let mib = size.memory.amounts().min_by_key(|mib| mib.abs_diff(memory))?;
            Some((size.cpu, mib))
        })
        .collect();
    nearest.sort_by_key(|(other, _)| other.abs_diff(cpu));
    let system = match os {
        Os::Linux => "",
        Os::Windows => "for Windows ",
    };
    let amounts = listed(rows.iter().map(|size| cpu_words(size.cpu)));
    let words =
        nearest.iter().map(|&(other, mib)| format!("{} with {}", cpu_words(other), memory_words(mib)));
    SizeFault {
        half: Half::Cpu,
        what: format!("Fargate does not offer {} {system}", cpu_words(cpu)).trim_end().to_owned(),
        why: format!("the choices {system}are {amounts}"),
        fix: format!("use {}", alternatives(words)),
        nearest,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_inside_at_its_ends_and_outside_next_to_them() {
        for (cpu, from, to, step) in [
            (256, 512, 2048, 1024),
            (512, 1024, 4096, 1024),
            (1024, 2048, 8192, 1024),
            (2048, 4096, 16384, 1024),
            (4096, 8192, 30720, 1024),
            (8192, 16384, 61440, 4096),
            (16384, 32768, 122_880, 8192),
        ] {
            for inside in [from, to, to - step] {
                assert!(check(cpu, inside, Os::Linux).is_ok(), "{cpu} with {inside}");
            }
            for outside in [0, from - 1, from + 1, from - step, to + 1, to + step, to - 1, i32::MAX, -1] {
                let fault = check(cpu, outside, Os::Linux).unwrap_err();
                assert_eq!(fault.half, Half::Memory, "{cpu} with {outside}");
            }
        }
    }

    #[test]
    fn the_smallest_size_has_no_odd_steps() {
        assert!(check(256, 512, Os::Linux).is_ok());
        assert!(check(256, 1024, Os::Linux).is_ok());
        assert!(check(256, 1536, Os::Linux).is_err());
    }

    #[test]
    fn windows_begins_at_one_vcpu_and_ends_at_four() {
        for cpu in [256, 512] {
            assert_eq!(check(cpu, 1024, Os::Windows).unwrap_err().half, Half::Cpu);
        }
        for (cpu, memory) in [(1024, 2048), (2048, 4096), (4096, 30720)] {
            assert!(check(cpu, memory, Os::Windows).is_ok());
        }
        for (cpu, memory) in [(8192, 16384), (16384, 32768), (32768, 61440)] {
            assert_eq!(check(cpu, memory, Os::Windows).unwrap_err().half, Half::Cpu);
        }
    }

    #[test]
    fn what_only_third_parties_list_is_accepted_but_never_advised() {
        for memory in [61440, 122_880, 249_856] {
            assert_eq!(check(32768, memory, Os::Linux).unwrap().source, Source::ThirdParty);
        }
        assert!(check(32768, 65536, Os::Linux).is_err());
        let fault = check(40000, 249_856, Os::Linux).unwrap_err();
        assert_eq!(fault.nearest, [(16384, 122_880)]);
        assert!(!fault.why.contains("32 vCPU"));
        assert_eq!(check(1024, 249_856, Os::Linux).unwrap_err().nearest, [(1024, 8192)]);
    }

    #[test]
    fn the_nearest_sizes_are_offered() {
        let fault = check(256, 4096, Os::Linux).unwrap_err();
        assert_eq!(fault.what, "Fargate does not offer 4 GB with 0.25 vCPU");
        assert_eq!(fault.why, "with 0.25 vCPU the choices are 512 MiB, 1 GB and 2 GB");
        assert_eq!(fault.fix, "use 2 GB, or 0.5 vCPU with 4 GB");
        assert_eq!(fault.nearest, [(256, 2048), (512, 4096)]);

        let fault = check(8192, 18432, Os::Linux).unwrap_err();
        assert_eq!(fault.why, "with 8 vCPU the choices are 16 GB to 60 GB in steps of 4 GB");
        assert_eq!(fault.nearest, [(8192, 16384), (8192, 20480), (4096, 18432)]);

        let fault = check(1500, 4096, Os::Linux).unwrap_err();
        assert_eq!(fault.what, "Fargate does not offer 1500 CPU units");
        assert_eq!(fault.nearest, [(1024, 4096), (2048, 4096)]);

        let fault = check(512, 1024, Os::Windows).unwrap_err();
        assert_eq!(fault.what, "Fargate does not offer 0.5 vCPU for Windows");
        assert_eq!(fault.why, "the choices for Windows are 1 vCPU, 2 vCPU and 4 vCPU");
        assert_eq!(fault.fix, "use 1 vCPU with 2 GB");
    }

    #[test]
    fn rows_rise_and_every_advice_can_be_taken() {
        assert!(SIZES.is_sorted_by_key(|size| size.cpu));
        for os in [Os::Linux, Os::Windows] {
            for cpu in [-5, 0, 128, 256, 300, 1024, 5000, 8192, 32768, 50000] {
                for memory in [-1, 0, 100, 512, 1500, 2048, 9000, 61440, 500_000] {
                    let Err(fault) = check(cpu, memory, os) else { continue };
                    assert!(!fault.nearest.is_empty(), "{cpu} with {memory}");
                    for (cpu, memory) in fault.nearest {
                        assert!(check(cpu, memory, os).is_ok(), "advised {cpu} with {memory}");
                    }
                }
            }
        }
    }
}
