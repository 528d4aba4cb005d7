//! `coracle manifest`.

use serde_json::{Map, Value};

use super::image::{connection, loaded, of_registry, packing, push_with};
use crate::cli::{
    EntryArgs, ManifestAddArgs, ManifestAnnotateArgs, ManifestCreateArgs, ManifestExistsArgs, ManifestInspectArgs,
    ManifestPushArgs, ManifestRemoveArgs, ManifestRmArgs, RegistryArgs, TransferArgs,
};
use crate::commands::{Context, each};
use crate::config;
use crate::error::{self, Error, Kind, Result};
use crate::image::{self, Adding, EntryChanges, Found, ListOptions, Pusher};
use crate::name::Reference;
use crate::ui::{format, out};

/// Makes a list and prints its id.
pub(crate) fn create(args: &ManifestCreateArgs, context: &Context) -> Result<u8> {
    let ManifestCreateArgs { transfer, all, amend, annotation, list, images } = args;
    let store = context.store()?;
    let annotations = pairs(annotation)?;
    let found = found(images, *all, transfer, context)?;
    let made = image::create_list(store, list, *amend)?;
    let id = made.image.id.hex();
    let added = image::add_to_list(store, &id, found, &EntryChanges::default());
    let annotated = added.and_then(|_| {
        let changes = EntryChanges { annotations, ..EntryChanges::default() };
        image::annotate_list(store, &id, None, &changes)
    });
    if annotated.is_err() && !amend {
        store.remove_image(&made.image.id)?;
    }
    annotated?;
    out::line(id).map(|()| 0)
}

/// Adds images to a list and prints its id.
pub(crate) fn add(args: &ManifestAddArgs, context: &Context) -> Result<u8> {
    let ManifestAddArgs { transfer, all, entry, list, images } = args;
    let (store, changes) = (context.store()?, changes(entry)?);
    image::require_list(store, list)?;
    let found = found(images, *all, transfer, context)?;
    let list = image::add_to_list(store, list, found, &changes)?;
    out::line(list.image.id.hex()).map(|()| 0)
}

/// Looks for images that are to be added.
fn found(images: &[String], all: bool, transfer: &TransferArgs, context: &Context) -> Result<Found> {
    let store = context.store()?;
    let connect = connection(transfer, &context.conf()?.engine)?;
    let images = images.iter().map(|image| loaded(store, image)).collect::<Result<Vec<_>>>()?.concat();
    image::find_entries(store, &images, &Adding { env: &context.env, connect: &connect, all })
}

/// Changes what a list says and prints its id.
pub(crate) fn annotate(args: &ManifestAnnotateArgs, context: &Context) -> Result<u8> {
    let ManifestAnnotateArgs { index, entry, list, image } = args;
    let changes = changes(entry)?;
    if *index && !changes.platform.is_empty() {
        return Err(Error::new("with --index only --annotation can be given: a list has no platform").into());
    }
    let list = image::annotate_list(context.store()?, list, image.as_deref(), &changes)?;
    out::line(list.image.id.hex()).map(|()| 0)
}

/// Takes an image from a list and prints the list's id.
pub(crate) fn remove(args: &ManifestRemoveArgs, context: &Context) -> Result<u8> {
    let ManifestRemoveArgs { list, image } = args;
    let list = image::remove_from_list(context.store()?, list, image)?;
    out::line(list.image.id.hex()).map(|()| 0)
}

/// Says by the exit code whether there is a list.
pub(crate) fn exists(args: &ManifestExistsArgs, context: &Context) -> Result<u8> {
    let ManifestExistsArgs { list } = args;
    let store = context.store()?;
    let found = match image::lookup(store, list)? {
        Some(image) => image::list_of(store, image)?.is_ok(),
        None => false,
    };
    Ok(if found { 0 } else { Kind::NotFound.exit_code() })
}

/// Prints a list, that of the registry if there is none here.
pub(crate) fn inspect(args: &ManifestInspectArgs, context: &Context) -> Result<u8> {
    let ManifestInspectArgs { insecure, verbose: _, registry, list } = args;
    let registry = &RegistryArgs { tls_verify: registry.tls_verify.or(insecure.then_some(false)), ..registry.clone() };
    config::check_authfile(registry.authfile.as_deref())?;
    let store = context.store()?;
    let here = image::lookup(store, list)?.map(|image| image::list_of(store, image)).transpose()?;
    let document = match here {
        Some(Ok(list)) => list.document,
        _ => image::remote_list(&context.env, list, &of_registry(registry, None))?,
    };
    out::text(&format::json(&document)?).map(|()| 0)
}

/// Pushes a list.
pub(crate) fn push(args: &ManifestPushArgs, context: &Context) -> Result<u8> {
    let ManifestPushArgs { all, add_compression, rm, push } = args;
    let store = context.store()?;
    let list = image::require_list(store, &push.image)?;
    let id = list.image.id;
    if !add_compression.is_empty() && !all {
        return Err(Error::new("--add-compression has no images to act on with --all=false").into());
    }
    let what = ListOptions { all: *all, also: add_compression.iter().copied().map(packing).collect() };
    push_with(push, context, &list.image.clone(), |destination, options, progress| {
        let pusher = Pusher::new(store, &context.env, destination, options, progress)?;
        image::push_list(store, &pusher, &list, &what, destination)
    })?;
    if *rm {
        store.remove_image(&id)?;
    }
    Ok(0)
}

/// Removes lists.
pub(crate) fn rm(args: &ManifestRmArgs, context: &Context) -> Result<u8> {
    let ManifestRmArgs { ignore, lists } = args;
    let store = context.store()?;
    each(lists, |name| {
        let list = match image::list_to_remove(store, name) {
            Err(error) if *ignore && error::kind(&error) == Kind::NotFound => return Ok(()),
            list => list?,
        };
        store.remove_image(&list.image.id)?;
        list.image.names.iter().try_for_each(|name: &Reference| out::line(format_args!("Untagged: {name}")))?;
        out::line(format_args!("Deleted: {}", list.image.id.hex()))
    })
}

fn changes(args: &EntryArgs) -> Result<EntryChanges> {
    let EntryArgs { annotation, arch, features, os, os_features, os_version, variant } = args;
    let words = [("architecture", arch), ("os", os), ("os.version", os_version), ("variant", variant)];
    let lists = [("features", features), ("os.features", os_features)];
    let mut platform = Map::new();
    platform.extend(words.into_iter().filter_map(|(key, word)| Some((key.to_owned(), word.clone()?.into()))));
    let given = lists.into_iter().filter(|(_, list)| !list.is_empty());
    platform.extend(given.map(|(key, list)| (key.to_owned(), list.clone().into())));
    Ok(EntryChanges { platform, annotations: pairs(annotation)? })
}

fn pairs(texts: &[String]) -> Result<Map<String, Value>> {
    let pair = |text: &String| match text.split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok((key.to_owned(), value.into())),
        _ => Err(Error::new(format!("annotation {text:?} is not of the form KEY=VALUE")).into()),
    };
    texts.iter().map(pair).collect()
}
