//! What this host's kernel can do for containers' files, tried for real: in a child, on the store's filesystem.

use std::fs::{self, File};
use std::os::fd::{AsFd, OwnedFd};
use std::path::Path;
use std::time::Duration;

use rustix::fs::{AtFlags, Mode, OFlags, RenameFlags, XattrFlags};
use rustix::io::Errno;
use serde::{Deserialize, Serialize};

use super::open_device;
use crate::error::{Context, Error, Result};
use crate::layer::index::{Builder, Content, Index, NewNode, Time};
use crate::name::Digest;
use crate::rootless::{self, IdMaps};
use crate::store::containers::Plan;
use crate::sys::mount::{self, Propagation};
use crate::sys::namespace;
use crate::sys::overlay::{Lower, Overlay};
use crate::unionfs::{self, Contents, Ids, ImageOptions, REDIRECTED_ABOVE};

/// A kernel that has not answered by then never will.
const LIMIT: Duration = Duration::from_secs(10);
/// The file of the image that is served.
const NAME: &str = "file";

/// Why a plan cannot be had here; nothing where it can.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Abilities {
    hybrid: Option<String>,
    direct: Option<String>,
}

impl Abilities {
    /// Tries the plans in the empty directory `dir`, which is left to the caller to delete. Without a user namespace or
    /// FUSE, which all plans need, there is no answer but an error. This process must have one thread.
    pub(super) fn probe(dir: &Path) -> Result<Abilities> {
        let (maps, mode) = rootless::id_maps()?;
        rootless::run_inside(&maps, &mode, LIMIT, || open_device().map(drop))?;
        let attempt = |plan: Plan| {
            let dir = dir.join(plan.as_str());
            rootless::run_inside(&maps, &mode, LIMIT, || attempt(&dir, plan, &maps)).err().map(|e| format!("{e:#}"))
        };
        let direct = attempt(Plan::Direct);
        // `direct` needs all that `hybrid` needs.
        let hybrid = direct.as_ref().and_then(|_| attempt(Plan::Hybrid));
        Ok(Abilities { hybrid, direct })
    }

    /// Why the plan cannot be had.
    pub(crate) fn why_not(&self, plan: Plan) -> Option<&str> {
        match plan {
            Plan::Userspace => None,
            Plan::Hybrid => self.hybrid.as_deref(),
            Plan::Direct => self.direct.as_deref(),
        }
    }

    /// Whether nothing is missing.
    pub(super) fn are_complete(&self) -> bool {
        self.hybrid.is_none() && self.direct.is_none()
    }

    #[cfg(test)]
    pub(super) fn fake(hybrid: Option<&str>, direct: Option<&str>) -> Abilities {
        Abilities { hybrid: hybrid.map(str::to_owned), direct: direct.map(str::to_owned) }
    }
}

/// Serves a small image, mounts overlayfs on it, and uses that.
fn attempt(dir: &Path, plan: Plan, maps: &IdMaps) -> Result<()> {
    namespace::unshare_mount()?;
    mount::set_propagation(Path::new("/"), Propagation::Slave)?;
    for name in ["objects", "upper", "work", "lower"] {
        let path = dir.join(name);
        fs::create_dir_all(&path).with_context(|| format!("cannot make {}", path.display()))?;
    }
    let content = vec![b'x'; REDIRECTED_ABOVE as usize + 1];
    let options = image(dir, plan, &content, maps)?;
    let device = open_device()?;
    let lower = mount::fuse_mount(device.as_fd(), "coracle", true)?;
    let overlay = Overlay {
        lower: Lower::Mount { mount: lower, at: dir.join("lower") },
        data: (plan == Plan::Direct).then(|| dir.join("objects")),
        upper: dir.join("upper"),
        work: dir.join("work"),
        volatile: true,
    };
    let work = || use_files(&overlay.look_up()?.mount()?, &content);
    rootless::run_apart(work, || unionfs::serve_image(options, device))
}

/// An image of one large file. In the plan `direct` its content is where only overlayfs looks for it.
fn image(dir: &Path, plan: Plan, content: &[u8], maps: &IdMaps) -> Result<ImageOptions> {
    let digest = Digest::of(content);
    let hex = digest.hex();
    let (first, rest) = hex.split_at(2);
    let object = dir.join("objects").join(first);
    fs::create_dir(&object).and_then(|()| fs::write(object.join(rest), content)).context("cannot write an object")?;
    let mut builder = Builder::new();
    let content = Content::Regular { size: content.len() as u64, object: Some(digest) };
    let node = NewNode { perm: 0o644, uid: 0, gid: 0, mtime: Time::default(), content };
    builder.insert(NAME.as_bytes(), node, &[])?;
    let (served, contents) = match plan {
        Plan::Direct => ("upper", Contents::Redirected),
        Plan::Hybrid | Plan::Userspace => ("objects", Contents::Served),
    };
    Ok(ImageOptions {
        layers: vec![Index::from_bytes(builder.finish()?)?],
        objects: File::open(dir.join(served)).context("cannot open a directory")?.into(),
        ids: if maps.is_single() { Ids::Single { uid: 0, gid: 0 } } else { Ids::All },
        contents,
    })
}

/// What any container may do: read, write, set an attribute, rename, and remove what the image has.
fn use_files(root: &OwnedFd, expected: &[u8]) -> Result<()> {
    let open = |name: &str, flags| rustix::fs::openat(root, name, flags | OFlags::CLOEXEC, Mode::from_raw_mode(0o644));
    let mut content = Vec::new();
    let mut file = File::from(open(NAME, OFlags::RDONLY).context("a file cannot be opened")?);
    std::io::Read::read_to_end(&mut file, &mut content).context("a file cannot be read")?;
    if content != expected {
        return Err(Error::new("a file's content is not what it should be").into());
    }
    let file = open("new", OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL).context("no file can be made")?;
    rustix::io::write(&file, b"new").context("no file can be written")?;
    rustix::fs::fsetxattr(&file, "user.coracle", b"", XattrFlags::empty()).context("no attribute can be set")?;
    rustix::fs::renameat_with(root, "new", root, "newer", RenameFlags::NOREPLACE).context("no file can be renamed")?;
    rustix::fs::unlinkat(root, NAME, AtFlags::empty()).context("no file can be removed")?;
    match open(NAME, OFlags::RDONLY) {
        Err(Errno::NOENT) => Ok(()),
        _ => Err(Error::new("a file that was removed is still there").into()),
    }
}
