//! Blobs that are on their way. What has come of each is kept in the cache directory, so that a later pull goes on at the byte,
//! and whoever fetches a blob holds a lock (flock) on that file, so that nobody else fetches it meanwhile.
//!
//! Files are named by the blob's digest, which is what all of it is held to in the end: nothing is believed before.
//!
//! Kept and unpacked, a blob would take more room than its layer in the end. Before all of it has come, what is kept is
//! handed out only as far as both together stay within that (as far as can be told from how the blob unpacks so far) and a
//! window. After that, what is handed out is given back to the disk.
//!
//! A blob that comes fast is not kept: fetching it again would take a few seconds, and writing it, which is more than
//! most layers write in all, would be in vain.

use std::fs::{self, DirBuilder, File, TryLockError};
use std::io::{self, Read};
use std::os::unix::fs::{DirBuilderExt, FileExt};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use rustix::fs::{FallocateFlags, SeekFrom};
use rustix::io::Errno;

use super::{files, space};
use crate::name::Digest;

/// Nothing is kept while the disk has less room than so many times the blob, plus [`ROOM`] bytes: the layer itself comes first.
const TIMES: u64 = 4;
const ROOM: u64 = 64 << 20;
/// How fast a blob comes is told by so many of its first bytes, which are in memory meanwhile.
const TRIAL: usize = 512 << 10;
/// A blob that comes in less time than this is not kept.
const WORTH: Duration = Duration::from_secs(10);
/// Bytes that may be on the disk beyond what the layer will have. Four layers come at once, and 64 MB are the bound for all.
const WINDOW: u64 = 12 << 20;
/// How much is kept between two looks at the free space, or given back to the disk at once, in bytes.
const STRIDE: u64 = 1 << 20;
/// What nobody came back for in this time goes.
const AGE: Duration = Duration::from_secs(7 * 24 * 3600);
const PAUSE: Duration = Duration::from_millis(20);

/// The directory of partial blobs.
#[derive(Debug, Clone)]
pub(crate) struct Partials {
    dir: PathBuf,
}

/// What has come of one blob. While it lives, nobody else fetches the blob.
#[derive(Debug)]
pub(crate) struct Partial {
    /// None when the directory cannot be written to: then nothing is kept, and nobody is kept away.
    file: Option<File>,
    path: PathBuf,
    len: u64,
    keeps: bool,
    /// Bytes of the whole blob.
    size: u64,
    /// When the first bytes came.
    since: Option<Instant>,
    /// The first bytes, as long as it is not known whether they are worth to be kept.
    trial: Option<Vec<u8>>,
    /// Where the free space is looked at next.
    look: u64,
    /// Bytes from the beginning that were given back to the disk.
    released: u64,
    /// How many bytes what was handed out became.
    unpacked: u64,
}

impl Partials {
    /// Those below `cache`, the user's cache directory of this engine.
    pub(crate) fn new(cache: &Path) -> Self {
        Partials { dir: cache.join("blobs") }
    }

    /// Waits until nobody else fetches the blob of `size` bytes; `None` when `stop` wants no more of it.
    pub(crate) fn claim(&self, digest: &Digest, size: u64, stop: impl Fn() -> bool) -> Option<Partial> {
        let path = self.dir.join(format!("{}.part", digest.hex()));
        let file = loop {
            let file = DirBuilder::new()
                .recursive(true)
                .mode(0o700)
                .create(&self.dir)
                .and_then(|()| File::options().read(true).write(true).create(true).truncate(false).open(&path));
            let Ok(file) = file else { return Some(Partial::new(None, path, size)) };
            loop {
                match file.try_lock() {
                    Ok(()) => break,
                    Err(TryLockError::WouldBlock) if stop() => return None,
                    Err(TryLockError::WouldBlock) => thread::sleep(PAUSE),
                    // Without locks two may fetch the same, which does no harm.
                    Err(TryLockError::Error(_)) => break,
                }
            }
            // Whoever had it may have removed it: the next one would not see that we have it.
            if files::is_at(&file, &path) {
                break file;
            }
        };
        let mut partial = Partial::new(Some(file), path, size);
        if partial.len > size || partial.was_released() {
            partial.discard();
        }
        Some(partial)
    }

    /// Removes what was left a long time ago, and empty files, which killed processes left locked no more.
    pub(crate) fn sweep(&self) {
        let entries = fs::read_dir(&self.dir).into_iter().flatten().flatten();
        for path in entries.map(|entry| entry.path()) {
            let Ok(file) = File::open(&path) else { continue };
            let age = file.metadata().and_then(|data| data.modified()).ok().and_then(|time| time.elapsed().ok());
            let empty = file.metadata().is_ok_and(|data| data.len() == 0);
            if (empty || age.is_some_and(|age| age > AGE)) && file.try_lock().is_ok() {
                let _ = fs::remove_file(&path);
            }
        }
    }
}

