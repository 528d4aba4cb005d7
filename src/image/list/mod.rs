//! Manifest lists: indexes of images for several platforms, made here.
//!
//! A list is an image without layers. Its configuration is made up, so that its id stays whatever is in the list; its manifest
//! is the index. The images in it are images of the store, which the list does not keep there, or of registries.

mod find;
mod push;

use std::collections::HashSet;

use serde_json::{Map, Value, json};

pub(crate) use self::{
    find::{Adding, Found, find_entries},
    push::{ListOptions, push_list},
};
use super::{
    ImageConfig, config_of,
    lookup::{lookup, require, to_remove},
    manifest::{Descriptor, Document, OCI_INDEX, OCI_MANIFEST, choose, parse},
    manifest_digest,
    naming::local_name,
};
use crate::{
    error::{Context, Error, Result},
    name::{self, Digest, Platform, Reference},
    store::{Image, NewImage, Store},
};

/// A list, and what is in it.
pub(crate) struct List {
    pub(crate) image: Image,
    /// The index.
    pub(crate) document: Value,
}

/// What a list says of an image beside what the image says of itself.
#[derive(Debug, Clone, Default)]
pub(crate) struct EntryChanges {
    /// Fields of the platform, in the words of the OCI image spec (image-index.md).
    pub(crate) platform: Map<String, Value>,
    pub(crate) annotations: Map<String, Value>,
}

/// The list that an image is; none if it is none.
pub(crate) fn list_of(store: &Store, image: Image) -> Result<std::result::Result<List, Image>> {
    if !image.layers.is_empty() {
        return Ok(Err(image));
    }
    let Some(bytes) = store.image_manifest(&image.id)? else { return Ok(Err(image)) };
    match parse(&bytes, "") {
        Ok(Document::Index(_)) => Ok(Ok(List { image, document: serde_json::from_slice(&bytes)? })),
        _ => Ok(Err(image)),
    }
}

/// The list that `text` means.
pub(crate) fn require_list(store: &Store, text: &str) -> Result<List> {
    the_list(store, require(store, text)?, text)
}

/// The same, when it is to be removed.
pub(crate) fn list_to_remove(store: &Store, text: &str) -> Result<List> {
    the_list(store, to_remove(store, text)?, text)
}

fn the_list(store: &Store, image: Image, text: &str) -> Result<List> {
    let no_list = |_| Error::new(format!("{text} is an image, not a manifest list")).into();
    list_of(store, image)?.map_err(no_list)
}

/// Makes an empty list, or goes on with the one of that name with `amend`.
pub(crate) fn create_list(store: &Store, name: &str, amend: bool) -> Result<List> {
    let name = local_name(name)?;
    let _lock = store.lock_lists()?;
    if let Some(id) = store.name(&name)? {
        let text = name.to_string();
        if amend {
            return require_list(store, &text);
        }
        let error = Error::new(format!("the name {text} is in use by image {:.12}", id.hex()));
        return Err(error.hint("--amend goes on with a list of that name").into());
    }
    write_new(store, &[], &[name])
}

/// Makes a list of these images, which gets the names whatever they meant before.
pub(crate) fn make_list(store: &Store, images: &[Image], names: &[Reference]) -> Result<List> {
    write_new(store, &Found::of(store, images)?.entries, names)
}

fn write_new(store: &Store, entries: &[Value], names: &[Reference]) -> Result<List> {
    let layers = json!({"type": "layers", "diff_ids": []});
    let config = json!({"architecture": "", "os": "", "manifestList": name::random_id()?, "rootfs": layers});
    let document = json!({"schemaVersion": 2, "mediaType": OCI_INDEX, "manifests": entries});
    let image = write(store, serde_json::to_vec(&config)?, &document, names)?;
    Ok(List { image, document })
}

