//! What names AWS accepts: the characters, the lengths and the beginnings, one row a kind of name.

use crate::fault::{Fault, choice};

/// The rule for one kind of name.
#[derive(Debug, Clone, Copy)]
pub struct NameRule {
    /// What is named, for messages: `task definition family`.
    pub noun: &'static str,
    /// The fewest characters.
    pub min: usize,
    /// The most characters.
    pub max: usize,
    /// The characters that may stand in the name.
    pub allowed: Chars,
    /// The characters that may begin the name; any allowed one if absent.
    pub first: Option<Chars>,
    /// The characters that may end the name; any allowed one if absent.
    pub last: Option<Chars>,
    /// Beginnings that AWS keeps for itself.
    pub reserved: &'static [&'static str],
}

/// A set of characters.
#[derive(Debug, Clone, Copy)]
pub struct Chars {
    /// Whether a character is one of the set.
    pub has: fn(char) -> bool,
    /// The set in words.
    pub words: &'static str,
}

const fn rule(noun: &'static str, max: usize, allowed: Chars) -> NameRule {
    NameRule { noun, min: 1, max, allowed, first: None, last: None, reserved: &[] }
}

const PLAIN: Chars = Chars {
    has: |c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'),
    words: "letters, digits, `-` and `_`",
};
const LOWER: Chars = Chars { has: lower, words: "lower-case letters, digits, `-` and `_`" };
const IAM: Chars = Chars {
    has: |c| c.is_ascii_alphanumeric() || "_+=,.@-".contains(c),
    words: "letters, digits and `_+=,.@-`",
};
const NOT_DASH: Option<Chars> = Some(Chars { has: |c| c != '-', words: "anything but `-`" });

fn lower(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_')
}

/// A task definition's family. AWS: `RegisterTaskDefinition.family`
pub const FAMILY: NameRule = rule("task definition family", 255, PLAIN);
/// A container's name. AWS: `ContainerDefinition.name`
pub const CONTAINER: NameRule = rule("container name", 255, PLAIN);
/// A volume's name. AWS: `Volume.name`
pub const VOLUME: NameRule = rule("volume name", 255, PLAIN);
/// A service's name. AWS: `CreateService.serviceName`
pub const SERVICE: NameRule = rule("service name", 255, PLAIN);
/// A cluster's name. AWS: `CreateCluster.clusterName`
pub const CLUSTER: NameRule = rule("cluster name", 255, PLAIN);
/// A capacity provider's name. AWS: `CreateCapacityProvider.name`
pub const CAPACITY_PROVIDER: NameRule = NameRule {
    reserved: &["aws", "ecs", "fargate", "FARGATE"],
    ..rule("capacity provider name", 255, PLAIN)
};
/// A port mapping's name. AWS: `PortMapping.name`
pub const PORT: NameRule = NameRule { first: NOT_DASH, ..rule("port name", 64, LOWER) };
/// The name a Service Connect service is found under. AWS: `ServiceConnectService.discoveryName`
pub const DISCOVERY: NameRule = NameRule { first: NOT_DASH, ..rule("discovery name", 64, LOWER) };
/// The name clients connect to. AWS: `ServiceConnectClientAlias.dnsName`
pub const DNS_ALIAS: NameRule = NameRule {
    first: NOT_DASH,
    ..rule(
        "client alias",
        127,
        Chars { has: |c| lower(c) || c == '.', words: "lower-case letters, digits, `-`, `_` and `.`" },
    )
};
/// A Cloud Map namespace's name. AWS: `serviceConnectDefaults.namespace`
pub const NAMESPACE: NameRule = rule(
    "namespace",
    1024,
    Chars {
        has: |c| !matches!(c, '<' | '>' | '"' | '/') && !c.is_control(),
        words: "any characters but `<`, `>`, `\"` and `/`",
    },
);
/// An IAM role's name. AWS: `CreateRole.RoleName`
pub const ROLE: NameRule = rule("role name", 64, IAM);
/// An IAM policy's name, inline or managed. AWS: `PutRolePolicy.PolicyName`
pub const POLICY: NameRule = rule("policy name", 128, IAM);
/// A log group's name. AWS: `CreateLogGroup.logGroupName`
pub const LOG_GROUP: NameRule = NameRule {
    reserved: &["aws/"],
    ..rule(
        "log group name",
        512,
        Chars {
            has: |c| c.is_ascii_alphanumeric() || ".-_/#".contains(c),
            words: "letters, digits, `.`, `-`, `_`, `/` and `#`",
        },
    )
};
/// A target group's name. AWS: `CreateTargetGroup.Name`
pub const TARGET_GROUP: NameRule = NameRule {
    first: NOT_DASH,
    last: NOT_DASH,
    ..rule(
        "target group name",
        32,
        Chars { has: |c| c.is_ascii_alphanumeric() || c == '-', words: "letters, digits and `-`" },
    )
};
/// An environment variable's name, as ECS and Docker take it. AWS: `KeyValuePair.name`
pub const ENV_VAR: NameRule = rule(
    "environment variable name",
    32_767,
    Chars {
        has: |c| !c.is_whitespace() && !c.is_control() && c != '=',
        words: "any characters but `=`, white space and control characters",
    },
);
/// An environment variable's name that every shell and language can read.
pub const PORTABLE_ENV_VAR: NameRule = NameRule {
    first: Some(Chars { has: |c| !c.is_ascii_digit(), words: "a letter or `_`" }),
    ..rule(
        "environment variable name",
        255,
        Chars { has: |c| c.is_ascii_alphanumeric() || c == '_', words: "letters, digits and `_`" },
    )
};

