//! One of the two trees, and how the steps are done in it.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::{FileExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use rustix::fs::{CWD, FallocateFlags, FileType, Mode, OFlags, RenameFlags, XattrFlags};

use super::steps::{Handle, PATHS, PathNo, Step};
use crate::sys::mmap::Mapped;

/// A tree with files that are open and mapped in it.
pub(in crate::unionfs::tests) struct Side {
    pub(in crate::unionfs::tests) root: PathBuf,
    open: Vec<File>,
    mapped: Option<(File, Mapped)>,
}

/// What a step gave: text that says all that a process could see, or the number of an error.
pub(in crate::unionfs::tests) type Outcome = Result<String, i32>;

fn number(error: io::Error) -> i32 {
    error.raw_os_error().unwrap_or(-1)
}

fn done(result: io::Result<()>) -> Outcome {
    result.map(|()| String::new()).map_err(number)
}

impl Side {
    pub(in crate::unionfs::tests) fn new(root: PathBuf) -> Side {
        Side { root, open: Vec::new(), mapped: None }
    }

    /// Lets go of everything, so that the tree can be unmounted.
    pub(in crate::unionfs::tests) fn close(&mut self) {
        self.open.clear();
        self.mapped = None;
    }

    fn path(&self, no: PathNo) -> PathBuf {
        self.root.join(PATHS[no])
    }

    pub(in crate::unionfs::tests) fn is_dir(&self, no: PathNo) -> bool {
        fs::symlink_metadata(self.path(no)).is_ok_and(|meta| meta.is_dir())
    }

    pub(in crate::unionfs::tests) fn are_one_file(&self, a: PathNo, b: PathNo) -> bool {
        let number = |no| fs::symlink_metadata(self.path(no)).map(|meta| meta.ino()).ok();
        number(a).is_some() && number(a) == number(b)
    }

    pub(in crate::unionfs::tests) fn has_no_name(&self, handle: Handle) -> bool {
        self.open.get(handle).is_some_and(|file| file.metadata().is_ok_and(|meta| meta.nlink() == 0))
    }

    fn opened(&self, handle: Handle, work: impl FnOnce(&File) -> Outcome) -> Outcome {
        self.open.get(handle).map_or(Ok(String::new()), work)
    }

    pub(in crate::unionfs::tests) fn run(&mut self, step: &Step) -> Outcome {
        match step {
            Step::Create(_)
            | Step::Write(..)
            | Step::Append(..)
            | Step::Truncate(..)
            | Step::Allocate(..)
            | Step::CopyRange(..) => done(self.contents(step)),
            Step::Chmod(..) | Step::Chown(..) | Step::SetXattr(..) | Step::RemoveXattr(..) | Step::Touch(..) => {
                done(self.attributes(step))
            }
            Step::Open(..) | Step::Map(_) | Step::Unmap | Step::Close(_) => done(self.take(step)),
            Step::WriteOpen(h, offset, data) => self.opened(*h, |file| done(file.write_all_at(data, (*offset).into()))),
            Step::TruncateOpen(h, len) => self.opened(*h, |file| done(file.set_len((*len).into()))),
            Step::ChmodOpen(h, mode) => {
                self.opened(*h, |file| done(file.set_permissions(fs::Permissions::from_mode(*mode))))
            }
            Step::ReadOpen(h) => self.opened(*h, |file| describe_open(file).map_err(number)),
            Step::Sync(h) => self.opened(*h, |file| done(file.sync_all())),
            Step::Forget | Step::Remount | Step::Commit => Ok(String::new()),
            _ => done(self.names(step)),
        }
    }

    fn contents(&self, step: &Step) -> io::Result<()> {
        let to_write = |path: &PathNo| open(&self.path(*path), OpenOptions::new().write(true));
        match step {
            Step::Create(p) => File::create_new(self.path(*p)).map(drop),
            Step::Write(p, offset, data) => to_write(p)?.write_all_at(data, (*offset).into()),
            Step::Append(p, data) => {
                io::Write::write_all(&mut open(&self.path(*p), OpenOptions::new().append(true))?, data)
            }
            Step::Truncate(p, len) => to_write(p)?.set_len((*len).into()),
            Step::Allocate(p, offset, len, hole) => {
                let hole_flags = FallocateFlags::PUNCH_HOLE | FallocateFlags::KEEP_SIZE;
                let flags = if *hole { hole_flags } else { FallocateFlags::empty() };
                Ok(rustix::fs::fallocate(to_write(p)?, flags, (*offset).into(), (*len).into())?)
            }
            Step::CopyRange(a, b, from, to, len) => {
                let source = read(&self.path(*a))?;
                let target = to_write(b)?;
                let (mut from, mut to) = (u64::from(*from), u64::from(*to));
                let copied =
                    rustix::fs::copy_file_range(source, Some(&mut from), target, Some(&mut to), (*len).into())?;
                // How much it was is compared.
                Err(io::Error::from_raw_os_error(10_000 + i32::try_from(copied).unwrap_or(0)))
            }
            _ => unreachable!(),
        }
    }

