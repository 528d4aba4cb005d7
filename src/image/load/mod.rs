//! Reading archives of images: docker's (`docker save`) and OCI's, from files, directories and pipes.
//!
//! An archive is read once, front to back, whatever the order of its entries: layers go into the store as they come, small
//! entries are kept, and the manifest, which often is the last entry, says in the end what the layers were.

mod directory;
mod docker;
mod gather;
mod legacy;
mod oci;

use std::{fs::File, io::Read, path::Path};

use self::gather::Gathered;
use super::{ImageConfig, Source, import::download, manifest::synthesise, stream::Unpacked};
use crate::{
    config::Env,
    error::{Context, Error, Result},
    name::{Digest, ImageName, Platform, Reference},
    store::{Action, Event, Image, NewImage, Store},
};

/// What is said of an archive that is none of ours, in Podman's words.
const NO_FORMAT: &str = "payload does not match any of the supported image formats";

/// One image of an archive, now in the store.
#[derive(Debug, Clone)]
pub(crate) struct Loaded {
    pub(crate) image: Image,
    /// What the archive calls it; may be empty.
    pub(crate) names: Vec<Reference>,
}

/// Loads all images of the archive, compressed or not, or of a directory with the same contents. Where an archive has
/// images for several platforms, `platform` (this machine's, if none is given) chooses.
pub(crate) fn load(store: &Store, env: &Env, source: Source<'_>, platform: Option<&Platform>) -> Result<Vec<Loaded>> {
    let place = source.name();
    let platform = platform.cloned().unwrap_or_else(Platform::host);
    let load = || match source {
        Source::Path(path) => load_path(store, &path, &platform, None),
        Source::Url(url) => publish_all(store, gather(store, download(&url, env)?)?, &platform, None),
        Source::Reader(reader, _) => publish_all(store, gather(store, reader)?, &platform, None),
    };
    let loaded = load().with_context(|| format!("cannot load {place}"))?;
    loaded.iter().for_each(|one| store.note(&Event::image(Action::LoadFromArchive, Some(&one.image.id), &place)));
    Ok(loaded)
}

/// The same for a file or a directory, but of the images only the one that is called `name` there, if a name is given.
pub(crate) fn load_named(
    store: &Store,
    path: &Path,
    platform: Option<&Platform>,
    name: Option<&str>,
) -> Result<Vec<Loaded>> {
    let platform = platform.cloned().unwrap_or_else(Platform::host);
    load_path(store, path, &platform, name).with_context(|| format!("cannot load {}", path.display()))
}

fn load_path(store: &Store, path: &Path, platform: &Platform, name: Option<&str>) -> Result<Vec<Loaded>> {
    let file = File::open(path)?;
    let gathered = match file.metadata()?.is_dir() {
        true => directory::gather(store, path)?,
        false => gather(store, file)?,
    };
    publish_all(store, gathered, platform, name)
}

fn gather<'a>(store: &'a Store, archive: impl Read + Send) -> Result<Gathered<'a>> {
    let gathered = Unpacked::new(archive).and_then(|stream| Gathered::from_stream(store, stream));
    gathered.map_err(|error| match crate::sys::errno::of(&error) {
        // The disk's fault, and not the archive's.
        Some(_) => error,
        None => error.context(NO_FORMAT),
    })
}

/// The share of the store that the archive holds keeps its layers until all images are published.
fn publish_all(
    store: &Store,
    mut archive: Gathered<'_>,
    platform: &Platform,
    name: Option<&str>,
) -> Result<Vec<Loaded>> {
    let mut images = if archive.has("manifest.json") {
        docker::images(&mut archive)?
    } else if archive.has("index.json") {
        oci::images(&mut archive, platform)?
    } else if archive.has("repositories") {
        legacy::images(&mut archive)?
    } else {
        return Err(Error::new(format!("{NO_FORMAT}: it has neither manifest.json nor index.json"))
            .hint("an archive of a root file system is read by `coracle import`")
            .into());
    };
    if images.is_empty() {
        return Err(Error::new("the archive has no image").into());
    }
    if let Some(name) = name {
        let wanted = [name_at(name, "localhost")?, name_at(name, "docker.io")?];
        images.retain(|image| image.names.iter().any(|known| wanted.contains(known)));
        if images.is_empty() {
            return Err(Error::new(format!("there is no image {name} in it")).into());
        }
    }
    images.into_iter().map(|image| publish(store, image)).collect()
}

/// An image whose layers are in the store.
struct Ready {
    config: Vec<u8>,
    /// `None`: one is made.
    manifest: Option<Vec<u8>>,
    /// Diff id and size of the tar stream in bytes, the lowest first.
    layers: Vec<(Digest, u64)>,
    names: Vec<Reference>,
}

fn publish(store: &Store, ready: Ready) -> Result<Loaded> {
    let Ready { config, manifest, layers, names } = ready;
    let wanted = ImageConfig::parse(&config)?.rootfs.diff_ids;
    let got: Vec<Digest> = layers.iter().map(|(diff_id, _)| *diff_id).collect();
    if wanted.len() != got.len() {
        let (layers, ids) = (got.len(), wanted.len());
        return Err(
            Error::new(format!("the archive has {layers} layers for the image, its configuration {ids}")).into()
        );
    }
    if let Some((wanted, got)) = wanted.iter().zip(&got).find(|(wanted, got)| wanted != got) {
        return Err(Error::new(format!("a layer is not what its image says: expected {wanted}, got {got}")).into());
    }
    let digest = manifest.as_deref().map(Digest::of);
    let manifest = match manifest {
        Some(bytes) => Some(bytes),
        // One that came with the image from elsewhere is worth more.
        None if store.image_manifest(&Digest::of(&config))?.is_some() => None,
        None => Some(synthesise(&config, &layers)?),
    };
    let digests = digest.map(|digest| names.iter().map(|name| name.with_digest(digest)).collect()).unwrap_or_default();
    let image = store.put_image(NewImage { config, manifest, layers: got, digests, names: names.clone() })?;
    Ok(Loaded { image, names })
}

/// A name as an archive writes it; a short one is taken to be at `host`.
fn name_at(text: &str, host: &str) -> Result<Reference> {
    Ok(match ImageName::parse(text)? {
        ImageName::Full(reference) => reference,
        ImageName::Short(short) => short.at(host)?,
    })
}
