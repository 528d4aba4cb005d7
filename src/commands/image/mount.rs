//! `coracle image mount` and `coracle image umount`.

use std::path::PathBuf;

use serde_json::json;

use crate::cli::{ImageMountArgs, ImageUmountArgs};
use crate::commands::{Context, each};
use crate::container::{self, Engine};
use crate::error::{Error, Result};
use crate::image;
use crate::name::Reference;
use crate::store::{Action, Event, Image, Store};
use crate::sys::process;
use crate::ui::{Table, format, out};

/// Mounts images and prints where; without any, lists those that are mounted.
pub(crate) fn mount(args: &ImageMountArgs, context: &Context) -> Result<u8> {
    let ImageMountArgs { all, format, images } = args;
    container::check_may_mount("image mount")?;
    // A server may stay behind, and keeps nothing that the caller has open.
    process::close_from_except(3, &[])?;
    let store = context.store()?;
    let engine = Engine { store, dirs: &context.dirs, warn: &|line| out::warn(line) };
    let mut mounted: Vec<(Image, PathBuf)> = Vec::new();
    for image in if images.is_empty() { store.images()? } else { known(store, images)? } {
        let path = match images.is_empty() && !all {
            // What is mounted elsewhere is not to be seen here.
            true => container::where_image_is_mounted(store, &image).ok().flatten(),
            false => Some(container::mount_image(&engine, &image)?),
        };
        mounted.extend(path.map(|path| (image, path)));
    }
    match mounted.as_slice() {
        [(_, path)] if images.len() == 1 && format.is_none() => out::line(path.display()),
        _ if format.is_some() => out::text(&format::json(&mounted.iter().map(as_json).collect::<Vec<_>>().into())?),
        _ => out::text(&table(&mounted)),
    }
    .map(|()| 0)
}

/// All that were named, before any is mounted.
fn known(store: &Store, names: &[String]) -> Result<Vec<Image>> {
    names.iter().map(|name| find(store, name)).collect()
}

fn find(store: &Store, name: &str) -> Result<Image> {
    Ok(image::lookup(store, name)?.ok_or_else(|| Error::new(format!("{name}: image not known")))?)
}

fn as_json((image, path): &(Image, PathBuf)) -> serde_json::Value {
    let digests: Vec<String> =
        image.digests.iter().filter_map(|name| name.digest).map(|digest| digest.to_string()).collect();
    let names: Vec<String> = image.names.iter().map(Reference::to_string).collect();
    json!({"id": image.id.hex(), "Names": digests, "Repositories": names, "mountpoint": path})
}

fn table(mounted: &[(Image, PathBuf)]) -> String {
    let mut table = Table::new(None);
    for (image, path) in mounted {
        let name = image.names.first().map_or_else(|| image.id.hex(), Reference::to_string);
        table.push(vec![name, path.display().to_string()]);
    }
    table.render()
}

/// Takes the mounts of images away and prints their ids.
pub(crate) fn umount(args: &ImageUmountArgs, context: &Context) -> Result<u8> {
    let ImageUmountArgs { all, force, images } = args;
    container::check_may_mount("image umount")?;
    let store = context.store()?;
    let names = if *all { store.images()?.iter().map(|image| image.id.hex()).collect() } else { images.clone() };
    each(&names, |name| {
        let image = find(store, name)?;
        let id = image.id.hex();
        if container::unmount(store, &id, name, *force)? {
            let shown = image.names.first().map_or_else(String::new, Reference::to_string);
            store.note(&Event::image(Action::Unmount, Some(&image.id), shown));
            out::line(id)?;
        }
        Ok(())
    })
}
