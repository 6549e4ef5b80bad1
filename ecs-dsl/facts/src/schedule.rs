//! Schedule expressions of EventBridge and EventBridge Scheduler: `rate(…)`, `cron(…)`, `at(…)`.

use std::ops::{Range, RangeInclusive};

use crate::fault::{Fault, Faults, choice};

/// What a schedule expression says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Schedule<'a> {
    /// Every so often.
    Rate {
        /// How many of the unit lie between two runs.
        every: u32,
        /// The unit.
        unit: RateUnit,
    },
    /// At the times that six fields describe: minutes, hours, day of month, month, day of week, year.
    Cron([&'a str; 6]),
    /// Once, at this local time; only EventBridge Scheduler has it.
    At(&'a str),
}

/// The unit of a rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RateUnit {
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Days.
    Days,
}

const FORMS: &str = "a schedule is `rate(5 minutes)`, `cron(0 3 * * ? *)` or `at(2030-01-31T03:00:00)`";

/// Reads a schedule expression.
///
/// # Errors
/// With every mistake, each at its field.
pub fn parse(text: &str) -> Result<Schedule<'_>, Faults> {
    let name_end = text.find('(').unwrap_or(text.len());
    let (name, rest) = text.split_at(name_end);
    let form: fn(&str, usize) -> Result<Schedule<'_>, Faults> = match name {
        "rate" => rate,
        "cron" => cron,
        "at" => at,
        _ => {
            let what = match name {
                "" => "the schedule has no form".to_owned(),
                name => format!("`{name}` is no form of schedule"),
            };
            let fix = match name.to_ascii_lowercase().as_str() {
                lower @ ("rate" | "cron" | "at") => format!("write `{lower}`, in lower case"),
                _ if name.split_whitespace().count() >= 5 => "wrap it: `cron(…)` with six fields".to_owned(),
                _ => "begin it with `rate(`, `cron(` or `at(`".to_owned(),
            };
            return Err(Fault::new(0..name.len(), what, FORMS, fix).into());
        }
    };
    let Some(inner) = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) else {
        let at = text.len()..text.len();
        let fix = format!("write it as `{name}(…)`, with nothing after the `)`");
        return Err(Fault::new(at, format!("`{text}` is not closed by `)`"), FORMS, fix).into());
    };
    form(inner, name_end + 1)
}

fn rate(inner: &str, start: usize) -> Result<Schedule<'_>, Faults> {
    let why = "a rate is a whole number from 1 up, a space, and `minutes`, `hours` or `days`";
    let all = start..start + inner.len();
    let Some((number, word)) = inner.split_once(' ') else {
        return Err(Fault::new(
            all,
            format!("`{inner}` is not a rate"),
            why,
            "write it as `rate(5 minutes)`",
        )
        .into());
    };
    let number_at = start..start + number.len();
    let word_at = number_at.end + 1..all.end;
    let Some(every) = number.parse::<u32>().ok().filter(|every| *every > 0 && !number.starts_with('+'))
    else {
        let what = format!("`{number}` is not a whole number from 1 up");
        return Err(Fault::new(number_at, what, why, "write it as `rate(5 minutes)`").into());
    };
    let units = [
        ("minute", "minutes", RateUnit::Minutes),
        ("hour", "hours", RateUnit::Hours),
        ("day", "days", RateUnit::Days),
    ];
    let Some((one, many, unit)) = units.into_iter().find(|(one, many, _)| word == *one || word == *many)
    else {
        let fix = match word {
            "second" | "seconds" => "write it in minutes; a minute is the shortest rate",
            "week" | "weeks" => "write it in days: a week is `7 days`",
            _ => "write `minutes`, `hours` or `days`",
        };
        return Err(Fault::new(word_at, format!("`{word}` is no unit of a rate"), why, fix).into());
    };
    let right = if every == 1 { one } else { many };
    if word != right {
        let rule = "one takes the singular, and more take the plural";
        return Err(Fault::new(
            word_at,
            format!("`{number} {word}` is refused"),
            rule,
            format!("write `{right}`"),
        )
        .into());
    }
    Ok(Schedule::Rate { every, unit })
}

/// A field of a cron expression.
struct Field {
    noun: &'static str,
    range: RangeInclusive<u32>,
    names: &'static [&'static str],
    /// The number of the first name.
    first_name: u32,
    /// The letters and signs this field has over the others.
    extra: &'static [char],
}

