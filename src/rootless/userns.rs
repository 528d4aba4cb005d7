//! Making the user namespace: the child steps into it, the parent gives it its ids.
//!
//! The two sides talk over a socket pair: the child says "made" or why not, the parent answers "mapped".

use std::io::Read;
use std::os::fd::{AsFd, AsRawFd, OwnedFd, RawFd};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use rustix::io::Errno;
use rustix::process::Pid;
use rustix::thread::{Gid, Uid};

use super::causes::{self, Knobs};
use super::map::{IdMaps, Mode, map_text};
use crate::error::{Context, Error, Result};
use crate::sys::namespace::{self, Kind};
use crate::sys::{process, socket};

const MADE: &[u8] = b"made";
const MAPPED: &[u8] = b"mapped";

/// What the child of the handshake does.
#[derive(Debug)]
enum Way {
    Make,
    Join(OwnedFd),
}

/// The command's side.
#[derive(Debug)]
pub(crate) struct ParentSide {
    socket: OwnedFd,
    maps: IdMaps,
    mode: Mode,
    joining: bool,
}

/// The side of the process that enters the namespace.
#[derive(Debug)]
pub(crate) struct ChildSide {
    socket: OwnedFd,
    way: Way,
}

/// Gets both sides ready; called before the fork. With `join`, the child enters that user namespace instead of making one.
pub(crate) fn prepare(maps: &IdMaps, mode: &Mode, join: Option<OwnedFd>) -> Result<(ParentSide, ChildSide)> {
    let (parent, child) = socket::seqpacket_pair()?;
    let joining = join.is_some();
    let way = join.map_or(Way::Make, Way::Join);
    let parent = ParentSide { socket: parent, maps: maps.clone(), mode: mode.clone(), joining };
    Ok((parent, ChildSide { socket: child, way }))
}

impl ChildSide {
    /// The descriptors that the handshake needs.
    pub(crate) fn descriptors(&self) -> Vec<RawFd> {
        let namespace = match &self.way {
            Way::Join(namespace) => Some(namespace.as_raw_fd()),
            Way::Make => None,
        };
        [self.socket.as_raw_fd()].into_iter().chain(namespace).collect()
    }

    /// Enters the user namespace as its root, with all capabilities; [`become_root`]. This process must have one thread.
    pub(crate) fn enter(self, keep_groups: bool) -> Result<()> {
        self.step_in()?;
        become_root(keep_groups)
    }

    /// Enters the user namespace with all capabilities, but as who this process is outside.
    pub(crate) fn step_in(self) -> Result<()> {
        process::require_single_thread("enter a user namespace")?;
        match &self.way {
            Way::Join(namespace) => namespace::join(namespace.as_fd(), Kind::User),
            Way::Make => {
                namespace::unshare_user().map_err(|errno| causes::unshare_refused(errno, &Knobs::read()))?;
                socket::send(self.socket.as_fd(), MADE, &[])?;
                let (answer, _) = socket::receive(self.socket.as_fd(), 16)?;
                anyhow::ensure!(answer == MAPPED, "the user namespace got no id maps");
                Ok(())
            }
        }
    }
}

/// Becomes root of this process's user namespace, without supplementary groups unless they are to be kept. In a namespace
/// that has no root, its first id is as good: it is the capabilities that count.
pub(crate) fn become_root(keep_groups: bool) -> Result<()> {
    if !keep_groups {
        match rustix::thread::set_thread_groups(&[]) {
            // Where this namespace or one around it denies it (user_namespaces(7), "setgroups"), the groups stay.
            Ok(()) | Err(Errno::PERM) => {}
            Err(errno) => return Err(errno).context("setgroups"),
        }
    }
    become_first("gid_map", |id| {
        let gid = Gid::from_raw(id);
        rustix::thread::set_thread_res_gid(gid, gid, gid)
    })?;
    become_first("uid_map", |id| {
        let uid = Uid::from_raw(id);
        rustix::thread::set_thread_res_uid(uid, uid, uid)
    })
}

fn become_first(map: &str, set: impl Fn(u32) -> Result<(), Errno>) -> Result<()> {
    match set(0) {
        Err(Errno::INVAL) => {
            let path = format!("/proc/self/{map}");
            let text = std::fs::read_to_string(&path).with_context(|| format!("read {path}"))?;
            let first = text.split_whitespace().next().and_then(|id| id.parse().ok());
            set(first.with_context(|| format!("{path} is empty"))?)
                .with_context(|| format!("become the first of {path}"))
        }
        result => result.with_context(|| format!("become 0 of the {map}")),
    }
}

impl ParentSide {
    /// Waits until `child` has made its user namespace and writes the id maps. Does nothing when it joins one. When the
    /// child fails, it is the child that knows why: this then just returns.
    pub(crate) fn map(self, child: Pid) -> Result<()> {
        if self.joining {
            return Ok(());
        }
        let (word, _) = socket::receive(self.socket.as_fd(), 16)?;
        if word != MADE {
            return Ok(());
        }
        match &self.mode {
            Mode::Identity => write_maps(child, &self.maps),
            Mode::Single(_) => write_file(child, "setgroups", "deny").and_then(|()| write_maps(child, &self.maps)),
            Mode::Subordinate => run_helpers(child, &self.maps),
        }
        .map_err(|error| explain(&error))?;
        socket::send(self.socket.as_fd(), MAPPED, &[]).context("the process that waits for its ids has ended")
    }
}

