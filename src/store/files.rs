//! Small files: one for each fact, read whole and replaced by rename.

use std::fs::File;
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use serde::{Serialize, de::DeserializeOwned};

use crate::error::{Context, Result};
use crate::name::Digest;
use crate::sys::random;

/// How the names of files begin that are about to be renamed. Whoever lists a directory passes over them.
pub(crate) const TEMPORARY: &str = ".tmp-";

/// Whether a file must outlive a power cut that comes right after it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Durability {
    /// After a power cut the file may be as it was before, or damaged.
    None,
    /// After a power cut the file is as it was before, or as it was to be.
    Ordered,
    /// The file is on the disk, and so is its name.
    Synced,
}

/// Reads a whole file; none if it does not exist.
pub(crate) fn read(path: &Path) -> Result<Option<Vec<u8>>> {
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error).with_context(|| format!("cannot open {}", path.display())),
    };
    read_open(&mut file).map(Some).with_context(|| format!("cannot read {}", path.display()))
}

/// Small files take one read(2): one that fills less than the buffer has met the end.
fn read_open(file: &mut File) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; 4096];
    let mut len = 0;
    loop {
        let space = bytes.get_mut(len..).unwrap_or_default();
        let room = space.len();
        match file.read(space) {
            Ok(count) => {
                len += count;
                if count < room {
                    bytes.truncate(len);
                    return Ok(bytes);
                }
                bytes.resize(len * 4, 0);
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// The digests that things in a directory are named by.
///
/// # Errors
/// Also when the listing breaks off: what is not in it may be deleted.
pub(super) fn digests_in(dir: &Path) -> Result<Vec<Digest>> {
    let list = || -> io::Result<Vec<Digest>> {
        let mut digests = Vec::new();
        for entry in std::fs::read_dir(dir)? {
            digests.extend(entry?.file_name().to_str().and_then(Digest::from_hex));
        }
        Ok(digests)
    };
    list().with_context(|| format!("cannot read {}", dir.display()))
}

/// Reads a JSON file; none if it does not exist.
pub(crate) fn read_json<T: DeserializeOwned>(path: &Path) -> Result<Option<T>> {
    let Some(bytes) = read(path)? else { return Ok(None) };
    serde_json::from_slice(&bytes).map(Some).with_context(|| format!("{} is damaged", path.display()))
}

/// Writes a new file. Only for directories that nobody else sees yet: a reader could meet it half written.
pub(crate) fn write(path: &Path, bytes: &[u8], durability: Durability) -> Result<()> {
    write_file(path, bytes, durability).with_context(|| format!("cannot write {}", path.display()))
}

/// Writes a new file that only the user may read, and that is on the disk then.
pub(crate) fn write_private(path: &Path, bytes: &[u8]) -> Result<()> {
    let write = || {
        let mut file = File::options().write(true).create_new(true).mode(0o600).open(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    write().with_context(|| format!("cannot write {}", path.display()))
}

/// Writes a new JSON file, as [`write`] does.
pub(crate) fn write_json<T: Serialize>(path: &Path, value: &T, durability: Durability) -> Result<()> {
    write(path, &to_json(path, value)?, durability)
}

/// Puts `bytes` into the file at `path`, at once: readers see either what was there before or all of the new bytes.
pub(crate) fn replace(path: &Path, bytes: &[u8], durability: Durability) -> Result<()> {
    let temporary = temporary_beside(path)?;
    let replaced = write_file(&temporary, bytes, durability).and_then(|()| std::fs::rename(&temporary, path));
    if replaced.is_err() {
        let _ = std::fs::remove_file(&temporary);
    }
    replaced.with_context(|| format!("cannot write {}", path.display()))?;
    if durability == Durability::Synced { sync_parent(path) } else { Ok(()) }
}

/// Replaces a JSON file, as [`replace`] does.
pub(crate) fn replace_json<T: Serialize>(path: &Path, value: &T, durability: Durability) -> Result<()> {
    replace(path, &to_json(path, value)?, durability)
}

/// Makes what happened to the name `path` (a rename, a removal) outlive a power cut.
pub(crate) fn sync_parent(path: &Path) -> Result<()> {
    let parent = path.parent().unwrap_or(Path::new("/"));
    File::open(parent).and_then(|dir| dir.sync_all()).with_context(|| format!("cannot sync {}", parent.display()))
}

/// Whether `path` is still a name of this open file: whoever has locked a file asks, since another may have removed it before.
pub(crate) fn is_at(file: &File, path: &Path) -> bool {
    let number = |data: std::fs::Metadata| (data.dev(), data.ino());
    match (file.metadata(), std::fs::metadata(path)) {
        (Ok(file), Ok(there)) => number(file) == number(there),
        _ => false,
    }
}

/// A name in the same directory that no one has.
pub(super) fn temporary_beside(path: &Path) -> Result<PathBuf> {
    Ok(path.with_file_name(format!("{TEMPORARY}{}", random_hex()?)))
}

/// 16 random hex digits.
pub(super) fn random_hex() -> Result<String> {
    let mut bytes = [0; 8];
    random::fill(&mut bytes).context("cannot get random bytes")?;
    Ok(format!("{:016x}", u64::from_ne_bytes(bytes)))
}

fn to_json<T: Serialize>(path: &Path, value: &T) -> Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec(value).with_context(|| format!("cannot write {}", path.display()))?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn write_file(path: &Path, bytes: &[u8], durability: Durability) -> io::Result<()> {
    let mut file = File::options().write(true).create_new(true).open(path)?;
    file.write_all(bytes)?;
    match durability {
        Durability::None => Ok(()),
        Durability::Ordered => file.sync_data(),
        Durability::Synced => file.sync_all(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replaced_files_are_whole_and_leave_nothing_behind() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("fact");
        assert!(read(&path).unwrap().is_none());
        for len in [0, 1, 4095, 4096, 4097, 16384, 100_000] {
            let bytes = vec![b'x'; len];
            replace(&path, &bytes, Durability::None).unwrap();
            assert!(read(&path).unwrap().unwrap() == bytes, "{len}");
        }
        replace_json(&path, &vec![1, 2], Durability::Synced).unwrap();
        assert_eq!(read_json::<Vec<u32>>(&path).unwrap().unwrap(), [1, 2]);
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
        std::fs::write(&path, "{").unwrap();
        assert!(read_json::<Vec<u32>>(&path).is_err());
        assert!(replace(&dir.path().join("no/such"), b"", Durability::None).is_err());
    }

    #[test]
    fn a_file_that_was_replaced_is_not_the_one_that_was_opened() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("lock");
        let file = File::create(&path).unwrap();
        assert!(is_at(&file, &path));
        replace(&path, b"", Durability::None).unwrap();
        assert!(!is_at(&file, &path));
        std::fs::remove_file(&path).unwrap();
        assert!(!is_at(&file, &path));
    }
}
