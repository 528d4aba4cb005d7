//! Starting the file server and waiting for its end.

use std::os::fd::OwnedFd;
use std::sync::Arc;
use std::thread::JoinHandle;

use fuser::{Config, Filesystem, Session, SessionACL};
use rustix::io::Errno;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use super::holes::PageCache;
use super::image::{self, Image, ImageOptions};
use super::server::Server;
use super::{Options, Union};
use crate::error::{Context, Error, Result};

/// Threads that answer requests.
const THREADS: usize = 2;

/// A file server that runs in threads of its own until the last mount of its filesystem is gone.
#[derive(Debug)]
pub(crate) struct Serving {
    thread: JoinHandle<std::io::Result<()>>,
}

/// Serves a union through `fuse`, a `/dev/fuse` that is mounted with `allow_other` and `default_permissions`. Returns when
/// the kernel and the server have agreed on the protocol: from then on the filesystem answers.
pub(crate) fn serve(options: Options, fuse: OwnedFd) -> Result<Serving> {
    raise_open_files();
    let union = Union::new(options).map_err(explain)?;
    let cache = PageCache::default();
    start(Server(Arc::new(union), cache.clone()), fuse, |session| cache.open(session.notifier()))
}

/// Serves an image alone, through a `/dev/fuse` that is mounted read-only as well, as [`serve`] does.
pub(crate) fn serve_image(options: ImageOptions, fuse: OwnedFd) -> Result<Serving> {
    let image = Image::new(options).context("cannot read the image's layers")?;
    start(image::Server(image), fuse, |_| ())
}

fn start<S: Filesystem>(server: S, fuse: OwnedFd, ready: impl FnOnce(&Session<S>)) -> Result<Serving> {
    let mut config = Config::default();
    config.acl = SessionACL::All;
    config.n_threads = Some(THREADS);
    config.clone_fd = true;
    let session = Session::from_fd(server, fuse, SessionACL::All, config);
    let session = session.context("the kernel's FUSE refused the file server")?;
    ready(&session);
    let serve = move || session.run();
    let thread = std::thread::Builder::new().name("unionfs".into()).spawn(serve).context("cannot start a thread")?;
    Ok(Serving { thread })
}

/// Lets this process have as many files open as it may: each file that the container has open and removed is one. (What runs
/// in the container has limits of its own.)
fn raise_open_files() {
    let Rlimit { maximum, .. } = getrlimit(Resource::Nofile);
    if let Err(e) = setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum }) {
        log::debug!("the limit of open files stays: {e}");
    }
}

fn explain(errno: Errno) -> anyhow::Error {
    let error = match errno {
        Errno::OPNOTSUPP => Error::new("the container's filesystem cannot hold user extended attributes")
            .hint("put the store on ext4, xfs, btrfs, or tmpfs of Linux 6.6"),
        _ => Error::new(format!("cannot open the container's writable layer: {errno}")),
    };
    error.into()
}

impl Serving {
    /// Waits until the kernel has closed the connection.
    pub(crate) fn join(self) -> Result<()> {
        match self.thread.join() {
            Ok(result) => result.context("the file server failed"),
            Err(_) => Err(Error::new("the file server panicked").into()),
        }
    }
}