/// Adds images to a list, in place of what it says of them already.
pub(crate) fn add_to_list(store: &Store, text: &str, found: Found, changes: &EntryChanges) -> Result<List> {
    change(store, text, |list| {
        // A list must not name an image that nobody could find.
        store.add_sources(&list.image.id, &found.sources)?;
        for mut entry in found.entries {
            changes.apply(&mut entry);
            let manifests = list.document["manifests"].as_array_mut().context("a list without images")?;
            manifests.retain(|known| known["digest"] != entry["digest"]);
            manifests.push(entry);
        }
        Ok(())
    })
}

/// Changes what a list says of one of its images; of itself if there is none.
pub(crate) fn annotate_list(store: &Store, text: &str, image: Option<&str>, changes: &EntryChanges) -> Result<List> {
    change(store, text, |list| {
        let entry = match image {
            None => &mut list.document,
            Some(image) => find(store, &mut list.document, image)?,
        };
        changes.apply(entry);
        Ok(())
    })
}

/// Takes an image out of a list.
pub(crate) fn remove_from_list(store: &Store, text: &str, image: &str) -> Result<List> {
    change(store, text, |list| {
        let digest = find(store, &mut list.document, image)?["digest"].clone();
        let manifests = list.document["manifests"].as_array_mut().context("a list without images")?;
        manifests.retain(|entry| entry["digest"] != digest);
        Ok(())
    })
}

/// Where an image of a list is.
enum Member {
    Here(Image),
    /// A name with a digest.
    There(Reference),
}

/// The images of a list, in its order.
///
/// # Errors
/// When nobody knows where one is.
fn located(store: &Store, list: &List) -> Result<Vec<Member>> {
    let known = by_manifest(store)?;
    let member = |entry: &Value| {
        let digest = digest_of(entry)?;
        let found = known.iter().find(|(manifest, _)| *manifest == digest);
        match found.map(|(_, image)| image.clone()) {
            Some(image) => Ok(Member::Here(image)),
            None => match list.source(digest) {
                Some(source) => Ok(Member::There(source.clone())),
                None => Err(list.missing(digest).into()),
            },
        }
    };
    entries(&list.document).iter().map(member).collect()
}

/// The images of a list, which all are in the store.
///
/// # Errors
/// When one is not.
pub(crate) fn members(store: &Store, list: &List) -> Result<Vec<Image>> {
    let here = |member| match member {
        Member::Here(image) => Ok(image),
        Member::There(source) => Err(list.missing(source.digest.context("a source without a digest")?).into()),
    };
    located(store, list)?.into_iter().map(here).collect()
}

impl List {
    fn source(&self, digest: Digest) -> Option<&Reference> {
        self.image.sources.iter().find(|source| source.digest == Some(digest))
    }

    fn missing(&self, digest: Digest) -> Error {
        let hint = match self.source(digest) {
            Some(source) => format!("`coracle pull {source}` fetches it"),
            None => "pull or load it, or take it from the list".to_owned(),
        };
        Error::new(format!("image {digest} of the list is not in the store")).hint(hint)
    }
}

fn digest_of(entry: &Value) -> Result<Digest> {
    Ok(entry["digest"].as_str().unwrap_or_default().parse()?)
}

/// The image of a list for a platform (this machine's, if none is given); any other image is itself.
pub(crate) fn instance(store: &Store, image: Image, platform: Option<&Platform>) -> Result<Image> {
    let list = match list_of(store, image)? {
        Err(image) => return Ok(image),
        Ok(list) => list,
    };
    let wanted = chosen(&list, platform)?.digest;
    let found = by_manifest(store)?.into_iter().find(|(manifest, _)| *manifest == wanted);
    found.map(|(_, image)| image).ok_or_else(|| list.missing(wanted).into())
}

fn chosen(list: &List, platform: Option<&Platform>) -> Result<Descriptor> {
    let descriptors: Vec<Descriptor> = serde_json::from_value(list.document["manifests"].clone())?;
    let platform = platform.cloned().unwrap_or_else(Platform::host);
    choose(&descriptors, &platform).cloned()
}

