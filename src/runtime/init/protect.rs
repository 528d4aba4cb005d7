//! Hiding parts of the kernel's trees from the container, and making others read-only.

use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::Path;

use oci_spec::runtime::Spec;
use rustix::fs::FileType;
use rustix::io::Errno;

use crate::error::{Context, Result};
use crate::sys::mount::{self, Attributes, Change, Opt};
use crate::sys::path;

/// Applies the masked and read-only paths of the specification. `null` is a detached mount of the host's /dev/null: what
/// the image has under that name is not trusted.
pub(super) fn apply(spec: &Spec, root: BorrowedFd<'_>, null: BorrowedFd<'_>) -> Result<()> {
    let Some(linux) = spec.linux() else { return Ok(()) };
    let mut cover = Cover { null: Some(null), file: None, directory: None };
    for masked in linux.masked_paths().iter().flatten() {
        mask(root, Path::new(masked), &mut cover).with_context(|| format!("hide {masked}"))?;
    }
    for readonly in linux.readonly_paths().iter().flatten() {
        make_readonly(root, Path::new(readonly)).with_context(|| format!("make {readonly} read-only"))?;
    }
    Ok(())
}

/// What covers a hidden path. A detached mount can be attached once; what is attached can be copied.
struct Cover<'a> {
    null: Option<BorrowedFd<'a>>,
    file: Option<BorrowedFd<'a>>,
    directory: Option<OwnedFd>,
}

fn mask(root: BorrowedFd<'_>, hidden: &Path, cover: &mut Cover<'_>) -> Result<()> {
    let target = match path::locate(root, hidden) {
        Ok(target) => target,
        Err(Errno::NOENT | Errno::NOTDIR | Errno::ACCESS) => return Ok(()),
        Err(e) => return Err(e.into()),
    };
    let stat = rustix::fs::fstat(&target)?;
    match FileType::from_raw_mode(stat.st_mode).is_dir() {
        true => cover.directory(target.as_fd()),
        false => cover.file(target.as_fd()),
    }
}

impl Cover<'_> {
    fn file(&mut self, target: BorrowedFd<'_>) -> Result<()> {
        if let Some(attached) = self.file {
            let copy = mount::clone_tree_of(attached, false).context("open_tree of /dev/null")?;
            return mount::attach(copy.as_fd(), target).context("move_mount");
        }
        if let Some(null) = self.null.take() {
            mount::attach(null, target).context("move_mount")?;
            self.file = Some(null);
        }
        Ok(())
    }

    fn directory(&mut self, target: BorrowedFd<'_>) -> Result<()> {
        let tree = match &self.directory {
            Some(attached) => mount::clone_tree_of(attached.as_fd(), false).context("open_tree of an empty tmpfs")?,
            None => empty_directory()?,
        };
        mount::attach(tree.as_fd(), target).context("move_mount")?;
        self.directory.get_or_insert(tree);
        Ok(())
    }
}

fn empty_directory() -> Result<OwnedFd> {
    let flags = Attributes::MOUNT_ATTR_RDONLY
        | Attributes::MOUNT_ATTR_NOSUID
        | Attributes::MOUNT_ATTR_NODEV
        | Attributes::MOUNT_ATTR_NOEXEC;
    mount::new_filesystem("tmpfs", &[Opt::Text("size", "4k"), Opt::Text("nr_inodes", "1")], flags)
}

/// Binds the path onto itself, read-only.
fn make_readonly(root: BorrowedFd<'_>, path: &Path) -> Result<()> {
    let target = match path::locate(root, path) {
        Ok(target) => target,
        Err(Errno::NOENT | Errno::NOTDIR) => return Ok(()),
        Err(e) => return Err(e.into()),
    };
    let copy = mount::clone_tree_of(target.as_fd(), true).context("open_tree")?;
    mount::set_attributes(copy.as_fd(), Change::set(Attributes::MOUNT_ATTR_RDONLY, true)).context("mount_setattr")?;
    mount::attach(copy.as_fd(), target.as_fd()).context("move_mount")
}
