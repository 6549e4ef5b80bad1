//! `fargate!(1 vCPU, 4 GB)`: a task size that Fargate offers.

use ecs_dsl_facts::fargate::{self, Half, Os};
use ecs_dsl_facts::quantity::{self, MIB_PER_GB, UNITS_PER_VCPU};
use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::LitStr;

use super::input::{Input, expression, finished};
use crate::support::errors::{Errors, advice};

const EXAMPLE: &str = "`fargate!(1 vCPU, 4 GB)`";

/// A dimension of a size: its name, its plain unit and what other units are worth in it.
struct Dimension {
    noun: &'static str,
    plain: &'static str,
    units: &'static [(&'static str, i32)],
    /// Units that people write for one of `units`, and which one that is.
    slips: &'static [(&'static str, &'static str)],
    parse: fn(&str) -> Result<i32, ecs_dsl_facts::Fault>,
}

const CPU: Dimension = Dimension {
    noun: "CPU",
    plain: "CPU units",
    units: &[("vCPU", UNITS_PER_VCPU)],
    slips: &[("cpu", "vCPU"), ("cpus", "vCPU"), ("vcpus", "vCPU"), ("core", "vCPU"), ("cores", "vCPU")],
    parse: quantity::cpu_units,
};

const MEMORY: Dimension = Dimension {
    noun: "memory",
    plain: "MiB",
    units: &[("MiB", 1), ("GB", MIB_PER_GB), ("GiB", MIB_PER_GB)],
    slips: &[("mb", "MiB"), ("m", "MiB"), ("mi", "MiB"), ("g", "GB"), ("gi", "GiB")],
    parse: quantity::memory_mib,
};

pub(crate) fn size(input: TokenStream) -> TokenStream {
    let input = Input::split(input);
    let library = &input.library;
    let build = |(cpu, memory): (i32, i32)| {
        quote!(#library::units::FargateSize::new(
            #library::units::CpuUnits::new(#cpu),
            #library::units::Mib::new(#memory),
        ))
    };
    expression(checked(&input.written).map(build), || build((256, 512)))
}

/// Returns the CPU units and MiB that were written, when Fargate offers them together.
fn checked(written: &TokenStream) -> syn::Result<(i32, i32)> {
    let parts = split_at_commas(written);
    let [cpu, memory, rest @ ..] = parts.as_slice() else {
        let why = "a size is an amount of CPU and an amount of memory, with a comma between them";
        let message = advice("this is not a size", why, format_args!("write it as {EXAMPLE}"));
        return Err(if written.is_empty() {
            syn::Error::new(Span::call_site(), message)
        } else {
            syn::Error::new_spanned(written, message)
        });
    };
    let mut errors = Errors::default();
    let os = system(rest, &mut errors);
    let amounts = (CPU.read(cpu, &mut errors), MEMORY.read(memory, &mut errors));
    let (Some(units), Some(mib)) = amounts else { return finished(errors, None) };
    if let Err(fault) = fargate::check(units, mib, os) {
        let half = match fault.half {
            Half::Cpu => cpu,
            Half::Memory => memory,
        };
        errors.push(half, advice(fault.what, fault.why, fault.fix));
    }
    finished(errors, Some((units, mib)))
}

fn system(rest: &[TokenStream], errors: &mut Errors) -> Os {
    let Some(first) = rest.first() else { return Os::Linux };
    if let Some(more) = rest.get(1) {
        errors.push(
            more,
            advice("this is one part too many", "a size has CPU, memory and the system", "remove it"),
        );
    }
    match first.to_string().as_str() {
        "windows" => Os::Windows,
        "linux" => Os::Linux,
        other => {
            let fix = match other.to_ascii_lowercase().as_str() {
                near if near.starts_with("win") => "write `windows`",
                near if near.starts_with("lin") => "write `linux`, or leave it out",
                _ => "write `windows`, or leave it out for Linux",
            };
            let what = format!("`{other}` is no operating system of a size");
            errors.push(first, advice(what, "Windows tasks have fewer sizes than Linux tasks", fix));
            Os::Linux
        }
    }
}

fn split_at_commas(written: &TokenStream) -> Vec<TokenStream> {
    let mut parts = vec![TokenStream::new()];
    for token in written.clone() {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == ',' => parts.push(TokenStream::new()),
            token => {
                if let Some(part) = parts.last_mut() {
                    part.extend([token]);
                }
            }
        }
    }
    if parts.last().is_some_and(TokenStream::is_empty) {
        parts.pop();
    }
    parts
}

