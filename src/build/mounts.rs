//! What RUN finds mounted.

use super::cache::Recipe;
use super::caches::{self, Base, InUse};
use super::dockerfile::{self, Instruction, MountKind, Origin, Owner};
use super::options::SecretSource;
use super::relay::Relay;
use super::stage::Worker;
use super::transfer::{From, directory_digest};
use crate::container::StepSecret;
use crate::error::{Context, Error, Result};
use crate::store::containers::{self, ContainerSecret, Mount, ShownAs};

/// Everything that a RUN's flags mount.
#[derive(Default)]
pub(super) struct Mounted {
    pub(super) mounts: Vec<Mount>,
    pub(super) secrets: Vec<StepSecret>,
    pub(super) env: Vec<(String, String)>,
    /// Caches that nobody else may use meanwhile.
    locks: Vec<InUse>,
    /// What leads to agents.
    relays: Vec<Relay>,
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

/// What is known of a mount before its command is looked for among the steps that were done.
#[derive(Default)]
pub(super) struct Planned<'a> {
    bound: Option<Mount>,
    base: Option<Base<'a>>,
}

/// Finds out what the mounts of a RUN show. What counts for it goes into `recipe`: what is bound of other files.
pub(super) fn plan<'a>(
    worker: &mut Worker<'_>,
    meant: &Instruction,
    wanted: &'a [dockerfile::Mount],
    recipe: &mut Recipe,
) -> Result<Vec<Planned<'a>>> {
    let mut origins = worker.origins(meant)?.into_iter();
    recipe.add("the mounts", format!("{wanted:?}"));
    let mut planned = Vec::new();
    for mount in wanted {
        let mut plan = Planned::default();
        match &mount.kind {
            MountKind::Bind { from, source } => {
                let origin = from.as_ref().and_then(|_| origins.next());
                let (mount, digest) = bind(worker, origin.as_ref(), source, mount.read_only, place(worker, mount, ""))?;
                recipe.add(&format!("the files mounted at {}", mount.destination), digest);
                plan.bound = Some(mount);
            }
            MountKind::Cache { from: Some(_), source, .. } => {
                let origin = origins.next();
                plan.base = origin.map(|origin| Base::of(worker, &origin, source)).transpose()?;
                let digest = plan.base.as_ref().map(|base| base.digest.hex()).unwrap_or_default();
                recipe.add(&format!("the files that the cache at {} begins with", place(worker, mount, "")), digest);
            }
            _ => {}
        }
        planned.push(plan);
    }
    Ok(planned)
}

/// Gets the mounts of a RUN ready.
pub(super) fn prepare(
    worker: &mut Worker<'_>,
    wanted: &[dockerfile::Mount],
    planned: Vec<Planned<'_>>,
) -> Result<Mounted> {
    let mut mounted = Mounted::default();
    for (index, (mount, plan)) in wanted.iter().zip(planned).enumerate() {
        one(worker, index, mount, plan, &mut mounted)?;
    }
    Ok(mounted)
}

/// Where a mount goes, or by itself to `default`.
fn place(worker: &Worker<'_>, mount: &dockerfile::Mount, default: &str) -> String {
    let workdir = &worker.state.config.config.working_dir;
    super::config::workdir(workdir, mount.target.as_deref().unwrap_or(default))
}

fn one(
    worker: &mut Worker<'_>,
    index: usize,
    mount: &dockerfile::Mount,
    plan: Planned<'_>,
    mounted: &mut Mounted,
) -> Result<()> {
    let place = |default: &str| place(worker, mount, default);
    match &mount.kind {
        MountKind::Bind { .. } => mounted.mounts.extend(plan.bound),
        MountKind::Cache { id, from: _, source: _, sharing, owner } => {
            let (source, lock) = caches::get(worker, id, plan.base, *sharing, *owner)?;
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
        MountKind::Ssh { id, required, owner } => {
            let Some(socket) = worker.shop.options.run.ssh.get(id) else {
                return if *required { Err(not_given("ssh", id, "--ssh")) } else { Ok(()) };
            };
            let target = place(&format!("/run/buildkit/ssh_agent.{index}"));
            if mounted.env.is_empty() {
                mounted.env.push(("SSH_AUTH_SOCK".to_owned(), target.clone()));
            }
            let mut socket = socket.clone();
            if *owner != Owner::default() {
                let own = worker.shop.scratch.join(format!("ssh-{}", crate::name::random_id()?));
                mounted.relays.push(Relay::start(&socket, &own, *owner)?);
                socket = own;
            }
            mounted.mounts.push(host_mount(&socket, target, false));
        }
        MountKind::Tmpfs { size, copy_up } => {
            let mut options = vec![if *copy_up { "tmpcopyup" } else { "notmpcopyup" }.to_owned()];
            options.extend(size.map(|size| format!("size={size}")));
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
        From::Directory { root, .. } => root.clone(),
    };
    let (path, digest) = directory_digest(worker, &from, source)?;
    let options = vec![if read_only { "ro" } else { "O" }.to_owned()];
    let source = root.join(path).display().to_string();
    Ok((plain(containers::MountKind::Bind, source, destination, options), digest.hex()))
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