const MONTHS: &[&str] = &["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const DAYS: &[&str] = &["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

const fn field(noun: &'static str, range: RangeInclusive<u32>) -> Field {
    Field { noun, range, names: &[], first_name: 1, extra: &[] }
}

const FIELDS: [Field; 6] = [
    field("minutes", 0..=59),
    field("hours", 0..=23),
    Field { extra: &['?', 'L', 'W'], ..field("day of month", 1..=31) },
    Field { names: MONTHS, ..field("month", 1..=12) },
    Field { names: DAYS, extra: &['?', 'L', '#'], ..field("day of week", 1..=7) },
    field("year", 1970..=2199),
];

fn cron(inner: &str, start: usize) -> Result<Schedule<'_>, Faults> {
    let fields: Vec<&str> = inner.split_whitespace().collect();
    let Ok(fields) = <[&str; 6]>::try_from(fields.as_slice()) else {
        let why = "cron has six fields: minutes, hours, day of month, month, day of week and year";
        let fix = if fields.len() == 5 {
            "add the year as the sixth, such as `*`, and write `?` for one of the two days".to_owned()
        } else {
            "write it as `cron(0 3 * * ? *)`".to_owned()
        };
        let what = format!("the cron expression has {} fields", fields.len());
        return Err(Fault::new(start..start + inner.len(), what, why, fix).into());
    };
    let places = fields.map(|field| {
        // Fields are slices of `inner`, so the distance between the two starts is the field's place.
        let at = start + (field.as_ptr() as usize - inner.as_ptr() as usize);
        at..at + field.len()
    });
    let mut faults = Vec::new();
    for ((field, text), place) in FIELDS.iter().zip(fields).zip(&places) {
        faults.extend(field.fault(text).map(|fault| fault.moved(place.start)));
    }
    let (month_day, week_day) = (fields[2], fields[4]);
    if (month_day == "?") == (week_day == "?") {
        let what = match month_day {
            "?" => "both the day of month and the day of week are `?`",
            _ => "both the day of month and the day of week are given",
        };
        let fix = match (month_day, week_day) {
            ("?", _) => "write `*` for one of them".to_owned(),
            ("*", "*") | (_, "*") => format!("write `?` for the day of week: `{}`", with(fields, 4, "?")),
            ("*", _) => format!("write `?` for the day of month: `{}`", with(fields, 2, "?")),
            _ => "write `?` for the one that does not matter".to_owned(),
        };
        faults.push(Fault::new(
            places[2].start..places[4].end,
            what,
            "exactly one of the two must be `?`",
            fix,
        ));
    }
    Faults::none_of(faults).map(|()| Schedule::Cron(fields))
}

fn with(mut fields: [&str; 6], index: usize, text: &'static str) -> String {
    fields[index] = text;
    format!("cron({})", fields.join(" "))
}

impl Field {
    fn fault(&self, text: &str) -> Option<Fault> {
        let mut at = 0;
        for item in text.split(',') {
            if let Some(fault) = self.item_fault(item) {
                return Some(fault.moved(at));
            }
            if matches!(item, "*" | "?") && item.len() != text.len() {
                let what = format!("`{item}` stands in a list of the {}", self.noun);
                return Some(Fault::new(
                    at..at + 1,
                    what,
                    "it stands for every value, so it stands alone",
                    "remove it, or the list",
                ));
            }
            at += item.len() + 1;
        }
        None
    }

    fn item_fault(&self, item: &str) -> Option<Fault> {
        let (base, step) = match item.split_once('/') {
            Some((base, step)) => (base, Some(step)),
            None => (item, None),
        };
        if let Some(step) = step
            && !step.parse::<u32>().is_ok_and(|step| step > 0 && step <= *self.range.end())
        {
            let at = base.len() + 1..item.len();
            let what = format!("`{step}` is no step of the {}", self.noun);
            return Some(Fault::new(at, what, "a step is a whole number from 1 up", "write it as `0/15`"));
        }
        match base {
            "*" => return None,
            "?" if self.extra.contains(&'?') && step.is_none() => return None,
            "L" if self.extra.contains(&'L') && step.is_none() => return None,
            "LW" if self.extra.contains(&'W') && step.is_none() => return None,
            _ => {}
        }
        if let Some(day) = base.strip_suffix('W').filter(|_| self.extra.contains(&'W')) {
            return self.value_fault(day, 0);
        }
        if let Some(day) = base.strip_suffix('L').filter(|day| self.extra.contains(&'#') && !day.is_empty()) {
            return self.value_fault(day, 0);
        }
        if let Some((day, nth)) = base.split_once('#').filter(|_| self.extra.contains(&'#')) {
            if !matches!(nth, "1" | "2" | "3" | "4" | "5") {
                let at = day.len() + 1..base.len();
                let what = format!("`{nth}` is no week of a month");
                return Some(Fault::new(
                    at,
                    what,
                    "`#` takes the first to the fifth week",
                    "write 1 to 5 after `#`",
                ));
            }
            return self.value_fault(day, 0);
        }
        let Some((from, to)) = base.split_once('-') else { return self.value_fault(base, 0) };
        let fault = self.value_fault(from, 0).or_else(|| self.value_fault(to, from.len() + 1));
        // Days of the week may run over its end (FRI-MON); in the other fields the order tells a slip.
        fault.or_else(|| {
            let (first, last) = (self.value(from)?, self.value(to)?);
            (first > last && self.names != DAYS).then(|| {
                let what = format!("`{base}` runs backwards");
                let why = "a range runs from the smaller to the larger";
                Fault::new(0..base.len(), what, why, format!("write `{to}-{from}`, or a list"))
            })
        })
    }

