//! How much builds keep, and what of it goes first.
//!
//! There are three kinds of things: steps, which keep their layers; cache mounts; and notes (`builds/last`, `builds/known`),
//! which only save time. What was used longest ago goes first, whatever it is.

use std::collections::HashSet;
use std::fs::{self, DirEntry, File};
use std::io::ErrorKind;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::{KeptStep, note_use};
use crate::error::{Context, Result};
use crate::name::Digest;
use crate::store::{Store, Trashed};

/// Notes that nobody has read for so long are of builds that nobody does any more.
const STALE_NOTE: Duration = Duration::from_secs(30 * 24 * 3600);

/// Measures the tree of a cache mount, whose files may belong to others; bytes on the disk.
pub(crate) type Measure<'a> = &'a dyn Fn(&Path) -> Result<u64>;

/// What of the things that builds keep is to go.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Pruning {
    /// Only what was not used since.
    pub(crate) until: Option<SystemTime>,
    /// Bytes of what was used last that stay.
    pub(crate) keep: u64,
    /// Cache mounts too.
    pub(crate) mounts: bool,
}

/// A cache mount, for lists.
#[derive(Debug, Clone)]
pub(crate) struct KeptMount {
    /// The name of its directory.
    pub(crate) name: String,
    /// What Dockerfiles call it.
    pub(crate) id: String,
    pub(crate) used: SystemTime,
    /// On the disk.
    pub(crate) bytes: u64,
}

/// One of the things that builds keep.
struct Item {
    what: What,
    used: SystemTime,
    bytes: u64,
}

enum What {
    /// The layer is given when it goes with the step.
    Step(Digest, Option<Digest>),
    Mount(PathBuf),
    Note(PathBuf),
}

impl Store {
    /// Forgets what builds keep. Bytes that this gives back, with the next collection.
    pub(crate) fn prune_builds(&self, pruning: &Pruning, measure: Measure<'_>) -> Result<u64> {
        let items = self.build_items(pruning.mounts, measure)?;
        let gone = self.forget_builds(chosen(items, pruning))?;
        gone.trashed.into_iter().for_each(Trashed::delete);
        Ok(gone.bytes)
    }

    /// Brings what builds keep down to `limit` bytes, and gives the space back. Bytes that are gone; nothing happens while
    /// somebody adds to the store, since the next build asks again. The caller does not hold [`Store::share`].
    pub(crate) fn evict_builds(&self, limit: u64, measure: Measure<'_>) -> Result<u64> {
        if !self.builds_have_grown() {
            return Ok(0);
        }
        let pruning = Pruning { until: None, keep: limit, mounts: true };
        let chosen = chosen(self.build_items(true, measure)?, &pruning);
        if chosen.is_empty() {
            return self.note_measured().map(|()| 0);
        }
        let Some(alone) = self.try_exclude()? else { return Ok(0) };
        let gone = self.forget_builds(chosen)?;
        self.drop_layers(alone, &gone.layers)?;
        gone.trashed.into_iter().for_each(Trashed::delete);
        self.note_measured()?;
        Ok(gone.bytes)
    }

    /// Whether a step was kept since everything was measured: to measure takes a while, and a build that finds all its
    /// steps done takes none.
    fn builds_have_grown(&self) -> bool {
        let modified = |name: &str| fs::metadata(self.builds_dir().join(name)).and_then(|data| data.modified());
        match (modified("steps"), modified("measured")) {
            (Ok(steps), Ok(measured)) => steps > measured,
            (steps, _) => steps.is_ok(),
        }
    }

    fn note_measured(&self) -> Result<()> {
        let path = self.builds_dir().join("measured");
        File::create(&path).with_context(|| format!("cannot make {}", path.display()))?;
        note_use(&path);
        Ok(())
    }

    /// The cache mounts, those that were used last first.
    pub(crate) fn build_mounts(&self, measure: Measure<'_>) -> Result<Vec<KeptMount>> {
        let mut mounts = Vec::new();
        for entry in self.build_entries("mounts")? {
            let Some(Item { used, bytes, .. }) = mount(&entry.path(), measure)? else { continue };
            let id = fs::read_to_string(entry.path().join("id")).unwrap_or_default();
            mounts.push(KeptMount { name: entry.file_name().to_string_lossy().into_owned(), id, used, bytes });
        }
        mounts.sort_by_key(|mount| std::cmp::Reverse(mount.used));
        Ok(mounts)
    }

    /// Everything that builds keep; a layer counts for the step that was used last of those that have it, and for none if
    /// an image has it.
    fn build_items(&self, mounts: bool, measure: Measure<'_>) -> Result<Vec<Item>> {
        let images: HashSet<Digest> = self.layers_of_images()?.into_iter().collect();
        let mut seen = HashSet::new();
        let mut items = Vec::new();
        for KeptStep { key, step, used } in self.steps()? {
            let own = step.layer.filter(|layer| !images.contains(layer) && seen.insert(*layer));
            let bytes = own.map_or(0, |_| step.size);
            items.push(Item { what: What::Step(key, step.layer), used, bytes });
        }
        for name in ["last", "known"] {
            for entry in self.build_entries(name)? {
                let Ok(data) = entry.metadata() else { continue };
                let used = data.modified().context("a file has no time")?;
                items.push(Item { what: What::Note(entry.path()), used, bytes: data.blocks() * 512 });
            }
        }
        if mounts {
            for entry in self.build_entries("mounts")? {
                items.extend(mount(&entry.path(), measure)?);
            }
        }
        Ok(items)
    }

