//! `exec`: opens a shell, or runs a command, in a container that runs.

use super::name::{InStack, RUN, SERVICE, Wanted};
use super::session::Access;

/// The flags of `exec`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Service, or run, by its name or address
    #[arg(value_name = "SERVICE")]
    name: String,
    #[command(flatten)]
    stack: InStack,
    /// Container [default: the only one, or the only essential one]
    #[arg(long, value_name = "NAME")]
    container: Option<String>,
    /// Task, by its id or how that begins [default: the newest that runs]
    #[arg(long, value_name = "ID")]
    task: Option<String>,
    #[command(flatten)]
    access: Access,
    /// Command; of one word that is a whole line, and of several each stays one word [default: /bin/sh]
    #[arg(last = true, value_name = "COMMAND")]
    command: Vec<String>,
}

impl Arguments {
    /// Returns what the verb looks for in the stacks.
    pub(super) fn wanted(&self) -> Wanted<'_> {
        Wanted { name: &self.name, stack: &self.stack, kinds: &[SERVICE, RUN] }
    }
}

#[cfg(feature = "deploy")]
pub(super) use with_aws::run;

#[cfg(feature = "deploy")]
mod with_aws {
    use std::path::{Path, PathBuf};
    use std::process::Command;

    use super::super::meant::{Resource, Sound, resource};
    use super::super::name::Named;
    use super::super::session::{Session, in_session};
    use super::super::{DONE, FAILED, INVALID, fail};
    use super::Arguments;
    use crate::app::App;
    use crate::assembly::Manifest;
    use crate::operate::exec::{PLUGIN, Running, command_line};
    use crate::operate::logs::short_id;
    use crate::report;

    pub(in super::super) fn run(arguments: &Arguments, app: &App) -> u8 {
        let Resource { program, named } = match resource(app, &arguments.wanted(), Sound::Assembled) {
            Ok(resource) => resource,
            Err(code) => return code,
        };
        // A session that nobody can join should not be opened.
        let plugin = std::env::var_os("PATH").and_then(|path| plugin(std::env::split_paths(&path)));
        let mut session_to_join = None;
        let code = in_session(
            || Session::unheard(&arguments.access, &program),
            async |session| {
                if plugin.is_none() && !session.is_local() {
                    return Err(fail(FAILED, MISSING));
                }
                session_to_join = open(arguments, session, &program, &named).await?;
                Ok(DONE)
            },
        );
        match (plugin, session_to_join) {
            (Some(plugin), Some(words)) if code == DONE => join(Command::new(plugin).args(words)),
            _ => code,
        }
    }

    const MISSING: &str = "the program session-manager-plugin, which holds the sessions of ECS Exec, is not on the \
                           PATH\n  fix: install AWS's Session Manager plugin: on macOS `brew install --cask \
                           session-manager-plugin`, elsewhere as \
                           https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-install-plugin.html \
                           says";

    /// Finds the plugin in folders.
    fn plugin(mut folders: impl Iterator<Item = PathBuf>) -> Option<PathBuf> {
        let name = format!("{PLUGIN}{}", std::env::consts::EXE_SUFFIX);
        folders.find_map(|folder| Some(folder.join(&name)).filter(|path| is_program(path)))
    }

    #[cfg(unix)]
    fn is_program(path: &Path) -> bool {
        use std::os::unix::fs::PermissionsExt;
        path.metadata().is_ok_and(|file| file.is_file() && file.permissions().mode() & 0o111 != 0)
    }

    #[cfg(not(unix))]
    fn is_program(path: &Path) -> bool {
        path.is_file()
    }

    /// Opens the session, and returns the plugin's arguments; none where AWS is simulated.
    async fn open(
        arguments: &Arguments,
        session: &mut Session,
        program: &[Manifest],
        named: &Named,
    ) -> Result<Option<Vec<String>>, u8> {
        let setting = session.setting(program, &named.manifest, &named.address).await?;
        let running = Running::find(setting, &named.address, arguments.task.as_deref()).await;
        let mut running = running.map_err(|failure| fail(FAILED, &failure.to_string()))?;
        let container = running.container(arguments.container.as_deref());
        let container = container.map_err(|message| fail(INVALID, &message))?;
        let waits = |what: &str| report::talk(&format!("  … {what}\n"));
        let doubts = running.check(&container, waits).await;
        let doubts = doubts.map_err(|failure| fail(FAILED, &failure.to_string()))?;
        for doubt in &doubts {
            report::talk(&format!("warning: {}\n  fix: {}\n", doubt.what, doubt.fix));
        }
        let command = command_line(&arguments.command);
        let opened = running.open(&container, &command, &doubts).await;
        let opened = opened.map_err(|failure| fail(FAILED, &failure.to_string()))?;
        let task = short_id(running.task_id());
        let others = match running.choice() {
            0 | 1 => String::new(),
            all => format!(", one of {all} (--task picks another)"),
        };
        report::talk(&format!("{command} in container {container} of task {task}{others}\n"));
        if session.is_local() {
            report::talk(&format!(
                "nothing runs in a simulated container; in AWS, {PLUGIN} would now join {}\n",
                opened.target()
            ));
            return Ok(None);
        }
        Ok(Some(opened.arguments(arguments.access.profile())))
    }

    /// Lets the plugin take this process's place, so that keys, Ctrl-C and exit codes are its own.
    #[cfg(unix)]
    fn join(command: &mut Command) -> u8 {
        use std::os::unix::process::CommandExt;
        let error = command.exec();
        fail(FAILED, &format!("cannot start {PLUGIN}: {error}"))
    }

    #[cfg(not(unix))]
    fn join(command: &mut Command) -> u8 {
        match command.status() {
            Ok(status) => status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(FAILED),
            Err(error) => fail(FAILED, &format!("cannot start {PLUGIN}: {error}")),
        }
    }
}
