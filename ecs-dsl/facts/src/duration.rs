//! Spans of time as people write them: `30s`, `5m`, `1h30m`, `250ms`.

use std::ops::RangeInclusive;
use std::time::Duration;

use crate::fault::Fault;

/// The units, the largest first, with what one is worth in milliseconds.
const UNITS: &[(&str, u64)] = &[("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1)];

const WHY: &str = "a span of time is numbers with the units `d`, `h`, `m`, `s` and `ms`, the largest first";
const FIX: &str = "write it like `30s`, `5m` or `1h30m`";

/// Returns the span of time that a text stands for.
///
/// # Errors
/// When the text is not whole numbers with units, the largest first, each once.
pub fn parse(text: &str) -> Result<Duration, Fault> {
    let mut total: u64 = 0;
    let mut smallest = None;
    let mut at = 0;
    if text.is_empty() {
        return Err(Fault::new(0..0, "the span of time is empty", WHY, FIX));
    }
    while at < text.len() {
        let rest = &text[at..];
        // A space before the unit, as people write it, is not the mistake where the unit is one.
        if let Some((number, unit)) = rest.split_once(' ')
            && !number.is_empty()
            && number.bytes().all(|digit| digit.is_ascii_digit())
            && unit.starts_with(|c: char| c.is_ascii_alphabetic())
        {
            let known = UNITS.iter().find(|(name, _)| unit_advice(unit) == format!("write `{name}`"));
            let (what, fix) = match known {
                Some((name, _)) => {
                    (format!("`{text}` has a space before its unit"), format!("write `{number}{name}`"))
                }
                None => (format!("`{unit}` is no unit of time"), FIX.to_owned()),
            };
            return Err(Fault::new(at + number.len() + 1..text.len(), what, WHY, fix));
        }
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let after = &rest[digits..];
        let letters = after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len());
        let unit_at = at + digits..at + digits + letters;
        let unit = &after[..letters];
        if digits == 0 {
            let end = at + rest.chars().next().map_or(0, char::len_utf8).max(letters);
            return Err(Fault::new(
                at..end,
                format!("`{}` is no number of a span of time", &text[at..end]),
                WHY,
                FIX,
            ));
        }
        if unit.is_empty() {
            let what = format!("`{text}` has a number without a unit");
            // What follows a last number is missing; what follows another is something else than a unit.
            let fix =
                if after.is_empty() { format!("add the unit, such as `{text}s`") } else { FIX.to_owned() };
            return Err(Fault::new(at..at + digits, what, WHY, fix));
        }
        let Some(rank) = UNITS.iter().position(|(name, _)| *name == unit) else {
            return Err(Fault::new(unit_at, format!("`{unit}` is no unit of time"), WHY, unit_advice(unit)));
        };
        if smallest.is_some_and(|smallest| rank <= smallest) {
            let what = format!("`{unit}` stands after a unit that is not larger");
            return Err(Fault::new(unit_at, what, WHY, FIX));
        }
        smallest = Some(rank);
        total = rest[..digits]
            .parse::<u64>()
            .ok()
            .and_then(|count| count.checked_mul(UNITS[rank].1))
            .and_then(|part| total.checked_add(part))
            .ok_or_else(|| {
                let what = format!("`{}` is too long a span of time", &text[at..unit_at.end]);
                Fault::new(
                    at..unit_at.end,
                    what,
                    "it does not fit a count of milliseconds",
                    "write a shorter one",
                )
            })?;
        at = unit_at.end;
    }
    Ok(Duration::from_millis(total))
}

fn unit_advice(unit: &str) -> String {
    let known = match unit.to_ascii_lowercase().as_str() {
        "d" | "day" | "days" => "d",
        "h" | "hr" | "hrs" | "hour" | "hours" => "h",
        "m" | "min" | "mins" | "minute" | "minutes" => "m",
        "s" | "sec" | "secs" | "second" | "seconds" => "s",
        "ms" | "msec" | "msecs" | "millis" | "millisecond" | "milliseconds" => "ms",
        _ => return FIX.to_owned(),
    };
    format!("write `{known}`")
}

/// Returns the whole seconds that a text stands for, which is how ECS counts time.
///
/// # Errors
/// When [`parse`] refuses the text, or it has a part of a second, or more than 2,147,483,647 s.
pub fn whole_seconds(text: &str) -> Result<i32, Fault> {
    let span = parse(text)?;
    let whole = || 0..text.len();
    if span.subsec_millis() != 0 {
        let fix = format!("write `{}s`", span.as_secs().max(1));
        return Err(Fault::new(
            whole(),
            format!("`{text}` has a part of a second"),
            "ECS counts whole seconds",
            fix,
        ));
    }
    i32::try_from(span.as_secs()).map_err(|_| {
        let what = format!("`{text}` is {} seconds", span.as_secs());
        Fault::new(whole(), what, "ECS takes at most 2147483647 seconds", "write a shorter one")
    })
}

/// Checks that a span lies in a range of seconds; `subject` names what it is for.
///
/// # Errors
/// When it is shorter or longer than the range allows.
pub fn within(text: &str, range: RangeInclusive<i32>, subject: &str) -> Result<i32, Fault> {
    let seconds = whole_seconds(text)?;
    if range.contains(&seconds) {
        return Ok(seconds);
    }
    let (min, max) = (words(*range.start()), words(*range.end()));
    let nearest = if seconds < *range.start() { &min } else { &max };
    Err(Fault::new(
        0..text.len(),
        format!("`{text}` is out of range for {subject}"),
        format!("{min} to {max} are allowed"),
        format!("use `{nearest}`"),
    ))
}

/// Writes seconds the way [`parse`] reads them, in the largest units: `90` is `1m30s`.
pub fn words(seconds: i32) -> String {
    text(Duration::from_secs(u64::try_from(seconds).unwrap_or(0)))
}

/// Writes a span the way [`parse`] reads it; parts of a millisecond are dropped.
pub fn text(span: Duration) -> String {
    let mut left = u64::try_from(span.as_millis()).unwrap_or(u64::MAX);
    let mut text = String::new();
    for (name, worth) in UNITS {
        if left >= *worth {
            text.push_str(&format!("{}{name}", left / worth));
            left %= worth;
        }
    }
    if text.is_empty() { "0s".to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_inside() {
        for (text, millis) in [
            ("0s", 0),
            ("30s", 30_000),
            ("5m", 300_000),
            ("1h30m", 5_400_000),
            ("250ms", 250),
            ("1s500ms", 1500),
            ("2d", 172_800_000),
            ("1d2h3m4s5ms", 93_784_005),
            ("90m", 5_400_000),
        ] {
            assert_eq!(parse(text), Ok(Duration::from_millis(millis)), "{text}");
        }
    }

    #[test]
    fn spans_outside_with_their_place() {
        for (text, at) in [
            ("", 0..0),
            ("30", 0..2),
            ("1h30", 2..4),
            ("s", 0..1),
            ("min5", 0..3),
            ("-5s", 0..1),
            ("5 m", 2..3),
            ("5min", 1..4),
            ("5M", 1..2),
            ("1.5h", 0..1),
            ("30m1h", 4..5),
            ("1h1h", 3..4),
            ("99999999999999999999s", 0..21),
            ("300000000000d", 0..13),
            ("5µs", 0..1),
        ] {
            let fault = parse(text).unwrap_err();
            assert_eq!(fault.at, at, "{text}: {fault}");
        }
        assert_eq!(parse("5min").unwrap_err().fix, "write `m`");
        assert_eq!(parse("45 days").unwrap_err().fix, "write `45d`");
        assert_eq!(parse("5 parsecs").unwrap_err().what, "`parsecs` is no unit of time");
        assert_eq!(parse("30").unwrap_err().fix, "add the unit, such as `30s`");
        assert_eq!(parse("5x").unwrap_err().fix, "write it like `30s`, `5m` or `1h30m`");
    }

    #[test]
    fn ecs_counts_whole_seconds() {
        assert_eq!(whole_seconds("2m"), Ok(120));
        assert_eq!(whole_seconds("1000ms"), Ok(1));
        assert_eq!(whole_seconds("1500ms").unwrap_err().fix, "write `1s`");
        assert_eq!(whole_seconds("2147483647s"), Ok(i32::MAX));
        assert!(whole_seconds("2147483648s").is_err());
    }

    #[test]
    fn ranges_hold_at_their_ends() {
        for (text, inside) in [("1s", false), ("2s", true), ("2m", true), ("121s", false)] {
            assert_eq!(within(text, 2..=120, "`stopTimeout`").is_ok(), inside, "{text}");
        }
        assert_eq!(
            within("5m", 2..=120, "`stopTimeout`").unwrap_err().to_string(),
            "`5m` is out of range for `stopTimeout`: 2s to 2m are allowed; use `2m`"
        );
        assert_eq!(within("1s", 2..=120, "it").unwrap_err().fix, "use `2s`");
    }

    #[test]
    fn what_is_written_reads_back() {
        for millis in [0, 1, 999, 1000, 61_000, 5_400_000, 93_784_005] {
            let span = Duration::from_millis(millis);
            assert_eq!(parse(&text(span)), Ok(span));
        }
        assert_eq!(words(90), "1m30s");
        assert_eq!(words(-1), "0s");
    }
}