fn by_manifest(store: &Store) -> Result<Vec<(Digest, Image)>> {
    let mut known = Vec::new();
    for image in store.images()? {
        known.extend(manifest_digest(store, &image.id)?.map(|digest| (digest, image)));
    }
    Ok(known)
}

fn entries(document: &Value) -> &[Value] {
    document["manifests"].as_array().map(Vec::as_slice).unwrap_or_default()
}

/// What a list says of an image that was just added.
fn entry(store: &Store, image: &Image) -> Result<Value> {
    let manifest = store.image_manifest(&image.id)?.with_context(|| format!("image {} has no manifest", image.id))?;
    let media_type = match parse(&manifest, "")? {
        Document::Image(image) if !image.media_type.is_empty() => image.media_type,
        _ => OCI_MANIFEST.to_owned(),
    };
    described(Descriptor::of(&manifest, &media_type), &config_of(store, image)?)
}

/// A descriptor of an image with what the image says of itself.
pub(super) fn described(descriptor: Descriptor, config: &ImageConfig) -> Result<Value> {
    let mut entry = serde_json::to_value(descriptor)?;
    entry["platform"] = json!({"architecture": config.architecture, "os": config.os});
    if !config.variant.is_empty() {
        entry["platform"]["variant"] = config.variant.clone().into();
    }
    Ok(entry)
}

/// The entry that a digest means, or the name or id of an image.
fn find<'a>(store: &Store, document: &'a mut Value, text: &str) -> Result<&'a mut Value> {
    let mut digest = text.to_owned();
    if !entries(document).iter().any(|entry| entry["digest"] == text)
        && let Some(image) = lookup(store, text)?
        && let Some(manifest) = manifest_digest(store, &image.id)?
    {
        digest = manifest.to_string();
    }
    let manifests = document["manifests"].as_array_mut().context("a list without images")?;
    let found = manifests.iter_mut().find(|entry| entry["digest"] == digest.as_str());
    found.ok_or_else(|| Error::new(format!("{text} is not in the manifest list")).into())
}

/// Reads, changes and writes a list, while nobody else does.
fn change(store: &Store, text: &str, change: impl FnOnce(&mut List) -> Result<()>) -> Result<List> {
    let _lock = store.lock_lists()?;
    let mut list = require_list(store, text)?;
    change(&mut list)?;
    write(store, store.image_config(&list.image.id)?, &list.document, &[])?;
    Ok(list)
}

fn write(store: &Store, config: Vec<u8>, document: &Value, names: &[Reference]) -> Result<Image> {
    let manifest = Some(serde_json::to_vec(document).context("cannot write a manifest list")?);
    let (layers, digests, names) = (Vec::new(), Vec::new(), names.to_vec());
    store.put_image(NewImage { config, manifest, layers, digests, names })
}

/// The images that lists have, which are needed though they have no names.
pub(super) fn listed(store: &Store, images: &[Image]) -> Result<HashSet<Digest>> {
    let mut manifests = HashSet::new();
    for image in images.iter().filter(|image| image.layers.is_empty()) {
        if let Ok(list) = list_of(store, image.clone())? {
            manifests
                .extend(entries(&list.document).iter().filter_map(|entry| Some(entry["digest"].as_str()?.to_owned())));
        }
    }
    if manifests.is_empty() {
        return Ok(HashSet::new());
    }
    let known = by_manifest(store)?.into_iter();
    Ok(known.filter(|(manifest, _)| manifests.contains(&manifest.to_string())).map(|(_, image)| image.id).collect())
}

impl EntryChanges {
    fn apply(&self, entry: &mut Value) {
        for (field, changes) in [("platform", &self.platform), ("annotations", &self.annotations)] {
            for (key, value) in changes {
                entry[field][key] = value.clone();
            }
        }
    }
}
