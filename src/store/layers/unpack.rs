//! A layer's tar stream, taken apart: contents become objects, the tree an index, and everything else the recipe.

use std::fs::File;
use std::io::{BufRead, BufWriter, Write};
use std::path::Path;

use super::objects::NewObjects;
use crate::archive::{Entries, Entry, EntryKind, Extent, Role, Tap, normalise, role};
use crate::error::{Context, Result};
use crate::layer::index::{Builder, Content, NewNode};
use crate::layer::recipe;
use crate::name::Digest;
use crate::store::space::Space;

/// Contents up to this many bytes are hashed in memory, and written only when they are new.
pub(super) const SMALL: u64 = 1 << 20;

/// The recipe sees whatever is not content.
impl<W: Write> Tap for recipe::Writer<W> {
    fn literal(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        recipe::Writer::literal(self, bytes)
    }
}

type Recipe = recipe::Writer<BufWriter<Watched>>;

/// What became of the stream.
pub(in crate::store) struct Unpacked {
    /// The index, as the bytes of its file.
    pub(super) index: Vec<u8>,
    pub(super) objects: NewObjects,
    /// Every object that the recipe names, in the stream's order.
    pub(super) contents: Vec<Digest>,
    /// Length of the stream.
    pub(super) size: u64,
    /// Lengths of all regular files together.
    pub(super) file_bytes: u64,
    pub(super) entries: u64,
}

/// Unpacks `stream`: objects into `objects`, the recipe into a new file at `recipe`.
pub(super) fn unpack(stream: impl BufRead, objects: NewObjects, recipe: &Path, space: Space) -> Result<Unpacked> {
    let file = File::create_new(recipe).with_context(|| format!("cannot make {}", recipe.display()))?;
    let recipe = recipe::Writer::new(BufWriter::with_capacity(64 << 10, Watched { file, space }))?;
    let mut unpacker = Unpacker {
        entries: Entries::with_tap(stream, recipe),
        builder: Builder::new(),
        objects,
        contents: Vec::new(),
        buffer: Vec::new(),
        file_bytes: 0,
        count: 0,
    };
    while let Some(entry) = unpacker.entries.next()? {
        unpacker.entry(&entry)?;
        unpacker.count += 1;
    }
    unpacker.finish()
}

/// The recipe's file, under the watch for free space: an archive may be all headers.
pub(super) struct Watched {
    file: File,
    space: Space,
}

impl Watched {
    pub(super) fn new(file: File, space: Space) -> Watched {
        Watched { file, space }
    }
}

impl Write for Watched {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.space.take(bytes.len() as u64).map_err(std::io::Error::other)?;
        self.file.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

struct Unpacker<R> {
    entries: Entries<R, Recipe>,
    builder: Builder,
    objects: NewObjects,
    contents: Vec<Digest>,
    buffer: Vec<u8>,
    file_bytes: u64,
    count: u64,
}

impl<R: BufRead> Unpacker<R> {
    fn entry(&mut self, entry: &Entry) -> Result<()> {
        let path = normalise(&entry.name)?;
        match role(&path)? {
            Role::File => self.file(&path, entry),
            Role::Whiteout(path) => self.builder.whiteout(&path),
            Role::Opaque(path) => self.builder.opaque(&path),
            Role::Ignored => Ok(()),
        }
    }

    fn file(&mut self, path: &[u8], entry: &Entry) -> Result<()> {
        let (major, minor) = entry.device;
        let content = match entry.kind {
            EntryKind::HardLink => return self.builder.hardlink(path, &normalise(&entry.link)?),
            EntryKind::Regular => Content::Regular { size: entry.size, object: self.content(entry)? },
            EntryKind::Directory => Content::Directory,
            EntryKind::Symlink => Content::Symlink(&entry.link),
            EntryKind::Fifo => Content::Fifo,
            EntryKind::CharDevice => Content::CharDevice { major, minor },
            EntryKind::BlockDevice => Content::BlockDevice { major, minor },
        };
        let node = NewNode { perm: entry.mode, uid: entry.uid, gid: entry.gid, mtime: entry.mtime, content };
        self.builder.insert(path, node, &entry.xattrs)
    }

    /// Stores the content of a regular file and notes it in the recipe; none if it is empty.
    fn content(&mut self, entry: &Entry) -> Result<Option<Digest>> {
        if entry.size == 0 {
            return Ok(None);
        }
        self.file_bytes = self.file_bytes.saturating_add(entry.size);
        let digest = match &entry.extents {
            Some(extents) => self.sparse(extents, entry.size)?,
            None if entry.size <= SMALL => self.small(entry.size)?,
            None => self.large(entry.size)?,
        };
        let whole = [Extent { offset: 0, len: entry.size }];
        let recipe = self.entries.tap_mut();
        for extent in entry.extents.as_deref().unwrap_or(&whole) {
            recipe.object(&digest, extent.offset, extent.len)?;
        }
        self.contents.push(digest);
        Ok(Some(digest))
    }

    fn small(&mut self, size: u64) -> Result<Digest> {
        let size = usize::try_from(size)?;
        let bytes = self.entries.data()?;
        if bytes.len() == size {
            let digest = self.objects.put(bytes)?;
            self.entries.consume(size);
            return Ok(digest);
        }
        self.buffer.clear();
        while self.buffer.len() < size {
            let bytes = self.entries.data()?;
            let count = bytes.len();
            self.buffer.extend_from_slice(bytes);
            self.entries.consume(count);
        }
        self.objects.put(&self.buffer)
    }

    fn large(&mut self, size: u64) -> Result<Digest> {
        let mut object = self.objects.begin_like(size)?;
        loop {
            let bytes = self.entries.data()?;
            if bytes.is_empty() {
                return object.finish();
            }
            object.write(bytes)?;
            let count = bytes.len();
            self.entries.consume(count);
        }
    }

    fn sparse(&mut self, extents: &[Extent], size: u64) -> Result<Digest> {
        let mut object = self.objects.begin(extents.iter().map(|extent| extent.len).sum())?;
        for extent in extents {
            object.hole(extent.offset);
            let mut left = extent.len;
            while left > 0 {
                let bytes = self.entries.data()?;
                let count = usize::try_from(left).unwrap_or(usize::MAX).min(bytes.len());
                object.write(bytes.get(..count).unwrap_or(bytes))?;
                self.entries.consume(count);
                left -= count as u64;
            }
        }
        object.hole(size);
        object.finish()
    }

    fn finish(self) -> Result<Unpacked> {
        let (recipe, size) = self.entries.finish()?;
        recipe.finish()?.flush()?;
        Ok(Unpacked {
            index: self.builder.finish()?,
            objects: self.objects,
            contents: self.contents,
            size,
            file_bytes: self.file_bytes,
            entries: self.count,
        })
    }
}
