//! Mounts as descriptors: made, copied and changed while attached nowhere, then attached (fsopen(2), open_tree(2),
//! mount_setattr(2), move_mount(2)).

use std::fmt::Debug;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};
use std::path::Path;

use rustix::fs::CWD;
use rustix::io::Errno;
use rustix::mount::{
    FsMountFlags, FsOpenFlags, MountAttrFlags, MoveMountFlags, OpenTreeFlags, UnmountFlags, fsconfig_create,
    fsconfig_set_fd, fsconfig_set_flag, fsconfig_set_string, fsmount, fsopen, move_mount,
};

use super::errno;
use crate::error::{Context, Result};

/// What a mount allows, as `MOUNT_ATTR_*` flags.
pub(crate) type Attributes = MountAttrFlags;

/// How mounts and unmounts below a mount spread to its copies (mount_namespaces(7)).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Propagation {
    Private,
    Shared,
    Slave,
    Unbindable,
}

/// A change of a mount's attributes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Change {
    pub(crate) set: Attributes,
    pub(crate) clear: Attributes,
    pub(crate) propagation: Option<Propagation>,
    /// Also of every mount below it.
    pub(crate) recursive: bool,
}

impl Change {
    /// Sets `attributes` and leaves the rest alone.
    pub(crate) fn set(attributes: Attributes, recursive: bool) -> Self {
        Self { set: attributes, clear: Attributes::empty(), propagation: None, recursive }
    }
}

/// One option of a new filesystem.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Opt<'a> {
    Flag(&'a str),
    Text(&'a str, &'a str),
}

#[repr(C)]
struct MountAttr {
    attr_set: u64,
    attr_clr: u64,
    propagation: u64,
    userns_fd: u64,
}

/// Applies `change` to the mount that `tree` is the root of (mount_setattr(2)).
pub(crate) fn set_attributes(tree: BorrowedFd<'_>, change: Change) -> Result<(), Errno> {
    let propagation = match change.propagation {
        None => 0,
        Some(Propagation::Private) => libc::MS_PRIVATE,
        Some(Propagation::Shared) => libc::MS_SHARED,
        Some(Propagation::Slave) => libc::MS_SLAVE,
        Some(Propagation::Unbindable) => libc::MS_UNBINDABLE,
    };
    let mut attr = MountAttr {
        attr_set: u64::from(change.set.bits()),
        attr_clr: u64::from(change.clear.bits()),
        propagation,
        userns_fd: 0,
    };
    let flags = libc::AT_EMPTY_PATH | if change.recursive { libc::AT_RECURSIVE } else { 0 };
    let (fd, size) = (tree.as_raw_fd(), std::mem::size_of::<MountAttr>());
    // SAFETY: the path is an empty C string, `attr` is as large as `size` says and outlives the call.
    errno::check(unsafe { libc::syscall(libc::SYS_mount_setattr, fd, c"".as_ptr(), flags, &raw mut attr, size) })
        .map(drop)
}

/// A detached copy of the mount at `path`: a bind mount without a place yet. `recursive` takes the mounts below it too,
/// which the kernel demands where they came from a more privileged namespace (EINVAL otherwise).
pub(crate) fn clone_tree(path: &Path, recursive: bool) -> Result<OwnedFd, Errno> {
    rustix::mount::open_tree(CWD, path, tree_flags(recursive))
}

/// As [`clone_tree`], of what `fd` refers to.
pub(crate) fn clone_tree_of(fd: BorrowedFd<'_>, recursive: bool) -> Result<OwnedFd, Errno> {
    rustix::mount::open_tree(fd, c"", tree_flags(recursive) | OpenTreeFlags::AT_EMPTY_PATH)
}

fn tree_flags(recursive: bool) -> OpenTreeFlags {
    let flags = OpenTreeFlags::OPEN_TREE_CLONE | OpenTreeFlags::OPEN_TREE_CLOEXEC;
    if recursive { flags | OpenTreeFlags::AT_RECURSIVE } else { flags }
}

/// Attaches a detached mount on top of what `target` refers to.
pub(crate) fn attach(tree: BorrowedFd<'_>, target: BorrowedFd<'_>) -> Result<(), Errno> {
    let flags = MoveMountFlags::MOVE_MOUNT_F_EMPTY_PATH | MoveMountFlags::MOVE_MOUNT_T_EMPTY_PATH;
    move_mount(tree, c"", target, c"", flags)
}

/// Attaches a detached mount on top of `path`.
pub(crate) fn attach_at(tree: BorrowedFd<'_>, path: &Path) -> Result<(), Errno> {
    move_mount(tree, c"", CWD, path, MoveMountFlags::MOVE_MOUNT_F_EMPTY_PATH)
}

