//! `import`: the Rust of a stack, written from what is there already.

use std::path::PathBuf;

use super::check::read_all;
use super::session::Access;
use super::{DONE, FAILED, INVALID, count, fail};
use crate::diagnostic::{Severity, counts};
use crate::import::{self, Imported};
use crate::report;

/// The flags of `import`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// JSON files: requests, and answers that describe resources; - is standard input
    #[arg(
        long = "file",
        value_name = "FILE",
        num_args = 1..,
        required_unless_present = "cluster",
        conflicts_with = "cluster"
    )]
    files: Vec<PathBuf>,
    /// A cluster in AWS, by name, with its services and what they run
    #[arg(long, value_name = "NAME")]
    cluster: Option<String>,
    /// A service of the cluster; can be given several times [default: all]
    #[arg(long = "service", value_name = "NAME", requires = "cluster")]
    services: Vec<String>,
    /// Define the roles that task definitions name too, instead of referring to them
    #[arg(long, requires = "cluster")]
    roles: bool,
    /// The stack's name [default: that of the first cluster, service or family]
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    #[command(flatten)]
    access: Access,
}

#[cfg(not(feature = "deploy"))]
impl Arguments {
    /// Returns whether AWS is asked.
    pub(super) fn is_live(&self) -> bool {
        self.cluster.is_some()
    }
}

/// Imports files.
pub(super) fn run_files(arguments: &Arguments) -> u8 {
    let (sources, unreadable) = read_all(&arguments.files);
    if unreadable > 0 {
        return FAILED;
    }
    print(&import::files(&sources, arguments.name.as_deref()))
}

/// Prints the module, and tells what could not be carried over.
fn print(imported: &Imported) -> u8 {
    report::diagnostics(&imported.diagnostics);
    let errors = counts(&imported.diagnostics)[Severity::Error as usize];
    if errors > 0 {
        return fail(INVALID, &format!("{}, and nothing was imported", count(errors, "error")));
    }
    for note in &imported.notes {
        report::talk(&format!("note: {note}\n"));
    }
    if imported.code.is_empty() {
        return fail(INVALID, "nothing was found that a stack could define");
    }
    report::data(&imported.code);
    DONE
}

#[cfg(not(feature = "deploy"))]
pub(super) fn run(arguments: &Arguments) -> u8 {
    run_files(arguments)
}

#[cfg(feature = "deploy")]
pub(super) use with_aws::run;

#[cfg(feature = "deploy")]
mod with_aws {
    use std::collections::BTreeSet;

    use super::super::meant::program;
    use super::super::session::{Session, in_session};
    use super::super::{DONE, FAILED, INVALID, assembled, fail};
    use super::{Arguments, print, run_files};
    use crate::app::App;
    use crate::assembly::{FORMAT, Manifest};
    use crate::env::Env;
    use crate::import::{self, Which};
    use crate::report;

    pub(in super::super) fn run(arguments: &Arguments, env: &Env, app: &App) -> u8 {
        let Some(cluster) = &arguments.cluster else { return run_files(arguments) };
        // What the stacks say is no matter here: they only tell where to look.
        let assembly = match assembled(app, |_| Ok(Vec::new())) {
            Ok(assembly) => assembly,
            Err(code) => return code,
        };
        let program = program(&assembly);
        let Some(place) = place(env, &program) else {
            return fail(INVALID, "nothing says where the cluster is\n  fix: give its Region with --region");
        };
        let which = Which {
            cluster: cluster.clone(),
            services: arguments.services.clone(),
            roles: arguments.roles,
            name: arguments.name.clone(),
        };
        let begin = || Session::begin(&arguments.access, &program);
        in_session(begin, async |session| read(session, &place, &which).await)
    }

    /// Returns where to look: what the flags say, else the one Region of the program's stacks.
    fn place(env: &Env, program: &[Manifest]) -> Option<Manifest> {
        let regions: BTreeSet<&str> = program.iter().map(|stack| stack.region.as_str()).collect();
        let region = env.region().or_else(|| regions.first().copied().filter(|_| regions.len() == 1))?;
        Some(Manifest {
            format: FORMAT.to_owned(),
            stack: "import".to_owned(),
            region: region.to_owned(),
            account: env.account().map(str::to_owned),
            roll_back_on_failure: Default::default(),
            resources: Default::default(),
        })
    }

    async fn read(session: &mut Session, place: &Manifest, which: &Which) -> Result<u8, u8> {
        let (aws, _) = session.of(place).await?;
        let imported =
            import::live_cluster(&aws, which).await.map_err(|error| fail(FAILED, &error.to_string()))?;
        let code = print(&imported);
        if code == DONE {
            report::talk(
                "note: once the program has this stack, `adopt` brings what is there under it, and `diff` shows \
                 that nothing else changes\n",
            );
        }
        Ok(code)
    }
}
