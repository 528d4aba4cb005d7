//! What builds keep: which layer a step made, so that the same step need not be done again.
//!
//! `builds/steps/<key>` is a JSON file; when it was used last is its time of modification. `builds/last/<place>` says what
//! a step of some Dockerfile was made of the last time, `builds/known` which digests files of contexts had. All of it may
//! vanish at any time.

mod cache;

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub(crate) use self::cache::Pruning;
use super::Store;
use super::files::{self, Durability};
use crate::error::{Context, Result};
use crate::name::Digest;

/// A step that was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Step {
    /// None for one that changed no file.
    #[serde(default)]
    pub(crate) layer: Option<Digest>,
    pub(crate) created: Timestamp,
    /// The instruction, for lists.
    pub(crate) text: String,
    /// Bytes in the files of the layer.
    #[serde(default)]
    pub(crate) size: u64,
}

/// What a step was made of: the digest of each kind of input, by its name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Inputs {
    pub(crate) parts: BTreeMap<String, String>,
    #[serde(default)]
    pub(crate) layer: Option<Digest>,
}

/// A step, and when it was used last.
#[derive(Debug, Clone)]
pub(crate) struct KeptStep {
    pub(crate) key: Digest,
    pub(crate) step: Step,
    pub(crate) used: SystemTime,
}

/// What the collector must know of a step.
#[derive(Deserialize)]
struct StepLayer {
    #[serde(default)]
    layer: Option<Digest>,
}

impl Store {
    /// The step with this key, if it was done and its layer is still here. It counts as used now.
    pub(crate) fn step(&self, key: &Digest) -> Result<Option<Step>> {
        let path = self.step_path(key);
        // A file that a power cut left half written is as none.
        let Some(step) = files::read_json::<Step>(&path).unwrap_or_default() else { return Ok(None) };
        if let Some(layer) = &step.layer
            && self.layer(layer)?.is_none()
        {
            return Ok(None);
        }
        note_use(&path);
        Ok(Some(step))
    }

    /// Keeps a step that was done. The caller holds [`Store::share`] since before its layer was made.
    pub(crate) fn keep_step(&self, key: &Digest, step: &Step) -> Result<()> {
        let path = self.step_path(key);
        make_parent(&path)?;
        files::replace_json(&path, step, Durability::None)
    }

    /// All steps that are kept, those that were used last first.
    pub(crate) fn steps(&self) -> Result<Vec<KeptStep>> {
        let mut steps = Vec::new();
        for (key, path) in self.step_files()? {
            let used = fs::metadata(&path).and_then(|data| data.modified());
            if let (Ok(Some(step)), Ok(used)) = (files::read_json(&path), used) {
                steps.push(KeptStep { key, step, used });
            }
        }
        steps.sort_by_key(|kept| std::cmp::Reverse(kept.used));
        Ok(steps)
    }

    /// Forgets a step. Its layer stays until the next collection, and longer if an image has it.
    fn forget_step(&self, key: &Digest) -> Result<()> {
        let path = self.step_path(key);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(error).with_context(|| format!("cannot remove {}", path.display()))
            }
            _ => Ok(()),
        }
    }

    /// What the step at `place` was made of the last time.
    pub(crate) fn last_inputs(&self, place: &Digest) -> Option<Inputs> {
        let path = self.builds_dir().join("last").join(place.hex());
        let inputs = files::read_json(&path).ok().flatten()?;
        note_use(&path);
        Some(inputs)
    }

    /// Notes what the step at `place` is made of.
    pub(crate) fn keep_inputs(&self, place: &Digest, inputs: &Inputs) -> Result<()> {
        let path = self.builds_dir().join("last").join(place.hex());
        make_parent(&path)?;
        files::replace_json(&path, inputs, Durability::None)
    }

    /// The directory of what is known of the files of contexts.
    pub(crate) fn known_dir(&self) -> Result<PathBuf> {
        let path = self.builds_dir().join("known");
        fs::create_dir_all(&path).with_context(|| format!("cannot make {}", path.display()))?;
        Ok(path)
    }

    /// Forgets the steps that made one of these layers.
    pub(crate) fn forget_steps_with(&self, layers: &HashSet<Digest>) -> Result<()> {
        for KeptStep { key, step, .. } in self.steps()? {
            if step.layer.is_some_and(|layer| layers.contains(&layer)) {
                self.forget_step(&key)?;
            }
        }
        Ok(())
    }

    /// How many steps are kept.
    pub(crate) fn count_steps(&self) -> Result<usize> {
        Ok(self.step_files()?.len())
    }

    /// The layers that steps have.
    pub(super) fn layers_of_steps(&self) -> Result<Vec<Digest>> {
        let mut layers = Vec::new();
        for (_, path) in self.step_files()? {
            layers.extend(files::read_json::<StepLayer>(&path).ok().flatten().and_then(|step| step.layer));
        }
        Ok(layers)
    }

    fn step_files(&self) -> Result<Vec<(Digest, PathBuf)>> {
        let dir = self.builds_dir().join("steps");
        if !dir.exists() {
            return Ok(Vec::new());
        }
        let keys = files::digests_in(&dir)?.into_iter();
        Ok(keys.map(|key| (key, self.step_path(&key))).collect())
    }

    fn step_path(&self, key: &Digest) -> PathBuf {
        self.builds_dir().join("steps").join(key.hex())
    }

    pub(crate) fn builds_dir(&self) -> PathBuf {
        self.root.join("builds")
    }
}

/// Notes that something was used just now. That this cannot be noted makes it look old, and is no other harm.
pub(crate) fn note_use(path: &Path) {
    let now = rustix::fs::Timespec { tv_sec: 0, tv_nsec: rustix::fs::UTIME_NOW };
    let times = rustix::fs::Timestamps { last_access: now, last_modification: now };
    let _ = rustix::fs::utimensat(rustix::fs::CWD, path, &times, rustix::fs::AtFlags::empty());
}

fn make_parent(path: &Path) -> Result<()> {
    let parent = path.parent().unwrap_or(path);
    fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))
}
