//! Which local image a word means.

use crate::{
    error::{Error, Kind, Result},
    name::{Digest, ImageName, Reference, ShortName},
    store::{Image, Store},
};

/// The local image that `text` means, if there is one: a whole id; a name (a short one is tried as `localhost/…` and
/// `docker.io/library/…`); the first digits of an id; any name that ends in the short name. An error if the last two are
/// ambiguous.
pub(crate) fn lookup(store: &Store, text: &str) -> Result<Option<Image>> {
    if let Some(id) = Digest::from_hex(text.strip_prefix("sha256:").unwrap_or(text)) {
        return store.image(&id);
    }
    let name = ImageName::parse(text).ok();
    if let Some(id) = name.as_ref().map(|name| by_name(store, name)).transpose()?.flatten() {
        return store.image(&id);
    }
    if let Some(image) = store.resolve_image(text)? {
        return Ok(Some(image));
    }
    match name {
        Some(ImageName::Short(short)) => match by_ending(store, &short, text)? {
            Some(id) => store.image(&id),
            None => Ok(None),
        },
        _ => Ok(None),
    }
}

/// [`lookup`], or an error.
pub(crate) fn require(store: &Store, text: &str) -> Result<Image> {
    require_as(store, text, Kind::Engine)
}

/// The same for what is to be removed: the error is of kind [`Kind::NotFound`], which only those commands end with.
pub(crate) fn to_remove(store: &Store, text: &str) -> Result<Image> {
    require_as(store, text, Kind::NotFound)
}

fn require_as(store: &Store, text: &str, kind: Kind) -> Result<Image> {
    lookup(store, text)?.ok_or_else(|| {
        Error::with_kind(kind, format!("{text}: image not known")).hint("`coracle images` lists what is here").into()
    })
}

fn by_name(store: &Store, name: &ImageName) -> Result<Option<Digest>> {
    let candidates = match name {
        ImageName::Full(reference) => vec![reference.clone()],
        ImageName::Short(short) => vec![short.at("localhost")?, short.at("docker.io")?],
    };
    for reference in candidates {
        if let Some(id) = by_reference(store, &reference)? {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

/// A digest, when there is one, decides alone; the repository must be right.
fn by_reference(store: &Store, reference: &Reference) -> Result<Option<Digest>> {
    if let Some(id) = store.name(reference)? {
        return Ok(Some(id));
    }
    let Some(digest) = reference.digest else { return Ok(None) };
    let wanted = reference.with_digest(digest);
    let found = store.images()?.into_iter().find(|image| image.digests.contains(&wanted));
    Ok(found.map(|image| image.id))
}

fn by_ending(store: &Store, short: &ShortName, text: &str) -> Result<Option<Digest>> {
    let tag = short.tag.as_deref().unwrap_or("latest");
    let ending = format!("/{}", short.path);
    let fits = |name: &Reference| {
        let version = match short.digest {
            Some(digest) => name.digest == Some(digest),
            None => name.tag.as_deref() == Some(tag),
        };
        version && name.repository().ends_with(&ending)
    };
    let mut found: Vec<(Reference, Digest)> = store.names()?.into_iter().filter(|(name, _)| fits(name)).collect();
    let first = found.first().map(|(_, id)| *id);
    if found.iter().any(|(_, id)| Some(*id) != first) {
        found.truncate(5);
        let names: Vec<String> = found.iter().map(|(name, _)| name.to_string()).collect();
        return Err(Error::new(format!("{text} may mean several images"))
            .hint(format!("write one of {}", names.join(", ")))
            .into());
    }
    Ok(first)
}
