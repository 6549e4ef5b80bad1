//! CPU and memory as a task definition writes them, and as a person reads them.
//!
//! AWS takes a task's `cpu` as CPU units (`"1024"`) or vCPUs (`"1 vCPU"`, `".5 vcpu"`), and its
//! `memory` as MiB (`"2048"`) or GB (`"2 GB"`), and answers with plain units and MiB. What AWS calls
//! a GB is 1,024 MiB.

use crate::fault::Fault;

/// One vCPU in CPU units.
pub const UNITS_PER_VCPU: i32 = 1024;

/// One GB, as ECS counts it, in MiB.
pub const MIB_PER_GB: i32 = 1024;

/// A dimension a task's size has: its name, and its units with what one is worth.
struct Dimension {
    noun: &'static str,
    member: &'static str,
    base: &'static str,
    large: &'static str,
    per_large: i32,
    examples: &'static str,
}

const CPU: Dimension = Dimension {
    noun: "an amount of CPU",
    member: "cpu",
    base: "CPU units",
    large: "vCPU",
    per_large: UNITS_PER_VCPU,
    examples: "`1024` or `1 vCPU`",
};

const MEMORY: Dimension = Dimension {
    noun: "an amount of memory",
    member: "memory",
    base: "MiB",
    large: "GB",
    per_large: MIB_PER_GB,
    examples: "`2048` or `2 GB`",
};

/// Returns the CPU units that a task's `cpu` text stands for: `"1024"`, `"1 vCPU"`, `".5 vcpu"`.
///
/// # Errors
/// When the text is not a number with an optional `vCPU`, or is no whole number of units.
pub fn cpu_units(text: &str) -> Result<i32, Fault> {
    CPU.parse(text)
}

/// Returns the MiB that a task's `memory` text stands for: `"2048"`, `"2 GB"`, `"0.5GB"`.
///
/// # Errors
/// When the text is not a number with an optional `GB`, or is no whole number of MiB.
pub fn memory_mib(text: &str) -> Result<i32, Fault> {
    MEMORY.parse(text)
}

/// Returns `number` times `per`, where `number` is a decimal such as `1`, `.5` or `0.25`.
///
/// `None` when the text is no such number, or the product is not whole or does not fit.
pub fn scaled(number: &str, per: i32) -> Option<i32> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && fraction.is_empty()) || !digits(whole) || !digits(fraction) {
        return None;
    }
    let fraction = fraction.trim_end_matches('0');
    let scale = 10i128.checked_pow(u32::try_from(fraction.len()).ok()?)?;
    let joined: i128 = format!("0{whole}{fraction}").parse().ok()?;
    let product = joined.checked_mul(i128::from(per))?;
    (product % scale == 0).then_some(product / scale).and_then(|value| i32::try_from(value).ok())
}

/// Returns CPU units as a person says them: `0.25 vCPU`, `4 vCPU`, or `300 CPU units`.
pub fn cpu_words(units: i32) -> String {
    match quarters(units, UNITS_PER_VCPU) {
        Some(vcpu) => format!("{vcpu} vCPU"),
        None => format!("{units} CPU units"),
    }
}

/// Returns MiB as a person says them: `512 MiB`, `4 GB`, `1.5 GB`.
pub fn memory_words(mib: i32) -> String {
    match quarters(mib, MIB_PER_GB) {
        Some(gb) if mib >= MIB_PER_GB => format!("{gb} GB"),
        _ => format!("{mib} MiB"),
    }
}

/// Writes `value / per` when it comes out in quarters, which is as fine as people speak.
fn quarters(value: i32, per: i32) -> Option<String> {
    if value <= 0 || value % (per / 4) != 0 {
        return None;
    }
    let fraction = match value % per * 4 / per {
        0 => "",
        1 => ".25",
        2 => ".5",
        _ => ".75",
    };
    Some(format!("{}{fraction}", value / per))
}

