//! Steps that were done elsewhere, in repositories of registries. The tag of a step is its key, so that whoever has the same
//! inputs finds it.

use super::options::{Options, StepRepository};
use super::stage::Worker;
use crate::error::Result;
use crate::image::{self, MadeLayer};
use crate::name::{Digest, Reference};
use crate::rootless;
use crate::store::builds::Step;
use crate::sys::process;

/// Brings a step here if one of the repositories that the build reads has it. One that cannot be asked is told to the user,
/// is no reason to fail, and is asked no more.
pub(super) fn fetch(worker: &mut Worker<'_>, key: &Digest, text: &str) -> Result<Option<Step>> {
    let Options { env, remote, .. } = worker.shop.options;
    let store = worker.shop.engine.store;
    for repository in &remote.from {
        if worker.failed_repositories.contains(&repository.name) {
            continue;
        }
        let name = tagged(&repository.name, key);
        let pull = || -> Result<()> {
            let Some(MadeLayer { layer, created }) = image::pull_step(store, env, &name, &remote.connect)? else {
                return Ok(());
            };
            let size = store.layer(&layer)?.map_or(0, |info| info.file_bytes);
            store.keep_step(key, &Step { layer: Some(layer), created, text: text.to_owned(), size })
        };
        if let Err(error) = apart(pull) {
            give_up(worker, &repository.name, &format!("cannot use the steps in it: {error:#}"))?;
        }
        if let Some(step) = store.step(key)? {
            return Ok(Some(step));
        }
    }
    Ok(None)
}

/// Puts a step into the repositories that the build writes, where they do not have it. Steps that are not kept here are
/// not kept there.
pub(super) fn offer(worker: &mut Worker<'_>, key: &Digest, step: &Step) -> Result<()> {
    let Options { env, remote, .. } = worker.shop.options;
    let (store, is_target) = (worker.shop.engine.store, worker.number == worker.shop.graph.target);
    let Some(layer) = step.layer.filter(|_| worker.shop.options.caching.write) else { return Ok(()) };
    for repository in remote.to.iter().filter(|repository| is_target || !repository.only_target) {
        if worker.failed_repositories.contains(&repository.name) && repository.may_fail {
            continue;
        }
        let made = MadeLayer { layer, created: step.created };
        let name = tagged(&repository.name, key);
        match apart(|| image::push_step(store, env, &name, made, &step.text, &remote.connect)) {
            Err(error) if repository.may_fail => {
                give_up(worker, &repository.name, &format!("steps are not kept in it: {error:#}"))?;
            }
            result => result?,
        }
    }
    Ok(())
}

fn give_up(worker: &mut Worker<'_>, repository: &Reference, why: &str) -> Result<()> {
    worker.failed_repositories.push(repository.clone());
    worker.warn(&format!("{}: {why}", repository.repository()))
}

/// Does what starts threads in a process of its own: this one must keep to a single thread.
fn apart(work: impl FnOnce() -> Result<()>) -> Result<()> {
    process::await_single_thread()?;
    rootless::run_apart(work, || Ok(()))
}

fn tagged(repository: &Reference, key: &Digest) -> Reference {
    Reference { tag: Some(key.hex()), digest: None, ..repository.clone() }
}

impl StepRepository {
    /// One that gets the steps of all stages, and must.
    pub(crate) fn new(name: Reference) -> Self {
        Self { name, only_target: false, may_fail: false }
    }
}
