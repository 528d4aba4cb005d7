//! The container's mounts: all of them are made or copied while the host's tree is still there, attached to nothing, and
//! put into place after the root has been changed. So nothing in the image can say what of the host gets mounted.

use std::collections::HashSet;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};
use std::path::{Path, PathBuf};

use oci_spec::runtime::{LinuxNamespaceType, Mount, Spec};
use rustix::fs::{FileType, Mode, OFlags};
use rustix::io::Errno;

use super::identity::Identity;
use super::options::{self, Options};
use super::volume::{self, Fresh};
use super::{Warnings, copyup, devices, is_hosts, wants_new};
use crate::error::{Context, Error, Result};
use crate::sys::mount::{self, Attributes, Change, Opt, Propagation};
use crate::sys::{errno, path};

/// Mounts that wait for their places.
pub(super) struct Plan<'a> {
    mounts: Vec<Waiting<'a>>,
    devices: devices::Devices,
    /// The host's /dev/null, which covers files that are to be hidden.
    pub(super) null: OwnedFd,
}

struct Waiting<'a> {
    tree: OwnedFd,
    destination: &'a Path,
    directory: bool,
    kind: &'a str,
    copy_up: bool,
    /// The volume, when nobody has used it yet.
    fresh: Option<Fresh>,
    /// What is given to the container's user: the source itself, since the mount may be read-only.
    chown: Option<OwnedFd>,
}

/// A part of the host's tree.
struct Source {
    tree: OwnedFd,
    fresh: Option<Fresh>,
    chown: Option<OwnedFd>,
}

/// What of the host's tree the container gets.
pub(super) struct Host {
    /// The sources of the bind mounts, in their order.
    binds: Vec<Source>,
    devices: devices::Devices,
    null: OwnedFd,
}

/// Copies every part of the host's tree that the specification names.
pub(super) fn of_host(spec: &Spec) -> Result<Host> {
    let binds =
        spec.mounts().iter().flatten().filter(|mount| is_bind(mount)).map(|mount| {
            source(mount, &parse(mount)).with_context(|| format!("mount {}", mount.destination().display()))
        });
    let mut binds: Vec<Source> = binds.collect::<Result<_>>()?;
    // A volume that is mounted twice is filled once: the second filling would wait for the first one's lock.
    let mut filled = HashSet::new();
    for source in &mut binds {
        let is_first = source.fresh.as_ref().map(Fresh::identity).transpose()?.is_none_or(|one| filled.insert(one));
        source.fresh = source.fresh.take().filter(|_| is_first);
    }
    let null = mount::clone_tree(Path::new("/dev/null"), false).context("open_tree /dev/null")?;
    Ok(Host { binds, devices: devices::open(spec)?, null })
}

fn is_bind(mount: &Mount) -> bool {
    matches!(mount.typ().as_deref(), None | Some("bind" | "none"))
}

fn parse(mount: &Mount) -> Options<'_> {
    options::parse(mount.options().iter().flatten().map(String::as_str))
}

/// Makes every other mount of the specification.
pub(super) fn open(spec: &Spec, host: Host) -> Result<Plan<'_>> {
    let Host { binds, devices, null } = host;
    let (mut waiting, mut binds) = (Vec::new(), binds.into_iter());
    for mount in spec.mounts().iter().flatten() {
        let source = if is_bind(mount) { binds.next() } else { None };
        let describe = || format!("mount {}", mount.destination().display());
        waiting.extend(open_one(spec, mount, source).with_context(describe)?);
    }
    Ok(Plan { mounts: waiting, devices, null })
}

fn open_one<'a>(spec: &Spec, mount: &'a Mount, source: Option<Source>) -> Result<Option<Waiting<'a>>> {
    let kind = mount.typ().as_deref().unwrap_or("bind");
    let options = parse(mount);
    let hosts = |namespace| is_hosts(spec, namespace);
    let (source, fresh, chown) =
        source.map_or((None, None, None), |source| (Some(source.tree), source.fresh, source.chown));
    let tree = match kind {
        "bind" | "none" => source,
        "proc" if hosts(LinuxNamespaceType::Pid) => Some(host_tree("/proc", &options)?),
        "proc" => Some(proc(&options, wants_new(spec, LinuxNamespaceType::Pid))?),
        "sysfs" if hosts(LinuxNamespaceType::Network) => Some(host_tree("/sys", &options)?),
        "sysfs" => Some(sysfs(&options)?),
        "mqueue" if hosts(LinuxNamespaceType::Ipc) => host_tree("/dev/mqueue", &options).ok(),
        // A kernel without message queues, or a policy: programs that want them will say so.
        "mqueue" => filesystem("mqueue", &options).ok(),
        "cgroup" | "cgroup2" => cgroup(&options, !hosts(LinuxNamespaceType::Cgroup)),
        "devpts" => Some(devpts(options.clone_without_data(), &options)?),
        "tmpfs" | "ramfs" => Some(filesystem(kind, &options)?),
        "overlay" => Some(overlay(mount, &options)?),
        other => return Err(Error::new(format!("a container cannot mount the filesystem type {other:?}")).into()),
    };
    let Some(tree) = tree else { return Ok(None) };
    let directory = is_directory(tree.as_fd())?;
    let chown = match chown {
        None if options.chown => Some(tree.try_clone().context("dup")?),
        chown => chown,
    };
    let destination = mount.destination();
    Ok(Some(Waiting { tree, destination, directory, kind, copy_up: options.copy_up, fresh, chown }))
}