impl Partial {
    fn new(file: Option<File>, path: PathBuf, size: u64) -> Self {
        let len = file.as_ref().and_then(|file| file.metadata().ok()).map_or(0, |data| data.len());
        let trial = (len == 0).then(Vec::new);
        let mut partial =
            Partial { file, path, len, keeps: false, size, since: None, trial, look: 0, released: 0, unpacked: 0 };
        partial.keeps = partial.has_room();
        partial
    }

    fn has_room(&self) -> bool {
        let needed = self.size.saturating_mul(TIMES).saturating_add(ROOM);
        self.file.as_ref().is_some_and(|file| space::free(file).is_ok_and(|free| free > needed))
    }

    /// Bytes that are there, from the blob's beginning.
    pub(crate) fn len(&self) -> u64 {
        self.len
    }

    /// Reads some of what is there from `at` on.
    pub(crate) fn read(&self, at: u64, into: &mut [u8]) -> io::Result<usize> {
        if let Some(trial) = &self.trial {
            let rest = usize::try_from(at).ok().and_then(|at| trial.get(at..));
            return rest.unwrap_or_default().read(into);
        }
        let left = usize::try_from(self.len.saturating_sub(at)).unwrap_or(usize::MAX);
        let count = left.min(into.len());
        match (&self.file, into.get_mut(..count)) {
            (Some(file), Some(into)) => file.read_at(into, at),
            _ => Ok(0),
        }
    }

    /// Handing out begins at the blob's beginning, perhaps once more.
    pub(crate) fn hand_out_anew(&mut self) {
        self.unpacked = 0;
    }

    /// What was handed out became `bytes` more.
    pub(crate) fn note_unpacked(&mut self, bytes: u64) {
        self.unpacked += bytes;
    }

    /// Whether the blob has to be here whole before more is handed out than the `given` bytes.
    pub(crate) fn holds_back(&self, given: u64) -> bool {
        let wide = u128::from;
        // As if the rest unpacked as what has come did.
        let layer = wide(self.unpacked) * wide(self.size) / wide(given).max(1);
        let is_within = wide(self.size) + wide(self.unpacked) < layer + wide(WINDOW);
        self.keeps && self.trial.is_none() && given >= WINDOW && !is_within
    }

    /// The `given` bytes are handed out. Gives their room back to the disk where it is needed: if the layer fails after
    /// that, the blob has to be fetched once more.
    pub(crate) fn release(&mut self, given: u64) {
        let end = given / STRIDE * STRIDE;
        let needed = !self.keeps || self.len == self.size && given > WINDOW;
        let Some(file) = self.file.as_ref().filter(|_| needed && end > self.released) else { return };
        let hole = FallocateFlags::PUNCH_HOLE | FallocateFlags::KEEP_SIZE;
        if let Err(error) = rustix::fs::fallocate(file, hole, self.released, end - self.released) {
            log::debug!("{} keeps its room: {error}", self.path.display());
        }
        self.released = end;
    }

    /// Whether a process that was killed had given back the file's beginning.
    fn was_released(&self) -> bool {
        let data = self.file.as_ref().map(|file| rustix::fs::seek(file, SeekFrom::Data(0)));
        self.len > 0 && matches!(data, Some(Ok(1..) | Err(Errno::NXIO)))
    }

    /// Keeps the bytes that follow at `at`. A disk that takes them not is no reason to stop: then nothing is kept.
    pub(crate) fn append(&mut self, at: u64, bytes: &[u8]) {
        if !self.keeps || at != self.len {
            return;
        }
        let Some(trial) = &mut self.trial else { return self.write(bytes) };
        let since = *self.since.get_or_insert_with(Instant::now);
        trial.extend_from_slice(bytes);
        self.len += bytes.len() as u64;
        if trial.len() >= TRIAL {
            // The time that all of it would take at this speed.
            let whole = since.elapsed().as_secs_f64() * self.size as f64 / self.len as f64;
            if whole < WORTH.as_secs_f64() { self.keep_nothing() } else { self.settle() }
        }
    }

    /// Writes what was in memory.
    fn settle(&mut self) {
        if let Some(trial) = self.trial.take() {
            self.len = 0;
            self.write(&trial);
        }
    }

    fn write(&mut self, bytes: &[u8]) {
        if self.len >= self.look {
            self.look = self.len + STRIDE;
            self.keeps = self.has_room();
        }
        let Some(file) = self.file.as_ref().filter(|_| self.keeps) else { return self.keep_nothing() };
        match file.write_all_at(bytes, self.len) {
            Ok(()) => self.len += bytes.len() as u64,
            Err(error) => {
                log::debug!("{} is given up: {error}", self.path.display());
                self.keep_nothing();
            }
        }
    }