    fn value(&self, text: &str) -> Option<u32> {
        let named = self.names.iter().position(|name| name.eq_ignore_ascii_case(text));
        match named {
            Some(index) => u32::try_from(index).ok().map(|index| index + self.first_name),
            None if text.bytes().all(|byte| byte.is_ascii_digit()) => text.parse().ok(),
            None => None,
        }
    }

    fn value_fault(&self, text: &str, at: usize) -> Option<Fault> {
        if self.value(text).is_some_and(|value| self.range.contains(&value)) {
            return None;
        }
        let (from, to) = (self.range.start(), self.range.end());
        let mut forms = vec![format!("{from} to {to}")];
        if let [first, .., last] = self.names {
            forms.push(format!("{first} to {last}"));
        }
        let what = match text {
            "" => format!("a value is missing in the {}", self.noun),
            text => format!("`{text}` is out of range for the {}", self.noun),
        };
        let signs = self.extra.iter().map(|sign| format!("`{sign}`"));
        let signs = ["`*`", "`,`", "`-`", "`/`"].into_iter().map(str::to_owned).chain(signs);
        let why = format!("it takes {}, with {}", choice(forms), choice(signs));
        let fix = match (self.noun, text) {
            ("day of week", "0") => "write 1 or SUN for Sunday; here the week begins with 1".to_owned(),
            _ => format!("write a number from {from} to {to}"),
        };
        Some(Fault::new(at..at + text.len(), what, why, fix))
    }
}

