//! Merging statements: the same permissions in fewer statements, in one fixed order.
//!
//! The derived roles gather one small statement per reason; this makes of them the policy that a person
//! would have written. Only what cannot change the meaning is done: lists of actions or of resources
//! grow where all else is equal, and what another statement covers is dropped. A statement with a name
//! is merged with those of the same name alone, and never dropped for being covered.

use std::cmp::Ordering;

use super::Principal;
use super::{Condition, ConditionValue, OneOrMany, PrincipalMap, Statement, action_covers, resource_covers};

/// Merges statements into as few as say the same, sorted.
///
/// The same statements in any order give the same result: statements of one effect with the same
/// resources and conditions become one, with sorted actions; so do those with the same actions.
/// Repetitions, and what a wildcard already covers, go. Single values come out as lists.
pub fn merge(statements: impl IntoIterator<Item = Statement>) -> Vec<Statement> {
    merge_noted(statements.into_iter().map(|statement| (statement, ())))
        .into_iter()
        .map(|(statement, _)| statement)
        .collect()
}

/// Merges statements as [`merge`] does, and says what became of each.
///
/// Every statement comes with a note, such as the line that asked for it; every merged statement has
/// the notes of all that went into it, in the order they were given, and of those that it covers.
pub fn merge_noted<N>(statements: impl IntoIterator<Item = (Statement, N)>) -> Vec<(Statement, Vec<N>)> {
    let mut noted: Vec<Noted<N>> = statements
        .into_iter()
        .enumerate()
        .map(|(number, (statement, note))| Noted {
            statement: normal(statement),
            notes: vec![(number, note)],
        })
        .collect();
    // What is joined with what depends on the order, so the order must not depend on the caller.
    noted.sort_by(|one, other| in_order(&one.statement, &other.statement));
    loop {
        let before = noted.len();
        noted = join(noted, |statement| &mut statement.action, action_covers);
        noted = join(noted, |statement| &mut statement.resource, resource_covers);
        drop_covered(&mut noted);
        if noted.len() == before {
            break;
        }
    }
    noted.sort_by(|one, other| in_order(&one.statement, &other.statement));
    noted
        .into_iter()
        .map(|Noted { statement, mut notes }| {
            notes.sort_by_key(|(number, _)| *number);
            (statement, notes.into_iter().map(|(_, note)| note).collect())
        })
        .collect()
}

struct Noted<N> {
    statement: Statement,
    notes: Vec<(usize, N)>,
}

type Values = Option<OneOrMany<String>>;

/// Joins the statements that differ in one list alone.
fn join<N>(
    noted: Vec<Noted<N>>,
    list: fn(&mut Statement) -> &mut Values,
    covers: fn(&str, &str) -> bool,
) -> Vec<Noted<N>> {
    // The statements without their list, which is what has to be equal, beside the list.
    let mut joined: Vec<(Noted<N>, Values)> = Vec::new();
    for mut next in noted {
        let values = list(&mut next.statement).take();
        let same = values.as_ref().and_then(|_| {
            joined.iter_mut().find(|(other, values)| values.is_some() && other.statement == next.statement)
        });
        match same {
            Some((other, joined)) => {
                let all = joined.take().into_iter().chain(values).flatten().collect();
                *joined = Some(OneOrMany::Many(reduce(all, covers)));
                other.notes.append(&mut next.notes);
            }
            None => joined.push((next, values)),
        }
    }
    joined
        .into_iter()
        .map(|(mut noted, values)| {
            *list(&mut noted.statement) = values;
            noted
        })
        .collect()
}

/// Drops statements that another one covers, and leaves their notes with that one.
fn drop_covered<N>(noted: &mut Vec<Noted<N>>) {
    let mut at = 0;
    while at < noted.len() {
        let cover = (0..noted.len())
            .find(|other| *other != at && statement_covers(&noted[*other].statement, &noted[at].statement));
        match cover {
            Some(cover) => {
                let mut covered = noted.remove(at);
                let cover = if cover > at { cover - 1 } else { cover };
                noted[cover].notes.append(&mut covered.notes);
            }
            None => at += 1,
        }
    }
}

