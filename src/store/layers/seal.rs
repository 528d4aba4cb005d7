//! A container's writable layer made into an image's layer: contents become objects, and the tar stream, which nobody
//! writes, exists only as the recipe that this writes and the digest of what that would give.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use super::intake::{self, Origin};
use super::objects::{self, NewObjects};
use super::unpack::{Unpacked, Watched};
use super::{LayerInfo, replay, staged};
use crate::archive::{self, Entry, EntryKind, Extent};
use crate::error::{Context, Error, Result};
use crate::layer::change::{Change, Content, Data, Node, Source, What};
use crate::layer::index::{self, Builder, Kind, NewNode, Time};
use crate::layer::recipe::{self, Operation};
use crate::name::{Digest, Hasher};
use crate::store::Store;
use crate::store::space;
use crate::store::staging::Staging;

/// Operations of the recipe that may wait for the thread that computes the diff id.
const WAITING: usize = 64;

/// What is read of a stream at a time, in bytes; a shorter one stays in memory.
const HEAD: u64 = 1 << 20;

/// What becomes of the files of the writable layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Contents {
    /// They stay as they are: objects are reflinks, or copies.
    Keep,
    /// Nobody needs them any more, also if sealing fails: those that are new are the objects from then on.
    Take,
}

impl Store {
    /// Makes a layer of what a writable layer changes, and publishes it as [`Store::add_layer`] does. The same changes
    /// always give the same layer. Every content is read once for its own digest and once for the layer's; none is
    /// written where a link or reflink can do, or where the store has it already.
    ///
    /// Sockets are left out, as tar has none, and so are names that begin with `.wh.`, which mean something else in a
    /// layer (OCI image spec, layer.md).
    ///
    /// # Errors
    /// When the writable layer cannot be read, or the disk is full. Nothing is left behind in the store then.
    pub(crate) fn seal_layer(&self, changes: &dyn Source, contents: Contents) -> Result<LayerInfo> {
        self.draft()?.seal(changes, contents)
    }

    /// A layer to be made of contents that come one by one, in any order.
    pub(crate) fn draft(&self) -> Result<Draft<'_>> {
        let staging = self.staging()?;
        let (scratch, objects) = self.new_objects(&staging)?;
        Ok(Draft { store: self, staging, scratch, objects })
    }

    fn try_seal(&self, changes: &dyn Source, contents: Contents, draft: Draft<'_>) -> Result<LayerInfo> {
        let Draft { store: _, staging, scratch, objects } = draft;
        let recipe = File::create_new(staging.path().join("recipe")).context("cannot make the layer's recipe")?;
        let recipe = Watched::new(recipe, self.space()?);
        let recipe = recipe::Writer::new(BufWriter::with_capacity(64 << 10, recipe))?;
        let places = Places { staged: scratch, objects: self.root.join("objects") };
        let (sender, operations) = sync_channel(WAITING);
        let (unpacked, digest) = thread::scope(|scope| {
            let hasher = thread::Builder::new().name("diff-id".into());
            let hasher = hasher.spawn_scoped(scope, || digest(operations, &places)).context("cannot start a thread")?;
            let sealer = Sealer {
                builder: Builder::new(),
                objects,
                take: contents == Contents::Take,
                stream: Stream { recipe, hasher: sender, len: 0 },
                places: &places,
                contents: Vec::new(),
                left_out: HashSet::new(),
                file_bytes: 0,
                count: 0,
            };
            let sealed = sealer.run(changes);
            let digest = hasher.join().map_err(|_| Error::new("hashing a layer failed: this is a bug"))?;
            // When the hasher failed, the sealer only knows that it did.
            Ok::<_, anyhow::Error>((sealed, digest?))
        })?;
        let layer = staged(unpacked?, digest, staging)?;
        let info = layer.info().clone();
        self.publish_layers(vec![layer]).map(|()| info)
    }
}

/// A layer in the making: contents that have their digest, and no tree yet. Dropping it leaves nothing behind.
pub(crate) struct Draft<'a> {
    store: &'a Store,
    staging: Staging,
    scratch: PathBuf,
    objects: NewObjects,
}