impl NameRule {
    /// Returns whether AWS accepts the name, and the first rule it breaks otherwise.
    ///
    /// # Errors
    /// When a character, the length, the beginning or the end is refused.
    pub fn check(&self, name: &str) -> Result<(), Fault> {
        let noun = self.noun;
        if let Some((at, c)) = name.char_indices().find(|(_, c)| !(self.allowed.has)(*c)) {
            return Err(Fault::new(
                at..at + c.len_utf8(),
                format!("{c:?} cannot stand in the {noun} `{name}`"),
                format!("{} is made of {}", self.with_article(), self.allowed.words),
                self.advice(name),
            ));
        }
        let length = name.chars().count();
        let sized = || match (self.min, self.max) {
            (1, max) => format!("at most {max} characters are allowed"),
            (min, max) => format!("{min} to {max} characters are allowed"),
        };
        if length < self.min {
            let what = if length == 0 {
                format!("the {noun} is empty")
            } else {
                format!("the {noun} `{name}` has {length} characters")
            };
            let why = if length == 0 { "a name has at least one character".to_owned() } else { sized() };
            return Err(Fault::new(0..name.len(), what, why, format!("give {}", self.with_article())));
        }
        if length > self.max {
            let over = name.char_indices().nth(self.max).map_or(name.len(), |(at, _)| at);
            return Err(Fault::new(
                over..name.len(),
                format!("the {noun} has {length} characters"),
                sized(),
                format!("drop {} of them", length - self.max),
            ));
        }
        let ends =
            [(self.first, name.chars().next(), 0, "begin"), (self.last, name.chars().last(), 1, "end")];
        for (rule, c, end, verb) in ends {
            let (Some(chars), Some(c)) = (rule, c) else { continue };
            if !(chars.has)(c) {
                let at = if end == 0 { 0 } else { name.len() - c.len_utf8() };
                return Err(Fault::new(
                    at..at + c.len_utf8(),
                    format!("the {noun} `{name}` {verb}s with `{c}`"),
                    format!("it must {verb} with {}", chars.words),
                    self.advice(name),
                ));
            }
        }
        if let Some(reserved) = self.reserved.iter().find(|reserved| name.starts_with(**reserved)) {
            return Err(Fault::new(
                0..reserved.len(),
                format!("the {noun} `{name}` begins with `{reserved}`"),
                format!(
                    "AWS keeps names that begin with {} for itself",
                    choice(self.reserved.iter().map(|r| format!("`{r}`")))
                ),
                "begin it with another word, such as your project's",
            ));
        }
        Ok(())
    }

    fn with_article(&self) -> String {
        let article = if self.noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
        format!("{article} {}", self.noun)
    }

    /// Returns whether AWS accepts the name.
    pub fn accepts(&self, name: &str) -> bool {
        self.check(name).is_ok()
    }

    /// Names an accepted name that is close to the refused one, or the characters there are.
    fn advice(&self, name: &str) -> String {
        match self.mended(name) {
            Some(mended) => format!("write it as `{mended}`"),
            None => format!("use {}", self.allowed.words),
        }
    }

