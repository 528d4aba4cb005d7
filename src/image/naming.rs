//! Names of local images: giving them, taking them away.

use super::lookup::require;
use crate::{
    error::{Error, Result},
    name::{ImageName, Reference},
    store::{Action, Event, Image, Store},
};

/// The name of an image made here: one without a registry belongs to `localhost`.
pub(crate) fn local_name(text: &str) -> Result<Reference> {
    Ok(match ImageName::parse(text)? {
        ImageName::Full(reference) => reference,
        ImageName::Short(short) => short.at("localhost")?,
    })
}

/// Gives the image that `text` means more names.
///
/// # Errors
/// A name with a digest: what has that digest is not for us to choose.
pub(crate) fn tag(store: &Store, text: &str, typed: &[String]) -> Result<()> {
    let image = require(store, text)?;
    let names = typed.iter().map(|name| local_name(name)).collect::<Result<Vec<_>>>()?;
    if let Some(name) = names.iter().find(|name| name.digest.is_some()) {
        return Err(Error::new(format!("{name}: an image cannot be tagged by digest")).into());
    }
    for (name, typed) in names.iter().zip(typed) {
        store.tag(name, &image.id)?;
        store.note(&Event::image(Action::Tag, Some(&image.id), typed));
    }
    Ok(())
}

/// Takes names from the image that `text` means; all of them if none is given.
pub(crate) fn untag(store: &Store, text: &str, names: &[String]) -> Result<()> {
    let image = require(store, text)?;
    let find = |name: &String| named(&image, name).ok_or_else(|| Error::new(format!("{name}: tag not known")).into());
    let names =
        if names.is_empty() { image.names.clone() } else { names.iter().map(find).collect::<Result<Vec<_>>>()? };
    names.iter().try_for_each(|name| store.untag(name).map(drop))
}

/// The name of the image that `text` spells, in full or short; none if it is an id.
pub(super) fn named(image: &Image, text: &str) -> Option<Reference> {
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

/// The names that `text` means when it is a name or a repository with a digest: then all of that repository.
pub(super) fn meant(image: &Image, text: &str) -> Vec<Reference> {
    if let Some(name) = named(image, text) {
        return vec![name];
    }
    let (repository, has_digest) = match ImageName::parse(text) {
        Ok(ImageName::Full(name)) => (name.repository(), name.digest.is_some()),
        Ok(ImageName::Short(name)) => (name.path, name.digest.is_some()),
        Err(_) => return Vec::new(),
    };
    let ending = format!("/{repository}");
    let of_repository =
        |name: &&Reference| has_digest && (name.repository() == repository || name.repository().ends_with(&ending));
    image.names.iter().filter(of_repository).cloned().collect()
}
