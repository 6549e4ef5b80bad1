//! A file's bytes, read only as far as any request could go.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::rc::Rc;

/// The most that is read of a file, in bytes: 8 MiB.
pub const LIMIT: usize = 8 << 20;

/// A file to check.
#[derive(Debug, Clone)]
pub struct Source {
    pub(crate) name: Rc<str>,
    pub(crate) bytes: Vec<u8>,
}

impl Source {
    /// Makes a source of bytes that are at hand; the name stands in diagnostics.
    pub fn new(name: impl Into<Rc<str>>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), bytes: bytes.into() }
    }

    /// Reads a file. One that is larger than [`LIMIT`] is not read to its end, and refused when it is checked.
    ///
    /// # Errors
    /// If the file cannot be read, or is a folder.
    pub fn read(path: &Path) -> io::Result<Self> {
        if path.is_dir() {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder; name the files in it"));
        }
        Ok(Self::new(path.to_string_lossy(), up_to_limit(File::open(path)?)?))
    }

    /// Reads standard input, as [`read`](Self::read) does a file.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn read_stdin() -> io::Result<Self> {
        Ok(Self::new("<stdin>", up_to_limit(io::stdin().lock())?))
    }

    pub(super) fn is_too_large(&self) -> bool {
        self.bytes.len() > LIMIT
    }
}

/// Reads one byte more than the limit, so that what is larger shows.
fn up_to_limit(reader: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(LIMIT as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
