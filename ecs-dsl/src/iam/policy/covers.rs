//! What a wildcard already covers.

/// A piece of a pattern: what it stands for when compared with another pattern.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Piece<'a> {
    Literal(char),
    /// `?`
    AnyOne,
    /// `*`
    AnyRun,
    /// `${…}`: a policy variable or a value that only AWS knows. Its text says nothing about what it
    /// stands for, so it is the same only as itself.
    Variable(&'a str),
}

/// Returns whether every action that `action` stands for is also one of `pattern`'s.
///
/// Both may have wildcards; case is ignored, as IAM does. When in doubt the answer is no.
pub fn action_covers(pattern: &str, action: &str) -> bool {
    // Without wildcards there is only itself, and most actions are written so.
    if !pattern.contains(['*', '?']) {
        return pattern.eq_ignore_ascii_case(action);
    }
    let fold = |text: &str| text.to_ascii_lowercase();
    covers(&pieces(&fold(pattern)), &pieces(&fold(action)))
}

/// Returns whether every resource that `resource` stands for is also one of `pattern`'s.
///
/// Both may have wildcards and variables. Wildcards are taken to end at the parts of an ARN, which is
/// narrower than what IAM does, so a yes is always right. When in doubt the answer is no.
pub fn resource_covers(pattern: &str, resource: &str) -> bool {
    if pattern == "*" || pattern == resource {
        return true;
    }
    if !pattern.contains(['*', '?']) {
        return false;
    }
    let (pattern, resource) = (pieces(pattern), pieces(resource));
    let (pattern, resource) = (arn_parts(&pattern), arn_parts(&resource));
    pattern.len() == ARN_PARTS
        && resource.len() == ARN_PARTS
        && pattern.iter().zip(&resource).all(|(pattern, resource)| covers(pattern, resource))
}

/// `arn`, partition, service, region, account and the resource, which may have colons of its own.
const ARN_PARTS: usize = 6;

fn arn_parts<'p, 'a>(pieces: &'p [Piece<'a>]) -> Vec<&'p [Piece<'a>]> {
    pieces.splitn(ARN_PARTS, |piece| *piece == Piece::Literal(':')).collect()
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let length = match rest.strip_prefix("${").and_then(|after| after.find('}')) {
            Some(end) => {
                let length = "${".len() + end + "}".len();
                pieces.push(Piece::Variable(&rest[..length]));
                length
            }
            None => {
                pieces.push(match character {
                    '*' => Piece::AnyRun,
                    '?' => Piece::AnyOne,
                    literal => Piece::Literal(literal),
                });
                character.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    pieces
}

/// Matches a pattern against another one, whose own wildcards only wildcards match.
fn covers(pattern: &[Piece<'_>], other: &[Piece<'_>]) -> bool {
    let (mut at, mut seen) = (0, 0);
    // Where to go on from when what follows the last `*` did not fit: one piece further into `other`.
    let mut retry: Option<(usize, usize)> = None;
    while seen < other.len() {
        match pattern.get(at) {
            Some(Piece::AnyRun) => {
                retry = Some((at + 1, seen));
                at += 1;
            }
            Some(piece) if fits(*piece, other[seen]) => {
                at += 1;
                seen += 1;
            }
            _ => match retry {
                Some((after, start)) => {
                    retry = Some((after, start + 1));
                    (at, seen) = (after, start + 1);
                }
                None => return false,
            },
        }
    }
    pattern[at..].iter().all(|piece| *piece == Piece::AnyRun)
}

fn fits(pattern: Piece<'_>, other: Piece<'_>) -> bool {
    pattern == other || (pattern == Piece::AnyOne && matches!(other, Piece::Literal(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions() {
        for (pattern, action, expected) in [
            ("*", "s3:GetObject", true),
            ("s3:*", "s3:Get*", true),
            ("s3:Get*", "s3:getobject", true),
            ("s3:*Object", "s3:GetObject", true),
            ("s3:*Object", "s3:GetObjectAcl", false),
            ("s3:Get?bject", "s3:GetObject", true),
            ("s3:Get?bject", "s3:GetbbObject", false),
            ("s3:Get?bject", "s3:Get*bject", false),
            ("s3:Get*", "s3:*", false),
            ("s3:Get*", "s3:G*", false),
            ("s3:GetObject", "s3:Get*", false),
            ("s3:a*b*c", "s3:abbc", true),
            ("s3:a*b*c", "s3:acb", false),
            ("", "", true),
            ("", "s3:GetObject", false),
        ] {
            assert_eq!(action_covers(pattern, action), expected, "{pattern} over {action}");
        }
    }

    #[test]
    fn resources() {
        for (pattern, resource, expected) in [
            ("*", "arn:aws:s3:::b/k", true),
            ("*", "${role/web.arn}", true),
            ("${role/web.arn}", "${role/web.arn}", true),
            ("${role/web.arn}", "${role/api.arn}", false),
            ("arn:aws:s3:::b/*", "arn:aws:s3:::b/k", true),
            ("arn:aws:s3:::b/*", "arn:aws:s3:::b", false),
            ("arn:aws:s3:::b/*", "arn:aws:s3:::b/${aws:username}/k", true),
            ("arn:aws:s3:::b/${aws:username}/*", "arn:aws:s3:::b/${aws:username}/k", true),
            ("arn:aws:s3:::b/${aws:username}/*", "arn:aws:s3:::b/me/k", false),
            ("arn:aws:s3:::b/?", "arn:aws:s3:::b/${aws:username}", false),
            ("arn:aws:ecs:*:*:*", "arn:aws:ecs:eu-west-1:${aws.account}:task/c/1", true),
            ("arn:aws:logs:*:*:log-group:g:*", "arn:aws:logs:eu-west-1:1:log-group:g:log-stream:s", true),
            // IAM might say yes to this one, but a wildcard over colons is never relied upon.
            ("arn:aws:ecs:*", "arn:aws:ecs:eu-west-1:1:task/c/1", false),
            ("arn:aws:s3:::b${", "arn:aws:s3:::b${", true),
            ("arn:aws:s3:::é?", "arn:aws:s3:::éé", true),
        ] {
            assert_eq!(resource_covers(pattern, resource), expected, "{pattern} over {resource}");
        }
    }
}
