//! Files into and out of containers: `cp` and `export`. What goes from one side to the other is an archive in a pipe; each
//! side is a process of its own.

use std::ffi::{CString, OsStr};
use std::fs::File;
use std::io::{BufReader, BufWriter, Read};
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

use rustix::fs::{AtFlags, FileType};
use rustix::io::Errno;
use rustix::pipe::{PipeFlags, pipe_with};

use super::Engine;
use super::inside::{Messages, View, Worker, in_container, on_host};
use crate::archive::{self, Extraction, Owner, Packer};
use crate::error::{Context, Error, Result};
use crate::runtime;
use crate::store::containers::Record;
use crate::store::{Action, Event};
use crate::sys::{mount, path};

/// One side of a copy.
pub(crate) enum Side {
    /// An absolute path.
    Host(PathBuf),
    Container(Box<Record>, PathBuf),
    /// An archive.
    Stream(OwnedFd),
}

/// How files are copied.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CopyOptions {
    /// What comes into a container belongs to the container's user; otherwise the owners stay.
    pub(crate) archive: bool,
    /// Whether directories and other files may replace each other.
    pub(crate) overwrite: bool,
}

/// A tar archive has at least one block, in bytes (pax, "ustar Interchange Format").
const BLOCK: u64 = 512;

/// As many symbolic links as the kernel follows in one path (path_resolution(7)).
const MAX_LINKS: usize = 40;

/// Copies a file or a directory, as docker-cp(1) and podman-cp(1) describe it. This process must have one thread.
pub(crate) fn copy(engine: &Engine<'_>, from: Side, to: Side, options: CopyOptions) -> Result<()> {
    if !matches!(from, Side::Container(..)) && !matches!(to, Side::Container(..)) {
        let message = "one side of a copy is a path in a container: CONTAINER:PATH";
        return Err(Error::new(message).into());
    }
    if let Side::Host(path) = &to
        && std::fs::metadata(path).is_ok_and(|there| !there.is_dir() && !there.is_file())
    {
        let message = format!("invalid destination: {path:?} must be a directory or a regular file");
        return Err(Error::new(message).hint("`-` stands for standard output").into());
    }
    let (source, name, archive) = match from {
        Side::Stream(archive) => (None, None, archive),
        from => {
            let (read, write) = pipe_with(PipeFlags::CLOEXEC).context("pipe")?;
            let out = if let Side::Stream(out) = &to { out.try_clone().context("dup")? } else { write };
            let name = source_name(&from);
            let top = if matches!(to, Side::Stream(_)) { Some(name.clone()) } else { None };
            let worker = pack(engine, from, top, out)?;
            // The first word: what it is.
            let directory = worker.next_word()?.is_some_and(|word| word == b"directory");
            (Some(worker), Some(Incoming { name, directory }), read)
        }
    };
    let unpacked = match to {
        Side::Stream(_) => Ok(()),
        to => unpack(engine, to, name, archive, options).and_then(Worker::finish),
    };
    // A source whose archive nobody takes has no story of its own to tell.
    match (unpacked, source.map_or(Ok(()), Worker::finish)) {
        (Err(error), _) => Err(error),
        (Ok(()), packed) => packed,
    }
}

/// Writes the whole root filesystem of a container as an archive. This process must have one thread.
pub(crate) fn export(engine: &Engine<'_>, record: &Record, out: OwnedFd) -> Result<()> {
    pack_root(engine, record, out)?.finish()?;
    engine.store.note(&Event::container(Action::Export, &record.config));
    Ok(())
}

/// Starts the worker that does so.
pub(super) fn pack_root(engine: &Engine<'_>, record: &Record, out: OwnedFd) -> Result<Worker> {
    let kept = [out.as_raw_fd()];
    in_container(engine, record, View::Root, &kept, |root, _| {
        // The root alone, with what it has below the container's mounts.
        let alone = mount::clone_tree_of(root, false);
        let root = alone.as_ref().map_or(root, |alone| alone.as_fd());
        let mut packer = Packer::new(BufWriter::new(File::from(out)), true);
        packer.add(root, c".", b"")?;
        packer.finish()
    })
}

/// What comes: the last part of its path, empty for the content of a directory, and whether it is a directory.
struct Incoming {
    name: Vec<u8>,
    directory: bool,
}

fn typed(side: &Side) -> &Path {
    match side {
        Side::Host(path) | Side::Container(_, path) => path,
        Side::Stream(_) => Path::new("-"),
    }
}

fn source_name(side: &Side) -> Vec<u8> {
    let path = typed(side).as_os_str().as_bytes();
    let content = path == b"." || path.ends_with(b"/.") || path.iter().all(|byte| *byte == b'/');
    let name = typed(side).file_name().filter(|_| !content).unwrap_or_default();
    name.as_bytes().to_vec()
}

/// Starts the worker that packs. Under `top` in the archive, or a name that the other side replaces.
fn pack(engine: &Engine<'_>, from: Side, top: Option<Vec<u8>>, out: OwnedFd) -> Result<Worker> {
    let kept = [out.as_raw_fd()];
    let path = typed(&from).to_owned();
    let place = place(&from);
    let work = move |root: BorrowedFd<'_>, messages: &Messages| {
        let found = find(root, &path)?.ok_or_else(|| not_found(&path, &place))?;
        messages.send(if found.directory { b"directory" } else { b"file" })?;
        let top = match &top {
            Some(top) if top.is_empty() => b".",
            Some(top) => top.as_slice(),
            None => b"x",
        };
        let mut packer = Packer::new(BufWriter::new(File::from(out)), false);
        packer.add(found.parent.as_fd(), &found.name, top)?;
        packer.finish()
    };
    match &from {
        Side::Container(record, _) => in_container(engine, record, View::Mounts, &kept, work),
        _ => on_host(&kept, work),
    }
}

