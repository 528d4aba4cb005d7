//! Names that hide what the layers have.

use std::os::fd::AsFd;

use rustix::fs::{AtFlags, FileType, Mode, XattrFlags};
use rustix::io::Errno;

use super::{Temp, Upper};
use crate::unionfs::Result;

/// The inode in `links` that whiteouts are hard links of; its name is no number.
const SOURCE: &str = "whiteout";
const MARK: &str = "user.coracle.whiteout";

impl Upper {
    /// Hides `name`: whatever file lies there in the upper tree is replaced in the same step.
    pub(in crate::unionfs) fn hide(&self, dir: impl AsFd, name: &[u8]) -> Result<()> {
        match rustix::fs::linkat(&self.links, SOURCE, &dir, name, AtFlags::empty()) {
            Ok(()) => Ok(()),
            Err(Errno::EXIST | Errno::NOENT | Errno::MLINK) => self.temp_whiteout()?.place(dir, name),
            Err(e) => Err(e),
        }
    }

    /// A whiteout in `tmp`.
    pub(super) fn temp_whiteout(&self) -> Result<Temp<'_>> {
        match self.temp_link(&self.links, SOURCE.as_bytes()) {
            Ok(temp) => return Ok(temp),
            Err(Errno::NOENT) => {}
            // The inode has all the links it can have: begin another.
            Err(Errno::MLINK) => super::unlink(&self.links, SOURCE.as_bytes())?,
            Err(e) => return Err(e),
        }
        let temp = self.make_whiteout()?;
        match rustix::fs::linkat(temp.directory(), temp.name(), &self.links, SOURCE, AtFlags::empty()) {
            Ok(()) | Err(Errno::EXIST) => Ok(temp),
            Err(e) => Err(e),
        }
    }

    fn make_whiteout(&self) -> Result<Temp<'_>> {
        let temp = self.new_temp();
        match rustix::fs::mknodat(temp.directory(), temp.name(), FileType::CharacterDevice, Mode::empty(), 0) {
            Ok(()) => return Ok(temp),
            Err(Errno::PERM | Errno::OPNOTSUPP | Errno::INVAL | Errno::NOSYS) => {}
            Err(e) => return Err(e),
        }
        let (temp, file) = self.temp_file()?;
        rustix::fs::fsetxattr(&file, MARK, b"", XattrFlags::empty())?;
        Ok(temp)
    }
}

/// After `open` failed with `error`: fine when the name is a whiteout, else that error. (Opening a device gives ENXIO,
/// or EACCES on a mount without devices.)
pub(super) fn is_device(dir: impl AsFd, name: &[u8], error: Errno) -> Result<()> {
    match rustix::fs::statat(dir, name, AtFlags::SYMLINK_NOFOLLOW) {
        Ok(stat) if FileType::from_raw_mode(stat.st_mode) == FileType::CharacterDevice && stat.st_rdev == 0 => Ok(()),
        // Whatever this finds: perhaps it could not be opened because too many files are.
        _ => Err(error),
    }
}

/// Whether an empty file is the other form of a whiteout.
pub(super) fn is_marked(fd: impl AsFd) -> Result<bool> {
    match rustix::fs::fgetxattr(fd, MARK, &mut [0; 1][..]) {
        Ok(_) => Ok(true),
        Err(Errno::NODATA) => Ok(false),
        Err(e) => Err(e),
    }
}