impl Dimension {
    fn parse(&self, text: &str) -> Result<i32, Fault> {
        let number_end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
        let (number, rest) = text.split_at(number_end);
        let unit = rest.trim_start_matches(' ');
        let unit_at = text.len() - unit.len()..text.len();
        let fix = || format!("write it as {}", self.examples);
        let why =
            || format!("`{}` is a number of {}, or of {} with that unit", self.member, self.base, self.large);
        if number.is_empty() {
            return Err(Fault::new(0..text.len(), format!("`{text}` is not {}", self.noun), why(), fix()));
        }
        let per = if unit.is_empty() && rest.is_empty() {
            1
        } else if unit.eq_ignore_ascii_case(self.large) {
            self.per_large
        } else {
            let what = if unit.is_empty() {
                format!("`{text}` ends in white space")
            } else {
                format!("`{unit}` is not a unit of `{}`", self.member)
            };
            return Err(Fault::new(unit_at, what, why(), fix()));
        };
        scaled(number, per).ok_or_else(|| {
            let what = if per == 1 {
                format!("`{number}` is not a whole number of {}", self.base)
            } else {
                format!("`{text}` is not a whole number of {}", self.base)
            };
            let why = if per == 1 {
                why()
            } else {
                format!(
                    "1 {} is {} {}, and parts of one cannot be given",
                    self.large, self.per_large, self.base
                )
            };
            Fault::new(0..number.len(), what, why, fix())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cpu_in_every_form_that_aws_takes() {
        for (text, units) in [
            ("1024", 1024),
            ("256", 256),
            ("1 vCPU", 1024),
            ("1 vcpu", 1024),
            ("1vCPU", 1024),
            (".5 vcpu", 512),
            ("0.25 VCPU", 256),
            (".25vCPU", 256),
            ("1.5  vCPU", 1536),
            ("2.0 vCPU", 2048),
            ("0", 0),
        ] {
            assert_eq!(cpu_units(text), Ok(units), "{text}");
        }
    }

    #[test]
    fn memory_in_every_form_that_aws_takes() {
        for (text, mib) in [
            ("2048", 2048),
            ("2 GB", 2048),
            ("0.5GB", 512),
            (".5 gb", 512),
            ("30GB", 30720),
            ("1.25 GB", 1280),
        ] {
            assert_eq!(memory_mib(text), Ok(mib), "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_is_refused_at_its_place() {
        for (text, at) in [
            ("", 0..0),
            ("one", 0..3),
            ("-1", 0..2),
            ("1 core", 2..6),
            ("1 vCPUs", 2..7),
            ("1 GB", 2..4),
            ("1024 ", 5..5),
            ("1.5", 0..3),
            ("1..5 vCPU", 0..4),
            (". vCPU", 0..1),
            ("0.3 vCPU", 0..3),
            ("99999999999", 0..11),
            ("0.00000000000000000000000000000000000000000000001 vCPU", 0..49),
            ("½ vCPU", 0..7),
        ] {
            let fault = cpu_units(text).unwrap_err();
            assert_eq!(fault.at, at, "{text}: {fault}");
        }
        assert_eq!(memory_mib("2 MiB").unwrap_err().at, 2..5);
        assert_eq!(memory_mib("2 vCPU").unwrap_err().at, 2..6);
    }

    #[test]
    fn a_message_names_the_part_the_rule_and_the_form() {
        assert_eq!(
            memory_mib("2 MB").unwrap_err().to_string(),
            "`MB` is not a unit of `memory`: `memory` is a number of MiB, or of GB with that unit; \
             write it as `2048` or `2 GB`"
        );
    }

    #[test]
    fn amounts_are_said_as_people_say_them() {
        assert_eq!(cpu_words(256), "0.25 vCPU");
        assert_eq!(cpu_words(1024), "1 vCPU");
        assert_eq!(cpu_words(1792), "1.75 vCPU");
        assert_eq!(cpu_words(300), "300 CPU units");
        assert_eq!(cpu_words(0), "0 CPU units");
        assert_eq!(memory_words(512), "512 MiB");
        assert_eq!(memory_words(1024), "1 GB");
        assert_eq!(memory_words(1536), "1.5 GB");
        assert_eq!(memory_words(1000), "1000 MiB");
    }
}