    fn build_entries(&self, name: &str) -> Result<Vec<DirEntry>> {
        let dir = self.builds_dir().join(name);
        match fs::read_dir(&dir) {
            Ok(entries) => Ok(entries.flatten().collect()),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(error).with_context(|| format!("cannot read {}", dir.display())),
        }
    }

    fn forget_builds(&self, items: Vec<Item>) -> Result<Gone> {
        let mut gone = Gone::default();
        for Item { what, bytes, .. } in items {
            match what {
                What::Step(key, layer) => {
                    self.forget_step(&key)?;
                    gone.layers.extend(layer);
                }
                What::Note(path) => _ = fs::remove_file(path),
                What::Mount(path) => {
                    let Ok(lock) = File::open(path.join("lock")) else { continue };
                    // A command has it mounted.
                    if lock.try_lock().is_err() {
                        continue;
                    }
                    gone.trashed.push(self.trash(&path)?);
                }
            }
            gone.bytes = gone.bytes.saturating_add(bytes);
        }
        Ok(gone)
    }
}

/// What was forgotten.
#[derive(Default)]
struct Gone {
    bytes: u64,
    layers: Vec<Digest>,
    trashed: Vec<Trashed>,
}

/// The items that go, the one that was used longest ago first.
fn chosen(mut items: Vec<Item>, pruning: &Pruning) -> Vec<Item> {
    items.sort_by_key(|item| item.used);
    let mut left: u64 = items.iter().map(|item| item.bytes).sum();
    let stale = SystemTime::now().checked_sub(STALE_NOTE);
    let goes = |item: &mut Item| {
        let is_stale = matches!(item.what, What::Note(_)) && stale.is_some_and(|stale| item.used < stale);
        let is_young = pruning.until.is_some_and(|until| item.used > until);
        let fits = pruning.keep > 0 && left <= pruning.keep;
        let goes = is_stale || !is_young && !fits;
        left -= if goes { item.bytes } else { 0 };
        goes
    };
    items.extract_if(.., goes).collect()
}

/// A cache mount; none if it is no complete one.
fn mount(dir: &Path, measure: Measure<'_>) -> Result<Option<Item>> {
    let Ok(used) = fs::metadata(dir.join("lock")).and_then(|lock| lock.modified()) else { return Ok(None) };
    Ok(Some(Item { what: What::Mount(dir.to_owned()), used, bytes: mount_size(dir, used, measure)? }))
}

/// Its size as it was measured after its last use, or as it is.
fn mount_size(dir: &Path, used: SystemTime, measure: Measure<'_>) -> Result<u64> {
    let noted = dir.join("size");
    let is_fresh = fs::metadata(&noted).and_then(|data| data.modified()).is_ok_and(|time| time > used);
    let known = || fs::read_to_string(&noted).ok()?.parse().ok();
    if let Some(bytes) = is_fresh.then(known).flatten() {
        return Ok(bytes);
    }
    let bytes = measure(dir)?;
    // What cannot be noted is measured again.
    let _ = fs::write(&noted, bytes.to_string());
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(what: What, age: u64, bytes: u64) -> Item {
        Item { what, used: SystemTime::now() - Duration::from_secs(age), bytes }
    }

    fn step(name: &str, age: u64, bytes: u64) -> Item {
        item(What::Step(Digest::of(name.as_bytes()), None), age, bytes)
    }

    fn sizes(items: Vec<Item>, pruning: &Pruning) -> Vec<u64> {
        chosen(items, pruning).iter().map(|item| item.bytes).collect()
    }

    #[test]
    fn what_was_used_longest_ago_goes_first() {
        let items = || vec![step("a", 10, 1), step("b", 30, 2), step("c", 20, 4), item(What::Note("n".into()), 40, 8)];
        let keeping = |keep| Pruning { keep, ..Pruning::default() };
        assert_eq!(sizes(items(), &keeping(0)), [8, 2, 4, 1]);
        assert_eq!(sizes(items(), &keeping(15)), [0; 0]);
        assert_eq!(sizes(items(), &keeping(14)), [8]);
        assert_eq!(sizes(items(), &keeping(5)), [8, 2]);
        assert_eq!(sizes(items(), &keeping(3)), [8, 2, 4]);
        let until = Some(SystemTime::now() - Duration::from_secs(25));
        assert_eq!(sizes(items(), &Pruning { until, ..Pruning::default() }), [8, 2]);
    }

    #[test]
    fn notes_of_builds_long_ago_go() {
        let items = vec![step("a", 40 * 24 * 3600, 1), item(What::Note("n".into()), 40 * 24 * 3600, 2)];
        assert_eq!(sizes(items, &Pruning { keep: 100, ..Pruning::default() }), [2]);
    }
}
