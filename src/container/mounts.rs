//! From the mounts in a container's configuration to those of the specification.

use std::os::unix::fs::PermissionsExt;

use oci_spec::runtime::Mount as SpecMount;

use super::volumes;
use crate::error::{Context, Error, Result};
use crate::runtime::spec;
use crate::store::Store;
use crate::store::containers::{Config, Mount, MountKind, Record};
use crate::store::volumes::Volume;

/// What the user and the image asked for, parents before children.
pub(super) fn own(store: &Store, record: &Record) -> Result<Vec<SpecMount>> {
    specified(store, record, |_| true)
}

/// Those that a container has whether it runs or not: directories and files of the host that are still there, and volumes.
pub(super) fn lasting(store: &Store, record: &Record) -> Result<Vec<SpecMount>> {
    let lasts = |mount: &Mount| matches!(mount.kind, MountKind::Bind | MountKind::Volume) && !mount.has("O");
    let mounts = specified(store, record, lasts)?;
    let is_there = |mount: &SpecMount| {
        mount.typ().as_deref() == Some("bind") && mount.source().as_ref().is_some_and(|source| source.exists())
    };
    Ok(mounts.into_iter().filter(is_there).collect())
}

fn specified(store: &Store, record: &Record, wanted: impl Fn(&Mount) -> bool) -> Result<Vec<SpecMount>> {
    let all = record.config.mounts.iter().enumerate();
    let mut mounts: Vec<(usize, &Mount)> = all.filter(|(_, mount)| wanted(mount)).collect();
    mounts.sort_by_key(|(_, mount)| mount.destination.trim_end_matches('/').matches('/').count());
    let describe = |mount: &Mount| format!("mount {}", mount.destination);
    mounts.into_iter().map(|(index, mount)| one(store, record, index, mount).with_context(|| describe(mount))).collect()
}

fn one(store: &Store, record: &Record, index: usize, mount: &Mount) -> Result<SpecMount> {
    match mount.kind {
        MountKind::Bind => bind(store, record, index, mount, &mount.source, Vec::new()),
        MountKind::Volume => {
            let volume = crate::store::volumes::load(store, &mount.source)?;
            let volume = volume.ok_or_else(|| volumes::missing_volume(&mount.source))?;
            volume_mount(store, record, index, mount, &volume)
        }
        MountKind::Tmpfs | MountKind::Ramfs => Ok(memory(mount, mount.options.clone())),
        MountKind::Devpts => Ok(devpts(mount)),
        MountKind::Image => image(store, record, index, mount),
    }
}

/// The files of an image, which only their overlay makes writable.
fn image(store: &Store, record: &Record, index: usize, mount: &Mount) -> Result<SpecMount> {
    let path = record.image(index);
    let source = path.to_str().context("the store's path is not text")?;
    let typed = mount.options.iter().filter(|option| *option != "rw").cloned();
    match mount.has("rw") {
        true => overlay(store, record, index, mount, source, typed.collect()),
        false => Ok(spec::mount("bind", source, &mount.destination, ["rbind".to_owned()].into_iter().chain(typed))),
    }
}

/// What a volume is, as the local driver's options say.
enum Source<'a> {
    /// Its own directory.
    Own,
    Bind(&'a str, Vec<String>),
    Memory(Vec<String>),
}

impl<'a> Source<'a> {
    fn of(volume: &'a Volume) -> Result<Self> {
        let option = |key: &str| volume.description.options.get(key).map(String::as_str).unwrap_or_default();
        let words: Vec<String> = option("o").split(',').filter(|word| !word.is_empty()).map(str::to_owned).collect();
        let is_bind = words.iter().any(|word| word == "bind" || word == "rbind") || option("type") == "none";
        match option("type") {
            _ if is_bind => Ok(Self::Bind(option("device"), words)),
            "tmpfs" => Ok(Self::Memory(words)),
            "" => Ok(Self::Own),
            kind => {
                Err(Error::new(format!("volume {}: an unprivileged user cannot mount {kind}", volume.name())).into())
            }
        }
    }
}

/// What is mounted on a volume's own directory where that is not what the volume is.
pub(super) fn in_place_of_data(volume: &Volume) -> Result<Option<SpecMount>> {
    let data = volume.data();
    let data = data.to_str().context("the store's path is not text")?;
    Ok(match Source::of(volume)? {
        Source::Own => None,
        Source::Bind(device, words) => {
            Some(spec::mount("bind", device, data, ["rbind".to_owned()].into_iter().chain(words)))
        }
        Source::Memory(words) => Some(spec::mount("tmpfs", "tmpfs", data, in_memory(words))),
    })
}