fn statement_covers(cover: &Statement, other: &Statement) -> bool {
    cover.effect == other.effect
        && (other.sid.is_none() || other.sid == cover.sid)
        && cover.principal == other.principal
        && cover.not_principal == other.not_principal
        && cover.not_action == other.not_action
        && cover.not_resource == other.not_resource
        && (cover.condition.is_none() || cover.condition == other.condition)
        && list_covers(&cover.action, &other.action, action_covers)
        && list_covers(&cover.resource, &other.resource, resource_covers)
}

fn list_covers(cover: &Values, other: &Values, covers: fn(&str, &str) -> bool) -> bool {
    match (cover, other) {
        (Some(cover), Some(other)) => {
            other.iter().all(|value| cover.iter().any(|pattern| covers(pattern, value)))
        }
        (None, None) => true,
        _ => false,
    }
}

/// Sorts values, and drops those that another covers.
fn reduce(mut values: Vec<String>, covers: fn(&str, &str) -> bool) -> Vec<String> {
    values.sort();
    values.dedup();
    let kept = |at: usize| {
        !values.iter().enumerate().any(|(other, pattern)| {
            // Two that cover each other differ in writing alone; the first stays.
            other != at && covers(pattern, &values[at]) && (other < at || !covers(&values[at], pattern))
        })
    };
    let keep: Vec<bool> = (0..values.len()).map(kept).collect();
    values.into_iter().zip(keep).filter_map(|(value, keep)| keep.then_some(value)).collect()
}

/// Puts one statement in normal form: lists everywhere, sorted, without repetitions.
fn normal(mut statement: Statement) -> Statement {
    let actions = |values: OneOrMany<String>| OneOrMany::Many(reduce(values.into_vec(), action_covers));
    let resources = |values: OneOrMany<String>| OneOrMany::Many(reduce(values.into_vec(), resource_covers));
    statement.action = statement.action.map(actions);
    statement.not_action = statement.not_action.map(actions);
    statement.resource = statement.resource.map(resources);
    statement.not_resource = statement.not_resource.map(resources);
    statement.principal = statement.principal.map(normal_principal);
    statement.not_principal = statement.not_principal.map(normal_principal);
    statement.condition = statement.condition.and_then(normal_condition);
    statement
}

fn normal_principal(principal: Principal) -> Principal {
    let sorted = |values: Option<OneOrMany<String>>| {
        values.map(|values| {
            let mut values = values.into_vec();
            values.sort();
            values.dedup();
            OneOrMany::Many(values)
        })
    };
    match principal {
        Principal::Everyone => Principal::Everyone,
        Principal::Named(map) => Principal::Named(PrincipalMap {
            aws: sorted(map.aws),
            service: sorted(map.service),
            federated: sorted(map.federated),
            canonical_user: sorted(map.canonical_user),
        }),
    }
}

/// Sorts the values, as their text, which is all that IAM sees; a condition without keys is none.
fn normal_condition(mut condition: Condition) -> Option<Condition> {
    condition.operators.retain(|_, keys| !keys.is_empty());
    for values in condition.operators.values_mut().flat_map(|keys| keys.values_mut()) {
        let mut texts: Vec<String> = values.iter().map(ConditionValue::to_string).collect();
        texts.sort();
        texts.dedup();
        *values = texts.into();
    }
    (!condition.operators.is_empty()).then_some(condition)
}