fn at(inner: &str, start: usize) -> Result<Schedule<'_>, Faults> {
    let why = "a single run is given as `YYYY-MM-DDThh:mm:ss`, without a zone";
    let all: Range<usize> = start..start + inner.len();
    let fault = |what: String| Fault::new(all.clone(), what, why, "write it as `at(2030-01-31T03:00:00)`");
    let shape = "dddd-dd-ddTdd:dd:dd";
    let fits = inner.len() == shape.len()
        && inner.bytes().zip(shape.bytes()).all(|(byte, want)| match want {
            b'd' => byte.is_ascii_digit(),
            want => byte == want,
        });
    if !fits {
        return Err(fault(format!("`{inner}` is not a point in time")).into());
    }
    let number = |range: Range<usize>| inner[range].parse::<u32>().unwrap_or(u32::MAX);
    let (year, month, day) = (number(0..4), number(5..7), number(8..10));
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 0,
    };
    if !(1..=days).contains(&day) {
        return Err(fault(format!("`{}` is no day of the calendar", &inner[..10])).into());
    }
    if number(11..13) > 23 || number(14..16) > 59 || number(17..19) > 59 {
        return Err(fault(format!("`{}` is no time of day", &inner[11..])).into());
    }
    Ok(Schedule::At(inner))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schedules_inside() {
        assert_eq!(parse("rate(1 minute)"), Ok(Schedule::Rate { every: 1, unit: RateUnit::Minutes }));
        assert_eq!(parse("rate(12 hours)"), Ok(Schedule::Rate { every: 12, unit: RateUnit::Hours }));
        assert_eq!(parse("rate(7 days)"), Ok(Schedule::Rate { every: 7, unit: RateUnit::Days }));
        assert_eq!(parse("cron(0 3 * * ? *)"), Ok(Schedule::Cron(["0", "3", "*", "*", "?", "*"])));
        assert_eq!(parse("at(2028-02-29T23:59:59)"), Ok(Schedule::At("2028-02-29T23:59:59")));
        for text in [
            "cron(0/15 8-17 ? * MON-FRI *)",
            "cron(0,30 0 1,15 jan-dec ? 2025-2030)",
            "cron(0 0 L * ? *)",
            "cron(0 0 LW * ? *)",
            "cron(0 0 15W * ? *)",
            "cron(0 0 ? * 6L *)",
            "cron(0 0 ? * FRI#2 *)",
            "cron(0 0 ? * FRI-MON *)",
            "cron(*/5 * * * ? *)",
            "cron(59 23 31 12 ? 2199)",
            "cron(0 0 ? 1 1 1970)",
            "cron(0  3 * * ? *)",
        ] {
            assert!(parse(text).is_ok(), "{text}: {}", parse(text).unwrap_err());
        }
    }

    #[test]
    fn schedules_outside_with_their_place() {
        for (text, at) in [
            ("", 0..0),
            ("every 5 minutes", 0..15),
            ("0 3 * * *", 0..9),
            ("Rate(5 minutes)", 0..4),
            ("rate(5 minutes", 14..14),
            ("rate(5 minutes) ", 16..16),
            ("rate()", 5..5),
            ("rate(5)", 5..6),
            ("rate(5minutes)", 5..13),
            ("rate(0 minutes)", 5..6),
            ("rate(-1 minutes)", 5..7),
            ("rate(1.5 hours)", 5..8),
            ("rate(5 seconds)", 7..14),
            ("rate(1 minutes)", 7..14),
            ("rate(5 minute)", 7..13),
            ("rate(5  minutes)", 7..15),
            ("cron(0 3 * * *)", 5..14),
            ("cron(0 3 * * ? * *)", 5..18),
            ("cron(60 3 * * ? *)", 5..7),
            ("cron(0 24 * * ? *)", 7..9),
            ("cron(0 3 0 * ? *)", 9..10),
            ("cron(0 3 32 * ? *)", 9..11),
            ("cron(0 3 * 13 ? *)", 11..13),
            ("cron(0 3 ? * 0 *)", 13..14),
            ("cron(0 3 ? * 8 *)", 13..14),
            ("cron(0 3 ? * MONDAY *)", 13..19),
            ("cron(0 3 * * ? 1969)", 15..19),
            ("cron(0 3 * * ? 2200)", 15..19),
            ("cron(0/0 3 * * ? *)", 7..8),
            ("cron(0/x 3 * * ? *)", 7..8),
            ("cron(30-10 3 * * ? *)", 5..10),
            ("cron(5, 3 * * ? *)", 7..7),
            ("cron(5,* 3 * * ? *)", 7..8),
            ("cron(? 3 * * ? *)", 5..6),
            ("cron(0 3 ? * FRI#6 *)", 17..18),
            ("cron(0 3 * * * *)", 9..14),
            ("cron(0 3 ? * ? *)", 9..14),
            ("cron(0 3 1 * MON *)", 9..16),
            ("at(2030-01-31)", 3..13),
            ("at(2030-01-31T03:00:00Z)", 3..23),
            ("at(2030-02-29T03:00:00)", 3..22),
            ("at(2030-04-31T03:00:00)", 3..22),
            ("at(2030-13-01T03:00:00)", 3..22),
            ("at(2030-01-31T24:00:00)", 3..22),
            ("at(2030-01-31T03:60:00)", 3..22),
        ] {
            match parse(text) {
                Ok(schedule) => panic!("{text} was taken as {schedule:?}"),
                Err(faults) => assert_eq!(faults.first().at, at, "{text}: {faults}"),
            }
        }
    }

    #[test]
    fn every_field_is_judged() {
        let faults = parse("cron(60 24 32 13 8 1)").unwrap_err();
        assert_eq!(faults.iter().count(), 7, "{faults}");
    }

    #[test]
    fn messages_read_as_advice() {
        assert_eq!(
            parse("cron(0 3 * * * *)").unwrap_err().to_string(),
            "both the day of month and the day of week are given: exactly one of the two must be `?`; \
             write `?` for the day of week: `cron(0 3 * * ? *)`"
        );
        assert_eq!(
            parse("cron(0 3 ? * 0 *)").unwrap_err().first().fix,
            "write 1 or SUN for Sunday; here the week begins with 1"
        );
        assert_eq!(
            parse("cron(0 3 ? 0 1 *)").unwrap_err().first().why,
            "it takes 1 to 12 or JAN to DEC, with `*`, `,`, `-` or `/`"
        );
        assert_eq!(parse("rate(1 minutes)").unwrap_err().first().fix, "write `minute`");
    }
}