    /// Returns an accepted name close to the refused one, where one can be made.
    fn mended(&self, name: &str) -> Option<String> {
        let stand_in = ['-', '_'].into_iter().find(|c| (self.allowed.has)(*c))?;
        let mut mended = String::new();
        let mut replaced = 0;
        for c in name.trim().chars() {
            let lower = c.to_ascii_lowercase();
            let kept = [c, lower].into_iter().find(|c| (self.allowed.has)(*c));
            replaced += usize::from(kept.is_none());
            let c = kept.unwrap_or(stand_in);
            let fits = !mended.is_empty() || self.first.is_none_or(|chars| (chars.has)(c));
            if fits && !(c == stand_in && mended.ends_with(stand_in)) {
                mended.push(c);
            }
        }
        while mended.chars().last().is_some_and(|c| self.last.is_some_and(|chars| !(chars.has)(c))) {
            mended.pop();
        }
        // What is left of a name in another script is no name that anybody would choose.
        let readable = mended.chars().filter(|c| c.is_alphanumeric()).count() > replaced;
        (readable && self.accepts(&mended)).then_some(mended)
    }
}

/// Checks the path of an IAM role: `/`, or `/…/` of at most 512 printable ASCII characters.
///
/// # Errors
/// When it does not begin and end with `/`, is too long, or holds another character.
pub fn check_role_path(path: &str) -> Result<(), Fault> {
    let why =
        "a role's path is `/`, or begins and ends with `/` and has at most 512 printable ASCII characters";
    let fix = || format!("write it as `/{}/`", path.trim_matches('/'));
    if let Some((at, c)) = path.char_indices().find(|(_, c)| !('\u{21}'..='\u{7e}').contains(c)) {
        let what = format!("{c:?} cannot stand in the path `{path}`");
        return Err(Fault::new(at..at + c.len_utf8(), what, why, "leave it out"));
    }
    if path.is_empty() {
        return Err(Fault::new(0..0, "the path is empty", why, "write it as `/`"));
    }
    if !path.starts_with('/') {
        return Err(Fault::new(0..1, format!("the path `{path}` does not begin with `/`"), why, fix()));
    }
    if !path.ends_with('/') {
        let at = path.len() - 1..path.len();
        return Err(Fault::new(at, format!("the path `{path}` does not end with `/`"), why, fix()));
    }
    if path.len() > 512 {
        let what = format!("the path has {} characters", path.len());
        return Err(Fault::new(512..path.len(), what, why, format!("drop {} of them", path.len() - 512)));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: &[NameRule] = &[
        FAMILY,
        CONTAINER,
        VOLUME,
        SERVICE,
        CLUSTER,
        CAPACITY_PROVIDER,
        PORT,
        DISCOVERY,
        DNS_ALIAS,
        NAMESPACE,
        ROLE,
        POLICY,
        LOG_GROUP,
        TARGET_GROUP,
        ENV_VAR,
        PORTABLE_ENV_VAR,
    ];

    #[test]
    fn lengths_just_inside_and_just_outside() {
        for rule in ALL {
            assert!(rule.check("x").is_ok(), "{}", rule.noun);
            assert!(rule.check(&"x".repeat(rule.max)).is_ok(), "{}", rule.noun);
            let over = rule.check(&"x".repeat(rule.max + 2)).unwrap_err();
            assert_eq!(over.at, rule.max..rule.max + 2, "{}", rule.noun);
            assert_eq!(over.fix, "drop 2 of them");
            assert_eq!(rule.check("").unwrap_err().what, format!("the {} is empty", rule.noun));
        }
    }

    #[test]
    fn lengths_are_those_of_aws() {
        let of = |rule: &NameRule| (rule.min, rule.max);
        for rule in [&FAMILY, &CONTAINER, &VOLUME, &SERVICE, &CLUSTER, &CAPACITY_PROVIDER] {
            assert_eq!(of(rule), (1, 255), "{}", rule.noun);
        }
        assert_eq!([of(&PORT), of(&DISCOVERY), of(&ROLE)], [(1, 64); 3]);
        assert_eq!([of(&POLICY), of(&LOG_GROUP), of(&TARGET_GROUP)], [(1, 128), (1, 512), (1, 32)]);
        assert_eq!([of(&DNS_ALIAS), of(&NAMESPACE)], [(1, 127), (1, 1024)]);
    }

    #[test]
    fn characters_inside_and_outside() {
        let inside = [
            (FAMILY, "Web_app-2"),
            (CONTAINER, "-x_"),
            (VOLUME, "data"),
            (SERVICE, "core-apne2-web"),
            (CLUSTER, "default"),
            (CAPACITY_PROVIDER, "spot-Ecs"),
            (PORT, "http_1-a"),
            (DISCOVERY, "_web"),
            (DNS_ALIAS, "web.internal"),
            (NAMESPACE, "prod.local"),
            (ROLE, "a+=,.@-_Z9"),
            (POLICY, "a+=,.@-_Z9"),
            (LOG_GROUP, "/ecs/web.app_1#a-b"),
            (TARGET_GROUP, "a-b"),
            (ENV_VAR, "discovery.type"),
            (PORTABLE_ENV_VAR, "_LOG_LEVEL2"),
        ];
        for (rule, name) in inside {
            assert_eq!(rule.check(name), Ok(()), "{} {name}", rule.noun);
        }
        let outside = [
            (FAMILY, "web.app", 3..4),
            (FAMILY, "web app", 3..4),
            (CONTAINER, "é", 0..2),
            (VOLUME, "a/b", 1..2),
            (SERVICE, "a:1", 1..2),
            (CLUSTER, "a.b", 1..2),
            (CAPACITY_PROVIDER, "aws-x", 0..3),
            (CAPACITY_PROVIDER, "ecsx", 0..3),
            (CAPACITY_PROVIDER, "fargate2", 0..7),
            (CAPACITY_PROVIDER, "FARGATE_SPOT", 0..7),
            (PORT, "Http", 0..1),
            (PORT, "-http", 0..1),
            (DISCOVERY, "a.b", 1..2),
            (DISCOVERY, "-a", 0..1),
            (DNS_ALIAS, "-a", 0..1),
            (DNS_ALIAS, "a/b", 1..2),
            (NAMESPACE, "a/b", 1..2),
            (ROLE, "a/b", 1..2),
            (ROLE, "a b", 1..2),
            (POLICY, "a:b", 1..2),
            (LOG_GROUP, "a:b", 1..2),
            (LOG_GROUP, "aws/x", 0..4),
            (TARGET_GROUP, "a_b", 1..2),
            (TARGET_GROUP, "-a", 0..1),
            (TARGET_GROUP, "a-", 1..2),
            (ENV_VAR, "A=B", 1..2),
            (ENV_VAR, "A B", 1..2),
            (PORTABLE_ENV_VAR, "A.B", 1..2),
            (PORTABLE_ENV_VAR, "2A", 0..1),
        ];
        for (rule, name, at) in outside {
            let fault = rule.check(name).unwrap_err();
            assert_eq!(fault.at, at, "{} {name}: {fault}", rule.noun);
        }
    }

    #[test]
    fn a_close_name_is_offered() {
        let fix = |rule: NameRule, name: &str| rule.check(name).unwrap_err().fix;
        assert_eq!(fix(FAMILY, "my web.app"), "write it as `my-web-app`");
        assert_eq!(fix(PORT, "-HTTP Port"), "write it as `http-port`");
        assert_eq!(fix(TARGET_GROUP, "web_"), "write it as `web`");
        assert_eq!(fix(PORTABLE_ENV_VAR, "log.level"), "write it as `log_level`");
        assert_eq!(fix(PORTABLE_ENV_VAR, "9LIVES"), "write it as `LIVES`");
        assert_eq!(fix(FAMILY, "…"), "use letters, digits, `-` and `_`");
        assert_eq!(fix(CLUSTER, "ünï"), "use letters, digits, `-` and `_`");
        assert_eq!(fix(CLUSTER, "ок"), "use letters, digits, `-` and `_`");
    }

    #[test]
    fn messages_read_as_advice() {
        assert_eq!(
            FAMILY.check("web.app").unwrap_err().to_string(),
            "'.' cannot stand in the task definition family `web.app`: a task definition family is made of \
             letters, digits, `-` and `_`; write it as `web-app`"
        );
        assert_eq!(
            PORTABLE_ENV_VAR.check("A B").unwrap_err().why,
            "an environment variable name is made of letters, digits and `_`"
        );
        assert_eq!(
            CAPACITY_PROVIDER.check("ecs-spot").unwrap_err().why,
            "AWS keeps names that begin with `aws`, `ecs`, `fargate` or `FARGATE` for itself"
        );
    }

    #[test]
    fn role_paths() {
        for path in ["/", "/a/", "/ecs-dsl/web/", "/!~/"] {
            assert_eq!(check_role_path(path), Ok(()), "{path}");
        }
        assert!(check_role_path(&format!("/{}/", "a".repeat(510))).is_ok());
        assert_eq!(check_role_path(&format!("/{}/", "a".repeat(511))).unwrap_err().at, 512..513);
        for (path, at) in
            [("", 0..0), ("a", 0..1), ("/a", 1..2), ("a/", 0..1), ("/a b/", 2..3), ("/é/", 1..3)]
        {
            assert_eq!(check_role_path(path).unwrap_err().at, at, "{path}");
        }
        assert_eq!(check_role_path("team/web").unwrap_err().fix, "write it as `/team/web/`");
    }
}
