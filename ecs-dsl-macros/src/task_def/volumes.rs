//! The volumes of a task: `volumes(cache, spool = host("/var/spool"), media = efs(…), scratch = ebs)`.

use proc_macro2::Ident;
use syn::{Expr, ExprAssign, ExprCall, LitStr};

use super::model::{Volume, VolumeSource};
use crate::support::call::{check_launch, values};
use crate::support::entry::{Entry, Pair, nearest_of, plain};
use crate::support::errors::{Errors, advice};
use crate::support::launch::{Capability, DOCKER_VOLUMES, EBS, EVERYWHERE, HOST, IN_VPC, Launch};
use crate::support::value::{ident_of, text_of};
use ecs_dsl_facts::names;

const EXAMPLE: &str =
    "volumes(cache, spool = host(\"/var/spool\"), media = efs(EfsVolume::new(\"fs-…\")), scratch = ebs)";

/// A kind of volume: its word, the builder's method, how many arguments follow the name, where it exists.
struct Source {
    word: &'static str,
    method: &'static str,
    arguments: usize,
    needs: &'static Capability,
    example: &'static str,
}

static SOURCES: &[Source] = &[
    Source { word: "empty", method: "volume", arguments: 0, needs: &EVERYWHERE, example: "empty" },
    Source {
        word: "host",
        method: "host_volume",
        arguments: 1,
        needs: &HOST,
        example: "host(\"/var/spool\")",
    },
    Source {
        word: "efs",
        method: "efs_volume",
        arguments: 1,
        needs: &IN_VPC,
        example: "efs(EfsVolume::new(\"fs-…\"))",
    },
    Source {
        word: "s3_files",
        method: "s3_files_volume",
        arguments: 1,
        needs: &IN_VPC,
        example: "s3_files(S3FilesVolume::new(\"arn:…\"))",
    },
    Source {
        word: "fsx_windows",
        method: "fsx_windows_volume",
        arguments: 4,
        needs: &IN_VPC,
        example: "fsx_windows(\"fs-…\", \"\\\\share\", secret, \"corp.example.com\")",
    },
    Source {
        word: "docker",
        method: "docker_volume",
        arguments: 1,
        needs: &DOCKER_VOLUMES,
        example: "docker(DockerVolumeConfiguration { … })",
    },
    Source { word: "ebs", method: "ebs_volume", arguments: 0, needs: &EBS, example: "ebs" },
];

impl Volume {
    /// Returns whether a service attaches the volume.
    pub(super) fn is_ebs(&self) -> bool {
        self.source.method == "ebs_volume"
    }

    /// Notes a volume that tasks of this launch type do not have.
    pub(super) fn check_launch(&self, launch: Launch, errors: &mut Errors) {
        if let Some(source) = SOURCES.iter().find(|source| source.method == self.source.method) {
            check_launch(source.needs, &self.source.key, "task", launch, errors);
        }
    }
}

pub(super) fn read(entry: &Entry, errors: &mut Errors) -> Vec<Volume> {
    let mut volumes = Vec::new();
    for Pair { name, value } in entry.list(EXAMPLE, errors) {
        let Some(handle) = name.ident(errors) else { continue };
        volumes.extend(volume(handle, value, errors));
    }
    volumes
}

fn volume(handle: Ident, value: Option<Expr>, errors: &mut Errors) -> Option<Volume> {
    let (key, written) = match value {
        None => (handle.clone(), Vec::new()),
        Some(Expr::Call(ExprCall { func, args, .. })) if ident_of(&func).is_some() => {
            (ident_of(&func)?.clone(), args.into_iter().collect())
        }
        Some(value) => match ident_of(&value) {
            Some(word) => (word.clone(), Vec::new()),
            None => {
                let why = "what it is made of is said with one of a few words";
                errors.push(
                    &value,
                    advice("this is no kind of volume", why, format_args!("write `{EXAMPLE}`")),
                );
                return None;
            }
        },
    };
    let word = if key == handle && written.is_empty() { "empty".to_owned() } else { plain(&key) };
    let Some(source) = SOURCES.iter().find(|source| source.word == word) else {
        let words: Vec<&str> = SOURCES.iter().map(|source| source.word).collect();
        let what = format!("`{word}` is no kind of volume");
        errors.push(&key, advice(what, "a volume is one of a few kinds", nearest_of(&word, &words)));
        return None;
    };
    let mut name = LitStr::new(&plain(&handle).replace('_', "-"), handle.span());
    let mut arguments = Vec::new();
    for argument in written {
        match own_name(&argument) {
            Some(own) => name = own,
            None => arguments.push(argument),
        }
    }
    if arguments.len() != source.arguments {
        let what = format!("`{word}` takes {} and not {}", values(source.arguments), arguments.len());
        let fix = format!("write `{handle} = {}`", source.example);
        errors.push(&key, advice(what, "they say what the volume is made of", fix));
        return None;
    }
    if let Err(fault) = names::VOLUME.check(&name.value()) {
        errors.push(&name, advice(fault.what, fault.why, fault.fix));
    }
    Some(Volume { handle, name, source: VolumeSource { key, method: source.method, arguments } })
}

/// Returns the text of `name = "…"`, which gives a volume a name that is not its handle's.
fn own_name(argument: &Expr) -> Option<LitStr> {
    match argument {
        Expr::Assign(ExprAssign { left, right, .. }) if ident_of(left).is_some_and(|left| left == "name") => {
            text_of(right).cloned()
        }
        _ => None,
    }
}
