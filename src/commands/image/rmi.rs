//! `coracle rmi`.

use crate::cli::RmiArgs;
use crate::commands::{Context, each};
use crate::container;
use crate::error::{self, Kind, Result};
use crate::image::{self, Removal, Removed};
use crate::name::Digest;
use crate::store::{Store, containers};
use crate::ui::out;

/// Removes images.
pub(crate) fn rmi(args: &RmiArgs, context: &Context) -> Result<u8> {
    let RmiArgs { all, force, ignore, no_prune, images } = args;
    let store = context.store()?;
    let listed = if *all { store.images()?.iter().map(|image| image.id.hex()).collect() } else { images.clone() };
    let users = |id: &Digest| containers_of(store, id);
    let how = Removal { force: *force || *all, keep_parents: *no_prune, users: &users };
    each(&listed, |name| match remove(store, name, *force, &how) {
        // A parent may have gone with its child.
        Err(error) if *all && error::kind(&error) == Kind::NotFound => Ok(()),
        Err(error) if (*ignore || *force) && error::kind(&error) == Kind::NotFound => Ok(()),
        result => result,
    })
}

fn remove(store: &Store, name: &str, with_containers: bool, how: &Removal<'_>) -> Result<()> {
    if with_containers {
        remove_containers(store, name)?;
    }
    for removed in image::remove(store, name, how)? {
        match removed {
            Removed::Untagged(name) => out::line(format_args!("Untagged: {name}"))?,
            Removed::Deleted(id) => out::line(format_args!("Deleted: {}", id.hex()))?,
        }
    }
    Ok(())
}

/// Stops and removes the containers that were made from the image that `name` means, if the image itself would go.
fn remove_containers(store: &Store, name: &str) -> Result<()> {
    let image = image::to_remove(store, name)?;
    let goes = image.names.len() <= 1 || image.id.hex().starts_with(name.trim_start_matches("sha256:"));
    let users = if goes { containers::list(store)? } else { Vec::new() };
    if goes {
        container::end_mount(store, &image.id.hex(), name)?;
    }
    for record in users.iter().filter(|record| record.config.is_of_image(&image.id)) {
        container::remove(store, record, true, None)?;
    }
    Ok(())
}

/// The ids of the containers that were made from an image.
pub(super) fn containers_of(store: &Store, image: &Digest) -> Result<Vec<String>> {
    let users = containers::list(store)?.into_iter().filter(|record| record.config.is_of_image(image));
    Ok(users.map(|record| record.config.id).collect())
}