    fn names(&self, step: &Step) -> io::Result<()> {
        let rename = |a: &PathNo, b: &PathNo, flags| -> io::Result<()> {
            Ok(rustix::fs::renameat_with(CWD, self.path(*a), CWD, self.path(*b), flags)?)
        };
        match step {
            Step::Mkdir(p) => fs::create_dir(self.path(*p)),
            Step::Rmdir(p) => fs::remove_dir(self.path(*p)),
            Step::Unlink(p) => fs::remove_file(self.path(*p)),
            Step::Rename(a, b) => fs::rename(self.path(*a), self.path(*b)),
            Step::NoReplace(a, b) => rename(a, b, RenameFlags::NOREPLACE),
            Step::Exchange(a, b) => rename(a, b, RenameFlags::EXCHANGE),
            Step::Link(a, b) => fs::hard_link(self.path(*a), self.path(*b)),
            Step::Symlink(p) => std::os::unix::fs::symlink("d/a", self.path(*p)),
            Step::Fifo(p) => Ok(rustix::fs::mknodat(CWD, self.path(*p), FileType::Fifo, Mode::RWXU, 0)?),
            _ => unreachable!(),
        }
    }

    fn attributes(&self, step: &Step) -> io::Result<()> {
        match step {
            Step::Chmod(p, mode) => fs::set_permissions(self.path(*p), fs::Permissions::from_mode(*mode)),
            Step::Chown(p, uid, gid) => std::os::unix::fs::lchown(self.path(*p), Some(*uid), Some(*gid)),
            Step::SetXattr(p, n) => {
                Ok(rustix::fs::setxattr(self.path(*p), format!("user.x{n}"), &[*n], XattrFlags::empty())?)
            }
            Step::RemoveXattr(p, n) => Ok(rustix::fs::removexattr(self.path(*p), format!("user.x{n}"))?),
            Step::Touch(p, secs, nanos) => {
                let time = UNIX_EPOCH + Duration::new(secs.unsigned_abs(), *nanos);
                read(&self.path(*p))?.set_modified(time)
            }
            _ => unreachable!(),
        }
    }

    /// What changes the open and mapped files themselves.
    fn take(&mut self, step: &Step) -> io::Result<()> {
        match step {
            Step::Open(p, write) => {
                let file = open(&self.path(*p), OpenOptions::new().read(true).write(*write))?;
                if self.open.len() < 4 && file.metadata()?.is_file() {
                    self.open.push(file);
                }
            }
            Step::Map(p) => {
                let file = read(&self.path(*p))?;
                let meta = file.metadata()?;
                if meta.is_file() && meta.len() > 0 {
                    let map = Mapped::open(&self.path(*p))?;
                    self.mapped = Some((file, map));
                }
            }
            Step::Unmap => self.mapped = None,
            Step::Close(h) if *h < self.open.len() => drop(self.open.remove(*h)),
            _ => {}
        }
        Ok(())
    }

    /// What is seen through the map, up to where the file now ends.
    pub(in crate::unionfs::tests) fn mapped(&self) -> Option<&[u8]> {
        let (file, map) = self.mapped.as_ref()?;
        let len = usize::try_from(file.metadata().ok()?.len()).ok()?;
        map.get(..len.min(map.len()))
    }
}

/// Opens a file without waiting for the other end of a fifo.
fn open(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    options.custom_flags(OFlags::NONBLOCK.bits().cast_signed()).open(path)
}

fn read(path: &Path) -> io::Result<File> {
    open(path, OpenOptions::new().read(true))
}

fn describe_open(file: &File) -> io::Result<String> {
    let meta = file.metadata()?;
    let mut content = vec![0; 1000];
    let len = file.read_at(&mut content, 0)?;
    content.truncate(len);
    Ok(format!("{:o} {}:{} {} {} {content:?}", meta.mode(), meta.uid(), meta.gid(), meta.nlink(), meta.len()))
}
