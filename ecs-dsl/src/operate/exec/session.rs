//! The session that ECS opened, and how the Session Manager plugin is told of it.

use serde_json::{Value, json};

/// The name of the program that holds sessions.
pub const PLUGIN: &str = "session-manager-plugin";

/// A session that waits for somebody to join it.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// What ECS answered: the session's id, its address and its token.
    pub(super) session: Value,
    /// The container, in the words of Systems Manager.
    pub(super) target: String,
    pub(super) region: String,
    /// What stands in for AWS, where something does.
    pub(super) endpoint: Option<String>,
}

impl Opened {
    /// Returns the arguments of the plugin, in its order: the session, the Region, what is to be done, the
    /// profile, the target and the endpoint of Systems Manager.
    pub fn arguments(&self, profile: Option<&str>) -> Vec<String> {
        let suffix = match ecs_dsl_facts::region::partition(&self.region) {
            "aws-cn" => "amazonaws.com.cn",
            _ => "amazonaws.com",
        };
        let endpoint = self.endpoint.clone();
        vec![
            self.session.to_string(),
            self.region.clone(),
            "StartSession".to_owned(),
            profile.unwrap_or_default().to_owned(),
            json!({ "Target": self.target }).to_string(),
            endpoint.unwrap_or_else(|| format!("https://ssm.{}.{suffix}", self.region)),
        ]
    }

    /// Returns the container, in the words of Systems Manager.
    pub fn target(&self) -> &str {
        &self.target
    }
}

/// Returns words as one command line: a single one as it is, several so that each stays one word.
pub fn command_line(words: &[String]) -> String {
    match words {
        [] => "/bin/sh".to_owned(),
        [line] => line.clone(),
        words => words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(" "),
    }
}

fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./:=@%+,".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plugin_is_told_what_it_wants_in_its_order() {
        let session =
            json!({ "sessionId": "ecs-execute-command-1", "streamUrl": "wss://x", "tokenValue": "t" });
        let mut opened = Opened {
            session: session.clone(),
            target: "ecs:main_abc_abc-1".to_owned(),
            region: "cn-north-1".to_owned(),
            endpoint: None,
        };
        let arguments = opened.arguments(Some("shop"));
        assert_eq!(serde_json::from_str::<Value>(&arguments[0]).ok(), Some(session));
        assert_eq!(
            arguments[1..],
            [
                "cn-north-1",
                "StartSession",
                "shop",
                r#"{"Target":"ecs:main_abc_abc-1"}"#,
                "https://ssm.cn-north-1.amazonaws.com.cn"
            ]
        );
        opened.endpoint = Some("http://127.0.0.1:4566".to_owned());
        assert_eq!(opened.arguments(None)[3..][..1], [""]);
        assert_eq!(opened.arguments(None)[5], "http://127.0.0.1:4566");
    }

    #[test]
    fn several_words_stay_what_they_are() {
        let line =
            |words: &[&str]| command_line(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
        assert_eq!(line(&[]), "/bin/sh");
        assert_eq!(line(&["ls -l | wc"]), "ls -l | wc", "one word is a line that the user wrote");
        assert_eq!(line(&["sh", "-c", "echo it's $HOME", ""]), r"sh -c 'echo it'\''s $HOME' ''");
    }
}
