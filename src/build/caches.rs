//! Cache mounts: directories that last from build to build.

use std::fs::File;
use std::os::fd::AsFd;
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::context::Ignore;
use super::copy::known::Known;
use super::copy::{Copier, Rules, Source};
use super::dockerfile::{self, Owner, Sharing};
use super::squash::extract_layer;
use super::stage::{Worker, file_time};
use super::transfer::{From, directory_digest};
use crate::archive::{self, Extraction};
use crate::error::{Context, Error, Result};
use crate::name::Digest;
use crate::rootless;
use crate::store::{Store, files};
use crate::sys::process;

/// How long it may take to fill a directory.
const LIMIT: Duration = Duration::from_secs(600);

/// A cache that is in use. Its lock's time of modification says when it was used last.
pub(super) struct InUse(File);

impl Drop for InUse {
    fn drop(&mut self) {
        let _ = self.0.set_modified(SystemTime::now());
    }
}

/// What a new cache begins with.
pub(super) struct Base<'a> {
    from: From,
    source: &'a str,
    /// Tells it from all others: a cache of the same name that began otherwise is another one, as it is for BuildKit.
    pub(super) digest: Digest,
}

impl<'a> Base<'a> {
    /// The directory `source` of a stage, an image or a named context.
    pub(super) fn of(worker: &Worker<'_>, origin: &dockerfile::Origin, source: &'a str) -> Result<Self> {
        let from = From::of(worker, Some(origin))?;
        let digest = match &from {
            From::Image { layers, .. } => Digest::of(format!("{layers:?} {source}").as_bytes()),
            From::Context | From::Directory { .. } => directory_digest(worker, &from, source)?.1,
        };
        Ok(Self { from, source, digest })
    }

    /// A layer that has it by the name `cache`. It is collected when nobody holds the store any more.
    fn layer(&self, worker: &Worker<'_>) -> Result<Digest> {
        let (store, options) = (worker.shop.engine.store, worker.shop.options);
        let view = worker.shop.view(&[])?;
        let origin = self.from.origin(&options.contexts)?;
        let now = file_time(worker.now());
        let rules = Rules { owner: None, chmod: None, now, excluded: Ignore::default(), parents: false, link: true };
        let mut known = Known::default();
        let mut copier = Copier::new(&view, Some(store.draft()?), &mut known, rules);
        let path = self.source.trim_start_matches('/');
        let path = if path.is_empty() { b".".to_vec() } else { path.as_bytes().to_vec() };
        copier.copy(vec![Source::Files { origin: &origin, path, unpack: false }], "/cache")?;
        Ok(copier.seal(None)?.diff_id)
    }
}

/// The directory of a cache, and what keeps others out of it.
pub(super) fn get(
    worker: &Worker<'_>,
    id: &str,
    base: Option<Base<'_>>,
    sharing: Sharing,
    owner: Owner,
) -> Result<(PathBuf, InUse)> {
    let mounts = worker.shop.engine.store.builds_dir().join("mounts");
    let name = match &base {
        Some(base) => Digest::of(format!("{id}\0{}", base.digest).as_bytes()).hex(),
        None => Digest::of(id.as_bytes()).hex(),
    };
    for number in 0.. {
        let dir = mounts.join(if number == 0 { name.clone() } else { format!("{name}-{number}") });
        let Some(lock) = lock(&dir, sharing)? else { continue };
        let data = dir.join("data");
        if !data.exists() {
            std::fs::write(dir.join("id"), id).with_context(|| format!("cannot write in {}", dir.display()))?;
            make(worker, &dir, base.as_ref(), owner)?;
        }
        return Ok((data, InUse(lock)));
    }
    Err(Error::new("there are too many caches").into())
}

/// Locks a cache, whose directory is made if need be. None when it is to be for one command and another one has it.
fn lock(dir: &Path, sharing: Sharing) -> Result<Option<File>> {
    loop {
        std::fs::create_dir_all(dir).with_context(|| format!("cannot make {}", dir.display()))?;
        let path = dir.join("lock");
        let lock = File::create(&path).with_context(|| format!("cannot lock {}", dir.display()))?;
        match sharing {
            Sharing::Shared => lock.lock_shared()?,
            Sharing::Locked => lock.lock()?,
            Sharing::Private if lock.try_lock().is_ok() => {}
            Sharing::Private => return Ok(None),
        }
        // Whoever prunes may have taken the directory away before it was locked.
        if files::is_at(&lock, &path) {
            return Ok(Some(lock));
        }
    }
}

/// A new cache appears with its files, its owner and its mode.
fn make(worker: &Worker<'_>, dir: &Path, base: Option<&Base<'_>>, owner: Owner) -> Result<()> {
    let store = worker.shop.engine.store;
    let name = format!("new-{}", std::process::id());
    let new = dir.join(&name);
    if new.exists() {
        store.discard(&new)?;
    }
    let layer = base.map(|base| base.layer(worker)).transpose()?;
    if layer.is_none() {
        std::fs::create_dir(&new).with_context(|| format!("cannot make {}", new.display()))?;
    }
    let has_owner = owner.uid.unwrap_or(0) != 0 || owner.gid.unwrap_or(0) != 0;
    let work = || -> Result<()> {
        layer.as_ref().map_or(Ok(()), |layer| extract(store, layer, dir, &name))?;
        if has_owner {
            chown(&new, owner.uid.or(Some(0)), owner.gid.or(Some(0))).context("cannot give the cache its owner")?;
        }
        match owner.mode.or(layer.is_none().then_some(0o755)) {
            Some(mode) => Ok(std::fs::set_permissions(&new, std::fs::Permissions::from_mode(mode))?),
            None => Ok(()),
        }
    };
    if layer.is_some() || has_owner {
        let (maps, how) = rootless::id_maps()?;
        process::await_single_thread()?;
        rootless::run_inside(&maps, &how, LIMIT, work)?;
    } else {
        work()?;
    }
    match std::fs::rename(&new, dir.join("data")) {
        // Another build was faster.
        Err(_) if dir.join("data").exists() => store.discard(&new),
        result => result.with_context(|| format!("cannot make {}", dir.display())),
    }
}

/// Writes the files of a layer with their owners, below `dir` and by the name `top`. This process is root of the user's
/// namespace.
fn extract(store: &Store, layer: &Digest, dir: &Path, top: &str) -> Result<()> {
    let target = File::open(dir).with_context(|| format!("cannot open {}", dir.display()))?;
    let how = Extraction { top: Some(top.as_bytes().to_vec()), owner: archive::Owner::Archive, overwrite: false };
    extract_layer(store, layer, target.as_fd(), &how)
}
