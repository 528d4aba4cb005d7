//! Archives that ADD unpacks.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, Read, Seek};

use super::place::Copier;
use super::plan::Planned;
use super::walk::{self, Links, Tree};
use crate::archive::{self, Entries, Entry, EntryKind};
use crate::error::{Context, Error, Result};
use crate::layer::change::{Content, Data, Node};
use crate::layer::index::Kind;

const BUFFER: usize = 256 << 10;

/// Sets the numbers of files of archives apart from those of the host's.
const ARCHIVED: u64 = 1 << 63;

/// An archive whose first entry has been read.
pub(super) struct Archive {
    entries: Entries<BufReader<Box<dyn Read + Send>>>,
    first: Entry,
}

/// The archive that `file` is, compressed or not; nothing if it is none.
pub(super) fn open(file: &File) -> Result<Option<Archive>> {
    let mut file = file.try_clone().context("dup")?;
    file.rewind()?;
    let Ok((_, stream)) = archive::decompress(BufReader::with_capacity(BUFFER, file)) else { return Ok(None) };
    let mut entries = Entries::new(BufReader::with_capacity(BUFFER, stream));
    Ok(entries.next().ok().flatten().map(|first| Archive { entries, first }))
}

/// Plans everything that is in the archive below `to`.
pub(super) fn unpack(copier: &mut Copier<'_>, archive: &mut Archive, to: &[u8]) -> Result<()> {
    let mut several = HashMap::new();
    let mut next = Some(archive.first.clone());
    while let Some(entry) = next {
        one(copier, archive, &entry, to, &mut several)
            .with_context(|| format!("cannot unpack {}", archive::show(&entry.name)))?;
        next = archive.entries.next()?;
    }
    Ok(())
}

fn one(
    copier: &mut Copier<'_>,
    archive: &mut Archive,
    entry: &Entry,
    to: &[u8],
    several: &mut HashMap<Vec<u8>, u64>,
) -> Result<()> {
    let path = archive::normalise(&entry.name)?;
    let wanted = if path.is_empty() { to.to_vec() } else { walk::join(to, &path) };
    let is_directory = entry.kind == EntryKind::Directory;
    let links = if is_directory { Links::All } else { Links::OnTheWay };
    let located = walk::follow(&copier.target, &wanted, links)?;
    // Where the archive goes is as the image has it.
    if path.is_empty() && located.file.is_some() {
        return Ok(());
    }
    let known = located.file.as_ref().is_some_and(|file| copier.target.is_directory(file) && file.spot.is_some());
    let what = match entry.kind {
        EntryKind::Directory => Planned::Directory { known },
        EntryKind::Regular => Planned::Regular(copier.receive(&mut archive.entries.contents(entry))?),
        EntryKind::Symlink => Planned::Symlink(entry.link.clone()),
        EntryKind::Fifo => Planned::Special(Kind::Fifo, (0, 0)),
        EntryKind::CharDevice => Planned::Special(Kind::CharDevice, entry.device),
        EntryKind::BlockDevice => Planned::Special(Kind::BlockDevice, entry.device),
        EntryKind::HardLink => return link(copier, entry, to, &located.path, several),
    };
    let Entry { mode: perm, uid, gid, mtime, .. } = *entry;
    let content = Content::Regular(Data::Empty);
    let node = Node { perm, uid, gid, mtime, xattrs: entry.xattrs.clone(), content };
    let item = copier.item(node, what);
    copier.put(&located.path, item)
}

/// Another name of a file that came before.
fn link(
    copier: &mut Copier<'_>,
    entry: &Entry,
    to: &[u8],
    at: &[u8],
    several: &mut HashMap<Vec<u8>, u64>,
) -> Result<()> {
    let first = walk::join(to, &archive::normalise(&entry.link)?);
    let first = walk::follow(&copier.target, &first, Links::OnTheWay)?.path;
    let missing =
        || Error::new(format!("it is a hard link to {}, which did not come before", archive::show(&entry.link)));
    let mut item = copier.plan().get(&first).cloned().ok_or_else(missing)?;
    if matches!(item.what, Planned::Directory { .. }) {
        return Err(Error::new("it is a hard link to a directory").into());
    }
    let next = ARCHIVED | several.len() as u64;
    item.several = Some(*several.entry(first.clone()).or_insert(next));
    several.insert(at.to_vec(), item.several.unwrap_or(next));
    copier.put(&first, item.clone())?;
    copier.put(at, item)
}
