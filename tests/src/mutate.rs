//! JSON documents with random damage, for tests that look for what breaks the rules.

use serde_json::{Value, json};

/// A source of damage: the same seed does the same.
#[derive(Debug, Clone)]
pub struct Mutator(u64);

impl Mutator {
    /// Begins at a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        // Zero would stay zero.
        Self(seed | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// Returns a number below `end`, which is not zero.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// Damages a document once: somewhere in it a value goes, comes twice, or is another.
    pub fn damage(&mut self, document: &mut Value) {
        let mut value = document;
        loop {
            let deeper = self.below(5) > 0;
            let count = match value {
                Value::Object(members) => members.len(),
                Value::Array(items) => items.len(),
                _ => 0,
            };
            if count == 0 || !deeper {
                break;
            }
            let at = self.below(count);
            value = match value {
                Value::Object(members) => members.values_mut().nth(at).expect("below the length"),
                Value::Array(items) => &mut items[at],
                _ => unreachable!("scalars have no parts"),
            };
        }
        self.change(value);
    }

    fn change(&mut self, value: &mut Value) {
        match value {
            Value::Object(members) if !members.is_empty() => {
                let at = self.below(members.len());
                let key = members.keys().nth(at).expect("below the length").clone();
                match self.below(4) {
                    0 => *value = json!({}),
                    1 => {
                        members.insert(key, Value::Null);
                    }
                    _ => {
                        members.remove(&key);
                    }
                }
            }
            Value::Array(items) if !items.is_empty() => {
                let at = self.below(items.len());
                match self.below(4) {
                    0 => items.clear(),
                    1 => {
                        items.remove(at);
                    }
                    2 => items.reverse(),
                    _ => {
                        let copy = items[at].clone();
                        items.extend(std::iter::repeat_n(copy, 1 + at));
                    }
                }
            }
            Value::Number(_) => *value = json!(self.number()),
            Value::Bool(flag) => *flag = !*flag,
            _ => *value = json!(self.text()),
        }
    }

    fn number(&mut self) -> i32 {
        const NUMBERS: [i32; 14] =
            [i32::MIN, -1, 0, 1, 2, 5, 50, 100, 200, 512, 65_535, 65_536, 70_000, i32::MAX];
        NUMBERS[self.below(NUMBERS.len())]
    }

    fn text(&mut self) -> String {
        const TEXTS: &[&str] = &[
            "",
            " ",
            "a",
            "-",
            ":",
            "0",
            "256",
            "1 vCPU",
            ".5 GB",
            "99999999999999999999",
            "host",
            "none",
            "bridge",
            "awsvpc",
            "FARGATE",
            "EC2",
            "EXTERNAL",
            "MANAGED_INSTANCES",
            "DAEMON",
            "HEALTHY",
            "default",
            "web:3",
            "${role/web.arn}",
            "${",
            "arn:",
            "arn:aws:iam::111122223333:role/web",
            "arn:aws:iam::111122223333:role/",
            "arn:aws:ecs:eu-central-1:111122223333:cluster/web",
            "arn:aws:secretsmanager:eu-central-1:111122223333:secret:a-Ab1Cd2:k:v:i",
            "*",
            "s3:*",
            "s3:GetObjct",
            "größe",
            "\u{0}\u{7f}\u{200d}",
            "🦀🦀🦀",
            "nginx@sha256:",
            "UPPER/case:tag:tag",
            "10000-9999",
            "0-65535",
        ];
        let text = TEXTS[self.below(TEXTS.len())];
        match self.below(8) {
            0 => text.repeat(300),
            1 => format!("{text}{text}"),
            _ => text.to_owned(),
        }
    }
}