/// Compares by what people look for first, and by the whole where that is the same.
fn in_order(one: &Statement, other: &Statement) -> Ordering {
    let whole = |statement: &Statement| serde_json::to_string(statement).unwrap_or_default();
    (&one.effect, &one.action, &one.resource)
        .cmp(&(&other.effect, &other.action, &other.resource))
        .then_with(|| whole(one).cmp(&whole(other)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(statements: &[Statement]) -> String {
        serde_json::to_string(statements).unwrap()
    }

    #[test]
    fn actions_on_the_same_resource_become_one_statement() {
        let one = Statement::allow("s3:PutObject").on("arn:aws:s3:::b/*");
        let two = Statement::allow(["s3:GetObject", "s3:getobject"]).on(["arn:aws:s3:::b/*"]);
        let expected = r#"[{"Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":["arn:aws:s3:::b/*"]}]"#;
        assert_eq!(json(&merge([one.clone(), two.clone()])), expected);
        assert_eq!(json(&merge([two, one])), expected);
    }

    #[test]
    fn resources_of_the_same_action_become_one_statement() {
        let merged = merge([
            Statement::allow("s3:GetObject").on("arn:aws:s3:::b/y"),
            Statement::allow("s3:GetObject").on("arn:aws:s3:::b/x"),
            Statement::allow("s3:GetObject").on("arn:aws:s3:::b/x*"),
        ]);
        assert_eq!(
            json(&merged),
            r#"[{"Effect":"Allow","Action":["s3:GetObject"],"Resource":["arn:aws:s3:::b/x*","arn:aws:s3:::b/y"]}]"#
        );
    }

    #[test]
    fn what_is_covered_goes_and_its_note_stays() {
        let merged = merge_noted([
            (Statement::allow("s3:GetObject").on("arn:aws:s3:::b/k"), 1),
            (Statement::allow("s3:*").on("arn:aws:s3:::b/*"), 2),
            (
                Statement::allow("s3:GetObject").on("arn:aws:s3:::b/k").condition(
                    "Bool",
                    "aws:SecureTransport",
                    true,
                ),
                3,
            ),
        ]);
        assert_eq!(merged.len(), 1);
        assert_eq!(merged[0].1, [1, 2, 3]);
        assert_eq!(
            json(&[merged[0].0.clone()]),
            r#"[{"Effect":"Allow","Action":["s3:*"],"Resource":["arn:aws:s3:::b/*"]}]"#
        );
    }

    #[test]
    fn what_differs_in_effect_condition_name_or_negation_stays_apart() {
        let allow = Statement::allow("s3:GetObject").on("*");
        for other in [
            Statement::deny("s3:PutObject").on("*"),
            Statement::allow("s3:PutObject").on("*").condition("StringEquals", "aws:SourceAccount", "1"),
            Statement::allow("s3:PutObject").on("*").sid("Write"),
            Statement::allow_all_except("s3:PutObject").on("*"),
            Statement::allow("s3:GetObject").on_all_except("arn:aws:s3:::b/k"),
            Statement::allow("s3:GetObject").by(Principal::Everyone),
        ] {
            assert_eq!(merge([allow.clone(), other.clone()]).len(), 2, "{other:?}");
        }
        let negated = [
            Statement::allow_all_except("s3:PutObject").on("*"),
            Statement::allow_all_except("s3:GetObject").on("*"),
        ];
        assert_eq!(merge(negated).len(), 2, "the union of two exceptions is not their list");
    }

    #[test]
    fn a_named_statement_covers_and_is_not_dropped() {
        let all = Statement::allow("s3:*").on("*");
        let read = Statement::allow("s3:GetObject").on("*");
        assert_eq!(merge([all.clone().sid("All"), read.clone()]).len(), 1);
        assert_eq!(merge([all, read.sid("Read")]).len(), 2);
    }

    #[test]
    fn conditions_that_say_the_same_are_the_same() {
        let merged = merge([
            Statement::allow("a:B").on("*").condition("Bool", "aws:SecureTransport", true),
            Statement::allow("a:C").on("*").condition("Bool", "aws:SecureTransport", "true"),
        ]);
        assert_eq!(
            json(&merged),
            r#"[{"Effect":"Allow","Action":["a:B","a:C"],"Resource":["*"],"Condition":{"Bool":{"aws:SecureTransport":["true"]}}}]"#
        );
    }
}
