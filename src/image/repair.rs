//! Mending what `check` found: trees from recipes, records from configurations, everything else from the registry that it
//! came from.

use std::collections::HashSet;

use super::{
    progress::Silent,
    pull::{Policy, PullOptions, pull},
};
use crate::{
    config::Env,
    error::{Error, Result, one_line},
    name::{Digest, Reference},
    store::{Damage, Part, Store},
};

/// Mends what it can. What cannot be mended stays as it is, and is told to `tell`; whoever wants to know the rest checks
/// again.
pub(crate) fn repair(store: &Store, env: &Env, damages: &[Damage], tell: &dyn Fn(&str)) -> Result<()> {
    // What is out of the way is not to be taken for a leftover.
    let _share = store.share()?;
    let mut lost = Lost { store, env, layers: HashSet::new() };
    let mut objects = Vec::new();
    for damage in damages {
        if let Part::Object(object, _) = &damage.part {
            lost.layers.extend(store.layers_with(object)?);
            objects.extend(store.put_object_aside(object)?);
        }
    }
    for damage in damages {
        if let Part::Index(layer) | Part::Layer(layer) = &damage.part
            && !lost.layers.contains(layer)
            && let Err(error) = store.rebuild_layer(layer)
        {
            log::debug!("layer {layer}: {}", one_line(&error));
            lost.layers.insert(*layer);
        }
    }
    for id in store.image_ids()? {
        let damaged = damages.iter().any(|damage| damage.part == Part::Image(id)) && store.rebuild_image(&id).is_err();
        let layers = store.image(&id).ok().flatten().map(|image| image.layers).unwrap_or_default();
        if (damaged || layers.iter().any(|layer| lost.layers.contains(layer)))
            && let Err(error) = lost.refetch(&id, damaged)
        {
            tell(&format!("image {:.12} cannot be fetched again: {}", id.hex(), one_line(&error)));
        }
    }
    // What builds keep can be built again.
    store.forget_steps_with(&lost.layers)
}

/// What is not in the store as it should be.
struct Lost<'a> {
    store: &'a Store,
    env: &'a Env,
    layers: HashSet<Digest>,
}

impl Lost<'_> {
    /// Pulls an image again, of which what is lost is put aside; it comes back when that fails.
    fn refetch(&mut self, id: &Digest, damaged: bool) -> Result<()> {
        let image = self.store.image(id).ok().flatten();
        let (layers, mut sources) =
            image.map(|image| (image.layers, image.digests)).unwrap_or_else(|| (Vec::new(), Vec::new()));
        let names: Vec<Reference> =
            self.store.names()?.into_iter().filter(|(_, named)| named == id).map(|(name, _)| name).collect();
        if sources.is_empty() {
            sources.clone_from(&names);
        }
        let mut aside = Vec::new();
        for layer in layers.iter().filter(|layer| self.layers.contains(layer)) {
            aside.extend(self.store.put_layer_aside(layer)?);
        }
        if damaged {
            aside.push(self.store.put_image_aside(id)?);
        }
        let mut failure = Error::new("no registry is known to have it").into();
        for source in sources {
            match self.pull(id, &source, &names) {
                Ok(()) => {
                    layers.iter().for_each(|layer| _ = self.layers.remove(layer));
                    aside.into_iter().for_each(crate::store::Aside::forget);
                    return Ok(());
                }
                Err(error) => failure = error,
            }
        }
        Err(failure)
    }

    fn pull(&self, id: &Digest, source: &Reference, names: &[Reference]) -> Result<()> {
        let options = PullOptions { policy: Policy::Always, ..PullOptions::default() };
        let image = pull(self.store, self.env, &source.to_string(), &options, &Silent)?;
        if image.id != *id {
            return Err(Error::new(format!("{source} is another image by now")).into());
        }
        // The name that it was pulled by is its own only if it was before.
        if source.digest.is_some() && !names.contains(source) {
            self.store.untag(source)?;
        }
        Ok(())
    }
}
