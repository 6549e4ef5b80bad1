//! A world that outlives its process.

use std::error::Error;
use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::World;

/// What the file says it is. A change of the world's shape takes a new number.
const FORMAT: &str = "ecs-dsl-local/1";

/// The file: its format first, so that one of another version is known for what it is.
#[derive(Serialize)]
struct Written<'a> {
    format: &'a str,
    world: &'a World,
}

#[derive(Deserialize)]
struct Head {
    format: String,
}

#[derive(Deserialize)]
struct Read {
    world: World,
}

/// A world's file that cannot be read or written.
#[derive(Debug)]
pub struct WorldFileError {
    path: PathBuf,
    what: What,
}

#[derive(Debug)]
enum What {
    Read(io::Error),
    Write(io::Error),
    Damaged(serde_json::Error),
    Version(String),
}

impl WorldFileError {
    pub(in crate::simulator) fn unwritable(path: &Path, cause: io::Error) -> Self {
        Self { path: path.to_owned(), what: What::Write(cause) }
    }
}

impl fmt::Display for WorldFileError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        match &self.what {
            What::Read(error) => write!(formatter, "cannot read the local state {path}: {error}"),
            What::Write(error) => write!(formatter, "cannot write the local state {path}: {error}"),
            What::Damaged(error) => {
                write!(formatter, "the local state {path} is damaged ({error}); delete it to begin anew")
            }
            What::Version(found) => write!(
                formatter,
                "the local state {path} is of format {found}, and this version reads {FORMAT}; delete it \
                 to begin anew"
            ),
        }
    }
}

impl Error for WorldFileError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(match &self.what {
            What::Read(error) | What::Write(error) => error,
            What::Damaged(error) => error,
            What::Version(_) => return None,
        })
    }
}

impl World {
    /// Reads a world from a file; `None` when there is no such file.
    ///
    /// # Errors
    /// The file cannot be read, or holds something else.
    pub fn load(path: &Path) -> Result<Option<Self>, WorldFileError> {
        let error = |what| WorldFileError { path: path.to_owned(), what };
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(cause) => return Err(error(What::Read(cause))),
        };
        let head: Head = serde_json::from_slice(&bytes).map_err(|cause| error(What::Damaged(cause)))?;
        if head.format != FORMAT {
            return Err(error(What::Version(head.format)));
        }
        let read: Read = serde_json::from_slice(&bytes).map_err(|cause| error(What::Damaged(cause)))?;
        Ok(Some(read.world))
    }

    /// Writes a world to a file, in whose place the old one stays until the new one is whole.
    ///
    /// # Errors
    /// The file, or its folder, cannot be written.
    pub fn save(&self, path: &Path) -> Result<(), WorldFileError> {
        let error = |what| WorldFileError { path: path.to_owned(), what };
        let written = Written { format: FORMAT, world: self };
        let json = serde_json::to_vec(&written).map_err(|cause| error(What::Damaged(cause)))?;
        let write = || {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            let mut aside = path.as_os_str().to_owned();
            aside.push(format!(".{}", std::process::id()));
            let mut file = fs::File::create(&aside)?;
            file.write_all(&json)?;
            file.flush()?;
            fs::rename(&aside, path)
        };
        write().map_err(|cause| error(What::Write(cause)))
    }
}