/// Starts the worker that unpacks.
fn unpack(
    engine: &Engine<'_>,
    to: Side,
    incoming: Option<Incoming>,
    archive: OwnedFd,
    options: CopyOptions,
) -> Result<Worker> {
    let kept = [archive.as_raw_fd()];
    let path = typed(&to).to_owned();
    let place = place(&to);
    let user = match &to {
        Side::Container(record, _) => Some(record.config.process.user.clone()),
        _ => None,
    };
    let work = move |root: BorrowedFd<'_>, _: &Messages| {
        let (target, top) = destination(root, &path, incoming.as_ref(), &place, options.overwrite)?;
        let owner = match &user {
            None => Owner::Caller,
            Some(_) if !options.archive => Owner::Archive,
            Some(user) => {
                let (uid, gid) = runtime::ids_of(user, root)?;
                Owner::This(uid, gid)
            }
        };
        let how = Extraction { top, owner, overwrite: options.overwrite };
        let (_, mut archive) = archive::decompress(BufReader::new(File::from(archive)))?;
        let mut first = Vec::new();
        archive.by_ref().take(BLOCK).read_to_end(&mut first).context("read the archive")?;
        if first.len() as u64 != BLOCK {
            return Err(Error::new("source must be a (compressed) tar archive when copying from stdin").into());
        }
        archive::extract(BufReader::new(first.chain(archive)), target.as_fd(), &how)
    };
    match &to {
        Side::Container(record, _) => in_container(engine, record, View::Mounts, &kept, work),
        _ => on_host(&kept, work),
    }
}

/// Where to unpack, and what the archive's first part becomes there.
fn destination(
    root: BorrowedFd<'_>,
    path: &Path,
    incoming: Option<&Incoming>,
    place: &str,
    overwrite: bool,
) -> Result<(OwnedFd, Option<Vec<u8>>)> {
    let must_be_directory = path.as_os_str().as_bytes().ends_with(b"/");
    let found = find(root, path)?;
    let Some(incoming) = incoming else {
        return match found {
            Some(found) if found.directory => Ok((found.open()?, None)),
            _ => Err(Error::new("destination must be a directory when copying from stdin").into()),
        };
    };
    match found {
        Some(found) if found.directory && !incoming.directory && overwrite && !must_be_directory => {
            Ok((found.parent, Some(found.name.into_bytes())))
        }
        Some(found) if found.directory => Ok((found.open()?, Some(incoming.name.clone()))),
        Some(_) if incoming.directory && !overwrite => {
            Err(Error::new("destination must be a directory when copying a directory").into())
        }
        Some(_) if must_be_directory => Err(Error::new(format!("{} is not a directory", path.display())).into()),
        Some(found) => Ok((found.parent, Some(found.name.into_bytes()))),
        None if must_be_directory && !incoming.directory => Err(not_found(path, place)),
        None => {
            let name = path.file_name().ok_or_else(|| not_found(path, place))?;
            let parent = path.parent().unwrap_or(Path::new("/"));
            let parent = path::locate(root, parent).map_err(|_| not_found(path, place))?;
            Ok((parent, Some(name.as_bytes().to_vec())))
        }
    }
}

fn place(side: &Side) -> String {
    match side {
        Side::Container(record, _) => format!("container {}", record.config.name),
        _ => "the host".to_owned(),
    }
}

fn not_found(path: &Path, place: &str) -> anyhow::Error {
    let message = format!("\"{}\" could not be found on {place}: no such file or directory", path.display());
    Error::new(message).into()
}

/// What a path means after all links have been followed: a name in a directory.
struct Found {
    parent: OwnedFd,
    name: CString,
    directory: bool,
}

impl Found {
    fn open(&self) -> Result<OwnedFd> {
        let name = Path::new(OsStr::from_bytes(self.name.as_bytes()));
        path::locate(self.parent.as_fd(), name).with_context(|| format!("open {}", name.display()))
    }
}

/// Follows `path` below `root`; nothing when there is nothing.
fn find(root: BorrowedFd<'_>, path: &Path) -> Result<Option<Found>> {
    let mut path = path.to_owned();
    for _ in 0..MAX_LINKS {
        let Some(name) = path.file_name().filter(|_| !path.ends_with("..")) else {
            let here = match path::locate(root, &path) {
                Err(Errno::NOENT | Errno::NOTDIR) => return Ok(None),
                here => here.with_context(|| format!("open {}", path.display()))?,
            };
            return Ok(Some(Found { parent: here, name: c".".to_owned(), directory: true }));
        };
        let parent = path.parent().unwrap_or(Path::new("/")).to_owned();
        let name = CString::new(name.as_bytes())?;
        let dir = match path::locate(root, &parent) {
            Err(Errno::NOENT | Errno::NOTDIR) => return Ok(None),
            dir => dir.with_context(|| format!("open {}", parent.display()))?,
        };
        let stat = match rustix::fs::statat(&dir, &name, AtFlags::SYMLINK_NOFOLLOW) {
            Err(Errno::NOENT | Errno::NOTDIR) => return Ok(None),
            stat => stat.with_context(|| format!("stat {}", path.display()))?,
        };
        match FileType::from_raw_mode(stat.st_mode) {
            FileType::Symlink => {
                let target = rustix::fs::readlinkat(&dir, &name, Vec::new()).context("readlink")?;
                path = parent.join(std::ffi::OsString::from_vec(target.into_bytes()));
            }
            kind => return Ok(Some(Found { parent: dir, name, directory: kind.is_dir() })),
        }
    }
    Err(Error::new(format!("{}: too many symbolic links", path.display())).into())
}
