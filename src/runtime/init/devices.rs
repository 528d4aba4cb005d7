//! `/dev` of the container: nodes of the host bound onto empty files, since a user namespace cannot make nodes, and the
//! customary links.

use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::{Path, PathBuf};

use oci_spec::runtime::Spec;
use rustix::fs::Mode;

use super::Warnings;
use crate::error::{Context, Result};
use crate::sys::{mount, path};

const STANDARD: [&str; 6] = ["null", "zero", "full", "random", "urandom", "tty"];

const LINKS: [(&str, &str); 6] = [
    ("fd", "/proc/self/fd"),
    ("stdin", "/proc/self/fd/0"),
    ("stdout", "/proc/self/fd/1"),
    ("stderr", "/proc/self/fd/2"),
    ("ptmx", "pts/ptmx"),
    ("core", "/proc/kcore"),
];

/// Devices that wait for their places.
pub(super) struct Devices {
    standard: Vec<(&'static str, OwnedFd)>,
    /// Path below `/dev`; the device, or what failed.
    extra: Vec<(PathBuf, Result<OwnedFd>)>,
}

/// Copies the mounts of the host's device nodes.
pub(super) fn open(spec: &Spec) -> Result<Devices> {
    let clone = |path: &Path| mount::clone_tree(path, false).with_context(|| format!("open_tree {}", path.display()));
    let standard = STANDARD.into_iter().map(|name| Ok((name, clone(&Path::new("/dev").join(name))?)));
    let listed = spec.linux().as_ref().and_then(|linux| linux.devices().as_ref());
    let extra = listed.into_iter().flatten().filter_map(|device| {
        let below = device.path().strip_prefix("/dev").ok()?;
        let known = STANDARD.iter().any(|name| Path::new(name) == below);
        (!known).then(|| (below.to_owned(), clone(device.path())))
    });
    Ok(Devices { standard: standard.collect::<Result<_>>()?, extra: extra.collect() })
}

impl Devices {
    /// Fills `dev`, the root of the new filesystem for `/dev`, which is already attached.
    pub(super) fn place(&self, dev: BorrowedFd<'_>, warnings: &mut Warnings) -> Result<()> {
        for (name, tree) in &self.standard {
            put(dev, Path::new(name), tree.as_fd()).with_context(|| format!("/dev/{name}"))?;
        }
        for (name, target) in LINKS {
            rustix::fs::symlinkat(target, dev, name).with_context(|| format!("symlink /dev/{name}"))?;
        }
        for (below, tree) in &self.extra {
            let result = tree.as_ref().map_err(|e| anyhow::anyhow!("{e:#}")).and_then(|t| put(dev, below, t.as_fd()));
            // A device can be gone again, or be one that this kernel keeps from user namespaces.
            warnings.extend(result.err().map(|e| format!("no device /dev/{}: {e:#}", below.display())));
        }
        Ok(())
    }
}

fn put(dev: BorrowedFd<'_>, below: &Path, tree: BorrowedFd<'_>) -> Result<()> {
    let file = path::make_file(dev, below, Mode::from_raw_mode(0o644))?;
    mount::attach(tree, file.handle.as_fd()).context("move_mount")
}