/// What a bind mount or a filesystem in memory shows.
pub(super) fn open_alone(mount: &Mount) -> Result<OwnedFd> {
    let options = parse(mount);
    match mount.typ().as_deref() {
        Some("tmpfs") => filesystem("tmpfs", &options),
        _ => bind(mount, &options),
    }
}

/// A copy of the source of a bind mount, and what its first use or its new owner needs of it.
fn source(mount: &Mount, options: &Options<'_>) -> Result<Source> {
    let fresh = match (options.volume, options.subpath) {
        (Some(volume), None) => Fresh::open(Path::new(volume))?,
        _ => None,
    };
    let tree = bind(mount, options)?;
    let chown = match mount.source() {
        Some(source) if options.chown => Some(open_source(source, options.subpath)?),
        _ => None,
    };
    Ok(Source { tree, fresh, chown })
}

/// A handle on the source of a bind mount. Links in a subpath do not lead out of the source.
fn open_source(source: &Path, subpath: Option<&str>) -> Result<OwnedFd, Errno> {
    let whole = rustix::fs::open(source, OFlags::PATH | OFlags::CLOEXEC, Mode::empty())?;
    subpath
        .map_or(Ok(whole.try_clone().map_err(|_| Errno::MFILE)?), |below| path::locate(whole.as_fd(), Path::new(below)))
}

fn is_directory(tree: BorrowedFd<'_>) -> Result<bool> {
    let stat = rustix::fs::fstat(tree).context("fstat of a mount")?;
    Ok(FileType::from_raw_mode(stat.st_mode).is_dir())
}

fn bind(mount: &Mount, options: &Options<'_>) -> Result<OwnedFd> {
    options.refuse_data()?;
    let source = mount.source().as_deref().ok_or_else(|| Error::new("a bind mount without a source"))?;
    let describe = || match source.exists() {
        true => format!("open_tree {}", source.display()),
        false => format!("the source {} does not exist", source.display()),
    };
    let Some(subpath) = options.subpath else { return copy_of_host(source, options).with_context(describe) };
    let below = open_source(source, Some(subpath)).map_err(|errno| {
        let message = format!("there is no {subpath} in {}: {errno}", source.display());
        Error::new(message).hint("make it there first, or leave subpath out")
    })?;
    copy_with(|recursive| mount::clone_tree_of(below.as_fd(), recursive), options).with_context(describe)
}

/// A new filesystem over the source, which stays as it is. Its options name descriptors, so that they show nothing of the
/// host's.
fn overlay(mount: &Mount, options: &Options<'_>) -> Result<OwnedFd> {
    let open = |path: &Path| {
        let opened = rustix::fs::open(path, OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty());
        opened.with_context(|| format!("open {}", path.display()))
    };
    let source = mount.source().as_deref().ok_or_else(|| Error::new("an overlay without a source"))?;
    let mut layers = vec![("lowerdir", open(source)?)];
    for key in ["upperdir", "workdir"] {
        let path = options.data.iter().find_map(|(known, path)| (*known == key).then_some(*path).flatten());
        layers.push((key, open(Path::new(path.ok_or_else(|| Error::new(format!("an overlay without {key}")))?))?));
    }
    let names: Vec<_> = layers.iter().map(|(key, fd)| (*key, format!("/proc/self/fd/{}", fd.as_raw_fd()))).collect();
    let mut data: Vec<_> = names.iter().map(|(key, name)| (*key, Some(name.as_str()))).collect();
    data.extend(options.data.iter().filter(|(_, value)| value.is_none()));
    filesystem("overlay", &Options { data, ..*options }).map_err(|error| match errno::of(&error) {
        Some(Errno::INVAL) => not_covered(source),
        _ => error,
    })
}

/// Why the kernel takes a directory for no layer.
fn not_covered(source: &Path) -> anyhow::Error {
    let source = source.display();
    Error::new(format!(
        "the kernel puts no overlay over {source}: it has mounts below it, or is itself one that it cannot cover"
    ))
    .hint("in a user namespace nobody may see what mounts of the host hide: name a directory without mounts below it")
    .into()
}

