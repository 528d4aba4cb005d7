//! What holds on to a file over its copy-up: locks, watches, directories that are gone; and files that are not files.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, AsRawFd};
use std::os::unix::fs::{FileExt, FileTypeExt, OpenOptionsExt};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::Path;

use anyhow::{Result, ensure};
use rustix::fs::inotify::{self, CreateFlags, ReadFlags, WatchFlags};
use rustix::fs::{CWD, FileType, FlockOperation, Mode, OFlags};
use rustix::io::Errno;

use super::Case;
use super::names::{names, same};
use crate::sys::lock::{Sharing, is_locked_by_other, try_lock};

pub(super) const CASES: &[Case] = &[
    ("locks_hold_over_copy_up", locks_hold_over_copy_up),
    ("watches_hold_over_copy_up", watches_hold_over_copy_up),
    ("watches_of_directories_see_changes", watches_of_directories_see_changes),
    ("handles_of_paths_alone_work", handles_of_paths_alone_work),
    ("removed_directories_are_empty", removed_directories_are_empty),
    ("fifos_carry_data", fifos_carry_data),
    ("sockets_connect", sockets_connect),
];

fn writable(path: &Path) -> std::io::Result<File> {
    File::options().read(true).write(true).open(path)
}

fn locks_hold_over_copy_up(at: &Path) -> Result<()> {
    let before = File::open(at.join("file"))?;
    rustix::fs::flock(&before, FlockOperation::LockExclusive)?;
    let shared = File::open(at.join("other"))?;
    ensure!(try_lock(shared.as_fd(), Sharing::Shared)?);
    for name in ["file", "other"] {
        writable(&at.join(name))?.write_all_at(b"copied up", 0)?;
    }
    let (flocked, locked) = (writable(&at.join("file"))?, writable(&at.join("other"))?);
    same(rustix::fs::flock(&flocked, FlockOperation::NonBlockingLockExclusive), Err(Errno::WOULDBLOCK))?;
    ensure!(is_locked_by_other(locked.as_fd())?, "the lock is gone");
    ensure!(!try_lock(locked.as_fd(), Sharing::Exclusive)?);
    drop((before, shared));
    rustix::fs::flock(&flocked, FlockOperation::NonBlockingLockExclusive)?;
    ensure!(try_lock(locked.as_fd(), Sharing::Exclusive)?);
    Ok(())
}

/// The events that wait to be read, with the names that they carry.
fn events(watch: &impl AsFd) -> Result<Vec<(ReadFlags, String)>> {
    let mut buffer = [MaybeUninit::uninit(); 4096];
    let mut reader = inotify::Reader::new(watch.as_fd(), &mut buffer);
    let mut events = Vec::new();
    loop {
        match reader.next() {
            Ok(event) => {
                let name = event.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                events.push((event.events(), name));
            }
            Err(Errno::AGAIN) => return Ok(events),
            Err(e) => return Err(e.into()),
        }
    }
}