fn volume_mount(store: &Store, record: &Record, index: usize, mount: &Mount, volume: &Volume) -> Result<SpecMount> {
    match Source::of(volume)? {
        Source::Bind(device, words) => bind(store, record, index, mount, device, words),
        Source::Memory(words) => Ok(memory(mount, words.into_iter().chain(mount.options.iter().cloned()).collect())),
        Source::Own => {
            let data = volume.data();
            let mut more = vec![format!("volume={}", volume.dir().display()), "nosuid".to_owned(), "nodev".to_owned()];
            if !mount.has("nocopy") && !volume.description.options.contains_key("nocopy") {
                more.push("copyup".to_owned());
            }
            bind(store, record, index, mount, data.to_str().context("the store's path is not text")?, more)
        }
    }
}

/// A directory of the host, with `more` before the options that were typed; with `O`, an overlay over it.
fn bind(
    store: &Store,
    record: &Record,
    index: usize,
    mount: &Mount,
    source: &str,
    more: Vec<String>,
) -> Result<SpecMount> {
    let typed = mount.options.iter().filter(|option| !is_ours(option)).cloned();
    if mount.has("O") {
        return overlay(store, record, index, mount, source, typed.collect());
    }
    let depth = if mount.has("bind") { "bind" } else { "rbind" };
    Ok(spec::mount("bind", source, &mount.destination, [depth.to_owned()].into_iter().chain(more).chain(typed)))
}

/// Words that mean something here and nothing to the runtime.
fn is_ours(option: &str) -> bool {
    matches!(option, "O" | "copy" | "nocopy" | "nocreate" | "no-dereference" | "bind" | "rbind")
        || option.starts_with("upperdir=")
        || option.starts_with("workdir=")
}

/// What is written goes to the directories that were named, or to one that lasts until the container ends.
fn overlay(
    store: &Store,
    record: &Record,
    index: usize,
    mount: &Mount,
    source: &str,
    typed: Vec<String>,
) -> Result<SpecMount> {
    let own = record.overlay(index);
    let (upper, work) = match (mount.value("upperdir"), mount.value("workdir")) {
        (Some(upper), Some(work)) => (upper.into(), work.into()),
        _ => {
            if own.exists() {
                store.discard(&own)?;
            }
            let (upper, work) = (own.join("upper"), own.join("work"));
            for dir in [&upper, &work] {
                std::fs::create_dir_all(dir).with_context(|| format!("cannot make {}", dir.display()))?;
            }
            copy_mode(source.as_ref(), &upper)?;
            (upper, work)
        }
    };
    let mut options = vec![format!("upperdir={}", upper.display()), format!("workdir={}", work.display())];
    if !rustix::process::geteuid().is_root() {
        options.push("userxattr".to_owned());
    }
    let flags = typed.into_iter().filter(|option| !option.contains("private") && !option.contains("shared"));
    Ok(spec::mount("overlay", source, &mount.destination, options.into_iter().chain(flags)))
}

/// The root of an overlay shows the mode of its upper directory.
fn copy_mode(source: &std::path::Path, upper: &std::path::Path) -> Result<()> {
    let mode = match std::fs::metadata(source) {
        Ok(data) => data.permissions(),
        // An image, which is there when the container is.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => std::fs::Permissions::from_mode(0o755),
        Err(error) => return Err(error).with_context(|| format!("cannot look at {}", source.display())),
    };
    std::fs::set_permissions(upper, mode).with_context(|| format!("cannot set the mode of {}", upper.display()))
}

fn memory(mount: &Mount, options: Vec<String>) -> SpecMount {
    let kind = if mount.kind == MountKind::Ramfs { "ramfs" } else { "tmpfs" };
    let copy_up = !options.iter().any(|option| option == "notmpcopyup");
    let mut all = in_memory(options);
    if copy_up {
        all.push("tmpcopyup".to_owned());
    }
    spec::mount(kind, kind, &mount.destination, all)
}

/// The options of a filesystem in memory, with what is customary where they say nothing.
fn in_memory(options: Vec<String>) -> Vec<String> {
    let mut all: Vec<String> = vec!["nosuid".to_owned(), "nodev".to_owned()];
    let set_mode = options.iter().any(|option| option.starts_with("mode="));
    all.extend(options);
    if !set_mode {
        all.push("mode=1777".to_owned());
    }
    all
}

fn devpts(mount: &Mount) -> SpecMount {
    let mut options: Vec<String> = ["nosuid", "noexec", "newinstance", "ptmxmode=0666"].map(str::to_owned).into();
    if mount.value("mode").is_none() {
        options.push("mode=0620".to_owned());
    }
    options.extend(mount.options.iter().cloned());
    spec::mount("devpts", "devpts", &mount.destination, options)
}

/// Whether a mount of the configuration covers `path` itself.
pub(super) fn is_asked_for(config: &Config, path: &str) -> bool {
    config.mounts.iter().any(|mount| mount.destination.trim_end_matches('/') == path)
}
