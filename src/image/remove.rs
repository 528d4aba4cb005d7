//! Removing images and names of images.

use super::{family::Family, list::listed, lookup::to_remove, naming::meant};
use crate::{
    error::{Error, Kind, Result},
    name::{Digest, Reference},
    store::{Image, Store, containers},
};

/// What a removal did, for whoever prints it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Removed {
    Untagged(Reference),
    Deleted(Digest),
}

/// How images are removed.
pub(crate) struct Removal<'a> {
    /// An image with several names may be removed by its id.
    pub(crate) force: bool,
    /// Parents that are left without a name and without another child stay.
    pub(crate) keep_parents: bool,
    /// The containers that were made from an image.
    pub(crate) users: &'a dyn Fn(&Digest) -> Result<Vec<String>>,
}

/// Removes what `text` means. A name that is not the image's only one is only taken away; with the last name goes the image,
/// and with it the parents that nothing needs any more. One that containers use stays ([`Kind::InUse`]).
pub(crate) fn remove(store: &Store, text: &str, how: &Removal<'_>) -> Result<Vec<Removed>> {
    let image = to_remove(store, text)?;
    let names = meant(&image, text);
    if !names.is_empty() && names.len() < image.names.len() {
        names.iter().try_for_each(|name| store.untag(name).map(drop))?;
        return Ok(names.into_iter().map(Removed::Untagged).collect());
    }
    if names.is_empty() && image.names.len() > 1 && !how.force {
        let names: Vec<String> = image.names.iter().map(Reference::to_string).collect();
        let message = format!("image {:.12} has several names: {}", image.id.hex(), names.join(", "));
        return Err(Error::new(message).hint("remove them by name, or all at once with --force").into());
    }
    check_unused(&image, how)?;
    whole(store, image, how)
}

fn check_unused(image: &Image, how: &Removal<'_>) -> Result<()> {
    let containers = (how.users)(&image.id)?;
    if containers.is_empty() {
        return Ok(());
    }
    let ids = containers.join(", ");
    Err(Error::with_kind(Kind::InUse, format!("image used by {ids}: image is in use by a container"))
        .hint("remove the containers first with `coracle rm`, or together with the image: --force")
        .into())
}

/// Removes an image, and the line of parents above it as far as nothing else needs them.
fn whole(store: &Store, image: Image, how: &Removal<'_>) -> Result<Vec<Removed>> {
    let mut removed = Vec::new();
    let mut next = Some(image);
    while let Some(image) = next {
        let family = Family::new(store, &store.images()?)?;
        store.remove_image(&image.id)?;
        removed.extend(image.names.into_iter().map(Removed::Untagged));
        removed.push(Removed::Deleted(image.id));
        next = match family.parent(&image.id).filter(|_| !how.keep_parents) {
            Some(parent) => store.image(&parent)?.filter(|parent| parent.names.is_empty()),
            None => None,
        };
        if let Some(parent) = &next {
            let needed = Family::new(store, &store.images()?)?.has_children(&parent.id);
            if needed || !(how.users)(&parent.id)?.is_empty() || store.is_mounted(&parent.id.hex()) {
                break;
            }
        }
    }
    Ok(removed)
}

/// Removes an image with all its names, unless a container has it or it is gone already.
pub(crate) fn remove_unused(store: &Store, id: &Digest) -> Result<()> {
    let users = |id: &Digest| -> Result<Vec<String>> {
        let records = containers::list(store)?.into_iter().filter(|record| record.config.is_of_image(id));
        Ok(records.map(|record| record.config.id).collect())
    };
    let how = Removal { force: true, keep_parents: false, users: &users };
    match store.image(id)? {
        Some(image) if users(id)?.is_empty() => whole(store, image, &how)?,
        _ => return Ok(()),
    };
    store.try_collect().map(drop)
}

/// Removes the images that nobody needs and that `wanted` chooses: those without a name and without a child, or with `all`
/// those that no container uses. The ids of those that went.
pub(crate) fn prune(
    store: &Store,
    all: bool,
    wanted: impl Fn(&Image) -> Result<bool>,
    users: &dyn Fn(&Digest) -> Result<Vec<String>>,
) -> Result<Vec<Digest>> {
    let mut gone = Vec::new();
    // With a child its parent may become one that nobody needs.
    loop {
        let before = gone.len();
        let images = store.images()?;
        let (family, listed) = (Family::new(store, &images)?, listed(store, &images)?);
        for image in &images {
            let unneeded = all || family.is_dangling(image) && !listed.contains(&image.id);
            if unneeded && wanted(image)? && users(&image.id)?.is_empty() {
                match store.remove_image(&image.id) {
                    Ok(()) => gone.push(image.id),
                    // Someone else was faster, or has it mounted.
                    Err(error) if matches!(crate::error::kind(&error), Kind::NotFound | Kind::InUse) => {}
                    Err(error) => return Err(error),
                }
            }
        }
        if gone.len() == before {
            return Ok(gone);
        }
    }
}
