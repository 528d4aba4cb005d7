//! The steps that made an image.

use jiff::Timestamp;

use super::{config::History, config_of, family::Family};
use crate::{
    error::Result,
    name::{Digest, Reference},
    store::{Image, Store},
};

/// One step, as `history` shows it.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    /// The image that the step ended in, where it is in the store.
    pub(crate) id: Option<Digest>,
    pub(crate) created: Option<Timestamp>,
    pub(crate) created_by: String,
    pub(crate) comment: String,
    /// Bytes of the files that the step added.
    pub(crate) size: u64,
    /// The names of the image, of the last step only.
    pub(crate) names: Vec<Reference>,
}

/// All steps, the newest first. An image that does not tell them has one for each layer.
pub(crate) fn history(store: &Store, image: &Image) -> Result<Vec<Step>> {
    let family = Family::new(store, &store.images()?)?;
    let mut entries = config_of(store, image)?.history;
    if entries.is_empty() {
        entries = vec![History::default(); image.layers.len()];
    }
    let mut layers = image.layers.iter().rev();
    let mut id = Some(image.id);
    let mut steps = Vec::new();
    for entry in entries.into_iter().rev() {
        let layer = if entry.empty_layer { None } else { layers.next() };
        let info = layer.map(|layer| store.layer(layer)).transpose()?.flatten();
        steps.push(Step {
            id,
            created: entry.created.as_deref().and_then(|time| time.parse().ok()),
            created_by: entry.created_by,
            comment: entry.comment,
            size: info.map_or(0, |info| info.file_bytes),
            names: if steps.is_empty() { image.names.clone() } else { Vec::new() },
        });
        // Each parent's history is one step shorter.
        id = id.and_then(|id| family.parent(&id));
    }
    Ok(steps)
}