/// A copy of a part of the host's tree, with the attributes that were asked for and private unless asked otherwise. What
/// the host's mount forbids stays forbidden.
fn copy_of_host(source: &Path, options: &Options<'_>) -> Result<OwnedFd, Errno> {
    copy_with(|recursive| mount::clone_tree(source, recursive), options)
}

fn copy_with(clone: impl Fn(bool) -> Result<OwnedFd, Errno>, options: &Options<'_>) -> Result<OwnedFd, Errno> {
    let (tree, recursive) = match clone(options.recursive) {
        // There are mounts below that came from the host's namespace: the kernel gives them all or nothing.
        Err(Errno::INVAL) if !options.recursive => (clone(true)?, true),
        result => (result?, options.recursive),
    };
    let atime = Attributes::MOUNT_ATTR_NOATIME | Attributes::MOUNT_ATTR_STRICTATIME;
    let clear = if options.attributes.intersects(atime) { Attributes::MOUNT_ATTR__ATIME } else { Attributes::empty() };
    let propagation = Some(options.propagation.unwrap_or(Propagation::Private));
    mount::set_attributes(tree.as_fd(), Change { set: options.attributes, clear, propagation, recursive })?;
    Ok(tree)
}

fn host_tree(source: &str, options: &Options<'_>) -> Result<OwnedFd> {
    let all = Options { recursive: true, data: Vec::new(), ..*options };
    copy_of_host(Path::new(source), &all).with_context(|| format!("open_tree {source}"))
}

fn filesystem(kind: &str, options: &Options<'_>) -> Result<OwnedFd> {
    // What mount(8) and df(1) show as the device.
    let source = Opt::Text("source", kind);
    let data: Vec<_> =
        [source].into_iter().chain(options.data.iter().map(|(key, value)| option(key, *value))).collect();
    mount::new_filesystem(kind, &data, options.attributes)
}

fn option<'a>(key: &'a str, value: Option<&'a str>) -> Opt<'a> {
    value.map_or(Opt::Flag(key), |value| Opt::Text(key, value))
}

fn proc(options: &Options<'_>, own_namespace: bool) -> Result<OwnedFd> {
    filesystem("proc", options).map_err(|error| match errno::of(&error) {
        Some(Errno::PERM) if !own_namespace => {
            Error::new("the pid namespace belongs to a user namespace that this container is not in")
                .hint("join that one as well (`--userns container:NAME`)")
                .into()
        }
        // The kernel lets a user namespace mount proc only where nothing of an existing one is covered.
        Some(Errno::PERM) => {
            Error::new("the container around this one covers parts of /proc, so that no new /proc may be mounted")
                .hint("run the outer container with `--security-opt unmask=ALL`")
                .into()
        }
        _ => error,
    })
}

/// A new sysfs, or the host's where the kernel refuses one because parts of it are covered.
fn sysfs(options: &Options<'_>) -> Result<OwnedFd> {
    match filesystem("sysfs", options) {
        Err(error) if errno::of(&error) == Some(Errno::PERM) => host_tree("/sys", options),
        result => result,
    }
}

/// The control groups: an own view where the host is unified, else the host's, read-only; nothing where neither works.
fn cgroup(options: &Options<'_>, own_namespace: bool) -> Option<OwnedFd> {
    const CGROUP2_SUPER_MAGIC: rustix::fs::FsWord = 0x6367_7270;
    let place = Path::new("/sys/fs/cgroup");
    let unified = rustix::fs::statfs(place).is_ok_and(|stat| stat.f_type == CGROUP2_SUPER_MAGIC);
    if unified
        && own_namespace
        && let Ok(tree) = filesystem("cgroup2", options)
    {
        return Some(tree);
    }
    let readonly = options.attributes | Attributes::MOUNT_ATTR_RDONLY;
    host_tree("/sys/fs/cgroup", &Options { attributes: readonly, data: Vec::new(), ..*options }).ok()
}

/// devpts; without the group of terminals where the user namespace does not have that id.
fn devpts(without: Options<'_>, options: &Options<'_>) -> Result<OwnedFd> {
    match filesystem("devpts", options) {
        Err(error) if errno::of(&error) == Some(Errno::INVAL) => {
            let data = options.data.iter().filter(|(key, _)| *key != "gid").copied().collect();
            filesystem("devpts", &Options { data, ..without })
        }
        result => result,
    }
}

