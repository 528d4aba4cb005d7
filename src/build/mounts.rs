//! What RUN finds mounted.

use std::fs::File;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use super::cache::Recipe;

use super::dockerfile::{self, Instruction, MountKind, Origin, Owner, Sharing};
use super::options::SecretSource;
use super::stage::Worker;
use super::transfer::{From, directory_digest};
use crate::container::StepSecret;
use crate::error::{Context, Error, Result};
use crate::name::Digest;
use crate::rootless;
use crate::store::containers::{self, ContainerSecret, Mount, ShownAs};

/// How long it may take to give a directory its owner.
const LIMIT: Duration = Duration::from_secs(30);

/// Everything that a RUN's flags mount.
#[derive(Default)]
pub(super) struct Mounted {
    pub(super) mounts: Vec<Mount>,
    pub(super) secrets: Vec<StepSecret>,
    pub(super) env: Vec<(String, String)>,
    /// Caches that nobody else may use meanwhile.
    locks: Vec<InUse>,
}

/// A cache that is in use. Its lock's time of modification says when it was used last.
struct InUse(File);

impl Drop for InUse {
    fn drop(&mut self) {
        let _ = self.0.set_modified(SystemTime::now());
    }
}

impl Mounted {
    /// Where something is mounted.
    pub(super) fn places(&self) -> impl Iterator<Item = &str> {
        let secrets = self.secrets.iter().filter_map(|(secret, _)| match &secret.shown {
            ShownAs::Mount { target, .. } => Some(target.as_str()),
            ShownAs::Env { .. } => None,
        });
        self.mounts.iter().map(|mount| mount.destination.as_str()).chain(secrets)
    }
}

/// Gets the mounts of a RUN ready. What is bound of other files goes into `recipe`.
pub(super) fn prepare(
    worker: &mut Worker<'_>,
    meant: &Instruction,
    wanted: &[dockerfile::Mount],
    recipe: &mut Recipe,
) -> Result<Mounted> {
    let mut origins = worker.origins(meant)?.into_iter();
    let mut mounted = Mounted::default();
    recipe.add("the mounts", format!("{wanted:?}"));
    for (index, mount) in wanted.iter().enumerate() {
        let named = match &mount.kind {
            MountKind::Bind { from, .. } | MountKind::Cache { from, .. } => from.is_some(),
            _ => false,
        };
        let origin = if named { origins.next() } else { None };
        one(worker, index, mount, origin.as_ref(), recipe, &mut mounted)?;
    }
    Ok(mounted)
}

fn one(
    worker: &mut Worker<'_>,
    index: usize,
    mount: &dockerfile::Mount,
    origin: Option<&Origin>,
    recipe: &mut Recipe,
    mounted: &mut Mounted,
) -> Result<()> {
    let workdir = worker.state.config.config.working_dir.clone();
    let place = |default: &str| super::config::workdir(&workdir, mount.target.as_deref().unwrap_or(default));
    match &mount.kind {
        MountKind::Bind { from: _, source } => {
            let bound = bind(worker, origin, source, mount.read_only, place(""))?;
            recipe.add(&format!("the files mounted at {}", bound.0.destination), bound.1);
            mounted.mounts.push(bound.0);
        }
        MountKind::Cache { id, from, source: _, sharing, owner } => {
            if from.is_some() {
                return Err(Error::new("a cache that begins with the files of a stage or image is not supported")
                    .hint("leave out from, and copy them in the command")
                    .into());
            }
            let (source, lock) = cache(worker, id, *sharing, *owner)?;
            mounted.locks.push(lock);
            mounted.mounts.push(host_mount(&source, place(""), mount.read_only));
        }
        MountKind::Secret { id, env, required, owner } => {
            let Some(content) = secret(worker, id, *required)? else { return Ok(()) };
            let mut add = |shown| {
                let secret = ContainerSecret { id: id.clone(), name: id.clone(), shown };
                mounted.secrets.push((secret, content.clone()));
            };
            if let Some(name) = env {
                add(ShownAs::Env { name: name.clone() });
            }
            if env.is_none() || mount.target.is_some() {
                let (uid, gid) = (owner.uid.unwrap_or(0), owner.gid.unwrap_or(0));
                let target = place(&format!("/run/secrets/{id}"));
                add(ShownAs::Mount { target, uid, gid, mode: owner.mode.unwrap_or(0o400) });
            }
        }
        MountKind::Ssh { id, required, owner: _ } => {
            let Some(socket) = worker.shop.options.run.ssh.get(id) else {
                return if *required { Err(not_given("ssh", id, "--ssh")) } else { Ok(()) };
            };
            let target = place(&format!("/run/buildkit/ssh_agent.{index}"));
            if mounted.env.is_empty() {
                mounted.env.push(("SSH_AUTH_SOCK".to_owned(), target.clone()));
            }
            mounted.mounts.push(host_mount(socket, target, false));
        }
        MountKind::Tmpfs { size } => {
            let options = size.map(|size| format!("size={size}")).into_iter().collect();
            mounted.mounts.push(plain(containers::MountKind::Tmpfs, String::new(), place(""), options));
        }
    }
    Ok(())
}

