//! The layers of images as a tree.

use crate::{
    error::Result,
    name::{Digest, Reference},
    store::{Image, Store},
};

/// A layer with what lies on top of it.
#[derive(Debug, Clone)]
pub(crate) struct Layer {
    pub(crate) id: Digest,
    /// Bytes in its files.
    pub(crate) size: u64,
    /// The names of the images whose topmost layer this is.
    pub(crate) top_of: Vec<Reference>,
    pub(crate) above: Vec<Layer>,
}

/// The layers of an image, the lowest first.
pub(crate) fn layers(store: &Store, image: &Image) -> Result<Vec<Layer>> {
    let images = store.images()?;
    let stacks = (1..=image.layers.len()).filter_map(|length| image.layers.get(..length));
    stacks.map(|stack| layer(store, &images, stack)).collect()
}

/// The topmost layer of an image, with all that images of the store have on top of it; none if it has no layer.
pub(crate) fn what_requires(store: &Store, image: &Image) -> Result<Option<Layer>> {
    let images = store.images()?;
    (!image.layers.is_empty()).then(|| with_those_above(store, &images, &image.layers)).transpose()
}

fn with_those_above(store: &Store, images: &[Image], stack: &[Digest]) -> Result<Layer> {
    let on_top = images.iter().filter(|image| image.layers.starts_with(stack));
    let mut next: Vec<&[Digest]> = on_top.filter_map(|image| image.layers.get(..=stack.len())).collect();
    next.sort();
    next.dedup();
    let above = next.into_iter().map(|stack| with_those_above(store, images, stack)).collect::<Result<_>>()?;
    Ok(Layer { above, ..layer(store, images, stack)? })
}

fn layer(store: &Store, images: &[Image], stack: &[Digest]) -> Result<Layer> {
    let id = stack.last().copied().unwrap_or_else(|| Digest::of(b""));
    let size = store.layer(&id)?.map_or(0, |info| info.file_bytes);
    let ending_here = images.iter().filter(|image| image.layers == stack);
    let top_of = ending_here.flat_map(|image| image.names.iter().cloned()).collect();
    Ok(Layer { id, size, top_of, above: Vec::new() })
}
