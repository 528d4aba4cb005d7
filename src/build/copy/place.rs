//! From origins to a plan: which file gets which path, owner, mode and content.

use std::fs::File;
use std::io::Read;

use super::known::Known;
use super::origin::{Found, Origin};
use super::plan::{self, Item, Plan, Planned};
use super::target::{Place, Target};
use super::walk::{self, Links, Tree};
use super::wildcard::{self, Match};
use crate::build::context::Ignore;
use crate::build::dockerfile::Mode;
use crate::build::timed::{self, FileTime};
use crate::error::{Context, Error, Result};
use crate::layer::change::{Content, Data, Node};
use crate::layer::index::{Kind, Time};
use crate::name::Digest;
use crate::store::{Contents, Draft, LayerInfo};
use crate::unionfs::View;

/// Something to be copied.
pub(in crate::build) enum Source<'a> {
    /// A path or pattern in a tree. `unpack`: archives become what is in them.
    Files { origin: &'a Origin<'a>, path: Vec<u8>, unpack: bool },
    /// A file that the instruction itself brings.
    Text { name: Vec<u8>, content: Vec<u8> },
    /// A file that was fetched.
    Fetched { name: Vec<u8>, file: File, mtime: Time, unpack: bool },
}

/// How files are copied.
pub(in crate::build) struct Rules {
    /// Whose the files become; else they are root's, or whoever's they are in an image.
    pub(in crate::build) owner: Option<(u32, u32)>,
    pub(in crate::build) chmod: Option<Mode>,
    /// The time of directories that are made on the way.
    pub(in crate::build) now: Time,
    /// What below a source is left out.
    pub(in crate::build) excluded: Ignore,
    /// Sources keep their directories.
    pub(in crate::build) parents: bool,
    /// The layer is to stand by itself: it copies into an empty image, and says nothing of the root directory.
    pub(in crate::build) link: bool,
}

/// Puts a layer together.
pub(in crate::build) struct Copier<'a> {
    pub(super) target: Target<'a>,
    /// None when only digests are wanted.
    draft: Option<Draft<'a>>,
    known: &'a mut Known,
    pub(super) rules: Rules,
}

impl<'a> Copier<'a> {
    /// Copies into the image of `view`. Contents go to `draft`; without one, only their digests are known.
    pub(in crate::build) fn new(view: &'a View, draft: Option<Draft<'a>>, known: &'a mut Known, rules: Rules) -> Self {
        Copier { target: Target { view, plan: Plan::default() }, draft, known, rules }
    }

    /// What was planned so far.
    pub(in crate::build) fn plan(&self) -> &Plan {
        &self.target.plan
    }

    /// Makes the layer; its files get `time`, if there is one.
    pub(in crate::build) fn seal(self, time: Option<FileTime>) -> Result<LayerInfo> {
        let draft = self.draft.context("nothing was stored for a layer")?;
        draft.seal(&timed::with(&self.target.plan, time), Contents::Keep)
    }

    /// Copies `sources` to `destination`, an absolute path that says by a slash at its end that it is a directory.
    pub(in crate::build) fn copy(&mut self, sources: Vec<Source<'_>>, destination: &str) -> Result<()> {
        let found = sources.iter().map(matches).collect::<Result<Vec<_>>>()?;
        let count: usize = found.iter().map(|matches| matches.as_ref().map_or(1, Vec::len)).sum();
        if let (0, Some(Source::Files { path, .. })) = (count, sources.first()) {
            return Err(wildcard::nothing(path));
        }
        let links = if self.rules.link { Links::None } else { Links::All };
        let located = walk::follow(&self.target, destination.as_bytes(), links)?;
        let is_new = located.file.is_none();
        let is_directory = located.file.as_ref().is_some_and(|file| self.target.is_directory(file));
        let means_directory = destination.ends_with('/') || destination.ends_with("/.");
        if let Some(Place { path, .. }) = located.file.filter(|_| means_directory && !is_directory) {
            return Err(Error::new(format!("/{} is not a directory", String::from_utf8_lossy(&path))).into());
        }
        // Patterns that mean several files make a directory: one must not be written over the other.
        let is_pattern =
            |source: &Source<'_>| matches!(source, Source::Files { path, .. } if wildcard::is_pattern(path));
        let makes_directory = is_new && count > 1 && sources.iter().any(is_pattern);
        let into = means_directory || is_directory || makes_directory || self.rules.parents;
        if count > 1 && !into {
            return Err(Error::new(format!("{count} sources, and {destination} is not a directory"))
                .hint("end the destination with a slash")
                .into());
        }
        let to = located.path;
        for (source, matches) in sources.iter().zip(found) {
            match source {
                Source::Files { origin, unpack, .. } => {
                    for found in matches.unwrap_or_default() {
                        self.one(origin, *unpack, &found, &to, into)?;
                    }
                }
                Source::Text { name, content } => {
                    let at = self.at(&to, name, into)?;
                    let content = self.receive(&mut content.as_slice())?;
                    self.put(&at, self.item(bare(0o644, self.rules.now), Planned::Regular(content)))?;
                }
                Source::Fetched { file, unpack: true, .. } if self.unpack(file, &to)? => {}
                Source::Fetched { name, file, mtime, .. } => {
                    let at = self.at(&to, name, into)?;
                    let content = self.draft()?.store(file)?;
                    self.put(&at, self.item(bare(0o600, *mtime), Planned::Regular(content)))?;
                }
            }
        }
        Ok(())
    }

