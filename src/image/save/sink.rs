//! Where the files of a saved image go: into a tar archive, or into a directory.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use crate::{
    archive::{self, Entry, EntryKind},
    error::{Context, Error, Result},
    layer::index::Time,
    name::Metered,
};

/// Bytes on the way to an archive or a file.
const BUFFER: usize = 256 << 10;

/// Writes the content of one file.
pub(super) type Content<'a> = &'a mut dyn FnMut(&mut dyn Write) -> Result<()>;

/// Takes one file after the other, each once.
pub(super) trait Sink {
    /// A file of `size` bytes, which `content` writes.
    fn file(&mut self, name: &str, size: u64, content: Content<'_>) -> Result<()>;

    /// A directory for files that follow: there are readers that may not make one that the archive does not name.
    fn directory(&mut self, name: &str) -> Result<()>;
}

/// A tar archive. The same files always give the same bytes.
pub(super) struct Archive<W: Write>(BufWriter<W>);

impl<W: Write> Archive<W> {
    pub(super) fn new(out: W) -> Self {
        Archive(BufWriter::with_capacity(BUFFER, out))
    }

    pub(super) fn finish(mut self) -> Result<()> {
        self.0.write_all(&archive::END).and_then(|()| self.0.flush()).context("cannot write the archive")
    }
}

impl<W: Write> Sink for Archive<W> {
    fn file(&mut self, name: &str, size: u64, content: Content<'_>) -> Result<()> {
        let entry = entry(name, size);
        self.0.write_all(&archive::headers(&entry)).context("cannot write the archive")?;
        exactly(&mut self.0, name, size, content)?;
        self.0.write_all(archive::padding(&entry)).context("cannot write the archive")
    }

    fn directory(&mut self, name: &str) -> Result<()> {
        let entry = Entry { kind: EntryKind::Directory, mode: 0o755, ..entry(&format!("{name}/"), 0) };
        self.0.write_all(&archive::headers(&entry)).context("cannot write the archive")
    }
}

fn entry(name: &str, size: u64) -> Entry {
    Entry {
        name: name.as_bytes().to_vec(),
        kind: EntryKind::Regular,
        mode: 0o644,
        uid: 0,
        gid: 0,
        mtime: Time::default(),
        size,
        link: Vec::new(),
        device: (0, 0),
        xattrs: Vec::new(),
        extents: None,
    }
}

/// A directory in the making, beside the place where it will be.
pub(super) struct Directory {
    target: PathBuf,
    making: PathBuf,
}

impl Directory {
    pub(super) fn new(target: &Path) -> Result<Self> {
        let describe = || format!("cannot make {}", target.display());
        match std::fs::read_dir(target).map(Iterator::count) {
            Ok(1..) => {
                let error = Error::new(format!("{} is a directory with files in it", target.display()));
                return Err(error.hint("name one that does not exist").into());
            }
            Ok(0) => std::fs::remove_dir(target).with_context(describe)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error).with_context(describe),
        }
        let name = target.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let making = target.with_file_name(format!(".{name}.{}", std::process::id()));
        std::fs::create_dir(&making).with_context(describe)?;
        Ok(Directory { target: target.to_owned(), making })
    }

    pub(super) fn finish(self) -> Result<()> {
        let describe = || format!("cannot make {}", self.target.display());
        std::fs::rename(&self.making, &self.target).with_context(describe)
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        // Of a finished one nothing is left here.
        let _ = std::fs::remove_dir_all(&self.making);
    }
}

impl Sink for Directory {
    fn file(&mut self, name: &str, size: u64, content: Content<'_>) -> Result<()> {
        let path = self.making.join(name);
        let describe = || format!("cannot write {}", path.display());
        let mut out = BufWriter::with_capacity(BUFFER, File::create_new(&path).with_context(describe)?);
        exactly(&mut out, name, size, content)?;
        out.flush().with_context(describe)
    }

    fn directory(&mut self, name: &str) -> Result<()> {
        let path = self.making.join(name);
        std::fs::create_dir(&path).with_context(|| format!("cannot make {}", path.display()))
    }
}

/// Calls `content`, and holds it to what was said of it: an archive with a wrong length in a header is lost.
fn exactly(out: &mut dyn Write, name: &str, size: u64, content: Content<'_>) -> Result<()> {
    let mut counted = Metered::new(out, 0);
    content(&mut counted).with_context(|| format!("cannot write {name}"))?;
    match counted.meter == size {
        true => Ok(()),
        false => Err(Error::new(format!("{name} has {} bytes instead of {size}", counted.meter)).into()),
    }
}
