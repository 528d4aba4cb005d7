//! A socket of a command's own that leads to an SSH agent: the agent's belongs to the user, and a command may run as
//! somebody else.

use std::fs::{File, Permissions};
use std::net::Shutdown;
use std::os::fd::{AsFd, AsRawFd, OwnedFd};
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::dockerfile::Owner;
use crate::error::{Context, Result};
use crate::rootless;
use crate::sys::process::{self, Fork};

const SIGKILL: i32 = 9;
/// How long it may take to give a socket its owner.
const LIMIT: Duration = Duration::from_secs(30);
/// Until the next client is tried who could not be let in.
const PAUSE: Duration = Duration::from_millis(20);

/// The process that passes on what is said; it ends when this is dropped, and when this process is killed.
pub(super) struct Relay {
    process: OwnedFd,
}

impl Relay {
    /// Makes `socket`, which `owner` may connect to, and passes on to `agent`. This process must have one thread.
    pub(super) fn start(agent: &Path, socket: &Path, owner: Owner) -> Result<Self> {
        let (_dir, path) = short(socket)?;
        let listener = UnixListener::bind(path).with_context(|| format!("cannot make {}", socket.display()))?;
        std::fs::set_permissions(socket, Permissions::from_mode(owner.mode.unwrap_or(0o600)))?;
        let (uid, gid) = (owner.uid.unwrap_or(0), owner.gid.unwrap_or(0));
        if (uid, gid) != (0, 0) {
            let (maps, how) = rootless::id_maps()?;
            let give = || chown(socket, Some(uid), Some(gid)).context("cannot give the agent's socket its owner");
            rootless::run_inside(&maps, &how, LIMIT, give)?;
        }
        match process::fork()? {
            Fork::Child => {
                let done = process::die_with_parent().and_then(|()| serve(&listener, agent));
                process::exit_now(u8::from(done.is_err()))
            }
            Fork::Parent(pid) => Ok(Self { process: process::pidfd_open(pid)? }),
        }
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        let _ = process::pidfd_send_signal(self.process.as_fd(), SIGKILL);
        let _ = process::wait(self.process.as_fd());
    }
}

/// A path of at most 107 bytes for a socket (unix(7)), which is one as long as the descriptor is open.
fn short(socket: &Path) -> Result<(File, PathBuf)> {
    let dir = socket.parent().unwrap_or(socket);
    let dir = File::open(dir).with_context(|| format!("cannot open {}", dir.display()))?;
    let path = PathBuf::from(format!("/proc/self/fd/{}", dir.as_raw_fd()));
    Ok((dir, path.join(socket.file_name().unwrap_or_default())))
}

fn serve(listener: &UnixListener, agent: &Path) -> Result<()> {
    let (_dir, agent) = short(agent)?;
    for client in listener.incoming() {
        let (Ok(client), agent) = (client, agent.clone()) else {
            // All descriptors are taken; some will be given back.
            std::thread::sleep(PAUSE);
            continue;
        };
        // One for which there is no thread is let go.
        let _ = std::thread::Builder::new().spawn(move || pass(&client, &agent));
    }
    Ok(())
}

/// Passes on what both sides say. That one of them goes ends it, and is nobody's error.
fn pass(client: &UnixStream, agent: &Path) -> Option<()> {
    let agent = UnixStream::connect(agent).ok()?;
    std::thread::scope(|scope| {
        scope.spawn(|| copy(client, &agent));
        copy(&agent, client)
    })
}

fn copy(mut from: &UnixStream, mut to: &UnixStream) -> Option<()> {
    let copied = std::io::copy(&mut from, &mut to);
    let _ = to.shutdown(Shutdown::Write);
    copied.ok().map(drop)
}
