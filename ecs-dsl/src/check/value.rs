//! What rules ask of single values: whether AWS knows them, and whether they are known yet.

use ecs_dsl_facts::fault::{Fault, choice};
use ecs_dsl_facts::nearest;

use crate::diagnostic::Finding;
use crate::diagnostic::code::{Code, value as codes};

/// Returns whether a part of the text is a token for what is known later: such a text is never judged.
///
/// A token is `${role/web.arn}`, which AWS's answer takes the place of, or a part in double braces,
/// which a template engine fills in before the file is used.
pub(crate) fn has_token(text: &str) -> bool {
    text.contains("${") || text.contains("{{")
}

/// Finds fault with a value that is none of those AWS knows: the `VALUES` of an open enum.
pub(crate) fn check_known(member: &str, value: &str, known: &[&str], findings: &mut Vec<Finding>) {
    if known.contains(&value) || has_token(value) {
        return;
    }
    let choices = choice(known.iter().map(|known| format!("`{known}`")));
    let fix = match nearest(value, known.iter().copied()) {
        Some(meant) => format!("write `{meant}`"),
        None if known.len() > 10 => "write one of the values that AWS knows".to_owned(),
        None => format!("write {choices}"),
    };
    let name = member.rsplit('.').next().unwrap_or(member);
    let name = name.split('[').next().unwrap_or(name);
    let what = format!("`{value}` is not a value of `{name}`");
    let why = format!("AWS takes {choices}, in exactly this spelling");
    findings.push(Finding::new(&codes::UNKNOWN_VALUE, member, what, fix).because(why));
}

/// Turns a fault of a grammar into a finding.
pub(crate) fn fault(code: &'static Code, member: impl Into<String>, fault: Fault) -> Finding {
    Finding::new(code, member, fault.what, fault.fix).because(fault.why)
}

/// Turns a fault in a text into a finding of the code, whose fix is to fill in what the text leaves open.
///
/// Published examples leave accounts and Regions open, and are right apart from that: for these there is
/// a code of its own.
pub(crate) fn fault_in(
    code: &'static Code,
    member: impl Into<String>,
    text: &str,
    mut wrong: Fault,
) -> Finding {
    let Some(part) = placeholder(text) else { return fault(code, member, wrong) };
    let fix = format!("put the real value for `{part}`");
    if stands_for_a_place(part, text) {
        let what = format!("`{part}` in `{text}` looks like something to be filled in");
        return Finding::new(&codes::PLACEHOLDER, member, what, fix);
    }
    wrong.fix = fix;
    fault(code, member, wrong)
}

/// Returns whether a part of an ARN or of an image of ECR stands where the account or the Region does.
fn stands_for_a_place(part: &str, text: &str) -> bool {
    let inside = |place: Option<&str>| place.is_some_and(|place| place.contains(part));
    if text.starts_with("arn:") {
        let mut parts = text.split(':').skip(3);
        return inside(parts.next()) || inside(parts.next());
    }
    text.split_once('/').is_some_and(|(registry, _)| registry.contains(".dkr.ecr") && registry.contains(part))
}

/// Returns the part of a malformed text that stands, as in an example, for what a reader should fill in.
pub(crate) fn placeholder(text: &str) -> Option<&str> {
    const WORDS: &[&str] = &[
        "aws_account_id",
        "account_id",
        "account-id",
        "accountid",
        "aws_region",
        "region-code",
        "your_",
        "your-",
    ];
    for (open, close) in [('<', '>'), ('{', '}')] {
        if let Some((start, end)) = text.find(open).zip(text.rfind(close))
            && start + 1 < end
        {
            return text.get(start..=end);
        }
    }
    // One character over and over, about as often as an account id has digits. Fewer digits are a number.
    let filler = text.split([':', '/', '.', '-']).find(|part| {
        let Some(first) = part.chars().next().filter(char::is_ascii_alphanumeric) else { return false };
        let least = if first.is_ascii_digit() { 10 } else { 4 };
        (least..=16).contains(&part.len()) && part.chars().all(|c| c == first)
    });
    if filler.is_some() {
        return filler;
    }
    let lower = text.to_ascii_lowercase();
    WORDS.iter().find_map(|word| lower.find(word).and_then(|at| text.get(at..at + word.len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_reader_should_fill_in_is_told_from_a_mistake() {
        for (text, expected) in [
            ("arn:aws:iam::XXXXXXXXXXXX:role/web", Some("XXXXXXXXXXXX")),
            ("arn:aws:iam::<account>:role/web", Some("<account>")),
            ("arn:aws:iam::xxxxxxxxxx:role/web", Some("xxxxxxxxxx")),
            ("11111111111.dkr.ecr.eu-west-1.amazonaws.com/web", Some("11111111111")),
            ("{INSERT your role}", Some("{INSERT your role}")),
            ("aws_account_id.dkr.ecr.eu-west-1.amazonaws.com/web", Some("aws_account_id")),
            ("arn:aws:iam::12345678901:role/web", None),
            ("arn:aws:secretsmanager:eu-west-1:1111:secret:x", None),
            ("😀", None),
            ("> <", None),
            ("{}", None),
            ("arn:aws:iam::XXX:role/web", None),
        ] {
            assert_eq!(placeholder(text), expected, "{text}");
        }
    }

    #[test]
    fn a_placeholder_is_the_fix_of_the_mistake_unless_only_the_place_is_open() {
        let wrong = || Fault::new(0..1, "it is wrong", "it has a form", "write it so");
        for (text, code, fix) in [
            ("<web>", "ECS0001", "put the real value for `<web>`"),
            ("my family <x>", "ECS0001", "put the real value for `<x>`"),
            ("arn:aws:iam::1111:role/<name>", "ECS0001", "put the real value for `<name>`"),
            ("my family", "ECS0001", "write it so"),
            ("😀", "ECS0001", "write it so"),
            ("arn:aws:iam::XXXXXXXXXXXX:role/web", "ECS0002", "put the real value for `XXXXXXXXXXXX`"),
            (
                "aws_account_id.dkr.ecr.eu-west-1.amazonaws.com/web",
                "ECS0002",
                "put the real value for `aws_account_id`",
            ),
        ] {
            let finding = fault_in(&codes::UNKNOWN_VALUE, "name", text, wrong());
            assert_eq!((finding.code.id, finding.fix.as_str()), (code, fix), "{text}");
        }
    }

    #[test]
    fn an_unknown_value_brings_the_nearest_one() {
        let mut findings = Vec::new();
        check_known("networkMode", "awsVpc", &["bridge", "awsvpc"], &mut findings);
        check_known("networkMode", "${x}", &["bridge", "awsvpc"], &mut findings);
        let [finding] = findings.as_slice() else { panic!("{findings:?}") };
        assert_eq!(finding.what, "`awsVpc` is not a value of `networkMode`");
        assert_eq!(finding.fix, "write `awsvpc`");
    }
}