impl Plan<'_> {
    /// Sets kernel parameters of the container's namespaces, through its own procfs.
    pub(super) fn set_sysctls(&self, spec: &Spec) -> Result<()> {
        let sysctls = spec.linux().as_ref().and_then(|linux| linux.sysctl().as_ref());
        let Some(proc) = self.mounts.iter().find(|mount| mount.kind == "proc") else { return Ok(()) };
        for (name, value) in sysctls.into_iter().flatten() {
            set_sysctl(proc.tree.as_fd(), name, value).with_context(|| format!("sysctl {name}={value}"))?;
        }
        Ok(())
    }

    /// Attaches everything below `root`, making what is missing.
    pub(super) fn place(&self, root: BorrowedFd<'_>, warnings: &mut Warnings) -> Result<()> {
        for mount in &self.mounts {
            mount.place(root).with_context(|| format!("mount {}", mount.destination.display()))?;
            if mount.destination == Path::new("/dev") && mount.kind == "tmpfs" {
                self.devices.place(mount.tree.as_fd(), warnings)?;
            }
        }
        Ok(())
    }

    /// Gives the container's user what it is to have: new volumes that are not the image's, and what `U` says.
    pub(super) fn give_to(&self, user: &Identity) -> Result<()> {
        for mount in &self.mounts {
            let describe = || format!("give {} to the container's user", mount.destination.display());
            if let Some(fresh) = &mount.fresh {
                fresh.settle(user).with_context(describe)?;
            }
            if let Some(source) = &mount.chown {
                volume::give(source.as_fd(), user).with_context(describe)?;
            }
        }
        Ok(())
    }
}

fn set_sysctl(proc: BorrowedFd<'_>, name: &str, value: &str) -> Result<()> {
    let relative = PathBuf::from("sys").join(sysctl_path(name)?);
    let file = path::open_in(proc, &relative, OFlags::WRONLY, Mode::empty()).context("open")?;
    match rustix::io::write(&file, value.as_bytes()) {
        // Groups that the user namespace does not have: with a single id, or few. Its root may ping then.
        Err(Errno::INVAL) if name == PING_GROUPS => {
            let root = rustix::process::getegid();
            rustix::io::write(&file, format!("{root} {root}").as_bytes())
        }
        result => result,
    }
    .map(drop)
    .context("write")
}

/// The groups that may send ICMP echo requests without a capability (icmp(7)).
const PING_GROUPS: &str = "net.ipv4.ping_group_range";

/// The file of a parameter below `/proc/sys`: dots and slashes change places (sysctl(8)).
fn sysctl_path(name: &str) -> Result<String> {
    let slashes = name.find('/').is_some_and(|slash| name.find('.').is_none_or(|dot| slash < dot));
    let turned = |c| match c {
        '.' => '/',
        '/' => '.',
        other => other,
    };
    let path: String = if slashes { name.to_owned() } else { name.chars().map(turned).collect() };
    let odd = path.is_empty() || path.starts_with('/') || path.split('/').any(|part| part == "..");
    if odd { Err(Error::new(format!("{name:?} is no kernel parameter")).into()) } else { Ok(path) }
}

impl Waiting<'_> {
    fn place(&self, root: BorrowedFd<'_>) -> Result<()> {
        let target = match self.directory {
            true => path::make_dir(root, self.destination, Mode::from_raw_mode(0o755))?,
            false => path::make_file(root, self.destination, Mode::from_raw_mode(0o644))?,
        };
        if let Some(fresh) = &self.fresh {
            fresh.fill(root, self.destination, target.made, self.copy_up).context("fill the new volume")?;
        } else if self.copy_up && !target.made && self.kind != "bind" {
            copyup::copy(root, self.destination, self.tree.as_fd()).context("copy what the image has there")?;
        }
        match mount::attach(self.tree.as_fd(), target.handle.as_fd()) {
            Err(Errno::INVAL | Errno::NOTDIR) if is_directory(target.handle.as_fd())? != self.directory => {
                let (what, other) = if self.directory { ("directory", "file") } else { ("file", "directory") };
                Err(Error::new(format!("a {what} cannot cover a {other}")).into())
            }
            result => result.context("move_mount"),
        }
    }
}

impl<'a> Options<'a> {
    fn clone_without_data(&self) -> Options<'a> {
        Options { data: Vec::new(), ..*self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_and_their_files() {
        let cases = [
            ("net.ipv4.ip_forward", "net/ipv4/ip_forward"),
            ("net/ipv4/conf/eth0.1/forwarding", "net/ipv4/conf/eth0.1/forwarding"),
            ("net.ipv4.conf.eth0/1.forwarding", "net/ipv4/conf/eth0.1/forwarding"),
        ];
        for (name, file) in cases {
            assert_eq!(sysctl_path(name).unwrap(), file);
        }
        for bad in ["", "/etc/passwd", "a/../b"] {
            assert!(sysctl_path(bad).is_err(), "{bad}");
        }
    }
}
