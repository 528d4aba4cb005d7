//! What makes a step the same as one that was done before.

use std::collections::BTreeMap;

use super::options::Caching;
use crate::error::Result;
use crate::name::{Digest, Hasher};
use crate::store::Store;
use crate::store::builds::{Inputs, Step};

/// Everything that a step is made of, by kind.
#[derive(Debug, Clone, Default)]
pub(super) struct Recipe {
    parts: BTreeMap<String, String>,
}

impl Recipe {
    /// Adds an input; `kind` is what users are told when it changes.
    pub(super) fn add(&mut self, kind: &str, value: impl AsRef<[u8]>) {
        self.parts.insert(kind.to_owned(), Digest::of(value.as_ref()).hex());
    }

    /// The name of the step.
    pub(super) fn key(&self) -> Digest {
        let mut hasher = Hasher::new();
        for (kind, value) in &self.parts {
            hasher.update(format!("{} {kind} {value}\n", kind.len()).as_bytes());
        }
        hasher.finish()
    }
}

/// What was found for a step.
pub(super) struct Looked {
    pub(super) key: Digest,
    pub(super) step: Option<Step>,
    /// Why, when it was asked for.
    pub(super) why: Option<String>,
    /// The layer that the step at this place made the last time.
    pub(super) last_layer: Option<Digest>,
}

/// Looks for a step. `place` is what it is called from one build to the next: its file, stage and number.
pub(super) fn look_up(store: &Store, caching: Caching, recipe: &Recipe, place: &Digest) -> Result<Looked> {
    let key = recipe.key();
    let kept = if caching.read { store.step(&key)? } else { None };
    let is_old = kept.as_ref().is_some_and(|step| caching.is_old(step));
    let step = kept.filter(|_| !is_old);
    let last = caching.why.then(|| store.last_inputs(place)).flatten();
    let why = caching.why.then(|| match is_old {
        true => "done: what is kept of it is older than --cache-ttl".to_owned(),
        false => why(caching, recipe, step.as_ref(), last.as_ref()),
    });
    Ok(Looked { key, step, why, last_layer: last.and_then(|last| last.layer) })
}

impl Caching {
    /// Whether a step was done too long ago.
    pub(super) fn is_old(&self, step: &Step) -> bool {
        self.since.is_some_and(|since| step.created < since)
    }
}

fn why(caching: Caching, recipe: &Recipe, step: Option<&Step>, last: Option<&Inputs>) -> String {
    if let Some(step) = step {
        return format!("reused: the same inputs as on {}", step.created.strftime("%Y-%m-%d %H:%M:%S UTC"));
    }
    if !caching.read {
        return "done: the cache is not used".to_owned();
    }
    let Some(last) = last else { return "done: this step was not built before".to_owned() };
    let changed: Vec<&str> = recipe
        .parts
        .iter()
        .filter(|(kind, value)| last.parts.get(*kind) != Some(value))
        .map(|(kind, _)| kind.as_str())
        .chain(last.parts.keys().filter(|kind| !recipe.parts.contains_key(*kind)).map(String::as_str))
        .collect();
    match changed.as_slice() {
        [] => "done: its layer is not in the store any more".to_owned(),
        kinds => format!("done: changed since the last build: {}", kinds.join(", ")),
    }
}

/// Keeps a step that was done or reused.
pub(super) fn keep(
    store: &Store,
    caching: Caching,
    recipe: &Recipe,
    place: &Digest,
    step: &Step,
    is_new: bool,
) -> Result<()> {
    if !caching.write {
        return Ok(());
    }
    if is_new {
        store.keep_step(&recipe.key(), step)?;
    }
    let inputs = Inputs { parts: recipe.parts.clone(), layer: step.layer };
    if is_new || caching.why { store.keep_inputs(place, &inputs) } else { Ok(()) }
}
