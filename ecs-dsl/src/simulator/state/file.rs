//! A world that outlives its process.

use std::error::Error;
use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::World;

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
    Format(serde_json::Error),
}

impl fmt::Display for WorldFileError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        match &self.what {
            What::Read(error) => write!(formatter, "cannot read the local state {path}: {error}"),
            What::Write(error) => write!(formatter, "cannot write the local state {path}: {error}"),
            What::Format(error) => write!(
                formatter,
                "the local state {path} is damaged or of another version ({error}); \
                 delete it to begin anew"
            ),
        }
    }
}

impl Error for WorldFileError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(match &self.what {
            What::Read(error) | What::Write(error) => error,
            What::Format(error) => error,
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
        match fs::read(path) {
            Ok(bytes) => serde_json::from_slice(&bytes).map(Some).map_err(|e| error(What::Format(e))),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(cause) => Err(error(What::Read(cause))),
        }
    }

    /// Writes a world to a file, in whose place the old one stays until the new one is whole.
    ///
    /// # Errors
    /// The file, or its folder, cannot be written.
    pub fn save(&self, path: &Path) -> Result<(), WorldFileError> {
        let error = |what| WorldFileError { path: path.to_owned(), what };
        let json = serde_json::to_vec(self).map_err(|e| error(What::Format(e)))?;
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