    /// Makes a directory with everything above it.
    pub(in crate::build) fn make_directory(&mut self, path: &str) -> Result<()> {
        let located = walk::follow(&self.target, path.as_bytes(), Links::All)?;
        match located.file {
            Some(file) if self.target.is_directory(&file) => Ok(()),
            Some(_) => Err(Error::new(format!("{path} is not a directory")).into()),
            None => {
                let item = self.item(bare(0o755, self.rules.now), Planned::Directory { known: false });
                self.put(&located.path, item)
            }
        }
    }

    fn draft(&mut self) -> Result<&mut Draft<'a>> {
        self.draft.as_mut().context("nothing can be stored")
    }

    /// Stores what comes out of a stream.
    pub(super) fn receive(&mut self, stream: &mut dyn Read) -> Result<Option<(Digest, u64)>> {
        self.draft()?.receive(stream)
    }

    /// One source that was found.
    fn one(&mut self, origin: &Origin<'_>, unpack: bool, found: &Match, to: &[u8], into: bool) -> Result<()> {
        let Match { path, file } = found;
        let node = origin.node(file)?;
        let name = path.rsplit(|byte| *byte == b'/').find(|part| !part.is_empty()).unwrap_or_default();
        if self.rules.parents {
            let kept = self.source_parents(origin, path, to)?;
            let at = if kept.is_empty() { to.to_vec() } else { walk::join(to, &kept) };
            return match node.content {
                Content::Directory { .. } => self.directory(origin, file, &at, b"", true),
                _ => self.file(origin, file, node, &at),
            };
        }
        if matches!(node.content, Content::Directory { .. }) {
            return self.directory(origin, file, to, b"", false);
        }
        if let (true, Some(host)) = (unpack, file.as_host())
            && matches!(node.content, Content::Regular(_))
            && self.unpack(&host.open()?, to)?
        {
            return Ok(());
        }
        if self.rules.excluded.skips(name, false) {
            return Ok(());
        }
        let at = self.at(to, name, into)?;
        self.file(origin, file, node, &at)
    }

    /// Makes the directories of a source that keeps them; what of its path is kept: all, or what follows `/./`.
    fn source_parents(&mut self, origin: &Origin<'_>, path: &[u8], to: &[u8]) -> Result<Vec<u8>> {
        let pivot = wildcard::pivot(path).map_or(0, |at| at + 3);
        let (above, kept) = path.split_at_checked(pivot).context("a pivot beyond the path")?;
        let parts: Vec<&[u8]> = walk::parts(kept).collect();
        for depth in 1..parts.len() {
            let below = parts.get(..depth).unwrap_or_default().join(&b'/');
            let from = walk::follow(origin, &walk::join(above, &below), Links::All)?.file;
            let Some(directory) = from.filter(|file| origin.is_directory(file)) else { continue };
            let at = walk::join(to, &below);
            if walk::follow(&self.target, &at, Links::All)?.file.is_none() {
                let item = self.item(origin.node(&directory)?, Planned::Directory { known: false });
                self.put(&at, item)?;
            }
        }
        Ok(parts.join(&b'/'))
    }

    /// The path of a file that goes to `to`, or into it.
    fn at(&self, to: &[u8], name: &[u8], into: bool) -> Result<Vec<u8>> {
        if !into {
            return Ok(to.to_vec());
        }
        let links = if self.rules.link { Links::None } else { Links::All };
        Ok(walk::follow(&self.target, &walk::join(to, name), links)?.path)
    }

    /// Copies what is in a directory, and, where it is new or `whole`, what the directory itself is.
    fn directory(
        &mut self,
        origin: &Origin<'_>,
        directory: &Found,
        at: &[u8],
        below: &[u8],
        whole: bool,
    ) -> Result<()> {
        let links = if self.rules.link { Links::None } else { Links::All };
        let located = walk::follow(&self.target, at, links)?;
        let at = located.path;
        match &located.file {
            Some(there) if !self.target.is_directory(there) => {
                let at = String::from_utf8_lossy(&at);
                return Err(Error::new(format!("/{at} is not a directory, and a directory comes")).into());
            }
            Some(_) if !whole => self.keep(&at)?,
            there => {
                let known = there.as_ref().is_some_and(|there| there.spot.is_some());
                let item = self.item(origin.node(directory)?, Planned::Directory { known });
                self.put(&at, item)?;
            }
        }
        for (name, file) in origin.children(directory)? {
            let below = walk::join(below, &name);
            let is_directory = origin.is_directory(&file);
            if self.rules.excluded.skips(&below, is_directory) {
                continue;
            }
            let at = walk::join(&at, &name);
            match is_directory {
                true => self.directory(origin, &file, &at, &below, true)?,
                false => self.file(origin, &file, origin.node(&file)?, &at)?,
            }
        }
        Ok(())
    }

    fn file(&mut self, origin: &Origin<'_>, file: &Found, mut node: Node, at: &[u8]) -> Result<()> {
        let content = std::mem::replace(&mut node.content, Content::Regular(Data::Empty));
        let what = match content {
            // Archives have none, and nobody misses them.
            Content::Special(Kind::Socket, _) => return Ok(()),
            Content::Regular(data) => Planned::Regular(match (file.as_host(), data) {
                (Some(host), _) => {
                    let (known, draft) = (&mut self.known, &mut self.draft);
                    known.digest(&host.path, &host.stat, draft.as_mut(), || host.open())?
                }
                (None, Data::Object { digest, size }) => Some((digest, size)),
                (None, _) => None,
            }),
            Content::Symlink(target) => Planned::Symlink(target),
            Content::Special(kind, device) => Planned::Special(kind, device),
            Content::Directory { .. } => return Ok(()),
        };
        let several = origin.several(file)?;
        let item = Item { several, ..self.item(node, what) };
        self.put(at, item)
    }

    /// What a file becomes whose owner and mode the instruction may change.
    pub(super) fn item(&self, node: Node, what: Planned) -> Item {
        let is_directory = matches!(what, Planned::Directory { .. });
        let is_link = matches!(what, Planned::Symlink(_));
        let (uid, gid) = self.rules.owner.unwrap_or((node.uid, node.gid));
        let chmod = self.rules.chmod.as_ref().filter(|_| !is_link);
        let perm = chmod.map_or(node.perm, |chmod| (chmod.apply(node.perm.into(), is_directory) & 0o7777) as u16);
        Item { perm, uid, gid, mtime: node.mtime, xattrs: node.xattrs, several: None, what }
    }

    /// Plans a file, and the directories above it.
    pub(super) fn put(&mut self, at: &[u8], item: Item) -> Result<()> {
        self.make_parents(at)?;
        if !matches!(item.what, Planned::Directory { .. })
            && let Some(place) = walk::follow(&self.target, at, Links::OnTheWay)?.file
            && self.target.is_directory(&place)
        {
            return Err(plan::in_the_way(at));
        }
        self.target.plan.put(at, item)
    }

    fn make_parents(&mut self, at: &[u8]) -> Result<()> {
        let Some(slash) = at.iter().rposition(|byte| *byte == b'/') else {
            return if at.is_empty() { Ok(()) } else { self.keep(b"") };
        };
        let above = at.get(..slash).unwrap_or_default();
        if self.target.plan.get(above).is_some() { Ok(()) } else { self.keep(above) }
    }

    /// Plans a directory as the image has it, or a new one.
    fn keep(&mut self, at: &[u8]) -> Result<()> {
        // A layer that stands by itself says nothing of the root directory of those below it.
        if self.target.plan.get(at).is_some() || at.is_empty() && self.rules.link {
            return Ok(());
        }
        self.make_parents(at)?;
        let place = walk::follow(&self.target, at, Links::None)?.file;
        let there = place.map(|place| self.target.node(&place)).transpose()?.flatten();
        let item = match there {
            Some(Node { perm, uid, gid, mtime, xattrs, .. }) => {
                Item { perm, uid, gid, mtime, xattrs, several: None, what: Planned::Directory { known: true } }
            }
            None => Item { perm: 0o755, ..self.item(bare(0o755, self.rules.now), Planned::Directory { known: false }) },
        };
        self.target.plan.put(at, item)
    }

    /// Plans what is in the archive `file`. Says whether it is one.
    fn unpack(&mut self, file: &File, to: &[u8]) -> Result<bool> {
        let Some(mut archive) = super::unpack::open(file)? else { return Ok(false) };
        self.keep(to)?;
        super::unpack::unpack(self, &mut archive, to).map(|()| true)
    }
}

/// The files that a source means; nothing for one that brings its own.
fn matches(source: &Source<'_>) -> Result<Option<Vec<Match>>> {
    match source {
        Source::Files { origin, path, .. } => wildcard::find(origin, path).map(Some),
        Source::Text { .. } | Source::Fetched { .. } => Ok(None),
    }
}

/// A file of root's.
fn bare(perm: u16, mtime: Time) -> Node {
    let content = Content::Regular(Data::Empty);
    Node { perm, uid: 0, gid: 0, mtime, xattrs: Vec::new(), content }
}
