//! The names that a shell offers where a verb takes one: what the scripts of `completions` ask the program for.
//!
//! It is no verb that help shows: the shell calls `program __complete WORDS…` with the words typed so far. What
//! is wrong with them or with the stacks is no matter here; then there is nothing to offer.

use std::ffi::OsString;

use clap::CommandFactory;

use super::name::{Kind, RUN, SERVICE, TASK_DEFINITION, ids};
use super::{Target, account, region, stage};
use crate::app::App;
use crate::assembly::assemble;
use crate::env::Env;

/// The word by which a shell asks.
pub(super) const WORD: &str = "__complete";

/// What is typed so far.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Typed(Vec<String>);

/// What may come next.
#[derive(Debug, Clone, Copy)]
enum Wanted {
    Stacks,
    Resources(&'static [Kind]),
}

impl Typed {
    /// Returns what is typed, if the program's arguments are a shell's question.
    pub(super) fn of(arguments: &[OsString]) -> Option<Self> {
        let (word, typed) = arguments.get(1..)?.split_first()?;
        let words = typed.iter().map(|word| word.to_string_lossy().into_owned());
        // Some shells part `--stage=prod` into three.
        let words = words.filter(|word| word != "=").flat_map(|word| match word.split_once('=') {
            Some((flag, value)) if flag.starts_with("--") => vec![flag.to_owned(), value.to_owned()],
            _ => vec![word],
        });
        (word == WORD).then(|| Self(words.collect()))
    }

    /// Returns where the stacks go, by the flags that are typed.
    pub(super) fn env(&self) -> Env {
        let value = |flag: &str, judge: fn(&str) -> Result<String, String>| {
            let place = self.0.iter().position(|word| word == flag)?;
            judge(self.0.get(place + 1)?).ok()
        };
        let target = Target {
            stage: value("--stage", stage),
            region: value("--region", region),
            account: value("--account", account),
        };
        target.env()
    }

    /// Returns the names to offer, a line each.
    pub(super) fn names(&self, app: &App) -> String {
        let names: Vec<String> = match self.wanted() {
            None => Vec::new(),
            Some(Wanted::Stacks) => app.stacks().iter().map(|stack| stack.name.clone()).collect(),
            Some(Wanted::Resources(kinds)) => ids(&assemble(app).0, kinds),
        };
        names.into_iter().map(|name| format!("{name}\n")).collect()
    }

    fn wanted(&self) -> Option<Wanted> {
        let command = super::Arguments::command();
        let verb = self.0.iter().find_map(|word| command.find_subcommand(word))?;
        // What follows a flag is that flag's value.
        if let Some(flag) = self.0.last().and_then(|word| word.strip_prefix("--")) {
            if flag == "stack" {
                return Some(Wanted::Stacks);
            }
            let all = verb.get_arguments().chain(command.get_arguments());
            let mut of_name = all.filter(|argument| argument.get_long() == Some(flag));
            if flag.is_empty() || of_name.any(|argument| argument.get_action().takes_values()) {
                return None;
            }
        }
        match verb.get_name() {
            "run" => Some(Wanted::Resources(&[RUN])),
            "logs" => Some(Wanted::Resources(&[SERVICE, TASK_DEFINITION, RUN])),
            "exec" => Some(Wanted::Resources(&[SERVICE, RUN])),
            "rollback" => Some(Wanted::Resources(&[SERVICE])),
            _ => takes_stacks(verb).then_some(Wanted::Stacks),
        }
    }
}

/// Whether a verb takes stacks by their names.
fn takes_stacks(verb: &clap::Command) -> bool {
    verb.get_positionals().any(|argument| {
        argument.get_value_names().is_some_and(|names| names.iter().any(|name| name.starts_with("STACK")))
    })
}

/// Returns the verbs that take a name which is offered.
pub(super) fn verbs() -> Vec<String> {
    let command = super::Arguments::command();
    let names = command.get_subcommands().map(|verb| verb.get_name().to_owned());
    names.filter(|verb| Typed(vec![verb.clone()]).wanted().is_some()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prelude::*;

    fn offered(words: &str) -> String {
        let arguments: Vec<OsString> =
            ["program", WORD].into_iter().chain(words.split_whitespace()).map(OsString::from).collect();
        let typed = Typed::of(&arguments).expect("a shell asks");
        let env = typed.env();
        let cluster = Cluster::new("main");
        let task = TaskDef::fargate("web", FargateSize::new(CpuUnits::new(256), Mib::new(512)));
        let _ = task.container("web", "web:1");
        let network = || Network::private(["subnet-0a11aa22bb33cc44d"], ["sg-0a11aa22bb33cc44d"]);
        let service = Service::fargate("site", &cluster, &task, network());
        let run = RunTask::fargate("migrate", &cluster, &task, network());
        let shop = Stack::new(format!("shop-{}", env.stage()), &env).region("eu-central-1");
        let app = App::new()
            .stack(shop.add((&cluster, &task, &service, &run)))
            .stack(Stack::new("blog", &env).region("eu-central-1"));
        typed.names(&app).replace('\n', " ")
    }

    #[test]
    fn a_verb_is_offered_the_names_that_it_takes() {
        for (words, expected) in [
            ("deploy", "shop-dev blog "),
            ("deploy blog", "shop-dev blog "),
            ("deploy --yes", "shop-dev blog "),
            ("--stage prod deploy", "shop-prod blog "),
            ("deploy --stage=prod", "shop-prod blog "),
            ("deploy --stage = prod", "shop-prod blog "),
            ("status --stage a:b", "shop-dev blog "),
            ("run", "migrate "),
            ("rollback", "site "),
            ("exec", "migrate site "),
            ("logs", "migrate site web "),
            ("logs --stack", "shop-dev blog "),
            ("logs site --since", ""),
            ("deploy --timeout", ""),
            ("deploy --stage", ""),
            ("exec site --", ""),
            ("explain", ""),
            ("completions", ""),
            ("", ""),
            ("deplo", ""),
        ] {
            assert_eq!(offered(words), expected, "{words}");
        }
        assert_eq!(Typed::of(&["program".into(), "deploy".into()]), None);
        assert_eq!(Typed::of(&["program".into()]), None);
    }

    #[test]
    fn every_verb_that_takes_a_name_of_the_program_s_is_asked_for() {
        let expected = [
            "synth", "check", "list", "graph", "diff", "deploy", "adopt", "destroy", "status", "run", "logs",
            "exec", "rollback",
        ];
        assert_eq!(verbs(), expected);
    }
}
