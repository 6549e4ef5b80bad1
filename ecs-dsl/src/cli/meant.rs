//! What a verb that needs AWS is about: the stacks, or the one resource, that the user means, out of a
//! program that is sound enough for it.

use super::name::{Named, Wanted, find, stack_of};
use super::select::select;
use super::{INVALID, assembled, checked, fail};
use crate::app::App;
use crate::assembly::{Assembly, Manifest, StackAssembly};

/// How sound what is meant has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sound {
    /// By every rule: nothing is begun that AWS would refuse.
    ByRules,
    /// As far as it can be assembled: what is there is looked at, or taken away, whatever the rules say of it
    /// today.
    Assembled,
}

impl Sound {
    fn assembly(
        self,
        app: &App,
        pick: impl for<'a> FnOnce(&'a Assembly) -> Result<Vec<&'a StackAssembly>, String>,
    ) -> Result<Assembly, u8> {
        match self {
            Self::ByRules => checked(app, pick),
            Self::Assembled => assembled(app, pick),
        }
    }
}

/// The stacks that are meant, among all of the program.
#[derive(Debug)]
pub(super) struct Stacks {
    pub(super) program: Vec<Manifest>,
    pub(super) meant: Vec<Manifest>,
}

/// Finds the stacks that the patterns name; all of them where there is no pattern.
///
/// # Errors
/// The exit code, when it was told what is wrong.
pub(super) fn stacks(app: &App, patterns: &[String], sound: Sound) -> Result<Stacks, u8> {
    let assembly = sound.assembly(app, |assembly| select(assembly, patterns))?;
    let meant = select(&assembly, patterns).map_err(|message| fail(INVALID, &message))?;
    let meant = meant.into_iter().map(Manifest::of).collect();
    Ok(Stacks { program: program(&assembly), meant })
}

/// The resource that is meant, and the program that it is of.
#[derive(Debug)]
pub(super) struct Resource {
    pub(super) program: Vec<Manifest>,
    pub(super) named: Named,
}

/// Finds the one resource that a verb is about.
///
/// # Errors
/// The exit code, when it was told what is wrong.
pub(super) fn resource(app: &App, wanted: &Wanted<'_>, sound: Sound) -> Result<Resource, u8> {
    let assembly = sound.assembly(app, |assembly| stack_of(assembly, wanted))?;
    let named = find(&assembly, wanted).map_err(|message| fail(INVALID, &message))?;
    Ok(Resource { program: program(&assembly), named })
}

/// Returns the manifests of all stacks.
pub(super) fn program(assembly: &Assembly) -> Vec<Manifest> {
    assembly.stacks.iter().map(Manifest::of).collect()
}
