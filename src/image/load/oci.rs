//! OCI image layouts (OCI image spec, image-layout.md): `index.json`, and `blobs/sha256/`.

use super::{
    super::manifest::{Descriptor, Document, OCI_INDEX, choose, parse},
    Ready,
    gather::Gathered,
    name_at,
};
use crate::{
    error::{Context, Error, Result},
    name::{Digest, Platform, Reference},
};

/// Indexes may contain indexes, but not for ever.
const MAX_DEPTH: usize = 4;

/// The name of an image within a layout.
const REF_NAME: &str = "org.opencontainers.image.ref.name";
/// The full name, as containerd and `docker save` write it.
const FULL_NAME: &str = "io.containerd.image.name";

/// The images of the layout: one for each name; of those with no name, the one for the platform.
pub(super) fn images(archive: &mut Gathered<'_>, platform: &Platform) -> Result<Vec<Ready>> {
    let Document::Index(entries) = parse(archive.document("index.json")?, OCI_INDEX).context("index.json")? else {
        return Err(Error::new("index.json is no index of images").into());
    };
    let mut groups: Vec<(Vec<Reference>, Vec<Descriptor>)> = Vec::new();
    for entry in entries {
        let names = names(&entry)?;
        match groups.iter_mut().find(|(known, _)| *known == names) {
            Some((_, group)) => group.push(entry),
            None => groups.push((names, vec![entry])),
        }
    }
    groups.into_iter().map(|(names, group)| image(archive, names, group, platform)).collect()
}

fn names(entry: &Descriptor) -> Result<Vec<Reference>> {
    let annotation = |key| entry.annotations.get(key);
    // What is no name at all is only a label of the layout.
    let name = match (annotation(FULL_NAME), annotation(REF_NAME)) {
        (Some(full), _) => Some(name_at(full, "docker.io")?),
        (None, Some(name)) => name_at(name, "localhost").ok(),
        (None, None) => None,
    };
    Ok(name.into_iter().collect())
}

fn image(
    archive: &mut Gathered<'_>,
    names: Vec<Reference>,
    mut entries: Vec<Descriptor>,
    platform: &Platform,
) -> Result<Ready> {
    for _ in 0..MAX_DEPTH {
        let entry = match entries.as_slice() {
            [only] => only,
            several => choose(several, platform)?,
        };
        let (digest, media_type) = (entry.digest, entry.media_type.clone());
        let bytes = archive.document(&path(&digest))?.to_vec();
        match parse(&bytes, &media_type).with_context(|| format!("manifest {digest}"))? {
            Document::Index(nested) => entries = nested,
            Document::Image(image) => {
                let config =
                    archive.document(&path(&image.config.digest)).context("the image's configuration")?.to_vec();
                let layers = image.layers.iter().map(|layer| archive.layer(&path(&layer.digest)));
                let layers = layers.collect::<Result<Vec<_>>>()?;
                return Ok(Ready { config, manifest: Some(bytes), layers, names });
            }
        }
    }
    Err(Error::new(format!("the archive's indexes are nested more than {MAX_DEPTH} deep")).into())
}

fn path(digest: &Digest) -> String {
    format!("blobs/sha256/{}", digest.hex())
}
