//! Kernel overlayfs without privileges (overlayfs.rst of the kernel's documentation).

use std::os::fd::{AsFd, AsRawFd, OwnedFd};
use std::path::{Path, PathBuf};

use rustix::fs::{Mode, OFlags};

use super::mount::{self, Attributes, Opt};
use crate::error::{Context, Result};

/// What an overlayfs is made of.
#[derive(Debug)]
pub(crate) struct Overlay {
    pub(crate) lower: Lower,
    /// A layer that has no names of its own, only contents for the files of `lower`: their attributes say which.
    pub(crate) data: Option<PathBuf>,
    pub(crate) upper: PathBuf,
    /// On the same mount as `upper`.
    pub(crate) work: PathBuf,
    /// Whether nothing is ever synced. Such a work directory cannot be used again.
    pub(crate) volatile: bool,
}

/// What stays as it is.
#[derive(Debug)]
pub(crate) enum Lower {
    /// A mount that is attached nowhere. Whoever serves it must do so by the time of [`Layers::mount`].
    Mount {
        mount: OwnedFd,
        /// A directory to attach it at: before Linux 6.15 a layer must have a place in the mount namespace.
        at: PathBuf,
    },
    /// A directory of the host.
    Directory(PathBuf),
}

/// An overlayfs whose layers have been found in the mount namespace of this process.
#[derive(Debug)]
pub(crate) struct Layers {
    lower: OwnedFd,
    data: Option<OwnedFd>,
    upper: OwnedFd,
    work: OwnedFd,
    volatile: bool,
}

impl Overlay {
    /// Looks the layers up, with the rights of who this process is now.
    pub(crate) fn look_up(self) -> Result<Layers> {
        let lower = match self.lower {
            Lower::Mount { mount, at } => {
                mount::attach_at(mount.as_fd(), &at).with_context(|| format!("attach at {}", at.display()))?;
                mount
            }
            Lower::Directory(path) => open(&path)?,
        };
        Ok(Layers {
            lower,
            data: self.data.as_deref().map(open).transpose()?,
            upper: open(&self.upper)?,
            work: open(&self.work)?,
            volatile: self.volatile,
        })
    }
}

impl Layers {
    /// Mounts it, attached nowhere. It marks its files with attributes which need no privileges (`userxattr`), and works
    /// with the rights of who this process is now. Its options name descriptors, so that they show nothing of the host's.
    pub(crate) fn mount(&self) -> Result<OwnedFd> {
        let data_layer = self.data.as_ref().map_or_else(String::new, |data| format!("::{}", name(data)));
        let lower = name(&self.lower) + &data_layer;
        let (upper, work) = (name(&self.upper), name(&self.work));
        let options = [
            Opt::Text("source", "coracle"),
            Opt::Flag("userxattr"),
            Opt::Text("xino", "on"),
            Opt::Text("lowerdir", &lower),
            Opt::Text("upperdir", &upper),
            Opt::Text("workdir", &work),
            Opt::Flag("volatile"),
        ];
        let options = if self.volatile { &options[..] } else { &options[..6] };
        mount::new_filesystem("overlay", options, Attributes::empty())
    }
}

fn open(path: &Path) -> Result<OwnedFd> {
    let flags = OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC;
    rustix::fs::open(path, flags, Mode::empty()).with_context(|| format!("open {}", path.display()))
}

fn name(fd: &OwnedFd) -> String {
    format!("/proc/self/fd/{}", fd.as_raw_fd())
}