fn watches_hold_over_copy_up(at: &Path) -> Result<()> {
    let watch = inotify::init(CreateFlags::NONBLOCK)?;
    inotify::add_watch(&watch, at.join("file"), WatchFlags::MODIFY | WatchFlags::ATTRIB | WatchFlags::DELETE_SELF)?;
    writable(&at.join("file"))?.write_all_at(b"x", 0)?;
    fs::set_permissions(at.join("file"), std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    let seen: Vec<ReadFlags> = events(&watch)?.into_iter().map(|(flags, _)| flags).collect();
    same(seen, vec![ReadFlags::MODIFY, ReadFlags::ATTRIB])?;
    fs::remove_file(at.join("file"))?;
    ensure!(events(&watch)?.iter().any(|(flags, _)| flags.contains(ReadFlags::DELETE_SELF)), "no word of the removal");
    Ok(())
}

fn watches_of_directories_see_changes(at: &Path) -> Result<()> {
    let watch = inotify::init(CreateFlags::NONBLOCK)?;
    let kinds = WatchFlags::CREATE | WatchFlags::DELETE | WatchFlags::MOVED_TO | WatchFlags::MODIFY;
    inotify::add_watch(&watch, at.join("dir"), kinds)?;
    fs::write(at.join("dir/a"), "x")?;
    fs::write(at.join("dir/new"), "")?;
    fs::rename(at.join("file"), at.join("dir/file"))?;
    fs::remove_file(at.join("dir/b"))?;
    let seen = events(&watch)?;
    for (flag, name) in
        [(ReadFlags::MODIFY, "a"), (ReadFlags::CREATE, "new"), (ReadFlags::MOVED_TO, "file"), (ReadFlags::DELETE, "b")]
    {
        ensure!(seen.iter().any(|event| event.0.contains(flag) && event.1 == name), "{flag:?} {name} not in {seen:?}");
    }
    Ok(())
}

fn handles_of_paths_alone_work(at: &Path) -> Result<()> {
    let path = rustix::fs::openat(CWD, at.join("file"), OFlags::PATH, Mode::empty())?;
    let by_number = format!("/proc/self/fd/{}", path.as_raw_fd());
    fs::set_permissions(&by_number, std::os::unix::fs::PermissionsExt::from_mode(0o640))?;
    fs::write(&by_number, "through the handle")?;
    fs::rename(at.join("file"), at.join("dir/elsewhere"))?;
    same(fs::read_to_string(&by_number)?, "through the handle".to_owned())?;
    same(rustix::fs::fstat(&path)?.st_mode, 0o100_640)
}

fn removed_directories_are_empty(at: &Path) -> Result<()> {
    for name in ["empty", "new"] {
        if name == "new" {
            fs::create_dir(at.join(name))?;
        }
        let dir = File::open(at.join(name))?;
        fs::remove_dir(at.join(name))?;
        same(rustix::fs::fstat(&dir)?.st_nlink, 0)?;
        let made = rustix::fs::openat(&dir, "file", OFlags::CREATE | OFlags::WRONLY, Mode::RWXU);
        same(made.map(drop), Err(Errno::NOENT))?;
        ensure!(names(format!("/proc/self/fd/{}", dir.as_raw_fd())).is_ok_and(|names| names.is_empty()));
    }
    Ok(())
}

fn fifos_carry_data(at: &Path) -> Result<()> {
    let path = at.join("fifo");
    rustix::fs::mknodat(CWD, &path, FileType::Fifo, Mode::RWXU, 0)?;
    ensure!(fs::symlink_metadata(&path)?.file_type().is_fifo());
    let mut reader = File::options().read(true).custom_flags(OFlags::NONBLOCK.bits() as i32).open(&path)?;
    fs::rename(&path, at.join("dir/fifo"))?;
    File::options().write(true).open(at.join("dir/fifo"))?.write_all(b"through")?;
    let mut text = String::new();
    reader.read_to_string(&mut text)?;
    same(text, "through".to_owned())
}

fn sockets_connect(at: &Path) -> Result<()> {
    let path = at.join("socket");
    // A socket's path has 107 bytes at most.
    let dir = File::open(at)?;
    let short = |name: &str| format!("/proc/self/fd/{}/{name}", dir.as_raw_fd());
    let listener = UnixListener::bind(short("socket"))?;
    ensure!(fs::symlink_metadata(&path)?.file_type().is_socket());
    fs::rename(&path, at.join("moved"))?;
    UnixStream::connect(short("moved"))?.write_all(b"hello")?;
    let mut text = String::new();
    listener.accept()?.0.read_to_string(&mut text)?;
    same(text, "hello".to_owned())?;
    drop(listener);
    same(
        UnixStream::connect(short("moved")).map_err(|e| e.kind()).map(drop),
        Err(std::io::ErrorKind::ConnectionRefused),
    )
}
