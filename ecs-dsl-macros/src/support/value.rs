//! The values of keys: literals that are checked here, and expressions that are taken as they are.

use std::ops::RangeInclusive;

use ecs_dsl_facts::arn::{self, ArnKind};
use ecs_dsl_facts::iam::actions;
use ecs_dsl_facts::names::NameRule;
use ecs_dsl_facts::{Fault, duration, iam_action, image, quantity, retention};
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::{Expr, ExprLit, Ident, Lit, LitInt, LitStr, Path};

use super::entry::nearest_of;
use super::errors::{Errors, advice, fault_message};

/// What a key takes.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    /// An expression, which the builder's own types judge.
    Any,
    Text,
    /// A name that AWS has a rule for.
    Name(&'static NameRule),
    Image,
    Number,
    Switch,
    Cpu,
    Memory,
    Storage,
    /// A span of time within these seconds; the text names what it is for.
    Seconds(i32, i32, &'static str),
    /// A cluster query expression.
    MemberOf,
    Retention,
    /// Actions of IAM: one, or a list of them.
    Actions,
    /// An ARN of one kind.
    Arn(ArnKind),
    Choice(&'static Choice),
    /// A list of texts.
    List,
    /// A value that a builder makes: what it is, and an example of the whole key.
    Built(&'static str, &'static str),
    /// The code of a rule.
    Code,
}

/// Seconds without a limit of their own.
pub(crate) const SECONDS: Kind = Kind::Seconds(0, i32::MAX, "this");

/// A type with a few values, each with the text that AWS has for it.
pub(crate) struct Choice {
    pub(crate) noun: &'static str,
    /// The type's path in the library.
    pub(crate) path: &'static str,
    pub(crate) values: &'static [(&'static str, &'static str)],
}

/// A value that has been read.
#[derive(Clone)]
pub(crate) enum Value {
    /// As it was written.
    Written(Expr),
    /// A call of a function of the library with what a literal stands for.
    Made { function: &'static str, argument: TokenStream, span: Span },
    /// A variant of one of the library's enums.
    Variant { path: &'static str, variant: &'static str, span: Span },
}

impl Value {
    pub(crate) fn tokens(&self, library: &TokenStream) -> TokenStream {
        match self {
            Self::Written(expr) => expr.to_token_stream(),
            Self::Made { function, argument, span } => {
                let function = path(function);
                quote_spanned!(*span=> #library::#function(#argument))
            }
            Self::Variant { path: ty, variant, span } => {
                let (ty, variant) = (path(ty), Ident::new(variant, *span));
                quote_spanned!(*span=> #library::#ty::#variant)
            }
        }
    }

    /// Returns the AWS text of a value that is known here, such as `WINDOWS_SERVER_2022_CORE`.
    pub(crate) fn wire(&self, choice: &Choice) -> Option<&'static str> {
        let variant = match self {
            Self::Variant { variant, .. } => (*variant).to_owned(),
            Self::Written(Expr::Path(path)) => path.path.segments.last()?.ident.to_string(),
            _ => return None,
        };
        choice.values.iter().find(|(_, name)| *name == variant).map(|(wire, _)| *wire)
    }
}

/// Makes a path of the library of its text; every text here is ours.
fn path(text: &str) -> TokenStream {
    syn::parse_str::<Path>(text).map(ToTokens::into_token_stream).unwrap_or_default()
}

/// Returns the text of a string literal.
pub(crate) fn text_of(expr: &Expr) -> Option<&LitStr> {
    match expr {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text),
        _ => None,
    }
}

/// Returns a whole number's literal.
pub(crate) fn number_of(expr: &Expr) -> Option<&LitInt> {
    match expr {
        Expr::Lit(ExprLit { lit: Lit::Int(number), .. }) => Some(number),
        _ => None,
    }
}

/// Returns the name when an expression is a single one.
pub(crate) fn ident_of(expr: &Expr) -> Option<&Ident> {
    match expr {
        Expr::Path(path) => path.path.get_ident(),
        _ => None,
    }
}

impl Kind {
    /// Reads the value of a key; what is wrong with it is noted.
    pub(crate) fn read(self, key: &str, expr: Expr, errors: &mut Errors) -> Option<Value> {
        match &expr {
            Expr::Array(list) if matches!(self, Self::Actions) => {
                for text in list.elems.iter().filter_map(text_of) {
                    check_action(text, errors);
                }
                Some(Value::Written(expr))
            }
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => self.text(key, text, errors),
            Expr::Lit(ExprLit { lit: Lit::Int(number), .. }) => self.number(key, number, errors),
            Expr::Lit(ExprLit { lit: Lit::Bool(_), .. }) if !matches!(self, Self::Switch | Self::Any) => {
                errors.push(&expr, self.other(key, ""));
                None
            }
            _ => Some(Value::Written(expr)),
        }
    }

    fn text(self, key: &str, text: &LitStr, errors: &mut Errors) -> Option<Value> {
        let written = text.value();
        let mut judged = |result: Result<(), Fault>| match result {
            Ok(()) => Some(()),
            Err(fault) => {
                errors.push(text, fault_message(&written, &fault));
                None
            }
        };
        let span = text.span();
        let made = |function, argument: i32| {
            let mut argument = LitInt::new(&argument.to_string(), span);
            argument.set_span(span);
            Value::Made { function, argument: argument.to_token_stream(), span }
        };
        let as_written =
            || Value::Written(Expr::Lit(ExprLit { attrs: Vec::new(), lit: Lit::Str(text.clone()) }));
        match self {
            Self::Any | Self::Text => Some(as_written()),
            Self::Actions => {
                check_action(text, errors);
                Some(as_written())
            }
            Self::Arn(kind) => {
                for fault in arn::parse_as(&written, kind).err().into_iter().flatten() {
                    errors.push(text, fault_message(&written, &fault));
                }
                Some(as_written())
            }
            Self::Name(rule) => judged(rule.check(&written)).map(|()| as_written()),
            Self::Image => {
                for fault in image::parse(&written).err().into_iter().flatten() {
                    errors.push(text, fault_message(&written, &fault));
                }
                Some(as_written())
            }
            Self::MemberOf => {
                let argument = text.to_token_stream();
                Some(Value::Made { function: "resource::task_definition::MemberOf::new", argument, span })
            }
            Self::Cpu => {
                let units = quantity::cpu_units(&written);
                judged(units.as_ref().map(|_| ()).map_err(Clone::clone))?;
                units.ok().map(|units| made("units::CpuUnits::new", units))
            }
            Self::Memory => {
                let mib = memory(&written);
                judged(mib.as_ref().map(|_| ()).map_err(Clone::clone))?;
                mib.ok().map(|mib| made("units::Mib::new", mib))
            }
            Self::Storage => {
                let gib = storage(&written);
                judged(gib.as_ref().map(|_| ()).map_err(Clone::clone))?;
                gib.ok().map(|gib| made("units::Gib::new", gib))
            }
            Self::Seconds(from, to, subject) => {
                let seconds = within(&written, from..=to, subject);
                judged(seconds.as_ref().map(|_| ()).map_err(Clone::clone))?;
                seconds.ok().map(|seconds| made("units::Seconds::new", seconds))
            }
            Self::Retention => {
                let days = days(&written);
                judged(days.as_ref().map(|_| ()).map_err(Clone::clone))?;
                days.ok().map(|days| made("resource::log_group::Retention::days", days))
            }
            Self::Choice(choice) => match choice.values.iter().find(|(wire, _)| *wire == written) {
                Some((_, variant)) => Some(Value::Variant { path: choice.path, variant, span }),
                None => {
                    let wires: Vec<&str> = choice.values.iter().map(|(wire, _)| *wire).collect();
                    let what = format!("`{written}` is no {}", choice.noun);
                    let fix = nearest_of(&written, &wires).replace('`', "\"");
                    errors.push(text, advice(what, format_args!("`{key}` takes one of a few values"), fix));
                    None
                }
            },
            Self::Code => {
                check_code(text, errors);
                Some(as_written())
            }
            Self::List => {
                let words: Vec<String> =
                    written.split_whitespace().map(|word| format!("\"{word}\"")).collect();
                let fix = format!("write `{key} = [{}]`", words.join(", "));
                let why = "a text is not split into words, as a shell would do";
                errors.push(text, advice(format_args!("`{key}` takes a list"), why, fix));
                None
            }
            Self::Number | Self::Switch | Self::Built(..) => {
                errors.push(text, self.other(key, &written));
                None
            }
        }
    }

    fn number(self, key: &str, number: &LitInt, errors: &mut Errors) -> Option<Value> {
        let made =
            |function| Value::Made { function, argument: number.to_token_stream(), span: number.span() };
        match self {
            Self::Any | Self::Number => {
                Some(Value::Written(Expr::Lit(ExprLit { attrs: Vec::new(), lit: Lit::Int(number.clone()) })))
            }
            Self::Cpu => Some(made("units::CpuUnits::new")),
            Self::Memory => Some(made("units::Mib::new")),
            Self::Seconds(..) => {
                let what = format!("`{key} = {number}` has no unit");
                let why = "a bare number could be seconds, minutes or milliseconds";
                errors.push(number, advice(what, why, format_args!("write it as `\"{number}s\"`")));
                None
            }
            Self::Storage => {
                let what = format!("`{key} = {number}` has no unit");
                let why = "disks are counted in GiB, memory in MiB: a bare number could be either";
                errors.push(number, advice(what, why, format_args!("write it as `\"{number} GiB\"`")));
                None
            }
            Self::Retention => {
                let what = format!("`{key} = {number}` has no unit");
                let why = "CloudWatch counts in days, which a bare number does not say";
                errors.push(number, advice(what, why, format_args!("write it as `\"{number}d\"`")));
                None
            }
            Self::Text
            | Self::Name(_)
            | Self::Image
            | Self::MemberOf
            | Self::Actions
            | Self::Arn(_)
            | Self::Code => {
                let what = format!("`{key}` takes text, not a number");
                let fix = format!("write it as `\"{number}\"`");
                errors.push(number, advice(what, "AWS takes a string here", fix));
                None
            }
            Self::Switch | Self::Choice(_) | Self::List | Self::Built(..) => {
                errors.push(number, self.other(key, ""));
                None
            }
        }
    }

    /// The message for a literal of another kind; a text may hold what was meant.
    fn other(self, key: &str, text: &str) -> String {
        let (takes, example) = match self {
            Self::Number if text.parse::<u32>().is_ok() => ("a whole number", text),
            Self::Number => ("a whole number", "2"),
            Self::Switch if text == "false" => ("true or false", "false"),
            Self::Switch => ("true or false", "true"),
            Self::Cpu => ("an amount of CPU", "\"1 vCPU\""),
            Self::Memory => ("an amount of memory", "\"512 MiB\""),
            Self::Storage => ("a size of a disk", "\"50 GiB\""),
            Self::Seconds(..=30, ..) => ("a span of time", "\"30s\""),
            Self::Seconds(..) => ("a span of time", "\"5m\""),
            Self::Retention => ("a number of days", "\"30d\""),
            Self::Choice(choice) => {
                let (wire, _) = choice.values.first().copied().unwrap_or(("…", ""));
                let what = format!("this is no {}", choice.noun);
                let fix = format!("write it as `{key} = \"{wire}\"`");
                return advice(what, format_args!("`{key}` takes one of a few values"), fix);
            }
            Self::Built(noun, example) => {
                let why = "there is more to it than one text or number";
                let what = format!("`{key}` takes {noun}, not a literal");
                return advice(what, why, format_args!("write it like `{example}`"));
            }
            Self::List => ("a list", "[\"…\"]"),
            Self::Code => ("the code of a rule", "\"SEC0103\""),
            Self::Any | Self::Text | Self::Name(_) | Self::Image | Self::MemberOf | Self::Arn(_) => {
                ("text", "\"…\"")
            }
            Self::Actions => ("actions of IAM", "[\"s3:GetObject\"]"),
        };
        let what = format!("`{key}` takes {takes}");
        advice(what, "this is a literal of another kind", format_args!("write it as `{key} = {example}`"))
    }
}

/// Reads `512 MiB`, and what ECS takes: `512`, `4 GB`.
pub(crate) fn memory(text: &str) -> Result<i32, Fault> {
    let whole = 0..text.len();
    match amount(text) {
        (number, "MiB" | "mib") => number.parse().map_err(|_| {
            let what = format!("`{number}` is not a whole number of MiB");
            Fault::new(whole, what, "memory is counted in whole MiB", "write it like `512 MiB`")
        }),
        (number, "GiB" | "gib") => quantity::memory_mib(&format!("{number} GB")),
        _ => quantity::memory_mib(text),
    }
}

fn storage(text: &str) -> Result<i32, Fault> {
    let fault = |what: String, why: &str, fix: String| Fault::new(0..text.len(), what, why, fix);
    match amount(text) {
        (number, "GiB" | "gib") => number.parse().map_err(|_| {
            fault(
                format!("`{number}` is not a whole number of GiB"),
                "disks are counted in whole GiB",
                "write it like `50 GiB`".to_owned(),
            )
        }),
        (number, unit) => {
            let what = match unit {
                "" => format!("`{text}` has no unit"),
                unit => format!("`{unit}` is not a unit of a disk"),
            };
            let number = if number.is_empty() { "50" } else { number };
            Err(fault(what, "disks are counted in GiB, of 2³⁰ bytes", format!("write it as `{number} GiB`")))
        }
    }
}

/// Notes an action that IAM does not have; one of a service that is known may be newer than this version.
fn check_action(text: &LitStr, errors: &mut Errors) {
    let written = text.value();
    let Err(fault) = iam_action::check(&written) else { return };
    let may_be_new = written.split_once(':').is_some_and(|(prefix, name)| {
        actions::is_service(prefix) && !name.is_empty() && actions::nearest_action(&written).is_none()
    });
    if !may_be_new {
        errors.push(text, fault_message(&written, &fault));
    }
}

/// Notes what has not the form of a rule's code; whether there is such a rule is known at synth.
fn check_code(text: &LitStr, errors: &mut Errors) {
    let written = text.value();
    let (family, number) = written.split_at_checked(3).unwrap_or_default();
    let code = family.chars().all(|c| c.is_ascii_uppercase()) && number.len() == 4;
    if code && number.chars().all(|c| c.is_ascii_digit()) {
        return;
    }
    let what = format!("`{written}` is no code of a rule");
    let why = "`allow` accepts a warning of `check`";
    let fix = match written.contains(':') {
        true => "write `allow_on([…], […])` to allow an action of IAM",
        false => "write the code that `check` prints, such as `SEC0103`",
    };
    errors.push(text, advice(what, why, fix));
}

fn days(text: &str) -> Result<i32, Fault> {
    const DAY: i32 = 24 * 60 * 60;
    let seconds = duration::whole_seconds(text)?;
    if seconds % DAY == 0 {
        return retention::check(text, seconds / DAY).map(|()| seconds / DAY);
    }
    let what = format!("`{text}` is not a whole number of days");
    Err(Fault::new(0..text.len(), what, "CloudWatch keeps logs for whole days", "write it like `30d`"))
}

fn within(text: &str, range: RangeInclusive<i32>, subject: &str) -> Result<i32, Fault> {
    if *range.end() == i32::MAX {
        duration::whole_seconds(text)
    } else {
        duration::within(text, range, subject)
    }
}

/// Splits an amount into its number and its unit.
fn amount(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    (number, unit.trim_start_matches(' '))
}