impl Dimension {
    /// Reads `1 vCPU`, `0.5vCPU`, `.5 vCPU`, `256` or `"1 vCPU"`.
    fn read(&self, part: &TokenStream, errors: &mut Errors) -> Option<i32> {
        if let Ok(literal) = syn::parse2::<LitStr>(part.clone()) {
            return (self.parse)(&literal.value())
                .map_err(|fault| errors.push(&literal, advice(fault.what, fault.why, fault.fix)))
                .ok();
        }
        let (number, unit) = amount(part);
        let example = match self.units {
            [(unit, _)] | [_, (unit, _), ..] => {
                format!("write it like `1 {unit}`, or as a number of {}", self.plain)
            }
            _ => format!("write it as {EXAMPLE}"),
        };
        if number.is_empty() || !number.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
            let written = part.to_string();
            let what = match written.as_str() {
                "" => format!("the {} is missing", self.noun),
                written => format!("`{written}` is not an amount of {}", self.noun),
            };
            let message =
                advice(what, "a size is checked while the program compiles, so it is a number", example);
            if part.is_empty() {
                errors.push_at(Span::call_site(), message);
            } else {
                errors.push(part, message);
            }
            return None;
        }
        let Some((_, worth)) = self.unit(&unit.text) else {
            errors.push(unit.tokens(part), self.unit_advice(&unit.text));
            return None;
        };
        let value = quantity::scaled(&number, worth);
        if value.is_none() {
            let what = format!("`{number} {}` is not a whole number of {}", unit.text, self.plain);
            let why = match worth {
                1 => format!("{} are counted in whole numbers", self.plain),
                _ => format!("1 {} is {worth} {}, and parts of one cannot be given", unit.text, self.plain),
            };
            errors.push(part, advice(what.replace(" `", "`"), why, example));
        }
        value
    }

    fn unit(&self, text: &str) -> Option<(&'static str, i32)> {
        match text {
            "" => Some((self.plain, 1)),
            text => self.units.iter().find(|(unit, _)| unit.eq_ignore_ascii_case(text)).copied(),
        }
    }

    fn unit_advice(&self, text: &str) -> String {
        let slip = self.slips.iter().find(|(slip, _)| slip.eq_ignore_ascii_case(text)).map(|(_, unit)| *unit);
        let near = slip.or_else(|| ecs_dsl_facts::nearest(text, self.units.iter().map(|(unit, _)| *unit)));
        let units = ecs_dsl_facts::fault::choice(self.units.iter().map(|(unit, _)| format!("`{unit}`")));
        let other = if self.noun == CPU.noun { &MEMORY } else { &CPU };
        let fix = match near {
            _ if other.unit(text).is_some() => format!("write the CPU first, then the memory: {EXAMPLE}"),
            Some(unit) => format!("write `{unit}`"),
            None => format!("write {units}"),
        };
        let why = format!("{} is given in {units}, or as a bare number of {}", self.noun, self.plain);
        advice(format_args!("`{text}` is not a unit of {}", self.noun), why, fix)
    }
}

/// The unit of an amount: a token of its own, or the end of the number's token.
struct Unit {
    text: String,
    own: Option<TokenStream>,
}

impl Unit {
    fn tokens<'a>(&'a self, part: &'a TokenStream) -> &'a dyn ToTokens {
        match &self.own {
            Some(own) => own,
            None => part,
        }
    }
}

/// Splits an amount into its number and its unit.
fn amount(part: &TokenStream) -> (String, Unit) {
    let mut number = String::new();
    let mut own = TokenStream::new();
    for token in part.clone() {
        let of_number = own.is_empty()
            && match &token {
                TokenTree::Literal(_) => true,
                TokenTree::Punct(punct) => punct.as_char() == '.',
                _ => false,
            };
        if of_number {
            number.push_str(&token.to_string());
        } else {
            own.extend([token]);
        }
    }
    if own.is_empty() {
        // `4GB` is one token to the compiler: a number with a suffix.
        let end =
            number.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '_')).unwrap_or(number.len());
        let text = number.split_off(end);
        return (number.replace('_', ""), Unit { text, own: None });
    }
    (number.replace('_', ""), Unit { text: own.to_string(), own: Some(own) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size_of(written: &str) -> Result<(i32, i32), Vec<String>> {
        let tokens: TokenStream = written.parse().map_err(|_| vec!["does not lex".to_owned()])?;
        checked(&tokens).map_err(|error| error.into_iter().map(|error| error.to_string()).collect())
    }

    #[test]
    fn sizes_in_every_way_of_writing() {
        for (written, size) in [
            ("1 vCPU, 4 GB", (1024, 4096)),
            ("1vCPU, 4GB", (1024, 4096)),
            (".5 vCPU, 1 GB", (512, 1024)),
            ("0.5vcpu, 1.0 GB", (512, 1024)),
            ("256, 512", (256, 512)),
            ("256, 512 MiB", (256, 512)),
            ("1_024, 2_048,", (1024, 2048)),
            ("0.25 vCPU, 0.5 GB", (256, 512)),
            ("16 vCPU, 120 GiB", (16384, 122_880)),
            ("\".5 vCPU\", \"1 GB\"", (512, 1024)),
            ("1 vCPU, 4 GB, linux", (1024, 4096)),
            ("1 vCPU, 4 GB, windows", (1024, 4096)),
        ] {
            assert_eq!(size_of(written), Ok(size), "{written}");
        }
    }

    #[test]
    fn every_mistake_is_told() {
        for (written, told) in [
            ("", &["this is not a size"] as &[&str]),
            ("1 vCPU", &["this is not a size"]),
            ("3 vCPU, 4 GB", &["Fargate does not offer 3 vCPU"]),
            ("1 vCPU, 1 GB", &["Fargate does not offer 1 GB with 1 vCPU"]),
            ("1 cpu, 4 MB", &["`cpu` is not a unit of CPU", "`MB` is not a unit of memory"]),
            ("1 GB, 4 vCPU", &["`GB` is not a unit of CPU", "`vCPU` is not a unit of memory"]),
            ("cpu, memory", &["`cpu` is not an amount of CPU", "`memory` is not an amount of memory"]),
            ("0.3 vCPU, 1 GB", &["`0.3 vCPU` is not a whole number of CPU units"]),
            ("-1, 512", &["`- 1` is not an amount of CPU"]),
            ("256, 512, windows", &["Fargate does not offer 0.25 vCPU for Windows"]),
            ("1 vCPU, 2 GB, Win", &["`Win` is no operating system of a size"]),
            ("1 vCPU, 2 GB, linux, 3", &["this is one part too many"]),
            (", 2 GB", &["the CPU is missing"]),
            ("\"1 core\", 2 GB", &["`core` is not a unit of `cpu`"]),
        ] {
            let found = size_of(written).unwrap_err();
            let whats: Vec<&str> = found.iter().filter_map(|message| message.lines().next()).collect();
            assert_eq!(whats, told, "{written}");
        }
    }
}
