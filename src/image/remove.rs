//! Removing images and names of images.

use super::lookup::require;
use crate::{
    error::{Error, Kind, Result},
    name::{Digest, ImageName, Reference},
    store::{Image, Store},
};

/// What a removal did, for whoever prints it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Removed {
    Untagged(Reference),
    Deleted(Digest),
}

/// Removes what `text` means. A name that is not the image's only one is only taken away; with the last name goes the image.
/// `users` tells the containers of an image: one that has any stays ([`Kind::InUse`]); `force` of the caller means that it
/// has removed them before. An image with several names is removed by its id only with `force`.
pub(crate) fn remove(
    store: &Store,
    text: &str,
    force: bool,
    users: impl Fn(&Digest) -> Result<Vec<String>>,
) -> Result<Vec<Removed>> {
    let image = require(store, text)?;
    if let Some(name) = named(&image, text).filter(|_| image.names.len() > 1) {
        store.untag(&name)?;
        return Ok(vec![Removed::Untagged(name)]);
    }
    let by_name = named(&image, text).is_some();
    if !by_name && image.names.len() > 1 && !force {
        let names: Vec<String> = image.names.iter().map(Reference::to_string).collect();
        return Err(Error::with_kind(
            Kind::InUse,
            format!("image {:.12} has several names: {}", image.id.hex(), names.join(", ")),
        )
        .hint("remove them by name, or all at once with --force")
        .into());
    }
    let containers = users(&image.id)?;
    if !containers.is_empty() {
        let ids: Vec<String> = containers.iter().map(|id| id.chars().take(12).collect()).collect();
        return Err(Error::with_kind(Kind::InUse, format!("image {text} is used by containers: {}", ids.join(", ")))
            .hint("remove them first with `coracle rm`, or together with the image: --force")
            .into());
    }
    store.remove_image(&image.id)?;
    let untagged = image.names.into_iter().map(Removed::Untagged);
    Ok(untagged.chain([Removed::Deleted(image.id)]).collect())
}

/// The name of the image that `text` spells, in full or short; none if it is an id.
fn named(image: &Image, text: &str) -> Option<Reference> {
    let wanted = match ImageName::parse(text).ok()? {
        ImageName::Full(reference) => return image.names.iter().find(|name| **name == reference).cloned(),
        ImageName::Short(short) => short,
    };
    let candidates = [wanted.at("localhost"), wanted.at("docker.io")].into_iter().flatten();
    let exact = candidates.into_iter().find_map(|name| image.names.iter().find(|known| **known == name));
    let ending = format!("/{}", wanted.path);
    let tag = wanted.tag.as_deref().unwrap_or("latest");
    let alike = |name: &&Reference| name.tag.as_deref() == Some(tag) && name.repository().ends_with(&ending);
    // An id is never taken for the ending of a name, since names are looked at before ids.
    exact.or_else(|| image.names.iter().find(alike)).cloned()
}