fn explain(error: &anyhow::Error) -> Error {
    let no_new_privs = rustix::thread::no_new_privs().unwrap_or(false);
    causes::map_refused(&format!("{error:#}"), &Knobs::read(), no_new_privs)
}

fn write_maps(child: Pid, maps: &IdMaps) -> Result<()> {
    write_file(child, "gid_map", &map_text(&maps.gid))?;
    write_file(child, "uid_map", &map_text(&maps.uid))
}

fn write_file(child: Pid, name: &str, text: &str) -> Result<()> {
    let path = PathBuf::from(format!("/proc/{}/{name}", child.as_raw_nonzero()));
    std::fs::write(&path, text).with_context(|| format!("write {}", path.display()))
}

fn run_helpers(child: Pid, maps: &IdMaps) -> Result<()> {
    let uid = start_helper("newuidmap", child, &map_text(&maps.uid))?;
    let gid = start_helper("newgidmap", child, &map_text(&maps.gid))?;
    let results = [finish_helper("newuidmap", uid), finish_helper("newgidmap", gid)];
    results.into_iter().collect()
}

fn start_helper(name: &str, child: Pid, map: &str) -> Result<Child> {
    let path = helper(name).unwrap_or_else(|| PathBuf::from(name));
    Command::new(&path)
        .arg(child.as_raw_nonzero().to_string())
        .args(map.split_whitespace())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("start {}", path.display()))
}

fn finish_helper(name: &str, mut child: Child) -> Result<()> {
    let mut words = String::new();
    if let Some(stderr) = child.stderr.take() {
        let _ = stderr.take(4096).read_to_string(&mut words);
    }
    let status = child.wait().with_context(|| format!("wait for {name}"))?;
    anyhow::ensure!(status.success(), "{name}: {status}: {}", words.trim());
    Ok(())
}

/// Where the helpers live: fixed places, so that the environment has no say in what runs.
fn helper(name: &str) -> Option<PathBuf> {
    let places = ["/usr/bin", "/bin", "/usr/local/bin", "/usr/sbin", "/run/wrappers/bin"];
    places.iter().map(|dir| Path::new(dir).join(name)).find(|path| rustix::fs::access(path, EXECUTABLE).is_ok())
}

const EXECUTABLE: rustix::fs::Access = rustix::fs::Access::EXEC_OK;

pub(super) fn is_installed(name: &str) -> bool {
    helper(name).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sys::process::{Exit, Fork};
    use crate::sys::testing;

    #[test]
    fn a_child_enters_and_another_joins() {
        testing::in_own_process("rootless::userns::tests::a_child_enters_and_another_joins", || {
            let (maps, mode) = crate::rootless::id_maps().unwrap();
            let (first, _held) = enter_in_child(&maps, &mode, None);
            let (second, _held2) = enter_in_child(&maps, &mode, Some(namespace_of(first)));
            let link = |pid: Pid| std::fs::read_link(format!("/proc/{}/ns/user", pid.as_raw_nonzero())).unwrap();
            assert_eq!(link(first), link(second));
            assert_ne!(link(first), std::fs::read_link("/proc/self/ns/user").unwrap());
        });
    }

    fn namespace_of(pid: Pid) -> OwnedFd {
        std::fs::File::open(format!("/proc/{}/ns/user", pid.as_raw_nonzero())).unwrap().into()
    }

    /// A child that entered and waits until the socket is dropped.
    fn enter_in_child(maps: &IdMaps, mode: &Mode, join: Option<OwnedFd>) -> (Pid, OwnedFd) {
        let (parent_side, child_side) = prepare(maps, mode, join).unwrap();
        let (here, there) = socket::seqpacket_pair().unwrap();
        match process::fork().unwrap() {
            Fork::Child => {
                drop((parent_side, here));
                let result = child_side.enter(false).map_err(|e| format!("{e:#}"));
                socket::send(there.as_fd(), result.err().unwrap_or("ok".into()).as_bytes(), &[]).unwrap();
                let _ = socket::receive(there.as_fd(), 1);
                process::exit_now(0)
            }
            Fork::Parent(pid) => {
                drop((child_side, there));
                parent_side.map(pid).unwrap();
                let (word, _) = socket::receive(here.as_fd(), 4096).unwrap();
                assert_eq!(String::from_utf8_lossy(&word), "ok");
                (pid, here)
            }
        }
    }

    #[test]
    fn a_failing_child_does_not_block_the_parent() {
        testing::in_own_process("rootless::userns::tests::a_failing_child_does_not_block_the_parent", || {
            let (maps, mode) = crate::rootless::id_maps().unwrap();
            let (parent_side, child_side) = prepare(&maps, &mode, None).unwrap();
            match process::fork().unwrap() {
                Fork::Child => process::exit_now(3),
                Fork::Parent(pid) => {
                    drop(child_side);
                    parent_side.map(pid).unwrap();
                    let pidfd = process::pidfd_open(pid).unwrap();
                    assert_eq!(process::wait(pidfd.as_fd()).unwrap(), Exit::Code(3));
                }
            }
        });
    }
}
