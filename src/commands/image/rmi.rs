//! `coracle rmi`.

use crate::cli::RmiArgs;
use crate::commands::{Context, each};
use crate::error::{self, Kind, Result};
use crate::image::{self, Removed};
use crate::name::Digest;
use crate::store::{Store, files};
use crate::ui::out;

/// Removes images.
pub(crate) fn rmi(args: &RmiArgs, context: &Context) -> Result<u8> {
    let RmiArgs { all, force, ignore, images } = args;
    let store = context.store()?;
    let listed = if *all { store.images()?.iter().map(|image| image.id.hex()).collect() } else { images.clone() };
    each(&listed, |name| match remove(store, name, *force || *all) {
        Err(error) if (*ignore || *force) && error::kind(&error) == Kind::NotFound => Ok(()),
        result => result,
    })
}

fn remove(store: &Store, name: &str, force: bool) -> Result<()> {
    for removed in image::remove(store, name, force, |id| containers_of(store, id))? {
        match removed {
            Removed::Untagged(name) => out::line(format_args!("Untagged: {name}"))?,
            Removed::Deleted(id) => out::line(format_args!("Deleted: {}", id.hex()))?,
        }
    }
    Ok(())
}

/// The part of a container's `config.json` that says what it was made from.
#[derive(serde::Deserialize)]
struct MadeFrom {
    id: String,
    image: MadeFromImage,
}

#[derive(serde::Deserialize)]
struct MadeFromImage {
    id: Digest,
}

/// The ids of the containers that were made from an image.
pub(super) fn containers_of(store: &Store, image: &Digest) -> Result<Vec<String>> {
    let mut ids = Vec::new();
    for entry in std::fs::read_dir(store.containers_dir())? {
        let made = files::read_json::<MadeFrom>(&entry?.path().join("config.json"))?;
        ids.extend(made.filter(|made| made.image.id == *image).map(|made| made.id));
    }
    Ok(ids)
}