impl Draft<'_> {
    /// Stores what a file holds; nobody changes it meanwhile. Nothing for an empty one.
    pub(crate) fn store(&mut self, file: &File) -> Result<Option<(Digest, u64)>> {
        let stored = self.objects.store(file, Origin::Clone);
        let stored = stored.map_err(|error| space::explain(&self.store.root, error))?;
        Ok(stored.digest.map(|digest| (digest, stored.size)))
    }

    /// Whether the store has this content.
    pub(crate) fn has(&self, digest: &Digest) -> Result<bool> {
        self.objects.knows(digest)
    }

    /// Stores what comes out of a stream. Nothing for an empty one.
    pub(crate) fn receive(&mut self, stream: &mut dyn Read) -> Result<Option<(Digest, u64)>> {
        self.try_receive(stream).map_err(|error| space::explain(&self.store.root, error))
    }

    fn try_receive(&mut self, stream: &mut dyn Read) -> Result<Option<(Digest, u64)>> {
        let mut head = Vec::new();
        (&mut *stream).take(HEAD).read_to_end(&mut head)?;
        if (head.len() as u64) < HEAD {
            let size = head.len() as u64;
            return if size == 0 { Ok(None) } else { Ok(Some((self.objects.put(&head)?, size))) };
        }
        let mut object = self.objects.begin(HEAD)?;
        let mut size = 0;
        while !head.is_empty() {
            object.write(&head)?;
            size += head.len() as u64;
            head.clear();
            (&mut *stream).take(HEAD).read_to_end(&mut head)?;
        }
        Ok(Some((object.finish()?, size)))
    }

    /// Makes the layer, as [`Store::seal_layer`] does. Contents that `changes` give by their digest were stored here, or
    /// are in the store.
    pub(crate) fn seal(self, changes: &dyn Source, contents: Contents) -> Result<LayerInfo> {
        let store = self.store;
        store.try_seal(changes, contents, self).map_err(|error| space::explain(&store.root, error))
    }
}

/// Where the objects of the new layer may be.
struct Places {
    staged: PathBuf,
    objects: PathBuf,
}

impl Places {
    fn open(&self, digest: &Digest) -> Result<File> {
        match File::open(self.staged.join(digest.hex())) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            opened => return opened.context("cannot open an object"),
        }
        let path = self.objects.join(objects::name(digest));
        File::open(&path).with_context(|| format!("cannot open {}", path.display()))
    }
}

/// The digest of what a recipe gives.
fn digest(operations: Receiver<Operation>, places: &Places) -> Result<Digest> {
    let mut hasher = Hasher::new();
    let mut open = None;
    for operation in operations {
        replay(operation, &mut open, |digest| places.open(digest), &mut hasher)?;
    }
    Ok(hasher.finish())
}

/// The tar stream.
struct Stream {
    recipe: recipe::Writer<BufWriter<Watched>>,
    hasher: SyncSender<Operation>,
    len: u64,
}

impl Stream {
    fn literal(&mut self, bytes: Vec<u8>) -> Result<()> {
        self.len += bytes.len() as u64;
        self.recipe.literal(&bytes)?;
        self.hash(Operation::Literal(bytes))
    }

    fn object(&mut self, digest: Digest, extent: Extent) -> Result<()> {
        let Extent { offset, len } = extent;
        self.len += len;
        self.recipe.object(&digest, offset, len)?;
        self.hash(Operation::Object { digest, offset, len })
    }

    fn hash(&self, operation: Operation) -> Result<()> {
        self.hasher.send(operation).map_err(|_| Error::new("hashing the layer failed").into())
    }
}

struct Sealer<'a> {
    builder: Builder,
    objects: NewObjects,
    take: bool,
    stream: Stream,
    places: &'a Places,
    /// Every object that the recipe names.
    contents: Vec<Digest>,
    /// Files that the layer cannot have.
    left_out: HashSet<Vec<u8>>,
    file_bytes: u64,
    count: u64,
}