/// A new filesystem of type `kind` as a detached mount. The error names type and options and has the kernel's own words
/// where it gives some.
pub(crate) fn new_filesystem(kind: &str, options: &[Opt<'_>], attributes: Attributes) -> Result<OwnedFd> {
    let describe = || format!("mount a new {kind} with {options:?}");
    let context = fsopen(kind, FsOpenFlags::FSOPEN_CLOEXEC).with_context(describe)?;
    create(&context, options, attributes).map_err(|e| with_log(e, &context)).with_context(describe)
}

fn create(context: &OwnedFd, options: &[Opt<'_>], attributes: Attributes) -> Result<OwnedFd, Errno> {
    for option in options {
        match option {
            Opt::Flag(key) => fsconfig_set_flag(context, *key),
            Opt::Text(key, value) => fsconfig_set_string(context, *key, *value),
        }?;
    }
    fsconfig_create(context)?;
    fsmount(context, FsMountFlags::FSMOUNT_CLOEXEC, attributes)
}

/// What the kernel wrote into the log of a filesystem context: lines such as "e message" (fsopen(2)).
fn with_log(errno: Errno, context: &OwnedFd) -> anyhow::Error {
    let mut buffer = [0; 256];
    let error = anyhow::Error::from(errno);
    match rustix::io::read(context, &mut buffer) {
        Ok(length) if length > 2 => error.context(String::from_utf8_lossy(&buffer[2..length]).trim().to_owned()),
        _ => error,
    }
}

/// A detached FUSE mount served through `device`, an open `/dev/fuse`: everybody may enter, the kernel checks modes
/// (fuse(4)). Needs CAP_SYS_ADMIN in the user namespace that owns the mount namespace. A filesystem that is `read_only` as
/// a whole has no access times to keep.
pub(crate) fn fuse_mount(device: BorrowedFd<'_>, name: &str, read_only: bool) -> Result<OwnedFd> {
    let context = fsopen("fuse", FsOpenFlags::FSOPEN_CLOEXEC).context("fsopen(fuse)")?;
    let number = device.as_raw_fd().to_string();
    let make = || {
        fsconfig_set_string(&context, "source", name)?;
        fsconfig_set_string(&context, "subtype", name)?;
        // Kernels up to 6.x want the number as text; the form that passes the descriptor itself is refused by fuse.
        fsconfig_set_string(&context, "fd", number.as_str()).or_else(|_| fsconfig_set_fd(&context, "fd", device))?;
        // Whose mount it is matters without `allow_other` only, but must be ids of this user namespace.
        let (uid, gid) = (rustix::process::geteuid().to_string(), rustix::process::getegid().to_string());
        let options = [("rootmode", "40000"), ("user_id", &uid), ("group_id", &gid)];
        options.iter().try_for_each(|(key, value)| fsconfig_set_string(&context, *key, *value))?;
        let flags = [Opt::Flag("allow_other"), Opt::Flag("default_permissions"), Opt::Flag("ro")];
        let flags = if read_only { &flags[..] } else { &flags[..2] };
        create(&context, flags, Attributes::MOUNT_ATTR_NODEV)
    };
    make().map_err(|e| with_log(e, &context)).with_context(|| format!("mount fuse through descriptor {number}"))
}

/// Makes the detached mount `root` the root and the working directory of this process and of its mount namespace, and
/// lets go of the old root with everything below it (pivot_root(2), "pivot_root(".", ".")").
pub(crate) fn pivot_into(root: BorrowedFd<'_>) -> Result<()> {
    attach_at(root, Path::new("/")).context("attach the root filesystem")?;
    rustix::process::fchdir(root).context("fchdir to the root filesystem")?;
    rustix::process::pivot_root(".", ".").context("pivot_root")?;
    rustix::mount::unmount(".", UnmountFlags::DETACH).context("detach the old root")?;
    rustix::process::chdir("/").context("chdir to the new root")
}

/// Changes the propagation of the mount at `path` and of those below it.
pub(crate) fn set_propagation(path: &Path, propagation: Propagation) -> Result<()> {
    let describe = || format!("make {} {propagation:?}", path.display());
    let tree = rustix::mount::open_tree(CWD, path, OpenTreeFlags::OPEN_TREE_CLOEXEC).with_context(describe)?;
    let none = Attributes::empty();
    let change = Change { set: none, clear: none, propagation: Some(propagation), recursive: true };
    set_attributes(tree.as_fd(), change).with_context(describe)
}

/// Takes the mount at `path` away, at once or when its last user is gone.
pub(crate) fn unmount(path: impl AsRef<Path> + Debug, lazily: bool) -> Result<()> {
    let flags = if lazily { UnmountFlags::DETACH } else { UnmountFlags::empty() };
    rustix::mount::unmount(path.as_ref(), flags).with_context(|| format!("umount2({path:?})"))
}
