//! `logs`: what the containers of a service, a task definition or a run have written, and are writing.

use std::time::Duration;

use super::name::{InStack, RUN, SERVICE, TASK_DEFINITION, Wanted};
use super::session::{Access, time};

/// The flags of `logs`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Service, task definition or run, by its name or address
    #[arg(value_name = "NAME")]
    name: String,
    #[command(flatten)]
    stack: InStack,
    /// Only this container's lines
    #[arg(long, value_name = "NAME")]
    container: Option<String>,
    /// Only the lines of this task, by its id or how that begins
    #[arg(long, value_name = "ID")]
    task: Option<String>,
    /// How far to look back, such as 30m, 2h or 1d
    #[arg(long, value_name = "TIME", value_parser = span, default_value = "10m")]
    since: Duration,
    /// Go on with what is written from now on, until Ctrl-C
    #[arg(long, short)]
    follow: bool,
    /// Put the time in front of each line
    #[arg(long)]
    timestamps: bool,
    /// Print JSON for programs, an object a line
    #[arg(long, conflicts_with = "timestamps")]
    json: bool,
    #[command(flatten)]
    access: Access,
}

/// Reads a time as [`time`] does, and days.
fn span(text: &str) -> Result<Duration, String> {
    let days = text.strip_suffix('d').and_then(|days| days.parse::<u64>().ok());
    match days.and_then(|days| days.checked_mul(86_400)) {
        Some(seconds) if seconds > 0 => Ok(Duration::from_secs(seconds)),
        _ => time(text).map_err(|_| "a time is a number with s, m, h or d, such as 30m".to_owned()),
    }
}

impl Arguments {
    /// Returns what the verb looks for in the stacks.
    pub(super) fn wanted(&self) -> Wanted<'_> {
        Wanted { name: &self.name, stack: &self.stack, kinds: &[SERVICE, TASK_DEFINITION, RUN] }
    }
}

#[cfg(feature = "deploy")]
pub(super) use with_aws::run;

#[cfg(feature = "deploy")]
mod with_aws {
    use std::collections::BTreeSet;
    use std::time::Duration;

    use super::super::lines::Printer;
    use super::super::meant::{Resource, Sound, resource};
    use super::super::name::Named;
    use super::super::session::{Session, in_session};
    use super::super::{DONE, FAILED, INVALID, fail};
    use super::Arguments;
    use crate::app::App;
    use crate::apply::{Setting, duration};
    use crate::assembly::Manifest;
    use crate::aws::LogsClient;
    use crate::operate::logs::{Choice, Elsewhere, Found, Line, Owner, Reader, Source, Subject};
    use crate::report;

    /// How long to pause between two looks.
    const LOOK: Duration = Duration::from_secs(2);
    /// After how many looks the tasks are looked for anew: others may have come, of another revision.
    const ANEW: u32 = 10;
    /// How many looks may fail in a row before following is given up.
    const LOOKS: u32 = 12;
    /// How many lines are held back to see whether they are of several containers.
    const HELD: usize = 10_000;

    pub(in super::super) fn run(arguments: &Arguments, app: &App) -> u8 {
        let Resource { program, named } = match resource(app, &arguments.wanted(), Sound::Assembled) {
            Ok(resource) => resource,
            Err(code) => return code,
        };
        let begin = || Session::looking_on(&arguments.access, &program, "\n");
        in_session(begin, async |session| read(arguments, session, &program, &named).await)
    }

    async fn read(
        arguments: &Arguments,
        session: &mut Session,
        program: &[Manifest],
        named: &Named,
    ) -> Result<u8, u8> {
        let setting = session.setting(program, &named.manifest, &named.address).await?;
        let Read { clients, elsewhere, owner } = sources(arguments, session, &setting, named).await?;
        elsewhere.iter().for_each(say_elsewhere);
        if clients.is_empty() && !elsewhere.is_empty() {
            let what =
                format!("no container of {} writes to CloudWatch Logs by the driver awslogs", named.address);
            return Err(fail(FAILED, &what));
        }
        let now = setting.aws.time().now();
        let since = i64::try_from(now.saturating_sub(arguments.since).as_millis()).unwrap_or_default();
        let containers = clients.iter().map(|(_, source)| source.container.clone());
        let one_stream = arguments.task.is_some() && containers.collect::<BTreeSet<_>>().len() < 2;
        let mut reader = Reader::new(clients, since).only(owner);
        let mut printer =
            Printer { json: arguments.json, timestamps: arguments.timestamps, prefixed: !one_stream };
        if arguments.follow {
            follow(arguments, session, &setting, named, reader, printer).await
        } else {
            let told = |error| fail(FAILED, &crate::apply::Failure::of_call(&error).to_string());
            let mut held: Vec<Line> = Vec::new();
            let mut open = true;
            while open && held.len() < HELD {
                match reader.next().await.map_err(told)? {
                    Some(line) => held.push(line),
                    None => open = false,
                }
            }
            let writers: BTreeSet<_> = held.iter().map(|line| (&line.task, &line.container)).collect();
            printer.prefixed = writers.len() > 1 || (open && !one_stream);
            held.iter().for_each(|line| printer.print(line));
            while open && !report::is_unread() {
                match reader.next().await.map_err(told)? {
                    Some(line) => printer.print(&line),
                    None => open = false,
                }
            }
            finished(arguments, &reader, held.is_empty())
        }
    }