fn plain(kind: containers::MountKind, source: String, destination: String, options: Vec<String>) -> Mount {
    Mount { kind, source, destination, options, anonymous: false, layers: Vec::new() }
}

fn host_mount(source: &std::path::Path, destination: String, read_only: bool) -> Mount {
    let options = if read_only { vec!["ro".to_owned()] } else { Vec::new() };
    plain(containers::MountKind::Bind, source.display().to_string(), destination, options)
}

/// Files of the context, a stage or an image. What is written into them is lost. Also gives what they are.
fn bind(
    worker: &mut Worker<'_>,
    origin: Option<&Origin>,
    source: &str,
    read_only: bool,
    destination: String,
) -> Result<(Mount, String)> {
    let from = From::of(worker, origin)?;
    let root = match &from {
        From::Image { layers, .. } => {
            let described = format!("{layers:?} {source}");
            let below = source.trim_matches('/');
            let mut options = vec![if read_only { "ro" } else { "rw" }.to_owned()];
            options.extend((!matches!(below, "" | ".")).then(|| format!("subpath={below}")));
            let mount = plain(containers::MountKind::Image, "stage".to_owned(), destination, options);
            return Ok((Mount { layers: layers.clone(), ..mount }, described));
        }
        From::Context => worker.shop.options.contexts.main.clone(),
        From::Directory(path) => path.clone(),
    };
    let (path, digest) = directory_digest(worker, &from, source)?;
    let options = vec![if read_only { "ro" } else { "O" }.to_owned()];
    let source = root.join(path).display().to_string();
    Ok((plain(containers::MountKind::Bind, source, destination, options), digest.hex()))
}

/// The directory of a cache, and what keeps others out of it.
fn cache(worker: &mut Worker<'_>, id: &str, sharing: Sharing, owner: Owner) -> Result<(PathBuf, InUse)> {
    let mounts = worker.shop.engine.store.builds_dir().join("mounts");
    let base = Digest::of(id.as_bytes()).hex();
    for number in 0.. {
        let name = if number == 0 { base.clone() } else { format!("{base}-{number}") };
        let dir = mounts.join(name);
        let data = dir.join("data");
        std::fs::create_dir_all(&dir).with_context(|| format!("cannot make {}", dir.display()))?;
        let lock = File::create(dir.join("lock")).with_context(|| format!("cannot lock {}", dir.display()))?;
        match sharing {
            Sharing::Shared => lock.lock_shared()?,
            Sharing::Locked => lock.lock()?,
            Sharing::Private if lock.try_lock().is_ok() => {}
            Sharing::Private => continue,
        }
        if !data.exists() {
            std::fs::write(dir.join("id"), id).with_context(|| format!("cannot write in {}", dir.display()))?;
            make_cache(&dir, owner)?;
        }
        return Ok((data, InUse(lock)));
    }
    Err(Error::new("there are too many caches").into())
}

/// A new cache appears with its owner and mode.
fn make_cache(dir: &std::path::Path, owner: Owner) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let new = dir.join(format!("new-{}", std::process::id()));
    std::fs::create_dir_all(&new).with_context(|| format!("cannot make {}", new.display()))?;
    let mode = std::fs::Permissions::from_mode(owner.mode.unwrap_or(0o755));
    std::fs::set_permissions(&new, mode)?;
    let ids = (owner.uid.unwrap_or(0), owner.gid.unwrap_or(0));
    if ids != (0, 0) {
        let (maps, mode) = rootless::id_maps()?;
        rootless::run_inside(&maps, &mode, LIMIT, || {
            std::os::unix::fs::chown(&new, Some(ids.0), Some(ids.1)).context("cannot give the cache its owner")
        })?;
    }
    match std::fs::rename(&new, dir.join("data")) {
        Err(_) if dir.join("data").exists() => Ok(()),
        result => result.with_context(|| format!("cannot make {}", dir.display())),
    }
}

fn secret(worker: &Worker<'_>, id: &str, required: bool) -> Result<Option<Vec<u8>>> {
    match worker.shop.options.run.secrets.get(id) {
        Some(SecretSource::Text(text)) => Ok(Some(text.clone().into_bytes())),
        Some(SecretSource::File(path)) => {
            let content = std::fs::read(path);
            content.map(Some).with_context(|| format!("cannot read the secret {id} from {}", path.display()))
        }
        None if required => Err(not_given("secret", id, "--secret")),
        None => Ok(None),
    }
}

fn not_given(what: &str, id: &str, flag: &str) -> anyhow::Error {
    Error::new(format!("the {what} {id} is required and was not given"))
        .hint(format!("give it with {flag} id={id},src=FILE"))
        .into()
}