impl Sealer<'_> {
    fn run(mut self, changes: &dyn Source) -> Result<Unpacked> {
        changes.walk(&mut |change| self.change(change))?;
        self.stream.literal(archive::END.to_vec())?;
        self.stream.recipe.finish()?.flush()?;
        Ok(Unpacked {
            index: self.builder.finish()?,
            objects: self.objects,
            contents: self.contents,
            size: self.stream.len,
            file_bytes: self.file_bytes,
            entries: self.count,
        })
    }

    fn change(&mut self, change: Change) -> Result<()> {
        let path = change.path;
        if path.split(|byte| *byte == b'/').any(|name| name.starts_with(b".wh.")) {
            return self.leave_out(path, "a name that begins with .wh. means something else in an image");
        }
        match change.what {
            What::Removed { covered: true } => Ok(()),
            What::Removed { covered: false } => {
                self.builder.whiteout(&path)?;
                let (directory, name) = split(&path);
                self.marker([directory, b".wh.", name].concat())
            }
            What::HardLink { first, .. } if self.left_out.contains(&first) => {
                self.leave_out(path, "so was its first name")
            }
            What::HardLink { first, node } => {
                self.builder.hardlink(&path, &first)?;
                // With all the metadata: there are readers that apply those of each name.
                let described = described(path, EntryKind::HardLink, &node);
                self.entry(Entry { link: first, ..described }, None)
            }
            What::Node(node) => self.node(path, node),
        }
    }

    fn leave_out(&mut self, path: Vec<u8>, why: &str) -> Result<()> {
        log::warn!("{} is left out of the layer: {why}", archive::show(&path));
        self.left_out.insert(path);
        Ok(())
    }

    fn node(&mut self, path: Vec<u8>, node: Node) -> Result<()> {
        let mut entry = described(path.clone(), EntryKind::Regular, &node);
        let opaque = matches!(node.content, Content::Directory { opaque: true });
        let mut object = None;
        let content = match node.content {
            Content::Regular(data) => {
                object = self.content(data, &mut entry)?;
                index::Content::Regular { size: entry.size, object }
            }
            Content::Directory { .. } => {
                entry.kind = EntryKind::Directory;
                entry.name = if path.is_empty() { b"./".to_vec() } else { [&path[..], b"/"].concat() };
                index::Content::Directory
            }
            Content::Symlink(target) => {
                entry.kind = EntryKind::Symlink;
                entry.link = target;
                index::Content::Symlink(&entry.link)
            }
            Content::Special(Kind::Socket, _) => return self.leave_out(path, "archives cannot hold sockets"),
            Content::Special(kind, device) => {
                entry.device = device;
                let (major, minor) = device;
                let (tar, content) = match kind {
                    Kind::CharDevice => (EntryKind::CharDevice, index::Content::CharDevice { major, minor }),
                    Kind::BlockDevice => (EntryKind::BlockDevice, index::Content::BlockDevice { major, minor }),
                    _ => (EntryKind::Fifo, index::Content::Fifo),
                };
                entry.kind = tar;
                content
            }
        };
        let new = NewNode { perm: entry.mode, uid: entry.uid, gid: entry.gid, mtime: entry.mtime, content };
        self.builder.insert(&path, new, &entry.xattrs)?;
        self.entry(entry, object)?;
        if opaque {
            self.builder.opaque(&path)?;
            self.marker([&path[..], b"/.wh..wh..opq"].concat())?;
        }
        Ok(())
    }

    /// Makes the content an object, and notes its size and holes.
    fn content(&mut self, data: Data, entry: &mut Entry) -> Result<Option<Digest>> {
        let (digest, size, extents) = match data {
            Data::Empty => return Ok(None),
            Data::Written(file) => {
                let origin = if self.take { Origin::Link } else { Origin::Clone };
                let stored = self.objects.store(&file, origin)?;
                let Some(digest) = stored.digest else { return Ok(None) };
                (digest, stored.size, stored.extents)
            }
            Data::Object { digest, size } => (digest, size, intake::extents(&self.places.open(&digest)?, size)?),
        };
        entry.size = size;
        entry.extents = extents;
        self.contents.push(digest);
        self.file_bytes = self.file_bytes.saturating_add(size);
        Ok(Some(digest))
    }

    /// An empty file whose name says something.
    fn marker(&mut self, path: Vec<u8>) -> Result<()> {
        self.entry(entry(path, EntryKind::Regular), None)
    }

    fn entry(&mut self, entry: Entry, object: Option<Digest>) -> Result<()> {
        self.count += 1;
        self.stream.literal(archive::headers(&entry))?;
        if let Some(digest) = object {
            let whole = [Extent { offset: 0, len: entry.size }];
            for extent in entry.extents.as_deref().unwrap_or(&whole) {
                self.stream.object(digest, *extent)?;
            }
            self.stream.literal(archive::padding(&entry).to_vec())?;
        }
        Ok(())
    }
}

/// The directory, with its slash, and the name in it.
fn split(path: &[u8]) -> (&[u8], &[u8]) {
    path.split_at(path.iter().rposition(|byte| *byte == b'/').map_or(0, |slash| slash + 1))
}

fn described(path: Vec<u8>, kind: EntryKind, node: &Node) -> Entry {
    let Node { perm, uid, gid, mtime, .. } = *node;
    let mut xattrs = node.xattrs.clone();
    // In the archive an equals sign ends the name.
    for (name, _) in xattrs.extract_if(.., |(name, _)| name.contains(&b'=')) {
        log::warn!("{} loses its attribute {} in the layer", archive::show(&path), archive::show(&name));
    }
    Entry { mode: perm, uid, gid, mtime, xattrs, ..entry(path, kind) }
}

fn entry(name: Vec<u8>, kind: EntryKind) -> Entry {
    let mtime = Time::default();
    let (link, xattrs) = (Vec::new(), Vec::new());
    Entry { name, kind, mode: 0, uid: 0, gid: 0, mtime, size: 0, link, device: (0, 0), xattrs, extents: None }
}