    /// Tells what was not there to be read.
    fn finished(arguments: &Arguments, reader: &Reader, nothing: bool) -> Result<u8, u8> {
        let absent = reader.absent();
        for group in &absent {
            report::talk(&format!("log group {group}: it is not there, or has no such stream\n"));
        }
        if nothing && !absent.is_empty() {
            return Err(fail(
                FAILED,
                "nothing was found\n  fix: deploy the stack, if its log group is missing",
            ));
        }
        if nothing {
            let since = duration(arguments.since);
            report::talk(&format!("nothing was written in the last {since}; --since looks further back\n"));
        }
        Ok(DONE)
    }

    async fn follow(
        arguments: &Arguments,
        session: &mut Session,
        setting: &Setting,
        named: &Named,
        mut reader: Reader,
        printer: Printer,
    ) -> Result<u8, u8> {
        let stop = session.stop();
        let (mut looks, mut lost) = (0, 0);
        loop {
            let outcome = loop {
                match reader.next().await {
                    Ok(Some(line)) => printer.print(&line),
                    Ok(None) => break Ok(()),
                    Err(error) => break Err(error),
                }
            };
            match outcome {
                Ok(()) => lost = 0,
                Err(error) if error.patience().is_some() && lost < LOOKS => lost += 1,
                Err(error) => return Err(fail(FAILED, &crate::apply::Failure::of_call(&error).to_string())),
            }
            if report::is_unread() {
                return Ok(DONE);
            }
            let pause = async {
                // A simulated clock would run on as fast as it is looked at.
                if session.is_local() {
                    tokio::time::sleep(LOOK).await;
                }
                setting.aws.time().sleep(LOOK).await;
            };
            tokio::select! {
                () = pause => {}
                () = stop.stopped() => return Ok(DONE),
            }
            looks += 1;
            let more = if looks % ANEW == 0 {
                // What cannot be found now is found at a later look.
                sources(arguments, session, setting, named).await.map(|read| read.clients).unwrap_or_default()
            } else {
                Vec::new()
            };
            reader.look_again(more);
        }
    }

    /// What there is to read.
    struct Read {
        clients: Vec<(LogsClient, Source)>,
        elsewhere: Vec<Elsewhere>,
        owner: Option<Owner>,
    }

    /// Finds what there is to read, with the clients of its Regions.
    async fn sources(
        arguments: &Arguments,
        session: &mut Session,
        setting: &Setting,
        named: &Named,
    ) -> Result<Read, u8> {
        let subject = Subject::read(setting, &named.address).await;
        let subject = subject.map_err(|failure| fail(FAILED, &failure.to_string()))?;
        let choice = Choice { container: arguments.container.clone(), task: arguments.task.clone() };
        let Found { sources, elsewhere } =
            subject.find(&choice).map_err(|message| fail(INVALID, &message))?;
        let regions = session.regions(&named.manifest, subject.definitions()).await?;
        let clients = regions.clients(&setting.aws, sources);
        Ok(Read { clients, elsewhere, owner: subject.owner() })
    }

    fn say_elsewhere(one: &Elsewhere) {
        let name = &one.container;
        report::talk(&match &one.driver {
            Some(driver) => {
                format!("container {name}: its lines go through {driver}, and are not read here\n")
            }
            None => format!("container {name}: it has no log configuration\n"),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_back_may_be_days() {
        assert_eq!(span("2d"), Ok(Duration::from_secs(172_800)));
        assert_eq!(span("10m"), Ok(Duration::from_secs(600)));
        for text in ["", "0d", "d", "1w", "99999999999999999999d"] {
            assert!(span(text).is_err(), "{text}");
        }
    }
}
