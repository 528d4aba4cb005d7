//! Digests of the context's files, kept from one build to the next: a file whose size, times and inode are what they were
//! is not read again.

use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use rustix::fs::Stat;

use crate::error::Result;
use crate::name::{Digest, Hasher};
use crate::store::Draft;
use crate::store::files::{self, Durability};

/// What the file begins with; another format is another word.
const MAGIC: &[u8; 8] = b"coracle1";

/// A file that changed less than so many seconds before it was read may have changed again within the same tick of the
/// file system's clock.
const TOO_FRESH: i64 = 2;

/// Beyond so many files, those that no build asked for are forgotten.
const MANY: usize = 500_000;

/// What was the case when a file was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Seen {
    size: u64,
    inode: u64,
    modified: (i64, u32),
    changed: (i64, u32),
}

impl Seen {
    fn of(stat: &Stat) -> Self {
        let nanos = |nanos| u32::try_from(nanos).unwrap_or(0);
        Seen {
            size: u64::try_from(stat.st_size).unwrap_or(0),
            inode: stat.st_ino,
            modified: (stat.st_mtime, nanos(stat.st_mtime_nsec)),
            changed: (stat.st_ctime, nanos(stat.st_ctime_nsec)),
        }
    }
}

/// The digests that are known.
#[derive(Debug, Default)]
pub(in crate::build) struct Known {
    /// Where they are kept; nowhere for trees that are gone after the build.
    path: Option<PathBuf>,
    entries: HashMap<Vec<u8>, (Seen, Digest)>,
    changed: bool,
}

impl Known {
    /// What is known of the tree at `root`, kept in the directory `dir`. A damaged file is as none.
    pub(in crate::build) fn load(dir: &Path, root: &Path) -> Self {
        let path = dir.join(Digest::of(root.as_os_str().as_encoded_bytes()).hex());
        let bytes = files::read(&path).ok().flatten().unwrap_or_default();
        Known { path: Some(path), entries: decode(&bytes).unwrap_or_default(), changed: false }
    }

    /// Keeps what was learned.
    pub(in crate::build) fn save(&mut self) -> Result<()> {
        let Some(path) = self.path.as_ref().filter(|_| self.changed) else { return Ok(()) };
        self.changed = false;
        files::replace(path, &encode(&self.entries), Durability::None)
    }

    /// Digest and size of a file of the context, whose content is in the store or in `draft` from then on. Nothing for
    /// an empty one.
    pub(super) fn digest(
        &mut self,
        path: &[u8],
        stat: &Stat,
        draft: Option<&mut Draft<'_>>,
        open: impl FnOnce() -> Result<File>,
    ) -> Result<Option<(Digest, u64)>> {
        if stat.st_size == 0 {
            return Ok(None);
        }
        let seen = Seen::of(stat);
        if let Some((_, digest)) = self.entries.get(path).filter(|(then, _)| *then == seen)
            && draft.as_ref().is_none_or(|draft| draft.has(digest).unwrap_or(false))
        {
            return Ok(Some((*digest, seen.size)));
        }
        let stored = match draft {
            Some(draft) => draft.store(&open()?)?,
            None => Some((digest_of(&open()?)?, seen.size)),
        };
        let Some((digest, size)) = stored else { return Ok(None) };
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let newest = seen.changed.0.max(seen.modified.0);
        if size == seen.size && newest.saturating_add(TOO_FRESH) < i64::try_from(now).unwrap_or(i64::MAX) {
            if self.entries.len() > MANY {
                self.entries.clear();
            }
            self.entries.insert(path.to_vec(), (seen, digest));
            self.changed = true;
        }
        Ok(stored)
    }
}

fn digest_of(mut file: &File) -> Result<Digest> {
    let mut hasher = Hasher::new();
    let mut buffer = vec![0; 256 << 10];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hasher.finish()),
            count => hasher.update(buffer.get(..count).unwrap_or_default()),
        }
    }
}

fn encode(entries: &HashMap<Vec<u8>, (Seen, Digest)>) -> Vec<u8> {
    let mut out = Vec::with_capacity(entries.len() * 120);
    out.extend(MAGIC);
    for (path, (seen, digest)) in entries {
        out.extend((path.len() as u32).to_le_bytes());
        out.extend(path);
        out.extend(seen.size.to_le_bytes());
        out.extend(seen.inode.to_le_bytes());
        for (secs, nanos) in [seen.modified, seen.changed] {
            out.extend(secs.to_le_bytes());
            out.extend(nanos.to_le_bytes());
        }
        out.extend(digest.as_bytes());
    }
    out
}

fn decode(bytes: &[u8]) -> Option<HashMap<Vec<u8>, (Seen, Digest)>> {
    let mut rest = bytes.strip_prefix(MAGIC)?;
    let mut entries = HashMap::new();
    while !rest.is_empty() {
        let len = u32::from_le_bytes(take(&mut rest)?);
        let (path, after) = rest.split_at_checked(usize::try_from(len).ok()?)?;
        rest = after;
        let size = u64::from_le_bytes(take(&mut rest)?);
        let inode = u64::from_le_bytes(take(&mut rest)?);
        let mut time = || Some((i64::from_le_bytes(take(&mut rest)?), u32::from_le_bytes(take(&mut rest)?)));
        let (modified, changed) = (time()?, time()?);
        let digest = Digest::from_bytes(take(&mut rest)?);
        entries.insert(path.to_vec(), (Seen { size, inode, modified, changed }, digest));
    }
    Some(entries)
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (first, after) = rest.split_first_chunk::<N>()?;
    *rest = after;
    Some(*first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_comes_back_and_what_is_damaged_is_nothing() {
        let seen = Seen { size: 3, inode: 9, modified: (1, 2), changed: (-3, 4) };
        let entries = HashMap::from([(b"a/b".to_vec(), (seen, Digest::of(b"x"))), (vec![], (seen, Digest::of(b"y")))]);
        let bytes = encode(&entries);
        assert_eq!(decode(&bytes).unwrap(), entries);
        assert!(decode(&bytes[..bytes.len() - 1]).is_none());
        assert!(decode(b"").is_none());
    }
}