    /// Forgets what has come.
    pub(crate) fn discard(&mut self) {
        self.len = 0;
        self.look = 0;
        self.trial = None;
        if let Some(Err(error)) = self.file.as_ref().map(|file| file.set_len(0)) {
            log::debug!("{} cannot be emptied: {error}", self.path.display());
            self.keeps = false;
        }
    }

    /// The same, and keeps nothing of what comes either.
    pub(crate) fn keep_nothing(&mut self) {
        self.discard();
        self.keeps = false;
    }

    /// The layer is in the store, and the file is of no use.
    pub(crate) fn done(&mut self) {
        self.keep_nothing();
        self.remove();
    }

    /// Takes the file away, while its lock is held; nobody's else can have its name then.
    fn remove(&mut self) {
        if self.file.take().is_some_and(|_locked| fs::remove_file(&self.path).is_err()) {
            log::debug!("{} cannot be removed", self.path.display());
        }
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        self.settle();
        // An empty file is only a lock.
        if self.len == 0 {
            self.remove();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::MetadataExt;

    use super::*;

    #[test]
    fn what_was_kept_is_there_again() {
        let temp = tempfile::tempdir().unwrap();
        let partials = Partials::new(temp.path());
        let digest = Digest::of(b"blob");
        let claim = |size| partials.claim(&digest, size, || true);
        let mut first = claim(10).unwrap();
        first.append(0, b"01234");
        first.append(7, b"789");
        assert!(claim(10).is_none(), "somebody fetches it");
        drop(first);
        let second = claim(10).unwrap();
        let mut bytes = [0; 10];
        assert_eq!((second.len(), second.read(2, &mut bytes).unwrap()), (5, 3));
        assert_eq!(&bytes[..3], b"234");
        drop(second);
        assert_eq!(claim(3).unwrap().len(), 0, "longer than the blob");
        claim(10).unwrap().done();
        assert_eq!(fs::read_dir(temp.path().join("blobs")).unwrap().count(), 0);
    }

    #[test]
    fn what_comes_fast_is_not_kept() {
        let temp = tempfile::tempdir().unwrap();
        let partials = Partials::new(temp.path());
        let file = temp.path().join("blobs").join(format!("{}.part", Digest::of(b"blob").hex()));
        for (size, kept) in [(1 << 20, false), (1 << 40, true)] {
            let mut partial = partials.claim(&Digest::of(b"blob"), size, || true).unwrap();
            // The free space decides too, and is not what is tried here.
            partial.keeps = true;
            partial.look = u64::MAX;
            partial.since = Instant::now().checked_sub(Duration::from_millis(10));
            partial.append(0, &[1; TRIAL - 1]);
            assert_eq!((partial.len(), file.metadata().unwrap().len()), (TRIAL as u64 - 1, 0), "not known yet");
            let mut bytes = [0; 9];
            assert_eq!((partial.read(5, &mut bytes).unwrap(), bytes), (9, [1; 9]));
            partial.append(TRIAL as u64 - 1, b"2");
            let len = if kept { TRIAL as u64 } else { 0 };
            assert_eq!((partial.len(), file.metadata().unwrap().len()), (len, len), "{size}");
        }
    }

    #[test]
    fn what_is_handed_out_of_a_whole_blob_is_not_there_twice() {
        let temp = tempfile::tempdir().unwrap();
        let partials = Partials::new(temp.path());
        let digest = Digest::of(b"blob");
        let size = 2 * WINDOW;
        fs::create_dir(temp.path().join("blobs")).unwrap();
        let path = temp.path().join("blobs").join(format!("{}.part", digest.hex()));
        fs::write(&path, vec![1; usize::try_from(size).unwrap()]).unwrap();
        let room = || path.metadata().unwrap().blocks() * 512;
        let mut partial = partials.claim(&digest, size, || true).unwrap();
        partial.keeps = true;
        assert!(!partial.holds_back(WINDOW - 1) && partial.holds_back(WINDOW));
        // Twice as much unpacked: the layer will have twice the blob's size, and one half and half a window may go ahead.
        let half = size / 2 + WINDOW / 2;
        partial.note_unpacked(2 * half - 1);
        assert!(!partial.holds_back(half - 1) && partial.holds_back(half + 1));
        partial.release(WINDOW);
        assert!(room() >= size);
        partial.release(size - 1);
        assert!(room() <= STRIDE + 4096, "{}", room());
        drop(partial);
        assert_eq!(partials.claim(&digest, size, || true).unwrap().len(), 0, "its beginning is gone");
    }

    #[test]
    fn a_cache_that_cannot_be_written_to_is_done_without() {
        let temp = tempfile::tempdir().unwrap();
        fs::write(temp.path().join("blobs"), "in the way").unwrap();
        let mut partial = Partials::new(temp.path()).claim(&Digest::of(b"x"), 9, || true).unwrap();
        partial.append(0, b"x");
        assert_eq!(partial.len(), 0);
    }
}
